"""Feed documents of the sample world: RSS 2.0, RSS 1.0 (RDF), Atom and JSON Feed, and one that is broken."""

import json
import zlib
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader

from sample.edition import Edition, add_port
from sample.prose import plain_text, render_block, split_paragraphs
from sample.world import Article, FeedSpec, Publisher, SampleRecord

CONTENT_TYPES = {
    "rss": "application/rss+xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


class FeedItem(SampleRecord):
    """One item of a feed document, ready to be written."""

    title: str
    link: str
    guid: str | None
    is_permalink: bool
    summary: str
    content: str | None
    section: str
    authors: tuple[str, ...]
    source: tuple[str, str] | None
    published: datetime | None
    updated: datetime


class FeedDocument(SampleRecord):
    """A feed as it is served: bytes, content type, and when its newest item changed."""

    body: bytes
    content_type: str
    changed_at: datetime


def render_feed(edition: Edition, publisher: Publisher, feed: FeedSpec) -> FeedDocument:
    """Return the feed's document, newest item first."""
    articles = edition.feed_articles(publisher, feed)
    items = [_make_item(edition, publisher, feed, article) for article in articles]
    for article, item in zip(articles, tuple(items), strict=True):
        if "repeated-guid" in article.item:
            items.append(item.model_copy(update={"title": f"{item.title} (corrected)"}))
    changed = max((article.changed_at for article in articles), default=datetime(2026, 11, 1, tzinfo=UTC))
    if feed.format == "json":
        text = _write_json(edition, publisher, feed, items)
    else:
        name = "malformed" if feed.fault == "malformed" else feed.format
        text = (
            _environment()
            .get_template(f"{name}.xml")
            .render(
                publisher=publisher,
                feed=feed,
                items=items,
                changed=changed,
                home=edition.url(publisher),
                self_url=edition.url(publisher, feed.path),
            )
        )
    content_type = f"{CONTENT_TYPES[feed.format]}; charset={publisher.charset}"
    return FeedDocument(body=text.encode(publisher.charset), content_type=content_type, changed_at=changed)


def _make_item(edition: Edition, publisher: Publisher, feed: FeedSpec, article: Article) -> FeedItem:
    link = edition.entry_url(publisher, feed, article)
    permalink = edition.url(publisher, article.moved_from or article.path)
    opaque = f"{publisher.slug}-{zlib.crc32(article.page_slug.encode())}"
    guid = permalink if feed.guid == "permalink" else opaque
    blocks = split_paragraphs(add_port(article.body, edition.port))
    content = "\n".join(render_block(block) for block in blocks[: article.served_paragraphs])
    summary = article.deck or (plain_text(blocks[0]) if blocks else "")
    return FeedItem(
        title=article.title,
        link=article.path if "relative-link" in article.item else link,
        guid=None if "no-guid" in article.item else guid,
        is_permalink=feed.guid == "permalink",
        summary="" if "no-summary" in article.item else add_port(summary, edition.port),
        content=content if feed.full_content and _is_open(publisher, article) else None,
        section=article.section,
        authors=article.authors,
        source=_find_source(edition, article),
        published=None if "no-date" in article.item else article.date,
        updated=article.changed_at,
    )


def _is_open(publisher: Publisher, article: Article) -> bool:
    """Say whether anyone may read the whole article, so that a feed may carry it."""
    return article.page is None and not article.path.startswith(publisher.disallow)


def _find_source(edition: Edition, article: Article) -> tuple[str, str] | None:
    """Return the title and address of the feed that an article was taken from."""
    if article.source is None:
        return None
    origin = edition.world.publishers_by_slug[article.source]
    return origin.name, edition.url(origin, origin.feeds[0].path)


def _write_json(edition: Edition, publisher: Publisher, feed: FeedSpec, items: list[FeedItem]) -> str:
    """Return a JSON Feed 1.1 document."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": edition.url(publisher),
        "feed_url": edition.url(publisher, feed.path),
        "description": publisher.tagline,
        "language": publisher.language,
        "items": [_json_item(item) for item in items],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _json_item(item: FeedItem) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": item.guid or item.link,
        "url": item.link,
        "title": item.title,
        "content_text": item.summary,
        "summary": item.summary,
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": name} for name in item.authors],
        "tags": [item.section],
    }
    if item.published:
        fields["date_published"] = item.published.isoformat()
    return fields


@cache
def _environment() -> Environment:
    folder = files("sample") / "templates" / "feeds"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["rfc822"] = format_datetime
    environment.filters["rfc3339"] = lambda moment: moment.isoformat()
    return environment
