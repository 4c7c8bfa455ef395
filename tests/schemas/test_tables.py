"""The SQL is held against the records, and every name that analysts see is explained."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest

from pipeline.warehouse.check import TABLES
from pipeline.warehouse.migrations import Definition, migrate, read_definition
from schemas import rows
from schemas.arrow import build_arrow_schema
from tests.warehouse.made_rows import NOW

ROWS = sorted(rows.Row.__subclasses__(), key=lambda row: row.table)
CONTRACT = {
    "articles": "article_id revision url canonical_url publisher title authors published_at language text"
    " word_count completeness completeness_reason fetched_at",
    "mentions": "article_id revision start_char end_char surface entity_id rule in_title lexicon_version",
    "entities": "entity_id name kind parent_id wikidata_id",
    "aliases": "entity_id alias language strength valid_from valid_to",
    "copies": "article_id of_article_id kind containment containment_of resemblance evidence",
    "polls": "entries_seen entries_new entries_known entries_changed entries_rejected",
    "outcomes": "entry_id outcome reason batch_id decided_at",
    "stories": "story_id origin_article_id articles publishers",
    "story_members": "story_id article_id role",
    "credits": "article_id role name url evidence",
    "rejections": "entry_id stage reason detail rejected_at",
    "article_urls": "url article_id",
    "feeds": "feed_id",
    "entries": "entry_id",
    "pages": "page_id",
    "fingerprints": "article_id hash",
    "batches": "batch_id load_seq",
    "entity_daily": "entity_id name day articles mentions",
    "entity_pairs": "entity_id other_entity_id articles",
    "entity_sources": "entity_id day articles stories publishers families",
    "story_sources": "story_id article_id publisher family published_at role delay_minutes copy_kind credits",
    "copied_from": "article_id of_article_id kind direction delay_minutes evidence",
    "copy_network": "from_publisher to_publisher copies median_delay_minutes first_at last_at",
    "completeness_by_publisher": "publisher articles full truncated teaser paywalled empty not_an_article",
    "article_completeness": "article_id page_verdict verdict reason fuller_article_id same_text_addresses",
    "article_revisions": "article_id revision previous_revision changed_at paragraphs_added paragraphs_removed",
    "removed_blocks": "article_id revision number position paragraph kind words evidence",
    "furniture": "publisher block_hash words state articles stories share first_seen_at last_seen_at position",
    "publishers": "publisher family owner",
    "quarantine": "quarantine_id kind stage reason exception url feed_id entry_id bytes path quarantined_at"
    " times_seen state note",
    "feed_health": "feed_id state last_success_at failures next_poll_at",
    "ledger": "outcome reason entries",
    "name_candidates": "name kind score articles publishers first_seen entity_id judgement example",
    "name_judgements": "judgement_id judgement name entity_id judged_on note",
}


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        migrate(connection, read_definition(), NOW)
        yield connection


def read_schema(database: duckdb.DuckDBPyConnection, relation: str) -> pa.Schema:
    return database.execute(f"FROM {relation} LIMIT 0").to_arrow_table().schema


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.table)
def test_a_table_has_the_columns_of_its_record(database: duckdb.DuckDBPyConnection, row: type[rows.Row]) -> None:
    wanted = [(field.name, field.type, field.nullable) for field in build_arrow_schema(row)]
    if row is not rows.BatchRow:
        wanted += [("batch_id", pa.string(), False), ("load_seq", pa.int64(), False)]
    nullable = dict(
        database.execute(
            "SELECT column_name, is_nullable FROM duckdb_columns() WHERE table_name = ?", [row.table]
        ).fetchall()
    )
    database.execute("SET TimeZone = 'UTC'")
    found = [(f.name, _plain(f.type), nullable[f.name]) for f in read_schema(database, row.table)]
    assert found == [(name, _plain(kind), optional) for name, kind, optional in wanted]


def _plain(kind: pa.DataType) -> str:
    """Leave out what DuckDB's lists do not keep: the name of the item, and what in it may be null."""
    return f"list of {_plain(kind.value_type)}" if pa.types.is_list(kind) else str(kind).replace(" not null", "")


def test_every_record_has_a_table_and_every_key_its_columns(database: duckdb.DuckDBPyConnection) -> None:
    made = {name for (name,) in database.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert made == {row.table for row in ROWS} | {"load_fence", "schema_version"}
    assert set(TABLES) == {row.table for row in ROWS} - {"batches"}
    for row in ROWS:
        assert set(row.key) <= {*row.model_fields, "batch_id"}, row


@pytest.mark.parametrize(("relation", "columns"), CONTRACT.items(), ids=CONTRACT.keys())
def test_the_analysts_contract_holds(database: duckdb.DuckDBPyConnection, relation: str, columns: str) -> None:
    assert set(columns.split()) <= set(read_schema(database, relation).names)


def test_everything_is_explained(database: duckdb.DuckDBPyConnection) -> None:
    silent = database.execute(
        """
        SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT table_name FROM duckdb_tables() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL
        """
    ).fetchall()
    assert silent == []


def test_tables_ask_for_nothing_that_a_lake_lacks() -> None:
    definition: Definition = read_definition()
    for name, sql in definition.tables:
        for word in ("PRIMARY KEY", "UNIQUE", "CHECK (", "DEFAULT", "SEQUENCE", "INDEX", "REFERENCES"):
            assert word not in sql.upper(), f"{name}: {word}"
