import shutil
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import ConfigError, DataError
from pipeline.settings import Settings
from pipeline.warehouse import Warehouse, maintain
from pipeline.warehouse.connection import open_warehouse
from pipeline.warehouse.migrations import drop_views, migrate, read_definition
from tests.warehouse.made_rows import NOW, make_ingested, make_lexicon, make_polled, make_registry


def count(warehouse: Warehouse, relation: str) -> int:
    return int(warehouse.query(f"SELECT count(*) AS n FROM {relation}").column("n")[0].as_py())


def test_migrating_twice_is_migrating_once(either: Warehouse) -> None:
    assert either.migrate() == read_definition().version
    assert either.migrate() == read_definition().version
    assert count(either, "schema_version") == 1
    assert count(either, "articles") == 0


def test_a_newer_warehouse_stops_the_line(settings: Settings, warehouse: Warehouse) -> None:
    with open_warehouse(settings) as connection:
        connection.execute("INSERT INTO schema_version VALUES (2, 99, '', '9.9', now())")
    with pytest.raises(DataError, match="version 99"):
        warehouse.migrate()


@pytest.mark.parametrize("version", [pytest.param("1.4.4", id="older"), pytest.param("2.0.0", id="newer")])
def test_another_duckdb_stops_the_line(settings: Settings, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    monkeypatch.setattr(duckdb, "__version__", version)
    with pytest.raises(ConfigError, match=version):
        Warehouse(settings).migrate()
    assert not settings.warehouse_path.exists()


@pytest.mark.faults("H11")
def test_an_interrupted_migration_leaves_the_former_state(either_settings: Settings) -> None:  # [H11]
    warehouse = Warehouse(either_settings)
    warehouse.load(make_registry())
    definition = read_definition()
    good = "ALTER TABLE feeds_history ADD COLUMN colour VARCHAR;\n"
    following = definition.version + 1
    broken = definition.model_copy(update={"migrations": ((following, good + "SELECT broken;\n"),)})
    with pytest.raises(DataError), open_warehouse(either_settings) as connection:
        migrate(connection, broken, NOW)
    assert "colour" not in warehouse.query("FROM feeds").column_names
    mended = definition.model_copy(update={"migrations": ((following, good),)})
    with open_warehouse(either_settings) as connection:
        assert migrate(connection, mended, NOW) == following
        assert migrate(connection, mended, NOW) == following
    assert "colour" in warehouse.query("FROM feeds").column_names
    assert count(warehouse, "feeds") == 3


def test_views_follow_their_sql(settings: Settings, warehouse: Warehouse) -> None:
    definition = read_definition()
    other = definition.model_copy(update={"views": (("99_one", "CREATE VIEW one AS SELECT 1 AS n;\n"),)})
    with open_warehouse(settings) as connection:
        migrate(connection, other, NOW)
    assert count(warehouse, "one") == 1
    with pytest.raises(DataError, match="articles"):
        warehouse.query("FROM articles")
    warehouse.migrate()
    assert count(warehouse, "articles") == 0


def test_no_warehouse_yet_says_what_makes_one(settings: Settings) -> None:
    with pytest.raises(ConfigError, match="no warehouse yet"):
        Warehouse(settings).read_seq()


@pytest.mark.parametrize(
    "attach",
    [pytest.param("postgres:x", id="not-a-lake"), pytest.param("ducklake:oracle:x", id="unknown-catalog")],
)
def test_a_wrong_attach_string_is_named(tmp_path: Path, attach: str) -> None:
    with pytest.raises(ConfigError, match="NAMEWIRE_WAREHOUSE"):
        Warehouse(Settings(data_dir=tmp_path, warehouse=attach)).migrate()


def test_a_lake_may_keep_its_files_elsewhere(tmp_path: Path) -> None:
    attach = f"ducklake:sqlite:{tmp_path}/c.sqlite (DATA_PATH '{tmp_path}/elsewhere/', DATA_INLINING_ROW_LIMIT 0)"
    warehouse = Warehouse(Settings(data_dir=tmp_path, warehouse=attach))
    warehouse.migrate()
    warehouse.load(make_registry())
    assert list((tmp_path / "elsewhere").rglob("*.parquet"))
    assert count(warehouse, "feeds") == 3


@pytest.mark.faults("H6")
def test_a_wal_without_its_database_is_refused(settings: Settings) -> None:  # [H6]
    wal = settings.data_dir / "warehouse.duckdb.wal"
    wal.write_bytes(b"the only copy of a load")
    with pytest.raises(DataError, match=r"warehouse\.duckdb\.wal"):
        Warehouse(settings).migrate()
    assert wal.exists()


@pytest.mark.faults("H6")
def test_a_wal_of_another_database_is_refused(settings: Settings, warehouse: Warehouse) -> None:  # [H6]
    other = settings.model_copy(update={"data_dir": settings.data_dir / "other"})
    Warehouse(other).migrate()
    with open_warehouse(other) as connection:
        connection.execute("INSERT INTO load_fence VALUES (7)")
        shutil.copy(f"{other.warehouse_path}.wal", f"{settings.warehouse_path}.wal")
    with pytest.raises(DataError, match="WAL"):
        warehouse.migrate()


@pytest.mark.faults("H5")
def test_a_file_that_is_no_database_is_refused(settings: Settings) -> None:  # [H5]
    settings.warehouse_path.write_bytes(b"not a database\n" * 1000)
    with pytest.raises(DataError, match=r"warehouse\.duckdb"):
        Warehouse(settings).migrate()


NEW_TABLES = {
    2: ("name_candidates", "name_judgements"),
    5: ("removed_blocks", "furniture", "publishers"),
    10: ("quarantine",),
}
"""Tables by the version that added them, each with its column of the ledger."""

NEW_COLUMNS = {
    "articles_history": (
        "title_source", "authors_source", "raw_modified", "modified_source", "language_source", "site_name",
        "section", "image_url", "dateline",
    ),
    "copies_history": ("spans",),
    "credits_history": ("start_char", "end_char", "entity_id"),
    "polls": (
        "reason", "last_new_at", "rhythm_s", "gone_since", "gone_times", "moved_to", "moved_since", "moved_times",
        "wait_s", "skip_hours", "skip_days", "health",
    ),
}  # fmt: skip
"""Columns that came after version 3, by table."""


def take_back(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Make the tables of an empty or a loaded warehouse those of a former version."""
    drop_views(connection)
    for added in (added for added in NEW_TABLES if added > version):
        for table in NEW_TABLES[added]:
            connection.execute(f"DROP TABLE {table}_history")
            connection.execute(f"ALTER TABLE batches DROP COLUMN {table}")
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    connection.execute("ALTER TABLE articles_history ADD COLUMN removed VARCHAR[]")
    if version < 3:
        connection.execute("ALTER TABLE aliases_history DROP COLUMN licence")
    connection.execute("INSERT INTO schema_version VALUES (2, ?, '', '0.1', now())", [version])


def read_columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
    return connection.execute("""
        SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()
        WHERE database_name = current_database() AND table_name IN (SELECT table_name FROM duckdb_tables())
        ORDER BY ALL
    """).fetchall()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_warehouse_becomes_as_a_new_one(
    either_settings: Settings, either: Warehouse, version: int
) -> None:
    with open_warehouse(either_settings) as connection:
        wanted = read_columns(connection)
        take_back(connection, version)
    assert either.migrate() == read_definition().version
    with open_warehouse(either_settings) as connection:
        assert read_columns(connection) == wanted
    either.load(make_lexicon())
    assert either.query("SELECT name_candidates FROM batches").column(0).to_pylist() == [0]


def test_lines_that_were_removed_before_they_had_kinds_stay_findable(
    either_settings: Settings, either: Warehouse
) -> None:
    for load in (make_registry(), make_polled("p", 5), make_ingested("i", (0, 1, 2))):
        either.load(load)
    with open_warehouse(either_settings) as connection:
        take_back(connection, 3)
        connection.execute(
            "UPDATE articles_history SET removed = CASE article_id"
            " WHEN 'a0' THEN ['A headline', 'Read more'] ELSE [] END"
        )
    either.migrate()
    found = either.query("SELECT article_id, number, position, kind, words FROM removed_blocks ORDER BY ALL")
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        ("a0", 1, "unknown", "unknown", "A headline"), ("a0", 2, "unknown", "unknown", "Read more"),
    ]  # fmt: skip
    assert maintain(either_settings, NOW, check_only=True).problems == ()
