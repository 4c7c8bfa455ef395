"""The quarantine's folder: bytes of its own for what stands in no archive, each with a note that says what it is.

What is in quarantine is told by the table of that name; responses of servers stay where they are, in the archive.
"""

import contextlib
import os
from pathlib import Path

from pipeline.errors import DataError, TransientError
from schemas.records import QuarantinedCase


def find_place(case_id: str, month: str) -> str:
    """Return where a file of the quarantine stands, below the data folder; `month` is `YYYY-MM`.

    >>> find_place("q1_ab", "2026-11")
    'quarantine/2026-11/q1_ab.bin'
    """
    return f"quarantine/{month}/{case_id}.bin"


def move_in(data_dir: Path, path: Path, case: QuarantinedCase) -> None:
    """Move a file to the place that its case names, with the case beside it as JSON; both are durable then.

    Raises:
        TransientError: The disk refused; the file is where it was, or moved whole.
    """
    place = _find_file(data_dir, case)
    note = place.with_suffix(".json")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with note.open("w", encoding="utf-8") as file:
            file.write(case.model_dump_json(indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        path.replace(place)
        for folder in (place.parent, path.parent):
            _sync_folder(folder)
    except OSError as error:
        raise TransientError(f"{path}: could not be moved to {place}: {error}; free the disk and retry") from error


def read_file(data_dir: Path, case: QuarantinedCase) -> bytes:
    """Return the bytes of a case that has a file of its own.

    Raises:
        DataError: The file is gone.
    """
    path = _find_file(data_dir, case)
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: the bytes of {case.quarantine_id} cannot be read: {error.strerror}") from error


def drop_file(data_dir: Path, case: QuarantinedCase) -> None:
    """Remove the file of a case; its note goes with it, its row in the table stays."""
    path = _find_file(data_dir, case)
    for leftover in (path, path.with_suffix(".json")):
        leftover.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        path.parent.rmdir()  # only when it was the last of its month


def _find_file(data_dir: Path, case: QuarantinedCase) -> Path:
    path = (data_dir / (case.path or "")).resolve()
    if case.path is None or not path.is_relative_to((data_dir / "quarantine").resolve()):
        raise DataError(f"{case.quarantine_id}: {case.path} is no file of the quarantine")
    return path


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
