"""Killed anywhere and started again, the line ends in the same tables as a run that nobody disturbed."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.worlds import Tables

ROOT = Path(__file__).parents[2]
Run = Callable[..., int]

# What may differ: the order of loads, the times of attempts, and under which poll an entry was first seen.
VOLATILE = {
    "load_seq", "batch_id", "poll_id", "page_id", "seen_at", "first_seen_at", "fetched_at", "decided_at",
    "rejected_at", "loaded_at", "created_at",
}  # fmt: skip
TABLES = (
    "feeds", "entities", "aliases", "entries", "articles", "articles_history", "article_urls", "credits", "mentions",
    "fingerprints", "copies", "stories", "story_members", "current_outcomes", "pending_entries", "ledger",
)  # fmt: skip

STEPS = (
    "plan_polls", "poll 1", "poll 2", "load_entries", "plan_fetches", "fetch 1", "fetch 2", "load_articles",
    "publish_snapshot",
)  # fmt: skip
INSIDE = [
    pytest.param({"in": "plan_polls", "opening": 1}, id="before-the-first-table-is-made"),
    pytest.param({"in": "plan_polls", "insert": 2}, id="while-the-lexicon-is-loaded"),
    pytest.param({"in": "poll 1", "rename": 1}, id="before-polls-are-staged"),
    pytest.param({"in": "load_entries", "opening": 7}, id="between-two-batches-of-entries"),
    pytest.param({"in": "load_entries", "insert": 2}, id="in-a-transaction-of-entries"),
    pytest.param({"in": "load_entries", "insert": 4}, id="in-the-second-transaction-of-entries"),
    pytest.param({"in": "fetch 2", "rename": 1}, id="before-articles-are-staged"),
    pytest.param({"in": "load_articles", "opening": 5}, id="while-articles-are-compared"),
    pytest.param({"in": "load_articles", "opening": 9}, id="between-two-batches-of-articles"),
    pytest.param({"in": "load_articles", "insert": 4}, id="in-a-transaction-of-articles"),
    pytest.param({"in": "load_articles", "insert": 16}, id="in-the-second-transaction-of-articles"),
    pytest.param({"in": "publish_snapshot", "rename": 1}, id="before-the-snapshot-has-its-name"),
    pytest.param({"in": "publish_snapshot", "rename": 2}, id="before-the-snapshot-is-the-newest"),
]


@pytest.fixture(scope="module")
def run(small_registry: Path) -> Iterator[Run]:
    """Run the line in a process of its own on a data folder; return its exit status."""
    command = [sys.executable, "-m", "tests.end_to_end.killable"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout

        def run(data_dir: Path, die: dict[str, Any] | None = None) -> int:
            order = {"data_dir": str(data_dir), "registry": str(small_registry), "die": die}
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield run
        process.stdin.close()


@pytest.fixture(scope="module")
def prepared(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose tables, registry and lexicon are there, so that not every case has to make them."""
    data_dir = tmp_path_factory.mktemp("prepared") / "data"
    assert run(data_dir, {"after": "plan_polls"}) == -9
    return data_dir


@pytest.fixture(scope="module")
def undisturbed(run: Run, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The tables of a run that nobody disturbed."""
    data_dir = tmp_path_factory.mktemp("undisturbed") / "data"
    assert run(data_dir) == 0
    return read_tables(data_dir)


def read_tables(data_dir: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of a finished run, in an order of their own, without what may differ."""
    found = {}
    with (
        Tables(data_dir / "warehouse.duckdb") as warehouse,
        Tables((data_dir / "news.duckdb").resolve()) as snapshot,
    ):
        for table in TABLES:
            stable = [
                c for c in warehouse.values(f"select column_name from (describe {table})") if c not in VOLATILE
            ]
            query = f"select {', '.join(stable)} from {table}"
            rows = [tuple(row.values()) for row in warehouse.rows(query)]
            found[table] = sorted(rows, key=repr)
            assert sorted((tuple(row.values()) for row in snapshot.rows(query)), key=repr) == found[table]
        assert warehouse.values("select poll_id from poll_ledger where adds_up is distinct from true") == []
    return found


def check_recovery(run: Run, data_dir: Path, undisturbed: dict[str, Any]) -> None:
    """Start the line again and hold its tables against the undisturbed ones."""
    assert run(data_dir) == 0
    assert not list(data_dir.glob("snapshots/.*part*"))
    found = read_tables(data_dir)
    for table in TABLES:
        assert found[table] == undisturbed[table], table


def copy_prepared(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "data"))


def test_undisturbed_run_holds_what_the_kills_could_lose(undisturbed):
    counts = {table: len(undisturbed[table]) for table in TABLES}
    assert counts["articles"] == 10
    assert counts["entries"] == 13
    assert min(counts[table] for table in ("copies", "stories", "credits")) >= 3
    assert counts["pending_entries"] == 0


@pytest.mark.parametrize("step", STEPS)
def test_killed_after(run, prepared, undisturbed, tmp_path, step):
    data_dir = copy_prepared(prepared, tmp_path)
    assert run(data_dir, {"after": step}) == -9
    check_recovery(run, data_dir, undisturbed)


@pytest.mark.parametrize("die", INSIDE)
def test_killed_inside(run, prepared, undisturbed, tmp_path, die):
    data_dir = tmp_path / "data" if die["in"] == "plan_polls" else copy_prepared(prepared, tmp_path)
    assert run(data_dir, die) == -9
    check_recovery(run, data_dir, undisturbed)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_again_and_again_at_random_moments(run, prepared, undisturbed, tmp_path, seed):
    data_dir = copy_prepared(prepared, tmp_path)
    moments = random.Random(seed)
    statuses = [run(data_dir, {"seconds": moments.uniform(0.2, 3)}) for _ in range(3)]
    assert set(statuses) <= {-9, 0}
    check_recovery(run, data_dir, undisturbed)
