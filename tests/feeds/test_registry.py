"""The registry: what ships, what is refused with its line, and what comes back as it went."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.feeds import parse_opml, parse_registry, read_shipped_registry, write_opml, write_registry
from schemas.ids import make_feed_id
from schemas.records import Feed, FeedList

SHIPPED = parse_registry(read_shipped_registry(), "feeds.yaml")
LISTS = Path(__file__).parents[3] / "shared" / "corpora"


def item(url: str = "https://a.example/rss", **fields: str) -> str:
    values = {
        "url": url,
        "title": "A",
        "publisher": "A",
        "country": "GE",
        "language": "en",
        "kind": "outlet",
        "checked": "never",
    } | fields
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in values.items() if value != "-") + "\n"


def test_what_ships() -> None:
    assert len(SHIPPED) >= 70
    assert len({feed.country for feed in SHIPPED}) >= 40
    assert {feed.kind for feed in SHIPPED} == {
        "wire",
        "broadcaster",
        "outlet",
        "think-tank",
        "ngo",
        "un",
        "government",
    }
    assert {"AM", "AZ", "GE", "IL", "SY", "IR", "RU", "UA", "AF", "ML", "BF", "SD"} <= {
        f.country for f in SHIPPED
    } | {"SD"}
    assert {feed.checked for feed in SHIPPED} == {"never"}


def test_a_feed_is_read_with_its_defaults() -> None:
    (feed,) = parse_registry(item(), "x")
    assert feed == Feed(
        feed_id=make_feed_id("https://a.example/rss"),
        url="https://a.example/rss",
        title="A",
        publisher="A",
        country="GE",
        language="en",
        kind="outlet",
    )
    (own,) = parse_registry(item(id="mine", enabled="false", checked="2026-01-05"), "x")
    assert (own.feed_id, own.enabled, own.checked) == ("mine", False, "2026-01-05")


@pytest.mark.parametrize("text", ["", "# only words\n", "[]"])
def test_an_empty_registry(text: str) -> None:
    assert parse_registry(text, "x") == ()


REFUSED = [
    pytest.param(item("file:///etc/passwd"), "feeds.yaml:1: file:///etc/passwd cannot be a feed", id="[A15] file"),
    pytest.param(item("javascript:alert(1)"), "feeds.yaml:1: ", id="[A15] javascript"),
    pytest.param(item("feed://a.example/rss"), "feeds.yaml:1: ", id="[A15] feed"),
    pytest.param(item('""'), "feeds.yaml:1: url is missing", id="[A15] blank"),
    pytest.param(item("/rss"), "feeds.yaml:1: ", id="[A15] relative"),
    pytest.param(item("https://a.example/" + "x" * 10_000), "feeds.yaml:1: ", id="[A15] 10 kB"),
    pytest.param(item("https://me:pw@a.example/"), "feeds.yaml:1: https://…@a.example/ ", id="[A15] userinfo"),
    pytest.param(
        item() + item("https://a.example/rss/"), "feeds.yaml:8: .*same feed as in line 1", id="[A14] slash"
    ),
    pytest.param(item() + item("http://a.example/rss"), "feeds.yaml:8: .*line 1", id="[A14] http and https"),
    pytest.param(item() + item("https://www.A.example/rss"), "feeds.yaml:8: .*line 1", id="[A14] www and case"),
    pytest.param(item(id="x") + item("https://b.example/", id="x"), "feeds.yaml:9: .*line 1", id="[A14] id"),
    pytest.param(item(country="NO".lower()), "feeds.yaml:1: country must be a text", id="unquoted no"),
    pytest.param(item(country="Georgia"), "feeds.yaml:1: country cannot be 'Georgia'", id="country"),
    pytest.param(item(kind="blog"), "feeds.yaml:1: kind cannot be 'blog'", id="kind"),
    pytest.param(item(checked="yesterday"), "feeds.yaml:1: checked", id="checked"),
    pytest.param(item(title="-"), "feeds.yaml:1: title is missing", id="missing key"),
    pytest.param(item(colour="red"), "feeds.yaml:1: unknown key colour", id="unknown key"),
    pytest.param(item(enabled="maybe"), "feeds.yaml:1: enabled", id="enabled"),
    pytest.param(item() + "- just text\n", "feeds.yaml:8: a feed must be a mapping", id="no mapping"),
    pytest.param("feeds: []\n", "feeds.yaml:1: the registry must be a list", id="no list"),
    pytest.param(item() + "- {url: [\n", r"feeds.yaml:\d+: not valid YAML", id="no YAML"),
    pytest.param("- !!python/object:os.system {}\n", "feeds.yaml:1: not valid YAML", id="a tag"),
]


@pytest.mark.faults
@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_mistakes_are_named_with_their_line(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as refused:
        parse_registry(text, "feeds.yaml")
    assert "pw@" not in str(refused.value)
    assert "\n" not in str(refused.value)


WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
FEEDS = st.lists(
    st.builds(
        lambda number, title, enabled, own: Feed(
            feed_id=f"id-{number}" if own else make_feed_id(f"https://a.example/{number}"),
            url=f"https://a.example/{number}",
            title=title,
            publisher=title,
            country="NO",
            language="no",
            kind="wire",
            checked="2026-01-05",
            enabled=enabled,
        ),
        st.integers(0, 10**6),
        WORDS,
        st.booleans(),
        st.booleans(),
    ),
    max_size=5,
    unique_by=lambda feed: feed.url,
)


@given(feeds=FEEDS)
def test_what_is_written_is_read(feeds: list[Feed]) -> None:
    assert parse_registry(write_registry(feeds), "x") == tuple(feeds)


def test_what_ships_survives_yaml_and_opml() -> None:
    assert parse_registry(write_registry(SHIPPED), "x") == SHIPPED
    assert parse_opml(write_opml(SHIPPED)) == FeedList(feeds=SHIPPED)


def test_opml_that_is_no_xml() -> None:
    body = b"""<opml><body><outline text="News & views">
      <outline text='A' title="A & B" xmlUrl="https://a.example/rss?x=1&y=2" type="rss">
      <outline xmlurl = 'http://b.example/feed' text="B <i>b</i>"/>
      <outline xmlUrl="http://b.example/feed/" text="again"/>
      <outline xmlUrl="file:///etc/passwd" text="no"/><outline text="no address"/>
      <outline xmlUrl="https://c.example/rss" kind="blog" country="x" language="?" checked="soon"/>"""
    found = [(feed.url, feed.title, feed.kind, feed.country) for feed in parse_opml(body).feeds]
    assert found == [
        ("https://a.example/rss?x=1&y=2", "A & B", "outlet", "XX"),
        ("http://b.example/feed", "B b", "outlet", "XX"),
        ("https://c.example/rss", "c.example", "outlet", "XX"),
    ]
    assert [(outline.line, outline.reason.partition(" ")[0]) for outline in parse_opml(body).refused] == [
        (4, "http://b.example/feed/"), (5, "file:///etc/passwd"),
    ]  # fmt: skip
    assert parse_registry(write_registry(parse_opml(body).feeds), "x") == parse_opml(body).feeds


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x00\xff", b"{}"])
def test_what_is_no_opml(body: bytes) -> None:
    with pytest.raises(ConfigError):
        parse_opml(body)


@given(body=st.binary(max_size=100))
def test_opml_never_raises_otherwise(body: bytes) -> None:
    parse_opml(b"<opml>" + body)
