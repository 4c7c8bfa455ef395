"""The spellings under which an alias is looked for: lost apostrophes, dots in acronyms, cases, Arabic articles.

Dashes, accents, curly apostrophes and case need no spelling of their own: folding makes them equal.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from pipeline.names.folding import fold_text, keep_text
from pipeline.names.inflection import inflect_alias
from pipeline.names.transliteration import vary_latin
from pipeline.names.words import TITLES
from schemas.records import Alias

_ACRONYM = re.compile(r"[A-Z]{2,6}")
_INFLECTED = frozenset({"ru", "uk", "be", "bg"})
_APOSTROPHE = re.compile("['’‘ʼʻʾʿ`]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One written form. `cased` is what case is compared with; `needs_article` forms follow an Arabic لل.

    A variant was not written by anybody: it yields to an alias that is spelled so.
    """

    folded: str
    cased: str
    needs_article: bool = False
    is_variant: bool = False


def spell_alias(alias: Alias, *, person: bool = False) -> tuple[Spelling, ...]:
    """Return every spelling of an alias, its own first; spellings that fold alike come once.

    >>> [s.cased for s in spell_alias(Alias(text="Ta'if"))]
    ["Ta'if", 'Taif']
    """
    found: dict[tuple[str, bool], Spelling] = {}
    for cased, article in _write_forms(alias, person):
        kept = keep_text(cased).strip()
        folded = fold_text(kept)
        if folded:
            found.setdefault((folded, article), Spelling(folded, kept, article, is_variant=bool(found)))
    return tuple(found.values())


def find_edges(text: str, others: Container[str], *, person: bool = False) -> tuple[int, int]:
    """Return how many words before and after are no part of the name, where the rest is another alias.

    Such are the titles of people, and words in small letters: they make an alias surer and its span no longer. A word
    with a hyphen counts as two, as it does when it is folded.

    >>> find_edges("AP news agency", {"AP"})
    (0, 2)
    >>> find_edges("President Obama", {"Obama"}, person=True)
    (1, 0)
    >>> find_edges("Azov region", {"Sea of Azov"})
    (0, 0)
    """
    words = text.split(" ")
    for left in range(1, len(words)):
        if not _is_edge(words[left - 1], person):
            break
        if " ".join(words[left:]) in others:
            return _count_words(words[:left]), 0
    for right in range(len(words) - 1, 0, -1):
        if not words[right].islower() or not words[right].isascii():
            break
        if " ".join(words[:right]) in others:
            return 0, _count_words(words[right:])
    return 0, 0


def _count_words(words: list[str]) -> int:
    return len(fold_text(" ".join(words)).split())


def _is_edge(word: str, person: bool) -> bool:
    return (word.islower() and "-" not in word) or (person and word.lower() in TITLES)


def _write_forms(alias: Alias, person: bool) -> Iterator[tuple[str, bool]]:
    text = alias.text
    yield text, False
    if _APOSTROPHE.search(text):
        yield _APOSTROPHE.sub("", text), False
    if alias.licence is None and text.isascii():
        for variant in vary_latin(text):
            yield variant, False
            if "'" in variant:
                yield variant.replace("'", ""), False
    if _ACRONYM.fullmatch(text) and alias.strength != "weak":
        yield ".".join(text) + ".", False
        yield ".".join(text), False
        if len(text) > 2:
            yield " ".join(text), False
    if alias.language in _INFLECTED:
        for form in inflect_alias(text, person=person, language=alias.language):
            yield form, False
    if text.startswith("ال") and len(text) > 4:
        yield text[2:], True
