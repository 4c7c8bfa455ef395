"""The manners at one host: one connection at a time, a pause between starts, and no knocking at shut doors."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from pipeline.web.hosts import HostMemory, HostRecord, find_pause

MAX_PACE_S = 120.0
FAILURES_TO_OPEN = 5
SLOW_SPAN = timedelta(hours=24)
"""How long a host that has sent a 429 is asked more slowly."""

_FIRST_ABSENCE = timedelta(minutes=5)
_LAST_ABSENCE = timedelta(hours=6)


class HostGate:
    """The gate of one host. A request holds it from its start to the last byte of its body.

    `clock` is monotonic seconds, `now` the time of day and `sleep` waits; all are handed in, so that a fortnight
    can be simulated. What is learnt of the host is kept in `memory`, where there is one, and read from it again
    each time that the gate is taken: another process may have learnt more.
    """

    def __init__(
        self,
        pace_s: float,
        *,
        clock: Callable[[], float],
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]],
        memory: HostMemory | None = None,
    ) -> None:
        """Open a gate whose starts are at least `pace_s` apart."""
        self._least_pace_s = pace_s
        self._clock = clock
        self._now = now
        self._sleep = sleep
        self._memory = memory
        self._lock = asyncio.Lock()
        self._next_start = float("-inf")
        self._record = self._kept = memory.read() if memory else HostRecord()

    @property
    def pace_s(self) -> float:
        """Seconds between two starts."""
        slow_until = self._record.slow_until
        is_slow = slow_until is not None and self._now() < slow_until <= self._now() + SLOW_SPAN
        return max(self._least_pace_s, self._record.pace_s if is_slow else 0.0)

    @asynccontextmanager
    async def hold(self) -> AsyncIterator[None]:
        """Wait for the host's connection to be free and its pause to be over, then hold it."""
        async with self._lock:
            if self._memory is None:
                await self._wait()
                yield
                return
            await self._memory.lock(self._sleep)
            try:
                self._record = self._kept = self._memory.read()
                await self._wait()
                self._save(self._memory)
                try:
                    yield
                finally:
                    self._save(self._memory)
            finally:
                self._memory.unlock()

    async def wait_turn(self) -> None:
        """Wait for the pause of this gate to be over, holding nothing; `hold` may still wait for other processes."""
        wait = self._next_start - self._clock()
        if wait > 0 and self.find_pause() is None:
            await self._sleep(wait)

    async def _wait(self) -> None:
        """Wait until the next start; what other processes left counts by the time of day, at most a pace of it."""
        wait = self._next_start - self._clock()
        if self._record.next_start_at is not None:
            ahead = (self._record.next_start_at - self._now()).total_seconds()
            wait = max(wait, min(ahead, self.pace_s))
        if self.find_pause() is None and wait > 0:
            await self._sleep(wait)
        self._next_start = max(self._next_start, self._clock()) + self.pace_s
        if self.pace_s:
            self._keep(next_start_at=self._now() + timedelta(seconds=self.pace_s))

    def find_pause(self) -> datetime | None:
        """Return until when the host is to be left alone, None where it may be asked."""
        return find_pause(self._record, self._now())

    @property
    def is_away(self) -> bool:
        """Whether it is left alone because it failed so often in a row; one try is made when that is over."""
        return self._record.away_until is not None and self._record.away_until == self.find_pause()

    def slow_to(self, seconds: float) -> None:
        """Keep starts at least `seconds` apart from now on, when that is slower than before."""
        if seconds > self.pace_s:
            self._least_pace_s = seconds
            self._next_start = max(self._next_start, self._clock() + seconds)

    def push_back(self, until: datetime) -> None:
        """Note a 429: double the pause between starts for a day, and ask nothing before `until`."""
        pace_s = min(max(self.pace_s, 1.0) * 2, MAX_PACE_S)
        self._next_start = max(self._next_start, self._clock() + pace_s)
        self._keep(
            pace_s=pace_s,
            slow_until=self._now() + SLOW_SPAN,
            next_start_at=self._now() + timedelta(seconds=pace_s),
            paused_until=max(self._record.paused_until or until, until),
        )

    def count_failure(self) -> None:
        """Note that the host could not be reached or did not finish; often enough, it is left alone for a while."""
        failures = self._record.failures + 1
        self._keep(failures=failures)
        if failures >= FAILURES_TO_OPEN:
            absence = min(_FIRST_ABSENCE * 2 ** min(failures - FAILURES_TO_OPEN, 10), _LAST_ABSENCE)
            self._keep(away_until=self._now() + absence)

    def count_answer(self) -> None:
        """Note that the host answered, whatever it said."""
        if self._record.failures or self._record.away_until:
            self._keep(failures=0, away_until=None)

    def _save(self, memory: HostMemory) -> None:
        """Write what was learnt; a pause that the host asked for reaches the disk before anything else is done."""
        if self._record != self._kept:
            memory.write(self._record, sync=self._record.paused_until != self._kept.paused_until)
            self._kept = self._record

    def _keep(self, **changes: object) -> None:
        self._record = self._record.model_copy(update=changes)
