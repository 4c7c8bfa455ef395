"""The clock and the progress ticks that stages take as parameters; these are their values outside of tests."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
Tick = Callable[[str], None]


def read_clock() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def ignore_tick(name: str) -> None:
    """Show no progress."""
