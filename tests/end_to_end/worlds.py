"""What the end-to-end tests share: settings for the sample world, a pass of the line, and reading of its tables."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import duckdb

from pipeline import stages
from pipeline.settings import FetchSettings, PollSettings, Settings, ShardSettings
from sample.server import SampleServer
from sample.world import World

Clock = Callable[[], datetime]

# What may differ between two runs: the order of loads, the times of attempts, which poll saw an entry first.
VOLATILE = {
    "load_seq", "batch_id", "poll_id", "page_id", "seen_at", "first_seen_at", "fetched_at", "decided_at",
    "rejected_at", "loaded_at", "created_at",
}  # fmt: skip
RESULTS = (
    "feeds", "entities", "aliases", "entries", "articles", "articles_history", "article_urls", "credits", "mentions",
    "fingerprints", "copies", "stories", "story_members", "current_outcomes", "pending_entries", "ledger",
)  # fmt: skip


def build_settings(data_dir: Path, registry: Path, *, shards: int = 4) -> Settings:
    """Return settings for the sample world: loopback, no pace, patience enough for a busy machine."""
    return Settings(
        data_dir=data_dir,
        feeds_path=registry,
        fetch=FetchSettings(pace_s=0, allow_loopback=True, feed_seconds=20, page_seconds=20),
        poll=PollSettings(default_s=30, floor_s=10),
        shards=ShardSettings(count=shards),
        publish_min_interval_s=0,
    )


def read_clock() -> datetime:
    return datetime.now(UTC)


def run_pass(settings: Settings, *, clock: Clock = read_clock, silent_host: str = "") -> None:
    """Take every feed that is due and every entry that is pending down the line, then publish.

    Polls are cut into a shard a host, so that the one host that never answers can be given up soon.
    """
    by_host = settings.model_copy(update={"shards": ShardSettings(count=50)})
    hasty = settings.model_copy(update={"fetch": settings.fetch.model_copy(update={"feed_seconds": 0.5})})
    for shard in stages.plan_polls(by_host, now=clock()):
        is_silent = bool(silent_host) and shard.name.startswith(silent_host)
        stages.poll_feeds(hasty if is_silent else settings, shard, clock=clock)
    stages.load_entries(settings, now=clock())
    for shard in stages.plan_fetches(settings, now=clock):
        stages.fetch_articles(settings, shard, clock=clock)
    stages.load_articles(settings)
    stages.publish_snapshot(settings)


class Tables:
    """A snapshot or a warehouse file, open for reading."""

    def __init__(self, path: Path) -> None:
        self._connection = duckdb.connect(str(path), read_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def rows(self, sql: str, parameters: list[Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a query as dicts."""
        return self._connection.execute(sql, parameters).to_arrow_table().to_pylist()

    def values(self, sql: str, parameters: list[Any] | None = None) -> list[Any]:
        """Return the first column of a query."""
        return [row[0] for row in self._connection.execute(sql, parameters).fetchall()]

    def value(self, sql: str, parameters: list[Any] | None = None) -> Any:
        """Return the one value of a query."""
        (found,) = self.values(sql, parameters)
        return found

    def read_results(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return all rows that a run results in, in an order of their own, without what may differ."""
        found = {}
        for table in RESULTS:
            columns = [c for c in self.values(f"select column_name from (describe {table})") if c not in VOLATILE]
            rows = self.rows(f"select {', '.join(columns)} from {table}")
            found[table] = sorted((tuple(row.values()) for row in rows), key=repr)
        return found


class Places:
    """Which article of the world stands at an address."""

    def __init__(self, world: World) -> None:
        self._slugs = {(f"{a.publisher}.localhost", a.path): a.page_slug for a in world.articles}
        self._slugs |= {
            (f"{a.publisher}.localhost", a.moved_from): a.page_slug for a in world.articles if a.moved_from
        }

    def slug(self, url: str) -> str:
        """Return the slug of the article at a URL, whatever tracking it carries."""
        found = self.find(urlsplit(url).hostname or "", url.partition(urlsplit(url).netloc)[2])
        assert found, f"no article of the sample world stands at {url}"
        return found

    def find(self, host: str, path: str) -> str | None:
        """Return the slug of the article at a path, or None where another thing stands there."""
        return self._slugs.get((host, path)) or self._slugs.get((host, path.partition("?")[0]))


def count_pages(server: SampleServer, places: Places, since: int) -> list[str]:
    """Return the slugs of the articles whose pages were given out since a request, in order."""
    found = [places.find(seen.host, seen.path) for seen in server.requests[since:] if seen.status == 200]
    return [slug for slug in found if slug]
