from datetime import timedelta

import pytest

from pipeline.errors import DataError
from pipeline.warehouse import Warehouse
from schemas.records import FeedState, KnownEntry
from schemas.rows import ArticleUrlRow, AttemptRow, EntryRow, OutcomeRow, PollRow
from tests.warehouse.made_rows import (
    NOW,
    make,
    make_copy,
    make_ingested,
    make_lexicon,
    make_load,
    make_polled,
    make_registry,
    make_undo,
)


def test_feeds_to_poll_come_with_what_their_latest_poll_left(warehouse: Warehouse) -> None:
    warehouse.load(make_registry(feeds=3))
    early, late = NOW + timedelta(hours=1), NOW + timedelta(hours=9)
    polls = [
        make(PollRow, poll_id="p1", feed_id="f0", etag='W/"1"', next_poll_at=early, failures=0),
        make(PollRow, poll_id="p2", feed_id="f1", next_poll_at=late, failures=2, interval_s=900),
    ]
    warehouse.load(make_load("b1", "entries", polls=tuple(polls)))
    again = make(PollRow, poll_id="p3", feed_id="f0", etag='W/"2"', next_poll_at=late, failures=0)
    warehouse.load(make_load("b2", "entries", polls=(again,)))
    orders = warehouse.read_poll_orders(NOW)
    assert [(o.feed.feed_id, o.state.etag, o.state.failures) for o in orders] == [
        ("f2", None, 0),
        ("f0", 'W/"2"', 0),
        ("f1", None, 2),
    ]
    assert orders[0].state == FeedState(feed_id="f2")
    assert [s.interval_s for s in warehouse.read_feed_states(["f1", "f2", "nothing"])] == [900]
    warehouse.load(make_undo("u", "b2"))
    assert warehouse.read_feed_states(["f0"])[0].etag == 'W/"1"'


def test_disabled_feeds_are_not_polled(warehouse: Warehouse) -> None:
    warehouse.load(make_registry(enabled=False))
    assert warehouse.read_poll_orders(NOW) == ()


def test_the_latest_version_of_an_entry_is_known(warehouse: Warehouse) -> None:
    warehouse.load(make_polled("b1", 2))
    changed = make(EntryRow, entry_id="e1", version=2, content_hash="h1b")
    warehouse.load(make_load("b2", "entries", entries=(changed,)))
    assert warehouse.read_known_entries(["e0", "e1", "e2"]) == (
        KnownEntry(entry_id="e0", content_hash="h0", version=1),
        KnownEntry(entry_id="e1", content_hash="h1b", version=2),
    )
    assert warehouse.read_known_entries([]) == ()


@pytest.fixture
def queue(warehouse: Warehouse) -> Warehouse:
    """e0 decided, e1 changed since it was decided, e2 tried twice, e3 waits, e4 out of tries, e5 older."""
    warehouse.load(make_registry())
    warehouse.load(make_polled("b1", 5))
    warehouse.load(make_polled("b0", 1, first=5, days=-1, feed_id="f1"))
    decided = [make(OutcomeRow, entry_id=e, content_hash=h) for e, h in (("e0", "h0"), ("e1", "h1"))]
    tries = [("e2", 1, 2), ("e2", 2, 3), ("e3", 1, 600), *(("e4", i, i + 1) for i in range(5))]
    attempts = [
        make(
            AttemptRow,
            entry_id=entry_id,
            content_hash=f"h{entry_id[1:]}",
            attempted_at=NOW + timedelta(minutes=at),
            retry_at=NOW + timedelta(minutes=until),
        )
        for entry_id, at, until in tries
    ]
    warehouse.load(make_load("b2", outcomes=tuple(decided), attempts=tuple(attempts)))
    changed = make(
        EntryRow, entry_id="e1", version=2, feed_id="f0", position=1, content_hash="h1b", seen_at=NOW + timedelta(1)
    )
    warehouse.load(make_load("b3", "entries", entries=(changed,)))
    return warehouse


def test_the_queue_is_oldest_first_and_out_of_tries_last(queue: Warehouse) -> None:
    orders = queue.read_fetch_orders(NOW + timedelta(minutes=30), limit=10, max_attempts=5, per_feed=1000)
    assert [(o.entry.entry_id, o.entry.content_hash, o.attempts) for o in orders] == [
        ("e5", "h5", 0),
        ("e1", "h1b", 0),
        ("e2", "h2", 2),
        ("e4", "h4", 5),
    ]
    assert [o.seen_at for o in orders[:2]] == [NOW - timedelta(days=1), NOW]
    assert [o.feed.publisher for o in orders[:2]] == ["P1", "P0"]


@pytest.mark.parametrize(
    ("minutes", "limit", "expected"),
    [
        pytest.param(0, 10, ["e5", "e1"], id="before-any-retry"),
        pytest.param(3, 10, ["e5", "e1", "e2"], id="at-the-moment-of-a-retry"),
        pytest.param(700, 10, ["e5", "e1", "e2", "e3", "e4"], id="after-all"),
        pytest.param(700, 2, ["e5", "e1"], id="limited"),
    ],
)
def test_who_may_be_tried_when(queue: Warehouse, minutes: int, limit: int, expected: list[str]) -> None:
    orders = queue.read_fetch_orders(NOW + timedelta(minutes=minutes), limit=limit, max_attempts=5, per_feed=1000)
    assert len(orders) == queue.count_fetch_orders(
        NOW + timedelta(minutes=minutes), limit=limit, max_attempts=5, per_feed=1000
    )
    assert [o.entry.entry_id for o in orders] == expected


def test_an_entry_stays_in_the_queue_when_its_feed_leaves_the_registry(warehouse: Warehouse) -> None:
    warehouse.load(make_registry("r1", feeds=2))
    warehouse.load(make_polled("b", 1, feed_id="f1"))
    warehouse.load(make_registry("r2", feeds=1))
    assert [o.feed.feed_id for o in warehouse.read_fetch_orders(NOW, limit=9, max_attempts=5, per_feed=1000)] == [
        "f1"
    ]


def test_an_entry_of_a_feed_never_registered_is_named(warehouse: Warehouse) -> None:
    warehouse.load(make_polled("b", 1, feed_id="stray"))
    with pytest.raises(DataError, match="stray"):
        warehouse.read_fetch_orders(NOW, limit=9, max_attempts=5, per_feed=1000)


def test_articles_are_known_under_all_their_addresses(warehouse: Warehouse) -> None:
    warehouse.load(make_ingested("b1", (1, 2)))
    warehouse.load(make_ingested("b2", (1,), revision=2))
    other = ArticleUrlRow(url="https://p1.example/amp/1", article_id="a1")
    entry = make(OutcomeRow, entry_id="e9", article_id="a1", outcome="duplicate")
    warehouse.load(make_load("b3", article_urls=(other,), outcomes=(entry,)))
    found = warehouse.read_known_articles(["https://p1.example/amp/1", "https://p1.example/1", "https://elsewhere"])
    assert [(k.article_id, k.address, k.revision, k.entry_ids) for k in found] == [
        ("a1", "https://p1.example/1", 2, ("e1", "e9")),
        ("a1", "https://p1.example/amp/1", 2, ("e1", "e9")),
    ]
    assert found[0].first_seen_at == NOW
    for batch in ("b1", "b2", "b3"):
        warehouse.load(make_undo(f"u-{batch}", batch))
    assert warehouse.read_known_articles(["https://p1.example/1"]) == ()


def test_what_is_decided(warehouse: Warehouse) -> None:
    warehouse.load(make_ingested("b", (1, 2)))
    assert warehouse.read_decided([("e1", "h1"), ("e1", "other"), ("e3", "h3")]) == {("e1", "h1")}
    assert warehouse.read_decided([]) == frozenset()
    warehouse.load(make_undo("u", "b"))
    assert warehouse.read_decided([("e1", "h1")]) == frozenset()


def test_only_the_current_lexicon_and_registry_are_there(warehouse: Warehouse) -> None:
    assert not warehouse.has_lexicon("lexicon-1")
    for version in ("lexicon-1", "lexicon-2"):
        warehouse.load(make_lexicon(version))
    assert [warehouse.has_lexicon(version) for version in ("lexicon-1", "lexicon-2")] == [False, True]
    for version in ("registry-1", "registry-2"):
        warehouse.load(make_registry(version))
    assert [warehouse.has_registry(version) for version in ("registry-1", "registry-2")] == [False, True]


def test_comparables_are_whole(either: Warehouse) -> None:
    loads = make_ingested("b", (1, 2, 3))
    either.load(loads)
    found = either.read_comparables(["a3", "a1", "nothing"])
    assert [c.article_id for c in found] == ["a1", "a3"]
    for comparable in found:
        assert [c.name for c in comparable.credits] == [
            row.name for row in loads.credits if row.article_id == comparable.article_id
        ]
        assert comparable.text in {row.text for row in loads.articles}


def test_stories_come_whole_with_the_copies_in_them(warehouse: Warehouse) -> None:
    loads = make_ingested("b", (1, 2, 3, 4))
    members = [row.model_copy(update={"story_id": "s1"}) for row in loads.story_members[:3]]
    warehouse.load(
        loads.model_copy(
            update={
                "story_members": (*members, loads.story_members[3]),
                "copies": (make_copy("a2", "a1"), make_copy("a3", "a1"), make_copy("a4", "a1")),
            }
        )
    )
    known = warehouse.read_stories_of(["a3"])
    assert [a.article_id for a in known.articles] == ["a1", "a2", "a3"]
    assert [(c.article_id, c.of_article_id) for c in known.copies] == [("a2", "a1"), ("a3", "a1")]
    assert warehouse.read_stories_of(["nothing"]).articles == ()
