"""The views on copying, completeness and revisions, over one small world that both kinds of warehouse hold."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline.warehouse import Warehouse
from schemas.rows import (
    ArticleRow,
    CopyRow,
    CreditRow,
    LoadSet,
    MentionRow,
    PassRow,
    PublisherRow,
    StoryMemberRow,
    StoryRow,
)
from tests.warehouse.made_rows import make, make_lexicon, make_load, make_registry, make_undo

TEN = datetime(2024, 5, 1, 10, tzinfo=UTC)
REPORT = "\n".join(f"Sentence {n} of the report on the old pier." for n in range(10))


def make_article(article_id: str, publisher: str, minutes: int | None, **given: Any) -> ArticleRow:
    """Make an article that was printed so many minutes after ten; None gives only the day."""
    at = TEN + timedelta(minutes=minutes or 0)
    timed = minutes is not None
    return make(
        ArticleRow,
        **{
            "article_id": article_id,
            "publisher": publisher,
            "published_at": at if timed else TEN.replace(hour=0),
            "published": at.isoformat() if timed else "2024-05-01",
            "first_seen_at": at,
            "url": f"https://{publisher}.example/{article_id}",
            "title": f"Title {article_id}",
            "word_count": 200,
            "completeness": "full",
            "text_hash": f"t-{article_id}",
        }
        | given,
    )


def make_relation(copy: str, of: str, kind: str, share: float, share_of: float, direction: str = "time") -> CopyRow:
    return make(
        CopyRow, article_id=copy, of_article_id=of, kind=kind, containment=share, containment_of=share_of,
        direction=direction,
    )  # fmt: skip


ARTICLES = (
    make_article("w", "Wire", 0),
    make_article("a", "Anchor", 60),
    make_article("b", "Beacon", 150, word_count=80),
    make_article("b2", "Beacon", 210, word_count=190),
    make_article("c", "Courier", None),
    make_article("e", "Echo", 600, word_count=300),
    make_article("x", "Echo", 5),
    *(make_article(f"wall{n}", "Courier", n, text_hash="t-wall", word_count=30) for n in range(3)),
    *(make_article(f"twice{n}", "Anchor", n, text_hash="t-twice", word_count=30) for n in range(2)),
)
COPIES = (
    make_relation("a", "w", "identical", 1.0, 1.0),
    make_relation("b", "a", "truncated", 1.0, 0.4),
    make_relation("b", "w", "truncated", 0.95, 0.4),
    make_relation("b2", "w", "rewritten", 0.7, 0.6),
    make_relation("c", "w", "rewritten", 0.6, 0.5, "unknown"),
    make_relation("e", "w", "excerpt", 0.2, 0.3),
)
STORY = ("w", "a", "b", "b2", "c")


def build_loads() -> list[LoadSet]:
    owned = {"Anchor": "harbour-group", "Beacon": "harbour-group"}
    publishers = [
        make(PublisherRow, publisher=name, family=owned.get(name), owner=None)
        for name in ("Wire", "Anchor", "Beacon", "Courier", "Echo")
    ]
    others = [article.article_id for article in ARTICLES if article.article_id not in STORY]
    return [
        make_registry().model_copy(update={"publishers": tuple(publishers)}),
        make_lexicon(),
        make_load(
            "ingested",
            articles=ARTICLES,
            copies=COPIES,
            credits=(make(CreditRow, article_id="a", role="agency", name="Wire"),),
            passes=tuple(
                PassRow(article_id=a.article_id, revision=1, step="resolve", version="1") for a in ARTICLES
            ),
            mentions=tuple(make(MentionRow, article_id=i, entity_id="nato") for i in ("w", "a", "b", "c", "x")),
            stories=(
                make(StoryRow, story_id="s", origin_article_id="w", articles=5),
                *(make(StoryRow, story_id=f"s-{i}", origin_article_id=i, articles=1) for i in others),
            ),
            story_members=(
                *(StoryMemberRow(story_id="s", article_id=i, role="origin" if i == "w" else "copy") for i in STORY),
                *(StoryMemberRow(story_id=f"s-{i}", article_id=i, role="origin") for i in others),
            ),
        ),
    ]


@pytest.fixture
def told(either: Warehouse) -> Warehouse:
    for load in build_loads():
        either.load(load)
    return either


def ask(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in warehouse.query(sql).to_pylist()]


def test_a_story_says_who_printed_it_when_and_from_whom(told: Warehouse) -> None:
    found = ask(
        told,
        "SELECT article_id, family, delay_minutes, copy_kind, copied_from, copied_from_publisher, credits"
        " FROM story_sources WHERE story_id = 's' ORDER BY delay_minutes NULLS LAST",
    )
    assert found == [
        ("w", None, 0, None, None, None, []),
        ("a", "harbour-group", 60, "identical", "w", "Wire", ["agency: Wire"]),
        # The origin before the nearer text of another copy.
        ("b", "harbour-group", 150, "truncated", "w", "Wire", []),
        ("b2", "harbour-group", 210, "rewritten", "w", "Wire", []),
        # A bare day has no delay.
        ("c", None, None, "rewritten", "w", "Wire", []),
    ]  # fmt: skip


def test_the_network_counts_each_copy_once(told: Warehouse) -> None:
    found = ask(
        told,
        "SELECT from_publisher, to_publisher, copies, identical, truncated, rewritten, excerpts, unknown_direction,"
        " median_delay_minutes, is_one_family FROM copy_network ORDER BY to_publisher",
    )
    assert found == [
        ("Wire", "Anchor", 1, 1, 0, 0, 0, 0, 60, False),
        ("Wire", "Beacon", 2, 0, 1, 1, 0, 0, 180, False),
        ("Wire", "Courier", 1, 0, 0, 1, 0, 1, None, False),
        ("Wire", "Echo", 1, 0, 0, 0, 1, 0, 600, False),
    ]


def test_papers_of_one_owner_are_one_family_in_the_network(told: Warehouse) -> None:
    within = make_load("within", articles=(make_article("n", "Beacon", 30),), copies=(
        make_relation("n", "twice0", "identical", 1.0, 1.0),
    ))  # fmt: skip
    told.load(within)
    sql = "SELECT copies FROM copy_network WHERE is_one_family AND from_publisher = 'Anchor'"
    assert ask(told, sql) == [(1,)]
    told.load(make_undo("undo", "within"))
    assert ask(told, sql) == []


def test_copies_are_one_source_and_a_separate_report_adds_one(told: Warehouse) -> None:
    sql = "SELECT articles, stories, publishers, families FROM entity_sources WHERE entity_id = 'nato'"
    assert ask(told, sql) == [(5, 2, 5, 4)]


def test_publishers_are_counted_by_how_whole_their_articles_are(told: Warehouse) -> None:
    told.load(make_load("more", articles=(
        make_article("t", "Echo", 1, completeness="teaser", text_source="feed", word_count=10),
    )))  # fmt: skip
    sql = 'SELECT articles, "full", truncated, teaser, from_feed, full_share, median_words'
    assert ask(told, f"{sql} FROM completeness_by_publisher WHERE publisher = 'Echo'") == [
        (3, 2, 0, 1, 1, 0.667, 200)
    ]


def test_what_only_the_warehouse_can_tell_of_completeness(told: Warehouse) -> None:
    found = ask(
        told,
        "SELECT article_id, verdict, fuller_article_id, missing_words, same_text_addresses FROM article_completeness"
        " WHERE verdict <> page_verdict OR fuller_article_id IS NOT NULL OR same_text_addresses > 1 ORDER BY ALL",
    )
    assert found == [
        ("b", "truncated", "a", 120, 1),
        *((f"wall{n}", "not-an-article", None, None, 3) for n in range(3)),
    ]
    reasons = "SELECT reason FROM article_completeness WHERE article_id IN ('b', 'wall0') ORDER BY article_id"
    assert ask(told, reasons) == [
        ("100 % of it stands in an article that has 120 words more",),
        ("the same text at 3 addresses of the publisher",),
    ]


def test_a_revision_shows_what_was_changed(either: Warehouse) -> None:
    edited = (
        REPORT.replace("Sentence 3 of the report", "Sentence 3 of this long report") + "\nA correction was added."
    )
    first = make_article("r", "Wire", 0, text=REPORT, title="Pier to close", fetched_at=TEN)
    second = make_article("r", "Wire", 0, text=edited, title="Pier may close", revision=2, fetched_at=TEN)
    for load in (make_load("one", articles=(first,)), make_load("two", articles=(second,))):
        either.load(load)
    sql = (
        "SELECT revision, previous_revision, title, previous_title, paragraphs_added, paragraphs_removed,"
        " words_added, words_removed FROM article_revisions"
    )
    assert ask(either, sql) == [
        (
            2, 1, "Pier may close", "Pier to close",
            ["Sentence 3 of this long report on the old pier.", "A correction was added."],
            ["Sentence 3 of the report on the old pier."],
            6, 1,
        )
    ]  # fmt: skip
    either.load(make_undo("undo", "two"))
    assert ask(either, sql) == []
