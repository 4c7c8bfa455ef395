"""`make check-scheduler`: the scheduler alone runs the line on the sample world, from asset events.

Starts `make up` on the sample world, touches nothing, and waits until an article that was there from the beginning
and one that the world publishes later have both come through poll, ingest and publish. Then it compares the tables
with what Airflow says that it ran, and stops everything that it started.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

DEADLINE_S = 600
PUBLISH_AFTER_S = 150


def main() -> None:
    """Run the check; exit status 0 when the line ran by itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--screenshots", type=Path, help="write screenshots of the UI into this folder (chromium)")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="namewire-scheduler-") as folder:
        data_dir = Path(folder)
        with run_airflow(data_dir) as base:
            first = wait_for(data_dir, "the first articles", lambda s: s["articles"] > 0)
            later = wait_for(data_dir, "a later article", lambda s: s["articles"] > first["articles"])
            if arguments.screenshots:
                take_screenshots(base, arguments.screenshots)
            runs = read_runs(base)
        print_runs(runs)
        verdict = compare(first, later, runs)
    print(
        "\n".join(verdict) or "The scheduler ran the line by itself: poll, ingest and publish, from asset events."
    )
    sys.exit(1 if verdict else 0)


@contextmanager
def run_airflow(data_dir: Path) -> Iterator[str]:
    """Run `make up` on the sample world with free ports; yield the address of its UI; stop it at the end."""
    port, sample_port = find_free_port(), find_free_port()
    command = [sys.executable, "-m", "sample.up", "--sample", "--port", str(port)]
    command += ["--sample-port", str(sample_port), "--publish-after", str(PUBLISH_AFTER_S)]
    environment = os.environ | {"NAMEWIRE_DATA_DIR": str(data_dir), "NAMEWIRE_POLL_EVERY_S": "60"}
    log_path = data_dir / "up.log"
    say(f"starting Airflow on port {port} and the sample world on port {sample_port}; log: {log_path}")
    with log_path.open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            say("stopping")
            process.send_signal(signal.SIGTERM)
            try:
                code = process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
            say(f"stopped with exit status {code}")


def wait_for(data_dir: Path, what: str, is_there: Any) -> dict[str, int]:
    """Wait until the newest snapshot shows it."""
    started = time.monotonic()
    while time.monotonic() - started < DEADLINE_S:
        state = read_snapshot(data_dir)
        if state and is_there(state):
            say(f"{what}: {state} after {time.monotonic() - started:.0f} s")
            return state
        time.sleep(3)
    tail = (data_dir / "up.log").read_text(errors="replace").splitlines()[-25:]
    sys.exit("\n".join([*tail, f"{what}: not within {DEADLINE_S} s"]))


def read_snapshot(data_dir: Path) -> dict[str, int] | None:
    """Read the counts of the newest snapshot as an analyst does, or None before there is one."""
    from pipeline.settings import Settings
    from pipeline.warehouse import query_snapshot

    if not (data_dir / "news.duckdb").exists():
        return None
    sql = "select (select count(*) from articles) as articles, (select count(*) from polls) as polls,"
    sql += " (select count(*) from batches where kind = 'articles') as batches"
    state: dict[str, int] = query_snapshot(Settings(data_dir=data_dir), sql).to_pylist()[0]
    return state


def read_runs(base: str) -> list[dict[str, Any]]:
    """Read all DAG runs from Airflow's API, oldest first."""
    with urllib.request.urlopen(f"{base}/auth/token") as answer:
        token = json.load(answer)["access_token"]
    url = f"{base}/api/v2/dags/~/dagRuns?limit=100&order_by=start_date"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        runs: list[dict[str, Any]] = json.load(answer)["dag_runs"]
    return runs


def print_runs(runs: list[dict[str, Any]]) -> None:
    """Print the runs as the table of docs/operators.md."""
    print("| DAG | run type | started | ended | state |\n| --- | --- | --- | --- | --- |")
    for run in runs:
        started, ended = (str(run[key] or "")[11:19] for key in ("start_date", "end_date"))
        print(f"| {run['dag_id']} | {run['run_type']} | {started} | {ended} | {run['state']} |")


def compare(first: dict[str, int], later: dict[str, int], runs: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong, a line each."""
    done = [run for run in runs if run["state"] == "success"]
    problems = [f"failed: {run['dag_id']} {run['dag_run_id']}" for run in runs if run["state"] == "failed"]
    for dag_id, kind in (
        ("poll_feeds", "scheduled"),
        ("ingest_articles", "asset_triggered"),
        ("publish_snapshot", "asset_triggered"),
    ):
        if not any(run["dag_id"] == dag_id and run["run_type"] == kind for run in done):
            problems.append(f"no successful {kind} run of {dag_id}")
    if later["batches"] <= first["batches"]:
        problems.append(f"the later article came without a new batch: {first} {later}")
    return problems


def take_screenshots(base: str, folder: Path) -> None:
    """Take the DAG's page, its mapped shards and the asset graph with headless Chromium."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {
        "dags": "/dags",
        "dag-graph": "/dags/ingest_articles",
        "mapped-shards": "/dags/ingest_articles/tasks/fetch_articles/task_instances",
        "asset-graph": "/assets/1",
    }
    for name, path in pages.items():
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1500,950", "--hide-scrollbars"]
        options += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        options += ["--no-first-run", "--virtual-time-budget=40000", f"--screenshot={folder / name}.png"]
        with TemporaryDirectory() as profile:
            command = ["chromium", *options, f"--user-data-dir={profile}", base + path]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
        say(f"screenshot: {folder / name}.png")


def find_free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def say(message: str) -> None:
    """Print a line at once, with the time."""
    print(f"{time.strftime('%H:%M:%S')} {message}", flush=True)


if __name__ == "__main__":
    main()
