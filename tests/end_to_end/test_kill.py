"""Killed anywhere and started again, the line ends in the same tables as a run that nobody disturbed."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.conftest import Run
from tests.end_to_end.worlds import RESULTS, Tables

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
    """Return what a finished run resulted in; its newest snapshot holds the same."""
    with (
        Tables(data_dir / "warehouse.duckdb") as warehouse,
        Tables((data_dir / "news.duckdb").resolve()) as snapshot,
    ):
        found = warehouse.read_results()
        assert snapshot.read_results() == found
        assert warehouse.values("select poll_id from poll_ledger where adds_up is distinct from true") == []
    return found


def check_recovery(run: Run, data_dir: Path, undisturbed: dict[str, Any]) -> None:
    """Start the line again and hold its tables against the undisturbed ones."""
    assert run(data_dir) == 0
    assert not list(data_dir.glob("snapshots/.*part*"))
    found = read_tables(data_dir)
    for table in RESULTS:
        assert found[table] == undisturbed[table], table


def copy_prepared(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "data"))


def test_undisturbed_run_holds_what_the_kills_could_lose(undisturbed):
    counts = {table: len(undisturbed[table]) for table in RESULTS}
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


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_again_and_again_at_random_moments(run, prepared, undisturbed, tmp_path, seed):
    data_dir = copy_prepared(prepared, tmp_path)
    moments = random.Random(seed)
    statuses = [run(data_dir, {"seconds": moments.uniform(0.2, 3)}) for _ in range(3)]
    assert set(statuses) <= {-9, 0}
    check_recovery(run, data_dir, undisturbed)
