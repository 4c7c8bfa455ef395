"""Names of people among what pages give as authors: no organisations, no addresses, no "Staff"."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.text.agencies import is_agency
from pipeline.text.author_phrases import (
    AUTHOR_LABELS,
    AUTHOR_ROLES,
    AUTHOR_TAILS,
    NO_PERSON,
    NO_PERSON_ENDS,
    NO_PERSON_PHRASES,
    NO_PERSON_STARTS,
    PERSON_PARTICLES,
)
from pipeline.text.characters import fold_space, fold_words

_SPLIT = re.compile(
    r"\s*(?:;|\||\band\b|\bund\b|\bet\b|&|\n|•|·|\bи\b|،|/|\bwith\b|\bmit\b|\by\b(?= [A-ZÁÉÍÓÚÑ])|\bve\b|、)\s*|,\s+",
    re.IGNORECASE,
)
# Matched on lower-case text: ignoring case, the engine tries each of the sixty labels at full length.
_LABEL = re.compile(rf"\W*(?:(?:{'|'.join(AUTHOR_LABELS)})\b(?!['’.])[\s::]*)+")
_TAIL = re.compile(
    r"\s+(?:(?:(?:in|on|at|for|from)\s+[A-Z]|\d|[–—|(@]|-\s|(?:is an?|updated|published|posted|via|designed)\b).*)$"
)
_WORD_TAIL = re.compile(rf"[\s,]+(?:{'|'.join(AUTHOR_TAILS)}|(?i:{'|'.join(AUTHOR_ROLES)}))\.?(?:\s.*)?$")
_ADDRESS = re.compile(r"^\s*(?:https?:|www\.|/)|^\S+\.(?:com|org|net)\S*$", re.IGNORECASE)
_NO_PERSON = re.compile(rf"(?:{'|'.join(NO_PERSON_PHRASES)})\b")
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_NOT_A_NAME = re.compile(r"[@/<>{}?!:=#]|www\.|\.[a-z]{2,4}$|^\d|\s\d|\d\s")
_INITIAL = re.compile(r"\s[^\W\d_]\.$")
_DEGREE = re.compile(r"[A-Z][A-Z-]{1,5}")
"""What stands behind a name and a comma: RN, CFP, E-RYT."""
_MAX_PEOPLE = 30
_SHORT = 3
_WEIGHTS = {"json-ld": 3, "profile": 1}


class Candidate(NamedTuple):
    """The people that one place of the page names as its authors."""

    source: str
    people: tuple[str, ...]


def choose_authors(places: Iterable[tuple[str, tuple[str, ...]]], site: tuple[str, ...]) -> Candidate | None:
    """Choose among what places say, given as (source, texts) from best to worst; None where none names a person.

    The one that most others share somebody with is chosen: of each source the first place that names somebody
    counts, with a weight of 3 for JSON-LD, 1 for a mere link to a profile and 2 for others; full names weigh one more
    than handles. Of equals the first is taken. `site` are the names of site and publisher.
    """
    named: dict[str, Candidate] = {}
    for source, texts in places:
        if source not in named and (people := find_people(texts, *site)):
            named[source] = Candidate(source, people)
    # max keeps the first of equals.
    return max(named.values(), key=lambda each: _weigh(each, named), default=None)


def find_people(written: tuple[str, ...], *names: str) -> tuple[str, ...]:
    """Return the people among `written` author fields, each once, as they are written.

    `names` are those of the site and its publisher, which is no person. None where there are over thirty: that is
    a list of references.

    >>> find_people(("By Ann Lee and Bo Smith", "Reuters Staff", "https://x.org/ann", "ann lee"))
    ('Ann Lee', 'Bo Smith')
    """
    people: dict[str, str] = {}
    others = {fold_words(name) for name in names}
    for field in written:
        if _ADDRESS.search(field) or fold_words(field) in others:
            continue
        for place, part in enumerate(_SPLIT.split(_cut_label(fold_space(field)[:300]))):
            name = _clean_name(part)
            if place and _DEGREE.fullmatch(name):
                continue
            if _is_person(name) and fold_words(name) not in others:
                people.setdefault(fold_words(name), name)
    return tuple(people.values()) if len(people) <= _MAX_PEOPLE else ()


def is_full_name(name: str) -> bool:
    """Say whether a name has two words or more, or is of a script that writes names without a space.

    >>> is_full_name("Ann Lee"), is_full_name("annlee"), is_full_name("孔德明")
    (True, False, True)
    """
    return " " in name or not any(char.isupper() or char.islower() for char in name)


def _weigh(candidate: Candidate, named: dict[str, Candidate]) -> int:
    ours = {fold_words(name) for name in candidate.people}
    shared = (source for source, each in named.items() if ours & {fold_words(name) for name in each.people})
    return sum(_WEIGHTS.get(source, 2) for source in shared) + all(map(is_full_name, candidate.people))


def _cut_label(text: str) -> str:
    low = text.lower()
    found = _LABEL.match(low) if len(low) == len(text) else None
    return text[found.end() :] if found else text


def _clean_name(part: str) -> str:
    name = _WORD_TAIL.sub("", _TAIL.sub("", _cut_label(part))).strip(" ,;:-–—|()[]\"'“”*")
    return name if _INITIAL.search(name) else name.strip(" .,;:-–—|()[]\"'“”*")


def _is_person(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 6 or not 2 <= len(name) <= 60 or _NOT_A_NAME.search(name):
        return False
    if len(name) <= _SHORT and name.islower():
        return False
    return any(map(str.isalpha, name)) and not (_is_phrase(words) or _is_no_person(name) or is_agency(name))


def _is_no_person(name: str) -> bool:
    low = name.lower()
    return _NO_PERSON.match(low) is not None or any(
        word in NO_PERSON or word.startswith(NO_PERSON_STARTS) or word.endswith(NO_PERSON_ENDS)
        for whole in _WORD.findall(low)
        for word in (whole, *whole.split("-"))
    )


def _is_phrase(words: list[str]) -> bool:
    """Say whether words are a phrase: some in lower case that are no particles of names, beside or without others."""
    lower = [word for word in words if word[0].islower() and word not in PERSON_PARTICLES]
    return bool(lower) and (len(lower) < len(words) or len(words) > 2)
