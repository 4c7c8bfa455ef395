"""Dates of sources, which may be a year or a month alone."""

import calendar
import re
from datetime import date

_PARTIAL = re.compile(r"\+?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


def read_partial_date(text: str, *, is_end: bool = False) -> date | None:
    """Read `2011`, `2011-03` or `2011-03-15`, unknown parts as 00 too; None where it is none of them.

    A year or month alone is its first day, as an end its last.

    >>> read_partial_date("2011-02", is_end=True)
    datetime.date(2011, 2, 28)
    >>> read_partial_date("+2011-00-00T00:00:00Z")
    datetime.date(2011, 1, 1)
    """
    found = _PARTIAL.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if not 1 <= year <= 9999 or month > 12:
        return None
    if not month:
        return date(year, 12, 31) if is_end else date(year, 1, 1)
    if not day:
        return date(year, month, calendar.monthrange(year, month)[1] if is_end else 1)
    return date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None
