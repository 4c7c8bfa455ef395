"""Who a text says it is from: bylines, agencies, sources and "via", each with the words that say so.

Reads plain text only; what markup says of the origin is in `origin`. Each kind of words has its module: `datelines`,
`leads`, `bylines`, `sources`, `endings`.
"""

from collections.abc import Iterator
from functools import lru_cache

from pipeline.text.agencies import list_agencies
from pipeline.text.bylines import is_person, read_byline
from pipeline.text.characters import fold_space, fold_words
from pipeline.text.datelines import read_dateline
from pipeline.text.endings import find_signature, read_makers, read_signature
from pipeline.text.leads import find_reporters
from pipeline.text.sources import find_republished, is_courtesy, read_source
from schemas.records import Credit

_MAX_LINE = 240
_DATELINE_PARAGRAPHS = 6
"""A standfirst, the line with the time and a caption may stand before the dateline."""
_STANDFIRST = 90
"""Characters of a first line up to which the lead is the line behind it too."""
_END_LINES = 4
_MAX_DATELINE_LINE = 80


@lru_cache(maxsize=4096)
def read_attribution(line: str) -> tuple[Credit, ...]:
    """Return the credits that an attribution line states, none where the line is anything else.

    >>> [(c.role, c.name) for c in read_attribution("by South Front, via http://www.globalresearch.ca/")]
    [('byline', 'South Front'), ('via', 'globalresearch.ca')]
    >>> read_attribution("By Monday the army had withdrawn.")
    ()
    """
    line = fold_space(line)
    if not line or len(line) > _MAX_LINE:
        return ()
    if stated := read_source(line):
        return stated
    republished, (start, _) = find_republished(line)
    if republished and not line[:start].strip() and not is_courtesy(line):
        return tuple(credit.model_copy(update={"evidence": line}) for credit in republished)
    return read_makers(line) or read_byline(line) or _read_dateline_line(line) or read_signature(line)


def find_credits(text: str) -> tuple[Credit, ...]:
    """Return the credits in running text, with the place of their evidence: dateline, lead, signature, "first in …".

    `text` is clean, a paragraph a line. A parenthesised acronym elsewhere is none of these.

    >>> [(c.name, c.evidence) for c in find_credits("PARIS (AP) — Talks on Syria (ISIS) began.")]
    [('AP', 'PARIS (AP) —')]
    """
    lines = list(_list_lines(text))
    found = next(filter(None, (_read_dateline(*line) for line in lines[:_DATELINE_PARAGRAPHS])), ())
    for at, line in _list_lead(lines):
        found += tuple(_place(credit, at + start) for credit, start in find_reporters(line))
    ends = lines[1:][-_END_LINES:] or lines
    for at, line in dict.fromkeys([*(top for top in lines[:2] if not is_courtesy(top[1])), *ends]):
        republished, (start, _) = find_republished(line, max(0, len(line) - 600))
        found += tuple(_place(credit, at + start) for credit in republished)
    for at, line in ends:
        found += tuple(_place(credit, at) for credit in _read_end(line))
        signed, start = find_signature(line)
        found += tuple(_place(credit, at + start) for credit in signed)
    return tuple(dict.fromkeys(found))


def join_credits(*groups: tuple[Credit, ...]) -> tuple[Credit, ...]:
    """Return the credits of all groups in order, each role and name once, the first evidence kept.

    A byline that names an agency of the same article is none: `By MPA` above `HAVEN (MPA) —`.
    """
    seen: dict[tuple[str, str], Credit] = {}
    for credit in (credit for group in groups for credit in group):
        seen.setdefault((credit.role, fold_words(credit.name)), credit)
    return tuple(
        credit for (role, name), credit in seen.items() if role != "byline" or ("agency", name) not in seen
    )


def _list_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that has words, with the place of its first character."""
    at = 0
    for line in text.split("\n"):
        if stripped := line.strip():
            yield at + line.index(stripped), stripped
        at += len(line) + 1


def _list_lead(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return lines[:2] if lines and len(lines[0][1]) < _STANDFIRST else lines[:1]


def _read_dateline(at: int, line: str) -> tuple[Credit, ...]:
    dateline = read_dateline(line)
    if dateline is None:
        return ()
    found = [Credit(role="agency", name=name, evidence=dateline.words) for name in dateline.agencies]
    if dateline.author and is_person(dateline.author):
        found.append(Credit(role="byline", name=dateline.author, evidence=dateline.words))
    return tuple(_place(credit, at) for credit in found)


def _read_dateline_line(line: str) -> tuple[Credit, ...]:
    """A dateline that fills its line and names an agency."""
    dateline = read_dateline(line) if len(line) <= _MAX_DATELINE_LINE else None
    if dateline is None or len(dateline.words) < len(line):
        return ()
    return tuple(Credit(role="agency", name=name, evidence=line) for name in dateline.agencies)


def _read_end(line: str) -> tuple[Credit, ...]:
    line = line if len(line) <= _MAX_LINE else ""
    return read_makers(line) or (read_signature(line) if list_agencies(line) or line[:1] in "(–—-©" else ())


def _place(credit: Credit, start: int) -> Credit:
    """Say where in the text the evidence stands."""
    return credit.model_copy(update={"start_char": start, "end_char": start + len(credit.evidence)})
