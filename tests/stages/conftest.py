"""Records for the tests of stages, with what a test does not care about filled in."""

from datetime import UTC, datetime
from typing import Any

from schemas.records import (
    Entry,
    ExtractedArticle,
    FeedPoll,
    FetchAttempt,
    FetchedPage,
    Fingerprint,
    IngestedEntry,
    KnownArticle,
    Rejection,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
EARLIER = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def make_entry(entry_id: str = "e1", content_hash: str = "h1", **fields: Any) -> Entry:
    """An entry as a poll sees it."""
    defaults = {"feed_id": "f1", "position": 0, "guid": entry_id, "title": "T", "raw_title": "T"}
    link = f"http://a.example/{entry_id}"
    return Entry(entry_id=entry_id, content_hash=content_hash, link=link, raw_link=link, **(defaults | fields))


def make_poll(*entries: Entry, **fields: Any) -> FeedPoll:
    """A poll that saw these entries."""
    defaults = {"poll_id": "p1", "feed_id": "f1", "url": "http://a.example/feed", "outcome": "parsed"}
    return FeedPoll(started_at=NOW, finished_at=NOW, entries=entries, **(defaults | fields))


def make_page(page_id: str = "g1") -> FetchedPage:
    """An archived page."""
    return FetchedPage(
        page_id=page_id, url="http://a.example/e1", final_url="http://a.example/e1", status=200,
        content_type="text/html", body_bytes=10, body_sha256="00", fetched_at=NOW, archive_path="a.warc",
        archive_offset=0,
    )  # fmt: skip


def make_ingested(entry_id: str = "e1", text: str = "one two", **fields: Any) -> IngestedEntry:
    """An entry whose page became an article, at the address `http://a.example/ENTRY_ID` unless told otherwise."""
    article = ExtractedArticle(
        url=f"http://a.example/{entry_id}", canonical_url=None, title="T", raw_title="T", authors=(), published=None,
        published_at=None, language="en", text=text, word_count=2, completeness="full", completeness_reason="",
    )  # fmt: skip
    defaults = {
        "feed_id": "f1", "publisher": "P", "content_hash": "h1", "raw_link": f"http://a.example/{entry_id}",
        "page": make_page(f"g-{entry_id}"), "article": article, "addresses": (f"http://a.example/{entry_id}",),
        "text_hash": text, "fingerprint": Fingerprint(hashes=(1, 2), tokens=2), "lexicon_version": "l1",
    }  # fmt: skip
    return IngestedEntry(entry_id=entry_id, **(defaults | fields))


def make_failed(entry_id: str, **fields: Any) -> IngestedEntry:
    """An entry without an article of its own: rejected unless `fields` say what else became of it."""
    defaults = {"feed_id": "f1", "publisher": "P", "content_hash": "h1", "raw_link": f"http://a.example/{entry_id}"}
    if not fields.keys() & {"attempt", "known_article_id"}:
        fields["rejection"] = Rejection(stage="fetch", reason="http 404")
    return IngestedEntry(entry_id=entry_id, **(defaults | fields))


def make_attempt() -> FetchAttempt:
    """A try that failed for a passing reason."""
    return FetchAttempt(reason="timeout", detail="", attempted_at=NOW, retry_at=NOW)


def make_known(article_id: str = "a-old", address: str = "http://a.example/e1", **fields: Any) -> KnownArticle:
    """An article that the warehouse holds."""
    defaults = {"revision": 1, "text_hash": "one two", "entry_ids": ("e1",), "first_seen_at": EARLIER}
    return KnownArticle(article_id=article_id, address=address, **(defaults | fields))
