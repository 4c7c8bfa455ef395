"""Characters of a page → one tree, parsed once. Depth and size limits of libxml2 are lifted as far as it allows."""

import re
from itertools import islice
from typing import NamedTuple

from lxml import etree, html

from pipeline.text.characters import fold_space

# One class for all elements: choosing one of lxml.html's by tag, in Python, took a fifth of the extraction.
_CLASSES = etree.ElementDefaultClassLookup(element=html.HtmlElement)
_NO_TEXT = (
    "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "select", "option", "input",
    "button", "textarea", "source", "track", "map", "area", "param", "link",
)  # fmt: skip
_FRAMES = ("nav", "footer", "aside", "header")
_HOLDS_TEXT = etree.XPath("boolean(.//p | .//h1 | .//article | .//main | .//section | .//pre | .//blockquote)")
_MENU_LINKS = 4
_MENU_SHARE = 0.6
_DOCTYPE = re.compile(rb"<!doctype[^>\[]*(?:\[[^\]]*\])?[^>]*>", re.IGNORECASE)
_SELF_CLOSED = re.compile(rb"(<html\b[^>]*?)\s*/>", re.IGNORECASE)
_HEAD = 4096
# What no XML text may hold, plain or as `&#11;`: trafilatura drops a whole page when it meets one.
_ILLEGAL = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_ILLEGAL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bcBCeEfF]|1[0-9a-fA-F])|[xX][fF]{3}[eEfF]);"
)


class PageTree(NamedTuple):
    """The root of a page, and whether libxml2 stopped at a limit (2,048 elements deep with `huge_tree`)."""

    root: html.HtmlElement
    hit_limit: bool


def parse_tree(text: str) -> PageTree | None:
    """Parse a page; None where there is no element in it.

    trafilatura parses with limits that silently lose pages of more than 256 nested elements or a text of over
    10 MB; this parser has neither.
    """
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        root = etree.fromstring(_repair(text), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    return PageTree(root, any("depth" in error.message.lower() for error in parser.error_log))


def _repair(text: str) -> bytes:
    """Encode a page without what makes libxml2 lose it: illegal characters, an odd DOCTYPE, a closed `<html/>`."""
    data = text.encode("utf-8", "replace").translate(None, _ILLEGAL)
    data = _ILLEGAL_REFERENCE.sub(b"", data)
    if b"\xef\xbf" in data:
        data = data.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
    head = _SELF_CLOSED.sub(rb"\1>", _DOCTYPE.sub(b"", data[:_HEAD], count=1), count=1)
    return head + data[_HEAD:]


def strip_tree(root: html.HtmlElement) -> None:
    """Take out of the tree what holds no text of an article: scripts, styles, media, fields of forms, menus.

    Elements that hold a paragraph stay whatever their name: some sites never close a `<nav>` or an `<svg>`, or
    put the article into an `<aside>`. Everything that is read there, such as JSON-LD, is to be read before. It
    leaves 440 of 620 elements to trafilatura, which copies and searches the tree often.
    """
    etree.strip_elements(root, "script", "style", with_tail=False)
    for element in list(root.iter(*_NO_TEXT, *_FRAMES)):
        if element.getparent() is None or (len(element) and _HOLDS_TEXT(element)):
            continue
        if element.tag not in _FRAMES or _is_menu(element):
            element.drop_tree()


def _is_menu(element: html.HtmlElement) -> bool:
    links = list(element.iter("a"))
    in_links = sum(len("".join(link.itertext()).strip()) for link in links)
    return len(links) >= _MENU_LINKS and in_links >= _MENU_SHARE * sum(
        len(part.strip()) for part in element.itertext()
    )


def read_text(element: html.HtmlElement | None) -> str:
    """Return the text of an element and all below it, white space folded; "" for None."""
    return "" if element is None else fold_space("".join(element.itertext()))


def read_short_text(element: html.HtmlElement, limit: int) -> str:
    """Return the text of an element as `read_text`, cut off somewhat behind `limit` characters."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part)
        length += len(part.strip())
        if length > limit:
            break
    return fold_space("".join(parts))


def list_after(element: html.HtmlElement, limit: int) -> list[html.HtmlElement]:
    """Return the `limit` elements that follow an element and are not in it, in the order of the document."""
    after: list[html.HtmlElement] = []
    for place in (element, *element.iterancestors()):
        for sibling in place.itersiblings():
            after.extend(islice(sibling.iter(etree.Element), limit - len(after)))
            if len(after) >= limit:
                return after
    return after


def read_visible_text(root: html.HtmlElement) -> str:
    """Return the text of the body of a stripped tree, white space folded."""
    body = root.find("body")
    return "" if body is None else fold_space(" ".join(body.itertext()))
