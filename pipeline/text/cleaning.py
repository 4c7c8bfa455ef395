"""Plain text → clean text: what a page template or a copyist put round the article is taken off, and listed."""

import re
from typing import NamedTuple

from pipeline.text.characters import clean_characters, fold_words
from pipeline.text.credits import find_credits, join_credits, read_attribution
from pipeline.text.cut import find_cut
from pipeline.text.phrases import END_MARKS, FOLLOW_US, MORE, READ_MORE, RELATED
from schemas.records import CleanText, Credit

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
_FOLLOW_US = re.compile(rf"\W*(?:{_alternatives(FOLLOW_US)})\b", re.IGNORECASE)
_INLINE_TAIL = re.compile(
    rf"\s*(?:(?:\[\s*(?:…|\.{{3,}})\s*\]|…|\.{{3,}})?\s*[\[(]?\s*\b(?:{_alternatives(_LONG_READ_MORE)}|more)"
    rf"(?: here| on .{{1,40}})?\s*[\])»›>→.…]*|\[\s*(?:…|\.{{3,}}|&#8230;)\s*\])$",
    re.IGNORECASE,
)
_INLINE_MORE = re.compile(r"[\[(…»›>→]|\.{3}")


class _Take(NamedTuple):
    """What one rule took from the text: the lines left, what it took, and what that showed."""

    lines: list[str]
    removed: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    truncated_by: str | None = None


def clean_text(text: str, title: str = "") -> CleanText:
    r"""Take repeated headlines, attribution lines, separators and "Read more" tails off a plain text.

    Paragraphs are lines; lines are stripped, and at most one empty line stays between two. What is taken off
    stands in `removed` in the order of taking, so that no word is lost. `title` is the headline where it is
    known; without it, two equal first lines are the headline. Cleaning twice changes nothing.

    >>> clean = clean_text("Rain again\n- Rain again\nby Ann Lee, via http://x.org/\nIt rained.\nread more.")
    >>> clean.text, clean.truncated_by, [credit.name for credit in clean.credits]
    ('It rained.', 'tail “read more.”', ['Ann Lee', 'x.org'])
    """
    lines = _tidy_lines(clean_characters(text))
    removed: list[str] = []
    found: list[Credit] = []
    truncated_by: str | None = None
    rules = (_take_head, _take_tail, _take_marks)
    taken = True
    while taken:
        taken = False
        for rule in rules:
            take = rule(lines, title)
            lines = take.lines
            removed.extend(take.removed)
            found.extend(take.credits)
            truncated_by = truncated_by or take.truncated_by
            taken = taken or bool(take.removed)
        lines = _tidy_lines("\n".join(lines))
    body = "\n".join(lines)
    from_whom = join_credits(tuple(found), find_credits(body))
    return CleanText(
        text=body, removed=tuple(removed), credits=from_whom, truncated_by=truncated_by or find_cut(body)
    )


def is_read_more(line: str) -> bool:
    """Return whether a line says "Read more", in any of our languages, and nothing else.

    >>> is_read_more("Read more »"), is_read_more("More than that")
    (True, False)
    """
    return _READ_MORE.fullmatch(line.strip(_TRIM)) is not None


def _tidy_lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.strip().split("\n")]
    return [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]


def _take_marks(lines: list[str], title: str) -> _Take:
    """Take what only separates or links: lines without a letter or digit, "Read more" alone or before a line."""
    kept: list[str] = []
    removed: list[str] = []
    for line in lines:
        glued = _GLUED.match(line)
        if line and (not any(map(str.isalnum, line)) or _LONE_READ_MORE.fullmatch(line.strip(_TRIM))):
            removed.append(line)
        elif glued:
            removed.append(glued[0])
            kept.append(line[glued.end() :])
        else:
            kept.append(line)
    return _Take(kept, tuple(removed))


def _take_head(lines: list[str], title: str) -> _Take:
    """Take the headline, repeated above the text, and the attribution lines near it."""
    filled = [index for index, line in enumerate(lines) if line][:_HEAD_LINES]
    taken: set[int] = set()
    found: tuple[Credit, ...] = ()
    if not title and len(filled) > 2 and is_headline(lines[filled[1]], lines[filled[0]]):
        taken.update(filled[:2])
    for place, index in enumerate(filled):
        if title and place < _TITLE_LINES and is_headline(lines[index], title):
            taken.add(index)
        elif stated := read_attribution(lines[index]):
            taken.add(index)
            found += stated
    kept = [line for index, line in enumerate(lines) if index not in taken]
    return _Take(kept, tuple(lines[index] for index in sorted(taken)), found)


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


def _take_tail(lines: list[str], title: str) -> _Take:
    """Take the tails off the end, one after another, until the last line is the article's own."""
    kept, removed = list(lines), list[str]()
    found: tuple[Credit, ...] = ()
    truncated_by: str | None = None
    while kept:
        tail = _find_tail(kept[-1], is_only=len(kept) == 1)
        if tail is None:
            break
        truncated_by = truncated_by or (f"tail “{tail.words[:60]}”" if tail.cuts else None)
        found += tail.credits
        removed.append(tail.words)
        kept[-1] = kept[-1].removesuffix(tail.words).rstrip()
        while kept and not kept[-1]:
            kept.pop()
    return _Take(kept, tuple(removed), found, truncated_by)


class _Tail(NamedTuple):
    words: str
    cuts: bool = False
    credits: tuple[Credit, ...] = ()


def _find_tail(line: str, is_only: bool) -> _Tail | None:
    """What at the end of the last line is no part of the article; `is_only` lines may be one."""
    short = len(line.split()) <= _MAX_TAIL_WORDS
    if not any(map(str.isalnum, line)) or (line.lower().strip(" .") in END_MARKS and not is_only):
        return _Tail(line)
    if is_read_more(line) or (short and _GLUED.match(line)):
        return _Tail(line, cuts=not line.rstrip().endswith((":", ":")))
    if _MORE.fullmatch(line.strip(_TRIM)) and not is_only:
        return _Tail(line)
    if short and any(rule.match(line) for rule in (_READ_MORE_OF, _RELATED, _FOLLOW_US)):
        return _Tail(line)
    if not is_only and (stated := read_attribution(line)):
        return _Tail(line, credits=stated)
    cut = _INLINE_TAIL.search(line, max(0, len(line) - 120))
    if cut and cut.start() and (_INLINE_MORE.search(cut[0]) or cut[0].strip()[:1].isupper()):
        return _Tail(line[cut.start() :].strip(), cuts=True)
    return None
