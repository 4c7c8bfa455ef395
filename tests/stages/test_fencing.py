"""A load that was decided before another one is decided again."""

from datetime import UTC, datetime

import pytest

from pipeline.errors import TransientError
from pipeline.settings import Settings
from pipeline.stages.fencing import load_fenced
from pipeline.warehouse import Warehouse
from schemas.rows import LoadSet

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def warehouse(tmp_path):
    warehouse = Warehouse(Settings(data_dir=tmp_path))
    warehouse.migrate()
    return warehouse


def make_load(batch_id):
    return LoadSet(batch_id=batch_id, kind="entries", created_at=NOW)


@pytest.mark.parametrize("others", [0, 1, 3])
def test_load_is_built_again_until_nothing_came_between(warehouse, others):
    built = []

    def build():
        built.append(warehouse.read_seq())
        if len(built) <= others:
            warehouse.load(make_load(f"other-{len(built)}"))
        return make_load("ours")

    _, report = load_fenced(warehouse, build)
    assert (report.state, report.load_seq) == ("loaded", others + 1)
    assert built == list(range(others + 1))


def test_load_that_is_always_overtaken_is_tried_later(warehouse):
    built = []

    def build():
        built.append(1)
        warehouse.load(make_load(f"other-{len(built)}"))
        return make_load("ours-is-never-loaded")

    with pytest.raises(TransientError, match="ours-is-nev"):
        load_fenced(warehouse, build)
    assert "ours-is-never-loaded" not in warehouse.read_loaded_batches()


def test_batch_that_another_loaded_meanwhile_is_not_loaded_again(warehouse):
    def build():
        warehouse.load(make_load("ours"))
        return make_load("ours")

    _, report = load_fenced(warehouse, build)
    assert (report.state, report.rows) == ("already loaded", 0)
    assert warehouse.read_seq() == 1
