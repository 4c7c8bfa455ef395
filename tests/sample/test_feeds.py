"""The feeds: served, readable by an ordinary reader, with the quirks that are there on purpose."""

import io
import json
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime

import feedparser
import pytest
import yaml

from sample.edition import Edition
from sample.feeds import render_feed
from sample.registry import write_registry
from sample.world import load_world

WORLD = load_world()
FEEDS = [
    pytest.param(publisher, feed, id=f"{publisher.slug}-{feed.name}")
    for publisher in WORLD.publishers
    for feed in publisher.feeds
    if not feed.fault
]
XML_FEEDS = [one for one in FEEDS if one.values[1].format != "json"]


def parse(document):
    headers = {"content-type": document.content_type}
    return feedparser.parse(io.BytesIO(document.body), response_headers=headers)


def find(slug, name, *, published=frozenset()):
    publisher = WORLD.publishers_by_slug[slug]
    feed = next(feed for feed in publisher.feeds if feed.name == name)
    return render_feed(Edition(world=WORLD, port=8700, published=published), publisher, feed)


@pytest.mark.parametrize(("publisher", "feed"), FEEDS)
def test_feed_is_served_with_every_article(get, publisher, feed):
    got = get(publisher.host, feed.path)
    expected = Edition(world=WORLD, port=8700).feed_articles(publisher, feed)
    assert got.status == 200
    if feed.format == "json":
        assert len(json.loads(got.body)["items"]) == len(expected)
        return
    items = parse(find(publisher.slug, feed.name)).entries
    assert len(items) == len(expected) + sum("repeated-guid" in one.item for one in expected)
    assert [item.title for item in items[: len(expected)]] == [one.title for one in expected]


@pytest.mark.parametrize(("publisher", "feed"), XML_FEEDS)
def test_feed_is_well_formed_in_the_charset_that_it_declares(publisher, feed):
    document = find(publisher.slug, feed.name)
    ET.fromstring(document.body)
    assert not parse(document).bozo
    assert publisher.charset in document.content_type


@pytest.mark.parametrize(("publisher", "feed"), FEEDS)
def test_feed_honours_both_validators(get, publisher, feed):
    first = get(publisher.host, feed.path)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert parsedate_to_datetime(modified)
    for headers in ({"If-None-Match": etag}, {"If-None-Match": f"W/{etag}"}, {"If-Modified-Since": modified}):
        again = get(publisher.host, feed.path, headers=headers)
        assert (again.status, again.body) == (304, b""), headers
        assert again.headers["ETag"] == etag
    other = {"If-None-Match": '"other"', "If-Modified-Since": modified}
    assert get(publisher.host, feed.path, headers=other).status == 200
    old = {"If-Modified-Since": "Sun, 01 Nov 2009 00:00:00 GMT"}
    assert get(publisher.host, feed.path, headers=old).status == 200
    assert get(publisher.host, feed.path, headers={"If-Modified-Since": "soon"}).status == 200


def test_malformed_feed_is_not_xml_but_its_items_can_be_salvaged():
    document = find("relief-bulletin", "sitreps")
    with pytest.raises(ET.ParseError):
        ET.fromstring(document.body)
    assert len(parse(document).entries) == 3


def test_what_the_malformed_feed_lists_stands_in_no_other():
    titles = {entry.title for entry in parse(find("relief-bulletin", "stories")).entries}
    assert len(titles) == 4
    assert not any(title.startswith("Tawila") for title in titles)


def test_russian_feed_is_windows_1251():
    body = find("stepnoy-vestnik", "main").body
    assert "ИГИЛ".encode("cp1251") in body
    with pytest.raises(UnicodeDecodeError):
        body.decode()


def test_item_without_guid():
    items = ET.fromstring(find("caucasus-ledger", "main").body).findall("channel/item")
    assert [item.findtext("title") for item in items if item.find("guid") is None] == [
        "Upper Lars road to close at night until spring"
    ]


def test_item_without_date():
    items = ET.fromstring(find("frontier-notes", "main").body).findall("channel/item")
    assert [item.findtext("title") for item in items if item.find("pubDate") is None] == ["the third paragraph"]


def test_item_with_relative_link():
    items = ET.fromstring(find("relief-bulletin", "stories").body).findall("channel/item")
    links = [item.findtext("link", "") for item in items]
    assert [link for link in links if not link.startswith("http://")] == [
        "/story/202611/hol-families-baghdad-flight"
    ]


def test_guid_twice_in_one_document():
    items = ET.fromstring(find("meridian-press", "world").body).findall("channel/item")
    guids = [item.findtext("guid") for item in items]
    assert len(guids) - len(set(guids)) == 1


def test_one_feed_carries_whole_articles_but_not_those_behind_a_wall():
    entries = parse(find("northwatch", "full")).entries
    whole = {entry.link.rsplit("/", 1)[1] for entry in entries if "content" in entry}
    assert "what-to-call-it" in whole
    closed = {"briefing-drone-supply", "maritime-insurance-red-sea-paper", "factsheet-wagner-africa-corps.pdf"}
    assert closed & whole == set()
    assert closed <= {entry.link.rsplit("/", 1)[1] for entry in entries}


def test_two_feeds_link_one_article_with_different_tracking():
    every = {entry.link for entry in parse(find("daily-beacon", "all")).entries}
    shared = {entry.link for entry in parse(find("daily-beacon", "social")).entries}
    assert every & shared == set()
    assert all("utm_source=rss" in link for link in every)
    assert all("fbclid=" in link for link in shared)
    assert {link.partition("?")[0] for link in shared} < {link.partition("?")[0] for link in every}


def test_wire_copy_names_its_source():
    entries = parse(find("relief-bulletin", "stories")).entries
    sources = [entry.source for entry in entries if "source" in entry]
    assert [(one.title, one.href) for one in sources] == [
        ("Meridian Press Agency", "http://meridian-press.localhost:8700/rss/world.xml")
    ]


def test_revision_changes_the_entry_and_keeps_its_id():
    before = parse(find("levant-courier", "atom")).entries
    after = parse(find("levant-courier", "atom", published=frozenset(WORLD.held_back))).entries
    assert {entry.id for entry in before} == {entry.id for entry in after}
    (old,) = [entry for entry in before if "Akkar" in entry.title]
    (new,) = [entry for entry in after if entry.id == old.id]
    assert (new.published, new.link) == (old.published, old.link)
    assert new.updated > old.updated
    assert new.title != old.title


def test_registry_lists_every_feed(tmp_path):
    write_registry(WORLD, tmp_path / "feeds.yaml", 8755)
    rows = yaml.safe_load((tmp_path / "feeds.yaml").read_text(encoding="utf-8"))
    assert len(rows) == sum(len(one.feeds) for one in WORLD.publishers)
    assert {tuple(row) for row in rows} == {("url", "title", "publisher", "country", "language", "kind", "checked")}
    assert all(".localhost:8755/" in row["url"] for row in rows)
    assert [row["country"] for row in rows if row["publisher"] == "Northwatch Institute"] == ["NO"]
