"""Tree of a page → its blocks: the runs of text that a browser would show as a paragraph, heading, item or cell.

Each knows where it stands (the chain of elements above it, with the words of their names and classes) and how much
of it is a link. The tree has been through `strip_tree`. Nothing is decided here.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from lxml import etree, html

_SKIPPED = frozenset(("script", "style", "head", "title", "meta", "link", "template"))
"""Not menus' buttons, pictures or forms: `strip_tree` has left of these only what holds paragraphs, never closed."""
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "html", "legend", "li", "main", "nav", "noscript", "ol", "p", "pre", "section", "summary", "table", "tbody",
        "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_NAMED_INLINE = frozenset(("span", "time", "label", "cite"))
_MEANT = _NAMED_INLINE | {"a", "br"}
_BOLD = frozenset(("b", "strong"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none")
_ONLY_CLASS = ["class"]
_NAMING = ("class", "id", "itemprop")
_MAX_WORDS_OF_CLASS, _MAX_INLINE = 24, 8


class Node(NamedTuple):
    """An element that holds blocks: its parent's place in `Page.nodes` (-1 for the root), its tag, itself."""

    parent: int
    tag: str
    element: html.HtmlElement


class Block(NamedTuple):
    """A run of text in one block element. `linked` counts the characters in links, `links` these links."""

    text: str
    node: int
    linked: int
    links: int
    bold: int
    inline: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """The blocks of a page in the order of the document, and the elements that hold them, parents first."""

    blocks: list[Block]
    nodes: list[Node]
    _names: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def read_names(self, index: int) -> tuple[str, ...]:
        """Return the words of a node's names, as `split_names` does, with `=hidden` and its role behind `=`."""
        names = self._names.get(index)
        if names is None:  # read when asked for: a third of the nodes are those of menus, and never are
            names = self._names[index] = _read_names(self.nodes[index].element)
        return names


def list_blocks(root: html.HtmlElement) -> Page:
    """Return the blocks of a tree in the order of the document; the tree stays as it is."""
    walk = _Walk()
    stack, nodes = walk.stack, walk.nodes
    context = etree.iterwalk(root, events=("start", "end"))
    for event, element in context:
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS:
                walk.flush()
                nodes.append(Node(stack[-1], tag, element))
                stack.append(len(nodes) - 1)
            elif tag in _SKIPPED:
                context.skip_subtree()
                continue
            elif tag in _MEANT:
                walk.enter(element, tag)
            if text := element.text:
                walk.add(text, tag in _BOLD)
        else:
            if tag in _BLOCKS:
                walk.flush()
                stack.pop()
            elif tag == "a":
                walk.depth -= 1
            if text := element.tail:
                walk.add(text, False)
    walk.flush()
    return Page(walk.blocks, nodes)


class _Walk:
    """The state of one walk over a tree. Most elements mean nothing to it, so what each costs counts."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.stack: list[int] = [-1]
        self.parts: list[str] = []
        self.links = self.linked = self.depth = self.bold = 0
        self.inline: tuple[str, ...] = ()

    def enter(self, element: html.HtmlElement, tag: str) -> None:
        if tag == "a":
            self.depth += 1
            self.links += 1
        elif tag == "br":
            self.flush()
        elif names := element.get("class"):
            self.inline += split_names(names)

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
                self.blocks.append(
                    Block(text, self.stack[-1], self.linked, self.links, self.bold, self.inline[:_MAX_INLINE])
                )
            self.parts.clear()
            self.linked = self.bold = 0
            self.inline = ()
        self.links = 1 if self.depth > 0 else 0


def _read_names(element: html.HtmlElement) -> tuple[str, ...]:
    """The words of an element's class, id and itemprop, and its role and hiddenness, marked by `=`."""
    keys = element.keys()
    if not keys:
        return ()
    if keys == _ONLY_CLASS:
        return split_names(element.get("class", ""))
    # Apart, since classes recur and ids do not.
    split = [split_names(element.get(key, "")) for key in _NAMING if key in keys]
    names = split[0] if len(split) == 1 else tuple(dict.fromkeys(chain.from_iterable(split)))
    is_styled = "style" in keys and _HIDDEN.search(element.get("style", ""))
    if is_styled or "hidden" in keys or element.get("aria-hidden") == "true":
        names = (*names, "=hidden")
    role = element.get("role")
    return (*names, f"={role.lower()}") if role else names


@lru_cache(maxsize=16_384)
def split_names(names: str) -> tuple[str, ...]:
    """Split the value of a class or id into its words, each once, in lower case, none shorter than two letters.

    >>> split_names("entry-content articleBody_1")
    ('entry', 'content', 'article', 'body')
    """
    words = (word.lower() for word in _CAMEL.split(names[:300]))
    return tuple(dict.fromkeys(word for word in words if 2 <= len(word) <= 16))[:_MAX_WORDS_OF_CLASS]
