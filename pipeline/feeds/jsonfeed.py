"""JSON Feed 1 and 1.1 (jsonfeed.org), which feedparser does not read."""

import json
import re
from typing import Any

from pipeline.feeds.rawfeed import RawFeed, RawItem


class NotJSONFeedError(ValueError):
    """The document is no JSON Feed; the message says how far it got. `damaged` where it began as JSON."""

    def __init__(self, message: str, *, damaged: bool = False) -> None:
        super().__init__(message)
        self.damaged = damaged


def read_json_feed(text: str, max_items: int) -> RawFeed:
    """Return the items of a JSON Feed in their order; what is no object among them has a `problem`.

    Raises:
        NotJSONFeedError: the text is not JSON, or JSON of another kind.
    """
    try:
        document: Any = json.loads(text)
    except RecursionError as error:
        raise NotJSONFeedError("JSON nested too deep") from error
    except ValueError as error:
        raise NotJSONFeedError(f"damaged JSON: {error}", damaged=True) from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise NotJSONFeedError("JSON without a list of items")
    version = _get_text(document, "version")
    items = document["items"]
    if "jsonfeed.org" not in version and not any(isinstance(i, dict) and {"url", "id"} & set(i) for i in items):
        raise NotJSONFeedError("JSON of another kind")
    capped = (f"capped: {max_items} of {len(items)} items",) if len(items) > max_items else ()
    return RawFeed(
        title=_get_text(document, "title"),
        format="json" + re.sub(r"[^0-9]", "", version.rpartition("/")[2])[:4],
        items=tuple(_read_item(item) for item in items[:max_items]),
        language=_get_text(document, "language") or None,
        notes=capped if "jsonfeed.org" in version else (*capped, "json-without-version"),
    )


def _read_item(item: Any) -> RawItem:
    if not isinstance(item, dict):
        return RawItem(problem="not an object", summary=str(item)[:1000])
    html_content = _get_text(item, "content_html")
    return RawItem(
        guid=_get_text(item, "id") or None,
        link=_get_text(item, "url") or _get_text(item, "external_url") or None,
        title=_get_text(item, "title"),
        summary=_escape(_get_text(item, "summary")),
        content=html_content or _escape(_get_text(item, "content_text")),
        authors=_get_authors(item),
        published=_get_text(item, "date_published") or None,
        updated=_get_text(item, "date_modified") or None,
        language=_get_text(item, "language") or None,
    )


def _get_authors(item: dict[str, Any]) -> tuple[str, ...]:
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) else [item.get("author")]
    names = (_get_text(author, "name") if isinstance(author, dict) else "" for author in listed[:50])
    return tuple(name for name in names if name)


def _get_text(part: dict[str, Any], key: str) -> str:
    value = part.get(key)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else ""


def _escape(plain: str) -> str:
    """Return plain text as the markup that the cleaning of entries expects."""
    return plain.replace("&", "&amp;").replace("<", "&lt;")
