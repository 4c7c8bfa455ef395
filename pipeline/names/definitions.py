"""Names that a document defines itself: `Institute for Science and International Security (ISIS)`.

The long form is found as in A. S. Schwartz and M. A. Hearst, A simple algorithm for identifying abbreviation
definitions in biomedical text, PSB 2003: the letters of the short form, from the right, each in the words before
the parenthesis, the first at the beginning of a word. Whom the long form names is decided in `resolution`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.names.words import split_words

_PAREN = re.compile(r"[(\[]([^()\[\]\n]{2,90})[)\]]")
_NAMED = r"(?: the)? [\"“‘«]?([^\W\d_][\w-]{1,9})(?![\w-])"
_APPOSITIONS = (
    re.compile(r",[\"”’»]? (?:or|или|also known as|also called|abbreviated(?: as| to)?)" + _NAMED),
    re.compile(r"(?<! also) known (?:\w+ ){0,3}as" + _NAMED),
)
_QUOTED = r"[\"“«](?:[Tt]he )?([A-Z][a-z]{3,14})[\"”»]"
_COMMON_NOUNS = (
    ("(", re.compile(r"\((?:hereafter |hereinafter )?(?:the )?" + _QUOTED + r"\)")),
    (" known ", re.compile(r",?(?: also| better)? known (?:\w+ ){0,3}(?:as|by) (?:the )?" + _QUOTED)),
)
_PARTS = re.compile(r"\s*[,;/]\s*|\s+(?:or|and|или|и|أو|ou|oder)\s+")
_LEAD = re.compile(
    r"^(?:(?:hereafter|hereinafter|henceforth|formerly|previously|then|now|also|or|known|called|by|its|as|aka|a\.k\.a\.|"
    r"abbreviated|abbreviation|acronym|initials|in|the|далее|сокращ[её]нно|also known)\s+)+",
    re.IGNORECASE,
)
_QUOTES = "\"'“”‘’«»„ ."
_SENTENCE_END = re.compile(r"[.!?;:(\[\])\n]\s|[\n(\[\])]")
_SMALL = split_words(
    "a an and at by for from in into of on or the to und fur der die das des de du da do la le les el al l y e et "
    "i и в на по"
)
_WINDOW = 160
_HEADED = re.compile(r"([A-Z]{2,6}) ([A-Z]\w+)\b")


@dataclass(frozen=True, slots=True)
class Definition:
    """`short` stands for the long form at `long_start:long_end`; `strict` where it is made of its initials.

    `position` is where the short form is introduced. All indexes count characters of the kept text.
    """

    in_title: bool
    short: str
    position: int
    long_start: int
    long_end: int
    long_form: str
    strict: bool


def find_definitions(kept: str, *, in_title: bool = False) -> list[Definition]:
    """Return the definitions of a text in order, known long form or not.

    >>> [(d.short, d.long_form) for d in find_definitions("The Islamic Emirate of the Caucasus (IEC) fell.")]
    [('IEC', 'Islamic Emirate of the Caucasus')]
    """
    found = [*_read_parentheses(kept, in_title), *_read_appositions(kept, in_title), *_read_nouns(kept, in_title)]
    return sorted(found, key=lambda definition: definition.position)


def find_long_form(short: str, window: str) -> int | None:
    """Return where in a window of text the long form of a short form begins, or None (Schwartz & Hearst).

    >>> find_long_form("ISIS", "by the Institute for Science and International Security")
    7
    """
    place = len(window) - 1
    letters = [char.lower() for char in short if char.isalnum()]
    for index in range(len(letters) - 1, -1, -1):
        while place >= 0 and not _is_letter_here(window, place, letters[index], first=index == 0):
            place -= 1
        if place < 0:
            return None
        place -= 1
    return place + 1


def has_initials(short: str, long_form: str) -> bool:
    """Say whether a short form is made of the initials of all words but the small ones.

    >>> has_initials("ISIS", "Institute for Science and International Security")
    True
    """
    words = re.findall(r"\w+", long_form.lower())
    letters = [char.lower() for char in short if char.isalnum()]
    states = {0}
    for word in words:
        taken = {state + 1 for state in states if state < len(letters) and word[0] == letters[state]}
        states = taken | (states if word in _SMALL else set())
    return len(letters) in states


def _is_letter_here(window: str, place: int, letter: str, *, first: bool) -> bool:
    if window[place].lower() != letter:
        return False
    return not first or place == 0 or not (window[place - 1].isalnum() or window[place - 1] == "-")


def _read_parentheses(kept: str, in_title: bool) -> Iterator[Definition]:
    for paren in _PAREN.finditer(kept):
        outer = _read_inverse(kept, paren, in_title)
        if outer is not None:
            yield outer
            continue
        yield from _read_headed(kept, paren, in_title)
        for part in _PARTS.split(paren[1]):
            short = _LEAD.sub("", part.strip(_QUOTES)).strip(_QUOTES)
            if _is_short_form(short):
                position = kept.find(short, paren.start(1), paren.end(1))
                yield from _define(kept, short, position, paren.start(), in_title)


def _read_headed(kept: str, paren: re.Match[str], in_title: bool) -> Iterator[Definition]:
    """Read `the Integrated Services Society (IS Society)`: initials, and the noun that both forms end with."""
    headed = _HEADED.match(paren[1])
    if headed is None:
        return
    head = f" {headed[2]}"
    before = len(kept[max(0, paren.start() - _WINDOW) : paren.start()].rstrip()) + max(0, paren.start() - _WINDOW)
    if kept.endswith(head, 0, before):
        yield from _define(kept, headed[1], paren.start(1), before - len(head), in_title)


def _read_appositions(kept: str, in_title: bool) -> Iterator[Definition]:
    for pattern in _APPOSITIONS:
        for match in pattern.finditer(kept):
            if _is_short_form(match[1]):
                yield from _define(kept, match[1], match.start(1), match.start(), in_title)


def _read_nouns(kept: str, in_title: bool) -> Iterator[Definition]:
    """Read `the Shura Council of X ("the Council")`: a noun in quotation marks for the name directly before it."""
    for cue, pattern in _COMMON_NOUNS:
        for match in pattern.finditer(kept) if cue in kept else ():
            end = match.start() - (kept[match.start() - 1 : match.start()] == " ")
            if end and kept[end - 1].isalnum():
                yield Definition(
                    in_title, match[1], match.start(1), end - 1, end, kept[end - 1 : end], strict=False
                )


def _read_inverse(kept: str, paren: re.Match[str], in_title: bool) -> Definition | None:
    """Read `ISIS (Institute for Science and International Security)`."""
    before = re.search(r"([^\W\d_][\w-]{1,9})[\"”’»]? ?$", kept[max(0, paren.start() - 14) : paren.start()])
    inner = paren[1].strip(_QUOTES)
    if before is None or not _is_short_form(before[1]) or not has_initials(before[1], inner):
        return None
    start = paren.start(1) + paren[1].find(inner)
    position = max(0, paren.start() - 14) + before.start(1)
    return Definition(in_title, before[1], position, start, start + len(inner), inner, strict=True)


def _define(kept: str, short: str, position: int, before: int, in_title: bool) -> Iterator[Definition]:
    end = before
    while end and (kept[end - 1].isspace() or kept[end - 1] in _QUOTES):
        end -= 1
    begin = max(0, end - _WINDOW)
    cuts = [cut.end() for cut in _SENTENCE_END.finditer(kept, begin, end)]
    begin = cuts[-1] if cuts else begin
    start = find_long_form(short, kept[begin:end])
    if start is None:
        return
    long_form = kept[begin + start : end]
    letters = sum(char.isalnum() for char in short)
    if not letters < len(long_form) or len(long_form.split()) > min(letters + 5, letters * 2):
        return
    strict = has_initials(short, long_form) and ", " not in long_form
    yield Definition(in_title, short, position, begin + start, end, long_form, strict)


def _is_short_form(text: str) -> bool:
    """A short form has 2 to 10 characters, no space, and two capitals (or a script without case)."""
    if not 2 <= len(text) <= 10 or " " in text or not text[0].isalnum():
        return False
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) >= 2
