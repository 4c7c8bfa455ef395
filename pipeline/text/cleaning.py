"""Plain text → clean text: what a page template or a copyist put round the article is taken off, and listed."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from pipeline.text.characters import clean_characters, fold_words
from pipeline.text.credits import find_credits, join_credits, read_attribution
from pipeline.text.cut import find_cut
from pipeline.text.furniture import NO_FURNITURE, Furniture
from pipeline.text.notices import find_notice
from pipeline.text.phrases import (
    END_MARKS,
    FOLLOW_US,
    LEGAL,
    LEGAL_STARTS,
    MORE,
    READ_MORE,
    RELATED,
    SHARE_OPENINGS,
)
from schemas.records import BlockKind, BlockPosition, CleanText, Credit, RemovedBlock

_HEAD_LINES = 5
_TITLE_LINES = 3
_MAX_TAIL_WORDS = 30
_MIN_TITLE_PART = 12


def _alternatives(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


_TITLE_PARTS = re.compile(r"\s+[|–—»·:-]+\s+")
_TRIM = " \t.…·•*»›>→-–—|[](){}:!"
_LONG_READ_MORE = tuple(phrase for phrase in READ_MORE if len(phrase) >= 9)
_MORE = re.compile(rf"(?:{_alternatives(MORE)})(?: here)?", re.IGNORECASE)
_READ_MORE = re.compile(rf"(?:{_alternatives(READ_MORE)})(?: here)?", re.IGNORECASE)
_LONE_READ_MORE = re.compile(rf"(?:{_alternatives(_LONG_READ_MORE)})(?: here)?", re.IGNORECASE)
_GLUED = re.compile(rf"(?i:{_alternatives(_LONG_READ_MORE)})(?=[A-ZÀ-ÞА-ЯЁ“\"«])")
_READ_MORE_OF = re.compile(
    rf"\W*(?:{_alternatives(_LONG_READ_MORE)})(?:\s*[::»>→]|\s+(?:here|about|on|at|in|from|by)\b)", re.IGNORECASE
)
_RELATED = re.compile(rf"\W*(?:{_alternatives(RELATED)})\s*(?:[::»>→|]|\W*$)", re.IGNORECASE)
_SHARE_US = re.compile(rf"\W*(?:{_alternatives(SHARE_OPENINGS)})\b", re.IGNORECASE)
_LEGAL = re.compile(
    rf"\W{{0,3}}(?:{'|'.join(LEGAL_STARTS)})\W*(?:\d{{4}}|[A-ZÀ-ÞА-ЯЁ])|.{{0,160}}?(?:{'|'.join(LEGAL)})",
    re.IGNORECASE,
)
_MAX_LEGAL_WORDS = 40
_FOLLOW_US = re.compile(rf"\W*(?:{_alternatives(FOLLOW_US)})\b", re.IGNORECASE)
_INLINE_TAIL = re.compile(
    rf"\s*(?:(?:\[\s*(?:…|\.{{3,}})\s*\]|…|\.{{3,}})?\s*[\[(]?\s*\b(?:{_alternatives(_LONG_READ_MORE)}|more)"
    rf"(?: here| on .{{1,40}})?\s*[\])»›>→.…]*|\[\s*(?:…|\.{{3,}}|&#8230;)\s*\])$",
    re.IGNORECASE,
)
_INLINE_MORE = re.compile(r"[\[(…»›>→]|\.{3}")


class _Line(NamedTuple):
    """A line that is left, and the number that it had among all."""

    at: int
    words: str


class _Block(NamedTuple):
    """Words that a rule took, where, why, and whether they stood behind what is left of their line."""

    kind: BlockKind
    words: str
    at: int
    evidence: str = ""
    is_behind: bool = False


class _Take(NamedTuple):
    """What one rule took from the text: the lines left, what it took, and what that showed."""

    lines: list[_Line]
    removed: tuple[_Block, ...] = ()
    credits: tuple[Credit, ...] = ()
    truncated_by: str | None = None


_Rule = Callable[[list[_Line]], _Take]


def clean_text(text: str, title: str = "", furniture: Furniture = NO_FURNITURE) -> CleanText:
    r"""Take off a plain text what a page template or a copyist put round its paragraphs and between them.

    Paragraphs are lines; lines are stripped, and at most one empty line stays between two. What is taken off
    stands in `removed` in the order of the text, as what it was, so that no word is lost. `title` is the headline
    where it is known; without it, two equal first lines are the headline. `furniture` is what the publisher prints
    on page after page. Cleaning twice changes nothing.

    >>> clean = clean_text("Rain again\n- Rain again\nby Ann Lee, via http://x.org/\nIt rained.\nread more.")
    >>> clean.text, clean.truncated_by, [credit.name for credit in clean.credits]
    ('It rained.', 'tail “read more.”', ['Ann Lee', 'x.org'])
    >>> [(block.kind, block.position) for block in clean.removed[1:]]
    [('headline', 'head'), ('attribution', 'head'), ('read-more', 'tail')]
    """
    lines = _tidy_lines([_Line(*line) for line in enumerate(clean_characters(text).split("\n"))])
    rules: tuple[_Rule, ...] = (
        partial(_take_furniture, furniture=furniture), partial(_take_head, title=title), _take_tail, _take_marks,
        _take_notices,
    )  # fmt: skip
    takes = list[_Take]()
    taken = True
    while taken:
        taken = False
        for rule in rules:
            takes.append(rule(lines))
            lines = takes[-1].lines
            taken = taken or bool(takes[-1].removed)
        lines = _tidy_lines(lines)
    body = "\n".join(line.words for line in lines)
    stated = tuple(credit for take in takes for credit in take.credits)
    return CleanText(
        text=body,
        removed=_place_blocks([block for take in takes for block in take.removed], lines),
        credits=join_credits(stated, find_credits(body)),
        truncated_by=next((take.truncated_by for take in takes if take.truncated_by), None) or find_cut(body),
    )


def is_read_more(line: str) -> bool:
    """Return whether a line says "Read more", in any of our languages, and nothing else.

    >>> is_read_more("Read more »"), is_read_more("More than that")
    (True, False)
    """
    return _READ_MORE.fullmatch(line.strip(_TRIM)) is not None


def _tidy_lines(lines: Sequence[_Line]) -> list[_Line]:
    """Strip the lines; keep of empty ones one between two others."""
    tidy = list[_Line]()
    for at, words in ((line.at, line.words.strip()) for line in lines):
        if words or (tidy and tidy[-1].words):
            tidy.append(_Line(at, words))
    return tidy[:-1] if tidy and not tidy[-1].words else tidy


def _place_blocks(blocks: Sequence[_Block], lines: Sequence[_Line]) -> tuple[RemovedBlock, ...]:
    """Say of each block what it stood before and behind; of two that stood behind a line the first taken was last."""
    kept = [line.at for line in lines if line.words]
    numbered = enumerate(blocks)
    placed = sorted(numbered, key=lambda item: (item[1].at, item[1].is_behind, -item[0] * item[1].is_behind))
    found = list[RemovedBlock]()
    for _, block in placed:
        paragraph = (bisect_right if block.is_behind else bisect_left)(kept, block.at)
        position: BlockPosition = "head" if paragraph == 0 else "tail" if paragraph == len(kept) else "inside"
        found.append(
            RemovedBlock(
                kind=block.kind, words=block.words, position=position, paragraph=paragraph, evidence=block.evidence
            )
        )
    return tuple(found)


def _take_furniture(lines: list[_Line], furniture: Furniture) -> _Take:
    """Take what the publisher prints on page after page."""
    found = {line.at: evidence for line in lines if line.words and (evidence := furniture.find(line.words))}
    removed = tuple(_Block("furniture", line.words, line.at, found[line.at]) for line in lines if line.at in found)
    # "Originally published by …" on page after page is no part of the text, and still says whose it is.
    stated = tuple(
        credit for block in removed for credit in (*read_attribution(block.words), *find_credits(block.words))
    )
    return _Take([line for line in lines if line.at not in found], removed, stated)


# The rules run until none takes anything, and most lines meet this one two or three times.
_find_notice = lru_cache(maxsize=2048)(find_notice)


def _take_notices(lines: list[_Line]) -> _Take:
    """Take share lines, captions and counters; the last line that is left stays, whatever it is."""
    filled = [line for line in lines if line.words]
    removed = list[_Block]()
    for place, line in enumerate(filled):
        notice = _find_notice(line.words, is_inside=0 < place < len(filled) - 1)
        if notice and len(removed) < len(filled) - 1:
            removed.append(_Block(notice.kind, line.words, line.at, notice.evidence))
    gone = {block.at for block in removed}
    return _Take([line for line in lines if line.at not in gone], tuple(removed))


def _take_marks(lines: list[_Line]) -> _Take:
    """Take what only separates or links: lines without a letter or digit, "Read more" alone or before a line."""
    kept = list[_Line]()
    removed = list[_Block]()
    for line in lines:
        glued = _GLUED.match(line.words)
        if line.words and not any(map(str.isalnum, line.words)):
            removed.append(_Block("separator", line.words, line.at))
        elif _LONE_READ_MORE.fullmatch(line.words.strip(_TRIM)):
            removed.append(_Block("read-more", line.words, line.at))
        elif glued:
            removed.append(_Block("read-more", glued[0], line.at, "glued to the next words"))
            kept.append(line._replace(words=line.words[glued.end() :]))
        else:
            kept.append(line)
    return _Take(kept, tuple(removed))


def _take_head(lines: list[_Line], title: str) -> _Take:
    """Take the headline, repeated above the text, and the attribution lines near it."""
    head = [line for line in lines if line.words][:_HEAD_LINES]
    taken = dict[int, _Block]()
    found: tuple[Credit, ...] = ()
    if not title and len(head) > 2 and is_headline(head[1].words, head[0].words):
        taken = {line.at: _Block("headline", line.words, line.at, "stands twice") for line in head[:2]}
    for place, line in enumerate(head):
        if title and place < _TITLE_LINES and is_headline(line.words, title):
            taken[line.at] = _Block("headline", line.words, line.at, "the title")
        elif line.at not in taken and (stated := _read_attribution(line.words)):
            taken[line.at] = _Block("attribution", line.words, line.at, _describe_credits(stated))
            found += stated
    return _Take([line for line in lines if line.at not in taken], tuple(taken.values()), found)


def _read_attribution(line: str) -> tuple[Credit, ...]:
    """The credits of an attribution line; of a caption none, since who took the picture did not write the text.

    A lone "© AFP" may be either, and is taken for the text's.
    """
    stated = read_attribution(line)
    is_caption = bool(stated) and (notice := _find_notice(line)) is not None and notice.kind == "caption"
    return () if is_caption and not line.startswith("©") else stated


def _describe_credits(stated: Sequence[Credit]) -> str:
    return ", ".join(f"{credit.role} {credit.name}" for credit in stated)


def is_headline(line: str, title: str) -> bool:
    """Return whether `line` is the headline `title`, whatever marks or site name stand at its ends.

    >>> is_headline("- War and peace: NATO’s choice", "War and Peace: NATO's choice | The Daily")
    True
    """
    ours, theirs = _headline_forms(line), _headline_forms(title)
    return not ours.isdisjoint(theirs)


def _headline_forms(line: str) -> set[str]:
    """The folded line, and that without one or two last parts if enough is left to tell it from others."""
    parts = _TITLE_PARTS.split(line.strip(" -–—•*"))
    shorter = (fold_words("".join(parts[:-cut])) for cut in (1, 2) if len(parts) > cut)
    return {fold_words(line), *(form for form in shorter if len(form) >= _MIN_TITLE_PART)} - {""}


class _Tail(NamedTuple):
    """What at the end of a line is no part of the article, and whether it says that the article goes on."""

    kind: BlockKind
    words: str
    cuts: bool = False
    credits: tuple[Credit, ...] = ()


def _take_tail(lines: list[_Line]) -> _Take:
    """Take the tails off the end, one after another, until the last line is the article's own."""
    kept, removed = list(lines), list[_Block]()
    found: tuple[Credit, ...] = ()
    truncated_by: str | None = None
    while kept:
        last = kept[-1]
        tail = _find_tail(last.words, is_only=len(kept) == 1)
        if tail is None:
            break
        truncated_by = truncated_by or (f"tail “{tail.words[:60]}”" if tail.cuts else None)
        found += tail.credits
        rest = last.words.removesuffix(tail.words).rstrip()
        removed.append(_Block(tail.kind, tail.words, last.at, _describe_credits(tail.credits), bool(rest)))
        kept[-1] = last._replace(words=rest)
        while kept and not kept[-1].words:
            kept.pop()
    return _Take(kept, tuple(removed), found, truncated_by)


def _find_tail(line: str, is_only: bool) -> _Tail | None:
    """What at the end of the last line is no part of the article; `is_only` lines may be one."""
    short = len(line.split()) <= _MAX_TAIL_WORDS
    if not any(map(str.isalnum, line)):
        return _Tail("separator", line)
    if line.lower().strip(" .") in END_MARKS and not is_only:
        return _Tail("end-mark", line)
    if is_read_more(line) or (short and _GLUED.match(line)):
        return _Tail("read-more", line, cuts=not line.rstrip().endswith((":", ":")))
    if _MORE.fullmatch(line.strip(_TRIM)) and not is_only:
        return _Tail("read-more", line)
    if short and (kind := next((kind for kind, rule in _OPENINGS if rule.match(line)), None)):
        return _Tail(kind, line)
    if not is_only and (stated := _read_attribution(line)):
        return _Tail("attribution", line, credits=stated)
    if not is_only and len(line.split()) <= _MAX_LEGAL_WORDS and _LEGAL.match(line):
        return _Tail("legal", line)
    cut = _INLINE_TAIL.search(line, max(0, len(line) - 120))
    if cut and cut.start() and (_INLINE_MORE.search(cut[0]) or cut[0].strip()[:1].isupper()):
        return _Tail("read-more", line[cut.start() :].strip(), cuts=True)
    return None


_OPENINGS: tuple[tuple[BlockKind, re.Pattern[str]], ...] = (
    ("read-more", _READ_MORE_OF),
    ("related", _RELATED),
    ("share", _SHARE_US),
    ("follow-us", _FOLLOW_US),
)
