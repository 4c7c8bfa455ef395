"""`make up`: Airflow with its UI, scheduler and workers on this machine, on the real feeds or the sample world."""

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from sample.orchestration import (
    MARKER,
    build_airflow_environment,
    build_sample_environment,
    run_airflow,
)
from sample.registry import write_registry
from sample.world import load_world

SAMPLE_PORT = 8700
_START_S = 180
_STOP_S = 30


def main() -> None:
    """Prepare the metadata database and the pool, then run Airflow until Ctrl-C."""
    arguments = _read_arguments()
    data_dir = Path(os.environ.get("NAMEWIRE_DATA_DIR", "data"))
    if not arguments.sample:
        _set_sample_aside(data_dir)
    environment = build_airflow_environment(data_dir) | _build_server_environment(arguments.host, arguments.port)
    sample_server: list[list[str]] = []
    if arguments.sample:
        data_dir.mkdir(parents=True, exist_ok=True)
        write_registry(load_world(), data_dir / MARKER, arguments.sample_port)
        environment = build_sample_environment(data_dir, arguments.sample_port) | environment
        serve = [sys.executable, "-m", "pipeline.cli", "serve-sample", "--port", str(arguments.sample_port)]
        sample_server = [[*serve, "--publish-after", str(arguments.publish_after)]]
    elif not environment.get("NAMEWIRE_FETCH__CONTACT"):
        print("Real feeds are not polled until NAMEWIRE_FETCH__CONTACT is set to an address where their publishers")
        print("can reach you: NAMEWIRE_FETCH__CONTACT=you@example.org make up. The UI starts without it.")
    logs = data_dir / "airflow" / "up-logs"
    print("Preparing Airflow's metadata database and the pool of loads ...")
    run_airflow(environment, "db", "migrate", log_path=logs / "migrate.log")
    run_airflow(environment, "pools", "set", "warehouse", "1", "loads", log_path=logs / "pool.log")
    print(
        f"Airflow's UI will be on {environment['AIRFLOW__API__BASE_URL']} (no login: loopback only). Ctrl-C stops."
    )
    airflow = [[sys.executable, "-m", "airflow", part] for part in ("dag-processor", "scheduler", "triggerer")]
    with _stop_at_signals() as children:
        api_server = [[sys.executable, "-m", "airflow", "api-server"]]
        _start(children, [*sample_server, *api_server], environment, logs)
        # Tasks report to the API server: a scheduler that starts them before it answers sees them all fail.
        _wait_until_healthy(f"{environment['AIRFLOW__API__BASE_URL']}/api/v2/monitor/health", children)
        _start(children, airflow, environment, logs)
        print(f"Airflow runs; logs: {logs}", flush=True)
        _wait_for_the_first_to_end(children)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make up", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address of the UI; anything but loopback has no login")
    parser.add_argument("--port", type=int, default=8080, help="port of the UI")
    parser.add_argument("--sample", action="store_true", help="run on the sample world")
    parser.add_argument("--sample-port", type=int, default=SAMPLE_PORT)
    parser.add_argument("--publish-after", type=float, default=180.0, help="seconds until later articles appear")
    return parser.parse_args()


def _set_sample_aside(data_dir: Path) -> None:
    """Move the demo's data out of the way of real feeds; nothing is deleted."""
    if not (data_dir / MARKER).exists():
        return
    aside = data_dir.with_name(f"{data_dir.name}-sample-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    data_dir.rename(aside)
    print(f"{data_dir} held the sample world of the demo; it is now {aside}.")


def _build_server_environment(host: str, port: int) -> dict[str, str]:
    base = f"http://{host}:{port}"
    return {
        "AIRFLOW__API__HOST": host,
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": base,
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{base}/execution/",
    }


@contextmanager
def _stop_at_signals() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Yield a list of processes to fill; stop them all at the end, at Ctrl-C, and at SIGTERM."""
    children: list[subprocess.Popen[bytes]] = []

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    # A shell that starts us in the background has SIGINT ignored, which children would inherit.
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    try:
        yield children
    except KeyboardInterrupt:
        print("Stopping Airflow ...", flush=True)
    finally:
        for child in children:
            child.terminate()
        for child in children:
            _wait_or_kill(child)


def _start(
    children: list[subprocess.Popen[bytes]], commands: list[list[str]], environment: dict[str, str], logs: Path
) -> None:
    for command in commands:
        with (logs / f"{command[3]}.log").open("wb") as log:
            child = subprocess.Popen(
                command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        children.append(child)


def _wait_until_healthy(url: str, children: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        _complain_about_ended(children)
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    sys.exit(f"the API server did not answer within {_START_S} s: {url}")


def _wait_for_the_first_to_end(children: list[subprocess.Popen[bytes]]) -> None:
    while True:
        _complain_about_ended(children)
        time.sleep(1)


def _complain_about_ended(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is not None:
            assert isinstance(child.args, list)
            sys.exit(
                f"{' '.join(map(str, child.args[2:4]))} ended with exit status {child.returncode}; see its log"
            )


def _wait_or_kill(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


if __name__ == "__main__":
    main()
