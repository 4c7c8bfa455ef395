"""How many things may be under way at once, where some of them hang."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

MOST_SLOW = 128
PATIENCE_S = 3.0


class Places:
    """So many at once. Who takes longer than three seconds gives the place to the next, up to 128 of them.

    A host that hangs for its twenty seconds costs a connection and few bytes; a few dozen of them would else keep all
    others waiting. Seconds are real ones, whatever clock the stages go by.
    """

    def __init__(self, count: int) -> None:
        """Have `count` places."""
        self._free = asyncio.Semaphore(count)
        self._slow = 0

    @asynccontextmanager
    async def take(self) -> AsyncIterator[None]:
        """Wait for a place and hold it, for as long as others may want it."""
        await self._free.acquire()
        held = [True]
        timer = asyncio.get_running_loop().call_later(PATIENCE_S, self._give_back, held)
        try:
            yield
        finally:
            timer.cancel()
            if held:
                self._free.release()
            else:
                self._slow -= 1

    def _give_back(self, held: list[bool]) -> None:
        if self._slow < MOST_SLOW:
            held.clear()
            self._slow += 1
            self._free.release()
