"""OPML 1.0 and 2.0 in and out. Reading is tolerant: most lists that go around are no well-formed XML."""

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from pipeline.errors import ConfigError
from pipeline.feeds.decoding import decode_document
from pipeline.feeds.plaintext import read_plain_line
from pipeline.feeds.registry import check_feed_url, choose_field, simplify_url
from schemas.ids import make_feed_id
from schemas.records import Feed, FeedList, RefusedOutline

_OUTLINE = re.compile(r"<outline\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def parse_opml(body: bytes) -> FeedList:
    """Return the feeds of an OPML document, each address once, in the order of the document.

    Outlines are found by themselves, so that a bare `&` or a missing end tag loses nothing. Those whose address
    cannot be a feed's, or stood there before, are `refused` with their line; folders have none.

    Raises:
        ConfigError: the document is no OPML at all.
    """
    text = decode_document(body, None).text
    if not re.search(r"<(?:opml|outline)\b", text, re.IGNORECASE):
        raise ConfigError("not an OPML document: there is no outline in it")
    found: dict[str, Feed] = {}
    refused: list[RefusedOutline] = []
    line, read_to = 1, 0
    for outline in _OUTLINE.finditer(text):
        line += text.count("\n", read_to, outline.start())
        read_to = outline.start()
        attributes = _read_attributes(outline[1])
        if "xmlurl" not in attributes:
            continue
        try:
            feed = _build_feed(attributes)
        except ConfigError as error:
            refused.append(RefusedOutline(line=line, reason=str(error)))
            continue
        first = found.setdefault(simplify_url(feed.url), feed)
        if first is not feed:
            refused.append(RefusedOutline(line=line, reason=f"{feed.url} is the same feed as {first.url}"))
    return FeedList(feeds=tuple(found.values()), refused=tuple(refused))


def write_opml(feeds: Iterable[Feed]) -> bytes:
    """Return an OPML 2.0 document of `feeds`; what OPML has no attribute for goes into attributes of ours."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head><title>Namewire feeds</title></head>",
        "  <body>",
        *(f"    <outline {_write_attributes(feed)}/>" for feed in feeds),
        "  </body>",
        "</opml>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _read_attributes(text: str) -> dict[str, str]:
    found = (match.groups(default="") for match in _ATTRIBUTE.finditer(text))
    return {name.lower(): html.unescape(double or single).strip() for name, double, single in found}


def _build_feed(outline: dict[str, str]) -> Feed:
    url = check_feed_url(outline["xmlurl"])
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    title = read_plain_line(outline.get("title") or outline.get("text") or host)[0] or host
    return Feed(
        feed_id=choose_field("id", outline.get("feedid"), make_feed_id(url)),
        url=url,
        title=title,
        publisher=read_plain_line(outline.get("publisher", ""))[0] or title,
        country=choose_field("country", outline.get("country", "").upper(), "XX"),
        language=choose_field("language", _read_language(outline.get("language", "")), "und"),
        kind=choose_field("kind", outline.get("kind"), "outlet"),
        checked=choose_field("checked", outline.get("checked"), "never"),
        enabled=outline.get("enabled") != "false",
    )


def _read_language(tag: str) -> str:
    """Write the language of a BCP 47 tag in small letters, as registries do; the rest stays as it is.

    >>> _read_language("EN-GB")
    'en-GB'
    """
    language, hyphen, rest = tag.partition("-")
    return f"{language.lower()}{hyphen}{rest}"


def _write_attributes(feed: Feed) -> str:
    attributes = {
        "type": "rss",
        "text": feed.title,
        "title": feed.title,
        "xmlUrl": feed.url,
        "publisher": feed.publisher,
        "country": feed.country,
        "language": feed.language,
        "kind": feed.kind,
        "checked": feed.checked,
    }
    attributes |= {} if feed.enabled else {"enabled": "false"}
    attributes |= {} if feed.feed_id == make_feed_id(feed.url) else {"feedId": feed.feed_id}
    return " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
