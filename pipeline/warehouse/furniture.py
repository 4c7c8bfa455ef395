"""What recurs on the pages of each publisher, counted over the current articles; and what was learnt of it."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from pipeline.warehouse.relations import list_columns, read_records, register_ids
from schemas.records import BlockCount
from schemas.rows import ArticleExample, FurnitureRow

# The SQL below is put together of names of our own fields only; values are bound.
# ruff: noqa: S608

_HEAD, _TAIL = 2, 3
"""Paragraphs that count as head and tail, as `text.blocks` counts them; a test holds the two together."""

# Blocks that are left out already stand in removed_blocks: without them what was learnt would be unlearnt. Only
# paragraphs that recur to the letter are folded: nearly all stand once, and folding them takes most of the time.
_COUNT = r"""
WITH counted AS (
    SELECT
        article_id,
        publisher,
        first_seen_at,
        list_filter(string_split(text, chr(10)), lambda line: trim(line) <> '') AS paragraphs
    FROM articles
    WHERE first_seen_at >= $since
),
recurring AS (
    SELECT publisher, hash(words) AS key
    FROM (SELECT publisher, unnest(paragraphs) AS words FROM counted)
    GROUP BY ALL
    HAVING count(*) > 1
),
placed AS (
    SELECT article_id, words, place <= $head AS at_head, place > paragraphs - $tail AS at_tail
    FROM (
        SELECT
            article_id,
            publisher,
            unnest(paragraphs) AS words,
            unnest(range(1, len(paragraphs) + 1)) AS place,
            len(paragraphs) AS paragraphs
        FROM counted
    ) AS every_paragraph
    SEMI JOIN recurring ON recurring.publisher = every_paragraph.publisher AND recurring.key = hash(words)
    UNION ALL
    SELECT article_id, words, position = 'head', position = 'tail'
    FROM removed_blocks
    SEMI JOIN counted USING (article_id)
    WHERE kind = 'furniture'
),
folded AS (
    SELECT
        article_id,
        regexp_replace(lower(words), '[^\p{L}\p{N}]+', '', 'g') AS block,
        min(words) AS words,
        bool_or(at_head) AS at_head,
        bool_or(at_tail) AS at_tail
    FROM placed
    GROUP BY ALL
),
totals AS (
    SELECT publisher, count(*) AS of_articles FROM counted GROUP BY publisher
)
SELECT
    publisher,
    min(words) AS words,
    count(*) AS articles,
    count(DISTINCT coalesce(story_members.story_id, folded.article_id)) AS stories,
    any_value(totals.of_articles) AS of_articles,
    count(*) FILTER (at_head) AS head_articles,
    count(*) FILTER (at_tail) AS tail_articles,
    min(counted.first_seen_at) AS first_seen_at,
    max(counted.first_seen_at) AS last_seen_at
FROM folded
JOIN counted USING (article_id)
JOIN totals USING (publisher)
LEFT JOIN story_members USING (article_id)
WHERE block <> ''
GROUP BY publisher, block
HAVING count(*) >= $min_articles
ORDER BY publisher, block
"""


def count_blocks(
    connection: duckdb.DuckDBPyConnection, since: datetime, min_articles: int
) -> tuple[BlockCount, ...]:
    """Count the paragraphs that stand in so many articles of a publisher that were first seen since then."""
    return read_records(
        connection,
        BlockCount,
        _COUNT,
        {"since": since, "min_articles": min_articles, "head": _HEAD, "tail": _TAIL},
    )


def read_furniture(
    connection: duckdb.DuckDBPyConnection, publishers: Sequence[str] | None = None
) -> tuple[FurnitureRow, ...]:
    """Read the blocks that recur on the pages of these publishers, or of all, as they were last counted."""
    register_ids(connection, publishers or ())
    wanted = "" if publishers is None else "SEMI JOIN wanted ON wanted.id = furniture.publisher"
    return read_records(
        connection,
        FurnitureRow,
        f"""
        SELECT {list_columns(FurnitureRow, "furniture")}
        FROM furniture
        {wanted}
        ORDER BY publisher, articles DESC, block_hash
        """,
    )


def read_examples(
    connection: duckdb.DuckDBPyConnection, row: FurnitureRow, limit: int
) -> tuple[ArticleExample, ...]:
    """Read the newest articles of a publisher from whose texts a block was left out."""
    return read_records(
        connection,
        ArticleExample,
        """
        SELECT articles.article_id, articles.url, articles.title, removed_blocks.position
        FROM removed_blocks
        JOIN articles USING (article_id)
        WHERE articles.publisher = $publisher
            AND removed_blocks.kind = 'furniture'
            AND lower(removed_blocks.words) = lower($words)
        ORDER BY articles.first_seen_at DESC, articles.article_id
        LIMIT $limit
        """,
        {"publisher": row.publisher, "words": row.words, "limit": limit},
    )
