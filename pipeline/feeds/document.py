"""Feed bytes → every item of the document: which format it is, and what is tried when it is broken."""

from datetime import datetime

from pipeline.feeds.decoding import decode_document
from pipeline.feeds.entry import Origin, make_item
from pipeline.feeds.jsonfeed import NotJSONFeedError, read_json_feed
from pipeline.feeds.markup import MarkupText, prepare_markup, read_channel_hints, simplify_markup
from pipeline.feeds.plaintext import read_plain_line
from pipeline.feeds.rawfeed import RawFeed
from pipeline.feeds.salvage import salvage_items
from pipeline.feeds.sitemap import NoNewsError, read_news_sitemap
from pipeline.feeds.xmlfeed import UnreadableFeedError, read_xml_feed
from schemas.records import ParsedFeed, Rejection

_HTML_ROOTS = frozenset({"html", "head", "body", "script", "div", "p", "br", "meta", "title", "h1", "center"})


def parse_feed(
    body: bytes,
    *,
    url: str,
    feed_id: str,
    fetched_at: datetime,
    content_type: str | None = None,
    max_entries: int = 5000,
) -> ParsedFeed | Rejection:
    """Return every item of a feed document in its order, as entry or rejected item; or why it is no feed.

    RSS 0.9x, 1.0 (RDF), 2.0, Atom, JSON Feed and news sitemaps are told apart by what stands in them, never by
    the content type. Duplicates and empty items stay. A document that breaks off is `partial`, without the item in
    which it does; one that no reader can take is rejected as `quarantined: …`, anything else as `not a feed`.

    Args:
        body: The bytes as they were served, without content coding.
        url: Where they came from at last: relative links are resolved against it.
        feed_id: The feed that the entries belong to.
        fetched_at: When; dates more than 48 hours later are not believed.
        content_type: The header, for its charset.
        max_entries: Items beyond this count are left out, with a note that says how many there were.
    """
    decoded = decode_document(body, content_type)
    start = decoded.text.lstrip("\ufeff \t\r\n\x00")
    if not start:
        return _reject("not a feed", "an empty document")
    raw: RawFeed | Rejection
    partial = False
    if start[0] in "{[":
        raw = _read_json(start, max_entries)
    else:
        markup = prepare_markup(decoded.text, max_entries)
        raw = _read_markup(markup, max_entries)
        partial = markup.partial
    if isinstance(raw, Rejection):
        return raw
    origin = Origin(raw, feed_id, url, fetched_at)
    items = tuple(make_item(item, position, origin) for position, item in enumerate(raw.items[:max_entries]))
    return ParsedFeed(
        title=read_plain_line(raw.title)[0],
        format=raw.format,
        items=items,
        hints=raw.hints,
        partial=partial,
        notes=(*decoded.notes, *raw.notes),
    )


def _read_json(text: str, max_entries: int) -> RawFeed | Rejection:
    try:
        return read_json_feed(text, max_entries)
    except NotJSONFeedError as error:
        return _reject("quarantined: damaged feed" if error.damaged else "not a feed", str(error))


def _read_markup(markup: MarkupText, max_entries: int) -> RawFeed | Rejection:
    if markup.root == "urlset":
        try:
            return read_news_sitemap(markup.text, max_entries)
        except NoNewsError as error:
            return _reject("not a feed", str(error))
    if not markup.is_feed:
        return _reject("not a feed", _describe_root(markup))
    raw = _read_patiently(markup.text)
    if isinstance(raw, Rejection):
        return raw
    return RawFeed(
        title=raw.title,
        format=raw.format or markup.root,
        items=raw.items,
        language=raw.language,
        hints=read_channel_hints(markup.text),
        notes=(*markup.notes, *raw.notes),
    )


def _read_patiently(text: str) -> RawFeed | Rejection:
    """Try feedparser, then feedparser on a simpler text, then the items alone."""
    try:
        return read_xml_feed(text)
    except UnreadableFeedError:
        simple = simplify_markup(text)
    try:
        raw = read_xml_feed(simple)
        return RawFeed(raw.title, raw.format, raw.items, raw.language, notes=(*raw.notes, "simplified"))
    except UnreadableFeedError as error:
        salvaged = salvage_items(simple)
        return salvaged or _reject("quarantined: damaged feed", str(error))


def _describe_root(markup: MarkupText) -> str:
    if markup.root in _HTML_ROOTS:
        return "an HTML page"
    return f"XML with the root <{markup.root[:40]}>" if markup.root else "no markup"


def _reject(reason: str, detail: str) -> Rejection:
    return Rejection(stage="parse", reason=reason, detail=detail)
