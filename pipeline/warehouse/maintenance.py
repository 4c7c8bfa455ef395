"""Keep the warehouse small, clean and checked; loads wait for it, readers of snapshots do not notice."""

import os
import shutil
from datetime import datetime, timedelta

import duckdb

from pipeline.settings import Settings
from pipeline.warehouse.check import find_differences
from pipeline.warehouse.connection import (
    CATALOG,
    connect,
    get_spill_dir,
    hold_warehouse,
    is_on_this_machine,
)
from pipeline.warehouse.lock import hold_lock
from pipeline.warehouse.snapshot import prune_snapshots, remove_unfinished
from schemas.records import Record

_KEEP_LAKE_DAYS = 7


class MaintenanceReport(Record):
    """What was swept, and what differs from the ledger: `problems` is empty where all is well."""

    load_seq: int
    batches: int
    size_bytes: int
    snapshots_removed: int = 0
    leftovers_removed: int = 0
    problems: tuple[str, ...] = ()


def maintain(settings: Settings, now: datetime, *, check_only: bool = False) -> MaintenanceReport:
    """Compact the warehouse, drop old snapshots and what killed tasks left, and compare tables with the ledger.

    Args:
        settings: Where everything is.
        now: The time from which the age of a DuckLake's former states is counted.
        check_only: Change nothing.
    """
    snapshots = leftovers = 0
    if not check_only:
        with hold_lock(settings.snapshots_dir / "publish.lock", settings.lock_wait_s):
            leftovers = remove_unfinished(settings.snapshots_dir)
            snapshots = prune_snapshots(settings)
    with hold_warehouse(settings), connect(settings, read_only=check_only) as connection:
        if not check_only:
            leftovers += _remove_spilled(settings)
            _compact(connection, settings, now)
        problems = find_differences(connection)
        seq, batches = connection.execute("SELECT coalesce(max(load_seq), 0), count(*) FROM batches").fetchall()[0]
        size = _measure(connection, settings)
    return MaintenanceReport(
        load_seq=seq,
        batches=batches,
        size_bytes=size,
        snapshots_removed=snapshots,
        leftovers_removed=leftovers,
        problems=problems,
    )


def _remove_spilled(settings: Settings) -> int:
    """Remove what killed processes had spilled: whoever has the warehouse open holds the lock, and that is us."""
    own = get_spill_dir(settings) / str(os.getpid())
    if not is_on_this_machine(settings):
        return 0
    leftovers = [path for path in get_spill_dir(settings).glob("*") if path != own]
    for path in leftovers:
        shutil.rmtree(path, ignore_errors=True)
    return len(leftovers)


def _compact(connection: duckdb.DuckDBPyConnection, settings: Settings, now: datetime) -> None:
    if not settings.warehouse:
        connection.execute(f"CHECKPOINT {CATALOG}")
        return
    before = now - timedelta(days=_KEEP_LAKE_DAYS)
    connection.execute(f"CALL ducklake_flush_inlined_data('{CATALOG}')")
    connection.execute(f"CALL ducklake_expire_snapshots('{CATALOG}', older_than => ?)", [before])
    connection.execute(f"CALL ducklake_merge_adjacent_files('{CATALOG}')")
    connection.execute(f"CALL ducklake_rewrite_data_files('{CATALOG}')")
    connection.execute(f"CALL ducklake_cleanup_old_files('{CATALOG}', older_than => ?)", [before])


def _measure(connection: duckdb.DuckDBPyConnection, settings: Settings) -> int:
    if not settings.warehouse:
        return settings.warehouse_path.stat().st_size
    row = connection.execute(
        f"SELECT coalesce(sum(file_size_bytes), 0) FROM ducklake_table_info('{CATALOG}')"  # noqa: S608
    ).fetchone()
    return int(row[0]) if row else 0
