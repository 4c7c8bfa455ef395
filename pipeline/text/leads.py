"""Leads that put their report to a news agency: "…, сообщает ТАСС", "selon l'AFP", "AA'nın haberine göre"."""

import re

from pipeline.text.agencies import find_agency, may_name_agency
from pipeline.text.credit_phrases import REPORT_MARKS
from pipeline.text.wires import AGENCIES
from schemas.records import Credit

_MAX_LEAD = 500
_CASES = r"(?:[аоуыеи]|ом|ой|ах)?"
_NAMES = "|".join(
    re.escape(name) + (_CASES if re.search("[а-яё]$", name) else "")
    for name in sorted(set(AGENCIES), key=len, reverse=True)
    if len(name) > 1
)
_AGENCY = rf"(?P<agency>(?-i:{_NAMES}))(?![\w-])[»\"]?"
_TITLE = (
    r"(?:«(?P<title>[^»\n]{2,50})»|[\"„“](?P<quoted>[^\"“”„\n]{2,50})[\"“”]"
    r"|(?P<latin>(?-i:[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})))"
)
_MARKS = tuple(
    re.compile(r"(?<!\w)" + mark.format(agency=_AGENCY, title=_TITLE), re.IGNORECASE) for mark in REPORT_MARKS
)
_TITLED = re.compile("пишет|сообщает|со ссылкой на")
"""Words of the marks that take a title, not an agency's name."""
_CORRESPONDENT = re.compile(
    rf"(?:передает|передаёт|сообщает) (?:собственный )?корреспондент {_AGENCY}", re.IGNORECASE
)


def find_reporters(lead: str) -> tuple[tuple[Credit, int], ...]:
    """Return the agencies and media to which a first paragraph puts its report, each with the place of its words.

    Farther down, the same words say where one fact is from; so only the lead is to be handed in.

    >>> [(c.name, c.evidence) for c, _ in find_reporters("Мост закрыт, сообщает ТАСС.")]
    [('ТАСС', 'сообщает ТАСС')]
    """
    lead = lead[:_MAX_LEAD]
    if not may_name_agency(lead) and not _TITLED.search(lead):
        return ()
    if own := _CORRESPONDENT.search(lead):
        return ((Credit(role="agency", name=_name(own), evidence=own[0]), own.start()),)
    found: dict[str, tuple[Credit, int]] = {}
    for mark in _MARKS:
        if said := mark.search(lead):
            name = _name(said)
            found.setdefault(name, (Credit(role="source", name=name, evidence=said[0]), said.start()))
    return tuple(found.values())


def _name(found: re.Match[str]) -> str:
    """The name as a title is written, or the agency without the ending of its case."""
    names = found.groupdict()
    title = names.get("title") or names.get("quoted") or names.get("latin")
    agency = names.get("agency")
    if title or not agency or find_agency(agency):
        return title or agency or ""
    return next((agency[:-cut] for cut in (1, 2) if find_agency(agency[:-cut])), agency)
