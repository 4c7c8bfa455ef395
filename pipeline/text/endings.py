"""What stands at the end of a report for its makers: "(Reuters)", "– dpa", "Reporting by …", "AP contributed …"."""

import re

from pipeline.text.agencies import Place, find_agency, is_unnamed, list_agencies, may_name_agency
from pipeline.text.bylines import is_name, is_person, list_authors
from pipeline.text.credit_phrases import CONTRIBUTED, HELPERS, MATERIAL, NOT_AUTHORS
from pipeline.text.sources import is_outlet_name
from schemas.records import Credit

_MAX_SIGNATURE = 100
_DASH = r"[-–—‒―]"
_WHO = r"[^\W\d_][\w.&'’«»/,;+ -]{1,60}?"
_SENTENCE_END = r"[.!?…。؟۔][”\"'’»)]*"
_SIGNATURE = re.compile(
    rf"(?:{_SENTENCE_END}\s*(?:[(\[/]\s*(?P<round>{_WHO})\s*[)\]/]|{_DASH}{{1,2}}\s*(?P<dash>{_WHO}))"
    rf"|(?<=\w)[”\"»]?\s+[(]\s*(?P<before>{_WHO})\s*[)](?=\.))\.?$"
)
_LINE = re.compile(rf"^(?:[(\[/]\s*(?P<round>{_WHO})\s*[)\]/]|{_DASH}{{0,2}}\s*(?P<bare>{_WHO}))\.?$")
_COPYRIGHT = re.compile(
    rf"^\W*(?:copyright|©|\(c\))[\s©]*(?:(?:19|20)\d\d(?:\s*{_DASH}\s*\d+)?)?\s*(?:by )?"
    r"(?P<who>[^.,;:\n]{2,60})",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[,\s|]+(?:publié|published|posted|updated|mis à jour|aktualisiert|veröffentlicht|le)\b.*\d.*$", re.I
)
_FROM = "|".join(sorted(MATERIAL, key=len, reverse=True))
_MATERIAL = re.compile(
    rf"(?:^|(?<=[.!?…”\"»] ))[\s(\[/*–—-]*(?:{_FROM})\s*[(]?(?P<who>{_WHO})"
    r"(?:\s+inputs?|\s+reports?)?\s*[)\]/.]*$",
    re.IGNORECASE,
)
_HELPERS = re.compile(
    rf"^\W*(?:{'|'.join(sorted(HELPERS, key=len, reverse=True))})\s+(?P<who>[^;()\n]+)", re.IGNORECASE
)
_HELPED = re.compile(r"^\W*(?:with|additional|with additional) reporting (?:by|from)\b", re.IGNORECASE)
_CONTRIBUTED = tuple(re.compile(rf"^[\s(\[–—-]*{phrase}", re.IGNORECASE) for phrase in CONTRIBUTED)
_MAKERS = re.compile(
    "report|assist|writ|contribu|words|mitarbeit|mitwirk|bericht|informations|contribuy", re.IGNORECASE
)
"""Some of the letters of each phrase of HELPERS and CONTRIBUTED."""
_OTHER_TRADE = re.compile(rf"^\W*(?:{NOT_AUTHORS})\b", re.IGNORECASE)
_IN_PLACE = re.compile(r"\s+(?:in|at|from)\s+[A-ZÀ-Þ][\w.'’ -]*?(?=,|\s+and\s|$)")
_EMPLOYED = re.compile(
    r"^(?:the )?(?P<agency>[^\W\d_].{1,30}?)"
    r"(?:['’]s?|\s+(?:staff )?(?:writers?|reporters?|journalists?|correspondents?))\s+"
    r"(?P<who>\S.*)$"
)
_LIST = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|und|et|y)\s+")


def read_signature(line: str) -> tuple[Credit, ...]:
    """Return the agencies of a line that holds nothing else: "(Reuters)", "– dpa", "AFP/AP", "With inputs from PTI".

    >>> [c.name for c in read_signature("AFP/AP")], read_signature("(UNHCR)")
    (['AFP', 'AP'], ())
    """
    if not may_name_agency(line):
        return ()
    if owned := _COPYRIGHT.match(line):
        return _name_agencies(owned["who"], line)
    if len(line) > _MAX_SIGNATURE:
        return ()
    if material := _MATERIAL.match(line):
        return _name_agencies(material["who"], line)
    if is_unnamed(line) and line[0].isupper():
        return (Credit(role="agency", name=line, evidence=line),)
    signed = _LINE.match(_TIME.sub("", line))
    if not signed:
        return ()
    is_marked = signed["round"] is not None or line[0] in "-–—"
    return _name_agencies(signed["round"] or signed["bare"], line, "byline" if is_marked else "end")


def find_signature(line: str) -> tuple[tuple[Credit, ...], int]:
    """Find the agencies that the last words of a paragraph name: the credits, and where their words begin."""
    start = max(0, len(line) - _MAX_SIGNATURE)
    if not may_name_agency(line[start:]):
        return (), 0
    if (signed := _SIGNATURE.search(line, start)) and (
        found := _name_agencies(signed["round"] or signed["dash"], "")
        if signed["before"] is None
        else _name_agencies(signed["before"], "", "end")
    ):
        at = signed.start() + len(re.match(r"[.!?…。؟۔”\"'’»\s]*", signed[0])[0])  # type: ignore[index]
        return tuple(credit.model_copy(update={"evidence": line[at:]}) for credit in found), at
    if material := _MATERIAL.search(line, start):
        at = material.start() + len(material[0]) - len(material[0].lstrip())
        return _name_agencies(material["who"], line[at:]), at
    return (), 0


def read_makers(line: str) -> tuple[Credit, ...]:
    """Return who reported or contributed, by a line at the end; who edited, filmed or translated is left out.

    >>> [(c.role, c.name) for c in read_makers("(Reporting by Ann Lee in Lima; Editing by Bo Smith)")]
    [('byline', 'Ann Lee')]
    >>> [(c.role, c.name) for c in read_makers("The Associated Press contributed to this report.")]
    [('source', 'The Associated Press')]
    """
    found: list[Credit] = []
    if not _MAKERS.search(line):
        return ()
    for clause in line.split(";"):
        if _OTHER_TRADE.match(clause):
            continue
        if helped := _HELPERS.match(clause):
            who = _IN_PLACE.sub("", helped["who"].strip(" .)]"))
            is_help = _HELPED.match(clause) is not None
            found.extend(
                _as_source(credit) if is_help and credit.role == "agency" else credit
                for credit in list_authors(who, line)
            )
    if not found:
        contributed = next(filter(None, (phrase.match(line) for phrase in _CONTRIBUTED)), None)
        found.extend(_name_contributors(contributed["who"], line) if contributed else ())
    return tuple(dict.fromkeys(found))


def _name_contributors(who: str, line: str) -> tuple[Credit, ...]:
    """People by line, agencies and outlets as sources; nobody where one part is neither."""
    found: list[Credit] = []
    for words in filter(None, _LIST.split(_IN_PLACE.sub("", who.strip()))):
        employed = _EMPLOYED.match(words)
        part = employed["who"] if employed else words
        if employed and (agency := find_agency(employed["agency"])):
            found.append(Credit(role="source", name=agency, evidence=line))
        if find_agency(part):
            found.append(Credit(role="source", name=part.strip(), evidence=line))
        elif is_person(part) or (found and is_name(part)):
            found.append(Credit(role="byline", name=part.strip(), evidence=line))
        elif part[:4] in ("The ", "the ") and is_outlet_name(part):
            found.append(Credit(role="source", name=part.strip(), evidence=line))
        elif not re.search(r"\b(?:staff|writers?|reporters?|correspondents?|colleagues?)\b", part, re.IGNORECASE):
            return ()
    return tuple(found)


def _name_agencies(who: str, evidence: str, place: Place = "byline") -> tuple[Credit, ...]:
    return tuple(Credit(role="agency", name=name, evidence=evidence) for name in list_agencies(who, place))


def _as_source(credit: Credit) -> Credit:
    return credit.model_copy(update={"role": "source"})
