"""`sql`, `shell` and `status`: CSV for programs, one line where something is wrong, and nothing is ever written."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.settings import Settings

COMMANDS = [
    pytest.param(["sql", "select 1"], id="sql"),
    pytest.param(["shell"], id="shell"),
    pytest.param(["status"], id="status"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The first snapshot of an empty warehouse: registry and lexicon alone."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("empty") / "data", publish_min_interval_s=0)
    stages.plan_polls(settings, now=datetime.now(UTC))
    return stages.publish_snapshot(settings)


@pytest.fixture
def snapshot(published, monkeypatch):
    monkeypatch.setenv("NAMEWIRE_DATA_DIR", str(Path(published.path).parents[1]))
    return published


@pytest.mark.parametrize("command", COMMANDS)
def test_no_snapshot_yet(namewire, data_dir, command):
    ended = namewire(*command, stdin=b"select 1;\n")
    assert ended.output == b""
    assert ended.errors.count("\n") == 1
    assert "no snapshot yet" in ended.errors
    assert str(data_dir) in ended.errors
    assert ended.status == (0 if command == ["shell"] else 1)
    assert not data_dir.exists()


@pytest.mark.parametrize(
    ("statement", "printed"),
    [
        pytest.param("select 1 as one, 'a' as two", "one,two\n1,a\n", id="plain"),
        pytest.param("select null as gone, '' as empty", "gone,empty\n,\n", id="null"),
        pytest.param("""select 'a "b", c' as quoted""", 'quoted\n"a ""b"", c"\n', id="quotes"),
        pytest.param("select 'a\nb' as broken", 'broken\n"a\nb"\n', id="line-break"),
        pytest.param("select 1 as one where false", "one\n", id="no-rows"),
        pytest.param("select 'داعش' as name", "name\nداعش\n", id="arabic"),
        pytest.param("select date '2026-01-02' as day", "day\n2026-01-02\n", id="date"),
        pytest.param(
            "select timestamptz '2026-01-02 03:04:05+03' as at", "at\n2026-01-02T00:04:05+00:00\n", id="time-in-utc"
        ),
        pytest.param("select 1.5::double as half, true as yes", "half,yes\n1.5,True\n", id="numbers"),
        pytest.param("select 1 as a, 2 as a", "a,a\n1,2\n", id="two-columns-of-one-name"),
    ],
)
def test_sql_prints_csv_and_nothing_more(namewire, snapshot, statement, printed):
    ended = namewire("sql", statement)
    assert (ended.status, ended.text, ended.errors) == (0, printed, "")


def test_sql_reads_the_tables(namewire, snapshot):
    ended = namewire("sql", "select count(*) as entities from entities")
    rows = list(csv.DictReader(io.StringIO(ended.text)))
    assert int(rows[0]["entities"]) >= 120


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        pytest.param("selec 1", "selec", id="no-sql"),
        pytest.param("select * from nowhere", "nowhere", id="no-table"),
        pytest.param("select nothing from articles", "nothing", id="no-column"),
        pytest.param("delete from batches", "read-only", id="delete"),
        pytest.param("create table mine (x int)", "read-only", id="create"),
        pytest.param("drop view articles", "read-only", id="drop"),
    ],
)
def test_bad_query_is_one_line(namewire, snapshot, statement, said):
    ended = namewire("sql", statement)
    assert (ended.status, ended.output) == (1, b"")
    assert ended.errors.startswith("namewire: the query failed: ")
    assert said in ended.errors
    assert ended.errors.count("\n") == 1


def test_sql_without_a_statement_is_wrong_usage(namewire):
    assert namewire("sql").status == 2


def test_shell_reads_statements_over_lines_and_goes_on_after_a_bad_one(namewire, snapshot):
    ended = namewire("shell", stdin=b"select 1 as one,\n 2 as two;\nselec;\nselect 3 as three;\nselect 4")
    assert (ended.status, ended.text) == (0, "one,two\n1,2\nthree\n3\n")
    assert ended.errors.count("\n") == 1
    assert "selec" in ended.errors


def test_status_shows_feeds_and_batches(namewire, snapshot):
    ended = namewire("status")
    assert ended.status == 0
    assert snapshot.path in ended.text.replace("\n", "")
    assert "lexicon" in ended.text
    assert "registry" in ended.text
    assert "Quarantine" in ended.text
