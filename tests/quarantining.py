"""A small line for the tests of the quarantine: one feed, its documents and pages archived as the line does it."""

from datetime import UTC, datetime
from pathlib import Path

from pipeline.settings import Settings
from pipeline.stages.entries import load_staged_entries
from pipeline.stages.loads import load_staged_articles
from pipeline.stages.parsing import FeedParser
from pipeline.stages.polls import read_poll
from pipeline.stages.preparing import prepare_warehouse, read_registry
from pipeline.staging import write_batch
from pipeline.warehouse import Warehouse
from pipeline.web import Archive
from schemas.records import (
    ArchiveRef,
    BatchRef,
    FeedPoll,
    FeedState,
    IngestedEntry,
    PollOrder,
    Request,
    Response,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL = "http://paper.example/feed"
FEEDS = f"""\
- url: {URL}
  title: Paper
  publisher: Paper
  country: XX
  language: en
  kind: outlet
  checked: never
  enabled: true
"""
PAGE = b"""<html><head><title>A bridge is opened</title></head><body><article><h1>A bridge is opened</h1>
<p>The new bridge over the river was opened on Friday after four years of work, the mayor said in a speech.</p>
<p>It carries two lanes, a tram and a path for bicycles, and it cost less than had been planned for it.</p>
<p>Trams will run from Monday on, every ten minutes, and the old bridge is to be taken down in the spring.</p>
</article></body></html>"""


def make_settings(folder: Path) -> Settings:
    """Settings of an embedded line with one feed."""
    registry = folder / "feeds.yaml"
    registry.write_text(FEEDS)
    return Settings(data_dir=folder / "data", feeds_path=registry, publish_min_interval_s=0)


def make_document(*names: str, extra: str = "") -> bytes:
    """An RSS document with these items."""
    items = "".join(
        f"<item><title>{n}</title><link>http://paper.example/{n}</link><guid>{n}</guid></item>" for n in names
    )
    return f"<rss version='2.0'><channel><title>Paper</title>{items}{extra}</channel></rss>".encode()


def archive(
    settings: Settings, kind: str, url: str, body: bytes, at: datetime = NOW
) -> tuple[Response, ArchiveRef]:
    """Archive a response."""
    response = Response(url=url, final_url=url, status=200, headers=(), body=body, fetched_at=at)
    name = "feeds-x" if kind == "feed" else "pages-x"
    with Archive(settings.data_dir, name) as file:
        return response, file.write(response, Request(url=url, kind=kind))


def poll(settings: Settings, body: bytes, at: datetime = NOW) -> FeedPoll:
    """Read a document as a poll of the feed does."""
    (feed,) = read_registry(settings)
    response, ref = archive(settings, "feed", URL, body, at)
    parsed = FeedParser(settings).parse(response, feed.feed_id)
    return read_poll(PollOrder(feed=feed, state=FeedState(feed_id=feed.feed_id)), response, ref, parsed, at)


def break_poll(found: FeedPoll, error: str = "quarantined: parser killed: cpu limit") -> FeedPoll:
    """What the poll would have been with a parser that could not read the document."""
    return found.model_copy(update={"outcome": "not_a_feed", "error": error, "entries": (), "rejected": ()})


def stage_polls(settings: Settings, *polls: FeedPoll, at: datetime = NOW) -> BatchRef:
    """Stage polls as one batch."""
    return write_batch(settings.staging_dir, "entries", polls, FeedPoll, at)


def stage_entries(settings: Settings, *entries: IngestedEntry, at: datetime = NOW) -> BatchRef:
    """Stage ingested entries as one batch."""
    return write_batch(settings.staging_dir, "articles", entries, IngestedEntry, at)


def load(settings: Settings) -> Warehouse:
    """Load what is staged."""
    warehouse = prepare_warehouse(settings, NOW)
    load_staged_entries(settings, warehouse)
    load_staged_articles(settings, warehouse)
    return warehouse


def ask(warehouse: Warehouse, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    return [tuple(row.values()) for row in warehouse.query(sql).to_pylist()]
