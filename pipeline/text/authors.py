"""Names of people among what pages give as authors: no organisations, no addresses, no "Staff"."""

import re
from typing import NamedTuple

from pipeline.text.author_phrases import AUTHOR_LABELS, AUTHOR_ROLES, AUTHOR_TAILS, NO_PERSON, PERSON_PARTICLES
from pipeline.text.characters import fold_space, fold_words
from pipeline.text.credits import is_agency

_SPLIT = re.compile(
    r"\s*(?:;|\||\band\b|\bund\b|\bet\b|&|\n|•|·|\bи\b|،|/|\bwith\b|\bmit\b|\by\b(?= [A-ZÁÉÍÓÚÑ])|\bve\b|、)\s*|,\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"^\W*(?:(?:{'|'.join(AUTHOR_LABELS)})\b(?!['’.])[\s::]*)+", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:(?:(?:in|on|at|for|from)\s+[A-Z]|\d|[–—|(@]|-\s|(?:is an?|updated|published|posted|via|designed)\b).*)$"
)
_WORD_TAIL = re.compile(rf"[\s,]+(?:{'|'.join(AUTHOR_TAILS)}|(?i:{'|'.join(AUTHOR_ROLES)}))\.?(?:\s.*)?$")
_ADDRESS = re.compile(r"^\s*(?:https?:|www\.|/)|^\S+\.(?:com|org|net)\S*$", re.IGNORECASE)
_NO_PERSON = re.compile(rf"\b(?:{'|'.join(NO_PERSON)})\b", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"[@/<>{}?!:=#]|www\.|\.[a-z]{2,4}$|^\d|\s\d|\d\s")
_INITIAL = re.compile(r"\s[^\W\d_]\.$")
_MAX_PEOPLE = 30
_SHORT = 3
_WEIGHTS = {"json-ld": 3, "profile": 1}


class Candidate(NamedTuple):
    """The people that one place of the page names as its authors."""

    source: str
    people: tuple[str, ...]


def choose_authors(candidates: tuple[Candidate, ...]) -> Candidate:
    """Choose among what places say, given from best to worst: the one that most others share somebody with.

    Of each kind of place the first that names somebody counts. Each has a weight: 3 for JSON-LD, 1 for a mere link to a profile, 2 for others; full names weigh one more
    than handles. Of places of one weight the one with more people is taken, then the first: a page's data often
    names the first of several authors only.
    """
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.people:
            first.setdefault(candidate.source, candidate)
    named = list(first.values())
    weights = {candidate: _weigh(candidate, named) for candidate in named}
    # max keeps the first of equals.
    return max(named, key=lambda each: weights[each], default=Candidate("", ()))


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
        for part in _SPLIT.split(_LABEL.sub("", fold_space(field)[:300])):
            name = _clean_name(part)
            if _is_person(name) and fold_words(name) not in others:
                people.setdefault(fold_words(name), name)
    return tuple(people.values()) if len(people) <= _MAX_PEOPLE else ()


def is_full_name(name: str) -> bool:
    """Say whether a name has two words or more, or is of a script that writes names without a space.

    >>> is_full_name("Ann Lee"), is_full_name("annlee"), is_full_name("孔德明")
    (True, False, True)
    """
    return " " in name or not any(char.isupper() or char.islower() for char in name)


def _weigh(candidate: Candidate, named: list[Candidate]) -> int:
    ours = {fold_words(name) for name in candidate.people}
    shared = {each.source: each for each in named if ours & {fold_words(name) for name in each.people}}
    return sum(_WEIGHTS.get(source, 2) for source in shared) + all(map(is_full_name, candidate.people))


def _clean_name(part: str) -> str:
    name = _WORD_TAIL.sub("", _TAIL.sub("", _LABEL.sub("", part))).strip(" ,;:-–—|()[]\"'“”*")
    return name if _INITIAL.search(name) else name.strip(" .,;:-–—|()[]\"'“”*")


def _is_person(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 6 or not 2 <= len(name) <= 60 or _NOT_A_NAME.search(name):
        return False
    if len(name) <= _SHORT and name.islower():
        return False
    return (
        any(map(str.isalpha, name)) and not _NO_PERSON.search(name) and not is_agency(name) and not _is_phrase(words)
    )


def _is_phrase(words: list[str]) -> bool:
    """Say whether words are a phrase: some in lower case that are no particles of names, beside or without others."""
    lower = [word for word in words if word[0].islower() and word not in PERSON_PARTICLES]
    return bool(lower) and (len(lower) < len(words) or len(words) > 2)
