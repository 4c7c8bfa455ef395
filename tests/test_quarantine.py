"""What could not be read is kept once, can be replayed without network, and is never dropped in silence."""

import logging
from datetime import timedelta

import pytest

from pipeline.settings import QuarantineSettings
from pipeline.stages.articles import ingest_page, read_orders
from pipeline.stages.extracting import ArticleMaker
from pipeline.stages.publishing import maintain_warehouse
from pipeline.stages.rebuilding import rebuild_warehouse
from pipeline.stages.retrying import expire_quarantine, find_cases, load_quarantine, read_bytes, replay_quarantine
from schemas.records import RejectedItem, Rejection
from tests.quarantining import (
    NOW,
    PAGE,
    archive,
    ask,
    break_poll,
    load,
    make_document,
    make_settings,
    poll,
    stage_entries,
    stage_polls,
)

LATER = NOW + timedelta(hours=1)
CASES = "SELECT kind, reason, exception, state, times_seen, note FROM quarantine ORDER BY kind"


@pytest.fixture
def settings(tmp_path):
    return make_settings(tmp_path)


def replay(settings, **options):
    return replay_quarantine(settings, find_cases(settings), clock=lambda: LATER, **options)


@pytest.mark.faults("D6")
def test_document_that_broke_the_parser_is_one_case_and_its_entries_come_with_a_replay(settings):
    body = make_document("a", "b")
    for hours in (0, 1):
        at = NOW + timedelta(hours=hours)
        stage_polls(settings, break_poll(poll(settings, body, at)), at=at)
    warehouse = load(settings)
    assert ask(warehouse, CASES) == [("feed", "parser killed", "cpu limit", "waiting", 2, "")]
    assert ask(warehouse, "SELECT * FROM entries") == []
    assert read_bytes(settings, *find_cases(settings)) == body
    state = ask(warehouse, "SELECT next_poll_at, failures FROM polls ORDER BY load_seq DESC LIMIT 1")
    (case,) = replay(settings, dry_run=True)
    assert (case.state, ask(warehouse, CASES)[0][3]) == ("replayed", "waiting")
    replay(settings)
    assert ask(warehouse, CASES)[0][3:] == ("replayed", 2, "2 entries in the document")
    assert ask(warehouse, "SELECT title FROM entries ORDER BY title") == [("a",), ("b",)]
    assert ask(warehouse, "SELECT next_poll_at, failures FROM polls ORDER BY load_seq DESC LIMIT 1") == state
    assert replay(settings) == ()
    assert maintain_warehouse(settings, check_only=True).problems == ()


@pytest.mark.faults("D17", "F1")
def test_one_bad_item_of_a_hundred_waits_and_comes_with_a_replay(settings):
    whole = poll(settings, make_document(*(f"n{number}" for number in range(100))))
    bad = whole.entries[40]
    item = RejectedItem(
        entry_id="r1-bad", position=40, rejection=Rejection(stage="parse", reason="quarantined: invalid item")
    )
    entries = tuple(entry for entry in whole.entries if entry is not bad)
    stage_polls(settings, whole.model_copy(update={"entries": entries, "rejected": (item,)}))
    warehouse = load(settings)
    assert ask(warehouse, "SELECT entries_new, entries_rejected FROM polls") == [(99, 1)]
    assert ask(warehouse, CASES) == [("item", "invalid item", "", "waiting", 1, "")]
    replay(settings)
    assert ask(warehouse, "SELECT count(*) FROM entries") == [(100,)]
    assert ask(warehouse, f"SELECT title FROM entries WHERE entry_id = '{bad.entry_id}'") == [("n40",)]
    outcomes = "SELECT outcome FROM current_outcomes WHERE entry_id = 'r1-bad'"
    assert ask(warehouse, outcomes) == [("duplicate",)]
    assert maintain_warehouse(settings, check_only=True).problems == ()


@pytest.mark.faults("D17")
def test_replayed_document_takes_nothing_back_that_came_since(settings):
    old, new = make_document("a", "b"), make_document("a", "c").replace(b"<title>a", b"<title>a, corrected")
    stage_polls(settings, break_poll(poll(settings, old)))
    stage_polls(settings, poll(settings, new, LATER), at=LATER)
    warehouse = load(settings)
    replay(settings)
    titles = ask(warehouse, "SELECT title, version FROM entries_history ORDER BY title")
    assert titles == [("a, corrected", 1), ("b", 1), ("c", 1)]


def ingest(settings, warehouse, lexicon, **fields):
    """Archive and ingest the page of the only pending entry."""
    (order,) = read_orders(settings, warehouse, lambda: NOW)
    response, ref = archive(settings, "page", order.entry.link, PAGE)
    return ingest_page(settings, ArticleMaker(settings, lexicon, {}), order, response, ref)


def break_entry(entry):
    """What would have become of the entry with an extractor that could not read its page."""
    rejection = Rejection(stage="extract", reason="quarantined: parser killed", detail="memory limit")
    empty = {"article": None, "fingerprint": None, "mentions": (), "name_candidates": (), "addresses": ()}
    return entry.model_copy(update={**empty, "rejection": rejection})


@pytest.fixture
def broken_page(settings, lexicon):
    stage_polls(settings, poll(settings, make_document("a")))
    warehouse = load(settings)
    stage_entries(settings, break_entry(ingest(settings, warehouse, lexicon)))
    return load(settings)


@pytest.mark.faults("E3")
def test_page_that_broke_the_extractor_becomes_an_article_with_a_replay(settings, broken_page):
    assert ask(broken_page, CASES) == [("page", "parser killed", "memory limit", "waiting", 1, "")]
    assert ask(broken_page, "SELECT reason FROM current_outcomes") == [("quarantined: parser killed",)]
    assert read_bytes(settings, *find_cases(settings)) == PAGE
    replay(settings)
    assert ask(broken_page, "SELECT outcome FROM current_outcomes") == [("loaded",)]
    assert ask(broken_page, "SELECT title FROM articles") == [("A bridge is opened",)]
    assert ask(broken_page, CASES)[0][3:] == ("replayed", 1, "an article")
    assert maintain_warehouse(settings, check_only=True).problems == ()


def test_quarantine_and_its_replays_are_rebuilt_row_by_row(settings, broken_page):
    stage_polls(settings, break_poll(poll(settings, make_document("x", "y"), LATER)), at=LATER)
    load(settings)
    replay(settings)
    tables = ("quarantine_history", "entries_history", "articles_history", "outcomes", "polls", "rejections")

    def read(warehouse):
        return {
            name: sorted(ask(warehouse, f"SELECT * EXCLUDE (load_seq) FROM {name}"), key=repr) for name in tables
        }

    before = read(broken_page)
    rebuild_warehouse(settings, clock=lambda: LATER)
    assert read(broken_page) == before
    assert len(before["entries_history"]) == 3


def test_case_that_fails_again_waits_with_the_new_reason(settings):
    stage_polls(settings, break_poll(poll(settings, b"<html><p>no feed</p></html>")))
    warehouse = load(settings)
    replay(settings)
    ((_, _, _, state, seen, note),) = ask(warehouse, CASES)
    assert (state, seen) == ("waiting", 1)
    assert note.startswith("replayed in vain: not a feed")


@pytest.mark.faults("C3", "C5")
def test_of_a_body_that_was_refused_the_head_is_kept(settings):
    failed = poll(settings, b"").model_copy(
        update={"outcome": "failed", "error": "too big: more than 16777216 bytes", "archive_path": None}
    )
    failed = failed.model_copy(update={"archive_offset": None})
    stage_polls(settings, failed)
    warehouse = load(settings)
    assert ask(warehouse, "SELECT stage, reason, path, state FROM quarantine") == [
        ("fetch", "too big", None, "waiting")
    ]
    (case,) = replay(settings)
    assert (case.state, "nothing but the address" in case.note) == ("waiting", True)


@pytest.mark.faults("J3")
def test_what_waited_too_long_is_given_up_aloud_and_keeps_its_row(settings, caplog):
    stage_polls(settings, break_poll(poll(settings, make_document("a"))))
    warehouse = load(settings)
    assert expire_quarantine(settings, warehouse, NOW + timedelta(days=90)) == 0
    with caplog.at_level(logging.WARNING):
        assert expire_quarantine(settings, warehouse, NOW + timedelta(days=91)) == 1
    assert "waited more than 90 days" in caplog.text
    assert ask(warehouse, CASES)[0][3:] == ("expired", 1, "waited more than 90 days")
    assert find_cases(settings) == []


@pytest.mark.faults("J3")
def test_the_oldest_files_go_first_where_all_are_too_large(settings, caplog):
    paths = []
    for hours in range(3):
        at = NOW + timedelta(hours=hours)
        path = (
            settings.staging_dir / stage_polls(settings, poll(settings, make_document(f"a{hours}"), at), at=at).path
        )
        path.write_bytes(b"damaged ...")
        paths.append(path.name)
    warehouse = load(settings)
    load_quarantine(settings, warehouse)
    small = settings.model_copy(update={"quarantine": QuarantineSettings(max_bytes=25)})
    assert expire_quarantine(small, warehouse, LATER) == 1
    states = ask(warehouse, "SELECT url, state FROM quarantine ORDER BY url")
    assert states == [(paths[0], "expired"), (paths[1], "waiting"), (paths[2], "waiting")]
    assert len(list((settings.data_dir / "quarantine").rglob("*.bin"))) == 2
    assert "held more than 25 bytes" in caplog.text
