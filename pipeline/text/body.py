"""Tree of a page → its main text: blocks that are weighed, or what trafilatura finds. It is known only here."""

import logging
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

import trafilatura
from lxml import etree, html
from trafilatura.settings import Extractor

from pipeline.text.characters import clean_characters, fold_space
from pipeline.text.cleaning import is_read_more
from pipeline.text.credits import read_attribution
from pipeline.text.page_blocks import Page, list_blocks
from pipeline.text.signs import PageFacts
from pipeline.text.weighing import Weights, weigh_blocks
from schemas.records import EntryHints

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
VERSION = trafilatura.__version__
# Built once: reading the options from the library's configuration file costs half a millisecond a page.
_FAST = Extractor(fast=True, comments=False, with_metadata=False, output_format="python")
_BAR = 0.3
"""Of all bars between 0 and 0.6 the one with the best F1 and exact share on sites that were not learnt from."""
_SURE = 1.0
"""A text has one block at least that scores so: the first of any article does by far, a foot of a page rarely."""
_CAPTIONS = frozenset(("caption", "figcaption"))
_CAPTION_DEPTH = 4
_LINKED = 0.6
_BEHIND = 2
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELL, _MAX_CELLS = 60, 240
_SENTENCE_ENDS = frozenset(".!?…。؟")
_LITTLE = 250
_SHORT = 1000
_LONG = 8000
_HIDDEN = 3
_BETTER = 1.5
_MUCH_BETTER = 2
_FEW_PARAGRAPHS = 1
_FEW_BLOCKS = 8
_WHOLE = 0.8
_MANY_LINES = 8
_LONG_LINE = 90
_BLOCK_END = re.compile(r"<(?:br|hr|/p|/div|/h\d|/li|/tr|/blockquote)\b[^>]*>", re.IGNORECASE)


class Body(NamedTuple):
    """The main text, a paragraph a line, where it is from, and what was odd about getting it."""

    text: str
    source: Literal["page", "feed"] = "page"
    notes: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    """What the markup calls the captions of pictures, and would be text by its words."""


def choose_body(
    root: html.HtmlElement, facts: PageFacts, hints: EntryHints, weights: Weights | None = None
) -> Body:
    """Return the main text: that of the markup, or the better of what else is there where it gives little.

    `facts.body` is the article's text in JSON-LD or microdata. The feed's words stand in last, named as such.
    """
    body = extract_body(root, facts, weights)
    if len(body.text) >= _LITTLE:
        return body
    if len(facts.body) > _BETTER * len(body.text):
        return Body(facts.body, notes=(*body.notes, "text of JSON-LD or microdata: the markup gave less"))
    in_feed = max(read_markup(hints.content), read_markup(hints.summary), key=len)
    if len(in_feed) > len(body.text) * _BETTER:
        return Body(in_feed, "feed", (*body.notes, f"text of the feed: the page gave {len(body.text)} characters"))
    return body


def extract_body(root: html.HtmlElement, facts: PageFacts, weights: Weights | None = None) -> Body:
    """Extract the main text of a page from its markup; the tree stays as it is.

    Blocks are weighed one by one. Where they give little of what is there outside of links, trafilatura is asked too,
    which reads pages without paragraphs, and believed if it finds more.
    """
    page = list_blocks(root)
    scores = weigh_blocks(page, facts, weights)
    if max(scores, default=0.0) < _SURE:
        scores = [_BAR] * len(scores)
    captions = _take_captions(page, scores)
    weighed = Body(write_text(page, _settle_end(page, scores)), captions=captions)
    visible = sum(len(block.text) for block in page.blocks)
    in_links = sum(block.linked for block in page.blocks)
    if len(weighed.text) >= _LONG or len(weighed.text) * _HIDDEN >= visible - in_links:
        return weighed
    found = _run_trafilatura(root, _FAST)
    if _is_furniture(found.text, visible):
        return weighed
    if len(found.text) < _SHORT and _is_bare(root):
        found = _read_unmarked(root)
    enough = _BETTER if len(weighed.text) < _SHORT else _MUCH_BETTER
    return found if len(found.text) > enough * len(weighed.text) else weighed


def _take_captions(page: Page, scores: list[float]) -> tuple[str, ...]:
    """Take the captions of pictures out of the text, and return their words."""
    taken = [at for at, score in enumerate(scores) if score > _BAR and _is_caption(page, page.blocks[at].node)]
    for at in taken:
        scores[at] = _BAR
    return tuple(clean_characters(page.blocks[at].text) for at in taken)


def _is_caption(page: Page, index: int) -> bool:
    for _ in range(_CAPTION_DEPTH):
        if index < 0:
            return False
        tag = page.nodes[index].tag
        # A figure may be named after the caption that it has.
        if tag == "figcaption" or (tag != "figure" and not _CAPTIONS.isdisjoint(page.read_names(index))):
            return True
        index = page.nodes[index].parent
    return False


def _settle_end(page: Page, scores: list[float]) -> list[float]:
    """Let the text end in its own words: not in links alone, their label, or a heading with nothing below it.

    A "Read more" or a "Source: …" right behind it stays: `cleaning` takes these off, and knows by them that the text
    is cut, or whose it is.
    """
    kept = [at for at, score in enumerate(scores) if score > _BAR]
    had_links = False
    while len(kept) > 1 and (_is_loose(page, kept[-1]) or (had_links and _is_label(page.blocks[kept[-1]].text))):
        had_links = page.blocks[kept[-1]].linked > 0
        scores[kept.pop()] = _BAR
    end = kept[-1] if kept else len(scores)
    for behind in range(end + 1, min(end + 1 + _BEHIND, len(scores))):
        text = page.blocks[behind].text
        if not _is_heading(page, behind) and (is_read_more(text) or read_attribution(text)):
            scores[behind] = scores[end]
    return scores


def _is_loose(page: Page, at: int) -> bool:
    block = page.blocks[at]
    return block.linked >= _LINKED * len(block.text) or _is_heading(page, at)


def _is_label(text: str) -> bool:
    return len(text) < _CELL and text[-1] not in _SENTENCE_ENDS


def _is_heading(page: Page, at: int) -> bool:
    return page.nodes[page.blocks[at].node].tag in _HEADINGS


def write_text(page: Page, scores: Sequence[float]) -> str:
    """Write the blocks that score above the bar, a line each; list items with a dash, cells of a row in one line."""
    lines: list[str] = []
    row = -1
    for block, score in zip(page.blocks, scores, strict=True):
        if score <= _BAR:
            continue
        node = page.nodes[block.node]
        text = clean_characters(block.text)
        if node.parent == row and lines and len(text) < _CELL and _is_cell(lines[-1]):
            lines[-1] += f" | {text}"
        elif text:
            lines.append(f"- {text}" if node.tag == "li" and not text.startswith("-") else text)
        row = node.parent if node.tag in ("td", "th") else -1
    return "\n".join(line for line in map(fold_space, lines) if line)


def _is_cell(line: str) -> bool:
    """Say whether a line may be cells of a table of figures, and not a text that a table lays out."""
    last = line.rpartition(" | ")[2]
    return len(last) < _CELL and len(line) < _MAX_CELLS and last[-1:] not in _SENTENCE_ENDS


def _is_furniture(text: str, visible: int) -> bool:
    """Say whether what the library fell back to is the whole page, and no line of it as long as a paragraph."""
    is_whole_page = len(text) >= _WHOLE * visible
    return is_whole_page and text.count("\n") >= _MANY_LINES and max(map(len, text.split("\n"))) < _LONG_LINE


def _is_bare(root: html.HtmlElement) -> bool:
    """Say whether a page has hardly any markup. Many that only lack paragraphs are a short report in a big frame."""
    return len(root.findall(".//p")) <= _FEW_PARAGRAPHS and len(root.findall(".//div")) <= _FEW_BLOCKS


def _read_unmarked(root: html.HtmlElement) -> Body:
    """Read a page without paragraphs, of which the library finds a quotation or a table, as the lines it shows."""
    body = root.find("body")
    shown = etree.tostring(root if body is None else body, encoding="unicode", method="html")
    return Body(read_markup(shown), notes=("a page without paragraphs: all its lines",))


def _run_trafilatura(root: html.HtmlElement, options: Extractor) -> Body:
    try:
        document = trafilatura.bare_extraction(root, options=options)
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        return Body("", notes=(f"the extractor failed: {type(error).__name__}",))
    if document is None or isinstance(document, dict) or not document.text:
        return Body("")
    return Body(_fold_lines(document.text))


def read_markup(value: str) -> str:
    """Return the text of a fragment of HTML, such as the content of a feed's entry, a paragraph a line.

    >>> read_markup("<p>One &amp; two</p><p>three</p>")
    'One & two\\nthree'
    """
    if "<" in value or "&" in value:
        try:
            parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True)
            blocks = _BLOCK_END.sub(lambda tag: f"{tag[0]}\n", value).replace("\0", "")
            root = html.document_fromstring(f"<div>{blocks}</div>".encode("utf-8", "replace"), parser=parser)
            value = "".join(root.itertext())
        except (etree.ParserError, ValueError, AssertionError):
            return ""
    return _fold_lines(value)


def _fold_lines(text: str) -> str:
    lines = (fold_space(line) for line in clean_characters(text).split("\n"))
    return "\n".join(line for line in lines if line)
