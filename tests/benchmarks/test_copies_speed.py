"""The warehouse that the search for copies is measured in: it is a true one, and its copies are there to be found."""

import pytest

from benchmarks.copies_batch import write_batch
from benchmarks.copies_speed import measure_batch, read_world
from benchmarks.copies_world import LAST_DAY, World, fill_warehouse, name_article, write_stock
from pipeline.settings import Settings
from pipeline.warehouse import Warehouse
from pipeline.warehouse.check import find_differences
from pipeline.warehouse.connection import open_warehouse

WORLD = World(2_000, 30)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data_dir=tmp_path_factory.mktemp("world"))
    fill_warehouse(settings, write_stock(settings.copies, WORLD.stock), WORLD)
    return settings


def test_the_warehouse_is_whole(settings: Settings) -> None:
    with open_warehouse(settings, read_only=True) as connection:
        counts = connection.execute(
            "SELECT count(*), count(DISTINCT published_at::DATE), max(published_at)::DATE FROM articles"
        ).fetchall()
        sketched = connection.execute("SELECT count(DISTINCT article_id) FROM fingerprints").fetchall()
        kinds = connection.execute("SELECT kind FROM copies GROUP BY kind ORDER BY kind").fetchall()
        assert not [problem for problem in find_differences(connection) if "articles" in problem]
    assert counts == [(2_000, 30, LAST_DAY)]
    assert sketched == [(2_000,)]
    assert kinds == [("identical",), ("truncated",)]


def test_what_is_written_is_stored_under_its_id_with_its_sketch(settings: Settings) -> None:
    stock = write_stock(settings.copies, WORLD.stock)
    stored = Warehouse(settings).query(
        f"SELECT hash FROM fingerprints WHERE article_id = '{name_article(7)}' ORDER BY hash"
    )
    hashes = zip(stock.hashes["stock"].to_pylist(), stock.hashes["hash"].to_pylist(), strict=True)
    assert stored["hash"].to_pylist() == sorted(value for number, value in hashes if number == 7)


def test_all_copies_of_a_batch_are_found_and_nothing_else(settings: Settings) -> None:
    batch = write_batch(write_stock(settings.copies, WORLD.stock), WORLD, settings.copies, size=200)
    assert (len(batch.articles), len(batch.sources)) == (200, 150)
    figures = measure_batch(settings, batch)
    assert (figures.found, figures.wrong) == (1.0, 0)
    assert set(figures.steps) == {"candidates", "texts", "relate", "stories"}


def test_a_world_is_named_by_articles_and_days() -> None:
    assert read_world("1000x30") == World(1_000, 30)
