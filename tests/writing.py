"""Run as a process of its own by the tests of staging: writes one batch, a fork for each way to be disturbed.

    python -m tests.writing FOLDER kill open|half|fsync|rename|sync|done     killed before that step
    python -m tests.writing FOLDER stop rename               stopped before that step
    python -m tests.writing FOLDER full BYTES                the file system takes so many bytes of a file

Prints the exit status of the write and what it complained of.
"""

import os
import resource
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.errors import TransientError
from pipeline.staging import write_batch
from schemas.records import Rejection

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
RECORDS = tuple(Rejection(stage="parse", reason=f"reason {n}", detail="x" * 50) for n in range(100))


def write(folder: Path) -> str:
    """Write the batch whose fate is tested; return its id."""
    return write_batch(folder, "entries", RECORDS, Rejection, NOW).batch_id


def _end_before(step: str, folder: Path, how: signal.Signals) -> None:
    """Send this process a signal before a step: the file system's calls are seen by audit or by their wrappers."""
    if step in ("half", "fsync"):
        _end_in_call(step, how)
        return

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        target = str(arguments[0]) if arguments else ""
        is_there = (
            (step == "open" and event == "open" and target.endswith(".part"))
            or (step == "rename" and event == "os.rename" and target.endswith(".part"))
            or (step == "sync" and event == "open" and target == str(folder))
        )
        if is_there:
            os.kill(os.getpid(), how)

    sys.addaudithook(watch)


def _end_in_call(step: str, how: signal.Signals) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if step == "half":
            os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2)
        os.kill(os.getpid(), how)
        real(descriptor)

    os.fsync = fsync


def main(folder: str, how: str, detail: str) -> None:
    if how in ("kill", "stop"):
        _end_before(detail, Path(folder), signal.SIGKILL if how == "kill" else signal.SIGSTOP)
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(detail), int(detail)))
    try:
        write(Path(folder))
    except TransientError as error:
        sys.exit(str(error))
    if detail == "done":
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
