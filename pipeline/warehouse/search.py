"""The full-text index of a snapshot, and the table macro `search` over it, all in plain SQL.

An article is found by its words and by whom it names: beside title and text stands the canonical name of each
mention that is written otherwise, so that `Islamic State` finds the article that says only ISIL or ИГИЛ, and a
query that holds a name of an entity, in any script, finds every article that mentions it.
"""

import duckdb

_TABLE = """
CREATE TABLE article_search AS
WITH renamed AS (
    SELECT article_id, string_agg(entities.name, ' ' ORDER BY in_title DESC, start_char) AS names
    FROM mentions
    JOIN entities USING (entity_id)
    WHERE NOT contains(lower(strip_accents(surface)), lower(strip_accents(entities.name)))
    GROUP BY article_id
)
SELECT article_id, title, ltrim(substr(text, len(coalesce(dateline, '')) + 1)) AS text, coalesce(names, '') AS names
FROM articles
LEFT JOIN renamed USING (article_id)
ORDER BY article_id;
COMMENT ON TABLE article_search IS 'What the full-text index covers; search(''words'') finds articles by it.';
COMMENT ON COLUMN article_search.article_id IS 'The article: a row of articles.';
COMMENT ON COLUMN article_search.title IS 'Its title.';
COMMENT ON COLUMN article_search.text IS 'Its text without the dateline.';
COMMENT ON COLUMN article_search.names IS
    'The canonical name of each mention that is written otherwise: an article counts alike whatever it calls them.';
"""

# The tables of DuckDB's full-text extension, made without it: with whom articles name, 10,000 of 410 words took
# 4.8 and 7.6 s of CPU where the extension took 9.4 and 10.4 s for the same three fields alone (a busy machine),
# since a word is counted once for an article, not listed at each place in each field. Words are runs of letters
# and digits of any script, without case and accents; nothing is stemmed or left out.
_INDEX = r"""
CREATE SCHEMA search_index;
CREATE MACRO search_index.fold(written) AS
    trim(regexp_replace(lower(strip_accents(written)), '[^\p{L}\p{N}]+', ' ', 'g'));
CREATE TABLE search_index.docs AS
SELECT row_number() OVER (ORDER BY article_id) - 1 AS docid, article_id AS name FROM article_search;
CREATE TEMP TABLE counted_words AS
WITH split AS (
    SELECT docid, unnest(string_split(search_index.fold(concat_ws(' ', title, text, names)), ' ')) AS term
    FROM article_search
    JOIN search_index.docs ON docs.name = article_search.article_id
)
SELECT docid, term, count(*) AS tf FROM split WHERE term <> '' GROUP BY ALL;
CREATE TABLE search_index.dict AS
SELECT row_number() OVER (ORDER BY term) - 1 AS termid, term, count(*) AS df FROM counted_words GROUP BY term;
CREATE TABLE search_index.terms AS
SELECT termid, docid, tf FROM counted_words JOIN search_index.dict USING (term) ORDER BY termid, docid;
ALTER TABLE search_index.docs ADD COLUMN len BIGINT;
UPDATE search_index.docs SET len = coalesce((
    SELECT sum(tf) FROM counted_words WHERE counted_words.docid = docs.docid
), 0);
DROP TABLE counted_words;
CREATE TABLE search_index.stats AS SELECT count(*) AS num_docs, avg(len) AS avgdl FROM search_index.docs;
CREATE TABLE search_index.named AS
SELECT entity_id, docid, count(*) AS tf
FROM mentions
JOIN search_index.docs ON docs.name = mentions.article_id
WHERE entity_id IS NOT NULL
GROUP BY ALL
ORDER BY entity_id, docid;
CREATE TABLE search_index.spellings AS
SELECT DISTINCT
    entity_id,
    search_index.fold(alias) AS folded,
    trim(regexp_replace(alias, '[^\p{L}\p{N}]+', ' ', 'g')) AS cased,
    strength = 'strong' AS is_strong
FROM (FROM aliases SELECT entity_id, alias, strength UNION ALL FROM entities SELECT entity_id, name, 'strong')
SEMI JOIN search_index.named USING (entity_id)
WHERE search_index.fold(alias) <> '';
"""

# Okapi BM25 (k1 = 1.2, b = 0.75, any of the words), the extension's score. An entity that the query names is a
# term, too, and each such name gives 10 more, which a few words do not reach: who asks for "Islamic State" wants
# the articles on it first, not those that say "state" most often. A short name inside of a longer query (`US`)
# must have its capitals there, and of names inside one another the longest counts.
_MACRO = r"""
CREATE MACRO search(query) AS TABLE
WITH words AS (
    SELECT DISTINCT unnest(string_split(search_index.fold(query), ' ')) AS term
),
spelled AS (
    SELECT entity_id, folded
    FROM search_index.spellings
    WHERE folded = search_index.fold(query)
        OR (
            is_strong
            AND contains(' ' || search_index.fold(query) || ' ', ' ' || folded || ' ')
            AND (
                length(folded) > 4
                OR contains(' ' || regexp_replace(query, '[^\p{L}\p{N}]+', ' ', 'g') || ' ', ' ' || cased || ' ')
            )
        )
),
asked AS (
    SELECT dict.df, terms.docid, terms.tf, NULL AS name
    FROM search_index.dict
    SEMI JOIN words USING (term)
    JOIN search_index.terms USING (termid)
    UNION ALL
    SELECT count(*) OVER (PARTITION BY entity_id, claims.folded), named.docid, named.tf, claims.folded
    FROM (SELECT DISTINCT entity_id, folded FROM spelled) AS claims
    JOIN search_index.named USING (entity_id)
    WHERE NOT EXISTS (
        SELECT 1 FROM spelled AS longer
        WHERE longer.folded <> claims.folded AND contains(' ' || longer.folded || ' ', ' ' || claims.folded || ' ')
    )
),
scored AS (
    SELECT
        docs.name AS article_id,
        10 * count(DISTINCT asked.name) + sum(
            log((stats.num_docs - asked.df + 0.5) / (asked.df + 0.5) + 1)
            * asked.tf * 2.2 / (asked.tf + 1.2 * (0.25 + 0.75 * docs.len / stats.avgdl))
        ) AS score
    FROM asked
    JOIN search_index.docs USING (docid)
    CROSS JOIN search_index.stats
    GROUP BY docs.name
)
SELECT article_id, scored.score, articles.title, articles.publisher, articles.published_at, articles.url
FROM scored
JOIN articles USING (article_id)
ORDER BY score DESC, article_id
"""


def build_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Index titles, texts and canonical names of the current articles, words of any script and numbers alike."""
    connection.execute(_TABLE)
    connection.execute(_INDEX)
    connection.execute(_MACRO)
