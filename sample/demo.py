"""`make demo`: the three DAGs of the line, run by Airflow itself on the sample world, and what came out of it.

Real task instances and real mapped shards, in this process (`dag.test()`), with the embedded metadata database.
"""

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console

from sample.orchestration import MARKER, build_airflow_environment, build_sample_environment, run_airflow
from sample.registry import write_registry
from sample.server import serve_in_thread
from sample.world import load_world

if TYPE_CHECKING:
    from pipeline.settings import Settings

PORT = 8700
DAGS = ("poll_feeds", "ingest_articles", "publish_snapshot")


def main() -> None:
    """Serve the sample world, run the line, show the result and what to do next."""
    data_dir = Path(os.environ.get("NAMEWIRE_DATA_DIR", "data"))
    port = int(os.environ.get("NAMEWIRE_SAMPLE_PORT", PORT))
    _refuse_real_data(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    world = load_world()
    # A descriptor of its own, since the runs of the DAGs take over the standard ones.
    width = None if sys.stdout.isatty() else 140
    console = Console(file=os.fdopen(os.dup(1), "w"), highlight=False, width=width)
    try:
        with serve_in_thread(world, port) as server:
            console.print(f"[bold]1/5[/] The sample world is served on {server.index_url}")
            write_registry(world, data_dir / MARKER, port)
            _run_line(data_dir, port, console)
    except OSError as error:
        sys.exit(f"port {port} is taken ({error.strerror}): NAMEWIRE_SAMPLE_PORT=8701 make demo")


def _refuse_real_data(data_dir: Path) -> None:
    if (data_dir / "warehouse.duckdb").exists() and not (data_dir / MARKER).exists():
        sys.exit(f"{data_dir} holds real feeds; run the demo beside it: NAMEWIRE_DATA_DIR=data-demo make demo")


def _run_line(data_dir: Path, port: int, console: Console) -> None:
    os.environ.update(build_airflow_environment(data_dir) | build_sample_environment(data_dir, port))
    logs = data_dir / "airflow" / "demo-logs"
    console.print("[bold]2/5[/] Airflow's metadata database ...")
    run_airflow(dict(os.environ), "db", "migrate", log_path=logs / "migrate.log")
    run_airflow(dict(os.environ), "pools", "set", "warehouse", "1", "loads", log_path=logs / "pool.log")
    before = _count_batches()
    logging.getLogger("pipeline").addHandler(_ConsoleHandler(console))
    for number, dag_id in enumerate(DAGS, start=3):
        console.print(f"[bold]{number}/5[/] Airflow runs [bold]{dag_id}[/]")
        with (logs / f"{dag_id}.log").open("w") as log, _capture_output(log):
            states = list(_run_dag(dag_id, console))
        if any(state == "failed" for state in states):
            sys.exit(f"{dag_id} failed; its log: {logs / dag_id}.log")
    _close(console, before)


def _run_dag(dag_id: str, console: Console) -> Iterator[str]:
    """Run one DAG as `airflow dags test` does; yield the state of each of its task instances."""
    from airflow.dag_processing.dagbag import BundleDagBag

    folder = Path(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    bag = BundleDagBag(dag_folder=folder, bundle_path=folder, bundle_name="dags-folder")
    dag: Any = bag.get_dag(dag_id)
    if dag is None:
        sys.exit(f"{dag_id} did not load: {bag.import_errors}")
    started = time.monotonic()
    run = dag.test(run_conf={"force": True} if dag_id != "ingest_articles" else None)
    never = datetime.max.replace(tzinfo=UTC)
    for instance in sorted(run.get_task_instances(), key=lambda ti: (ti.start_date or never, ti.map_index)):
        shard = f"[{instance.rendered_map_index}]" if instance.map_index >= 0 else ""
        line = f"      {instance.task_id + shard:<64} {instance.state} {instance.duration or 0:.1f} s"
        console.print(line, markup=False)
        yield str(instance.state)
    console.print(f"      run {run.state} in {time.monotonic() - started:.1f} s")


class _ConsoleHandler(logging.Handler):
    """Shows what the stages log as they log it, past Airflow's own capture."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.INFO)
        self.console = console

    def emit(self, record: logging.LogRecord) -> None:
        self.console.print(f"      {record.getMessage()}", markup=False, style="dim", soft_wrap=True)


@contextmanager
def _capture_output(log: TextIO) -> Iterator[None]:
    """Send both standard streams to a file, at the level of descriptors: Airflow's logging holds on to them."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for target, source in zip((1, 2), kept, strict=True):
            os.dup2(source, target)
            os.close(source)


def _read_settings() -> "Settings":
    from pipeline.settings import Settings

    return Settings()


def _count_batches() -> int:
    from pipeline.warehouse import Warehouse

    settings = _read_settings()
    return Warehouse(settings).read_seq() if settings.warehouse_path.exists() else 0


def _close(console: Console, before: int) -> None:
    from pipeline.cli.closing import print_closing
    from pipeline.warehouse import query_snapshot

    settings = _read_settings()
    console.print()
    print_closing(settings, console)
    newest = query_snapshot(settings, "select coalesce(max(load_seq), 0) as seq from entries_history")
    if before and newest.to_pylist()[0]["seq"] <= before:
        console.print("Nothing new: every entry of the sample world is known, and nothing was fetched twice.\n")
    console.print("Query the result:")
    console.print(
        '  .venv/bin/namewire sql "select surface, count(*) from mentions'
        " where entity_id = 'islamic-state' group by 1 order by 2 desc\"",
        soft_wrap=True,
    )
    console.print("Start Airflow with its UI on the real feeds:")
    console.print("  make up")


if __name__ == "__main__":
    main()
