"""The world is as large and as varied as the issue asks, and its expectations speak of what is there."""

import re
from collections import Counter

import pytest

from sample.edition import Edition, add_port
from sample.prose import split_front_matter

HEADLINE_WITH_VERB = re.compile(r"^[^a-z]*\bIS\b[^a-z]*$")


def of_language(world, language):
    slugs = {one.slug for one in world.publishers if one.language.startswith(language)}
    return [article for article in world.articles if article.publisher in slugs]


def test_has_publishers_and_articles(world):
    assert len([one for one in world.publishers if any(a.publisher == one.slug for a in world.articles)]) >= 8
    assert len([one for one in of_language(world, "en") if one.words >= 150]) >= 60
    assert len(of_language(world, "ru")) >= 5
    assert len(of_language(world, "ar")) >= 5


def test_articles_are_of_newspaper_length(world):
    lengths = {article.slug: article.words for article in world.articles if article.page != "empty"}
    assert {slug: words for slug, words in lengths.items() if not 150 <= words <= 900} == {}
    assert sum(250 <= words <= 500 for words in lengths.values()) > len(lengths) * 2 / 3


def test_slugs_and_files_are_unique(world):
    assert [slug for slug, count in Counter(a.slug for a in world.articles).items() if count > 1] == []
    files = Counter((a.publisher, a.title, a.body) for a in world.articles)
    assert [title for (_, title, _), count in files.items() if count > 1] == []


def test_addresses_are_unique(world):
    paths = Counter((a.publisher, a.path) for a in world.articles if not a.revises)
    assert [path for path, count in paths.items() if count > 1] == []


def test_every_feed_format_and_metadata_style_is_there(world):
    assert {feed.format for one in world.publishers for feed in one.feeds} == {"rss", "rdf", "atom", "json"}
    assert {one.metadata for one in world.publishers} == {"json-ld", "microdata", "meta", "none"}
    assert {one.charset for one in world.publishers} == {"utf-8", "windows-1251"}
    faults = {feed.fault for one in world.publishers for feed in one.feeds if feed.fault}
    assert faults == {"missing", "timeout", "html", "malformed"}


def test_every_quirk_is_there(world):
    items = {quirk for article in world.articles for quirk in article.item}
    assert items == {"no-guid", "no-date", "relative-link", "repeated-guid", "no-summary"}
    pages = {article.page for article in world.articles if article.page}
    assert pages == {"empty", "wrong-charset", "pdf", "paywalled"}
    assert [a.slug for a in world.articles if a.moved_from]
    assert [a.slug for a in world.articles if a.later]
    assert [a.slug for a in world.articles if a.revises]


def test_capitals_hold_the_verb(world):
    assert len([a for a in world.articles if HEADLINE_WITH_VERB.match(a.title)]) >= 4


def test_held_back_articles_appear_when_published(world):
    publisher = world.publishers_by_slug["levant-courier"]
    before = Edition(world=world, port=80).articles(publisher)
    after = Edition(world=world, port=80, published=frozenset(world.held_back)).articles(publisher)
    assert len(before) == len(after)
    (changed,) = set(after) - set(before)
    assert changed.revises == "akkar-water-works-restart"
    assert changed.path == world.by_slug[changed.revises].path


def test_expectations_name_articles_of_the_world(world):
    told = world.expectations
    named = {slug for story in told.stories for slug in story}
    named |= {slug for copy in told.copies for slug in (copy.article, copy.of)}
    named |= {slug for pair in told.apart for slug in pair}
    named |= {name.article for name in told.names} | {entry.article for entry in told.entries}
    assert named - set(world.by_slug) == set()


def test_expected_surfaces_are_written_somewhere(world):
    words = "\n".join(f"{article.title}\n{article.body}" for article in world.articles)
    surfaces = [surface for group in world.expectations.surfaces.values() for surface in group]
    assert [surface for surface in surfaces if surface not in words] == []


def test_expected_names_are_in_their_articles(world):
    missing = [
        (name.article, name.surface)
        for name in world.expectations.names
        if name.surface not in world.by_slug[name.article].title + world.by_slug[name.article].body
    ]
    assert missing == []


def test_copies_stand_in_the_story_of_their_origin(world):
    stories = [set(story) for story in world.expectations.stories]
    for copy in world.expectations.copies:
        joined = any({copy.article, copy.of} <= story for story in stories)
        assert joined == (copy.kind != "excerpt"), copy


def test_reports_that_stand_apart_share_no_sentence(world):
    def sentences(slug):
        return {part.strip() for part in re.split(r"[.!?]\s", world.by_slug[slug].body) if len(part) > 40}

    for one, other in world.expectations.apart:
        assert sentences(one) & sentences(other) == set()


@pytest.mark.parametrize(
    ("text", "port", "expected"),
    [
        pytest.param("http://a-b.localhost/x", 8700, "http://a-b.localhost:8700/x", id="path"),
        pytest.param("(http://a.localhost)", 8700, "(http://a.localhost:8700)", id="bare"),
        pytest.param("http://a.localhost:1/", 8700, "http://a.localhost:1/", id="has a port"),
        pytest.param("http://a.localhost.example/", 8700, "http://a.localhost.example/", id="longer name"),
        pytest.param("http://a.localhost/", 80, "http://a.localhost/", id="default port"),
    ],
)
def test_add_port(text, port, expected):
    assert add_port(text, port) == expected


@pytest.mark.parametrize("text", ["no front matter", "---\ntitle: open\n"], ids=["none", "not closed"])
def test_front_matter_must_be_there(text):
    with pytest.raises(ValueError, match="---"):
        split_front_matter(text)
