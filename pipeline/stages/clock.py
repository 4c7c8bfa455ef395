"""The clock, the waits and the progress ticks that stages take as parameters; these are their values in real life."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

Clock = Callable[[], datetime]
Tick = Callable[[str], None]


@dataclass(frozen=True)
class Waits:
    """How a stage waits between requests, and the monotonic seconds by which it does; the event loop's when None."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    monotonic: Callable[[], float] | None = None


REAL_WAITS = Waits()


def read_clock() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def ignore_tick(name: str) -> None:
    """Show no progress."""
