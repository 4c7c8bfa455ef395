"""Tree of a page → its main text, by trafilatura. The only module that knows that library."""

import logging
import re
from typing import Literal, NamedTuple

import trafilatura
from lxml import etree, html
from trafilatura.settings import Extractor

from pipeline.text.characters import clean_characters, fold_space
from pipeline.text.tree import read_text, read_visible_text
from schemas.records import EntryHints

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
VERSION = trafilatura.__version__
# Built once: reading the options from the library's configuration file costs half a millisecond a page.
_FAST = Extractor(fast=True, comments=False, with_metadata=False, output_format="python")
_THOROUGH = Extractor(fast=False, comments=False, with_metadata=False, output_format="python")
_LITTLE = 250
_SHORT = 1000
_LONG = 3500
_HIDDEN = 5
_BETTER = 1.5
_MUCH_BETTER = 4
_UNMARKED = 3
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


def choose_body(root: html.HtmlElement, declared: str, hints: EntryHints) -> Body:
    """Return the main text: that of the markup, or the better of what else is there where it gives little.

    `declared` is the article's text in JSON-LD or microdata. The feed's words stand in last, named as such.
    """
    body = extract_body(root)
    if len(body.text) >= _LITTLE:
        return body
    if len(declared) > _BETTER * len(body.text):
        return Body(declared, notes=(*body.notes, "text of JSON-LD or microdata: the markup gave less"))
    in_feed = max(read_markup(hints.content), read_markup(hints.summary), key=len)
    if len(in_feed) > len(body.text) * _BETTER:
        return Body(in_feed, "feed", (*body.notes, f"text of the feed: the page gave {len(body.text)} characters"))
    return body


def extract_body(root: html.HtmlElement) -> Body:
    """Extract the main text of a page from its markup; the tree stays as it is.

    The library's fast mode reads the page. Where it finds less than a fifth of what is there outside of links,
    its thorough mode, which compares three algorithms and takes four times as long, is asked too, and believed if
    it finds more: much more where the fast mode found a passage of some length. So it is for 2 of the 181 pages of
    scrapinghub (F1 .966; fast alone .961) and 48 of the 990 of adbar+trafilatura (.924; fast .917, thorough .921).
    """
    fast = _run_trafilatura(root, _FAST)
    if len(fast.text) >= _LONG:
        return fast
    visible = read_visible_text(root)
    if len(fast.text) < _SHORT:
        if _is_furniture(fast.text, visible):
            return Body("", notes=("nothing but menus and notices",))
        if len(fast.text) * _UNMARKED < len(visible) and _is_bare(root):
            return _read_unmarked(root)
    in_links = sum(len(read_text(link)) for link in root.iter("a"))
    if len(fast.text) * _HIDDEN >= len(visible) - in_links:
        return fast
    thorough = _run_trafilatura(root, _THOROUGH)
    enough = _BETTER if len(fast.text) < _SHORT else _MUCH_BETTER
    return thorough if len(thorough.text) > enough * len(fast.text) else fast


def _is_furniture(text: str, visible: str) -> bool:
    """Say whether what the library fell back to is the whole page, and no line of it as long as a paragraph."""
    is_whole_page = len(text) >= _WHOLE * len(visible)
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
