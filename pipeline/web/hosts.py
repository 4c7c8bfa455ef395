"""What is remembered of each host between runs and shared by processes: pauses, pace, failures, its robots.txt.

One small file a host. Who asks a host holds an flock(2) on its file from the start of the request to its end, so
that polls and fetches that run side by side never open two connections to it, and a process that dies lets go.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import ValidationError
from yarl import URL

from pipeline.errors import TransientError
from schemas.records import Record

MAX_PAUSE = timedelta(days=7)
ROBOTS_AGE = timedelta(hours=24)
"""RFC 9309, 2.4: a robots.txt is not used for longer, unless it cannot be had."""

_FIRST_STEP_S, _LAST_STEP_S = 0.05, 1.0
_SAFE = re.compile(r"[^a-z0-9.-]")


class HostRecord(Record):
    """What is known of one host; times are the wall clock's. `failures` are those in a row."""

    paused_until: datetime | None = None
    next_start_at: datetime | None = None
    pace_s: float = 0.0
    slow_until: datetime | None = None
    failures: int = 0
    away_until: datetime | None = None


class KeptRobots(Record):
    """The text of a host's robots.txt, empty where it has none, and when it was asked for."""

    text: str
    fetched_at: datetime


class HostStore:
    """The folder of these files; made when the first host is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, host: str) -> "HostMemory":
        """Return the memory of a host, `name:port` or the name alone."""
        return HostMemory(self._find_path(host))

    def find_pause(self, url: str, now: datetime) -> datetime | None:
        """Return until when the host of `url` is left alone, where that is after `now`."""
        with suppress(ValueError):
            host = URL(url).host_port_subcomponent
            if host:
                return find_pause(self.open(host).read(), now)
        return None

    def read_robots(self, origin: str, now: datetime) -> str | None:
        """Return the robots.txt of an origin where it may still be used."""
        try:
            kept = KeptRobots.model_validate_json(self._find_path(origin, ".robots").read_bytes())
        except (OSError, ValidationError):
            return None
        return kept.text if timedelta(0) <= now - kept.fetched_at < ROBOTS_AGE else None

    def keep_robots(self, origin: str, text: str, now: datetime) -> None:
        """Keep a robots.txt; a folder that cannot be written only means that it is asked for again."""
        path = self._find_path(origin, ".robots")
        temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(KeptRobots(text=text, fetched_at=now).model_dump_json(), encoding="utf-8")
            temporary.replace(path)

    def _find_path(self, host: str, ending: str = ".json") -> Path:
        digest = hashlib.sha256(host.encode()).hexdigest()
        name = _SAFE.sub("_", host.lower())[:60]
        return self._folder / digest[:2] / f"{name}-{digest[:12]}{ending}"


def find_pause(record: HostRecord, now: datetime) -> datetime | None:
    """Return the later end of a host's pause and absence, where one lies ahead and no clock jump made it."""
    ends = [end for end in (record.paused_until, record.away_until) if end and now < end <= now + MAX_PAUSE]
    return max(ends, default=None)


class HostMemory:
    """One host's file. `lock` first, then `read` and `write` what stands in it; an unreadable file knows nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    async def lock(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Wait until no other process asks this host.

        Raises:
            TransientError: the file cannot be made.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise TransientError(f"{self._path}: what is known of a host cannot be kept: {error}") from error
        step = _FIRST_STEP_S
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                await sleep(step)
                step = min(step * 2, _LAST_STEP_S)
            except BaseException:
                self.unlock()
                raise

    def unlock(self) -> None:
        """Let others ask the host."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def read(self) -> HostRecord:
        """Return what is known; nothing where the file is missing or damaged."""
        try:
            return HostRecord.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return HostRecord()

    def write(self, record: HostRecord, *, sync: bool) -> None:
        """Write while the lock is held; `sync` brings it to the disk."""
        assert self._file is not None
        content = record.model_dump_json(exclude_defaults=True).encode()
        try:
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, content, 0)
            if sync:
                os.fsync(self._file)
        except OSError as error:
            raise TransientError(f"{self._path}: what is known of a host cannot be kept: {error}") from error
