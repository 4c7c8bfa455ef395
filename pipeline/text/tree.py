"""Characters of a page → one tree, parsed once. Depth and size limits of libxml2 are lifted as far as it allows."""

from typing import NamedTuple

from lxml import etree, html

from pipeline.text.characters import fold_space

_VISIBLE = etree.XPath(
    ".//body//text()[not(parent::script or parent::style or parent::template or ancestor::noscript)]"
)
_NUL = dict.fromkeys([0])


class PageTree(NamedTuple):
    """The root of a page and whether libxml2 stopped at a limit (2,048 elements deep with `huge_tree`)."""

    root: html.HtmlElement
    hit_limit: bool


def parse_tree(text: str) -> PageTree | None:
    """Parse a page; None where there is no element in it.

    trafilatura parses with limits that silently lose pages of more than 256 nested elements or a text of over
    10 MB; this parser has neither.
    """
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    data = text.translate(_NUL).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    hit_limit = any("depth" in error.message.lower() for error in parser.error_log)
    return PageTree(root, hit_limit)


def read_visible_text(root: html.HtmlElement) -> str:
    """Return all text of a page but that of scripts, styles and templates, white space folded."""
    return fold_space(" ".join(_VISIBLE(root)))


def read_text(element: html.HtmlElement | None) -> str:
    """Return the text of an element and all below it, white space folded; "" for None."""
    return "" if element is None else fold_space("".join(element.itertext()))
