"""xml:base of a feed, taken out before feedparser resolves links by it, so that the raw link stays raw.

feedparser also keeps the base of one item for all that follow it when the document has none of its own.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

_BASE = re.compile(r"""\sxml:base\s*=\s*(?:"([^"<>]{0,2048})"|'([^'<>]{0,2048})')""", re.IGNORECASE)
_TAG_NAME = re.compile(r"<(?:\w+:)?(\w+)", re.IGNORECASE)
_ITEM_OPEN = re.compile(r"<(?:\w+:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_OUTER = frozenset({"rss", "feed", "rdf", "channel"})
_INNER = frozenset({"item", "entry", "link"})


@dataclass(frozen=True, slots=True)
class TakenBases:
    """A document without xml:base: what it was for all items, and for single ones by their position."""

    text: str
    document: str = ""
    items: dict[int, str] = field(default_factory=dict)
    count: int = 0

    def find(self, position: int, count: int) -> str:
        """Return the base of the item at `position` of `count`; only the document's where the counts differ."""
        own = self.items.get(position, "") if count == self.count else ""
        return urljoin(self.document, own) if own else self.document


def take_bases(text: str) -> TakenBases:
    """Take every xml:base out of `text` and keep those that links are resolved by.

    >>> taken = take_bases('<feed xml:base="https://a.example/"><entry xml:base="b/"><link href="c"/></entry></feed>')
    >>> taken.text, taken.find(0, 1)
    ('<feed><entry><link href="c"/></entry></feed>', 'https://a.example/b/')
    """
    document = ""
    items: dict[int, str] = {}
    opened = [match.start() for match in _ITEM_OPEN.finditer(text)] if "xml:base" in text else []
    position = -1
    for base in _BASE.finditer(text):
        while position + 1 < len(opened) and opened[position + 1] < base.start():
            position += 1
        value = (base[1] or base[2] or "").strip()
        name = _find_tag(text, base.start())
        try:
            urljoin(value, "x")
        except ValueError:
            continue
        if name in _OUTER and position < 0:
            document = urljoin(document, value)
        elif name in _INNER and position >= 0:
            items[position] = urljoin(items.get(position, ""), value)
    return TakenBases(_BASE.sub("", text), document, items, len(opened))


def _find_tag(text: str, at: int) -> str:
    start = text.rfind("<", max(0, at - 4096), at)
    found = _TAG_NAME.match(text, start) if start >= 0 else None
    return found[1].lower() if found else ""
