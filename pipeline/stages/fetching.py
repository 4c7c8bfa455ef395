"""The fetcher as the stages use it: with the settings, and with what is remembered of hosts."""

from pipeline import __version__
from pipeline.settings import Settings
from pipeline.stages.clock import Clock, Waits
from pipeline.web import Fetcher, HostStore


def make_fetcher(settings: Settings, clock: Clock, waits: Waits) -> Fetcher:
    """Return a fetcher, not open yet, that shares what it learns of hosts with all others of this data folder."""
    return Fetcher(
        settings.fetch,
        now=clock,
        sleep=waits.sleep,
        clock=waits.monotonic,
        version=__version__,
        hosts=HostStore(settings.hosts_dir),
    )
