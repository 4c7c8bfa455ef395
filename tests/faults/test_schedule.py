"""What the schedule and the machine do to the line: tasks that die, restarts, sleep, clocks that jump."""

import ast
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.errors import DataError
from pipeline.settings import PollSettings, ShardSettings
from tests.faults.outlets import START, Line, item, rss, serve

ROOT = Path(__file__).parents[2]


def poll_and_stage(line: Line) -> None:
    """Poll what is due, as a task that then dies before anything is loaded."""
    for shard in stages.plan_polls(line.settings, now=line.now):
        stages.poll_feeds(line.settings, shard, clock=line.clock)


@pytest.mark.faults("A4")
def test_task_killed_between_staging_and_loading_loses_and_doubles_nothing(tmp_path):
    with serve({"/feed": rss(item("a"), item("b"))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        (shard,) = stages.plan_polls(line.settings, now=line.now)
        stages.poll_feeds(line.settings, shard, clock=line.clock)
        # The retry of the task polls again: its predecessor's poll is staged and not loaded.
        line.pass_time(seconds=30)
        stages.poll_feeds(line.settings, shard, clock=line.clock)
        stages.load_entries(line.settings, now=line.now)
    assert line.ask("SELECT entries_new, entries_known FROM polls ORDER BY finished_at") == [
        {"entries_new": 2, "entries_known": 0}, {"entries_new": 0, "entries_known": 2},
    ]  # fmt: skip
    assert line.ask("SELECT count(*) AS n FROM entries_history") == [{"n": 2}]


@pytest.mark.faults("A5")
def test_task_killed_after_loading_finds_nothing_due(tmp_path):
    with serve({"/feed": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        assert stages.plan_polls(line.settings, now=line.now) == ()
        assert stages.load_entries(line.settings, now=line.now).batches == 0
        assert outlet.count("/feed") == 1


@pytest.mark.faults("A6", "A8")
@pytest.mark.parametrize("minutes", [2, 5], ids=["restarts", "five-minutes-locked-out"])
def test_restarts_poll_no_feed_more_often_than_its_interval(minutes, tmp_path):
    with serve({f"/{n}": rss(item(f"a{n}")) for n in range(5)}) as outlet:
        line = Line(tmp_path, *(outlet.url(f"/{n}") for n in range(5)))
        for _ in range(5):
            line.poll()
            line.pass_time(minutes=minutes)
        assert Counter(asked.path for asked in outlet.asked) == Counter({f"/{n}": 1 for n in range(5)})


@pytest.mark.faults("A7")
def test_after_three_days_of_sleep_feeds_are_polled_once_each_and_in_turns(tmp_path):
    paths = [f"/{n}" for n in range(60)]
    with serve({path: rss(item("a" + path[1:])) for path in paths}) as outlet:
        line = Line(tmp_path, *(outlet.url(path) for path in paths))
        line.poll()
        line.pass_time(days=3)
        asked: list[int] = []
        for _ in range(6):
            before = len(outlet.asked)
            for shard in stages.plan_polls(line.settings, spread=True, now=line.now):
                stages.poll_feeds(line.settings, shard, clock=line.clock)
            stages.load_entries(line.settings, now=line.now)
            asked.append(len(outlet.asked) - before)
            line.pass_time(seconds=line.settings.poll_every_s)
        assert sum(asked) == 60
        assert max(asked) <= 30
        assert set(Counter(a.path for a in outlet.asked).values()) == {2}


@pytest.mark.faults("A9")
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(START + timedelta(hours=1), id="an-hour-ahead"),
        pytest.param(START - timedelta(hours=1), id="an-hour-back"),
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), id="1970"),
        pytest.param(datetime(2090, 1, 1, tzinfo=UTC), id="2090"),
    ],
)
def test_clock_that_jumps_makes_no_loop_and_leaves_no_feed_behind(wrong, tmp_path):
    with serve({"/feed": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        line.now = wrong
        for _ in range(12):
            line.poll()
            line.pass_time(minutes=5)
        assert len(outlet.asked) <= 3
        line.now = START + timedelta(minutes=30)
        for _ in range(12):
            line.poll()
            line.pass_time(minutes=5)
        assert len(outlet.asked) <= 5
        line.now = START + timedelta(days=2)
        before = len(outlet.asked)
        line.poll()
        assert len(outlet.asked) == before + 1
        assert line.last_poll()["next_poll_at"] <= line.now + timedelta(days=7)


@pytest.mark.faults("A10")
def test_5000_feeds_due_make_fewer_tasks_than_airflow_maps(tmp_path):
    line = Line(
        tmp_path, *(f"https://h{n % 2000}.example/{n}" for n in range(5000)), shards=ShardSettings(count=32)
    )  # fmt: skip
    shards = stages.plan_polls(line.settings, now=line.now)
    assert len(shards) == 32
    assert sum(len(shard.ids) for shard in shards) == 5000
    hosts = [{shard.name for shard in shards}]
    assert len(hosts[0]) == 32


@pytest.mark.faults("A10")
def test_shard_ends_at_its_deadline_and_leaves_the_rest_due(tmp_path):
    with serve({f"/{n}": rss(item(f"a{n}")) for n in range(5)}) as outlet:
        line = Line(
            tmp_path, *(outlet.url(f"/{n}") for n in range(5)), shards=ShardSettings(count=1, deadline_s=25)
        )
        (shard,) = stages.plan_polls(line.settings, now=line.now)

        def clock() -> datetime:
            return line.now + timedelta(seconds=10 * len(outlet.asked))

        report = stages.poll_feeds(line.settings, shard, clock=clock)
        assert (report.done, report.left) == (3, 2)
        stages.load_entries(line.settings, now=line.now)
        assert sum(len(s.ids) for s in stages.plan_polls(line.settings, now=line.now)) == 2


@pytest.mark.faults("A11")
@pytest.mark.parametrize("path", sorted((ROOT / "dags").glob("*.py")), ids=lambda path: path.stem)
def test_dag_file_touches_nothing_when_it_is_imported(path, tmp_path):
    """No network, no database, no data folder: what the file does at its top is seen by an audit hook."""
    code = f"""
import runpy, sys
sys.path.insert(0, {str(path.parent)!r})
import airflow.sdk, pydantic_settings, wiring
from pipeline.settings import Settings
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "sqlite3.connect") or (
        event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    ):
        raise SystemExit(f"{{event}} {{arguments}}")
sys.addaudithook(refuse)
sys.dont_write_bytecode = True
runpy.run_path({str(path)!r})
assert "duckdb" not in sys.modules and "pipeline.stages" not in sys.modules, "a stage was imported"
"""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT), "AIRFLOW_HOME": str(tmp_path / "airflow"), "NAMEWIRE_DATA_DIR": "/proc/nowhere",
    }  # fmt: skip
    ended = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert not any(isinstance(node, ast.Try) for node in ast.parse(path.read_text()).body)


@pytest.mark.faults("A12")
def test_staged_batches_are_loaded_whatever_woke_the_loader(tmp_path):
    with serve({f"/{n}": rss(item(f"a{n}")) for n in range(3)}) as outlet:
        line = Line(tmp_path, *(outlet.url(f"/{n}") for n in range(3)), shards=ShardSettings(count=3))
        for _ in range(2):
            poll_and_stage(line)
            line.pass_time(hours=2)
        # No event came: planning the second run loaded the first, this load takes the rest, another finds nothing.
        assert stages.load_entries(line.settings, now=line.now).batches == 1
        assert stages.load_entries(line.settings, now=line.now).batches == 0
        assert line.ask("SELECT count(*) AS n FROM polls") == [{"n": 6}]


@pytest.mark.faults("A13")
def test_damaged_warehouse_stops_the_line_and_is_made_anew(tmp_path):
    with serve({"/feed": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/feed"), poll=PollSettings())
        line.poll()
        rows = line.ask("SELECT entry_id, version, content_hash FROM entries_history ORDER BY ALL")
        line.settings.warehouse_path.write_bytes(b"not a database\n" * 1000)
        with pytest.raises(DataError, match="rebuild"):
            stages.plan_polls(line.settings, now=line.now)
        assert outlet.count("/feed") == 1
        stages.rebuild_warehouse(line.settings)
        assert line.ask("SELECT entry_id, version, content_hash FROM entries_history ORDER BY ALL") == rows
        line.pass_time(minutes=10)
        line.poll()
        assert outlet.count("/feed") == 1
