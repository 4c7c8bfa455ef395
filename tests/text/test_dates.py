"""Written dates → moments; the window; the choice between page and feed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.dates import parse_date, read_moment
from pipeline.text.publication import choose_publication, find_local_clock, needs_local_clock, read_address
from pipeline.text.shown_dates import find_shown_date
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
    chosen = choose_publication(written, "https://x.example/pier", hints, NOW)
    assert (chosen.source, chosen.moment.written if chosen.moment else None) == (source, published)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        pytest.param("https://x.example/2024/03/05/pier", "2024-03-05", id="folders"),
        pytest.param("https://x.example/news/2024-03-05-pier.html", "2024-03-05", id="hyphens"),
        pytest.param("https://x.example/pier-20240305.html", "2024-03-05", id="compact"),
        pytest.param("https://x.example/2199/03/05/pier", None, id="future"),
        pytest.param("https://x.example/2024/03/5-ferries-that-sank", None, id="a number that begins the headline"),
        pytest.param("https://x.example/2024/03/pier", None, id="month only"),
    ],
)
def test_address(url: str, day: str | None):
    moment = read_address(url, NOW).moment
    assert (moment.written if moment else None) == day


def test_address_of_a_moved_page_is_right_against_the_date_of_the_move():
    chosen = choose_publication(
        (("json-ld", "2019-06-17T18:28:00+02:00"),), "https://x.example/2017/7/12/pier", EntryHints(), NOW
    )
    assert (chosen.source, chosen.raw) == ("url", "2017/7/12")


def test_words_of_the_implausible_date_are_kept():
    written = (("json-ld", "soon"), ("meta:date", "2199-01-01T00:00:00Z"))
    assert choose_publication(written, "https://x.example/pier", EntryHints(), NOW)[1] == "2199-01-01T00:00:00Z"
    assert read_moment("2199-01-01T00:00:00Z") is not None


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param("By Ann Lee. November 8, 2023 at 6:09 p.m.", "2023-11-08T18:09:55-07:00", id="evening"),
        pytest.param("By Ann Lee. November 8, 2023 at 6:10 p.m.", "2023-11-09T01:09:55Z", id="another minute"),
        pytest.param("By Ann Lee. November 3, 2023 at 6:09 p.m.", "2023-11-09T01:09:55Z", id="another day"),
    ],
)
def test_clock_of_the_page_gives_the_offset(text: str, published: str):
    url = "https://x.example/2023/11/08/pier"
    chosen = choose_publication((("json-ld", "2023-11-09T01:09:55Z"),), url, EntryHints(), NOW)
    assert needs_local_clock(chosen, url)
    moment = find_local_clock(chosen, url, text).moment
    assert moment
    assert chosen.moment
    assert (moment.written, moment.at) == (published, chosen.moment.at)


def test_offset_of_another_source_is_taken_for_the_same_moment():
    written = (("json-ld", "2023-11-09T01:09:55Z"), ("meta:date", "2023-11-08T18:09:55-07:00"))
    chosen = choose_publication(written, "https://x.example/pier", EntryHints(), NOW)
    assert chosen.source == "meta:date"


HEAD = "<h1>Old pier to close</h1>"
PROSE = f"<p>{'The council voted on Tuesday evening to close the old ferry pier for two years. ' * 5}</p>"


@pytest.mark.parametrize(
    ("html", "day"),
    [
        pytest.param(f"{PROSE}<footer>©2009 X</footer>", None, id="year of a footer [E12]"),
        pytest.param(f"{PROSE}<footer>© 5 March 2009 X</footer>", None, id="day of a copyright"),
        pytest.param(f'{HEAD}<p class="date">March 5, 2024</p>{PROSE}', "2024-03-05", id="marked"),
        pytest.param(f"{HEAD}<div>Tuesday, 5 March 2024</div>{PROSE}", "2024-03-05", id="below the headline"),
        pytest.param(
            f"{HEAD}<span>Published 5 March 2024</span> <span>Updated 9 March 2024</span>{PROSE}",
            "2024-03-05",
            id="published, not updated",
        ),
        pytest.param(
            f'{HEAD}<b>5 March 2024</b>{PROSE}<div class="related"><time datetime="2024-05-01">1 May</time></div>',
            "2024-03-05",
            id="not that of a related article",
        ),
        pytest.param(
            f'{HEAD}<span>5 March 2024</span>{PROSE}<blockquote><time datetime="2024-03-01T10:00:00Z">1 March</time>'
            "</blockquote>",
            "2024-03-05",
            id="not that of an embedded post",
        ),
        pytest.param(
            f'{HEAD}<b>5 March 2024</b><ol class="comments"><li><time datetime="2024-03-07">7 March</time></ol>',
            "2024-03-05",
            id="not that of a comment",
        ),
        pytest.param(f"{HEAD}<p>Veröffentlicht am 5. März 2024</p>{PROSE}", "2024-03-05", id="German"),
        pytest.param(f"{HEAD}<p>Publié le 5 mars 2024 à 10h</p>{PROSE}", "2024-03-05", id="French"),
        pytest.param(f"{HEAD}<p>5 марта 2024, 10:00</p>{PROSE}", "2024-03-05", id="Russian"),
        pytest.param(f"{HEAD}<p>5 آذار 2024</p>{PROSE}", "2024-03-05", id="Arabic of the Levant"),
        pytest.param(f"{HEAD}<p>5 Mart 2024 Salı</p>{PROSE}", "2024-03-05", id="Turkish"),
        pytest.param(f"{HEAD}<p>5 de marzo de 2024</p>{PROSE}", "2024-03-05", id="Spanish"),
        pytest.param(f"{HEAD}<p>2024年3月5日</p>{PROSE}", "2024-03-05", id="Chinese"),
        pytest.param(f"{HEAD}<p>05/03/2024</p>{PROSE}", "2024-05-03", id="two meanings: the later that has come"),
        pytest.param(
            f"{HEAD}<p>05/03/2024</p>{PROSE}<aside>28/02/2024</aside>", "2024-03-05", id="another date tells"
        ),
    ],
)
def test_shown_date(html: str, day: str | None):
    tree = parse_tree(f"<html><body>{html}</body></html>")
    assert tree
    shown = find_shown_date(tree.root, "Old pier to close", "en", "x.example", NOW)
    assert (shown.moment.written if shown else None) == day


@pytest.mark.parametrize(
    ("language", "host", "day"),
    [
        pytest.param("en-US", "x.example", "2024-05-03", id="American"),
        pytest.param("en-GB", "x.example", "2024-03-05", id="British"),
        pytest.param("fr", "x.example", "2024-03-05", id="French"),
        pytest.param("en", "x.co.uk", "2024-03-05", id="host of a country"),
        pytest.param("en", "x.example", None, id="nothing tells"),
    ],
)
def test_order_of_day_and_month(language: str, host: str, day: str | None):
    tree = parse_tree(f"<html><body>{HEAD}<p>05/03/2024</p>{PROSE}</body></html>")
    assert tree
    shown = find_shown_date(tree.root, "Old pier to close", language, host, None)
    assert (shown.moment.written if shown else None) == day
