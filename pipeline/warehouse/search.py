"""The full-text index of a snapshot, and the table macro `search` over it."""

import duckdb

from pipeline.warehouse.connection import load_extension

_TABLE = """
CREATE TABLE article_search AS SELECT article_id, title, text FROM articles ORDER BY article_id;
COMMENT ON TABLE article_search IS 'What the full-text index covers; search(''words'') finds articles by it.';
COMMENT ON COLUMN article_search.article_id IS 'The article: a row of articles.';
COMMENT ON COLUMN article_search.title IS 'Its title.';
COMMENT ON COLUMN article_search.text IS 'Its text.';
"""

# DuckDB's defaults drop digits, stem as English and know no other script's letters.
_INDEX = r"""
PRAGMA create_fts_index(
    'article_search', 'article_id', 'title', 'text',
    stemmer = 'none', stopwords = 'none', ignore = '[^\p{L}\p{N}]+', strip_accents = 1, lower = 1
)
"""

# The extension's own match_bm25 needs the extension wherever a snapshot is read. This is the same score (Okapi
# BM25, k1 = 1.2, b = 0.75, any of the words) over the same tables in plain SQL, so that any reader can search.
_MACRO = r"""
CREATE MACRO search(query) AS TABLE
WITH words AS (
    SELECT DISTINCT unnest(string_split_regex(lower(strip_accents(query)), '[^\p{L}\p{N}]+')) AS term
),
asked AS (
    SELECT dict.termid, dict.df FROM fts_main_article_search.dict SEMI JOIN words USING (term)
),
counted AS (
    SELECT terms.docid, terms.termid, asked.df, count(*) AS tf
    FROM fts_main_article_search.terms
    JOIN asked USING (termid)
    GROUP BY ALL
),
scored AS (
    SELECT
        docs.name AS article_id,
        sum(
            log((stats.num_docs - counted.df + 0.5) / (counted.df + 0.5) + 1)
            * counted.tf * 2.2 / (counted.tf + 1.2 * (0.25 + 0.75 * docs.len / stats.avgdl))
        ) AS score
    FROM counted
    JOIN fts_main_article_search.docs USING (docid)
    CROSS JOIN fts_main_article_search.stats
    GROUP BY docs.name
)
SELECT article_id, scored.score, articles.title, articles.publisher, articles.published_at, articles.url
FROM scored
JOIN articles USING (article_id)
ORDER BY score DESC, article_id
"""


def build_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Index titles and texts of the current articles, words of any script and numbers alike."""
    load_extension(connection, "fts")
    connection.execute(_TABLE)
    connection.execute(_INDEX)
    connection.execute(_MACRO)
