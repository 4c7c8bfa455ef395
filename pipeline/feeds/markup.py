"""The text of an XML feed before it is parsed: its root, where it is cut off, and what must be taken out.

All scans here are linear: feedparser needs 43 s for 400 KB of `<!--`, and reads 100,000 items one by one.
"""

import re
from dataclasses import dataclass

from pipeline.feeds.plaintext import clean_characters, read_plain_line
from schemas.records import FreshnessHints

_FEED_START = re.compile(r"<\?xml\b|<(?:rss|feed|\w+:RDF|RDF)\b", re.IGNORECASE)
_SPECIAL = re.compile(r"<!--|<!\[CDATA\[")
# Possessive: a name of 3,000 letters without a > took 12 s where it could be given back letter by letter.
_ROOT = re.compile(r"<(?![?!])([A-Za-z_][\w.-]*+(?::[\w.-]++)?+)([^<>]*+)>")
_DOCTYPE_OPEN = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[<>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ITEM_OPEN = re.compile(r"<(?:\w+:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_ITEM_CLOSE = re.compile(r"</((?:\w+:)?(?:item|entry))\s*>", re.IGNORECASE)
_CHANNEL_OPEN = re.compile(r"<channel\b", re.IGNORECASE)
_CHANNEL_CLOSE = re.compile(r"</channel\s*>", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,40})|(\d{1,40}));?")
_BAD_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONG_TAG = re.compile(r"<([A-Za-z_][\w:.-]*)(\s[^<>]{1000,}?)(/?)>")
_MAX_ATTRIBUTES = 100
# Never read, and feedparser compares each with all before it: 100,000 of them took over five minutes.
_CATEGORY = re.compile(
    r"<category\b(?:[^<>]*/>|[^<>]*>(?:<!\[CDATA\[[^\]]{0,500}\]\]>|[^<]{0,500})</category\s*>)", re.IGNORECASE
)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel", "xml", "entry", "atom"})


@dataclass(frozen=True, slots=True)
class MarkupText:
    """A document ready to be parsed. `root` is the local name of its first element, in lower case."""

    text: str
    root: str
    partial: bool
    notes: tuple[str, ...] = ()

    @property
    def is_feed(self) -> bool:
        """Whether the root element is one of a feed's."""
        return self.root in _FEED_ROOTS


def prepare_markup(text: str, max_items: int) -> MarkupText:
    """Take comments, impossible characters and leading junk off, and cut what is incomplete or too much.

    A document without the end tag of its root is partial: the item in which it breaks off is left out, since
    half an item would be taken for a changed one later.
    """
    notes: list[str] = []
    cleaned = _BAD_CHARACTER.sub("", text).lstrip("\ufeff \t\r\n")
    cleaned, comment_open = _strip_comments(cleaned)
    cleaned = cleaned.lstrip()
    root = _find_root(cleaned)
    if (start := _find_late_start(cleaned, root)) > 0:
        cleaned = cleaned[start:]
        root = _find_root(cleaned)
        notes.append("leading-junk")
    if root is None:
        return MarkupText(cleaned, "", partial=False, notes=tuple(notes))
    name = root[1]
    local = _read_local(root)
    partial = comment_open or (not root[2].endswith("/") and not _is_closed(cleaned, name))
    if partial and local in _FEED_ROOTS:
        cleaned = _cut_last_item(cleaned, name)
        notes.append("partial")
    cleaned = _LONG_TAG.sub(_shorten_tag, _CATEGORY.sub("", cleaned))
    cleaned, capped = _cap_items(cleaned, name, max_items)
    return MarkupText(cleaned, local, partial=partial, notes=(*notes, *capped))


def simplify_markup(text: str) -> str:
    """Return `text` without DOCTYPE and illegal character references.

    For the second try, when feedparser raised: `&#xD800;` and a DOCTYPE with `C:\\data` in it make it do so.
    """
    if doctype := _find_doctype(text):
        text = text[: doctype.start()] + text[doctype.end() :]
    return _REFERENCE.sub(lambda match: match[0] if _is_legal(match) else "\ufffd", text)


def read_channel_hints(text: str) -> FreshnessHints:
    """Return ttl, skipHours, skipDays and sy:update* as the channel says them outside of its items."""
    head = _join_channel(text)
    period = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
    base = period.get((_find_element(head, "updatePeriod") or "").lower())
    frequency = _read_number(_find_element(head, "updateFrequency")) or 1
    ttl = _read_number(_find_element(head, "ttl"))
    hours = (_read_number(hour) for hour in _find_children(head, "skipHours", "hour"))
    return FreshnessHints(
        ttl_s=ttl * 60 if ttl else None,
        update_period_s=max(base // frequency, 1) if base else None,
        skip_hours=tuple(sorted({hour % 24 for hour in hours if hour is not None and hour <= 24})),
        skip_days=tuple(_find_children(head, "skipDays", "day"))[:7],
    )


def _strip_comments(text: str) -> tuple[str, bool]:
    """Return `text` without comments outside of CDATA, and whether one of the two was left open."""
    if "<!--" not in text:
        return text, False
    parts: list[str] = []
    at = 0
    while special := _SPECIAL.search(text, at):
        closer = "-->" if special[0] == "<!--" else "]]>"
        end = text.find(closer, special.end())
        parts.append(text[at : special.start()])
        if end < 0:
            return "".join(parts), True
        if closer == "]]>":
            parts.append(text[special.start() : end + 3])
        at = end + 3
    parts.append(text[at:])
    return "".join(parts), False


def _find_root(text: str) -> re.Match[str] | None:
    doctype = _find_doctype(text)
    return _ROOT.search(text, doctype.end() if doctype else 0)


def _find_late_start(text: str, root: re.Match[str] | None) -> int:
    """Return where the feed begins behind what stands before it (a server's warnings, mostly), or 0."""
    if text.startswith("<") and _read_local(root) in _FEED_ROOTS:
        return 0
    for start in _FEED_START.finditer(text[:20_000]):
        if _read_local(_find_root(text[start.start() :])) in _FEED_ROOTS:
            return start.start()
    return 0


def _read_local(root: re.Match[str] | None) -> str:
    return root[1].rpartition(":")[2].lower() if root else ""


def _find_doctype(text: str) -> re.Match[str] | None:
    """Return the document type where one stands before the first element; in an item it is only text."""
    opened = _DOCTYPE_OPEN.search(text)
    element = _ROOT.search(text)
    if opened is None or (element is not None and element.start() < opened.start()):
        return None
    return _DOCTYPE.match(text, opened.start())


def _is_closed(text: str, root: str) -> bool:
    return re.search(rf"</{re.escape(root)}\s*>", text, re.IGNORECASE) is not None


def _cut_last_item(text: str, root: str) -> str:
    """Return `text` without the item that it breaks off in, its open elements closed."""
    last_open = max((match.start() for match in _ITEM_OPEN.finditer(text)), default=None)
    last_close = max((match.end() for match in _ITEM_CLOSE.finditer(text)), default=0)
    if last_open is None:
        return text
    return text[: last_open if last_close < last_open else last_close] + _close_root(text, root)


def _close_root(text: str, root: str) -> str:
    is_channel_open = _CHANNEL_OPEN.search(text) and not _CHANNEL_CLOSE.search(text)
    return f"</channel></{root}>" if is_channel_open else f"</{root}>"


def _shorten_tag(tag: re.Match[str]) -> str:
    """Return a start tag without its attributes where they are too many: SAX needs the square of their number.

    16,000 took 3.3 s.
    """
    return f"<{tag[1]}{tag[3]}>" if tag[2].count("=") > _MAX_ATTRIBUTES else tag[0]


def _cap_items(text: str, root: str, max_items: int) -> tuple[str, tuple[str, ...]]:
    count = 0
    cut = 0
    for opened in _ITEM_OPEN.finditer(text):
        count += 1
        if count == max_items + 1:
            cut = opened.start()
    if count <= max_items:
        return text, ()
    kept = text[:cut]
    return kept + _close_root(kept, root), (f"capped: {max_items} of {count} items",)


def _is_legal(reference: re.Match[str]) -> bool:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return False
    return code in (9, 10, 13) or (code >= 0x20 and code & 0xFFFE != 0xFFFE)


def _join_channel(text: str) -> str:
    first = _ITEM_OPEN.search(text)
    if first is None:
        return text[:100_000]
    last = max((match.end() for match in _ITEM_CLOSE.finditer(text)), default=len(text))
    return text[: first.start()][:100_000] + text[last:][:100_000]


def _find_element(text: str, name: str) -> str | None:
    found = re.search(rf"<(?:\w+:)?{name}\b[^<>]*>([^<]{{1,200}})</", text, re.IGNORECASE)
    return clean_characters(found[1]).strip() if found else None


def _find_children(text: str, parent: str, child: str) -> list[str]:
    block = re.search(rf"<{parent}\b[^<>]*>(.{{0,5000}}?)</{parent}\s*>", text, re.IGNORECASE | re.DOTALL)
    if not block:
        return []
    found = re.findall(rf"<{child}\b[^<>]*>([^<]{{1,40}})</", block[1], re.IGNORECASE)
    return [read_plain_line(value)[0] for value in found]


def _read_number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else None
