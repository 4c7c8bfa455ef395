"""What headers say about freshness, and which of it is believed."""

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.web import read_cache_hints, read_etag, read_last_modified
from pipeline.web.freshness import read_retry_after
from schemas.records import Response

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DAY = 86_400


def respond(*headers: tuple[str, str]) -> Response:
    return Response(url="u", final_url="u", status=200, headers=headers, body=b"", fetched_at=NOW)


MAX_AGES = [
    ("max-age=31536000", 31_536_000),
    ("public, MAX-AGE=300", 300),
    ('max-age="60"', 60),
    ("no-cache, max-age=60", None),
    ("no-store", None),
    ("max-age=0", None),
    ("max-age=-1", None),
    ("max-age=1e9", None),
    ("max-age=99999999999999", None),
    ("max-age=60, max-age=90", None),
    ("max-age=60, max-age=60", 60),
    ("max-age", None),
]


@pytest.mark.faults
@pytest.mark.parametrize(("value", "age"), [pytest.param(v, a, id=f"[C12] {v}") for v, a in MAX_AGES])
def test_max_age(value: str, age: int | None) -> None:
    assert read_cache_hints(respond(("Cache-Control", value))).max_age_s == age


@pytest.mark.faults("C12")
def test_contradicting_headers() -> None:
    """[C12] The header twice with different ages is not believed."""
    response = respond(("Cache-Control", "max-age=60"), ("cache-control", "max-age=90"))
    assert read_cache_hints(response).max_age_s is None


@pytest.mark.faults
@pytest.mark.parametrize(
    ("expires", "date", "wait"),
    [
        pytest.param("Sun, 01 Mar 2026 13:00:00 GMT", "Sun, 01 Mar 2026 12:00:00 GMT", 3600, id="[C12] an hour"),
        pytest.param(
            "Sun, 01 Mar 2020 13:00:00 GMT", "Sun, 01 Mar 2020 12:00:00 GMT", 3600, id="[C12] wrong clock"
        ),
        pytest.param("0", None, None, id="[C12] 0"),
        pytest.param("Thu, 19 Nov 1981 08:52:00 GMT", None, None, id="[C12] past"),
        pytest.param("tomorrow", None, None, id="[C12] garbage"),
    ],
)
def test_expires(expires: str, date: str | None, wait: int | None) -> None:
    headers = [("Expires", expires)] + ([("Date", date)] if date else [])
    expected = NOW + timedelta(seconds=wait) if wait else None
    assert read_cache_hints(respond(*headers)).expires_at == expected


@pytest.mark.faults
@pytest.mark.parametrize(
    ("value", "wait"),
    [
        pytest.param("120", 120, id="[C13] seconds"),
        pytest.param("Sun, 01 Mar 2026 12:05:00 GMT", 300, id="[C13] date"),
        pytest.param("317100", 317_100, id="[C13] long"),
        pytest.param("999999999", 366 * DAY, id="[C13] absurd"),
        pytest.param("0", None, id="[C13] zero"),
        pytest.param("-5", None, id="[C13] negative"),
        pytest.param("soon", None, id="[C13] garbage"),
        pytest.param("Sun, 01 Mar 2020 12:05:00 GMT", None, id="[C13] past"),
        pytest.param(None, None, id="[C13] missing"),
    ],
)
def test_retry_after(value: str | None, wait: int | None) -> None:
    assert read_retry_after(value, NOW) == (NOW + timedelta(seconds=wait) if wait else None)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("etag", "kept"),
    [
        pytest.param('"abc"', True, id="[C10] quoted"),
        pytest.param("abc", True, id="[C10] unquoted"),
        pytest.param('W/"x"', True, id="[C10] weak"),
        pytest.param('"' + "a" * 8000 + '"', False, id="[C10] 8 kB"),
        pytest.param('"a\x01b"', False, id="[C10] control character"),
        pytest.param("", False, id="[C10] empty"),
    ],
)
def test_etags_are_kept_verbatim_or_not_at_all(etag: str, kept: bool) -> None:
    assert read_etag(respond(("ETag", etag))) == (etag if kept else None)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("modified", "kept"),
    [
        pytest.param("Sun, 01 Mar 2026 11:00:00 GMT", True, id="[C11] past"),
        pytest.param("Tue, 01 Jan 2041 00:00:00 GMT", False, id="[C11] in 2041"),
        pytest.param("yesterday", False, id="[C11] garbage"),
    ],
)
def test_last_modified(modified: str, kept: bool) -> None:
    response = respond(("Last-Modified", modified), ("Date", "Sun, 01 Mar 2026 12:00:00 GMT"))
    assert read_last_modified(response) == (modified if kept else None)
