"""When an article was published: chosen among what page and feed say, with the place that said it.

The order is JSON-LD, metas, microdata, feed, address, and what the page shows: a page's machine-readable word names
its own article, and a feed often gives the time of the last edit.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pipeline.text.dates import Moment, is_plausible, make_moment, parse_date, read_moment
from pipeline.text.shown_dates import find_written_date
from schemas.records import EntryHints

_URL_DATE = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<sep>[/-])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?=/|$|(?<=-\d\d)[-_.])"
)
_URL_COMPACT = re.compile(r"[/_-](?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[/_.-]|$)")
_MAX_OFFSET = timedelta(hours=15)
_MOVED = timedelta(days=30)


class Publication(NamedTuple):
    """The chosen moment with what was written and where; `moment` is None where nothing plausible was."""

    moment: Moment | None
    raw: str | None
    source: str | None


def choose_publication(
    written: tuple[tuple[str, str], ...], url: str, hints: EntryHints, latest: datetime | None
) -> Publication:
    """Choose the date of publication; `written` are the page's (source, words) pairs in order of trust.

    A page's time without an offset borrows the moment of another source that is less than 15 hours away from
    it: the same clock, read with its offset. Where none is, only the day is kept. Where the address holds a day of
    over 30 days before what is declared, the page was moved since, and the address is right. Without a plausible
    date the words of the first that is out of the window are kept.
    """
    pairs = [(source, raw, parse_date(raw, latest) or _find_date(raw, latest)) for source, raw in written if raw]
    if hints.published_at and is_plausible(hints.published_at, latest):
        pairs.append(("feed", hints.raw_published or hints.published_at.isoformat(), _read_feed(hints, latest)))
    address = read_address(url, latest)
    chosen = next((pair for pair in pairs if pair[2]), None)
    if chosen is None:
        said = next((raw for _, raw, _ in pairs if read_moment(raw)), pairs[0][1] if pairs else None)
        return address if address.moment else Publication(None, said, None)
    source, raw, moment = chosen
    assert moment is not None
    if address.moment and moment.at - address.moment.at > _MOVED:
        return address
    others = [(raw, source, other) for source, raw, other in pairs if other and other.has_time]
    if not moment.has_time:
        same = next((other for other in others if _is_same_clock(moment, other[2])), None)
        return Publication(same[2], same[0], same[1]) if same else Publication(moment, raw, source)
    if moment.written.endswith("Z"):
        # The same moment with the publisher's own offset also says which day it was there.
        local = next((other for other in others if other[2].at == moment.at and not other[2].written.endswith("Z")), None)
        return Publication(local[2], local[0], local[1]) if local else Publication(moment, raw, source)
    return Publication(moment, raw, source)


def read_address(url: str, latest: datetime | None) -> Publication:
    """Read the day that an address holds, such as `/2024/03/05/` or `-20240305.html`.

    >>> read_address("https://x.org/2024/03/05/rain", None).raw
    '2024/03/05'
    """
    for pattern in (_URL_DATE, _URL_COMPACT):
        if found := pattern.search(url):
            moment = parse_date("-".join(found.group("year", "month", "day")), latest)
            if moment:
                return Publication(moment, found[0].strip("/_-"), "url")
    return Publication(None, None, None)


def _find_date(raw: str, latest: datetime | None) -> Moment | None:
    """The date among words that `parse_date` does not read as a whole."""
    return None if read_moment(raw) else find_written_date(raw[:80], None, latest)


def _read_feed(hints: EntryHints, latest: datetime | None) -> Moment | None:
    """The feed's moment, with its own offset where the raw date gives the same instant."""
    if hints.published_at is None:
        return None
    written = parse_date(hints.raw_published, latest) if hints.raw_published else None
    return (
        written
        if written and written.has_time and written.at == hints.published_at
        else make_moment(hints.published_at)
    )


def _is_same_clock(day: Moment, other: Moment) -> bool:
    if day.wall is None:
        return day.written == other.written[:10]
    return abs(day.wall.replace(tzinfo=UTC) - other.at) <= _MAX_OFFSET
