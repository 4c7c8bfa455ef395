"""Written dates → a moment or a day, with the offset as it was given. Nothing is guessed, nothing invented."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from pipeline.text.months import MONTHS

_EARLIEST = date(1990, 1, 1)
_TOLERANCE = timedelta(hours=48)
_ISO = re.compile(
    r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?:[T\s,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,:]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+\-−]\s?\d{1,2}:?(?:\d{2})?)?)?(?:\s*\[[\w/]+\])?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:T?(?P<hour>\d{2}):?(?P<minute>\d{2}):?(?P<second>\d{2})?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?:[\s,T|–-]+(?P<hour>\d{1,2}):(?P<minute>\d{2}))?(?P<zone>)(?P<second>)"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<name>[^\W\d_]{3,12})\.?|"
    r"(?P<name_first>[^\W\d_]{3,12})\.?\s+(?P<day_last>\d{1,2})(?:st|nd|rd|th)?),?\s+(?:del?\s+)?(?P<year>\d{4})"
    r"(?:(?:,|\s|at|um|à|г\.?|года)*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[A-Z]{2,4}|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"^(\d{4}),?\s+([^\W\d_]{3,12}\.?\s\d{1,2})$")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,?\s+(?=\w+\.?\s+\d|\d)")
_ZONES = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "BST": 1,
    "CET": 1,
}
_ZONES |= {"CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1}


class Moment(NamedTuple):
    """A date: `written` is RFC 3339 with the offset as given, or a bare date; `at` the same in UTC.

    Where a time of day came without an offset, `wall` holds it: it is no moment until another source says
    where; `written` is then the bare date.
    """

    written: str
    at: datetime
    wall: datetime | None = None

    @property
    def has_time(self) -> bool:
        """Whether this is a moment and not only a day."""
        return len(self.written) > len("2015-06-26")


def parse_date(raw: str, latest: datetime | None) -> Moment | None:
    """Read a written date; None where it is none, does not exist, or lies outside [1990-01-01, latest + 48 h].

    Reads ISO 8601, RFC 822, seconds or milliseconds since 1970, `26.06.2015 10:00`, and day, month name and
    year in twelve languages. `06/07/2015` is None: it has two meanings.

    >>> parse_date("2015-06-26T10:00:00+0300", None).written, parse_date("June 26, 2015", None).written
    ('2015-06-26T10:00:00+03:00', '2015-06-26')
    >>> parse_date("2015-06-26 10:00", None).written, parse_date("31 Feb 2015", None)
    ('2015-06-26', None)
    """
    moment = read_moment(raw)
    return moment if moment and is_plausible(moment.at, latest) else None


def read_moment(raw: str) -> Moment | None:
    """Read a written date as `parse_date` does, whatever the time: one outside the window is still what was said."""
    raw = " ".join(raw.split())[:80]
    try:
        return _read_numbers(raw) or _read_rfc822(raw) or _read_named(raw)
    except (ValueError, OverflowError):
        return None


def make_day(day: date) -> Moment:
    """Return the moment of a bare date: midnight in UTC.

    >>> make_day(date(2015, 6, 26)).written
    '2015-06-26'
    """
    return Moment(day.isoformat(), datetime.combine(day, time(), UTC))


def make_moment(at: datetime) -> Moment:
    """Return the moment of an aware datetime, with its offset.

    >>> make_moment(datetime(2015, 6, 26, 10, tzinfo=UTC)).written
    '2015-06-26T10:00:00Z'
    """
    written = at.replace(microsecond=0).isoformat()
    return Moment(f"{written[:-6]}Z" if written.endswith("+00:00") else written, at.astimezone(UTC))


def is_plausible(at: datetime, latest: datetime | None) -> bool:
    """Return whether `at` lies in [1990-01-01, latest + 48 h]; without `latest` only the past end binds."""
    return at.date() >= _EARLIEST and (latest is None or at <= latest + _TOLERANCE) and at.year < 2100


def _read_numbers(raw: str) -> Moment | None:
    if _EPOCH.fullmatch(raw):
        return make_moment(datetime.fromtimestamp(int(raw[:10]), UTC))
    for pattern in (_ISO, _COMPACT, _DAY_FIRST):
        if found := pattern.fullmatch(raw):
            day = date(int(found["year"]), int(found["month"]), int(found["day"]))
            return _combine(day, found["hour"], found["minute"], found["second"], found["zone"])
    return None


def _read_rfc822(raw: str) -> Moment | None:
    if not re.search(r"\d:\d\d", raw) or not re.match(r"(?:[A-Za-z]{3,9},? )?\d{1,2} [A-Za-z]{3}", raw):
        return None
    try:
        at = parsedate_to_datetime(raw)
    except (ValueError, TypeError, IndexError):
        return None
    return make_moment(at) if at.tzinfo else _combine(at.date(), str(at.hour), str(at.minute), str(at.second), None)


def _read_named(raw: str) -> Moment | None:
    raw = _YEAR_FIRST.sub(r"\2 \1", raw)
    found = _NAMED.fullmatch(raw) or _NAMED.fullmatch(_WEEKDAY.sub("", raw))
    month = MONTHS.get((found["name"] or found["name_first"]).lower().rstrip(".")) if found else None
    if not found or not month:
        return None
    day = date(int(found["year"]), month, int(found["day"] or found["day_last"]))
    hour = found["hour"]
    if hour and found["half"]:
        hour = str(int(hour) % 12 + (12 if found["half"].lower().startswith("p") else 0))
    return _combine(day, hour, found["minute"], found["second"], found["zone"])


def _combine(day: date, hour: str | None, minute: str | None, second: str | None, zone: str | None) -> Moment:
    midnight = datetime.combine(day, time(), UTC)
    if not hour:
        return Moment(day.isoformat(), midnight)
    if hour == "24":
        raise ValueError("24:00 is not an hour of a written date")
    wall = datetime.combine(day, time(int(hour), int(minute or 0), min(int(second or 0), 59)))
    offset = _read_zone(zone) if zone else None
    if offset is None:
        return Moment(day.isoformat(), midnight, wall)
    return make_moment(wall.replace(tzinfo=timezone(offset)))


def _read_zone(zone: str) -> timedelta | None:
    zone = zone.upper().replace(" ", "").replace("−", "-")
    if zone in _ZONES:
        return timedelta(hours=_ZONES[zone])
    if zone[0] not in "+-":
        return None
    digits = zone[1:].replace(":", "").ljust(4, "0") if len(zone) > 2 else f"0{zone[1:]}00"
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return -offset if zone[0] == "-" else offset
