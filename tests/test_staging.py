"""Staged batches: complete or absent, whatever happened to their writer; damaged ones are never read."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataError, NamewireError, TransientError
from pipeline.staging import (
    SCHEMA_VERSION,
    BatchWriter,
    find_batches,
    read_batch,
    remove_batch,
    remove_leftovers,
    write_batch,
)
from schemas.records import Entry, FeedPoll, RejectedItem, Rejection
from tests.writing import NOW, RECORDS, write

ROOT = Path(__file__).parents[1]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MOMENT = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
REJECTED = st.builds(
    RejectedItem,
    entry_id=TEXT,
    position=st.integers(0, 2**62),
    rejection=st.builds(Rejection, stage=st.sampled_from(["parse", "fetch", "extract"]), reason=TEXT, detail=TEXT),
)
ENTRY = st.builds(
    Entry,
    **dict.fromkeys(
        ("entry_id", "feed_id", "link", "raw_link", "title", "raw_title", "content_hash", "summary"), TEXT
    ),
    guid=st.none() | TEXT,
    position=st.integers(0, 5000),
    authors=st.lists(TEXT, max_size=3).map(tuple),
    published_at=st.none() | MOMENT,
)
POLL = st.builds(
    FeedPoll,
    poll_id=TEXT,
    feed_id=TEXT,
    url=TEXT,
    started_at=MOMENT,
    finished_at=MOMENT,
    outcome=st.sampled_from(["parsed", "failed", "gone"]),
    entries=st.lists(ENTRY, max_size=3).map(tuple),
    rejected=st.lists(REJECTED, max_size=3).map(tuple),
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("staging")


@given(records=st.lists(POLL, max_size=4))
def test_what_is_written_is_read(scratch, records):
    batch = write_batch(scratch, "entries", records, FeedPoll, NOW)
    assert read_batch(scratch, batch, FeedPoll) == tuple(records)
    assert batch.records == len(records)


def test_batch_is_named_by_kind_time_and_digest(tmp_path):
    batch = write_batch(tmp_path / "new" / "folder", "entries", RECORDS, Rejection, NOW)
    path = tmp_path / "new" / "folder" / batch.path
    assert batch.path == f"entries-20261120T120000000000Z-{batch.batch_id}.parquet"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == batch.batch_id
    assert [
        found.model_copy(update={"records": len(RECORDS)}) for found in find_batches(path.parent, "entries")
    ] == [batch]


def test_batches_are_found_by_kind_and_in_the_order_of_their_times(tmp_path):
    times = [NOW + timedelta(seconds=seconds) for seconds in (2, 0, 1)]
    written = [write_batch(tmp_path, "entries", RECORDS[:n], Rejection, time) for n, time in enumerate(times)]
    write_batch(tmp_path, "articles", RECORDS, Rejection, NOW)
    expected = sorted(written, key=lambda batch: batch.created_at)
    assert [batch.batch_id for batch in find_batches(tmp_path, "entries")] == [batch.batch_id for batch in expected]
    assert len(find_batches(tmp_path, "articles")) == 1


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("notes.txt", id="other-file"),
        pytest.param("entries-20261120T120000000000Z-00.parquet", id="short-digest"),
        pytest.param(f".entries-20261120T120000000000Z-{'0' * 64}.parquet.17.part", id="half-written"),
        pytest.param(f"entries-20261120T120000000000Z-{'0' * 64}.parquet.bak", id="somebodys-copy"),
    ],
)
def test_other_files_are_no_batches(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    assert find_batches(tmp_path, "entries") == ()


def test_no_folder_holds_no_batches(tmp_path):
    assert find_batches(tmp_path / "nowhere", "entries") == ()
    assert remove_leftovers(tmp_path / "nowhere", NOW) == 0


@pytest.mark.faults("G3")
def test_full_disk_stops_the_write_and_leaves_nothing(tmp_path):
    earlier = write_batch(tmp_path, "entries", RECORDS[:3], Rejection, NOW)
    ended = run_writer(tmp_path, "full", "200")
    assert ended.returncode == 1
    assert ended.stderr.startswith(str(tmp_path))
    assert "could not be written" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == [earlier.path]
    write(tmp_path)
    assert len(find_batches(tmp_path, "entries")) == 2


@pytest.mark.faults("G3")
def test_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "staging").write_text("")
    with pytest.raises(TransientError, match="staging"):
        write(tmp_path / "staging")


@pytest.mark.faults("G7")
@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_permission_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(TransientError, match=str(tmp_path)):
        write(tmp_path)
    tmp_path.chmod(0o700)


@pytest.mark.faults("G4")
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[:-1], id="one-byte-short"),
        pytest.param(lambda content: content[: len(content) // 2], id="half"),
        pytest.param(lambda content: b"", id="zero-length"),
        pytest.param(lambda content: content + b"\x00", id="one-byte-more"),
        pytest.param(
            lambda content: content[:100] + bytes([content[100] ^ 1]) + content[101:], id="one-bit-flipped"
        ),
    ],
)
def test_damaged_batch_is_not_read(tmp_path, damage):
    batch = write_batch(tmp_path, "entries", RECORDS, Rejection, NOW)
    path = tmp_path / batch.path
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DataError, match="damaged") as caught:
        read_batch(tmp_path, batch, Rejection)
    assert str(path) in str(caught.value)


def test_batch_that_is_gone_is_named(tmp_path):
    batch = write_batch(tmp_path, "entries", RECORDS, Rejection, NOW)
    remove_batch(tmp_path, batch)
    remove_batch(tmp_path, batch)
    with pytest.raises(DataError, match=batch.path):
        read_batch(tmp_path, batch, Rejection)


def stage_table(folder, table):
    """Stage a table as another Namewire would have."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    content = sink.getvalue().to_pybytes()
    digest = hashlib.sha256(content).hexdigest()
    (folder / f"entries-20261120T120000000000Z-{digest}.parquet").write_bytes(content)
    (batch,) = find_batches(folder, "entries")
    return batch


@pytest.mark.faults("F9")
def test_batch_of_a_newer_namewire_is_not_read(tmp_path):
    version = {b"namewire.schema_version": str(SCHEMA_VERSION + 1).encode()}
    table = pa.table({"stage": ["parse"], "reason": [""], "detail": [""]}).replace_schema_metadata(version)
    with pytest.raises(DataError, match="newer Namewire"):
        read_batch(tmp_path, stage_table(tmp_path, table), Rejection)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(pa.table({"stage": ["parse"]}), id="a-column-is-missing"),
        pytest.param(pa.table({"stage": ["parse"], "reason": [""], "detail": [""], "x": [1]}), id="a-column-more"),
        pytest.param(pa.table({"stage": ["dance"], "reason": [""], "detail": [""]}), id="a-value-that-cannot-be"),
    ],
)
def test_batch_of_other_records_is_an_error_of_ours(tmp_path, table):
    batch = stage_table(tmp_path, table)
    with pytest.raises(NamewireError, match=batch.path):
        read_batch(tmp_path, batch, Rejection)


def run_writer(folder, how, detail):
    command = [sys.executable, "-m", "tests.writing", str(folder), how, detail]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_a_writer_fills_batches_and_sorts_each(tmp_path):
    writer = BatchWriter(
        tmp_path, "entries", Rejection, size=10, order=lambda record: record.reason, clock=lambda: NOW
    )
    before: list[int] = []
    for number in range(7, 0, -1):
        records = [Rejection(stage="parse", reason=f"{number}{twin}") for twin in "ba"]
        writer.add(records, 4, lambda: before.append(len(writer.batches)))
    writer.flush()
    writer.flush()
    read = [[record.reason for record in read_batch(tmp_path, batch, Rejection)] for batch in writer.batches]
    assert read == [["5a", "5b", "6a", "6b", "7a", "7b"], ["2a", "2b", "3a", "3b", "4a", "4b"], ["1a", "1b"]]
    assert before == [0, 1]
