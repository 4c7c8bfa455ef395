"""The last resort for XML that feedparser raises on: items found one by one in libxml2's repaired tree."""

from typing import Any

from lxml import etree

from pipeline.feeds.rawfeed import RawFeed, RawItem

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def salvage_items(text: str) -> RawFeed | None:
    """Return the items that can be found in `text` however broken it is, or None where there are none.

    No entity is expanded, no document type read and nothing fetched.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root: Any = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    items = tuple(_read_item(node) for node in root.iter("{*}item", "{*}entry"))
    if not items:
        return None
    channel = next(root.iter("{*}channel"), root)
    return RawFeed(title=_find_text(channel, "title"), format="salvaged", items=items, notes=("salvaged",))


def _read_item(node: Any) -> RawItem:
    return RawItem(
        guid=_find_text(node, "guid", "id") or None,
        link=_find_text(node, "link") or _find_href(node),
        title=_find_text(node, "title"),
        summary=_find_text(node, "description", "summary"),
        content=_read_text(node.find(_CONTENT)) or _find_text(node, "content"),
        authors=tuple(filter(None, (_find_text(node, "creator", "author"),))),
        published=_find_text(node, "pubDate", "published", "date") or None,
        updated=_find_text(node, "updated") or None,
    )


def _find_text(node: Any, *names: str) -> str:
    found = (_read_text(node.find(f"{{*}}{name}")) for name in names)
    return next((text for text in found if text), "")


def _find_href(node: Any) -> str | None:
    hrefs = (link.get("href") for link in node.findall("{*}link") if link.get("rel", "alternate") == "alternate")
    return next((href for href in hrefs if href), None)


def _read_text(node: Any) -> str:
    return "".join(node.itertext()).strip() if node is not None else ""
