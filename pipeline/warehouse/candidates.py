"""Candidates for copies: articles that share kept hashes inside the window. What they are, `copies` decides.

Two looks at the sketches of the window, one to count who has the hashes that are asked for, one to fetch them; of
1,000,000 articles inside the window (64 million hashes) both together took 2 s of processor time, on two cores.
"""

from collections.abc import Sequence
from datetime import date

import duckdb
import pyarrow as pa

from pipeline.settings import CopySettings
from pipeline.warehouse.connection import open_duckdb, translate_errors
from pipeline.warehouse.relations import read_records
from schemas.arrow import build_arrow_schema
from schemas.records import CandidatePair, CandidateQuery
from schemas.rows import ArticleRow, FingerprintRow

# The SQL below is put together of names and constants of our own only; values are bound.
# ruff: noqa: S608

_FEW = 100
_STAND_IN = 20
_PER_ARTICLE = 30
_LARGE_PART, _SMALL_PART = 0.2, 0.03
"""Bounds for text that very many pages share (boilerplate, turns of phrase, a report that hundreds print, an
attacker). Where more than 100 articles of the window have a hash, about 20 of them stand for all, drawn by their
ids: the same ones for every hash of a text and in every batch, so that a copy still finds its story through them.
Such a hash counts for so much less, as in TF-IDF. A pair must share, so counted, `min_shared_hashes` and 3 in 100 of
what it would share if the shorter stood wholly in the longer, or plainly a fifth of it. Pages of one publisher have
boilerplate in common: these must share a fifth. An article keeps its 30 best candidates.

With 8 in 100 in place of 3, recall on the paraphrases of the gold set was .12, with 3 it is .33.

On Reuters-21578, within 30 days and with 8 in 100, 1.000 / 1.000 / 1.000 / .993 of the pairs with containment of
.9 / .7 / .5 / .3 are among 29,000 candidates (1.000 / 1.000 / 1.000 / .994 among 63,000 without any of this); as
pages of one publisher 1.000 / 1.000 / 1.000 / .980 among 11,000."""

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

# How many articles of its window have each hash that an article asks for: what it counts, and the share of them that
# stand for all.
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

_SHARED = f"""
CREATE OR REPLACE TEMP TABLE shared AS
WITH drawn AS (
    SELECT hash, max(part) AS part FROM weighed GROUP BY hash
),
pool AS (
    SELECT article_id, published_on, ngrams, kept, hash, draw FROM weighed
    UNION ALL
    SELECT
        article_id,
        published_on,
        tokens - $ngram + 1 AS ngrams,
        -- As many hashes as such a text keeps: counting them would take another look at the table.
        greatest(ngrams / $scale, least(ngrams, $min_hashes)) AS kept,
        hash,
        {_DRAW} AS draw
    FROM fingerprints_history
    JOIN drawn USING (hash)
    ANTI JOIN stale USING (article_id, revision, load_seq)
    WHERE published_on BETWEEN CAST($first_day AS DATE) - $window AND CAST($last_day AS DATE) + $window
        -- As a difference: a comparison would become a part of the join, and all ids be hashed to look it up.
        AND draw - part <= 0
)
SELECT
    weighed.article_id,
    pool.article_id AS other_article_id,
    any_value(pool.draw) AS draw,
    sum(weight) AS weight,
    -- So many hashes would be shared if the shorter text stood wholly in the other.
    least(any_value(weighed.ngrams), any_value(pool.ngrams))
        * least(any_value(weighed.kept / weighed.ngrams), any_value(pool.kept / pool.ngrams)) AS whole,
    count(*) >= $large_part * whole AS is_large
FROM weighed
JOIN pool ON pool.hash = weighed.hash AND pool.article_id <> weighed.article_id AND pool.draw <= part
WHERE coalesce(abs(date_diff('day', pool.published_on, weighed.published_on)) <= $window, true)
GROUP BY weighed.article_id, pool.article_id
HAVING count(*) >= $min_shared AND (sum(weight) >= greatest($min_shared, $small_part * whole) OR is_large)
"""

_PAIRS = """
WITH publishers AS (
    SELECT article_id, any_value(publisher) AS publisher FROM asked GROUP BY article_id
    UNION ALL
    SELECT article_id, max(publisher) AS publisher
    FROM articles_history
    SEMI JOIN shared ON shared.other_article_id = articles_history.article_id
    ANTI JOIN asked USING (article_id)
    GROUP BY article_id
),
best AS (
    SELECT shared.article_id, shared.other_article_id
    FROM shared
    JOIN publishers AS own ON own.article_id = shared.article_id
    JOIN publishers AS other ON other.article_id = shared.other_article_id
    WHERE is_large OR own.publisher = '' OR own.publisher <> other.publisher
    QUALIFY row_number() OVER (PARTITION BY shared.article_id ORDER BY weight DESC, draw, other_article_id)
        <= $per_article
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
    connection.register("incoming", _build_asked(queries, settings.ngram))
    # As a table: a join's filter pushed down into Arrow fails on hashes of 2^63 and more (DuckDB 1.5.5).
    connection.execute(f"CREATE OR REPLACE TEMP TABLE asked AS SELECT *, {_DRAW} AS draw FROM incoming")
    connection.execute(_STALE)
    window = {**_find_days([query.published_on for query in queries]), "window": settings.window_days}
    connection.execute(_WEIGHED, {**window, "few": _FEW, "stand_in": _STAND_IN})
    sketch = {"ngram": settings.ngram, "scale": settings.scale, "min_hashes": settings.min_hashes}
    bounds = {"min_shared": settings.min_shared_hashes, "large_part": _LARGE_PART, "small_part": _SMALL_PART}
    connection.execute(_SHARED, {**window, **sketch, **bounds})
    return read_records(connection, CandidatePair, _PAIRS, {"per_article": _PER_ARTICLE})


def find_candidates_among(queries: Sequence[CandidateQuery], settings: CopySettings) -> tuple[CandidatePair, ...]:
    """Find pairs worth comparing among these articles alone, without a warehouse."""
    with translate_errors("the search for copies"), open_duckdb(":memory:") as connection:
        for row in (ArticleRow, FingerprintRow):
            connection.register("incoming", build_arrow_schema(row).empty_table())
            connection.execute(f"CREATE TABLE {row.table} AS SELECT *, 0 AS load_seq FROM incoming")
        connection.execute("CREATE TABLE undone_batches (load_seq INTEGER)")
        return find_candidates(connection, queries, settings)


def _find_days(days: Sequence[date | None]) -> dict[str, str]:
    """Return the first and the last day that is asked for; all of time where one is missing."""
    known = [day for day in days if day is not None]
    if len(known) < len(days) or not known:
        return {"first_day": "-infinity", "last_day": "infinity"}
    return {"first_day": str(min(known)), "last_day": str(max(known))}


def _build_asked(queries: Sequence[CandidateQuery], ngram: int) -> pa.Table:
    """One row a hash, put together in Arrow's own columns: a batch has tens of thousands."""
    sketches = [pa.array(query.fingerprint.hashes, pa.uint64()) for query in queries]
    lengths = [len(sketch) for sketch in sketches]
    rows = pa.array([row for row, length in enumerate(lengths) for _ in range(length)], pa.int64())
    columns = {
        "article_id": pa.array([query.article_id for query in queries], pa.string()),
        "publisher": pa.array([query.publisher for query in queries], pa.string()),
        "published_on": pa.array([query.published_on for query in queries], pa.date32()),
        "ngrams": pa.array([max(query.fingerprint.tokens - ngram + 1, 1) for query in queries], pa.int64()),
        "kept": pa.array(lengths, pa.int64()),
    }
    taken = {name: column.take(rows) for name, column in columns.items()}
    return pa.table({**taken, "hash": pa.chunked_array(sketches, pa.uint64())})
