"""Text as the matcher sees it: one folded character for every character that is kept, with the way back.

Case, accents, dashes, apostrophes and white space are folded one to one. Only what cannot be part of a name's
spelling is left out (soft hyphens, zero-width characters, combining marks, the second of two spaces), and only
then is a table of offsets kept. A blank line stays two spaces wide, so that no name reaches across it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

_MARKS = (
    r"[\u00ad\u034f\u061c\u064b-\u065f\u0670\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    r"\u0300-\u036f]"
)
_INVISIBLE = re.compile(_MARKS)
_SQUEEZED = re.compile(_MARKS + r"+|(?<=[^\S\n])[^\S\n]+|[^\S\n]+(?=\n)|(?<=\n)[^\S\n]+")
_APOSTROPHES = "'’‘‛ʼʻʹʾʿ`´′＇"
_LETTERS = {
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ı": "i",
    "ə": "a",
    "Ə": "a",
    "ё": "е",
    "Ё": "е",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ک": "ك",
    "ۀ": "ه",
}
_OTHERS = re.compile(r"[^\x00-\x7f]+")
_ODD_SPACE = re.compile(r"[^\S \n]")
_DIVIDED = re.compile(r"(\w+)-\n\s*(\w+)")
_ASCII_SPACES = "\n\t\r\x0b\x0c\x1c\x1d\x1e\x1f-_"
_KEPT_MARKS = frozenset("йЙїЇўЎ")


@dataclass(frozen=True, slots=True)
class View:
    """One field of a document; `kept` and `folded` are equally long.

    `gaps` are the indexes in `kept` before which something is left out, `shifts` how much that is up to there.
    """

    original: str
    kept: str
    folded: str
    gaps: Sequence[int] = ()
    shifts: Sequence[int] = ()

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `original` for a span of `folded` that is not empty."""
        if not self.gaps:
            return start, end
        return start + self._shift(start), end + self._shift(end - 1)

    def from_original(self, offset: int) -> int:
        """Return the index in `folded` of the first kept character at or after an offset of `original`."""
        if not self.gaps:
            return offset
        place = bisect_right(range(len(self.kept)), offset, key=lambda index: index + self._shift(index))
        exact = place and place - 1 + self._shift(place - 1) == offset
        return place - 1 if exact else place

    def _shift(self, index: int) -> int:
        place = bisect_right(self.gaps, index)
        return self.shifts[place - 1] if place else 0


def view_text(text: str, words: Callable[[], Container[str]] = frozenset) -> View:
    """Fold a text and remember where something is left out.

    `words` gives the folded words of all names: one of them that a hyphen divides at the end of a line is joined.

    >>> view_text("The Islamic\\u00a0\\n  St\\u00adate").folded
    'the islamic state'
    """
    if _is_plain(text):
        return View(text, text, fold_text(text))
    gaps: list[int] = []
    shifts: list[int] = []
    pieces: list[str] = []
    done = shift = 0
    for start, end in _find_gaps(text, words):
        pieces.append(text[done:start])
        gaps.append(start - shift)
        shift += end - start
        shifts.append(shift)
        done = end
    pieces.append(text[done:])
    kept = "".join(pieces)
    return View(text, kept, fold_text(kept), gaps, shifts)


def keep_text(text: str) -> str:
    """Return a text without what is never part of a spelling, its case and accents as they were."""
    return _SQUEEZED.sub("", text)


def fold_text(text: str) -> str:
    """Fold case, accents, dashes, apostrophes and white space, one character to one.

    >>> fold_text("Al‑Qā’ida")
    "al qa'ida"
    """
    if not text.isascii():
        # The table is slow, a call for each run slower still: it depends on how many there are.
        if len(_OTHERS.findall(text)) * 12 > len(text):
            return text.translate(_TABLE)
        text = _OTHERS.sub(_fold_run, text)
    folded = text.lower()
    for char in _ASCII_SPACES:
        if char in folded:
            folded = folded.replace(char, " ")
    return folded.replace("`", "'")


def _fold_run(run: re.Match[str]) -> str:
    return run[0].translate(_TABLE)


def _is_plain(text: str) -> bool:
    """Say quickly that nothing is to be left out: single spaces and blank lines, no invisible character."""
    if "  " in text or " \n" in text or "\n " in text or "-\n" in text or _ODD_SPACE.search(text) is not None:
        return False
    return text.isascii() or _INVISIBLE.search(text) is None


def _find_gaps(text: str, words: Callable[[], Container[str]]) -> Iterable[tuple[int, int]]:
    """Return the spans to leave out, in order; they neither overlap nor touch."""
    spans = [gap.span() for gap in _SQUEEZED.finditer(text)]
    spans += [_read_line_end(divided, words()) for divided in _DIVIDED.finditer(text)] if "-\n" in text else []
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _read_line_end(divided: re.Match[str], words: Container[str]) -> tuple[int, int]:
    """Return what to leave out of `Hezbol-⏎lah` (the hyphen too) and of `al-⏎Qaeda` (the line end alone)."""
    begin, rest = divided[1], divided[2]
    joined = rest[0].islower() and fold_text(begin + rest) in words
    return divided.end(1) + (not joined), divided.start(2)


class _Table(dict[int, str]):
    """The folding of each code point, computed when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        self[code] = folded
        return folded


def _fold_char(char: str) -> str:
    if char.isspace() or char == "_":
        return " "
    if char in _APOSTROPHES:
        return "'"
    category = unicodedata.category(char)
    if category == "Pd" or char == "−":
        return " "
    if category == "Cs":
        return "\ufffd"
    return _lower(_LETTERS.get(char) or _strip_accents(char))


def _strip_accents(char: str) -> str:
    if char in _KEPT_MARKS:
        return char
    parts = unicodedata.normalize("NFKD", char)
    return parts[0] if all(unicodedata.combining(mark) for mark in parts[1:]) else char


def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char


_TABLE = _Table()
