"""Datelines: the words with place, day and agency that stand before the first sentence of a report."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.text.agencies import find_agency, list_agencies, may_name_agency
from pipeline.text.characters import fold_space
from pipeline.text.credit_phrases import DAYS, MONTH, NO_PLACES, NO_SOURCES, PARTICLES, PLACE_STARTS, SHORT_PLACES

_MAX_DATELINE = 120
_MAX_WORDS = 9
_MAX_PLACE = 4
_SHORT_START = 12
_MAX_PARTS = 70
_MIN_PLACE = 5
"""Letters of a lone place in capitals that has no day, country or known agency behind it: shorter ones are more often
abbreviations (`NATO: what next`); `SHORT_PLACES` are let through."""

_DASH = r"(?:[-–—‒―−]+|_)"
_WHO = r"[^\W\d_][\w.&'’«»/ -]{1,38}?"
_IN_MARKS = rf"(?:(?P<round>\()\s*(?P<who>{_WHO})\s*\)|\[\s*(?P<square>{_WHO})\s*\]|/\s*(?P<slashed>{_WHO})\s*/)"
_HEAD = r"(?P<head>[^()\[\]\n:;!?“”\"]{0,80}?)"
_END = rf"(?:[.,]*\s*(?:{_DASH}|:)+|\.)"
_MARKED = re.compile(rf"^{_HEAD}\s*{_DASH}?\s*{_IN_MARKS}(?P<end>{_END}?)")
_MARKED_FIRST = re.compile(rf"^{_IN_MARKS}\s*{_DASH}\s*(?P<head>[^()\n]{{2,50}}?)\s*(?P<end>{_DASH})\s")
_MARK = re.compile(rf"\s*(?:{_DASH}|[.,:/])\s*")
_AUTHOR = r"(?:,\s(?P<author>[^\W\d_][\w-]+(?: [^\W\d_][\w-]+){1,2}))?"
_PARTS = re.compile(r"\s*[/|•·]\s*|,\s+(?=[^\W\d_])|\s+[-–—]+\s+")
_SPACED = re.compile(
    rf"^(?:[^\W\d_a-zäöü][^\W\d_a-zäöü]{{3,}}\s+(?P<who>[a-z]{{2,4}}|[A-Z]{{2,5}})\s*(?:\||{_DASH})\s"
    r"|(?P<first>dpa|afp|epd|ap|AFP|AP)\s+[A-ZÄÖÜ][\w/-]+\.\s)"
)
_BARE = re.compile(rf"(?P<who>{_WHO}){_AUTHOR}(?P<end>\s*(?:{_DASH}|:)+(?=\s|$)|\.(?=\s|$)|\s*$)")
_PLACE_ONLY = re.compile(
    rf"^(?P<head>[^()\[\]\n:;!?“”\"]{{3,60}}?)(?P<end>\s*:(?=\s)|(?:\s+|(?<=\d)){_DASH}(?=\s)|(?<!\d)(?:[–—]|--))"
)
_SENTENCE = re.compile(r"\s*[“\"'‘«(]?(?:[^\W\d_a-zа-яё]|\d)[^\n]{24}")
"""What comes after a dateline without an agency: the beginning of a sentence."""
_DATE = re.compile(r"\b\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d\d){1,2}\b")
_WORD = re.compile(r"[^\s,./:]+")
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|º|°)?")
_MONTH = re.compile(rf"(?:{MONTH})", re.IGNORECASE)
_DAY = re.compile(rf"(?:{'|'.join(DAYS)})", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-ZА-ЯЁÇĞİÖŞÜ]{2,6}|[A-Z][a-z]+[A-Z]\w+")


class Dateline(NamedTuple):
    """The words of a dateline with the mark that ends it, and the agencies that it names, if any.

    `author` is who wrote it, where the agency puts the name there (`МОСКВА, 4 мар — РИА Новости, Иван Ракитин.`).
    """

    words: str
    agencies: tuple[str, ...] = ()
    author: str = ""


class _Head(NamedTuple):
    """What stands before the agency: nothing, or place and day."""

    is_empty: bool = False
    is_capital: bool = False
    has_day: bool = False
    has_place: bool = False
    is_strong: bool = False
    is_label: bool = False
    is_uncased: bool = False
    has_number: bool = False


def find_dateline(text: str) -> str:
    """Return the dateline that `text` begins with, with the mark that ends it; "" where there is none.

    >>> find_dateline("PARIS (AP) — Talks began."), find_dateline("KABUL: Talks of peace began on Monday.")
    ('PARIS (AP) —', 'KABUL:')
    >>> find_dateline("ISIS (Islamic State) — a history"), find_dateline("By Monday it was over.")
    ('', '')
    """
    dateline = read_dateline(text.lstrip().partition("\n")[0])
    return dateline.words if dateline else ""


@lru_cache(maxsize=64)
def read_dateline(line: str) -> Dateline | None:
    """Read the dateline at the start of a paragraph, None where it has none.

    The last ones are remembered: a first line is read as an attribution, as a dateline, and to be compared.
    """
    start = line[:_MAX_DATELINE]
    if start[:1].islower() and not may_name_agency(start[:_SHORT_START]):
        return None
    return _read_marked(start) or _read_bare(start) or _read_place_only(line)


def _read_marked(start: str) -> Dateline | None:
    """`PARIS, March 3 (AP) —`, `МОСКВА, 4 марта. /ТАСС/.`, `(ANSA) - ROMA -`; the agency may be unknown to us."""
    found = _MARKED_FIRST.match(start) or _MARKED.match(start)
    if not found or not (head := _read_head(found["head"])):
        return None
    who = found["who"] or found["square"] or found["slashed"]
    has_dash = bool(found["end"]) and found["end"] != "."
    if agencies := list_agencies(who, "marks"):
        has_place = head.is_capital or head.has_day or (found["slashed"] is not None and head.has_place)
        return Dateline(found[0].rstrip(), agencies) if has_dash or has_place else None
    is_sure = has_dash and head.is_strong and bool(_ACRONYM.fullmatch(who))
    return Dateline(found[0], (who,)) if is_sure else None


def _read_bare(start: str) -> Dateline | None:
    """`Moscow. March 3. INTERFAX -`, `МОСКВА, 4 мар — РИА Новости.`, `القاهرة - رويترز`: known agencies only."""
    if not may_name_agency(start):
        return None
    for place, sign, at in [
        ("", "", 0),
        *((start[: m.start()], m[0].strip(), m.end()) for m in _MARK.finditer(start)),
    ]:
        found = _BARE.match(start, at)
        head = _read_head(place)
        if not found or head is None:
            continue
        is_set = head.is_uncased or (head.is_capital and head.has_day)
        agencies = list_agencies(found["who"], "marks" if is_set else "byline")
        if agencies and _is_bare(head, sign, found["end"].strip()):
            return Dateline(start[: found.end()], agencies, found["author"] or "")
    return _read_spaced(start) or _read_parts(start)


def _read_spaced(start: str) -> Dateline | None:
    """`HAMBURG dpa | …`, `dpa Hamburg. …`: as German papers print the line."""
    found = _SPACED.match(start)
    if found and (agency := find_agency(found["who"] or found["first"])):
        return Dateline(found[0].rstrip(), (agency,))
    return None


def _read_parts(line: str) -> Dateline | None:
    """`Monday, 4 May | PTI | Srinagar`, `İSTANBUL/DHA`, `EFE / Madrid`: a line of agency, place and day alone.

    A place is one word or in capitals: `Mina Rao / Reuters` took a picture.
    """
    parts = [part for part in _PARTS.split(line.strip()) if part]
    agencies = tuple(agency for part in parts if (agency := find_agency(part)))
    if not agencies or len(parts) == len(agencies) or len(line) >= _MAX_PARTS:
        return None
    others = [part for part in parts if not find_agency(part)]
    return Dateline(line.strip(), agencies) if all(map(_is_place_or_day, others)) else None


def _is_place_or_day(part: str) -> bool:
    words = part.split()
    if any(word.casefold() in NO_PLACES for word in words) or part.casefold() in NO_SOURCES:
        return False
    head = _read_head(part)
    if head is None:
        return False
    return head.has_day or (head.has_place and (part.isupper() or len(words) == 1) and not head.has_number)


def _is_bare(head: _Head, sign: str, end: str) -> bool:
    if head.is_label:
        return False
    if not head.has_place:
        return end not in ("", ".", ":")  # `AFP.` and `AFP:` are a signature and the label of a quotation
    if end == ".":
        return head.has_day or sign not in (",", ".")  # `Talks, Reuters.` is a sentence's end
    if end or head.has_day or head.is_uncased:
        return True
    return head.is_capital and sign not in (",", "/")  # `Mina Rao, AFP` is who took the picture


def _read_place_only(line: str) -> Dateline | None:
    """`KABUL: …`, `OSTERVIK, Norway — …`, `Paris, 3 mars - …`: no agency, so place or day have to be sure."""
    found = _PLACE_ONLY.match(line)
    head = _read_head(found["head"]) if found else None
    if not found or not head or not head.has_place or head.is_label or (head.has_number and not head.has_day):
        return None
    place = _WORD.findall(re.split(r",|\.(?=\s)", found["head"], maxsplit=1)[0])
    is_colon = found["end"].strip() == ":"
    if not head.is_capital:
        is_sure = head.has_day and head.has_number and not is_colon and len(place) <= _MAX_PLACE
    else:
        is_known = (
            len(place) == 1 or place[0] in PLACE_STARTS or head.has_day or (not is_colon and "," in found["head"])
        )
        is_sure = head.is_strong and is_known and len(place) <= _MAX_PLACE and _is_all_capital(place)
    is_sure = is_sure and not any(map(str.isdigit, "".join(place))) if not head.has_day else is_sure
    return Dateline(found[0]) if is_sure and (head.has_day or _SENTENCE.match(line, found.end())) else None


def _read_head(head: str) -> _Head | None:
    """Read place and day; None where the words are a sentence's, since one of them is neither."""
    words = [word for word in _WORD.findall(fold_space(head)) if any(map(str.isalnum, word))]
    if len(words) > _MAX_WORDS:
        return None
    places: list[str] = []
    has_day = bool(_DATE.search(head))
    has_number = False
    for word in words:
        if _NUMBER.fullmatch(word):
            has_number = True
        elif _MONTH.fullmatch(word) or _DAY.fullmatch(word):
            has_day = True
        elif word[0].islower() and word.lower() not in PARTICLES:
            return None
        else:
            places.append(word)
    if not places:
        return _Head(is_empty=not words, has_day=has_day)
    first = places[0]
    is_capital = first.isupper() and len(first) > 1
    has_more = has_day or "," in head
    is_long = len("".join(places)) >= _MIN_PLACE or first in SHORT_PLACES
    is_label = any(word.casefold() in NO_PLACES for word in places) or bool(list_agencies(head))
    is_strong = (is_capital and (has_more or (is_long and _is_all_capital(places)))) and not is_label
    is_uncased = not any(char.isupper() or char.islower() for char in first)
    return _Head(
        is_capital=is_capital,
        has_day=has_day,
        has_place=True,
        is_strong=is_strong or (has_day and not is_label),
        is_label=is_label,
        is_uncased=is_uncased,
        has_number=has_number,
    )


def _is_all_capital(places: list[str]) -> bool:
    return all(word.isupper() or word.lower() in PARTICLES for word in places)
