"""Open the warehouse, the embedded file or DuckLake, for one short piece of work, and name what went wrong.

The embedded file belongs to one process at a time; readers of the pipeline take the same lock as writers,
since a reader of the live file would stop a writer. Analysts read snapshots (`snapshot`).
"""

import importlib.resources
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import duckdb

from pipeline.errors import ConfigError, DataError, NamewireError, TransientError
from pipeline.settings import Settings
from pipeline.warehouse.lock import hold_lock

CATALOG = "namewire"
"""The name under which the warehouse is attached."""

_STORAGE_VERSION = "v1.5.0"
_PAUSE_S = 0.1
_DAMAGED = ("not a valid duckdb database", "checksum", "corrupt")
_DISK_FULL = ("no space left", "disk quota", "file too large")
_ATTACH = re.compile(r"(?P<target>ducklake:(?P<catalog>\w+):.*?)\s*(?:\((?P<options>[^()]*)\))?", re.DOTALL)
_CATALOG_EXTENSIONS = {"sqlite": "sqlite_scanner", "postgres": "postgres_scanner", "duckdb": None}


class ConflictError(TransientError):
    """Another load changed the same rows first, or has the catalog locked: worth trying again at once."""


@contextmanager
def open_warehouse(settings: Settings, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse under its lock; close it, whatever happens.

    Raises:
        TransientError: It is locked for longer than `lock_wait_s`, the disk is full, memory ran out.
        ConfigError: There is no warehouse yet (read only), or it cannot be opened as configured.
        DataError: A file is damaged, or a statement does not fit what is in it.
    """
    with hold_warehouse(settings), connect(settings, read_only=read_only) as connection:
        yield connection


@contextmanager
def hold_warehouse(settings: Settings) -> Iterator[None]:
    """Hold the lock of a warehouse on this machine; a catalog server keeps its own order."""
    path = settings.data_dir / "warehouse.lock"
    with hold_lock(path, settings.lock_wait_s) if is_on_this_machine(settings) else nullcontext():
        yield


def is_on_this_machine(settings: Settings) -> bool:
    """Say whether the lock file guards the warehouse: all but a catalog server's."""
    return not settings.warehouse.startswith("ducklake:postgres:")


@contextmanager
def connect(settings: Settings, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse without taking its lock: for callers that hold it."""
    connection = open_duckdb(":memory:", spill_dir=get_spill_dir(settings) / str(os.getpid()))
    try:
        with translate_errors(str(settings.warehouse_path) if not settings.warehouse else "the DuckLake warehouse"):
            _attach(connection, settings, read_only=read_only)
            yield connection
    finally:
        connection.close()


def get_spill_dir(settings: Settings) -> Path:
    """Return the folder where DuckDB puts what does not fit into memory, below it one for each process."""
    return settings.data_dir / "spill"


def open_duckdb(
    database: str, *, read_only: bool = False, spill_dir: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """Connect to DuckDB with times in UTC and without extensions from the network."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if spill_dir is not None:
        config["temp_directory"] = str(spill_dir)
    connection = duckdb.connect(database, read_only=read_only, config=config)
    connection.execute("SET TimeZone = 'UTC'")
    # In a process without a script of its own (a spawned one) DuckDB draws it into the output after 2 s.
    connection.execute("SET enable_progress_bar = false")
    return connection


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension from its wheel: signed, offline, and without writing to a home folder.

    Raises:
        ConfigError: The wheel is missing or built for another DuckDB.
    """
    try:
        package = importlib.resources.files(f"duckdb_extension_{name}")
        path = package / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        connection.execute(f"LOAD {quote(str(path))}")
    except (ModuleNotFoundError, duckdb.Error) as error:
        wheel = f"duckdb-extension-{name.replace('_', '-')}=={duckdb.__version__}"
        raise ConfigError(
            f"the DuckDB extension {name} is not there: install {wheel}: {_first_line(error)}"
        ) from error


def check_version() -> None:
    """Refuse a DuckDB that this code was not made for.

    Raises:
        ConfigError: It is not a 1.5.
    """
    if not duckdb.__version__.startswith("1.5."):
        raise ConfigError(
            f"DuckDB {duckdb.__version__} is installed; Namewire needs 1.5.x (pip install duckdb==1.5.5)"
        )


def quote(text: str) -> str:
    """Quote text as an SQL literal.

    >>> quote("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def translate_errors(place: str) -> Iterator[None]:
    """Raise DuckDB's errors as ours, by whether a retry may help."""
    try:
        yield
    except duckdb.Error as error:
        raise _translate(place, error) from error
    except UnicodeEncodeError as error:
        raise DataError(f"{place}: a text holds a lone surrogate, which no column can: {error}") from error


def _attach(connection: duckdb.DuckDBPyConnection, settings: Settings, *, read_only: bool) -> None:
    if settings.warehouse:
        statement = _build_lake_attach(connection, settings, read_only=read_only)
    else:
        statement = _build_file_attach(settings.warehouse_path, read_only=read_only)
    deadline = time.monotonic() + settings.lock_wait_s
    while True:
        try:
            connection.execute(statement)
        except duckdb.IOException as error:
            # A foreign process (an analyst's shell, say) has the file open: our lock file cannot know.
            if "Could not set lock" not in str(error):
                raise
            if time.monotonic() >= deadline:
                holder = _find_holder(str(error))
                raise TransientError(
                    f"{settings.warehouse_path}: open in PID {holder} for more than {settings.lock_wait_s:g} s;"
                    " close it there, or read data/news.duckdb instead; then retry"
                ) from error
            time.sleep(_PAUSE_S)
        else:
            break
    connection.execute(f"USE {CATALOG}")


def _build_file_attach(path: Path, *, read_only: bool) -> str:
    if not path.exists():
        if read_only:
            raise ConfigError(f"{path}: there is no warehouse yet; `namewire run` or the DAG poll_feeds makes it")
        wal = path.with_name(path.name + ".wal")
        if wal.exists():
            # DuckDB would delete it without a word, and the loads in it.
            raise DataError(f"{wal}: the database that it belongs to is gone; bring it back, or move the .wal away")
    mode = "READ_ONLY" if read_only else f"STORAGE_VERSION '{_STORAGE_VERSION}'"
    return f"ATTACH {quote(str(path))} AS {CATALOG} ({mode})"


def _build_lake_attach(connection: duckdb.DuckDBPyConnection, settings: Settings, *, read_only: bool) -> str:
    """Build the statement from the setting: `ducklake:<catalog>:<where>`, then ATTACH's options in parentheses."""
    match = _ATTACH.fullmatch(settings.warehouse.strip())
    if match is None or match["catalog"] not in _CATALOG_EXTENSIONS:
        raise ConfigError(
            "NAMEWIRE_WAREHOUSE: must be `ducklake:sqlite:PATH`, `ducklake:duckdb:PATH` or"
            " `ducklake:postgres:CONNECTION`, with `(DATA_PATH '…')` after it where the files lie elsewhere"
        )
    options = match["options"] or ""
    if "data_path" not in options.lower():
        default = f"DATA_PATH {quote(str(settings.data_dir.resolve() / 'lake') + '/')}"
        options = f"{options}, {default}" if options.strip() else default
    if read_only:
        options += ", READ_ONLY"
    for name in ("ducklake", _CATALOG_EXTENSIONS[match["catalog"]], "httpfs" if "://" in options else None):
        if name is not None:
            load_extension(connection, name)
    return f"ATTACH {quote(match['target'])} AS {CATALOG} ({options})"


def _translate(place: str, error: duckdb.Error) -> NamewireError:
    message = _first_line(error)
    lowered = message.lower()
    if any(words in lowered for words in _DISK_FULL):
        return TransientError(f"{place}: the disk is full, nothing was changed: {message}")
    if "conflict" in lowered or "database is locked" in lowered:
        return ConflictError(f"{place}: another load came first: {message}")
    if isinstance(error, duckdb.TransactionException):
        return TransientError(f"{place}: not committed, nothing was changed: {message}")
    if isinstance(error, duckdb.OutOfMemoryException):
        return TransientError(f"{place}: out of memory, nothing was changed: {message}")
    if isinstance(error, duckdb.FatalException):
        return TransientError(f"{place}: DuckDB stopped; the next start replays what was committed: {message}")
    if isinstance(error, duckdb.CatalogException) and "does not exist" in lowered:
        return DataError(f"{place}: a table is missing; `namewire run` migrates first: {message}")
    if any(words in lowered for words in _DAMAGED):
        return DataError(
            f"{place}: damaged: {message}; run `namewire rebuild`, which makes it anew from the batches"
        )
    return DataError(f"{place}: {message}")


def _find_holder(message: str) -> str:
    found = re.search(r"PID (\d+)", message)
    return found[1] if found else "unknown"


def _first_line(error: BaseException) -> str:
    return str(error).strip().split("\n", 1)[0]
