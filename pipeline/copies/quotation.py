"""Which words of a text stand in quotation marks: what two reports quote from one mouth is not copied."""

import re
from collections.abc import Sequence

from pipeline.copies.tokens import split_words

_MARK = re.compile(r"([\"＂“”„«»‹›「」『』\n])")
_DOUBLED = re.compile(r"''|``|’’|‘‘|,,(?=\w)")
# A line without double marks may quote in single ones; these end behind a stop, as apostrophes do not.
_SINGLE = re.compile(r"(?<!\w)['‘‚](?=\w)(.{12,}?[.,!?…;])['’‘](?!\w)")
# What closes a quotation that was opened by a mark, where that depends on it: „Ja“, »Ja«, ›Ja‹.
_PARTNERS = {"„": "“”", "»": "«", "›": "‹"}
_CLOSE = "”»›」』"


def mark_quoted(text: str, words: Sequence[str]) -> bytes:
    """Return a byte for each of `words` (as `split_words` gives them for `text`): 1 where it is quoted.

    Quotations end with their line. Where the marks cut words apart, so that the count is another, none is quoted.

    >>> list(mark_quoted('He said: "We won" and left', ["He", "said", "We", "won", "and", "left"]))
    [0, 0, 1, 1, 0, 0]
    >>> list(mark_quoted('Er sagte „Ja“ und »Nein«.', ["Er", "sagte", "Ja", "und", "Nein"]))
    [0, 0, 1, 0, 1]
    """
    flags = bytearray()
    for line in text.split("\n"):
        opened = ""
        for piece in _MARK.split(_unify_marks(line)):
            if _MARK.fullmatch(piece):
                opened = _turn(piece, opened)
            else:
                flags += (b"\1" if opened else b"\0") * len(split_words(piece))
    return bytes(flags) if len(flags) == len(words) else bytes(len(words))


def _unify_marks(line: str) -> str:
    """Write double marks for doubled single ones, and for single ones where there are no others."""
    line = _DOUBLED.sub('"', line)
    return line if _MARK.search(line) else _SINGLE.sub(r'"\1"', line)


def _turn(mark: str, opened: str) -> str:
    """Return the mark by which a quotation is open after `mark`, empty where none is; `opened` is that before it."""
    if not opened:
        return "" if mark in "”」』" else mark
    if mark in _PARTNERS.get(opened, _CLOSE) or mark == opened in '"＂':
        return ""
    return opened
