"""Where an article's text ends and what stands behind it: in its own last lines, and on the page below them."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree, html

from pipeline.text.characters import clean_characters, fold_space, fold_words
from pipeline.text.cut import find_cut
from pipeline.text.phrases import FOLLOW_US
from pipeline.text.tree import read_text
from pipeline.text.wall_phrases import (
    BARE_MORE,
    BARE_READING,
    CONTINUES,
    ELSEWHERE,
    LEGAL,
    OTHER_ARTICLES,
    PAGE_OF,
    PAYWALL,
    PAYWALL_STEMS,
    SHARED_ON,
)
from schemas.records import CleanText

_ENDS = '.!?。！？؟।…"”“’»)'
_LEGAL = re.compile("|".join(LEGAL), re.IGNORECASE)
_TRIM = " \t.…·•*»›>→-–—|[](){}:!"
_END_WORDS = 4
_BEHIND_CHARACTERS = 900
_BEHIND_LINES = 12
_MAX_FURNITURE = 12
_MIN_SENTENCE = 4
_LONG_LINE = 20
_FOOT_LINE = 12
_FOOT_LINES = 25
_LEGAL_LINE = 300
_MAX_NOTICE = 45
_NEAR = 3
_LAST_CHARACTERS = 200
_LABEL_CHARACTERS = 160
_MAX_LABEL = 100
_EXCERPT = 250
_ABSTRACT = 120
_MIN_UNSEEN = 10
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_HOLDING = etree.XPath(".//text()[contains(normalize-space(.), $words)][1]")
_OTHER = frozenset(map(fold_words, OTHER_ARTICLES))
_BARE = frozenset(map(fold_words, BARE_MORE))
_BARE_READING = frozenset(map(fold_words, BARE_READING))
_PAGE_OF = re.compile(PAGE_OF, re.IGNORECASE)
_CELL = re.compile(rf" \|[ \n]*(?=(?:{'|'.join(map(re.escape, OTHER_ARTICLES))})\b)", re.IGNORECASE)
_SHARE_NAME = rf"(?:{'|'.join(SHARED_ON)})"
_SHARE_ROW = re.compile(
    rf"(?:\s*(?:{'|'.join(map(re.escape, FOLLOW_US))})(?:\W*{_SHARE_NAME})+|(?:\s*{_SHARE_NAME}){{2,}})\W*$",
    re.IGNORECASE,
)
_INLINE_CONTINUES = re.compile(rf"(?:(?:…|\.{{3}})\]?|[.!?])\s*(?P<label>{CONTINUES.pattern})\W*$", re.IGNORECASE)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


_ELSEWHERE = _any_of(ELSEWHERE)
_PAYWALL = _any_of(PAYWALL)


class Ending(NamedTuple):
    """The article's own lines, and the lines behind them in the order of the page, as a reader meets them.

    `is_parted` says that the own lines are fewer or shorter than the text that was given.
    """

    lines: tuple[str, ...]
    behind: tuple[str, ...] = ()
    is_parted: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The lines that are prose."""
        return tuple(line for line in self.lines if is_sentence(line))


def read_ending(root: html.HtmlElement, clean: CleanText, hidden: tuple[str, ...] = ()) -> Ending:
    """Part a text from the furniture that the extractor left at its end, and read what the page shows behind it.

    `root` is the stripped tree, `hidden` the texts in it that no reader sees.
    """
    text = clean.text
    lines = [_open_cell(line) for line in (_CELL.sub("\n", text) if " |" in text else text).split("\n") if line]
    own = _drop_furniture(lines)
    rest = lines[len(own) :]
    unseen = "\n".join(map(fold_words, hidden))
    own[-1:] = [line for line in map(_drop_share_row, own[-1:]) if line]
    own = [line for line in own if not _is_unseen(line, unseen)]
    shown = rest or [line for line in _read_behind(root, own[-1] if own else "") if not _is_unseen(line, unseen)]
    own, label = _part_label(own)
    is_short = sum(line.count(" ") + 1 for line in own) < _EXCERPT
    behind: list[str] = [
        *label,
        *(b.words for b in clean.removed if is_short and _led_on(b.words) and not _is_heading(root, b.words)),
    ]
    for line in shown[:_BEHIND_LINES]:
        if fold_words(line) in _OTHER or (_leads_on(line, is_short=True) and _is_heading(root, line)):
            break
        behind.append(line)
    return Ending(tuple(own), tuple(behind), is_parted=len(own) < len(lines) or own[-1:] != lines[-1:])


def is_sentence(line: str) -> bool:
    """Say whether a line is prose: it ends as a sentence does, or has more words than a heading.

    >>> is_sentence("Nobody on it was hurt."), is_sentence("By Hannah Pryce")
    (True, False)
    """
    words = line.count(" ") + 1
    return (words >= _MIN_SENTENCE and line[-1:] in _ENDS) or words > _LONG_LINE


def find_wall(ending: Ending) -> str | None:
    """Return the words in the text's last lines or behind it that ask for a subscription or account, or None."""
    last = (*ending.lines[-_NEAR:-1], *(line[-_LAST_CHARACTERS:] for line in ending.lines[-1:]))
    for line in (*last, *ending.behind):
        if line.count(" ") < _MAX_NOTICE and (found := find_notice(line)):
            return found
    return None


def find_notice(text: str) -> str | None:
    """Return the words of a wall anywhere in `text`, or None."""
    folded = text.casefold()
    found = _PAYWALL.search(text) if any(stem in folded for stem in PAYWALL_STEMS) else None
    return fold_space(found[0]) if found else None


def find_continuation(ending: Ending, unfolders: tuple[tuple[str, str], ...] = ()) -> str | None:
    """Return the evidence that the page leads from the text's end to its rest, or None.

    `unfolders` are buttons with the words that stand before them.
    """
    words = sum(line.count(" ") + 1 for line in ending.lines)
    if words < _ABSTRACT and (found := _ELSEWHERE.search("\n".join(ending.lines))):
        return f"the text stands elsewhere: “{fold_space(found[0])}”"
    near = ending.behind[:_NEAR]
    for index, line in enumerate(near):
        if _leads_on(line, words < _EXCERPT) and not _leads_to_other(ending.behind, index):
            return f"“{line}” behind the text"
        if page := _PAGE_OF.search(line):
            return f"“{page[0]}” behind the text" if int(page["here"]) < int(page["all"]) else None
    if numbers := _find_page_numbers(ending.behind):
        return f"pages {numbers} behind the text"
    end = fold_words(ending.lines[-1][-80:])[-30:] if ending.lines else ""
    label = next((label for label, before in unfolders if end and before.endswith(end)), None)
    return f"button “{label}” behind the text" if label else None


def _drop_share_row(line: str) -> str:
    found = _SHARE_ROW.search(line, max(0, len(line) - _LABEL_CHARACTERS))
    return line[: found.start()] if found else line


def _open_cell(line: str) -> str:
    """The words of a cell that holds a whole text: a table that lays out the page is none of the article's."""
    return line.strip("| ") if line.startswith("|") and line.count(" ") >= _MAX_NOTICE else line


def _part_label(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without the "Read the full article at X" or "Page 1 of 3" that their last one ends in or is."""
    if not lines:
        return lines, []
    last = lines[-1]
    if len(lines) > 1 and (_leads_on(last, is_short=True) or _PAGE_OF.fullmatch(last.strip(_TRIM))):
        return lines[:-1], [last]
    inline = _INLINE_CONTINUES.search(last, max(0, len(last) - _LABEL_CHARACTERS))
    if inline is None or not inline.start("label"):
        return lines, []
    return [*lines[:-1], last[: inline.start("label")].rstrip()], [inline["label"]]


def _leads_on(line: str, is_short: bool = False) -> bool:
    """Say whether a line leads to the rest of an article. A bare "Read more" does so below an excerpt alone: below a
    long text it is the first of the links to others."""
    if len(line) >= _MAX_LABEL:
        return False
    label = line.strip(_TRIM)
    is_label = CONTINUES.fullmatch(label) or CONTINUES.fullmatch(line.strip())
    return is_label is not None and (is_short or fold_words(label) not in _BARE | _BARE_READING)


def _led_on(line: str) -> bool:
    """Say whether a line that was taken out of a short text, nobody knows where, led to its rest."""
    return _leads_on(line, is_short=True) and fold_words(line) not in _BARE


def _is_heading(root: html.HtmlElement, line: str) -> bool:
    """Say whether a "Keep reading" is a heading without a link: it stands above a list of other articles."""
    headings = (heading for heading in root.iter(*_HEADINGS) if next(heading.iter("a"), None) is None)
    return any(fold_space(line) == read_text(heading) for heading in headings)


def _is_unseen(line: str, unseen: str) -> bool:
    return bool(unseen) and len(folded := fold_words(line)) >= _MIN_UNSEEN and folded in unseen


def _leads_to_other(behind: tuple[str, ...], index: int) -> bool:
    """Say whether a "Read more:" has the name of another article behind it: it ends in a colon."""
    return behind[index].rstrip().endswith((":", ":")) and index + 1 < len(behind)


def _find_page_numbers(behind: tuple[str, ...]) -> str | None:
    numbers: list[str] = []
    for line in behind:
        if line.strip("[]()| ") != str(len(numbers) + 1):
            break
        numbers.append(line)
    return " ".join(numbers) if len(numbers) >= 2 else None


def _drop_furniture(lines: list[str]) -> list[str]:
    """The lines up to where the page's foot begins, if it is there: short open lines above a legal line."""
    first = max(len(lines) - _FOOT_LINES, len(lines) // 3)
    foot = enumerate(lines[first:], start=first)
    place = next((index for index, line in foot if len(line) < _LEGAL_LINE and _LEGAL.search(line)), None)
    if place is None:
        return lines
    end = place
    while end > 1 and not (is_sentence(lines[end - 1]) and lines[end - 1].count(" ") >= _FOOT_LINE):
        end -= 1
    if end < place and find_cut("\n".join(lines[: end + 1])):
        end += 1
    return lines[:end]


def _read_behind(root: html.HtmlElement, last: str) -> list[str]:
    """The lines of the page behind the last words of `last`: a text node each."""
    words = last.split()[-_END_WORDS:]
    body = root.find("body")
    if not words or body is None:
        return []
    found = _HOLDING(body, words=" ".join(words)) if len(words) == _END_WORDS else []
    parts = _list_parts_behind(found[0], words) if found else _search_behind(body, words)
    lines: list[str] = []
    length = 0
    for part in parts:
        line = fold_space(clean_characters(part[:_BEHIND_CHARACTERS]))
        if any(map(str.isalnum, line)):
            lines.append(line)
            length += len(line)
        if len(lines) >= _BEHIND_LINES or length >= _BEHIND_CHARACTERS:
            break
    return lines


def _list_parts_behind(node: Any, words: list[str]) -> Iterator[str]:
    """The texts behind a text node of the tree, in document order, the rest of its own first."""
    yield fold_space(node).rpartition(" ".join(words))[2]
    element: html.HtmlElement = node.getparent()
    if node.is_text:
        for child in element:
            yield from child.itertext()
            yield child.tail or ""
        yield element.tail or ""
    for place in (element, *element.iterancestors()):
        if place.tag == "body":
            return
        if place is not element:
            yield place.tail or ""
        for sibling in place.itersiblings():
            yield from sibling.itertext()
            yield sibling.tail or ""


def _search_behind(body: html.HtmlElement, words: list[str]) -> list[str]:
    """The same where the words are parted by markup: ten times as slow, for one page in five."""
    shown = "\n".join(body.itertext())
    places = list(re.finditer(r"\s*".join(map(re.escape, words)), shown))
    if not places:
        return []
    place = places[0 if len(words) == _END_WORDS else -1].end()
    return shown[place : place + _BEHIND_CHARACTERS].split("\n")
