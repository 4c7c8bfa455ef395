"""Blocks of a page → what of each tells text from the frame round it: signs, by which `weighing` weighs them.

A sign is a short string such as `t:li` (the tag) or `c:newsletter` (a word of the class of its element). Only what is
known of the page by itself is used, nothing of the site. The weights are learnt by `benchmarks/learn_blocks.py`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.text.characters import fold_words
from pipeline.text.frame_words import BAD_NAMES, GOOD_NAMES, OTHER_NAMES
from pipeline.text.page_blocks import Block, Page

_LENGTHS = (4, 9, 16, 26, 41, 71, 121, 251, 501)
_PROSE, _PARAGRAPH = 5, 7
"""Classes of length: from 41 characters text may be prose, from 121 it is a paragraph."""
_SHARES = ((0.0, "0"), (0.15, "1"), (0.4, "2"), (0.75, "3"), (0.97, "4"))
_MOSTLY_LINKED, _LINKED = "3", "4"
_ALL_LINKED = "5"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PARAGRAPHS = _HEADINGS | {"p", "li", "pre", "blockquote", "dd", "dt", "figcaption", "address", "tr", "td", "ul"}
_REGIONS = frozenset(
    (
        "nav",
        "footer",
        "header",
        "aside",
        "form",
        "article",
        "main",
        "figure",
        "table",
        "ul",
        "blockquote",
        "section",
    )
)
_ENDS = {
    ".": ".", "!": ".", "?": ".", "…": ".", "。": ".", "؟": ".", "”": "q", '"': "q", "»": ">", ")": ")", ":": ":",
    ",": ",", ";": ",", "|": "|", ">": ">", "›": ">",
}  # fmt: skip
_MARKS = ("©", "@", "http", "|", "»", "$", "%", ", ", ". ", "? ", "“", "/", "#", "...")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d")
_FEW_WORDS, _MAX_WORDED, _MAX_PHRASED = 4, 240, 700
_MAIN_SHARE = 0.6
_WHOLE = 0.985
_HEAD_REACH = 15
_BOLD = 0.8
_MAX_STEPS, _MAX_PATH = 6, 4
_FOLDED = 400


class PageFacts(NamedTuple):
    """What the page declares, that blocks are compared with; each may be "", `body` is that of JSON-LD."""

    title: str = ""
    description: str = ""
    body: str = ""


def list_signs(page: Page, facts: PageFacts) -> list[list[str] | None]:
    """Return the signs of each block of a page; None for links of a menu outside of all prose."""
    if not page.blocks:
        return []
    reader = _Reader(page, facts)
    return [None if reader.is_menu(at) else reader.read(at) for at in range(len(page.blocks))]


def weigh_length(text: str) -> int:
    """Return in which of ten classes of length a text lies: 0 for three characters at most, 9 for over 500."""
    length = len(text)
    return next((index for index, limit in enumerate(_LENGTHS) if length < limit), len(_LENGTHS))


def _weigh_share(share: float) -> str:
    return next((mark for limit, mark in _SHARES if share <= limit), "5")


class _Reader:
    """The signs of the blocks of one page: first what is known of all of them, then each by itself."""

    def __init__(self, page: Page, facts: PageFacts) -> None:
        self.blocks, self.nodes = page.blocks, page.nodes
        self.lengths = [weigh_length(block.text) for block in page.blocks]
        self.links = [_weigh_share(block.linked / len(block.text)) for block in page.blocks]
        self.folded = [fold_words(block.text[:_FOLDED]) for block in page.blocks]
        self._measure_prose()
        self.main = self._find_main()
        self.names = self._inherit_names()
        self.runs = self._measure_runs()
        self._mark_titles(fold_words(facts.title))
        self._mark_headings()
        self.description, self.body = fold_words(facts.description), fold_words(facts.body)
        first = {folded: at for at, folded in reversed(list(enumerate(self.folded)))}
        self.repeated = [first[folded] < at for at, folded in enumerate(self.folded)]

    def is_menu(self, at: int) -> bool:
        """Say whether a block is one short link outside of the main element: so are most, and none is text."""
        return self.links[at] == _ALL_LINKED and self.lengths[at] <= _PROSE and self._place(at) != "in"

    def read(self, at: int) -> list[str]:
        """Return the signs of a block."""
        block = self.blocks[at]
        return [
            *_read_text(block.text),
            *self._read_shape(at, block),
            *self._read_names(block),
            *self._read_place(at, block),
            *self._read_neighbours(at, block),
            *self._read_page(at),
        ]

    def _measure_prose(self) -> None:
        """Count the characters of prose in each block, before it, and in each node with all below it."""
        self.own = [
            len(block.text) if self.lengths[at] >= _PROSE and self.links[at] < _MOSTLY_LINKED else 0
            for at, block in enumerate(self.blocks)
        ]
        self.before = [0]
        self.prose = [0] * len(self.nodes)
        for block, own in zip(self.blocks, self.own, strict=True):
            self.before.append(self.before[-1] + own)
            self.prose[block.node] += own
        self.last = list(range(len(self.nodes)))
        for index in range(len(self.nodes) - 1, 0, -1):
            parent = self.nodes[index].parent
            self.prose[parent] += self.prose[index]
            self.last[parent] = max(self.last[parent], self.last[index])
        self._discount_replies()
        self.total = max(self.prose[0], 1)

    def _discount_replies(self) -> None:
        """Take the prose of comments and side columns, which may be more than the article's, out of the counts."""
        whole = self.prose[0]
        index = 1
        while index < len(self.nodes):
            node, prose = self.nodes[index], self.prose[index]
            if not prose or prose > _WHOLE * whole or OTHER_NAMES.isdisjoint((*node.names, f"<{node.tag}")):
                index += 1
                continue
            above = index
            while (above := self.nodes[above].parent) >= 0:
                self.prose[above] -= prose
            index = self.last[index] + 1

    def _find_main(self) -> int:
        """Return the deepest node that holds most of the prose."""
        main = 0
        for index, node in enumerate(self.nodes):
            holds = node.tag not in _PARAGRAPHS and self.prose[index] >= _MAIN_SHARE * self.total
            if node.parent == main and holds:
                main = index
        return main

    def _inherit_names(self) -> list[frozenset[str]]:
        """The names of each node and those above it, without the holders of the main node: they hold all alike."""
        holders = {self.main}
        while (parent := self.nodes[min(holders)].parent) >= 0:
            holders.add(parent)
        above: list[frozenset[str]] = []
        for index, node in enumerate(self.nodes):
            inherited = above[node.parent] if node.parent >= 0 else frozenset()
            if index not in holders:
                own = (*node.names, f"<{node.tag}") if node.tag in _REGIONS else node.names
                inherited = inherited.union(own) if own else inherited
            above.append(inherited)
        return above

    def _measure_runs(self) -> list[int]:
        """How many blocks in a row, with this one, are nothing but links; as powers of two."""
        runs = [0] * len(self.links)
        breaks = [-1, *(at for at, link in enumerate(self.links) if link < _LINKED), len(self.links)]
        for start, end in pairwise(breaks):
            runs[start + 1 : end] = [min((end - start - 1).bit_length(), 5)] * (end - start - 1)
        return runs

    def _mark_titles(self, title: str) -> None:
        """Find the blocks that repeat the headline, and how far behind the first of them each block stands."""
        self.is_title = [
            len(folded) > 8 and folded in title and len(folded) > 0.6 * len(title) for folded in self.folded
        ]
        self.since_title: list[int] = []
        at_title = -1
        for at, block in enumerate(self.blocks):
            is_h1 = self.nodes[block.node].tag == "h1"
            if (at_title < 0 and (is_h1 or self.is_title[at])) or (is_h1 and self.is_title[at]):
                at_title = at
            self.since_title.append(at - at_title if at_title >= 0 else -1)

    def _mark_headings(self) -> None:
        """Find the heading over each block: the words of the last that no paragraph has followed yet."""
        self.heading: list[tuple[tuple[str, ...], int]] = []
        words: tuple[str, ...] = ()
        since = _HEAD_REACH
        for at, block in enumerate(self.blocks):
            since += 1
            self.heading.append((words if since <= _HEAD_REACH else (), since))
            if self._is_heading(at, block):
                words, since = _list_words(block.text)[:5], 0
            elif self.own[at] and self.lengths[at] >= _PARAGRAPH:
                since = _HEAD_REACH

    def _is_heading(self, at: int, block: Block) -> bool:
        if self.nodes[block.node].tag in _HEADINGS:
            return True
        is_label = self.lengths[at] < _PROSE and block.text.endswith(":")
        return is_label or (self.lengths[at] <= _PROSE and self.links[at] < _MOSTLY_LINKED and _is_bold(block))

    def _place(self, at: int) -> str:
        node = self.blocks[at].node
        return "before" if node < self.main else "in" if node <= self.last[self.main] else "after"

    def _read_shape(self, at: int, block: Block) -> Iterator[str]:
        node, length, link = self.nodes[block.node], self.lengths[at], self.links[at]
        yield from (f"L{length}", f"K{link}", f"LK{length}{link}", f"t:{node.tag}", f"tL{node.tag}{length}")
        yield f"p:{self.nodes[node.parent].tag}"
        if _is_bold(block):
            yield f"bold{min(length, 6)}"
        if block.links > 1:
            yield f"links{min(block.links, 5)}"

    def _read_names(self, block: Block) -> Iterator[str]:
        for name in self.nodes[block.node].names:
            yield f"c:{name}"
        for name in block.inline:
            yield f"i:{name}"
        for name in self.names[block.node]:
            yield f"C:{name}"

    def _read_place(self, at: int, block: Block) -> Iterator[str]:
        """Where it stands: to the main element, in the order of the prose, and among the prose of its parent."""
        node, shape, place = self.nodes[block.node], f"L{self.lengths[at]}{self.links[at]}", self._place(at)
        path = self._list_path(block.node) if place == "in" else []
        yield from (f"M{place}", f"M{place}{len(path)}", f"M{place}{shape}")
        bad, good = len(self.names[block.node] & BAD_NAMES), len(self.names[block.node] & GOOD_NAMES)
        yield from (f"B{min(bad, 3)}{min(good, 2)}{place[0]}", f"B{min(bad, 1)}{shape}")
        if place == "in":
            yield f"path:{'<'.join(path[:_MAX_PATH])}"
        before = self.before[at] / self.total
        order = (
            "0" if not before else "1" if before < 0.05 else "2" if before < 0.5 else "3" if before < 0.9 else "4"
        )
        order = "5" if before >= 1 else order
        yield f"b{order}"
        if order in "045":
            yield f"b{order}{shape}{node.tag}"
        near = _weigh_share(self.prose[node.parent] / self.total)
        yield from (f"near{near}", f"near{near}{shape}", f"own{_weigh_share(self.prose[block.node] / self.total)}")

    def _list_path(self, index: int) -> list[str]:
        """The tags from a node up to the main one, that left out; six at most."""
        path: list[str] = []
        while index != self.main and len(path) < _MAX_STEPS:
            path.append(self.nodes[index].tag)
            index = self.nodes[index].parent
        return path

    def _read_neighbours(self, at: int, block: Block) -> Iterator[str]:
        yield f"run{self.runs[at]}"
        for mark, other in (("v", at - 1), ("n", at + 1), ("vv", at - 2), ("nn", at + 2)):
            if not 0 <= other < len(self.blocks):
                yield f"{mark}none"
                continue
            yield f"{mark}{self.lengths[other]}{self.links[other]}"
            if len(mark) == 1:
                theirs, ours = self.blocks[other].node, block.node
                is_near = theirs == ours or self.nodes[theirs].parent == self.nodes[ours].parent
                yield f"{mark}{'=' if is_near else '~'}{min(self.lengths[other], 6)}{self.lengths[at]}"

    def _read_page(self, at: int) -> Iterator[str]:
        """What the block is to the page's headline, its description, its JSON-LD, and the heading above."""
        folded, length, tag = self.folded[at], self.lengths[at], self.nodes[self.blocks[at].node].tag
        if self.is_title[at]:
            yield f"title:{'h1' if tag == 'h1' else 'h' if tag in _HEADINGS else 'x'}"
        since = self.since_title[at]
        yield f"T{'no' if since < 0 else min(since.bit_length(), 7)}"
        if self.description and len(folded) > 30 and (folded in self.description or self.description in folded):
            yield from ("desc", f"desc{self._place(at)}{int(self.before[at] > 0)}")
        if length >= 2:
            yield "again" if self.repeated[at] else "new"
            if self.body:
                within = "+" if folded in self.body else "-"
                yield from (f"j{within}", f"j{within}L{length}")
        words, gap = self.heading[at]
        if gap <= _HEAD_REACH:
            yield f"h{min(gap.bit_length(), 4)}{length}"
            for word in words:
                yield f"h:{word}"


def _is_bold(block: Block) -> bool:
    return block.bold > 0 and block.bold >= _BOLD * (len(block.text) - block.text.count(" "))


@lru_cache(maxsize=2048)
def _list_words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.lower() for word in _WORD.findall(text[:_MAX_PHRASED])))


@lru_cache(maxsize=2048)
def _read_text(text: str) -> tuple[str, ...]:
    """Return the signs of the words themselves."""
    length, first = weigh_length(text), text[0]
    end = _ENDS.get(text[-1], "d" if text[-1].isdigit() else "a" if text[-1].isalpha() else "o")
    start = "u" if first.isupper() else "l" if first.islower() else "d" if first.isdigit() else "o"
    start = "q" if first in "\"“«‘'" else "-" if first in "-–—•*" else start
    signs = [f"e{end}", f"e{end}{length}", f"s{start}", f"s{start}{end}"]
    if length >= 2 and text.isupper():
        signs.append(f"caps{length}")
    if digits := len(_DIGITS.findall(text)):
        signs.append(f"digits{min(10 * digits // len(text), 4)}")
    signs += [f"has{mark}" for mark in _MARKS if mark in text]
    if len(text) > _MAX_PHRASED:
        return tuple(signs)
    words = _list_words(text)
    kind = "w" if len(text) <= _MAX_WORDED else "W"
    signs += [f"{kind}:{word}" for word in words]
    if words:
        signs += (f"f:{words[0]}", f"f:{' '.join(words[:2])}", f"l:{words[-1]}")
    if len(words) <= _FEW_WORDS:
        signs.append(f"x:{' '.join(words)}")
    return tuple(signs)
