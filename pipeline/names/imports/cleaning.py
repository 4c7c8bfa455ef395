"""Names of lists as texts write them: `ASSAD, Bashar` and `AL-ASSAD Bashar` as Bashar al-Assad."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from pipeline.names.words import split_words

MAX_CHARACTERS = 200
_EDGES = " \t.,;:!?/|\\*+=~^-–—_\"'“”„«»‹›‘’`´()[]{}<>"
_OPEN_EDGES = _EDGES.replace(")", "").replace("]", "")
_HEAD = re.compile(r"[\W_]+")
_SPACES = re.compile(r"\s+")
_BRACKET = re.compile(r"(.+?)\s*[(\[]([^()\[\]]*)[)\]]")
_ACRONYM = re.compile(r"[A-ZА-ЯЁІЇЄ][A-ZА-ЯЁІЇЄ0-9&/.-]{1,9}")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "dr", "esq", "obe", "cbe"})
_ARTICLES = frozenset({"al", "el", "ul", "an", "ar", "as", "ash", "at", "ad", "az", "d", "l"})
_PARTICLES = split_words(
    "of for the and in on at to a an de del della der den des di da do dos das du la le les et y e "
    "und van von bin ibn ben bint al el ul wal i и в на по для о от за та й у "
)
_VOWELS = re.compile("[aeiouyаеёиоуыэюяіїє]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CleanName:
    """A name fit for matching, and whether its case tells anything (`any` where it was all capitals)."""

    text: str
    case: Literal["exact", "any"] = "exact"


def clean_name(raw: str, *, is_person: bool) -> tuple[CleanName, ...] | str:
    """Return the spellings of a name that texts use, mostly one; or why it is none, as a few words.

    >>> [name.text for name in clean_name("AL-ASSAD Bashar", is_person=True)]
    ['Bashar al-Assad', 'al-Assad Bashar']
    >>> [name.text for name in clean_name("ABU SAYYAF GROUP (ASG)", is_person=False)]
    ['Abu Sayyaf Group', 'ASG']
    >>> clean_name("4711", is_person=False)
    'digits only'
    """
    if len(raw) > MAX_CHARACTERS:
        return f"longer than {MAX_CHARACTERS} characters"
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", raw))
    is_plain = text.isascii() and text.isprintable()
    categories = frozenset() if is_plain else frozenset(map(unicodedata.category, text))
    if categories & {"Cc", "Cs", "Co", "Cn"} or "\ufffd" in text:
        return "control or broken characters"
    if "Cf" in categories:
        text = "".join(char for char in text if unicodedata.category(char) != "Cf" or char == "\u200c")
    parts = [part for piece in text.split(";") for part in _split_bracket(piece)]
    found = [name for part in parts for name in _write_name(_trim(part), is_person)]
    usable = [name for name in found if any(char.isalpha() for char in name.text) and len(name.text) > 1]
    return tuple(dict.fromkeys(usable)) or _explain(text)


def title_name(text: str, *, is_person: bool) -> str:
    """Write a name that stands in capitals in title case; articles and particles stay small.

    >>> title_name("DEMOCRATIC FORCES FOR THE LIBERATION OF RWANDA", is_person=False)
    'Democratic Forces for the Liberation of Rwanda'
    """
    if not is_person and any("\u0400" <= char <= "\u052f" for char in text):
        return text[:1] + text[1:].lower()
    words = text.split(" ")
    return " ".join(_title_word(word, index, is_person) for index, word in enumerate(words))


def _split_bracket(text: str) -> tuple[str, str]:
    """Split `Abu Sayyaf Group (ASG)`; what stands in brackets counts only as an abbreviation."""
    found = _BRACKET.fullmatch(_trim(text, _OPEN_EDGES))
    if found is None:
        return text, ""
    return found[1], found[2] if _ACRONYM.fullmatch(found[2]) else ""


def _trim(text: str, edges: str = _EDGES) -> str:
    trimmed = text.strip(edges)
    if found := _HEAD.match(trimmed):
        trimmed = trimmed[found.end() :]
    # The last dot belongs to `I.S.I.S.` and to `Co.`
    return trimmed + "." if "." in trimmed and text.strip().endswith(f"{trimmed}.") else trimmed


def _write_name(text: str, is_person: bool) -> list[CleanName]:
    if not text:
        return []
    if is_person:
        text = _turn_round(text)
    words = text.split(" ")
    shouted = [_is_shouted(word) for word in words]
    if len(words) == 1:
        is_acronym = not is_person and (len(text) <= 7 or not text.replace("-", "").replace("'", "").isalpha())
        return [CleanName(text if is_acronym or not shouted[0] else title_name(text, is_person=is_person))]
    if text.upper() == text and text.lower() != text:
        return [CleanName(title_name(text, is_person=is_person), "any" if is_person else "exact")]
    if not is_person or not any(shouted):
        return [CleanName(text)]
    plain = " ".join(title_name(w, is_person=True) if s else w for w, s in zip(words, shouted, strict=True))
    first = shouted.index(False) if False in shouted else 0
    if first > 0 and not any(shouted[first:]):
        parts = plain.split(" ")
        return [CleanName(" ".join(parts[first:] + parts[:first])), CleanName(plain)]
    return [CleanName(plain)]


def _turn_round(text: str) -> str:
    """Write `Surname, First` as `First Surname`."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2 or not all(parts) or parts[1].lower().replace(".", "") in _SUFFIXES:
        return text
    return f"{parts[1]} {parts[0]}"


def _is_shouted(word: str) -> bool:
    """Say whether a word stands in capitals: not an initial, nor letters without case."""
    return sum(char.isupper() for char in word) > 1 and not any(char.islower() for char in word) and "." not in word


def _title_word(word: str, index: int, is_person: bool) -> str:
    head, dash, tail = word.partition("-")
    if dash:
        article = head.lower() if head.lower() in _ARTICLES else _title_word(head, index, is_person)
        return f"{article}-{_title_word(tail, 1, is_person)}"
    if index and word.lower() in _PARTICLES:
        return word.lower()
    if not word[:1].isalpha() or "." in word[:-1] or any(char in "&/" or char.isdigit() for char in word):
        return word
    if not is_person and len(word) <= 5 and word.isalpha() and not _VOWELS.search(word):
        return word
    head, mark, tail = word.partition("'")
    if mark and len(head) <= 2:
        return f"{head.capitalize()}'{tail.capitalize()}"
    return word[:1].upper() + word[1:].lower()


def _explain(text: str) -> str:
    letters = [char for char in text if char.isalnum()]
    if letters and all(char.isdigit() for char in letters):
        return "digits only"
    return "too short" if letters else "no letters"
