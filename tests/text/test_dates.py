"""Written dates → moments; the window; the choice between page and feed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.dates import parse_date
from pipeline.text.publication import choose_publication, search_publication
from pipeline.text.tree import parse_tree
from schemas.records import EntryHints

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        pytest.param("2024-03-05T21:14:00+01:00", "2024-03-05T21:14:00+01:00", id="RFC 3339"),
        pytest.param("2024-03-05T21:14:00.123456789Z", "2024-03-05T21:14:00Z", id="nanoseconds"),
        pytest.param("2024-03-05 21:14 +0100", "2024-03-05T21:14:00+01:00", id="space"),
        pytest.param("2024-03-05T21:14:00+01", "2024-03-05T21:14:00+01:00", id="hours only"),
        pytest.param("2024-03-05T21:14:00", "2024-03-05", id="no offset"),
        pytest.param("2024-03-05", "2024-03-05", id="day"),
        pytest.param("20240305", "2024-03-05", id="compact"),
        pytest.param("20240305T211400Z", "2024-03-05T21:14:00Z", id="compact time"),
        pytest.param("Tue, 05 Mar 2024 21:14:00 GMT", "2024-03-05T21:14:00Z", id="RFC 822"),
        pytest.param("Tue, 05 Mar 2024 21:14:00 EST", "2024-03-05T21:14:00-05:00", id="RFC 822 zone"),
        pytest.param("1709672400", "2024-03-05T21:00:00Z", id="epoch"),
        pytest.param("1709672400000", "2024-03-05T21:00:00Z", id="epoch in milliseconds"),
        pytest.param("March 5, 2024", "2024-03-05", id="American"),
        pytest.param("5th March 2024", "2024-03-05", id="British"),
        pytest.param("Tuesday, March 5, 2024 9:14 PM UTC", "2024-03-05T21:14:00Z", id="half day"),
        pytest.param("5. März 2024", "2024-03-05", id="German"),
        pytest.param("5 de marzo de 2024", "2024-03-05", id="Spanish"),
        pytest.param("5 mars 2024 à 21:14", "2024-03-05", id="French"),
        pytest.param("5 марта 2024", "2024-03-05", id="Russian"),
        pytest.param("5 مارس 2024", "2024-03-05", id="Arabic"),
        pytest.param("05.03.2024 21:14", "2024-03-05", id="day first"),
        pytest.param("2199-01-01", None, id="future"),
        pytest.param("1969-12-31T23:59:59Z", None, id="before 1990"),
        pytest.param("10000-01-01", None, id="year 10000"),
        pytest.param("0000-00-00", None, id="zeros"),
        pytest.param("2024-13-45", None, id="no such month"),
        pytest.param("31 Feb 2024", None, id="no such day"),
        pytest.param("2024-03-05T24:60:60Z", None, id="no such hour"),
        pytest.param("03/05/2024", None, id="two meanings"),
        pytest.param("yesterday", None, id="relative"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_written_date(raw: str, written: str | None):
    moment = parse_date(raw, NOW)
    assert (moment.written if moment else None) == written


def test_far_future_is_none_though_the_time_of_fetching_is_unknown():
    assert parse_date("2199-01-01", None) is None


def test_two_days_of_grace():
    assert parse_date("2024-06-03T11:00:00Z", NOW)
    assert parse_date("2024-06-03T13:00:00Z", NOW) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it(raw: str):
    parse_date(raw, NOW)


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1990, 1, 2), datetime(2024, 5, 30), timezones=OFFSETS))  # noqa: DTZ001
def test_iso_dates_keep_their_moment(at: datetime):
    moment = parse_date(at.isoformat(), NOW)
    assert moment is not None
    assert moment.at == at.replace(microsecond=0)


HINTS = EntryHints(
    published_at=datetime(2024, 3, 5, 20, 14, tzinfo=UTC), raw_published="Tue, 05 Mar 2024 21:14:00 +0100"
)


@pytest.mark.parametrize(
    ("written", "hints", "source", "published"),
    [
        pytest.param(
            (("json-ld", "2024-03-04"), ("meta:date", "2024-03-06")),
            EntryHints(),
            "json-ld",
            "2024-03-04",
            id="order",
        ),
        pytest.param(
            (("json-ld", "nonsense"), ("meta:date", "2024-03-06")),
            EntryHints(),
            "meta:date",
            "2024-03-06",
            id="first that parses",
        ),
        pytest.param(
            (("json-ld", "2024-03-04T10:00:00Z"),), HINTS, "json-ld", "2024-03-04T10:00:00Z", id="page before feed"
        ),
        pytest.param(
            (("json-ld", "2024-03-05T21:14:00"),),
            HINTS,
            "feed",
            "2024-03-05T21:14:00+01:00",
            id="offset of the feed",
        ),
        pytest.param((("json-ld", "2024-02-01T21:14:00"),), HINTS, "json-ld", "2024-02-01", id="another day"),
        pytest.param((), HINTS, "feed", "2024-03-05T21:14:00+01:00", id="feed alone"),
        pytest.param((("json-ld", "2199-01-01"),), EntryHints(), None, None, id="out of the window"),
    ],
)
def test_choice(written: tuple[tuple[str, str], ...], hints: EntryHints, source: str | None, published: str | None):
    chosen = choose_publication(written, (), hints, NOW)
    assert (chosen.source, chosen.moment.written if chosen.moment else None) == (source, published)


@pytest.mark.parametrize(
    ("html", "url", "day"),
    [
        pytest.param("<p>text</p>", "https://x.example/2024/03/05/pier", "2024-03-05", id="address"),
        pytest.param("<p>text</p>", "https://x.example/pier-20240305.html", "2024-03-05", id="compact address"),
        pytest.param("<p>text</p><footer>©2009 X</footer>", "https://x.example/pier", None, id="footer [E12]"),
        pytest.param(
            '<p class="date">March 5, 2024</p><p>text</p>', "https://x.example/pier", "2024-03-05", id="text"
        ),
        pytest.param("<p>text</p>", "https://x.example/2199/03/05/pier", None, id="future address"),
    ],
)
def test_search(html: str, url: str, day: str | None):
    tree = parse_tree(f"<html><body>{html}</body></html>")
    assert tree
    found = search_publication(tree.root, url, NOW)
    assert (found.moment.written if found.moment else None) == day
