"""Values that no table can hold: refused or cleaned where they come in, one item at a time."""

import json
import math
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pydantic import ValidationError

from pipeline.errors import DataError
from pipeline.feeds import parse_feed
from pipeline.settings import Settings
from pipeline.stages.parsing import FeedParser
from pipeline.stages.polls import read_poll
from pipeline.staging import find_batches, read_batch, write_batch
from pipeline.text import extract_article
from pipeline.warehouse import Warehouse
from pipeline.warehouse.connection import open_warehouse
from schemas.arrow import from_table, to_table
from schemas.records import (
    MAX_TEXT,
    Entry,
    EntryHints,
    Feed,
    FeedPoll,
    FeedState,
    FreshnessHints,
    PageSource,
    ParsedFeed,
    PollOrder,
    RejectedItem,
    Rejection,
    Response,
)
from tests.quarantining import ask, load, make_settings, poll, stage_polls

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LONE = r"\ud800"
GOOD = r'{"id":"good","url":"http://a.example/good","title":"good"}'


def make_feed(*items: str) -> bytes:
    """A JSON Feed: the format that can carry anything."""
    return (
        '{{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{}]}}'.format(",".join(items))
    ).encode()


def parse(body: bytes) -> ParsedFeed:
    parsed = parse_feed(body, url="http://a.example/f", feed_id="f1", fetched_at=NOW)
    assert isinstance(parsed, ParsedFeed)
    return parsed


def extract(head: str):
    text = "<p>The bridge over the river was opened on Friday after four years of work, the mayor said.</p>" * 5
    body = f"<html><head><title>T</title>{head}</head><body><article>{text}</article></body></html>".encode()
    page = PageSource(url="http://a.example/1", body=body, content_type="text/html; charset=utf-8", fetched_at=NOW)
    return extract_article(page, EntryHints())


def make_ld(**fields) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.faults("F1", "D17")
def test_item_that_fits_no_record_is_quarantined_with_the_place_and_the_others_stand(tmp_path):
    settings = make_settings(tmp_path)
    bad = rf'{{"id":"bad","url":"http://a.example/{LONE}","title":"bad"}}'
    good = [f'{{"id":"{n}","url":"http://a.example/{n}","title":"n{n}"}}' for n in range(99)]
    body = make_feed(*good[:50], bad, *good[50:])
    stage_polls(settings, poll(settings, body))
    warehouse = load(settings)
    assert ask(warehouse, "SELECT entries_seen, entries_new, entries_rejected FROM polls") == [(100, 99, 1)]
    ((reason, exception, kind, place),) = ask(warehouse, "SELECT reason, exception, kind, path FROM quarantine")
    assert (reason, kind) == ("invalid item", "item")
    assert exception.startswith("link: ")
    assert place.startswith("archive/")


@pytest.mark.faults("F1")
@pytest.mark.parametrize("field", sorted({"entry_id", "title", "link", "raw_link", "summary", "content_hash"}))
def test_lone_surrogate_or_too_long_a_text_fits_no_field(field):
    fields = dict.fromkeys(("entry_id", "feed_id", "link", "raw_link", "title", "raw_title", "content_hash"), "x")
    for value in ("x\ud800", "x" * (MAX_TEXT + 1)):
        with pytest.raises(ValidationError) as caught:
            Entry(**fields | {field: value}, guid=None, position=0)
        assert caught.value.errors()[0]["loc"] == (field,)


@pytest.mark.faults("F2")
@pytest.mark.parametrize("field", ["id", "url", "title", "summary", "content_text", "language", "date_published"])
def test_lone_surrogate_never_reaches_a_batch(tmp_path, field):
    item = {"id": "1", "url": "http://a.example/1", "title": "t"} | {field: "http://a.example/1\ud800"}
    parsed = parse(make_feed(json.dumps(item), GOOD))
    entries = tuple(item for item in parsed.items if isinstance(item, Entry))
    rejected = tuple(item for item in parsed.items if isinstance(item, RejectedItem))
    assert len(entries) + len(rejected) == 2
    assert entries[-1].guid == "good"
    found = FeedPoll(
        poll_id="p", feed_id="f1", url="u", started_at=NOW, finished_at=NOW, outcome="parsed",
        entries=entries, rejected=rejected,
    )  # fmt: skip
    batch = write_batch(tmp_path, "entries", [found], FeedPoll, NOW)
    assert read_batch(tmp_path, batch, FeedPoll) == (found,)


@pytest.mark.faults("F2")
def test_lone_surrogates_of_a_page_leave_its_article(tmp_path):
    article = extract(
        make_ld(headline="A bridge\ud800 opens", author={"name": "A\udfff B"}, articleSection="x\ud800")
    )
    assert not isinstance(article, Rejection)
    article.model_dump_json().encode()
    to_table([article])


@pytest.mark.faults("F3")
@pytest.mark.parametrize("value", [2**63, -(2**70), math.nan, math.inf])
def test_number_that_no_column_holds_fits_no_record(value):
    for name in ("ttl_s", "update_period_s", "max_age_s"):
        with pytest.raises(ValidationError, match=name):
            FreshnessHints(**{name: value})


@pytest.mark.faults("F3")
@pytest.mark.parametrize(
    "field",
    [
        pytest.param('"id":1' + "0" * 30, id="overflow"),
        pytest.param('"id":NaN,"date_published":Infinity', id="nan"),
        pytest.param('"authors":[' + '{"name":"b"},' * 150_000 + "{}]", id="list-of-2-MB"),
        pytest.param('"x":' + "[" * 200 + "]" * 200, id="200-deep"),
    ],
)
def test_item_with_boundless_values_becomes_a_bounded_entry(field):
    item = '{"url":"http://a.example/1","title":"x",' + field + "}"
    entry, good = parse(make_feed(item, GOOD)).items
    assert isinstance(entry, Entry)
    assert isinstance(good, Entry)
    assert (entry.title, len(entry.authors) <= 20, len(entry.model_dump_json()) < 2000) == ("x", True, True)
    assert from_table(to_table([entry]), Entry) == (entry,)


@pytest.mark.faults("F3")
@pytest.mark.parametrize(("depth", "is_read"), [(60, True), (70, False), (200, False)])
def test_json_ld_is_read_to_a_depth_of_64(depth, is_read):
    inner = json.dumps({"@type": "NewsArticle", "headline": "The deep headline", "author": "Jane Doe"})
    article = extract(f'<script type="application/ld+json">{"[" * depth}{inner}{"]" * depth}</script>')
    assert not isinstance(article, Rejection)
    assert (article.authors == ("Jane Doe",)) == is_read


@pytest.mark.faults("F4")
@pytest.mark.parametrize("said", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_time_that_leaves_the_calendar_in_utc_is_null_with_a_flag(said):
    item = json.dumps({"id": "1", "url": "http://a.example/1", "title": "x", "date_published": said})
    (entry,) = parse(make_feed(item)).items
    assert isinstance(entry, Entry)
    assert (entry.published_at, entry.raw_published) == (None, said)
    assert "published-unreadable" in entry.notes
    article = extract(make_ld(headline="x", datePublished=said))
    assert not isinstance(article, Rejection)
    assert article.published_at is None


@pytest.mark.faults("F8")
def test_of_equal_keys_the_last_counts_and_case_tells_keys_apart():
    twice = '{"id":"1","id":"2","url":"http://a.example/1","title":"x","title":"y"}'
    cased = '{"ID":"9","id":"3","URL":"http://a.example/9","url":"http://a.example/3","TITLE":"no","title":"z"}'
    entries = parse(make_feed(twice, cased)).items
    assert [(e.guid, e.title) for e in entries if isinstance(e, Entry)] == [("2", "y"), ("3", "z")]
    assert parse(make_feed(twice, cased)).items == entries
    node = '{"@type":"NewsArticle","headline":"H","author":"John Roe","author":"Jane Doe"}'
    doubled = f'<script type="application/ld+json">{node}</script>'
    article = extract(doubled)
    assert not isinstance(article, Rejection)
    assert article.authors == ("Jane Doe",)


@pytest.mark.faults("F8")
@pytest.mark.parametrize("other", ["Reason", "REASON"])
def test_staged_columns_that_differ_by_case_are_not_mixed_up(tmp_path, other):
    columns = {"stage": ["parse"], "reason": ["right"], "detail": [""], other: ["wrong"]}
    write_batch(tmp_path, "entries", [Rejection(stage="parse", reason="x")], Rejection, NOW)
    (batch,) = find_batches(tmp_path, "entries")
    path = tmp_path / batch.path
    pq.write_table(pa.table(columns), path)
    with pytest.raises(DataError):
        read_batch(tmp_path, batch, Rejection)
    with pytest.raises(ValidationError, match=other):
        from_table(pq.read_table(path), Rejection)


@pytest.mark.faults("F9")
def test_warehouse_of_a_newer_namewire_stops_the_load_before_anything_is_loaded(tmp_path):
    settings = make_settings(tmp_path)
    warehouse = Warehouse(settings)
    warehouse.migrate()
    with open_warehouse(settings) as connection:
        connection.execute("INSERT INTO schema_version VALUES (2, 99, '', '9.9', now())")
    batch = stage_polls(settings, poll(settings, make_feed(GOOD)))
    with pytest.raises(DataError, match="newer Namewire"):
        load(settings)
    assert (settings.staging_dir / batch.path).exists()
    assert ask(warehouse, "SELECT * FROM polls") == []


@pytest.mark.faults("F3")
def test_hints_of_a_document_that_no_column_holds_are_none():
    body = b"<rss version='2.0'><channel><title>t</title><ttl>99999999999999999999</ttl></channel></rss>"
    response = Response(url="u", final_url="u", status=200, headers=(), body=body, fetched_at=NOW)
    order = PollOrder(feed=Feed(feed_id="f1", url="u", title="t", publisher="P"), state=FeedState(feed_id="f1"))
    assert read_poll(order, response, None, FeedParser(Settings()).parse(response, "f"), NOW).hints.ttl_s is None
