"""Does a text stop before its end? Evidence in its last words alone; "Read more" tails are in `cleaning`."""

import re

from pipeline.text.phrases import OPEN_WORDS

_ENDS = frozenset(".!?。！？؟।:;\"”“’'»«›)]}*…")
_ELLIPSIS = re.compile(r"\w\s?[\[(]?(?:…|\.{3,})\W*$")
_INNER_END = re.compile(r"[.!?؟…][”\"»)]* +[“„«\"(]?[^\W\d_]")
_SIGN_OFF = re.compile(
    r"\b(?:reporting|editing|writing|photo|foto|image|graphic|compiled)(?: by|[: ]*von|:)|https?:|www\.|@", re.I
)
_MIN_WORDS = 8
_MIN_FRAGMENT = 4
_WINDOW = 2000
_LONG = 25
_EXCERPT = 100
_REPORT = 400
_OPEN = frozenset(OPEN_WORDS)
_QUOTES = {"“": "”", "„": "“”", "«": "»"}


def find_cut(text: str) -> str | None:
    """Return the evidence that `text`, a paragraph a line, stops before its end, or None.

    A bracketed ellipsis, a comma, a quotation that is never closed, or a word that cannot end a sentence is
    evidence; a plain ellipsis only where the text is no longer than an excerpt or the word before it is such a
    word: columns end so for effect. Any other last word without a closing mark is so only in a paragraph of prose:
    one of several sentences or 25 words, after paragraphs that mostly end in closing marks; a caption, a list, a
    link or a name at the end is none.

    >>> find_cut("It rained.\\nThe army said on Monday that it would go to the")
    'ends in mid-sentence: “would go to the”'
    >>> find_cut("It rained.\\nThe Doobie Brothers perform at the Blossom Music Center in 2019")
    """
    paragraphs = [line for line in (line.strip() for line in text.split("\n")) if line]
    if not paragraphs:
        return None
    last = paragraphs[-1][-_WINDOW:]
    words = last.split()
    if _ELLIPSIS.search(last):
        is_cut = len(words) >= 4 and _is_cut_by_ellipsis(text, last)
        return f"ends in an ellipsis: “{last[-30:].strip()}”" if is_cut else None
    if last[-1] in _ENDS or last.startswith(("-", "•", "|", "*")) or _SIGN_OFF.search(last):
        return None
    is_open = len(words) >= _MIN_WORDS and (last[-1] in ",،、" or words[-1].lower() in _OPEN)
    if (
        is_open
        or _is_open_quotation(last, words)
        or _is_open_prose([line for line in paragraphs[:-1] if line[0] != "|"], last, words)
    ):
        return f"ends in mid-sentence: “{' '.join(words[-4:])}”"
    return None


def _is_cut_by_ellipsis(text: str, last: str) -> bool:
    before = last.rstrip(" .…)]}").split()[-1:]
    is_bracketed = last.rstrip()[-1:] in ")]}"
    return is_bracketed or before[0].lower() in _OPEN or text.count(" ") < _EXCERPT


def _is_open_quotation(last: str, words: list[str]) -> bool:
    """Say whether a line stops inside the quotation that it began with."""
    closing = _QUOTES.get(last[0])
    return closing is not None and len(words) >= _MIN_FRAGMENT and not any(mark in last[1:] for mark in closing)


def _is_open_prose(before: list[str], last: str, words: list[str]) -> bool:
    closed = sum(line[-1] in _ENDS for line in before)
    if len(words) < _MIN_WORDS or closed < len(before) / 2 or not words[-1].isalpha():
        return False
    ends = list(_INNER_END.finditer(last))
    if ends and len(last[ends[-1].end() - 1 :].split()) < _MIN_FRAGMENT:
        return False
    if words[-1][0].isupper():
        return bool(ends) and len(words) >= _LONG and sum(map(len, before)) < _REPORT * 6
    return bool(ends) or len(words) >= _LONG
