"""How far a name of a list may be trusted in a text: precision comes before recall.

A list holds what forms ask for, not what only one thing is called. So a name counts by itself (strong) only where
its shape makes another bearer unlikely; all else waits for evidence in the same document.
"""

import re

from pipeline.names.english import ENGLISH_WORDS
from pipeline.names.imports.frequent import FREQUENT_NAMES, GENERIC_WORDS
from pipeline.names.imports.source import Role
from pipeline.names.words import TITLES, split_words
from schemas.records import Strength

UNKNOWN_KIND = "other"
"""The kind of an entity whose source gives none: it may be a person, so names are weighed as of both."""

NEVER_STRONG = frozenset({"an English word", "common words only"})
"""Reasons that hold even where the source says strong."""

_MIN_DISTINCT = 6
_MAX_ACRONYM = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARTICLES = split_words("al el ul an ar as ash at ad az the")
_KUNYA = TITLES | split_words(
    "the abu abou umm um oum bin ibn ben bint al el ul an ar as ash at ad az de del der da di van von la "
    "le jr sr sheikh shaykh haji hajji mullah maulvi qari dr mr mrs ms sayyid sayed syed general "
    "colonel أبو أم بن ال "
)


def weigh_name(text: str, *, kind: str, role: Role, language: str) -> tuple[Strength, str]:
    """Return the strength of a name and, where it is not strong, the reason in a few words.

    >>> weigh_name("Lashkar-e-Taiba", kind="organisation", role="alias", language="en")
    ('strong', '')
    >>> weigh_name("al-Qaida", kind="organisation", role="alias", language="en")
    ('strong', '')
    >>> weigh_name("Hope", kind="organisation", role="alias", language="en")
    ('ambiguous', 'an English word')
    >>> weigh_name("Hamza", kind="person", role="alias", language="en")
    ('weak', 'one word of a person')
    """
    words = _WORD.findall(text)
    is_cased = text.lower() != text.upper()
    if role == "weak":
        return "ambiguous", "weak in its source"
    if is_cased and text == text.lower():
        return "ambiguous", "in small letters"
    if all(word.lower() in ENGLISH_WORDS for word in words):
        return "ambiguous", "an English word" if len(words) == 1 else "common words only"
    if is_cased and " " not in text and text == text.upper() and sum(c.isalnum() for c in text) <= _MAX_ACRONYM:
        return "ambiguous", "a short acronym"
    if kind in ("person", UNKNOWN_KIND):
        weighed = _weigh_person(words, is_cased)
        if kind == "person" or weighed[0] != "strong":
            return weighed
    heads = [word for word in words if word.lower() not in _ARTICLES] or words
    return _weigh_word(text, heads[0]) if len(heads) == 1 else _weigh_words(words, is_cased, language)


def has_common_word(text: str) -> bool:
    """Say whether an English word stands in a name, so that in small letters it may be another thing."""
    return any(word.lower() in ENGLISH_WORDS for word in _WORD.findall(text))


def _weigh_person(words: list[str], is_cased: bool) -> tuple[Strength, str]:
    heads = [word for word in words if word.lower() not in _KUNYA and len(word) > 1]
    if is_cased:
        heads = [word for word in heads if word[0].isupper()]
    if len(heads) < 2:
        return "weak", "one word of a person"
    if len(heads) == 2 and all(head.lower() in FREQUENT_NAMES for head in heads):
        return "ambiguous", "a name that many people bear"
    return "strong", ""


def _weigh_word(text: str, head: str) -> tuple[Strength, str]:
    """Weigh a name of one word, or of an article and one word (`head`)."""
    if _ARABIC.search(text):
        return "ambiguous", "one Arabic word"
    if head.lower() in FREQUENT_NAMES or head.lower() in GENERIC_WORDS:
        return "ambiguous", "a common word or first name"
    if len(head) < _MIN_DISTINCT - (text != head) and text.upper() != text:
        return "ambiguous", "a short word"
    return "strong", ""


def _weigh_words(words: list[str], is_cased: bool, language: str) -> tuple[Strength, str]:
    if all(word.lower() in GENERIC_WORDS or len(word) == 1 for word in words):
        return "ambiguous", "common words only"
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
    if is_cased and language == "en" and capitals < 2:
        return "ambiguous", "one capitalised word"
    if sum(map(len, words)) < _MAX_ACRONYM:
        return "ambiguous", "too few letters"
    return "strong", ""
