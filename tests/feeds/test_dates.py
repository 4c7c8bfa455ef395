"""Dates: read when they are clear, never invented."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds.dates import EARLIEST, FUTURE, read_date

parse_iso = datetime.fromisoformat
NOW = datetime(2026, 1, 6, 12, 0, tzinfo=UTC)

READ = [
    ("Sun, 04 Jan 2026 22:10:00 +0300", "2026-01-04T19:10:00"),
    ("04 Jan 2026 22:10 GMT", "2026-01-04T22:10:00"),
    ("Sun, 4 Jan 26 22:10:00 EST", "2026-01-05T03:10:00"),
    ("Sunday, 04-Jan-2026 22:10:00 UTC", "2026-01-04T22:10:00"),
    ("Sun Jan  4 22:10:00 2026", "2026-01-04T22:10:00"),
    ("Sun Jan  4 22:10:00 MSK 2026", "2026-01-04T19:10:00"),
    ("Sun, 04 Jan 2026 23:59:60 GMT", "2026-01-04T23:59:59"),
    ("Mon, 04 Jan 2026 22:10:00 GMT+03:00", "2026-01-04T19:10:00"),
    ("Sun, 04 Jan 2026 22:10:00 +0300 (MSK)", "2026-01-04T19:10:00"),
    ("2026-01-04T22:10:00Z", "2026-01-04T22:10:00"),
    ("2026-01-04t22:10:00.123456789-05:30", "2026-01-05T03:40:00"),
    ("2026-01-04 22:10:00 +0300", "2026-01-04T19:10:00"),
    ("2026-01-04", "2026-01-04T00:00:00"),
    ("2026/01/04 22:10", "2026-01-04T22:10:00"),
    ("04.01.2026 22:10", "2026-01-04T22:10:00"),
    ("January 4, 2026 10:10 PM", "2026-01-04T22:10:00"),
    ("Jan 4, 2026 12:05 am", "2026-01-04T00:05:00"),
    ("4 января 2026", "2026-01-04T00:00:00"),
    ("dim., 04 janv. 2026 22:10:00 +0100", "2026-01-04T21:10:00"),
    ("So, 04 Dez 2025 22:10:00 +0100", "2025-12-04T21:10:00"),
    ("Paz, 04 Oca 2026 22:10:00 +0300", "2026-01-04T19:10:00"),
    ("Wed, 31 Dec 97 23:59:59 GMT", "1997-12-31T23:59:59"),
    ("Thu, 08 Jan 2026 11:00:00 GMT", "2026-01-08T11:00:00"),
]


@pytest.mark.parametrize(("raw", "expected"), [pytest.param(raw, at, id=raw) for raw, at in READ])
def test_clear_dates(raw: str, expected: str) -> None:
    found = read_date(raw, NOW)
    assert found is not None
    assert found.at == parse_iso(expected).replace(tzinfo=UTC)


UNREAD = [
    "31 Feb 2026 10:00:00 GMT", "10000-01-01", "0000-00-00", "0000-00-00T00:00:00Z", "-0001-11-30T00:00:00+00:00",
    "Mon, 30 Nov -0001 00:00:00 +0000", "Thu, 01 Jan 2199 00:00:00 GMT", "Wed, 31 Dec 1969 23:59:59 GMT",
    "Mon, 01 Jan 0001 00:00:00 +0000", "Sun, 04 Jan 2026 10:00:00 +9999",
    "Sun, 04 Jan 2026 10:00:00 +1500", "Sun, 04 Jan 2026 24:60:60 GMT",
    "2025-13-45", "2026-01-04T25:00:00Z", "04/05/2026", "1/4/26", "Sun, 04 Xyz 2026 10:00:00 GMT", "yesterday",
    "Sun, 04 Jan 2026 10:00:00 IST", "1767564000", "2026", "Jan 2026", "2026-01", "13:00 PM", "", "   ", None,
    "4 Jan 2026 13:00 PM", "Sun, 04 Jan 2026 10:00:00 +03:99", "2026-01-04T10:00:00+0300 extra", "\x00", "x" * 5000,
    "Fri, 09 Jan 2026 12:00:01 GMT",
]  # fmt: skip


@pytest.mark.faults
@pytest.mark.parametrize("raw", [pytest.param(raw, id=f"[D12] {str(raw)[:40]!r}") for raw in UNREAD])
def test_unclear_dates(raw: str | None) -> None:
    assert read_date(raw, NOW) is None


@pytest.mark.parametrize(("raw", "has_zone"), [("2026-01-04T10:00:00Z", True), ("2026-01-04", False)])
def test_whether_the_zone_was_said(raw: str, has_zone: bool) -> None:
    found = read_date(raw, NOW)
    assert found is not None
    assert found.has_zone is has_zone


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(at=st.datetimes(parse_iso("1990-01-02"), parse_iso("2026-01-06"), timezones=OFFSETS))
def test_what_is_written_is_parse_iso(at: datetime) -> None:
    at = at.replace(microsecond=0)
    for raw in (at.isoformat(), f"{at:%d %b %Y %H:%M:%S %z}", f"{at:%a, %d %b %Y %H:%M:%S %z}"):
        found = read_date(raw, NOW)
        assert found is not None
        assert found.at == at


@given(raw=st.text(alphabet="0123456789-+:/., TZJanFebMonGMTpam", max_size=40))
def test_whatever_is_read_lies_in_the_window(raw: str) -> None:
    found = read_date(raw, NOW)
    assert found is None or EARLIEST <= found.at <= NOW + FUTURE
