"""While one process loads, others query and load the same: no reader waits, and nothing is there twice."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import pytest

from pipeline import stages
from tests.end_to_end.conftest import ROOT
from tests.end_to_end.worlds import RESULTS, Tables, build_settings

IN_TRANSACTION = {"in": "load_articles", "insert": 5}
DECIDED = {
    "in": "load_articles",
    "opening": 8,
}  # the first batch is decided, its load is the next to open the warehouse
AT_ONCE = {"after": "imports"}


class Loader:
    """A process that loads what is staged and waits where it was told to."""

    def __init__(self, data_dir: Path, registry: Path, where: dict[str, Any]) -> None:
        command = [
            sys.executable,
            "-m",
            "tests.end_to_end.loading",
            str(data_dir),
            str(registry),
            json.dumps(where),
        ]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin
        assert self._process.stdout
        self._stdin, self._stdout = self._process.stdin, self._process.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def wait(self) -> None:
        """Return when the process waits."""
        assert self._stdout.readline() == "waiting\n"

    def go_on(self) -> None:
        """Let it go on."""
        self._stdin.write("\n")
        self._stdin.flush()

    def finish(self) -> dict[str, Any]:
        """Return the summary of its load."""
        summary: dict[str, Any] = json.loads(self._stdout.readline())
        assert self._process.wait() == 0
        return summary


Start = Callable[[dict[str, Any]], Loader]


@pytest.fixture(scope="module")
def staged(run, small_registry, tmp_path_factory) -> Path:
    """A data folder with two staged batches of articles, and a snapshot without any."""
    data_dir = tmp_path_factory.mktemp("staged") / "data"
    assert run(data_dir, {"after": "fetch 2"}) == -9
    stages.publish_snapshot(build_settings(data_dir, small_registry))
    return data_dir


@pytest.fixture(scope="module")
def loaded_once(staged, small_registry, tmp_path_factory) -> dict[str, Any]:
    """The tables after one undisturbed load of the same batches."""
    data_dir = Path(shutil.copytree(staged, tmp_path_factory.mktemp("once") / "data", symlinks=True))
    stages.load_articles(build_settings(data_dir, small_registry))
    return read_loaded(data_dir)


@pytest.fixture
def data_dir(staged, tmp_path) -> Path:
    return Path(shutil.copytree(staged, tmp_path / "data", symlinks=True))


@pytest.fixture
def start(data_dir, small_registry) -> Iterator[Start]:
    with ExitStack() as stack:
        yield lambda where: stack.enter_context(Loader(data_dir, small_registry, where))


def read_loaded(data_dir: Path) -> dict[str, Any]:
    with Tables(data_dir / "warehouse.duckdb") as tables:
        batches = {"batches": tables.rows("select batch_id, load_seq, kind, rows from batches order by load_seq")}
        return tables.read_results() | batches


def query(data_dir: Path, sql: str) -> subprocess.CompletedProcess[str]:
    """Query the newest snapshot from a process of its own, as an analyst does."""
    command = [sys.executable, "-m", "pipeline.cli", "sql", sql]
    return subprocess.run(
        command, cwd=ROOT, env={"NAMEWIRE_DATA_DIR": str(data_dir)}, capture_output=True, text=True
    )


def check_loaded_once(data_dir: Path, loaded_once: dict[str, Any]) -> None:
    found = read_loaded(data_dir)
    for table in (*RESULTS, "batches"):
        assert found[table] == loaded_once[table], table


def check_rows(first: dict[str, Any], second: dict[str, Any], loaded_once: dict[str, Any]) -> None:
    """Whoever loaded which batch, together they loaded each row once."""
    expected = sum(batch["rows"] for batch in loaded_once["batches"] if batch["kind"] == "articles")
    assert first["rows"] + second["rows"] == expected


def test_readers_are_not_disturbed_by_a_load(start, data_dir, loaded_once):
    loader = start(IN_TRANSACTION)
    loader.wait()
    sql = "select (select count(*) from entries) as entries, (select count(*) from articles) as articles"
    answer = query(data_dir, sql)
    loader.go_on()
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "entries,articles\n13,0\n", "")
    assert loader.finish()["batches"] == 2
    check_loaded_once(data_dir, loaded_once)


def test_second_load_waits_for_the_first_and_changes_nothing(start, data_dir, loaded_once):
    first, second = start(IN_TRANSACTION), start({"in": "load_articles", "opening": 1})
    first.wait()
    second.wait()
    second.go_on()  # to the lock, which the first holds inside its transaction
    first.go_on()
    check_rows(first.finish(), second.finish(), loaded_once)
    check_loaded_once(data_dir, loaded_once)


def test_load_that_was_decided_before_another_came_is_recognised(start, data_dir, loaded_once):
    late, early = start(DECIDED), start(AT_ONCE)
    late.wait()
    early.wait()
    early.go_on()
    assert early.finish()["rows"] > 0
    late.go_on()
    assert late.finish()["rows"] == 0
    check_loaded_once(data_dir, loaded_once)


def test_loads_started_at_one_moment_load_once(start, data_dir, loaded_once):
    loaders = [start(AT_ONCE) for _ in range(2)]
    for loader in loaders:
        loader.wait()
    for loader in loaders:
        loader.go_on()
    check_rows(*(loader.finish() for loader in loaders), loaded_once)
    check_loaded_once(data_dir, loaded_once)
