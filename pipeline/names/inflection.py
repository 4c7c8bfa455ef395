"""Russian and Ukrainian case forms of an alias, so that ИГИЛа and «Исламского государства» are found.

The forms are generous (a form that no one writes costs a pattern and nothing else) and only the head inflects:
in «Организация Объединённых Наций» the words after the first noun stay as they are. People inflect in all words.
"""

from itertools import zip_longest

_ADJECTIVES = {
    "ый": ("ого", "ому", "ым", "ом"),
    "ий": ("ого", "ому", "им", "ом", "его", "ему", "ем"),
    "ой": ("ого", "ому", "ым", "ом"),
    "ая": ("ой", "ую", "ою"),
    "яя": ("ей", "юю"),
    "ое": ("ого", "ому", "ым", "ом", "им"),
    "ее": ("его", "ему", "им", "ем"),
    "ые": ("ых", "ым", "ыми"),
    "ие": ("их", "им", "ими"),
    "ська": ("ської", "ській", "ську", "ською"),
    "ський": ("ського", "ському", "ським"),
    "ське": ("ського", "ському", "ським"),
}
_NOUNS = {
    "ия": ("ии", "ию", "ией"),
    "ія": ("ії", "ію", "ією"),
    "ие": ("ия", "ию", "ием", "ии"),
    "ка": ("ки", "ке", "ку", "кой", "ці", "кою"),
    "га": ("ги", "ге", "гу", "гой"),
    "а": ("ы", "е", "у", "ой", "и", "ою", "і"),
    "я": ("и", "е", "ю", "ей", "і", "єю"),
    "о": ("а", "у", "ом", "е", "і"),
    "ь": ("и", "я", "ю", "ем", "е", "ью", "і"),
    "й": ("я", "ю", "ем", "е", "є", "єм"),
    "ы": ("ов", "ам", "ами", "ах"),
}
_CONSONANT = ("а", "у", "ом", "е", "ым", "ові", "і", "ем")
_VOWELS = "аеиоуыэюяёєіїйьъ"


def inflect_alias(text: str, *, person: bool = False) -> tuple[str, ...]:
    """Return the case forms of a Cyrillic alias, the base form not among them.

    >>> sorted(inflect_alias("ИГИЛ"))[:3]
    ['ИГИЛа', 'ИГИЛе', 'ИГИЛем']
    >>> "Исламского государства" in inflect_alias("Исламское государство")
    True
    >>> inflect_alias("ISIL")
    ()
    """
    words = text.split(" ")
    if not all(_is_cyrillic(word) for word in words):
        return ()
    heads = len(words) if person else _count_heads(words)
    columns = [_decline(word) if index < heads else [] for index, word in enumerate(words)]
    if heads == 1:
        return tuple(" ".join((form, *words[1:])) for form in columns[0])
    return tuple(dict.fromkeys(_align(words, columns)))


def _align(words: list[str], columns: list[list[str]]) -> list[str]:
    """Combine each form of the last inflected word with every form of the (few) words before it."""
    phrases: list[list[str]] = [[]]
    for word, forms in zip_longest(words, columns):
        options = forms or [word]
        phrases = [[*phrase, option] for phrase in phrases for option in options]
        if len(phrases) > 400:
            return []
    return [" ".join(phrase) for phrase in phrases]


def _count_heads(words: list[str]) -> int:
    """Count the leading adjectives and the noun that they belong to."""
    for index, word in enumerate(words):
        if _adjective_ending(word) is None:
            return index + 1
    return len(words)


def _decline(word: str) -> list[str]:
    ending = _adjective_ending(word)
    if ending is not None:
        return [word[: -len(ending)] + form for form in _ADJECTIVES[ending]]
    for tail, forms in _NOUNS.items():
        if word.endswith(tail) and not word.isupper():
            return [word[: -len(tail)] + form for form in forms]
    if word[-1:].lower() not in _VOWELS:
        return [word + form for form in _CONSONANT]
    return []


def _adjective_ending(word: str) -> str | None:
    if len(word) < 5 or word.isupper():
        return None
    return next((ending for ending in sorted(_ADJECTIVES, key=len, reverse=True) if word.endswith(ending)), None)


def _is_cyrillic(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and all("\u0400" <= char <= "\u04ff" for char in letters)
