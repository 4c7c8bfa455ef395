"""Blocks of a page → what of each tells text from the frame round it: signs, by which `weighing` weighs them.

A sign is a short string such as `t:li` (the tag) or `c:newsletter` (a word of the class of its element). Only what is
known of the page by itself is used, nothing of the site. The weights are learnt by `benchmarks/learn_blocks.py`.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from pipeline.text.characters import fold_words
from pipeline.text.frame_words import BAD_NAMES, GOOD_NAMES, OTHER_NAMES
from pipeline.text.page_blocks import Block, Page

_LENGTHS = (4, 9, 16, 26, 41, 71, 121, 251, 501)
_PROSE = 5
"""The class of length from which text may be prose: 41 characters."""
_SHARE_LIMITS, _SHARES = (0.0, 0.15, 0.4, 0.75, 0.97), "012345"
_MOSTLY_LINKED = "3"
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
_MARKS = ("©", "@", "http", "|", "»", "$", "%", ", ", ". ", "? ", "“", "/", "#", "...")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d")
_MAX_WORDED, _MAX_PHRASED = 240, 700
_MAIN_SHARE = 0.6
_WHOLE = 0.985
_BOLD = 0.8
_MAX_STEPS = 6
_ORDERS = (0.05, 0.5, 0.9)
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
    return bisect_right(_LENGTHS, len(text))


def _weigh_share(share: float) -> str:
    return _SHARES[bisect_left(_SHARE_LIMITS, share)]


class _Reader:
    """The signs of the blocks of one page: first what is known of all of them, then each by itself."""

    def __init__(self, page: Page, facts: PageFacts) -> None:
        self.page, self.blocks, self.nodes = page, page.blocks, page.nodes
        self.lengths = [weigh_length(block.text) for block in page.blocks]
        self.links = [_weigh_share(block.linked / len(block.text)) for block in page.blocks]
        self._measure_prose()
        self.main = self._find_main()
        self.folded = [
            "" if self.is_menu(at) else fold_words(block.text[:_FOLDED]) for at, block in enumerate(page.blocks)
        ]
        self.above = dict.fromkeys(self._list_holders(), _Above(frozenset()))
        self._mark_titles(fold_words(facts.title))
        self.description, self.body = fold_words(facts.description), fold_words(facts.body)

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
        others = [0] * len(self.nodes)
        tops: set[int] = set()
        index = 1
        while index < len(self.nodes):
            node, prose = self.nodes[index], self.prose[index]
            names = (*self.page.read_names(index), f"<{node.tag}") if prose else ()
            if OTHER_NAMES.isdisjoint(names) or prose > _WHOLE * self.prose[0]:
                index += 1
                continue
            others[index] = prose
            tops.add(index)
            index = self.last[index] + 1
        for index in range(len(self.nodes) - 1, 0, -1):
            others[self.nodes[index].parent] += others[index]
        self.prose = [prose if index in tops else prose - others[index] for index, prose in enumerate(self.prose)]

    def _find_main(self) -> int:
        """Return the deepest node that holds most of the prose."""
        main = 0
        for index, node in enumerate(self.nodes):
            holds = node.tag not in _PARAGRAPHS and self.prose[index] >= _MAIN_SHARE * self.total
            if node.parent == main and holds:
                main = index
        return main

    def _list_holders(self) -> list[int]:
        """The main node and those above it."""
        holders = [self.main]
        while (parent := self.nodes[holders[-1]].parent) >= 0:
            holders.append(parent)
        return holders

    def _read_above(self, index: int) -> "_Above":
        """The names of a node and those above it, without the holders of the main node: they hold all alike."""
        wanted: list[int] = []
        while index not in self.above:
            wanted.append(index)
            index = self.nodes[index].parent
        found = self.above[index]
        for each in reversed(wanted):
            node = self.nodes[each]
            own = self.page.read_names(each)
            own = (*own, f"<{node.tag}") if node.tag in _REGIONS else own
            found = found.join(own) if own else found
            self.above[each] = found
        return found

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

    def _place(self, at: int) -> str:
        node = self.blocks[at].node
        return "before" if node < self.main else "in" if node <= self.last[self.main] else "after"

    def _read_shape(self, at: int, block: Block) -> list[str]:
        node, length = self.nodes[block.node], self.lengths[at]
        signs = [f"LK{length}{self.links[at]}", f"t:{node.tag}", f"p:{self.nodes[node.parent].tag}"]
        if _is_bold(block):
            signs.append(f"bold{min(length, 6)}")
        if block.links > 1:
            signs.append(f"links{min(block.links, 5)}")
        return signs

    def _read_names(self, block: Block) -> list[str]:
        own = [f"c:{name}" for name in self.page.read_names(block.node)]
        return [*own, *[f"i:{name}" for name in block.inline], *self._read_above(block.node).signs]

    def _read_place(self, at: int, block: Block) -> list[str]:
        """Where it stands: to the main element, in the order of the prose, and among the prose of its parent."""
        node, shape, place = self.nodes[block.node], f"L{self.lengths[at]}{self.links[at]}", self._place(at)
        steps = self._count_steps(block.node) if place == "in" else 0
        above = self._read_above(block.node)
        before = self.before[at] / self.total
        order = "0" if not before else "5" if before >= 1 else "1234"[bisect_right(_ORDERS, before)]
        near = _weigh_share(self.prose[node.parent] / self.total)
        signs = [
            f"M{place}", f"M{place}{steps}", f"B{above.bad}{above.good}{place[0]}", f"B{min(above.bad, 1)}{shape}",
            f"b{order}", f"near{near}{shape}",
        ]  # fmt: skip
        if order in "045":
            signs.append(f"b{order}{shape}{node.tag}")
        return signs

    def _count_steps(self, index: int) -> int:
        """The steps from a node up to the main one, six at most."""
        steps = 0
        while index != self.main and steps < _MAX_STEPS:
            index = self.nodes[index].parent
            steps += 1
        return steps

    def _read_neighbours(self, at: int, block: Block) -> list[str]:
        signs: list[str] = []
        for mark, other in (("v", at - 1), ("n", at + 1), ("vv", at - 2), ("nn", at + 2)):
            if not 0 <= other < len(self.blocks):
                signs.append(f"{mark}none")
                continue
            signs.append(f"{mark}{self.lengths[other]}{self.links[other]}")
            if len(mark) == 1:
                theirs, ours = self.blocks[other].node, block.node
                is_near = theirs == ours or self.nodes[theirs].parent == self.nodes[ours].parent
                signs.append(f"{mark}{'=' if is_near else '~'}{min(self.lengths[other], 6)}{self.lengths[at]}")
        return signs

    def _read_page(self, at: int) -> list[str]:
        """What the block is to the page's headline, its description and its JSON-LD."""
        folded, length, tag = self.folded[at], self.lengths[at], self.nodes[self.blocks[at].node].tag
        since = self.since_title[at]
        signs = [f"T{'no' if since < 0 else min(since.bit_length(), 7)}"]
        if self.is_title[at]:
            signs.append(f"title:{'h1' if tag == 'h1' else 'h' if tag in _HEADINGS else 'x'}")
        if self.description and len(folded) > 30 and (folded in self.description or self.description in folded):
            signs += ("desc", f"desc{self._place(at)}{int(self.before[at] > 0)}")
        if self.body and length >= 2:
            within = "+" if folded in self.body else "-"
            signs += (f"j{within}", f"j{within}L{length}")
        return signs


class _Above:
    """The names of an element and those above it, as signs, and how many of them frame a text or hold one."""

    __slots__ = ("bad", "good", "joined", "names", "signs")

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.signs = [f"C:{name}" for name in names]
        self.bad, self.good = min(len(names & BAD_NAMES), 3), min(len(names & GOOD_NAMES), 2)
        self.joined: dict[tuple[str, ...], _Above] = {}

    def join(self, own: tuple[str, ...]) -> "_Above":
        """The same with the names of an element below; remembered, since siblings bear the same."""
        if own not in self.joined:
            names = self.names.union(own)
            self.joined[own] = self if names == self.names else _Above(names)
        return self.joined[own]


def _is_bold(block: Block) -> bool:
    return block.bold > 0 and block.bold >= _BOLD * (len(block.text) - block.text.count(" "))


def _list_words(text: str) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(text.lower())))


@lru_cache(maxsize=2048)
def _read_text(text: str) -> tuple[str, ...]:
    """Return the signs of the words themselves."""
    length = weigh_length(text)
    signs: list[str] = []
    if length >= 2 and text.isupper():
        signs.append(f"caps{length}")
    if digits := len(_DIGITS.findall(text)):
        signs.append(f"digits{min(10 * digits // len(text), 4)}")
    signs += [f"has{mark}" for mark in _MARKS if mark in text]
    if len(text) > _MAX_PHRASED:
        return tuple(signs)
    words = _list_words(text)
    if len(text) <= _MAX_WORDED:
        signs += [f"w:{word}" for word in words]
        signs += [f"f:{word}" for word in words[:1]] + [f"l:{word}" for word in words[-1:]]
    else:
        signs += [f"W:{word}" for word in words]
    if words:
        signs.append(f"f:{' '.join(words[:2])}")
    return tuple(signs)
