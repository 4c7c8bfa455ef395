"""Bylines: a line "By Ann Lee and Bo Smith, Harbour Post" → people, agencies and outlets. No line of prose is one."""

import re

from pipeline.text.agencies import find_agency, is_unnamed, list_agencies
from pipeline.text.characters import fold_space
from pipeline.text.credit_phrases import BYLINE_LABELS, COLON_LABELS, DAYS, MONTH, NOT_AUTHORS, PARTICLES
from pipeline.text.outlet_words import OUTLET_WORDS, POSTS, ROLE_WORDS, TITLES
from pipeline.text.sources import name_credit
from schemas.records import Credit, CreditRole

_MAX_NAME_WORDS = 5
_MAX_OUTLET_WORDS = 8
_PAIR = 2
_URL = re.compile(r"https?://|www\.", re.IGNORECASE)
_LEAD = r"^[\s(\[*•|/–—-]*"
_LABELS = "|".join(re.escape(label) for label in sorted(BYLINE_LABELS, key=len, reverse=True))
_BYLINE = re.compile(rf"{_LEAD}(?P<label>{_LABELS})(?P<sep>\s*[::|]\s*|\s+)(?P<who>\S.*)$", re.IGNORECASE)
_VIA = re.compile(r"[\s,|(–—-]+via\s+(?P<who>\S.*)$", re.IGNORECASE)
_WITH = re.compile(r"[\s,(]+(?:with|avec|mit|con)\s+(?:l['’])?(?P<who>[^\W\d_].{1,40}?)\)?$")
_REPORTS = re.compile(r"^(?P<who>[^\W\d_][^,|–—():]{3,40}?) reports(?: from [A-Z]\w+)?[:.]$")
_NAME_AND_POST = re.compile(r"^(?P<who>[^\W\d_][^,|–—()]{3,40}?)\s*(?:[,|–—]|\s-)\s*(?P<post>[^,.;:!?]{4,40})$")
_POST = re.compile(rf"(?:^|(?<=\W))(?:{'|'.join(POSTS)})(?!\w)", re.IGNORECASE)
_CUT = re.compile(
    r"\s*(?:[|•·;]|\s[-–—]+\s|\s\(|@\w+|\S+@\S+\.\w+|"
    r"\b(?:last )?(?:updated|published|posted|modified)\b|\b(?:zuletzt )?(?:veröffentlicht|aktualisiert|erstellt)\b|"
    r"\bpublié\w*\b|\bmis à jour\b|\bpublicado\b|\bactualizado\b|\b\d+ min\b|\blesezeit\b|\breading time\b|"
    r"\b(?:on|le|am|el|vom|от)\s+(?=\w+\s*\d|\d))",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"[\s,]*(?:\b(?:Mo|Di|Mi|Do|Fr|Sa|So|lun|mar|mer|jeu|ven|sam|dim)\.?,?\s+\d"
    rf"|\b(?:{'|'.join(DAYS)})\b(?=\s*(?:,|\d|$))|\b(?:{MONTH})\.?,?\s+\d|\b\d).*$",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\s+(?:in|à|aus|at|reports from|reporting from|from|depuis|desde|da|в|из|في)\s+(?=[^\W\d_a-z])[^,;]*?"
    r"(?=,|;|$|\s+(?:and|und|et|y|e|и)\s)"
)
_AND = re.compile(r"\s+(?:(?i:and|und|et|ve)|y|e|и|та|і|و|&|\+)\s+")
_LIST = re.compile(r"\s*[,،/]\s*")
_FOR = re.compile(r"\s+(?:for|of|für|pour|para)\s+(?=the\b|[A-Z])")
_ARTICLE = re.compile(r"^the\s+(?=\S+\s)")
_OUTLET = re.compile(rf"(?:\b(?:{'|'.join(OUTLET_WORDS)})\b|\w\.(?:com|org|net|info|[a-z]{{2}})$)", re.IGNORECASE)
_ROLE = re.compile(rf"(?:^|(?<=\W))(?:{'|'.join(ROLE_WORDS)})(?!\w)", re.IGNORECASE)
_TITLE = re.compile(rf"^(?:(?:{'|'.join(TITLES)})\.?\s+)+", re.IGNORECASE)
_NOT_AUTHOR = re.compile(rf"\b(?:{NOT_AUTHORS})\b", re.IGNORECASE)
_CALENDAR = re.compile(rf"(?:{'|'.join(DAYS)}|{MONTH})", re.IGNORECASE)
_FOREIGN_BY = frozenset({"par", "por", "di"})
_NO_PARTICLES = frozenset({"the", "for", "with", "and", "at", "on", "und"})
_TWICE = re.compile(r"^(\S+ \S.*) \1$")
_STRIP = ' \t.,;:()[]|*«»“”"–—-'


def read_byline(line: str) -> tuple[Credit, ...]:
    """Return the credits of a line that is a byline, none where it is anything else. `line` is folded by space.

    >>> [(c.role, c.name) for c in read_byline("By MARIA SANTOS and Bo Smith, Associated Press")]
    [('byline', 'MARIA SANTOS'), ('byline', 'Bo Smith'), ('agency', 'Associated Press')]
    >>> read_byline("By Monday the army had withdrawn."), read_byline("By the numbers")
    ((), ())
    """
    found = _BYLINE.match(line)
    if (helped := _WITH.search(line)) and (agencies := list_agencies(helped["who"])):
        return _read_with(line, helped, agencies)
    if not found:
        return _read_unlabelled(line)
    if not found["sep"].strip() and _is_prose(found["label"], found["who"]):
        return ()
    via = _VIA.search(found["who"])
    authors = list_authors(found["who"][: via.start()] if via else found["who"], line)
    return authors + name_credit("via", via["who"], line) if authors and via else authors


def _read_unlabelled(line: str) -> tuple[Credit, ...]:
    """`Ann Lee, Staff Writer`: a name needs its post in a newsroom behind it; people are listed in many lines."""
    if (reports := _REPORTS.match(line)) and _is_alone(reports["who"]):
        return (Credit(role="byline", name=reports["who"], evidence=line),)
    posted = _NAME_AND_POST.match(line)
    if posted and _is_alone(posted["who"]) and _POST.search(posted["post"]):
        return (Credit(role="byline", name=posted["who"], evidence=line),)
    return ()


def _is_alone(words: str) -> bool:
    """Whether words without a label are one person's name; `Le Quai` is none."""
    words = words.strip(_STRIP)
    return is_person(words) and words.split()[0].lower() not in PARTICLES and not _BYLINE.match(words)


def _is_prose(label: str, who: str) -> bool:
    """Labels that need a colon, and `Von der Aktivität zur Dosis`: without a colon, a name begins with a capital."""
    if label.lower() in _FOREIGN_BY and len(who.split()) == 1 and find_agency(who) is None:
        return True  # `Por Navidad`, `Di Maria`
    is_small = who[0].islower() and not who.startswith("the ") and find_agency(who) is None
    return label.lower() in COLON_LABELS or is_small


def _read_with(line: str, helped: re.Match[str], agencies: tuple[str, ...]) -> tuple[Credit, ...]:
    """`Par Le Quai avec AFP`, `Harbour Post, with AFP`: a short line without a verb that ends with agencies."""
    before = line[: helped.start()]
    if len(before.split()) > _MAX_OUTLET_WORDS or any(mark in before for mark in ".!?"):
        return ()
    if any(word.islower() and word not in PARTICLES for word in re.findall(r"\w+", before)[1:]):
        return ()
    named = read_byline(before)
    if not named and _is_alone(before):
        named = (Credit(role="byline", name=before.strip(_STRIP), evidence=line),)
    return named + tuple(Credit(role="agency", name=name, evidence=line) for name in agencies)


def list_authors(who: str, evidence: str) -> tuple[Credit, ...]:
    """Return the credits of what stands behind "By": people first, then agency or outlet; none for other words."""
    who = fold_space(who)
    cut = _CUT.search(who)
    main = _DATE.sub("", who[: cut.start()] if cut else who)
    main, *behind = _FOR.split(main, maxsplit=1)
    rest = [*behind, who[cut.end() :] if cut else ""]
    main = _WHERE.sub("", main)
    parts = _split_names(main)
    if not parts:
        return ()
    found = [Credit(role=role, name=name, evidence=evidence) for role, name in parts]
    for words in rest:
        found.extend(
            Credit(role=role, name=name, evidence=evidence)
            for part in _LIST.split(words)
            for role, name in _read_affiliation(part)
        )
    return tuple(dict.fromkeys(found))


def is_person(words: str) -> bool:
    """Return whether `words` are shaped like one person's name: two to five words in capitals, or particles.

    >>> is_person("Ann Lee"), is_person("Ludwig van Beethoven"), is_person("the numbers"), is_person("Harbour Post")
    (True, True, False, False)
    """
    return len(words.split()) > 1 and is_name(words)


def is_name(words: str) -> bool:
    """Return whether `words` may be a person's name, perhaps of one word."""
    parts = words.split()
    if not 1 <= len(parts) <= _MAX_NAME_WORDS or any(map(str.isdigit, words)) or _URL.search(words):
        return False
    if _ROLE.search(words) or _OUTLET.search(words) or _NOT_AUTHOR.search(words) or re.search(r"[@/<>=?!…]", words):
        return False
    if any(_CALENDAR.fullmatch(part) for part in parts) and (len(parts) == 1 or not parts[1][0].isupper()):
        return False
    if any(part.lower() in _NO_PARTICLES for part in parts):
        return False
    cased = [part for part in parts if part.lower() not in PARTICLES]
    return bool(cased) and _is_capitalised(parts[-1]) and all(map(_is_capitalised, cased))


def _split_names(main: str) -> list[tuple[CreditRole, str]]:
    """Split a list of authors; empty where a part is no name. Agency, outlet or role may follow the people."""
    main = main.strip(_STRIP)
    joined = _AND.split(main)
    parts = [part for piece in joined for part in _LIST.split(piece) if part.strip(_STRIP)]
    people = _count_people(main, joined, parts)
    are_single = all(len(part.split()) == 1 for part in parts)
    found: list[tuple[CreditRole, str]] = []
    for index, part in enumerate(parts):
        name = _TWICE.sub(r"\1", _TITLE.sub("", part.strip(_STRIP)).strip(_STRIP))
        if agency := find_agency(name):
            found.append(("agency", agency))
        elif is_unnamed(name):
            found.append(("agency", name))
        elif index < people and not _ROLE.search(name):
            if outlet := _read_affiliation(name):
                found.extend(outlet)
                continue
            if not (is_person(name) or (are_single and is_name(name))):
                return found if index else []
            found.append(("byline", name))
        else:
            found.extend(_read_affiliation(part))
    return found


def _count_people(main: str, joined: list[str], parts: list[str]) -> int:
    """How many parts are a list of people: up to the one behind "and"; all of three or more; those of `A , B`."""
    if len(joined) > 1:
        return len([part for piece in joined[:-1] for part in _LIST.split(piece)]) + 1
    is_row = len(parts) > _PAIR or " , " in main
    return len(parts) if is_row and all(is_person(part.strip(_STRIP)) for part in parts) else 1


def _read_affiliation(part: str) -> list[tuple[CreditRole, str]]:
    """Read what stands behind a name: an agency, an outlet; a role, a place or anything else says nothing."""
    name = part.strip(_STRIP)
    if agency := find_agency(name):
        return [("agency", agency)]
    name = _ARTICLE.sub("", name)
    if not name or _ROLE.search(name) or len(name.split()) > _MAX_OUTLET_WORDS:
        return []
    if _OUTLET.search(name) and all(_is_capitalised(word) or word.lower() in PARTICLES for word in name.split()):
        return [("source", name)]
    return []


def _is_capitalised(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return bool(letters) and (not letters[0].islower() or any(letter.isupper() for letter in letters))
