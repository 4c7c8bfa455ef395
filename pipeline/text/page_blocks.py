"""Tree of a page → its blocks: the runs of text that a browser would show as a paragraph, heading, item or cell.

Each knows where it stands (the chain of elements above it, with the words of their names and classes) and how much
of it is a link. The tree has been through `strip_tree`. Nothing is decided here.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree, html

_SKIPPED = frozenset(("script", "style", "head", "title", "meta", "link"))
"""Not menus' buttons, pictures or forms: `strip_tree` has left of these only what holds paragraphs, never closed."""
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "html", "legend", "li", "main", "nav", "noscript", "ol", "p", "pre", "section", "summary", "table", "tbody",
        "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_MAX_WORDS_OF_CLASS = 24


class Node(NamedTuple):
    """An element that holds blocks: its parent's place in `Page.nodes` (-1 for the root), tag and class words."""

    parent: int
    tag: str
    names: tuple[str, ...]
    element: html.HtmlElement


class Block(NamedTuple):
    """A run of text in one block element. `linked` counts the characters in links, `links` these links."""

    text: str
    node: int
    linked: int
    links: int
    bold: int
    inline: tuple[str, ...]


class Page(NamedTuple):
    """The blocks of a page in the order of the document, and the elements that hold them, parents first."""

    blocks: list[Block]
    nodes: list[Node]


def list_blocks(root: html.HtmlElement) -> Page:
    """Return the blocks of a tree in the order of the document; the tree stays as it is."""
    walk = _Walk()
    context = etree.iterwalk(root, events=("start", "end"))
    for event, element in context:
        if event == "start":
            if not walk.enter(element):
                context.skip_subtree()
        else:
            walk.leave(element)
    walk.flush()
    return Page(walk.blocks, walk.nodes)


class _Walk:
    """The state of one walk over a tree."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.stack: list[int] = [-1]
        self.parts: list[str] = []
        self.links = self.linked = self.depth = self.bold = 0
        self.inline: tuple[str, ...] = ()

    def enter(self, element: html.HtmlElement) -> bool:
        tag = element.tag
        if tag in _SKIPPED:
            return False
        if tag in _BLOCKS:
            self.flush()
            self.stack.append(len(self.nodes))
            self.nodes.append(Node(self.stack[-2], tag, _read_names(element), element))
        elif tag == "a":
            self.depth += 1
            self.links += 1
        elif tag == "br":
            self.flush()
        elif tag in ("span", "time", "label", "cite"):
            names = element.get("class")
            if names:
                self.inline += split_names(names)
        if element.text:
            self.add(element.text, tag in ("b", "strong"))
        return True

    def leave(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self.flush()
            self.stack.pop()
        elif tag == "a":
            self.depth -= 1
        if element.tail:
            self.add(element.tail, False)

    def add(self, text: str, bold: bool) -> None:
        self.parts.append(text)
        if self.depth > 0:
            self.linked += len(text.strip())
        elif bold:
            self.bold += len(text.strip())

    def flush(self) -> None:
        if self.parts:
            text = " ".join("".join(self.parts).split())
            if text:
                self.blocks.append(Block(text, self.stack[-1], self.linked, self.links, self.bold, self.inline[:8]))
            self.parts = []
        self.links = 1 if self.depth > 0 else 0
        self.linked = self.bold = 0
        self.inline = ()


def _read_names(element: html.HtmlElement) -> tuple[str, ...]:
    attributes = element.attrib
    if not attributes:
        return ()
    names = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('itemprop', '')}"
    extra = []
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        extra.append("=hidden")
    style = attributes.get("style")
    if style and "display" in style and re.search(r"display\s*:\s*none", style):
        extra.append("=hidden")
    role = attributes.get("role")
    if role:
        extra.append(f"={role.lower()}")
    return (*split_names(names), *extra)


@lru_cache(maxsize=16_384)
def split_names(names: str) -> tuple[str, ...]:
    """Split the value of a class or id into its words, each once, in lower case, none shorter than two letters.

    >>> split_names("entry-content articleBody_1")
    ('entry', 'content', 'article', 'body')
    """
    words = (word.lower() for word in _CAMEL.split(names[:300]))
    return tuple(dict.fromkeys(word for word in words if 2 <= len(word) <= 16))[:_MAX_WORDS_OF_CLASS]
