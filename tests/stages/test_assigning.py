"""Outcomes and ids of the entries of one batch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.assigning import assign_articles, join_assigned
from schemas.ids import make_article_id
from tests.stages.conftest import (
    EARLIER,
    NOW,
    make_attempt,
    make_failed,
    make_ingested,
    make_known,
    make_page,
)


def outcomes(assigned):
    return {row.entry_id: row.outcome for row in assigned.outcomes}


@pytest.mark.parametrize(
    ("entry", "known", "outcome", "revision"),
    [
        pytest.param(make_ingested(), [], "loaded", 1, id="new"),
        pytest.param(make_ingested(), [make_known()], "unchanged", None, id="the-same-again"),
        pytest.param(make_ingested(text="three four"), [make_known()], "revised", 2, id="another-text"),
        pytest.param(make_ingested("e2", addresses=("http://a.example/e1",)), [make_known()], "duplicate", None,
                     id="the-same-through-another-entry"),
        pytest.param(make_ingested(text="three"), [make_known(revision=4)], "revised", 5, id="fifth-revision"),
    ],
)  # fmt: skip
def test_outcome_against_what_is_known(entry, known, outcome, revision):
    assigned = assign_articles([entry], known, NOW)
    assert [row.outcome for row in assigned.outcomes] == [outcome]
    assert [row.revision for row in assigned.articles] == ([revision] if revision else [])
    expected_id = "a-old" if known else make_article_id(entry.raw_link)
    assert assigned.outcomes[0].article_id == expected_id
    assert {row.article_id for row in assigned.article_urls} == {expected_id}


def test_revision_keeps_when_the_article_was_first_seen():
    (row,) = assign_articles([make_ingested(text="new", seen_at=NOW)], [make_known()], NOW).articles
    assert row.first_seen_at == EARLIER


@pytest.mark.parametrize(
    ("seen_at", "expected"), [pytest.param(EARLIER, EARLIER, id="seen"), pytest.param(None, NOW, id="never-polled")]
)
def test_new_article_was_first_seen_by_the_poll(seen_at, expected):
    (row,) = assign_articles([make_ingested(seen_at=seen_at)], [], NOW).articles
    assert row.first_seen_at == expected


def test_two_entries_of_one_address_are_one_article():
    entries = [
        make_ingested("e2", feed_id="f2", addresses=("http://a.example/1?utm_source=x", "http://a.example/1")),
        make_ingested("e1", feed_id="f1", addresses=("http://a.example/1",)),
    ]
    assigned = assign_articles(entries, [], NOW)
    assert outcomes(assigned) == {"e1": "loaded", "e2": "duplicate"}
    assert len(assigned.articles) == 1
    assert {row.url for row in assigned.article_urls} == {"http://a.example/1", "http://a.example/1?utm_source=x"}
    assert {row.article_id for row in assigned.outcomes} == {assigned.articles[0].article_id}


def test_id_is_that_of_the_first_entry_by_feed_then_position():
    entries = [
        make_ingested("e9", feed_id="f1", position=5, addresses=("http://a.example/1",)),
        make_ingested("e5", feed_id="f1", position=2, addresses=("http://a.example/1",)),
        make_ingested("e1", feed_id="f2", position=0, addresses=("http://a.example/1",)),
    ]
    (row,) = assign_articles(entries, [], NOW).articles
    assert row.article_id == make_article_id("http://a.example/e5")


def test_entry_that_stands_twice_counts_once():
    assigned = assign_articles([make_ingested(), make_ingested(text="other")], [], NOW)
    assert len(assigned.outcomes) == len(assigned.articles) == len(assigned.pages) == 1


def test_rejection_has_its_outcome_and_its_explanation():
    assigned = assign_articles([make_failed("e1", page=make_page())], [], NOW)
    assert [(row.outcome, row.reason, row.article_id) for row in assigned.outcomes] == [
        ("rejected", "http 404", None)
    ]
    assert [(row.stage, row.reason, row.rejected_at) for row in assigned.rejections] == [("fetch", "http 404", NOW)]
    assert (len(assigned.pages), assigned.articles) == (1, ())


def test_attempt_leaves_the_entry_without_an_outcome():
    assigned = assign_articles([make_failed("e1", attempt=make_attempt())], [], NOW)
    assert (assigned.outcomes, assigned.rejections, len(assigned.attempts)) == ((), (), 1)


def test_entry_of_a_known_article_that_was_not_fetched_is_a_duplicate():
    assigned = assign_articles([make_failed("e2", known_article_id="a-old")], [], NOW)
    assert [(row.outcome, row.article_id) for row in assigned.outcomes] == [("duplicate", "a-old")]


def test_rows_of_an_article_hang_together():
    assigned = assign_articles([make_ingested()], [], NOW)
    keys = {
        (row.article_id, row.revision)
        for name in ("articles", "fingerprints", "passes")
        for row in getattr(assigned, name)
    }
    assert len(keys) == 1
    assert {row.step for row in assigned.passes} == {"extract", "resolve"}
    assert [c.article_id for c in assigned.comparables] == [row.article_id for row in assigned.articles]
    assert assigned.fingerprints[0].published_on == NOW.date()


ENTRIES = st.lists(
    st.builds(
        lambda number, address, text, feed, position: make_ingested(
            f"e{number}",
            text,
            feed_id=feed,
            position=position,
            addresses=(f"http://a.example/{address}",),
        ),
        st.integers(0, 6),
        st.integers(0, 3),
        st.sampled_from(["one", "two"]),
        st.sampled_from(["f1", "f2"]),
        st.integers(0, 5),
    ),
    max_size=12,
    unique_by=lambda entry: entry.entry_id,
)


@given(ENTRIES)
def test_every_entry_has_one_outcome(entries):
    assigned = assign_articles(entries, [], NOW)
    assert sorted(row.entry_id for row in assigned.outcomes) == sorted(entry.entry_id for entry in entries)
    keys = [(row.article_id, row.revision) for row in assigned.articles]
    assert len(keys) == len(set(keys))
    assert {row.article_id for row in assigned.outcomes} == {article_id for article_id, _ in keys}


@given(ENTRIES, st.randoms(use_true_random=False))
def test_order_of_the_entries_does_not_matter(entries, random):
    shuffled = random.sample(entries, len(entries))
    assert assign_articles(shuffled, [], NOW) == assign_articles(entries, [], NOW)


def test_joining_nothing_is_nothing():
    assert join_assigned([]) == assign_articles([], [], NOW)
