"""Does a text stop before its end? Evidence in its last words alone; "Read more" tails are in `cleaning`."""

import re

from pipeline.text.phrases import OPEN_WORDS

_ENDS = frozenset(".!?。！？؟।:;\"”“’'»«›)]}*…")
_ELLIPSIS = re.compile(r"\w\s?(?:…|\.{3,})\W*$")
_INNER_END = re.compile(r"[.!?؟”\"»)] +[^\W\d_]")
_SIGN_OFF = re.compile(
    r"\b(?:reporting|editing|writing|photo|foto|image|graphic|compiled)(?: by|[: ]*von|:)|https?:|www\.|@", re.I
)
_MIN_WORDS = 8
_WINDOW = 2000
_LONG = 25
_OPEN = frozenset(OPEN_WORDS)


def find_cut(text: str) -> str | None:
    """Return the evidence that `text`, a paragraph a line, stops before its end, or None.

    An ellipsis, a comma or a word that cannot end a sentence is evidence. Any other last word without a closing
    mark is so only in a paragraph of prose: one of several sentences or 25 words, after paragraphs that mostly
    end in closing marks; a caption, a list or a link at the end is none.

    >>> find_cut("It rained.\\nThe army said on Monday that it would go to the")
    'ends in mid-sentence: “would go to the”'
    >>> find_cut("It rained.\\nThe Doobie Brothers perform at the Blossom Music Center in 2019")
    """
    paragraphs = [line for line in (line.strip() for line in text.split("\n")) if line]
    if not paragraphs:
        return None
    last = paragraphs[-1][-_WINDOW:]
    words = last.split()
    if _ELLIPSIS.search(last) and len(words) >= 4:
        return f"ends in an ellipsis: “{last[-30:].strip()}”"
    if last[-1] in _ENDS or last.startswith(("-", "•", "|", "*")) or _SIGN_OFF.search(last):
        return None
    is_open = last[-1] in ",،、" or words[-1].lower() in _OPEN
    if len(words) >= _MIN_WORDS and (is_open or _is_open_prose(paragraphs[:-1], last, words)):
        return f"ends in mid-sentence: “{' '.join(words[-4:])}”"
    return None


def _is_open_prose(before: list[str], last: str, words: list[str]) -> bool:
    closed = sum(line[-1] in _ENDS for line in before)
    if closed < len(before) / 2 or not words[-1].isalpha():
        return False
    has_sentences = _INNER_END.search(last) is not None
    if words[-1][0].isupper():
        return has_sentences and len(words) >= _LONG
    return has_sentences or len(words) >= _LONG
