"""Where a text says it is from: "Source: …", "via …", "originally appeared in …"; with the words that say so."""

import re
from collections.abc import Iterable

from pipeline.text.addresses import find_host
from pipeline.text.characters import fold_space
from pipeline.text.credit_phrases import (
    AFTER_NAME,
    DAYS,
    MONTH,
    NO_SOURCES,
    NOT_AUTHORS,
    OUTLET_KINDS,
    PRODUCED,
    REPUBLISHED,
    SOURCE_LABELS,
    THIS_ARTICLE,
    VIA_LABELS,
)  # fmt: skip
from schemas.records import Credit, CreditRole

_MAX_NAME_WORDS = 10
_MAX_LIST_WORDS = 4
_MAX_EVIDENCE = 240

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]“”\"]+", re.IGNORECASE)
_LEAD = r"^[\s(\[*•|/–—-]*"


def _one_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


_SOURCE = re.compile(rf"{_LEAD}(?:{_one_of(SOURCE_LABELS)})\s*[::]\s*(?P<who>\S.*)$", re.IGNORECASE)
_SOURCE_CAPITAL = re.compile(r"^SOURCE\s+(?P<who>[A-Z][^:]{1,80})$")
_VIA = re.compile(rf"{_LEAD}(?:{_one_of(VIA_LABELS)})\s*(?:[::]\s*|\s)(?P<who>\S.*)$", re.IGNORECASE)
_SELF = "|".join(THIS_ARTICLE)
_WAS = "|".join(REPUBLISHED)
_REPUBLISHED = re.compile(
    rf"[\s(\[*•|/–—-]*(?:(?:editor[’']s )?note: )?"
    rf"(?:(?:(?:{_SELF})\s+)?(?:{_WAS})|(?:{_SELF})\s+(?:{'|'.join(PRODUCED)})):?\s+"
    r"(?P<who>[^\n]+)",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"^|[.!?…)\]:][\s(\[*•|/–—-]")
"""Where a sentence may begin: one pattern that looks for both took 35 µs a line, this and a match take 6."""
_POST_FROM = re.compile(r"^The post .{1,300} (?:appeared first on|first appeared on) (?P<who>.{1,100}?)\.?$")
_NAME_END = re.compile(rf"[.;!?)\]]+(?=\s|$)|\s[–—-]+\s|{'|'.join(AFTER_NAME)}", re.IGNORECASE)
_QUOTED = re.compile(
    r"^\s*(?:«(?P<a>[^»]{2,60})»|“(?P<b>[^”]{2,60})”|\"(?P<c>[^\"]{2,60})\"|„(?P<d>[^“”]{2,60})[“”])"
)
_ARTICLES = frozenset({"the", "der", "die", "das", "den", "dem", "le", "la", "les", "el", "los", "il", "lo"})
_KINDS = re.compile(rf"^(?:the )?(?:{'|'.join(OUTLET_KINDS)})\s+(?:of\s+)?", re.IGNORECASE)
_DATE = re.compile(rf"(?:(?:{MONTH})|(?:{'|'.join(DAYS)})|[\d.,]+|\s)+", re.IGNORECASE)
_COURTESY = re.compile(r"\W*courtesy of\b", re.IGNORECASE)
_TRIM = " .,;:–—-()[]*|/«»“”„\"'’"
_ABBREVIATED = re.compile(r"\b(?:inc|ltd|co|corp|bros|s\.a)$", re.IGNORECASE)
_NOT_NAMES = re.compile(rf"\b(?:{NOT_AUTHORS}|author|own|eigene|propia|various|agencies)\b", re.IGNORECASE)


def read_source(line: str) -> tuple[Credit, ...]:
    """Return the credits of a line that is an attribution: "Source: …", "via …", "The post … appeared first on …".

    `line` is folded by space. None where the words behind the label are no name.

    >>> [(c.role, c.name) for c in read_source("Sources: Reuters, BBC")]
    [('source', 'Reuters'), ('source', 'BBC')]
    >>> read_source("Source: close to the ministry")
    ()
    """
    if posted := _POST_FROM.match(line):
        return name_credit("source", posted["who"], line)
    if source := _SOURCE.match(line) or _SOURCE_CAPITAL.match(line):
        return _list_credits("source", source["who"], line)
    if (via := _VIA.match(line)) and is_outlet_name(_cut_name(via["who"])):
        return name_credit("via", via["who"], line)
    return ()


def find_republished(line: str, start: int = 0) -> tuple[tuple[Credit, ...], tuple[int, int]]:
    """Find "originally appeared in …" and the like in a line from `start` on: credits, and where they stand."""
    for begin in _BEGINNING.finditer(line, start):
        found = _REPUBLISHED.match(line, begin.end())
        if not found:
            continue
        name = _cut_name(found["who"])
        if is_outlet_name(name) or _URL.match(name):
            evidence = found[0][:_MAX_EVIDENCE].rstrip()
            at = found.start() + len(found[0]) - len(found[0].lstrip())
            evidence = line[at : at + len(evidence)].rstrip()
            return name_credit("source", name, evidence), (at, at + len(evidence))
    return (), (0, 0)


def is_courtesy(line: str) -> bool:
    """Return whether a line says "Courtesy of …": above a text and within it that is who lent a picture."""
    return _COURTESY.match(line) is not None


def name_credit(role: CreditRole, words: str, evidence: str) -> tuple[Credit, ...]:
    """Make the credit of a name, an address, or a name with its address; none of words that are neither."""
    url = _URL.search(words)
    address = url[0].rstrip(".,;:!?)") if url else None
    name = fold_space(_URL.sub("", words)).strip(_TRIM)
    name = f"{name}." if _ABBREVIATED.search(name) and f"{name}." in words else name
    if not name and address:
        name = find_host(address if "://" in address else f"http://{address}")
    name = name.removeprefix("the ")
    if not name or len(name.split()) > _MAX_NAME_WORDS:
        return ()
    if address and "://" not in address:
        address = f"http://{address}"
    return (Credit(role=role, name=name, url=address, evidence=evidence),)


def is_outlet_name(words: str) -> bool:
    """Return whether `words` may name an outlet: they begin with a capital, a digit, or in a script without case."""
    parts = [part for part in words.strip(_TRIM).split() if part.lower() not in _ARTICLES]
    if not 1 <= len(parts) <= _MAX_NAME_WORDS:
        return False
    first = parts[0].strip(_TRIM)
    is_name = bool(first) and (not first[0].islower() or any(map(str.isupper, first)) or _is_domain(first))
    if " ".join(parts).casefold().strip(_TRIM) in NO_SOURCES or parts[0].casefold() in _SHARING:
        return False
    return is_name and not re.fullmatch(r"[\d./-]+", first) and not _DATE.fullmatch(" ".join(parts))


def _is_domain(word: str) -> bool:
    return (
        re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", word) is not None or word in _LOWER
    )


_SHARING = frozenset({"e-mail", "email", "facebook", "twitter", "whatsapp"})
_LOWER = frozenset({"dpa", "afp", "apa", "sda", "epd", "taz", "iamat", "openDemocracy"})
"""Names that are written small."""


def _list_credits(role: CreditRole, who: str, line: str) -> tuple[Credit, ...]:
    """The credits behind a label: one name, or a list of short ones."""
    if _URL.search(who):
        return name_credit(role, _cut_name(who) if not _URL.match(who) else who.split()[0], line)
    parts = [part.strip(_TRIM) for part in re.split(r"\s*[,/&+،]\s*|\s+(?:and|und|et|y|и|ve|و)\s+", who)]
    is_list = len(parts) > 1 and all(0 < len(part.split()) <= _MAX_LIST_WORDS for part in parts)
    names = parts if is_list and all(map(is_outlet_name, parts)) else [_cut_name(who)]
    found: list[Credit] = []
    for name in names:
        if not is_outlet_name(name) or _NOT_NAMES.search(name):
            return ()
        found.extend(name_credit(role, who if name + "." == who else name, line))
    return tuple(found)


def _cut_name(who: str) -> str:
    """Cut behind the name: at the end of the sentence, a date, a licence, an inner clause."""
    if _URL.match(who):
        return who.split()[0]
    who = _KINDS.sub("", who)
    if quoted := _QUOTED.match(who):
        return next((words.strip() for words in quoted.groups() if words), "")
    name = _NAME_END.split(who, maxsplit=1)[0]
    return re.split(r",\s|\s\(|\s\|\s", name, maxsplit=1)[0].strip()
