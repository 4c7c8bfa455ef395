"""Names of news agencies: is this one, and which ones does a short piece of text list?"""

import re

from pipeline.text.characters import fold_space, fold_words
from pipeline.text.wires import AGENCIES, AGENCY_EDGES, PLAIN_NAMES, UNNAMED

_SHORT = 5
"""Letters up to which a name in capitals is an agency's only in capitals: `Map` and `Tap` are words."""

_KNOWN: dict[str, set[str]] = {}
for _name in AGENCIES:
    _KNOWN.setdefault(fold_words(_name), set()).add(_name)
_UNNAMED = {fold_words(name) for name in UNNAMED}
_PLAIN = {fold_words(name) for name in PLAIN_NAMES}
_EDGES = "|".join(re.escape(edge) for edge in sorted(AGENCY_EDGES, key=len, reverse=True))
_EDGE = re.compile(rf"^(?:(?:{_EDGES})(?:\s+|(?<=['’])))+|(?:[\s,/-]+(?:{_EDGES}))+$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[/,&+;،]\s*|\s+(?:and|und|et|y|e|и|ve|و|with|avec|mit|con)\s+")
_DESK = re.compile(r"[a-z]{2,3}")
_STAFF = re.compile(r"staff|red|redaktion|redacción|redaccion|rédaction|redazione|редакция", re.IGNORECASE)
_MARKS = " .,;:()[]«»“”„\"'‘’*|–—-©"


def is_agency(name: str) -> bool:
    """Return whether `name` is that of a news agency that we know.

    >>> is_agency("Reuters"), is_agency("DPA"), is_agency("Map"), is_agency("Reuters Staff")
    (True, True, False, False)
    """
    known = _KNOWN.get(fold_words(name))
    if known is None:
        return False
    letters = [letter for letter in name if letter.isalpha()]
    is_short = len(letters) <= _SHORT and any(letter.isupper() for letter in letters + list(max(known)))
    return not is_short or name in known or all(letter.isupper() for letter in letters)


def find_agency(words: str) -> str | None:
    """Return the agency's name where `words` are one, perhaps with "Staff" or "news agency"; else None.

    >>> find_agency("Reuters Staff"), find_agency("the AFP news agency"), find_agency("Ann Lee")
    ('Reuters', 'AFP', None)
    """
    words = fold_space(words).strip(_MARKS)
    bare = _EDGE.sub("", words).strip(_MARKS)
    return next((name for name in (words, bare) if name and is_agency(name)), None)


def is_unnamed(words: str) -> bool:
    """Return whether `words` say "Agencies" and no more."""
    return fold_words(words) in _UNNAMED


def list_agencies(words: str, is_set_place: bool = True) -> tuple[str, ...]:
    """Return the agencies that `words` list, where they list nothing else; a desk's code may follow (`dpa/lsw`).

    Names that are also words count only where `is_set_place`.

    >>> list_agencies("AFP/AP"), list_agencies("dpa/lsw"), list_agencies("AP Photo/Ann Lee"), list_agencies("a, AP")
    (('AFP', 'AP'), ('dpa',), (), ())
    """
    whole = find_agency(words)
    names: list[str] = []
    for part in [words] if whole else _SEPARATOR.split(words.strip(_MARKS)):
        name = find_agency(part)
        if is_unnamed(part) and len(part) > 1 and part[0].isupper():
            names.append(part)
        elif name and (is_set_place or fold_words(name) not in _PLAIN):
            names.append(name)
        elif not (names and _DESK.fullmatch(part)) and not _STAFF.fullmatch(part):
            return ()
    return tuple(dict.fromkeys(names))
