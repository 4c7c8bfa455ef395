"""The manners at one host: one connection at a time, a pause between starts, and no knocking at shut doors."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

MAX_PACE_S = 120.0
FAILURES_TO_OPEN = 5


class HostGate:
    """The gate of one host. A request holds it from its start to the last byte of its body.

    `clock` is monotonic seconds and `sleep` waits; both are handed in, so that a fortnight can be simulated.
    """

    def __init__(
        self, pace_s: float, *, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        """Open a gate whose starts are at least `pace_s` apart."""
        self.pace_s = pace_s
        self.paused_until: datetime | None = None
        self._clock = clock
        self._sleep = sleep
        self._lock = asyncio.Lock()
        self._next_start = float("-inf")
        self._failures = 0

    @asynccontextmanager
    async def hold(self) -> AsyncIterator[None]:
        """Wait for the host's connection to be free and its pause to be over, then hold it."""
        async with self._lock:
            wait = self._next_start - self._clock()
            if wait > 0:
                await self._sleep(wait)
            self._next_start = max(self._next_start, self._clock()) + self.pace_s
            yield

    def slow_to(self, seconds: float) -> None:
        """Keep starts at least `seconds` apart from now on, when that is slower than before."""
        if seconds > self.pace_s:
            self.pace_s = seconds
            self._next_start = max(self._next_start, self._clock() + seconds)

    def push_back(self, until: datetime) -> None:
        """Note a 429: double the pause between starts, and ask nothing before `until`."""
        self.slow_to(min(max(self.pace_s, 1.0) * 2, MAX_PACE_S))
        self.paused_until = max(self.paused_until or until, until)

    def is_paused(self, now: datetime) -> bool:
        """Tell whether the host has asked to be left alone at `now`."""
        return self.paused_until is not None and now < self.paused_until

    def count_failure(self) -> None:
        """Note that the host could not be reached or did not finish."""
        self._failures += 1

    def count_answer(self) -> None:
        """Note that the host answered, whatever it said."""
        self._failures = 0

    @property
    def is_shut(self) -> bool:
        """Whether the host failed so often in a row that asking again now is a waste of everyone's time."""
        return self._failures >= FAILURES_TO_OPEN
