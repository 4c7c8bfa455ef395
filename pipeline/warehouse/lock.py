"""The lock file of the warehouse on one machine: one process at a time, and the waiting one learns which."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.errors import ConfigError, TransientError

_PAUSE_S = 0.02


@contextmanager
def hold_lock(path: Path, wait_s: float) -> Iterator[None]:
    """Hold an exclusive lock; the kernel drops it when the process ends, however it ends.

    Args:
        path: The lock file; made where it is missing, never removed (a removed one could be held twice).
        wait_s: How long to wait for it.

    Raises:
        TransientError: Another process held it all that time; the message names its PID.
        ConfigError: The file cannot be written here.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+", encoding="ascii")
    except OSError as error:
        raise ConfigError(f"{path}: the lock file cannot be opened: {error.strerror}") from error
    with file:
        _wait_for(file, path, wait_s)
        # Not emptied first: ext4 would then write the file to the disk at each closing, 2 ms and on a busy one 50.
        file.write(str(os.getpid()))
        file.truncate()
        yield


def _wait_for(file: IO[str], path: Path, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = path.read_text(encoding="ascii") or "unknown"
                raise TransientError(
                    f"{path}: held by PID {holder} for more than {wait_s:g} s; retry later"
                ) from None
            time.sleep(_PAUSE_S)
        else:
            return
