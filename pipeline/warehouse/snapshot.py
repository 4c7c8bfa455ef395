"""Publish the warehouse as a file that analysts open: a new name each time, complete before it has that name.

Readers never wait and never see half a state: they keep the file that they opened, and find the newest under
`data/news.duckdb`. Renaming over a name in use, with a leftover `.wal` beside it, corrupted the new file in a
trial; so names are never used twice.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.errors import ConfigError, DataError, TransientError
from pipeline.settings import Settings
from pipeline.warehouse.check import TABLES, find_differences
from pipeline.warehouse.connection import (
    CATALOG,
    connect,
    hold_warehouse,
    open_duckdb,
    quote,
    translate_errors,
)
from pipeline.warehouse.lock import hold_lock
from pipeline.warehouse.migrations import create_tables, create_views, read_definition
from pipeline.warehouse.search import build_index
from schemas.records import Record

_PREFIX = "news-"
_SUFFIX = ".duckdb"


class SnapshotReport(Record):
    """The newest snapshot after a publication; `skipped` says why nothing was published, or is empty."""

    path: str
    load_seq: int
    articles: int = 0
    size_bytes: int = 0
    skipped: str = ""


class _State(Record):
    """What tells two states of the warehouse apart: the last load and the SQL of the views."""

    load_seq: int
    batch_id: str
    views_hash: str


def publish_snapshot(settings: Settings, now: datetime) -> SnapshotReport:
    """Publish what the warehouse holds as the newest snapshot, and keep the last few.

    Args:
        settings: Where everything is; `publish_min_interval_s` and `keep_snapshots`.
        now: The time, which becomes the snapshot's.

    Raises:
        TransientError: The warehouse is locked for too long, or the disk is full: the former snapshot stays.
        DataError: The copy's counts are not the ledger's: it is not published.
    """
    folder = settings.snapshots_dir
    with hold_lock(folder / "publish.lock", settings.lock_wait_s), _translate_disk_errors(folder):
        remove_unfinished(folder)
        newest = _find_newest(settings)
        part = folder / f".{_PREFIX}{os.getpid()}.part"
        taken = _take_copy(settings, now, newest, part)
        if isinstance(taken, SnapshotReport):
            return taken
        articles = _finish(part)
        path = folder / _choose_name(folder, taken.load_seq)
        os.utime(part, (now.timestamp(), now.timestamp()))
        part.rename(path)
        _point_at(settings, path)
        prune_snapshots(settings)
        return SnapshotReport(
            path=str(path), load_seq=taken.load_seq, articles=articles, size_bytes=path.stat().st_size
        )


def find_newest_snapshot(settings: Settings) -> Path:
    """Return the file of the newest snapshot.

    Raises:
        ConfigError: None was published yet.
    """
    newest = _find_newest(settings)
    if newest is None:
        raise ConfigError(
            f"{_get_link(settings)}: no snapshot yet; `namewire run` or the DAG publish_snapshot makes the first"
        )
    return newest


def open_snapshot(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open the newest snapshot read-only; the caller closes it. A later one needs a new connection."""
    path = find_newest_snapshot(settings)
    with translate_errors(str(path)):
        return open_duckdb(str(path), read_only=True)


def query_snapshot(settings: Settings, sql: str) -> pa.Table:
    """Run a person's query on the newest snapshot.

    Raises:
        ConfigError: There is no snapshot yet, or the query is wrong; the message says where.
    """
    with open_snapshot(settings) as connection:
        try:
            connection.execute(sql)
            return connection.to_arrow_table() if connection.description else pa.table({})
        except duckdb.Error as error:
            raise ConfigError(f"the query failed: {_shorten(error)}") from error


def prune_snapshots(settings: Settings) -> int:
    """Remove all but the last few snapshots, never the newest; return how many. Open readers keep their file."""
    newest = _find_newest(settings)
    files = sorted(settings.snapshots_dir.glob(f"{_PREFIX}*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
    former = [path for path in files if path != newest]
    surplus = former[: max(0, len(former) - (settings.keep_snapshots - 1))]
    for path in surplus:
        path.unlink()
    return len(surplus)


def remove_unfinished(folder: Path) -> int:
    """Remove the files and folders that a killed publication left; return how many. The caller holds its lock."""
    leftovers = list(folder.glob(f".{_PREFIX}*.part*"))
    for path in leftovers:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return len(leftovers)


def _take_copy(settings: Settings, now: datetime, newest: Path | None, part: Path) -> SnapshotReport | _State:
    """Copy the warehouse under its lock, or say why not; everything slow comes after the lock."""
    with hold_warehouse(settings):
        with connect(settings) as connection:
            state = _read_state(connection)
            if newest is not None and (reason := _find_reason_to_skip(settings, now, newest, state)):
                return SnapshotReport(path=str(newest), load_seq=state.load_seq, skipped=reason)
            if settings.warehouse:
                _copy_tables(connection, part)
                return state
            connection.execute(f"CHECKPOINT {CATALOG}")
        wal = settings.warehouse_path.with_name(settings.warehouse_path.name + ".wal")
        if wal.exists():
            raise TransientError(f"{wal}: left after the checkpoint; another process has the warehouse open")
        shutil.copyfile(settings.warehouse_path, part)
    return state


def _find_reason_to_skip(settings: Settings, now: datetime, newest: Path, state: _State) -> str:
    with translate_errors(str(newest)), open_duckdb(str(newest), read_only=True) as connection:
        published = _read_state(connection)
    if published == state:
        return f"nothing was loaded since {newest.name}"
    age = now - datetime.fromtimestamp(newest.stat().st_mtime, now.tzinfo)
    # A snapshot from the future (the clock was set back) is no reason to wait.
    if timedelta(0) <= age < timedelta(seconds=settings.publish_min_interval_s):
        return f"{newest.name} is younger than {settings.publish_min_interval_s:g} s"
    return ""


def _read_state(connection: duckdb.DuckDBPyConnection) -> _State:
    row = connection.execute(
        """
        SELECT
            (SELECT max(load_seq) FROM load_fence),
            (SELECT coalesce(arg_max(batch_id, load_seq), '') FROM batches),
            (SELECT arg_max(views_hash, step) FROM schema_version)
        """
    ).fetchall()[0]
    return _State(load_seq=row[0], batch_id=row[1], views_hash=row[2])


def _copy_tables(connection: duckdb.DuckDBPyConnection, part: Path) -> None:
    """Write the tables of a DuckLake, as of one transaction, into a database file with the same views."""
    definition = read_definition()
    connection.execute(f"ATTACH {quote(str(part))} AS snapshot (STORAGE_VERSION 'v1.5.0')")
    connection.begin()
    connection.execute("USE snapshot")
    create_tables(connection, definition)
    for table in (*TABLES, "batches", "load_fence", "schema_version"):
        connection.execute(f"INSERT INTO snapshot.{table} BY NAME FROM {CATALOG}.main.{table}")
    connection.commit()
    connection.execute(f"USE {CATALOG}")
    connection.execute("DETACH snapshot")
    # By itself: beside a DuckLake, reading the columns' comments asks the catalog for each of them (6 s).
    with open_duckdb(str(part)) as file:
        create_views(file, definition)


def _finish(part: Path) -> int:
    """Index the copy, make it durable and compare it with its ledger; return how many articles are in it."""
    with translate_errors(str(part)):
        spill_dir = part.with_name(part.name + ".spill")
        with open_duckdb(str(part), spill_dir=spill_dir) as connection:
            build_index(connection)
            connection.execute("CHECKPOINT")
        shutil.rmtree(spill_dir, ignore_errors=True)
        if part.with_name(part.name + ".wal").exists():
            raise DataError(f"{part}: a .wal was left after the checkpoint; the snapshot is not published")
        part.chmod(0o444)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        with open_duckdb(str(part), read_only=True) as connection:
            differences = list(find_differences(connection))
            row = connection.execute(
                "SELECT (FROM article_search SELECT count(*)), count(*) FROM articles"
            ).fetchall()
    indexed, articles = row[0]
    if indexed != articles:
        differences.append(f"article_search: {indexed} rows of {articles} articles")
    if differences:
        part.unlink()
        raise DataError(
            f"the snapshot is not published, its counts differ from the ledger: {'; '.join(differences)}"
        )
    return int(articles)


@contextmanager
def _translate_disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TransientError(f"{folder}: the snapshot could not be written, the former stays: {error}") from error


def _shorten(error: duckdb.Error) -> str:
    """Keep the message and the place in the query, on one line."""
    return " ".join(str(error).split())


def _choose_name(folder: Path, load_seq: int) -> str:
    """Choose a name that no snapshot has: after a rebuild, or with new views, a number can come again."""
    name = f"{_PREFIX}{load_seq}{_SUFFIX}"
    again = 1
    while (folder / name).exists():
        again += 1
        name = f"{_PREFIX}{load_seq}-{again}{_SUFFIX}"
    return name


def _point_at(settings: Settings, path: Path) -> None:
    """Swap the link to the newest snapshot in one step, and make names and link durable."""
    link = _get_link(settings)
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(path, link.parent))
    fresh.replace(link)
    for folder in (path.parent, link.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _get_link(settings: Settings) -> Path:
    return settings.data_dir / "news.duckdb"


def _find_newest(settings: Settings) -> Path | None:
    link = _get_link(settings)
    path = settings.snapshots_dir / link.readlink().name if link.is_symlink() else None
    return path if path is not None and path.exists() else None
