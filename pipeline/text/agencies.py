"""Names of news agencies: is this one, and which ones does a short piece of text list?"""

import re
from typing import Literal

from pipeline.text.characters import fold_space
from pipeline.text.wires import AGENCIES, AGENCY_EDGES, SHORT_NAMES, UNNAMED, WORD_NAMES

Place = Literal["marks", "byline", "end"]

_SHORT = 5
"""Letters up to which a name in capitals is an agency's only in capitals: `Map` and `Tap` are words."""

_DOTS = re.compile(r"(?<=\w)\.(?=\w|$)")
_WORDS = re.compile(r"\w+")


def _fold(name: str) -> str:
    """Fold case and punctuation; spaces stay, since `La Presse` is not `LaPresse`."""
    return " ".join(_WORDS.findall(_DOTS.sub("", name.casefold())))


_KNOWN: dict[str, set[str]] = {}
for _name in AGENCIES:
    _KNOWN.setdefault(_fold(_name), set()).add(_name)
_UNNAMED = {_fold(name) for name in UNNAMED}
_WORD_NAMES = {_fold(name) for name in WORD_NAMES}
_SHORT_NAMES = _WORD_NAMES | {_fold(name) for name in SHORT_NAMES}
_CASES = ("", "а", "у", "ом", "е", "ы", "и", "о", "ой")
_TELLING = {
    max(_fold(name).split(), key=len) + case
    for name in AGENCIES
    for case in (_CASES if re.search("[а-яё]$", name) else _CASES[:1])
}
_TELLING |= {max(_WORDS.findall(name.casefold()), key=len) for name in (*AGENCIES, *UNNAMED)}
_EDGES = "|".join(re.escape(edge) for edge in sorted(AGENCY_EDGES, key=len, reverse=True))
_EDGE = re.compile(rf"^(?:(?:{_EDGES})(?:\s+|(?<=['’])))+|(?:[\s,/-]+(?:{_EDGES}))+$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[/,&+;،]\s*|\s+(?:and|und|et|y|e|и|ve|و|with|avec|mit|con)\s+")
_DESK = re.compile(r"[a-z]{2,3}")
_STAFF = re.compile(r"staff|red|redaktion|redacción|redaccion|rédaction|redazione|редакция", re.IGNORECASE)
_MARKS = " .,;:()[]«»“”„\"'‘’*|–—-©"


def may_name_agency(text: str) -> bool:
    """Return whether a word of `text` is one that an agency's name has: a cheap look before the exact ones."""
    return not _TELLING.isdisjoint(_WORDS.findall(text.casefold()))


def is_agency(name: str) -> bool:
    """Return whether `name` is that of a news agency that we know.

    >>> is_agency("Reuters"), is_agency("DPA"), is_agency("Map"), is_agency("Reuters Staff")
    (True, True, False, False)
    """
    known = _KNOWN.get(_fold(name))
    if known is None:
        return False
    letters = [letter for letter in name if letter.isalpha()]
    is_short = len(letters) <= _SHORT and any(letter.isupper() for letter in letters + list(max(known)))
    return not is_short or name in known or all(letter.isupper() for letter in letters)


def find_agency(words: str, place: Place = "byline") -> str | None:
    """Return the agency's name where `words` are one, perhaps with "Staff" or "news agency"; else None.

    `place` says how sure it is that an agency stands there: names that are also words count only within the marks
    of a dateline (`marks`), abbreviations that others share not as the mere end of a line (`end`).

    >>> find_agency("Reuters Staff"), find_agency("the AFP news agency"), find_agency("Ann Lee")
    ('Reuters', 'AFP', None)
    """
    if not may_name_agency(words):
        return None
    words = fold_space(words).strip(_MARKS)
    bare = _EDGE.sub("", words).strip(_MARKS)
    name = next((name for name in (words, bare) if name and is_agency(name)), None)
    unsure = {"marks": frozenset[str](), "byline": _WORD_NAMES, "end": _SHORT_NAMES}[place]
    return name if name and _fold(name) not in unsure else None


def is_unnamed(words: str) -> bool:
    """Return whether `words` say "Agencies" and no more."""
    return _fold(words) in _UNNAMED


def list_agencies(words: str, place: Place = "byline") -> tuple[str, ...]:
    """Return the agencies that `words` list, where they list nothing else; a desk's code may follow (`dpa/lsw`).

    >>> list_agencies("AFP/AP"), list_agencies("dpa/lsw"), list_agencies("AP Photo/Ann Lee"), list_agencies("a, AP")
    (('AFP', 'AP'), ('dpa',), (), ())
    """
    whole = find_agency(words, place)
    names: list[str] = []
    for part in [words] if whole else _SEPARATOR.split(words.strip(_MARKS)):
        name = find_agency(part, place)
        if is_unnamed(part) and len(part) > 1 and part[0].isupper():
            names.append(part)
        elif name:
            names.append(name)
        elif not (names and _DESK.fullmatch(part)) and not _STAFF.fullmatch(part):
            return ()
    return tuple(dict.fromkeys(names))
