"""What `06/07/2015` means: the order of day and month, told by other dates of a page, its language and its host."""

import re
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

from pipeline.text.dates import Moment, is_plausible, make_day

Order = Literal["dmy", "mdy"]

_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/|.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?![\d/.-])")
_MONTH_FIRST_TAGS = frozenset(("en-us", "en-ph", "fil", "es-us", "en-pr", "es-pr"))
_MONTH_FIRST_HOSTS = (".us", ".gov", ".mil", ".ph")
_GENERIC = frozenset(("tv", "io", "me", "co", "ai", "fm", "cc", "ly", "to", "eu", "gg", "am", "ws", "us", "ph"))


def find_order(text: str, language: str, host: str) -> Order | None:
    """Return the order of day and month on a page, or None where nothing tells it.

    A numeric date of `text` with a part over 12 decides, else the region of `language` (a tag as declared), else the
    country of `host`, else the language: only Americans put the month first.

    >>> find_order("on 13/02/2020, 01/02/2020", "en", "x.com"), find_order("", "en-US", ""), find_order("", "fr", "")
    ('dmy', 'mdy', 'dmy')
    """
    firsts, seconds = 0, 0
    for found in _NUMERIC.finditer(text):
        firsts += 12 < int(found[1]) <= 31
        seconds += 12 < int(found[3]) <= 31
    if bool(firsts) != bool(seconds):
        return "dmy" if firsts else "mdy"
    tag = language.strip().lower().replace("_", "-")
    if tag in _MONTH_FIRST_TAGS or (not tag[2:3] and host.endswith(_MONTH_FIRST_HOSTS)):
        return "mdy"
    country = host.rpartition(".")[2]
    is_national = len(country) == 2 and country not in _GENERIC
    return "dmy" if tag[:2] not in ("en", "") or tag.startswith("en-") or is_national else None


class Reading(NamedTuple):
    """How a numeric date of a page is read: the order, days that it names plainly, the end of the window."""

    order: Order | None
    known: frozenset[date]
    latest: datetime | None


def read_numeric(raw: str, reading: Reading) -> Moment | None:
    """Read a numeric date with the day or the month first; None where it has two meanings and nothing tells which.

    With points the day comes first. Where one of two readings lies outside [1990-01-01, latest + 48 h], or the other
    is a known day, the other is meant. Where nothing else tells, the later that has come is, since news is fresh; but
    None where it is not known when the page was fetched.

    >>> unknown = Reading(None, frozenset(), None)
    >>> read_numeric("06/07/2015", unknown._replace(order="mdy")).written, read_numeric("26/06/15", unknown).written
    ('2015-06-07', '2015-06-26')
    """
    found = _NUMERIC.fullmatch(raw.strip())
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), _read_year(found[4])
    order = "dmy" if found[2] == "." else reading.order
    orders = (order, "mdy" if order == "dmy" else "dmy") if order else ()
    days = {each: _make(year, *((second, first) if each == "dmy" else (first, second))) for each in ("dmy", "mdy")}
    possible = {each: day for each, day in days.items() if day and is_plausible(_at(day), reading.latest)}
    if ordered := next((possible[each] for each in orders if each in possible), None):
        return make_day(ordered)
    choices = set(possible.values())
    choices = choices & reading.known or choices
    if len(choices) > 1 and reading.latest is None:
        return None
    return make_day(max(choices)) if choices else None


def _read_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
