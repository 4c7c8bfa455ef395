"""Bytes of a page → what is read off it before any choice is made: its tree, and what it declares of itself."""

import re
from datetime import datetime
from typing import NamedTuple

from lxml import html

from pipeline.text.characters import count_words
from pipeline.text.declared import Declared, read_declared
from pipeline.text.decoding import Decoded, decode_page
from pipeline.text.layout import Layout, read_layout
from pipeline.text.microdata import Microdata, read_microdata
from pipeline.text.signs import PageFacts
from pipeline.text.structured import Structured, read_structured
from pipeline.text.tree import parse_tree
from schemas.records import EntryHints, PageSource, Rejection

_BINARY = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"GIF8": "GIF", b"\xff\xd8\xff": "JPEG", b"PK\x03\x04": "ZIP",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR", b"ID3": "MP3", b"OggS": "Ogg", b"RIFF": "RIFF", b"\xd0\xcf\x11\xe0": "Office",
    b"\x1aE\xdf\xa3": "WebM",
}  # fmt: skip
_MARKUP = re.compile(
    r"<(?:!doctype html|html|head|body|title|meta|div|p|article|section|main|span|h[1-6]|table|br|a|ul|ol|b|i|font|"
    r"center|form)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 40


class SeenPage(NamedTuple):
    """What was read off one page before any choice is made."""

    url: str
    latest: datetime | None
    root: html.HtmlElement
    structured: Structured
    declared: Declared
    microdata: Microdata
    layout: Layout
    notes: tuple[str, ...]
    plain: str = ""
    """The text itself, where the page is plain text and no HTML."""

    def list_facts(self, title: str) -> PageFacts:
        """What blocks are compared with: the headline as chosen, the description, the text of JSON-LD."""
        description = self.declared.meta("og:description", "description", "twitter:description")
        return PageFacts(title, description, self.structured.body or self.microdata.body)


def read_page(page: PageSource, hints: EntryHints) -> SeenPage | Rejection:
    """Decode and parse a page and read what it declares; a rejection where the bytes are no page at all."""
    decoded = decode_page(page.body, page.content_type, hints.language)
    if rejection := _find_rejection(page.body, decoded):
        return rejection
    is_plain = not _MARKUP.search(decoded.text)
    tree = parse_tree("<html><body></body></html>" if is_plain else decoded.text)
    if tree is None:
        return Rejection(stage="extract", reason="not HTML", detail="no element could be parsed")
    has_microdata = "itemprop" in decoded.text or "itemtype" in decoded.text
    return SeenPage(
        url=page.url,
        latest=page.fetched_at,
        root=tree.root,
        structured=read_structured(tree.root),
        declared=read_declared(tree.root),
        microdata=read_microdata(tree.root) if has_microdata else Microdata(),
        layout=read_layout(tree.root, page.url),
        notes=decoded.notes + (("parser_limit: nested too deep",) if tree.hit_limit else ()),
        plain=decoded.text if is_plain else "",
    )


def _find_rejection(body: bytes, decoded: Decoded) -> Rejection | None:
    reason = detail = ""
    if not body.strip(b" \t\r\n\0"):
        reason, detail = "empty body", f"{len(body)} bytes"
    elif kind := next((kind for mark, kind in _BINARY.items() if body.startswith(mark)), None):
        reason, detail = "binary", kind
    elif not _MARKUP.search(decoded.text) and not _is_prose(decoded.text):
        reason, detail = "not HTML", f"no element of HTML in {len(decoded.text)} characters"
    return Rejection(stage="extract", reason=reason, detail=detail) if reason else None


def _is_prose(text: str) -> bool:
    """Say whether a page without an element is an article in plain text: some sentences, nothing unprintable."""
    is_clean = all(char.isprintable() or char in "\t\n\r\f\u00ad\u200b\ufeff" for char in text)
    return is_clean and text.lstrip()[:1] not in "{[<" and "\ufffd" not in text and count_words(text) >= _FEW_WORDS
