"""Staged files and what can happen to them: kills, power loss, full disks, damage, a million of them."""

import errno
import hashlib
import logging
import os
import resource
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import stages
from pipeline.errors import DataError, TransientError
from pipeline.settings import ShardSettings
from pipeline.stages.articles import ingest_page, read_orders
from pipeline.stages.extracting import ArticleMaker
from pipeline.stages.publishing import maintain_warehouse
from pipeline.stages.rebuilding import rebuild_warehouse
from pipeline.stages.retrying import find_cases, load_quarantine, replay_quarantine
from pipeline.staging import find_batches, iterate_batches, read_batch, remove_leftovers, write_batch
from pipeline.warehouse import Warehouse
from pipeline.warehouse.lock import hold_lock
from pipeline.web import read_archived
from schemas.records import ArchiveRef, FeedPoll, Rejection
from tests.faults.outlets import Line, item, page, rss, serve
from tests.quarantining import (
    NOW,
    PAGE,
    archive,
    ask,
    load,
    make_document,
    make_settings,
    poll,
    stage_entries,
    stage_polls,
)
from tests.writing import RECORDS, write

ROOT = Path(__file__).parents[2]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def settings(tmp_path):
    return make_settings(tmp_path)


def run_writer(folder, how, detail):
    command = [sys.executable, "-m", "tests.writing", str(folder), how, detail]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.faults("G1")
@pytest.mark.parametrize("step", ["open", "half", "fsync", "rename", "sync", "done"])
def test_writer_killed_anywhere_leaves_a_batch_whole_or_absent(tmp_path, step):
    assert run_writer(tmp_path, "kill", step).returncode == -signal.SIGKILL
    batches = find_batches(tmp_path, "entries")
    assert len(batches) == (step in ("sync", "done"))
    assert all(read_batch(tmp_path, batch, Rejection) == RECORDS for batch in batches)
    assert remove_leftovers(tmp_path, NOW) == (step in ("half", "fsync", "rename"))
    write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [find_batches(tmp_path, "entries")[0].path]


@pytest.mark.faults("G1")
def test_temporary_file_of_a_writer_that_runs_is_not_swept(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-m", "tests.writing", str(tmp_path), "stop", "rename"], cwd=ROOT
    ) as writer:
        os.waitid(os.P_PID, writer.pid, os.WSTOPPED | os.WNOWAIT)
        swept = remove_leftovers(tmp_path, NOW)
        writer.send_signal(signal.SIGCONT)
        assert (swept, writer.wait()) == (0, 0)
    assert len(find_batches(tmp_path, "entries")) == 1


@pytest.mark.faults("G1")
def test_temporary_file_of_another_machine_is_swept_after_a_day(tmp_path):
    path = tmp_path / f".entries-20261120T120000000000Z-{'0' * 64}.parquet.elsewhere-1.part"
    path.write_bytes(b"")
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert remove_leftovers(tmp_path, NOW + timedelta(hours=23)) == 0
    assert remove_leftovers(tmp_path, NOW + timedelta(hours=25)) == 1


@pytest.mark.faults("G2")
def test_nothing_is_named_before_it_is_on_the_disk(tmp_path, monkeypatch):
    """What a power cut may drop is what was not synced: content, name, and the ledger come in this order."""
    calls: list[str] = []
    for name in ("fsync", "rename", "replace"):
        _record(monkeypatch, name, calls)
    batch = write_batch(tmp_path, "entries", RECORDS, Rejection, NOW)
    assert calls == ["fsync file", "replace", "fsync folder"]
    assert (tmp_path / batch.path).exists()


def _record(monkeypatch: pytest.MonkeyPatch, name: str, calls: list[str]) -> None:
    real: Callable[..., Any] = getattr(os, name)

    def called(*arguments: Any, **options: Any) -> Any:
        target = ""
        if name == "fsync":
            target = " folder" if Path(f"/proc/self/fd/{arguments[0]}").is_dir() else " file"
        calls.append(name + target)
        return real(*arguments, **options)

    monkeypatch.setattr(os, name, called)


@pytest.mark.faults("G2")
def test_ledger_names_a_batch_only_after_it_was_synced(settings, monkeypatch):
    """A batch whose name was lost with the power is in no ledger; the feed is polled again."""
    batch = stage_polls(settings, poll(settings, make_document("a")))
    (settings.staging_dir / batch.path).unlink()
    warehouse = load(settings)
    assert ask(warehouse, "SELECT * FROM polls") == []
    assert len(warehouse.read_poll_orders(NOW)) == 1
    stage_polls(settings, poll(settings, make_document("a")))
    load(settings)
    assert ask(warehouse, "SELECT title FROM entries") == [("a",)]


@pytest.mark.faults("G3")
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open"])
def test_disk_that_refuses_stops_the_write_and_leaves_what_was_there(tmp_path, monkeypatch, error, call):
    earlier = write_batch(tmp_path, "entries", RECORDS[:3], Rejection, NOW)

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patch:
        if call in ("write", "open"):
            patch.setattr(Path, "open", refuse if call == "open" else _refuse_writes(Path.open, refuse))
        else:
            patch.setattr(os, call, refuse)
        with pytest.raises(TransientError, match=os.strerror(error)) as caught:
            write(tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == [earlier.path]
    assert read_batch(tmp_path, earlier, Rejection) == RECORDS[:3]
    write(tmp_path)
    assert len(find_batches(tmp_path, "entries")) == 2


def _refuse_writes(real: Callable[..., Any], refuse: Callable[..., None]) -> Callable[..., Any]:
    class Full:
        def __init__(self, file: Any) -> None:
            self.file = file
            self.write = refuse

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

    return lambda path, *arguments, **options: Full(real(path, *arguments, **options))


@pytest.mark.faults("G4", "G5")
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[: len(content) // 2], id="truncated"),
        pytest.param(lambda content: b"", id="zero-length"),
        pytest.param(lambda content: content[:99] + bytes([content[99] ^ 1]) + content[100:], id="bit-flipped"),
    ],
)
def test_damaged_batch_goes_into_quarantine_and_is_made_anew_from_the_archive(settings, caplog, damage):
    lost = stage_polls(settings, poll(settings, make_document("a", "b")))
    stage_polls(settings, poll(settings, make_document("c"), LATER), at=LATER)
    path = settings.staging_dir / lost.path
    path.write_bytes(damage(path.read_bytes()))
    held = path.read_bytes()
    warehouse = load(settings)
    assert "damaged" in caplog.text
    assert not path.exists()
    assert ask(warehouse, "SELECT title FROM entries") == [("c",)]
    load_quarantine(settings, warehouse)
    kept = "SELECT kind, reason, state, path FROM quarantine"
    ((kind, reason, state, place),) = ask(warehouse, kept)
    assert (kind, reason, state) == ("batch", "damaged entries batch", "waiting")
    assert (settings.data_dir / place).read_bytes() == held
    assert "damaged entries batch" in str(maintain_warehouse(settings, check_only=True).problems)
    replay_quarantine(settings, find_cases(settings), clock=lambda: LATER)
    assert ask(warehouse, "SELECT title FROM entries ORDER BY title") == [("a",), ("b",), ("c",)]
    assert ask(warehouse, "SELECT count(*) FROM entries_history WHERE title IS NULL OR link IS NULL") == [(0,)]
    assert maintain_warehouse(settings, check_only=True).problems == ()


@pytest.mark.faults("G4")
def test_rebuild_makes_what_a_damaged_batch_held_from_the_archive(settings):
    lost = stage_polls(settings, poll(settings, make_document("a", "b")))
    warehouse = load(settings)
    before = ask(warehouse, "SELECT entry_id, title, content_hash FROM entries ORDER BY 1")
    (settings.staging_dir / lost.path).write_bytes(b"PAR1")
    rebuild_warehouse(settings, clock=lambda: LATER)
    assert ask(warehouse, "SELECT entry_id, title, content_hash FROM entries ORDER BY 1") == before


@pytest.mark.faults("G4")
def test_damaged_batch_of_articles_is_made_anew_from_archived_pages(settings, lexicon):
    stage_polls(settings, poll(settings, make_document("a")))
    warehouse = load(settings)
    (order,) = read_orders(settings, warehouse, lambda: NOW)
    response, ref = archive(settings, "page", order.entry.link, PAGE)
    lost = stage_entries(
        settings, ingest_page(settings, ArticleMaker(settings, lexicon, {}), order, response, ref), at=LATER
    )
    (settings.staging_dir / lost.path).write_bytes(b"")
    load_quarantine(settings, load(settings))
    assert ask(warehouse, "SELECT count(*) FROM pending_entries") == [(1,)]
    replay_quarantine(settings, find_cases(settings), clock=lambda: LATER)
    assert ask(warehouse, "SELECT title FROM articles") == [("A bridge is opened",)]
    assert ask(warehouse, "SELECT count(*) FROM pending_entries") == [(0,)]


@pytest.mark.faults("G3")
@pytest.mark.parametrize("size", [0, 100, 600])
def test_full_disk_under_the_archive_stops_the_shard_and_nothing_is_named(settings, size):
    """A real limit of the kernel on the size of files, in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.archiving", str(settings.data_dir), str(size)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False)
    assert "cannot be written" in ended.stderr
    assert list(settings.archive_dir.glob("*.warc.gz")) == []
    archive(settings, "page", "http://a.example/1", PAGE)
    assert len(list(settings.archive_dir.glob("*.warc.gz"))) == 1


@pytest.mark.faults("G6")
def test_two_writers_of_the_same_content_write_one_batch(tmp_path):
    command = [sys.executable, "-m", "tests.writing", str(tmp_path), "full", str(2**30)]
    writers = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == [find_batches(tmp_path, "entries")[0].path]


def run_as_nobody(work: Callable[[], object]) -> str:
    """Do work in a child that is not root; return what it complained of."""
    read, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            work()
            said = "nothing"
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
        os.write(write_end, said.encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_path(tmp_path):
    """A folder that other users reach."""
    for folder in [tmp_path, *tmp_path.parents][:3]:
        folder.chmod(0o755)
    return tmp_path


@pytest.mark.faults("G7")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_folder_of_another_user_is_named(open_path):
    folder = open_path / "staging"
    write(folder)
    folder.chmod(0o700)
    assert "staging folder cannot be read" in run_as_nobody(lambda: find_batches(folder, "entries"))
    for mode in (0o755, 0o000):
        folder.chmod(mode)
        said = run_as_nobody(lambda: write_batch(folder, "articles", RECORDS, Rejection, NOW))
        assert said.startswith(f"TransientError: {folder}")
        assert "Permission denied" in said
    folder.chmod(0o755)
    assert len(list(folder.iterdir())) == 1


@pytest.mark.faults("G7")
def test_no_more_files_stop_the_write(tmp_path):
    write(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        with pytest.raises(TransientError, match="could not be written"):
            write_batch(tmp_path, "articles", RECORDS, Rejection, NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.faults("G7")
def test_lock_of_a_dead_process_is_taken_and_that_of_a_live_one_is_not(tmp_path):
    path = tmp_path / "warehouse.lock"
    holder = [sys.executable, "-m", "tests.faults.holding", str(path)]
    with subprocess.Popen(holder, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(TransientError, match=f"held by PID {process.pid}"), hold_lock(path, 0):
            pass
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(TransientError, match=f"held by PID {process.pid}"), hold_lock(path, 0):
            pass
        process.kill()
    with hold_lock(path, 0):
        assert path.read_text().startswith(str(os.getpid()))


@pytest.mark.faults("G8")
def test_many_waiting_batches_are_named_one_by_one_in_little_memory(tmp_path):
    count = 20_000
    for number in range(count):
        name = f"entries-20261120T12{number // 10_000:04}{number % 10_000:06}Z-{number:064x}.parquet"
        os.close(os.open(tmp_path / name, os.O_CREAT))
    loaded = {f"{number:064x}" for number in range(1, count)}
    tracemalloc.start()
    found = iterate_batches(tmp_path, "entries")
    assert next(found).batch_id == f"{0:064x}"
    assert tracemalloc.get_traced_memory()[1] < 500 * count
    assert sum(1 for _ in found) == count - 1
    assert tracemalloc.get_traced_memory()[1] < 500 * count
    tracemalloc.stop()
    assert [batch.batch_id for batch in iterate_batches(tmp_path, "entries", loaded)] == [f"{0:064x}"]


@pytest.mark.faults("G9")
@pytest.mark.parametrize("change", ["deleted", "edited"])
def test_loaded_file_that_somebody_changed_is_found_and_the_rows_stay(settings, change):
    path = settings.staging_dir / stage_polls(settings, poll(settings, make_document("a"))).path
    warehouse = load(settings)
    assert maintain_warehouse(settings, check_only=True).problems == ()
    if change == "deleted":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"\n")
    load(settings)
    (problem,) = maintain_warehouse(settings, check_only=True).problems
    assert path.name in problem
    assert ask(warehouse, "SELECT title FROM entries") == [("a",)]


@pytest.mark.faults("F9")
def test_staged_batch_of_a_newer_namewire_stops_the_load_and_stays(settings, caplog):
    path = settings.staging_dir / stage_polls(settings, poll(settings, make_document("a"))).path
    table = pq.read_table(path)
    path.unlink()
    version = {b"namewire.schema_version": b"99"}
    newer = _stage_table(settings.staging_dir, table.replace_schema_metadata(version))
    with caplog.at_level(logging.ERROR), pytest.raises(DataError, match="newer Namewire"):
        load(settings)
    assert newer.exists()
    assert ask(Warehouse(settings), "SELECT * FROM polls") == []


def _stage_table(folder: Path, table: Any) -> Path:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    content = sink.getvalue().to_pybytes()
    path = folder / f"entries-20261120T120000000000Z-{hashlib.sha256(content).hexdigest()}.parquet"
    path.write_bytes(content)
    return path


class _KilledError(BaseException):
    """The end of a task in the middle of its work."""


@pytest.mark.faults("G1")
def test_task_that_is_killed_loses_only_what_it_had_not_staged(tmp_path, monkeypatch):
    """What is staged may be loaded at once: the archive that it points at is closed by then."""
    monkeypatch.setattr("pipeline.stages.polls._BATCH_ENTRIES", 3)
    feeds = {f"/feed{n}": rss(*(item(f"{n}-{i}") for i in range(2))) for n in range(5)}
    ticks = []

    def tick(name):
        ticks.append(name)
        if len(ticks) == 4:
            staged = [
                poll for batch in batches() for poll in read_batch(line.settings.staging_dir, batch, FeedPoll)
            ]
            assert len(staged) == 4
            assert all((line.settings.data_dir / poll.archive_path).exists() for poll in staged)
            raise _KilledError

    def batches():
        return find_batches(line.settings.staging_dir, "entries")

    with serve(feeds) as outlet:
        line = Line(tmp_path, *map(outlet.url, feeds), shards=ShardSettings(count=1))
        (shard,) = stages.plan_polls(line.settings, now=line.now)
        with pytest.raises(BaseExceptionGroup):
            stages.poll_feeds(line.settings, shard, clock=line.clock, tick=tick)
        assert len(batches()) == 4
        assert stages.load_entries(line.settings, now=line.now).counts["new"] == 8
        assert outlet.count("/feed0") == 1
        (shard,) = stages.plan_polls(line.settings, now=line.now)
        assert len(shard.ids) == 1


@pytest.mark.faults("G1")
def test_articles_of_a_long_task_come_in_several_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.stages.articles._BATCH_ENTRIES", 2)
    with serve({f"/p{n}": page(title=f"Report {n}") for n in range(5)}) as outlet:
        outlet.routes["/feed"] = rss(*(item(f"p{n}", outlet.url("")) for n in range(5)))
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        (shard,) = stages.plan_fetches(line.settings, now=line.clock)
        report = stages.fetch_articles(line.settings, shard, clock=line.clock)
        assert (len(report.batches), report.done, report.failed, report.left) == (3, 5, 0, 0)
        stages.load_articles(line.settings)
    rows = line.ask("SELECT archive_path, archive_offset FROM pages")
    assert len(rows) == 5
    for row in rows:
        archived = read_archived(
            line.settings.data_dir, ArchiveRef(path=row["archive_path"], offset=row["archive_offset"])
        )
        assert b"Report" in archived.body
