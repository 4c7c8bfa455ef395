"""Candidates for copies: articles that share kept hashes inside the window. What they are, `copies` decides."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from pipeline.settings import CopySettings
from pipeline.warehouse.connection import open_duckdb, translate_errors
from pipeline.warehouse.relations import read_records
from schemas.arrow import build_arrow_schema
from schemas.records import CandidatePair, CandidateQuery
from schemas.rows import FingerprintRow

_PER_HASH_AND_DAY = 20
_PER_ARTICLE = 50
"""Bounds for text that very many pages share (a publisher's boilerplate, a report that hundreds print, an
attacker): of the articles of one day with one hash the first 20 by id stand for all, and an article keeps its
50 candidates with the most shared hashes. The same 20 come back for every hash of a text, so a copy still
finds its story through them. `shared` is therefore a lower bound, and only ranks."""

_SQL = """
WITH pool AS (
    SELECT article_id, published_on, hash FROM asked
    UNION ALL
    SELECT article_id, published_on, hash
    FROM fingerprints
    SEMI JOIN asked USING (hash)
    -- What is asked for stands in `asked` as it is now, not as it was at its former revision.
    ANTI JOIN (SELECT DISTINCT article_id FROM asked) AS renewed USING (article_id)
    WHERE published_on BETWEEN CAST($first_day AS DATE) - $window AND CAST($last_day AS DATE) + $window
),
bounded AS (
    SELECT *
    FROM pool
    QUALIFY row_number() OVER (PARTITION BY hash, published_on ORDER BY article_id) <= $per_hash
),
shared AS (
    SELECT asked.article_id, bounded.article_id AS other_article_id, count(*) AS shared
    FROM asked
    JOIN bounded ON bounded.hash = asked.hash AND bounded.article_id <> asked.article_id
    WHERE coalesce(abs(date_diff('day', bounded.published_on, asked.published_on)) <= $window, true)
    GROUP BY asked.article_id, bounded.article_id
    HAVING count(*) >= $min_shared
),
best AS (
    SELECT *
    FROM shared
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY shared DESC, other_article_id) <= $per_article
)
SELECT DISTINCT least(article_id, other_article_id) AS article_id, greatest(article_id, other_article_id)
    AS other_article_id
FROM best
ORDER BY ALL
"""


def find_candidates(
    connection: duckdb.DuckDBPyConnection, queries: Sequence[CandidateQuery], settings: CopySettings
) -> tuple[CandidatePair, ...]:
    """Find pairs worth comparing: among these articles, and between them and the known ones.

    Args:
        connection: One with a relation `fingerprints(article_id, published_on, hash)`.
        queries: The articles; where one is known already, its known sketch is left out.
        settings: The window in days and the least number of shared hashes. A missing day is inside every window.
    """
    days = [query.published_on for query in queries]
    known = [day for day in days if day is not None]
    is_open = len(known) < len(days) or not known
    connection.register("incoming", _build_asked(queries))
    # As a table: a join's filter pushed down into Arrow fails on hashes of 2^63 and more (DuckDB 1.5.5).
    connection.execute("CREATE OR REPLACE TEMP TABLE asked AS FROM incoming")
    return read_records(
        connection,
        CandidatePair,
        _SQL,
        {
            "first_day": "-infinity" if is_open else str(min(known)),
            "last_day": "infinity" if is_open else str(max(known)),
            "window": settings.window_days,
            "min_shared": settings.min_shared_hashes,
            "per_hash": _PER_HASH_AND_DAY,
            "per_article": _PER_ARTICLE,
        },
    )


def find_candidates_among(queries: Sequence[CandidateQuery], settings: CopySettings) -> tuple[CandidatePair, ...]:
    """Find pairs worth comparing among these articles alone, without a warehouse."""
    with translate_errors("the search for copies"), open_duckdb(":memory:") as connection:
        connection.register("incoming", build_arrow_schema(FingerprintRow).empty_table())
        connection.execute("CREATE TABLE fingerprints AS FROM incoming")
        return find_candidates(connection, queries, settings)


def _build_asked(queries: Sequence[CandidateQuery]) -> pa.Table:
    """One row a hash, put together in Arrow's own columns: a batch has tens of thousands."""
    sketches = [pa.array(query.fingerprint.hashes, pa.uint64()) for query in queries]
    lengths = [len(sketch) for sketch in sketches]
    rows = pa.array([row for row, length in enumerate(lengths) for _ in range(length)], pa.int64())
    ids = pa.array([query.article_id for query in queries], pa.string())
    days = pa.array([query.published_on for query in queries], pa.date32())
    return pa.table(
        {
            "article_id": ids.take(rows),
            "published_on": days.take(rows),
            "hash": pa.chunked_array(sketches, pa.uint64()),
        }
    )
