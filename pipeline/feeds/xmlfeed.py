"""RSS, RDF and Atom through feedparser, which nothing else imports; its dicts end here."""

import re
import warnings
from io import BytesIO
from typing import Any

import feedparser

from pipeline.feeds.bases import TakenBases, take_bases
from pipeline.feeds.rawfeed import RawFeed, RawItem

_PARENTHESIS = re.compile(r"^\S+@\S+\s+\((.+)\)$")
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


class UnreadableFeedError(Exception):
    """feedparser raised: which of its many ways is in the message."""


def read_xml_feed(text: str) -> RawFeed:
    """Return what feedparser makes of `text`.

    Raises:
        UnreadableFeedError: feedparser raised, as it does on many inputs that are only a little broken.
    """
    bases = take_bases(_DECLARATION.sub('<?xml version="1.0" encoding="utf-8"?>', text, count=1))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # A stream, never a str: feedparser would open a str that looks like a path or an address.
            document: Any = feedparser.parse(
                BytesIO(bases.text.encode("utf-8", "replace")),
                response_headers=_HEADERS,
                sanitize_html=False,
                resolve_relative_uris=False,
            )
            return _convert_feed(document, bases)
    except (Exception, RecursionError) as error:
        raise UnreadableFeedError(f"{type(error).__name__}: {error}"[:200]) from error


def _convert_feed(document: Any, bases: TakenBases) -> RawFeed:
    head = document["feed"]
    count = len(document["entries"])
    error = document.get("bozo_exception")
    notes = (f"malformed: {type(error).__name__}: {error}"[:200],) if _is_malformed(error) else ()
    return RawFeed(
        title=_get_text(head, "title"),
        format=str(document.get("version") or ""),
        items=tuple(_convert_item(item, bases.find(n, count)) for n, item in enumerate(document["entries"])),
        language=_get_text(head, "language") or None,
        notes=notes,
    )


def _is_malformed(error: Any) -> bool:
    overlooked = ("CharacterEncodingOverride", "NonXMLContentType", "CharacterEncodingUnknown")
    return error is not None and type(error).__name__ not in overlooked


def _convert_item(item: Any, base: str) -> RawItem:
    details = [detail for key in ("title_detail", "summary_detail") if (detail := dict.get(item, key))]
    source = dict.get(item, "source") or {}
    return RawItem(
        guid=_get_text(item, "id") or None,
        link=_get_link(item),
        title=_get_text(item, "title"),
        summary=_get_text(item, "summary"),
        content=_get_content(item),
        authors=_get_authors(item),
        published=_get_text(item, "published") or None,
        updated=_get_text(item, "updated") or None,
        language=next((detail["language"] for detail in details if detail.get("language")), None),
        source_name=_get_text(source, "title") or None,
        source_url=_get_text(source, "href") or _get_text(source, "link") or None,
        base=base,
    )


def _get_text(part: Any, key: str) -> str:
    """Return a value past feedparser's aliases, which make an `updated` out of a `published`."""
    value = dict.get(part, key) if isinstance(part, dict) else None
    return value.strip() if isinstance(value, str) else ""


def _get_link(item: Any) -> str | None:
    if link := _get_text(item, "link"):
        return link
    links = dict.get(item, "links") or []
    found = (_get_text(link, "href") for link in links if dict.get(link, "rel") in (None, "alternate", "related"))
    return next((href for href in found if href), None)


def _get_content(item: Any) -> str:
    """Return the longest of the contents: some feeds give a teaser and the whole under one name."""
    values = (_get_text(content, "value") for content in dict.get(item, "content") or [])
    return max(values, key=len, default="")


def _get_authors(item: Any) -> tuple[str, ...]:
    names = [_get_text(author, "name") for author in dict.get(item, "authors") or []]
    names = [name for name in names if name] or [_get_text(item, "author")]
    return tuple(_PARENTHESIS.sub(r"\1", name) for name in names if name)
