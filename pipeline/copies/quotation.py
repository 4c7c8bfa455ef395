"""Which words of a text stand in quotation marks: what two reports quote from one mouth is not copied."""

import re
from collections.abc import Sequence

from pipeline.copies.tokens import split_words

_OPEN, _CLOSE = frozenset("“„«「『"), frozenset("”»」』")
_MARK = re.compile(r"([\"＂“”„«»「」『』\n])")


def mark_quoted(text: str, words: Sequence[str]) -> bytes:
    """Return a byte for each of `words` (as `split_words` gives them for `text`): 1 where it is quoted.

    Quotations end with their line. Where the marks cut words apart, so that the count is another, none is quoted.

    >>> list(mark_quoted('He said: "We won" and left', ["He", "said", "We", "won", "and", "left"]))
    [0, 0, 1, 1, 0, 0]
    """
    flags = bytearray()
    quoted = False
    for piece in _MARK.split(text):
        if piece == "\n":
            quoted = False
        elif piece and piece in _OPEN:
            quoted = True
        elif piece in _CLOSE:
            quoted = False
        elif _MARK.fullmatch(piece):
            quoted = not quoted
        else:
            flags += (b"\1" if quoted else b"\0") * len(split_words(piece))
    return bytes(flags) if len(flags) == len(words) else bytes(len(words))
