"""Text as the matcher sees it: one folded character for every character that is kept, with the way back.

Case, accents, dashes, apostrophes and white space are folded one to one. Only what cannot be part of a name's
spelling is left out (soft hyphens, zero-width characters, combining marks, the second of two spaces), and only
then is a table of offsets kept. A blank line stays two spaces wide, so that no name reaches across it.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
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
_KEPT_MARKS = frozenset("йЙїЇўЎ")


@dataclass(frozen=True, slots=True)
class View:
    """One field of a document; `kept` and `folded` are equally long, `offsets` empty where nothing is left out."""

    original: str
    kept: str
    folded: str
    offsets: Sequence[int]

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `original` for a span of `folded` that is not empty."""
        if not self.offsets:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1

    def from_original(self, offset: int) -> int:
        """Return the index in `folded` of the first kept character at or after an offset of `original`."""
        return bisect_left(self.offsets, offset) if self.offsets else offset


def view_text(text: str) -> View:
    """Fold a text and remember where each kept character stood.

    >>> view_text("The Islamic\\u00a0\\n  St\\u00adate").folded
    'the islamic state'
    """
    folded = fold_text(text)
    if _is_plain(text, folded):
        return View(text, text, folded, ())
    offsets: list[int] = []
    pieces: list[str] = []
    done = 0
    for gap in _SQUEEZED.finditer(text):
        offsets.extend(range(done, gap.start()))
        pieces.append(text[done : gap.start()])
        done = gap.end()
    offsets.extend(range(done, len(text)))
    pieces.append(text[done:])
    kept = "".join(pieces)
    return View(text, kept, fold_text(kept), offsets)


def keep_text(text: str) -> str:
    """Return a text without what is never part of a spelling, its case and accents as they were."""
    return _SQUEEZED.sub("", text)


def fold_text(text: str) -> str:
    """Fold case, accents, dashes, apostrophes and white space, one character to one.

    >>> fold_text("Al‑Qā’ida")
    "al qa'ida"
    """
    return text.translate(_TABLE)


def _is_plain(text: str, folded: str) -> bool:
    """Say quickly that nothing is to be left out: no double space but in blank lines, no invisible character."""
    if folded.count("  ") != text.count("\n\n"):
        return False
    return text.isascii() or _INVISIBLE.search(text) is None


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
