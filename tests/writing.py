"""Run as a process of its own by the tests of staging: writes one batch, a fork for each way to be disturbed.

    python -m tests.writing FOLDER kill open|rename|sync     killed before that step
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


def _die_before(step: str, folder: Path) -> None:
    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        target = str(arguments[0]) if arguments else ""
        is_there = (
            (step == "open" and event == "open" and target.endswith(".part"))
            or (step == "rename" and event == "os.rename" and target.endswith(".part"))
            or (step == "sync" and event == "open" and target == str(folder))
        )
        if is_there:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def main(folder: str, how: str, detail: str) -> None:
    if how == "kill":
        _die_before(detail, Path(folder))
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(detail), int(detail)))
    try:
        write(Path(folder))
    except TransientError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
