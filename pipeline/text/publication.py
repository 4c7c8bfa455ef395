"""When an article was published: chosen among what page and feed say, with the place that said it.

The order is JSON-LD, metas, microdata, feed, address, and what the page shows: a page's machine-readable word names
its own article, and a feed often gives the time of the last edit.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from pipeline.text.dates import Moment, is_plausible, make_moment, parse_date, read_moment
from pipeline.text.shown_dates import find_written_date, list_dates
from schemas.records import EntryHints

_URL_DATE = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<sep>[/-])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?=/|$|(?<=-\d\d)[-_.])"
)
_URL_COMPACT = re.compile(r"[/_-](?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[/_.-]|$)")
_MAX_OFFSET = timedelta(hours=15)
_MOVED = timedelta(days=30)
_NEAR = 45


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
        local = next(
            (other for other in others if other[2].at == moment.at and not other[2].written.endswith("Z")), None
        )
        return Publication(local[2], local[0], local[1]) if local else Publication(moment, raw, source)
    return Publication(moment, raw, source)


def choose_scripted(scripted: tuple[str, ...], latest: datetime | None) -> Publication:
    """Choose the date that a page's scripts give, if all that they call a date of publication are of one day."""
    read = [(raw, parse_date(raw, latest) or _find_date(raw, latest)) for raw in scripted]
    found = [(raw, moment) for raw, moment in read if moment]
    if len({moment.written[:10] for _, moment in found}) != 1:
        return Publication(None, None, None)
    return Publication(found[0][1], found[0][0], "script")


def choose_modified(written: tuple[tuple[str, str], ...], latest: datetime | None) -> Publication:
    """Choose the time of the last change as that of publication is chosen; `written` are (source, words) pairs."""
    pairs = [(source, raw) for source, raw in written if raw]
    for source, raw in pairs:
        if moment := parse_date(raw, latest) or _find_date(raw, latest):
            return Publication(moment, raw, source)
    return Publication(None, pairs[0][1] if pairs else None, None)


def needs_local_clock(chosen: Publication, url: str) -> bool:
    """Say whether a moment in UTC falls on the day before or after the one that the address holds."""
    if chosen.moment is None or not chosen.moment.written.endswith("Z"):
        return False
    day = read_address(url, None).moment
    return day is not None and day.at.date() != chosen.moment.at.date()


def find_local_clock(chosen: Publication, url: str, text: str) -> Publication:
    """Give a moment in UTC the offset of the clock that the page shows, where its text says when that was.

    The address names the day; beside that day the text has a time with the same minutes, whose distance to the
    moment is a possible offset. Without it the moment stays as it is.
    """
    moment, day = chosen.moment, read_address(url, None).moment
    if moment is None or day is None:
        return chosen
    clock = re.compile(
        rf"(?<![\d:])(?P<hour>\d{{1,2}})\s?[:.h]\s?{moment.at.minute:02d}(?!\d)\s*(?P<half>[ap]\.?\s?m)?",
        re.IGNORECASE,
    )
    for found in clock.finditer(text):
        near = text[max(0, found.start() - _NEAR) : found.start()] + "  " + text[found.end() : found.end() + _NEAR]
        hour = int(found["hour"]) % 12 + 12 * (found["half"][0] in "pP") if found["half"] else int(found["hour"])
        if hour > 23 or not any(date == day.at.date() for date in list_dates(near)):
            continue
        wall = day.at.replace(hour=hour, minute=moment.at.minute, second=moment.at.second)
        if abs(offset := wall - moment.at) <= _MAX_OFFSET:
            return chosen._replace(moment=make_moment(moment.at.astimezone(timezone(offset))))
    return chosen


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
    return None if read_moment(raw) else find_written_date(raw[:80], latest)


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
