"""Text → the tokens that are compared. What copying changes by accident is folded away: case, accents, marks."""

import re
import unicodedata
from collections.abc import Iterator

# ' ’ ‘ ‛ ʼ ʻ ′ ` ´ ＇ are lost or exchanged on the way from one site to the next ("ISIS's" = "ISISs"), as are soft
# hyphens, zero-width characters and the Arabic tatweel.
_LOST = dict.fromkeys(map(ord, "'’‘‛ʼʻ′`´＇\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeffـ"))
_BASE_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
    }
)
_WORD = re.compile(r"[^\W_]+")
# Scripts that are written without spaces: Thai, Lao, Tibetan, Myanmar, Khmer, kana, Han.
_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_UNSPACED_CHAR = re.compile(f"[{_UNSPACED}]")
_UNIT = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
# A token of an unspaced script is a character with the three after it: five of them in a row span eight
# characters, about as much as five words say.
_SPAN = 4


def fold_tokens(text: str) -> list[str]:
    """Return the tokens of `text`, folded by case and accents, without apostrophes and punctuation.

    >>> fold_tokens("ISIS’s café—the ISIS's “CAFE”")
    ['isiss', 'cafe', 'the', 'isiss', 'cafe']
    >>> fold_tokens("Ёлка в Чечне, 2015")
    ['елка', 'в', 'чечне', '2015']
    >>> fold_tokens("俄罗斯总统。")
    ['俄罗斯总', '罗斯总统', '斯总统', '总统', '统']
    """
    return [word.casefold() for word in split_words(text)]


def split_words(text: str) -> list[str]:
    """Return the words of `text` as `fold_tokens` does, but in the case in which they are written.

    >>> split_words("Al-Qaeda's “Café”")
    ['Al', 'Qaedas', 'Cafe']
    """
    plain = text.translate(_LOST) if not text.isascii() else text.replace("'", "").replace("`", "")
    if plain.isascii():
        return _WORD.findall(plain)
    plain = _strip_marks(unicodedata.normalize("NFKD", plain).translate(_BASE_LETTERS))
    if _UNSPACED_CHAR.search(plain):
        return list(_join_unspaced(_UNIT.findall(plain)))
    return _WORD.findall(plain)


def _strip_marks(text: str) -> str:
    table: dict[int, str | None] = {}
    for char in set(text):
        if unicodedata.category(char).startswith("M"):
            table[ord(char)] = None
        elif char.isdecimal() and not char.isascii():
            table[ord(char)] = str(unicodedata.decimal(char))
    return text.translate(table) if table else text


def _join_unspaced(units: list[str]) -> Iterator[str]:
    stretch = ""
    for unit in units:
        if _UNSPACED_CHAR.match(unit):
            stretch += unit
            continue
        yield from _spans(stretch)
        stretch = ""
        yield unit
    yield from _spans(stretch)


def _spans(stretch: str) -> Iterator[str]:
    for start in range(len(stretch)):
        yield stretch[start : start + _SPAN]
