"""Which versions of entries a poll adds, and what becomes of items that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds import count_entries
from pipeline.settings import Settings
from pipeline.stages.entries import add_versions, build_entry_load
from pipeline.warehouse import Warehouse
from schemas.records import BatchRef, RejectedItem, Rejection
from tests.stages.conftest import NOW, make_entry, make_poll

BATCH = BatchRef(batch_id="b1", kind="entries", path="b1.parquet", created_at=NOW)


@pytest.mark.parametrize(
    ("hashes", "known", "versions"),
    [
        pytest.param(["h1"], {}, [1], id="new"),
        pytest.param(["h1"], {"e1": ("h1", 3)}, [], id="known"),
        pytest.param(["h2"], {"e1": ("h1", 3)}, [4], id="changed"),
        pytest.param(["h1", "h2"], {}, [1, 2], id="twice-in-one-document"),
        pytest.param(["h1", "h1"], {}, [1], id="twice-the-same"),
        pytest.param(["h1", "h2", "h1"], {}, [1, 2, 3], id="there-and-back"),
        pytest.param(["h1", "h2"], {"e1": ("h2", 2)}, [], id="twice-in-every-document"),
        pytest.param(["h1", "h3"], {"e1": ("h2", 2)}, [3], id="twice-and-the-last-changed"),
    ],
)
def test_versions(hashes, known, versions):
    rows = add_versions(make_poll(*(make_entry("e1", value) for value in hashes)), known)
    assert [row.version for row in rows] == versions
    assert known["e1"][0] == hashes[-1]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("123")), max_size=12))
def test_versions_are_as_many_as_were_counted_new_or_changed(items):
    poll = make_poll(*(make_entry(entry_id, content_hash) for entry_id, content_hash in items))
    counts = count_entries(poll, {})
    known = {}
    rows = add_versions(poll, known)
    assert len(rows) == counts.new + counts.changed
    assert (
        add_versions(make_poll(*[e for e in poll.entries if known[e.entry_id][0] == e.content_hash]), known) == []
    )
    for entry_id in {row.entry_id for row in rows}:
        versions = [row.version for row in rows if row.entry_id == entry_id]
        assert versions == list(range(1, len(versions) + 1))


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path)


@pytest.fixture
def warehouse(settings):
    warehouse = Warehouse(settings)
    warehouse.migrate()
    return warehouse


def make_broken(entry_id="x1", reason="empty item"):
    return RejectedItem(entry_id=entry_id, position=0, rejection=Rejection(stage="parse", reason=reason))


def test_broken_item_that_is_served_at_every_poll_is_rejected_once(settings, warehouse):
    polls = [make_poll(make_entry(), rejected=(make_broken(),), poll_id=poll_id) for poll_id in ("p1", "p2")]
    load_set = build_entry_load(settings, warehouse, BATCH, polls)
    assert [row.entries_rejected for row in load_set.polls] == [1, 1]
    assert len(load_set.outcomes) == len(load_set.rejections) == 1
    warehouse.load(load_set)
    later = BATCH.model_copy(update={"batch_id": "b2"})
    again = build_entry_load(settings, warehouse, later, [polls[0].model_copy(update={"poll_id": "p3"})])
    assert (len(again.polls), again.outcomes, again.rejections, again.entries) == (1, (), (), ())


def test_two_polls_of_one_batch_are_counted_one_after_the_other(settings, warehouse):
    polls = [
        make_poll(make_entry("e1"), poll_id="p1"),
        make_poll(make_entry("e1"), make_entry("e2"), poll_id="p2"),
        make_poll(make_entry("e1", "h2"), poll_id="p3"),
    ]
    load_set = build_entry_load(settings, warehouse, BATCH, polls)
    counts = [(p.entries_seen, p.entries_new, p.entries_known, p.entries_changed) for p in load_set.polls]
    assert counts == [(1, 1, 0, 0), (2, 1, 1, 0), (1, 0, 0, 1)]
    assert [(row.entry_id, row.version, row.poll_id) for row in load_set.entries] == [
        ("e1", 1, "p1"), ("e2", 1, "p2"), ("e1", 2, "p3")
    ]  # fmt: skip


def test_failed_poll_forgets_nothing(settings, warehouse):
    good = make_poll(
        make_entry(), poll_id="p1", etag='"1"', body_hash="b", final_url="http://a.example/feed", status=200
    )
    failed = make_poll(outcome="failed", error="timeout", poll_id="p2")
    warehouse.load(build_entry_load(settings, warehouse, BATCH, [good]))
    later = BATCH.model_copy(update={"batch_id": "b2"})
    warehouse.load(build_entry_load(settings, warehouse, later, [failed]))
    (state,) = warehouse.read_feed_states(["f1"])
    assert (state.etag, state.body_hash, state.failures) == ('"1"', "b", 1)
