"""Batches between two tasks: one Parquet file of one kind of record, durable and complete or absent.

A batch is named by its kind, the time it was written and the SHA-256 of its bytes; a file whose bytes do not
have that digest is damaged and is never loaded. Nothing here decides what is loaded: the ledger does.
"""

import hashlib
import os
import platform
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from pipeline.errors import DataError, TransientError
from schemas.arrow import from_table, to_table
from schemas.records import BatchRef, Record

SCHEMA_VERSION = 5
"""Of the staged records; a batch with a higher one was written by a newer Namewire and is not read."""

_NAME = re.compile(r"^(?P<kind>[a-z]+)-(?P<stamp>\d{8}T\d{12}Z)-(?P<digest>[0-9a-f]{64})\.parquet$")
_PART = re.compile(r"^\.(?P<name>.+)\.(?P<host>[^.]*)-(?P<pid>\d+)\.part$")
_ABANDONED = timedelta(days=1)
_VERSION_KEY = b"namewire.schema_version"
_R = TypeVar("_R", bound=Record)


class DamagedBatchError(DataError):
    """The bytes of a staged file are not those that were written: it can never be loaded, others can."""


def write_batch(folder: Path, kind: str, records: Sequence[_R], model: type[_R], now: datetime) -> BatchRef:
    """Write records as one batch: temporary name, fsync, rename, fsync of the folder.

    Args:
        folder: The staging folder; made where it is missing.
        kind: `entries`, `articles` or `replay`.
        records: The records, all of `model`.
        model: Their class, which an empty batch needs for its columns.
        now: The time in the name, by which batches are loaded in order.

    Raises:
        TransientError: The disk refused (full, read-only, no permission); nothing half-written is left under
            the batch's name.
    """
    table = to_table(records, model)
    table = table.replace_schema_metadata({_VERSION_KEY: str(SCHEMA_VERSION).encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content = sink.getvalue().to_pybytes()
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"{kind}-{now:%Y%m%dT%H%M%S%fZ}-{digest}.parquet"
    try:
        _write_durably(path, content)
    except OSError as error:
        raise TransientError(f"{path}: the batch could not be written: {error}; free the disk and retry") from error
    return BatchRef(batch_id=digest, kind=kind, path=path.name, created_at=now, records=len(records))


class BatchWriter(Generic[_R]):
    """Writes the records of a long task as batches: at most so many are held, or lost where the task is killed."""

    def __init__(
        self,
        folder: Path,
        kind: str,
        model: type[_R],
        *,
        size: int,
        order: Callable[[_R], Any],
        clock: Callable[[], datetime],
    ) -> None:
        """Prepare; a batch weighs about `size`, and its records are sorted by `order`."""
        self.batches: tuple[BatchRef, ...] = ()
        self._folder, self._kind, self._model = folder, kind, model
        self._size, self._order, self._clock = size, order, clock
        self._held: list[_R] = []
        self._weight = 0

    def add(self, records: Iterable[_R], weight: int, before: Callable[[], None]) -> None:
        """Take records that belong into one batch, and write it once it is full.

        `before` is called first: what a batch points at in an archive must be on the disk by then.
        """
        self._held += records
        self._weight += weight
        if self._weight >= self._size:
            before()
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        if self._held:
            held = sorted(self._held, key=self._order)
            self.batches += (write_batch(self._folder, self._kind, held, self._model, self._clock()),)
        self._held, self._weight = [], 0


def find_batches(folder: Path, kind: str) -> tuple[BatchRef, ...]:
    """Return the staged batches of a kind, oldest first, by their names alone."""
    return tuple(iterate_batches(folder, kind))


def iterate_batches(folder: Path, kind: str, without: Container[str] = ()) -> Iterator[BatchRef]:
    """Name the staged batches of a kind one by one, oldest first, but for those whose ids are in `without`.

    Of a million files only the names that are wanted are held.

    Raises:
        TransientError: The folder is there and cannot be read.
    """
    try:
        with os.scandir(folder) as found:
            matches = (_NAME.match(item.name) for item in found)
            names = sorted(m.string for m in matches if m and m["kind"] == kind and m["digest"] not in without)
    except FileNotFoundError:
        return
    except OSError as error:
        raise TransientError(
            f"{folder}: the staging folder cannot be read: {error.strerror}; make it readable"
        ) from error
    for name in names:
        match = _NAME.match(name)
        assert match is not None
        yield _name_batch(match)


def read_batch(folder: Path, batch: BatchRef, model: type[_R]) -> tuple[_R, ...]:
    """Read a batch back as validated records.

    Raises:
        DamagedBatchError: Its bytes are not those that were written.
        DataError: The file is gone, a newer Namewire wrote it, or a record in it is not one of `model`.
    """
    path = folder / batch.path
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: the staged batch cannot be read: {error}") from error
    if hashlib.sha256(content).hexdigest() != batch.batch_id:
        raise DamagedBatchError(f"{path}: damaged: the bytes do not have the digest of the name")
    table = pq.read_table(pa.BufferReader(content))
    _check_version(path, table)
    try:
        return from_table(table, model)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise DataError(f"{path}: holds no {model.__name__} records: {place}: {first['msg']}") from error


def audit_batches(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Say of each of these staged files that is gone or no longer what was written that it is so."""
    found = []
    for name in names:
        match = _NAME.match(name)
        try:
            with (folder / name).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            found.append(
                f"staged batch {name}: {error.strerror}: a rebuild would lack it; restore it from a backup"
            )
            continue
        if match is None or digest != match["digest"]:
            found.append(f"staged batch {name}: its bytes were changed: a rebuild would make it from the archive")
    return tuple(found)


def remove_batch(folder: Path, batch: BatchRef) -> None:
    """Remove a staged batch that will not be loaded."""
    (folder / batch.path).unlink(missing_ok=True)


def remove_leftovers(folder: Path, now: datetime) -> int:
    """Remove temporary files that a killed writer left behind; return how many.

    Those of a process that runs stay, and those of another machine until they are a day old.
    """
    leftovers = [path for path in folder.glob(".*.part") if _is_abandoned(path, now)] if folder.is_dir() else []
    for path in leftovers:
        path.unlink(missing_ok=True)
    return len(leftovers)


def _is_abandoned(path: Path, now: datetime) -> bool:
    match = _PART.match(path.name)
    try:
        if now.timestamp() - path.stat().st_mtime > _ABANDONED.total_seconds():
            return True
        if match is None or match["host"] != _name_host():
            return False
        os.kill(int(match["pid"]), 0)
    except FileNotFoundError:
        return False
    except ProcessLookupError:
        return True
    except PermissionError:
        # Somebody else's process: it runs.
        return False
    return False


def _name_host() -> str:
    return platform.node().replace(".", "_")


def _write_durably(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Machine and process keep two copies of one task from writing into one temporary file, and tell whose it was.
    temporary = path.with_name(f".{path.name}.{_name_host()}-{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _name_batch(match: re.Match[str]) -> BatchRef:
    created_at = datetime.strptime(match["stamp"] + "+0000", "%Y%m%dT%H%M%S%fZ%z")
    return BatchRef(batch_id=match["digest"], kind=match["kind"], path=match.string, created_at=created_at)


def _check_version(path: Path, table: pa.Table) -> None:
    found = int((table.schema.metadata or {}).get(_VERSION_KEY, b"0"))
    if found > SCHEMA_VERSION:
        raise DataError(
            f"{path}: written by a newer Namewire (staged schema {found}, this one reads {SCHEMA_VERSION})"
        )
