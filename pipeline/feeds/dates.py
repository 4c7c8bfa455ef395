"""Dates of feeds, read strictly from the raw string (RFC 822, RFC 3339, a few clear variants), never invented.

feedparser's own reading is not used: it makes 2010-11-01 of `10000-01-01` and 2026-01-01 of `2025-13-45`.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
FUTURE = timedelta(hours=48)
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
_ZONE = r"\s*(?P<zone>[A-Za-z]{1,5}(?:[+-]\d{1,2}:?\d{2})?|[+-]\s?\d{1,2}:?\d{2}|[+-]\d{2})?(?:\s*\([^)]*\))?"
_DAY_NAME = r"(?:[^\W\d]+\.?,?\s+)?"
_MONTH = r"(?P<name>[^\W\d]+\.?)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:(?:[Tt]|\s+){_CLOCK}{_ZONE})?",
        rf"{_DAY_NAME}(?P<day>\d{{1,2}})[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}}|\d{{2}})(?:,?\s+{_CLOCK}{_ZONE})?",
        rf"{_DAY_NAME}{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})(?:,?(?:\s+at)?\s+{_CLOCK}{_ZONE})?",
        rf"{_DAY_NAME}{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s+(?P<zone>[A-Z]{{1,5}})?\s*(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?:\s+{_CLOCK}{_ZONE})?",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})(?:,?\s+{_CLOCK}{_ZONE})?",
    )
)
# RFC 822's own and those that mean one offset; IST, BST and the like mean several and are left unread.
_ZONE_HOURS = {
    name: hours
    for hours, names in {
        0: "Z UT UTC GMT WET",
        1: "CET MEZ WEST",
        2: "CEST MESZ EET SAST CAT",
        3: "EEST MSK EAT TRT",
        7: "WIB",
        9: "JST KST",
        10: "AEST",
        11: "AEDT",
        12: "NZST",
        13: "NZDT",
        -4: "EDT",
        -5: "EST CDT",
        -6: "CST MDT",
        -7: "MST PDT",
        -8: "PST AKDT",
        -9: "AKST",
    }.items()
    for name in names.split()
}
_MONTH_NAMES = """
jan january janvier janv januar jänner enero ene janeiro gennaio gen ocak oca январь января янв січня
feb february février fevrier févr fév februar febrero fevereiro fev febbraio şubat февраль февраля фев лютого
mar march mars märz mrz mär marzo março mart март марта мар березня
apr april avril avr abril abr aprile nisan nis апрель апреля апр квітня
may mai mayo maio maggio mag mayıs май мая травня
jun june juin juni junio junho giugno giu haziran haz июнь июня июн червня
jul july juillet juil juli julio julho luglio lug temmuz tem июль июля июл липня
aug august août aout agosto ago ağustos ağu август августа авг серпня
sep sept september septembre septiembre setiembre setembro set settembre eylül eyl сентябрь сентября сен вересня
oct october octobre oktober okt octubre outubro out ottobre ott ekim eki октябрь октября окт жовтня
nov november novembre noviembre novembro kasım kas ноябрь ноября ноя листопада
dec december décembre déc dezember dez diciembre dic dezembro dicembre aralık ara декабрь декабря дек грудня
"""
_MONTHS = {
    name: number
    for number, names in enumerate(_MONTH_NAMES.strip().splitlines(), start=1)
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date in UTC, and whether the raw string said its offset (UTC was assumed where it did not)."""

    at: datetime
    has_zone: bool


def read_date(raw: str | None, fetched_at: datetime) -> ReadDate | None:
    """Return what `raw` says, or None where it says nothing clear between 1990 and two days after the fetch.

    A bare date is its midnight. A zone that is unknown or means several offsets makes the date unclear.

    >>> now = datetime(2026, 1, 5, tzinfo=UTC)
    >>> read_date("Sun, 04 Jan 2026 22:10:00 +0300", now).at.isoformat()
    '2026-01-04T19:10:00+00:00'
    >>> read_date("2025-13-45", now), read_date("31 Feb 2025 10:00:00 GMT", now), read_date("10000-01-01", now)
    (None, None, None)
    """
    text = " ".join((raw or "").split())
    if not text or len(text) > 80 or not text.isprintable():
        return None
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            return _build_date(found.groupdict(), fetched_at)
    return None


def _build_date(fields: dict[str, str | None], fetched_at: datetime) -> ReadDate | None:
    zone = fields["zone"]
    offset = _read_zone(zone) if zone else timedelta(0)
    month = _read_month(fields)
    hour = _read_hour(fields)
    if offset is None or month is None or hour is None:
        return None
    second = int(fields["second"] or 0)
    try:
        local = datetime(
            _read_year(fields["year"] or ""),
            month,
            int(fields["day"] or 0),
            hour,
            int(fields["minute"] or 0),
            59 if second == 60 else second,
            tzinfo=timezone(offset),
        )
        at = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return ReadDate(at, has_zone=bool(zone)) if EARLIEST <= at <= fetched_at + FUTURE else None


def _read_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < 50 else 1900)


def _read_month(fields: dict[str, str | None]) -> int | None:
    if fields.get("month"):
        return int(fields["month"] or 0)
    return _MONTHS.get((fields.get("name") or "").rstrip(".").lower())


def _read_hour(fields: dict[str, str | None]) -> int | None:
    hour = int(fields["hour"] or 0)
    half = (fields["half"] or "").replace(".", "").lower()
    if not half:
        return hour
    return hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else None


def _read_zone(zone: str) -> timedelta | None:
    """Return the offset of a zone such as `+0300`, `-05:30`, `EST` or `GMT+3:00`."""
    found = re.fullmatch(r"([A-Za-z]*)(?:([+-])\s?(\d{1,2}):?(\d{2})?)?", zone)
    if not found:
        return None
    name, sign, hours, minutes = found.groups()
    if sign is None:
        known = _ZONE_HOURS.get(name.upper())
        return None if known is None else timedelta(hours=known)
    if name.upper() not in ("", "UTC", "GMT", "UT", "Z"):
        return None
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > timedelta(hours=14) or int(minutes or 0) > 59:
        return None
    return -offset if sign == "-" else offset
