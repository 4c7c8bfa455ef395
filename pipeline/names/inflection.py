"""Russian and Ukrainian case forms of an alias, so that ИГИЛа and «Исламского государства» are found.

The forms are generous (a form that no one writes costs a pattern and nothing else), but all words of a form stand
in one case. Only the head inflects: in «Организация Объединённых Наций» the words after the first noun stay as
they are. Of people all words inflect, or the last one (Ким Чен Ын), the first one (Ангела Меркель) or all but
the last one (Александр Лукашенко).
"""

from collections.abc import Iterator
from itertools import product

from pipeline.names.declensions import (
    ADJECTIVES,
    CONSONANTS,
    IRREGULAR,
    NOUNS,
    SHORT_ADJECTIVES,
    VERBAL,
    Row,
    Table,
)

_CASES = range(5)
_VOWELS = frozenset("аеиоуыэюяёєіїйьъАЕИОУЫЭЮЯЁЄІЇЙЬЪ")
_FIXED = ("о", "ых", "их")
_LINKS = frozenset({"на", "над", "под", "при", "де", "дель", "сюр"})

Cases = list[list[str]]
"""The forms of a word: a list for each of the five cases, empty where the word does not inflect."""


def inflect_alias(text: str, *, person: bool = False, language: str = "ru") -> tuple[str, ...]:
    """Return the case forms of a Cyrillic alias, the base form not among them.

    `language` is `uk` for Ukrainian; any other is declined as Russian is.

    >>> sorted(inflect_alias("ИГИЛ"))
    ['ИГИЛа', 'ИГИЛе', 'ИГИЛем', 'ИГИЛом', 'ИГИЛу', 'ИГИЛым']
    >>> "Исламского государства" in inflect_alias("Исламское государство")
    True
    >>> "Збройних сил України" in inflect_alias("Збройні сили України", language="uk")
    True
    >>> inflect_alias("ISIL")
    ()
    """
    words = text.split(" ")
    if not all(_is_cyrillic(word) for word in words):
        return ()
    language = language if language in NOUNS else "ru"
    forms: dict[str, None] = {}
    for heads in _choose_heads(words, person, language):
        columns = [_decline(word, language, index in heads, len(words) > 1) for index, word in enumerate(words)]
        forms.update(dict.fromkeys(_align(words, columns)))
    forms.pop(text, None)
    return tuple(forms)


def _choose_heads(words: list[str], person: bool, language: str) -> Iterator[range]:
    """Give the runs of words that may inflect together."""
    if person:
        yield range(len(words))
        if len(words) > 1:
            yield range(len(words) - 1, len(words))
        if words[0][-1] in "аяь" and len(words) > 1:
            yield range(1)
        if words[-1].endswith(_FIXED) and len(words) > 1:
            yield range(len(words) - 1)
        return
    for index, word in enumerate(words):
        kind = _tell_adjective(word, language)
        if kind != "sure":
            yield range(index + 1)
        if kind == "no":
            return
    if _tell_adjective(words[-1], language) == "sure":
        yield range(len(words))


def _tell_adjective(word: str, language: str) -> str:
    """Say whether a word is an adjective: `sure`, `maybe` or `no`."""
    ending = _find_ending(word, ADJECTIVES[language])
    if ending is None or len(word) < 5 or word.isupper() or (language == "ru" and word.endswith(VERBAL)):
        return "no"
    return "maybe" if ending in SHORT_ADJECTIVES else "sure"


def _align(words: list[str], columns: list[Cases]) -> Iterator[str]:
    """Write the words in each case; all of them in the same."""
    for case in _CASES if any(columns) else ():
        options = [column[case] if column else [word] for word, column in zip(words, columns, strict=True)]
        for phrase in product(*options):
            yield " ".join(phrase)


def _decline(word: str, language: str, is_head: bool, in_phrase: bool) -> Cases:
    """Return the forms of one word; none for what does not inflect, such as the «бин» in a name."""
    if not is_head or (in_phrase and word.islower() and len(word) < 4):
        return []
    first, dash, rest = word.partition("-")
    if dash and rest.partition("-")[0] in _LINKS:
        return [[form + dash + rest for form in forms] for forms in _decline(first, language, True, in_phrase)]
    rows = list(_list_rows(word, language, in_phrase))
    return [[stem + end for stem, row in rows for end in _read_cell(row[case])] for case in _CASES] if rows else []


def _list_rows(word: str, language: str, in_phrase: bool) -> Iterator[tuple[str, Row]]:
    """Give the stem and the row of each declension that a word may have."""
    kind = _tell_adjective(word, language)
    if kind == "sure" or (kind == "maybe" and in_phrase):
        yield from _apply(word, ADJECTIVES[language])
    ending = None if word.isupper() else _find_ending(word, NOUNS[language])
    if ending in {"ы", "и"} and in_phrase:
        yield word[:-1], ("-", "ам", ending, "ами", "ах")
    if ending is not None:
        yield from _apply(word, NOUNS[language])
    elif word[-1:] not in _VOWELS:
        stem = next((word[: -len(old)] + new for old, new in IRREGULAR.items() if word.endswith(old)), word)
        yield stem, CONSONANTS[language]
        if word.isupper() and in_phrase:
            yield word, ("-",) * len(_CASES)


def _apply(word: str, table: Table) -> Iterator[tuple[str, Row]]:
    ending = _find_ending(word, table)
    for row in table[ending] if ending is not None else ():
        yield word[: len(word) - len(ending or "")], row


def _find_ending(word: str, table: Table) -> str | None:
    """Return the longest ending of the table that a word has."""
    return next((word[start:] for start in range(1, len(word)) if word[start:] in table), None)


def _read_cell(cell: str) -> list[str]:
    return ["" if ending == "-" else ending for ending in cell.split("/")]


def _is_cyrillic(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and all("\u0400" <= char <= "\u04ff" for char in letters)
