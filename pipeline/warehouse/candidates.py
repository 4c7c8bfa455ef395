"""Candidates for copies: articles that share kept hashes inside the window. What they are, `copies` decides."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from pipeline.settings import CopySettings
from pipeline.warehouse.connection import open_duckdb, translate_errors
from pipeline.warehouse.relations import read_records
from schemas.records import CandidatePair, CandidateQuery

_FEW = 100
_STAND_IN = 20
_PER_ARTICLE = 50
_LARGE_PART = 0.25
"""Bounds for text that very many pages share (boilerplate, turns of phrase, a report that hundreds print, an
attacker). Where more than 100 articles of the window have a hash, about 20 of them stand for all, drawn by their
ids: the same ones for every hash of a text and in every batch, so that a copy still finds its story through them.
Such a hash counts for so much less, as in TF-IDF: a pair must share `min_shared_hashes` by that count, or a quarter of
the shorter sketch. An article keeps its 50 best candidates."""

_DRAW = "hash(article_id) / 18446744073709551616"
"""A number from 0 to 1 that is an article's for good."""

# Rows of superseded revisions and of undone loads, and of what is asked for, which stands in `asked` as it is now.
# They are few: leaving them out took a third of the time of joining the others, as the view `fingerprints` does.
_STALE = """
CREATE OR REPLACE TEMP TABLE stale AS
WITH renewed AS (
    SELECT DISTINCT article_id FROM asked
),
unsettled AS (
    SELECT article_id FROM articles_history GROUP BY article_id HAVING count(*) > 1
    UNION ALL
    SELECT article_id FROM articles_history SEMI JOIN undone_batches USING (load_seq)
    UNION ALL
    SELECT article_id FROM renewed
),
revisions AS (
    SELECT article_id, revision, load_seq FROM articles_history SEMI JOIN unsettled USING (article_id)
),
standing AS (
    SELECT *
    FROM revisions
    ANTI JOIN undone_batches USING (load_seq)
    ANTI JOIN renewed USING (article_id)
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY revision DESC, load_seq DESC) = 1
)
SELECT * FROM revisions ANTI JOIN standing USING (article_id, revision, load_seq)
"""

# How many articles of the window have each hash that is asked for, and up to which drawn number they stand for all.
_WEIGHED = """
CREATE OR REPLACE TEMP TABLE weighed AS
WITH hashes AS (
    SELECT DISTINCT hash FROM asked
),
counted AS (
    SELECT hash, published_on, count(*) AS articles
    FROM (
        SELECT hash, published_on
        FROM fingerprints_history
        SEMI JOIN hashes USING (hash)
        ANTI JOIN stale USING (article_id, revision, load_seq)
        WHERE published_on BETWEEN CAST($first_day AS DATE) - $window AND CAST($last_day AS DATE) + $window
        UNION ALL
        SELECT hash, published_on FROM asked
    )
    GROUP BY ALL
),
common AS (
    SELECT
        days.hash,
        days.published_on,
        least(1.0, $few / sum(articles)) AS weight,
        CASE WHEN sum(articles) <= $few THEN 1.0 ELSE $stand_in / sum(articles) END AS part
    FROM (SELECT DISTINCT hash, published_on FROM asked) AS days
    JOIN counted ON counted.hash = days.hash
        AND coalesce(abs(date_diff('day', counted.published_on, days.published_on)) <= $window, true)
    GROUP BY ALL
)
SELECT asked.*, weight, part
FROM asked
JOIN common ON common.hash = asked.hash AND common.published_on IS NOT DISTINCT FROM asked.published_on
"""

_PAIRS = f"""
WITH drawn AS (
    SELECT hash, max(part) AS part FROM weighed GROUP BY hash
),
pool AS (
    SELECT article_id, published_on, kept, hash, draw FROM weighed
    UNION ALL
    -- As many hashes as a text of so many tokens keeps: counting them would take another look at the table.
    SELECT
        article_id,
        published_on,
        greatest((tokens - $ngram + 1) / $scale, least(tokens - $ngram + 1, $min_hashes)) AS kept,
        hash,
        {_DRAW} AS draw
    FROM fingerprints_history
    JOIN drawn USING (hash)
    ANTI JOIN stale USING (article_id, revision, load_seq)
    WHERE published_on BETWEEN CAST($first_day AS DATE) - $window AND CAST($last_day AS DATE) + $window
        -- As a difference: a comparison would become a part of the join, and all ids be hashed to look it up.
        AND draw - part <= 0
),
shared AS (
    SELECT
        weighed.article_id,
        pool.article_id AS other_article_id,
        sum(weight) AS weight,
        count(*) AS shared,
        least(any_value(weighed.kept), any_value(pool.kept)) AS shorter,
        any_value(pool.draw) AS draw
    FROM weighed
    JOIN pool ON pool.hash = weighed.hash AND pool.article_id <> weighed.article_id AND pool.draw <= part
    WHERE coalesce(abs(date_diff('day', pool.published_on, weighed.published_on)) <= $window, true)
    GROUP BY ALL
    HAVING sum(weight) >= $min_shared
        OR count(*) >= greatest($min_shared, $large_part * shorter)
),
best AS (
    SELECT *
    FROM shared
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY weight DESC, draw, other_article_id) <= $per_article
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
        connection: An open warehouse.
        queries: The articles; where one is known already, its known sketch is left out.
        settings: The window in days and the least number of shared hashes. A missing day is inside every window.
    """
    _ask(connection, queries)
    connection.execute(_STALE)
    return _pair(connection, queries, settings)


def find_candidates_among(queries: Sequence[CandidateQuery], settings: CopySettings) -> tuple[CandidatePair, ...]:
    """Find pairs worth comparing among these articles alone, without a warehouse."""
    with translate_errors("the search for copies"), open_duckdb(":memory:") as connection:
        _ask(connection, queries)
        connection.execute("CREATE TEMP TABLE stale (article_id VARCHAR, revision BIGINT, load_seq BIGINT)")
        connection.execute("CREATE TABLE fingerprints_history AS SELECT *, 1 AS revision, 1 AS tokens, 1 AS load_seq FROM asked LIMIT 0")
        return _pair(connection, queries, settings)


def _ask(connection: duckdb.DuckDBPyConnection, queries: Sequence[CandidateQuery]) -> None:
    connection.register("incoming", _build_asked(queries))
    # As a table: a join's filter pushed down into Arrow fails on hashes of 2^63 and more (DuckDB 1.5.5).
    connection.execute(f"CREATE OR REPLACE TEMP TABLE asked AS SELECT *, {_DRAW} AS draw FROM incoming")


def _pair(
    connection: duckdb.DuckDBPyConnection, queries: Sequence[CandidateQuery], settings: CopySettings
) -> tuple[CandidatePair, ...]:
    days = [query.published_on for query in queries]
    known = [day for day in days if day is not None]
    is_open = len(known) < len(days) or not known
    window = {
        "first_day": "-infinity" if is_open else str(min(known)),
        "last_day": "infinity" if is_open else str(max(known)),
        "window": settings.window_days,
    }
    connection.execute(_WEIGHED, {**window, "few": _FEW, "stand_in": _STAND_IN})
    bounds = {
        "min_shared": settings.min_shared_hashes,
        "ngram": settings.ngram,
        "scale": settings.scale,
        "min_hashes": settings.min_hashes,
        "large_part": _LARGE_PART,
        "per_article": _PER_ARTICLE,
    }
    return read_records(connection, CandidatePair, _PAIRS, {**window, **bounds})


def _build_asked(queries: Sequence[CandidateQuery]) -> pa.Table:
    """One row a hash, put together in Arrow's own columns: a batch has tens of thousands."""
    sketches = [pa.array(query.fingerprint.hashes, pa.uint64()) for query in queries]
    lengths = [len(sketch) for sketch in sketches]
    rows = pa.array([row for row, length in enumerate(lengths) for _ in range(length)], pa.int64())
    columns = {
        "article_id": pa.array([query.article_id for query in queries], pa.string()),
        "published_on": pa.array([query.published_on for query in queries], pa.date32()),
        "kept": pa.array([len(query.fingerprint.hashes) for query in queries], pa.int64()),
    }
    taken = {name: column.take(rows) for name, column in columns.items()}
    return pa.table({**taken, "hash": pa.chunked_array(sketches, pa.uint64())})
