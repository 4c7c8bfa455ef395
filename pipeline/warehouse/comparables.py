"""What the matcher needs of known articles: texts and sketches to compare, stories and copies to regroup."""

from collections.abc import Sequence

import duckdb

from pipeline.warehouse.relations import list_columns, read_records, register_ids
from schemas.records import Comparable, Copy, Credit, KnownStories, StoryArticle

# The SQL below is put together of names of our own fields only; values are bound.
# ruff: noqa: S608

_CREDIT = ", ".join(f"{name} := {name}" for name in Credit.model_fields)
_CREDITS = f"""
credited AS (
    SELECT article_id, list(struct_pack({_CREDIT}) ORDER BY role, name, evidence) AS credits
    FROM credits
    SEMI JOIN wanted ON wanted.id = credits.article_id
    GROUP BY article_id
)
"""


def read_comparables(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> tuple[Comparable, ...]:
    """Read these articles at their current revisions, in the order of their ids; unknown ones are missing."""
    register_ids(connection, article_ids)
    own = [name for name in Comparable.model_fields if name not in ("text", "credits", "fingerprint")]
    return read_records(
        connection,
        Comparable,
        f"""
        WITH {_CREDITS},
        sketched AS (
            SELECT article_id, list(hash ORDER BY hash) AS hashes, max(tokens) AS tokens
            FROM fingerprints
            SEMI JOIN wanted ON wanted.id = fingerprints.article_id
            GROUP BY article_id
        )
        SELECT {", ".join(f"articles.{name}" for name in own)},
            ltrim(substr(articles.text, len(coalesce(articles.dateline, '')) + 1)) AS text,
            coalesce(credited.credits, []) AS credits,
            {{'hashes': coalesce(sketched.hashes, []), 'tokens': coalesce(sketched.tokens, 0)}} AS fingerprint
        FROM articles
        SEMI JOIN wanted ON wanted.id = articles.article_id
        LEFT JOIN credited USING (article_id)
        LEFT JOIN sketched USING (article_id)
        ORDER BY article_id
        """,
    )


def read_stories_of(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> KnownStories:
    """Read all stories that hold one of these articles: their articles, and the copies between these."""
    register_ids(connection, article_ids)
    found = connection.execute(
        """
        WITH touched AS (
            SELECT story_id FROM story_members SEMI JOIN wanted ON wanted.id = story_members.article_id
        )
        SELECT article_id FROM story_members SEMI JOIN touched USING (story_id)
        UNION
        SELECT article_id FROM current_articles SEMI JOIN wanted ON wanted.id = current_articles.article_id
        """
    ).fetchall()
    register_ids(connection, [article_id for (article_id,) in found])
    return KnownStories(articles=_read_story_articles(connection), copies=_read_copies(connection))


def _read_story_articles(connection: duckdb.DuckDBPyConnection) -> tuple[StoryArticle, ...]:
    own = ", ".join(f"articles.{name}" for name in StoryArticle.model_fields if name != "credits")
    return read_records(
        connection,
        StoryArticle,
        f"""
        WITH {_CREDITS}
        SELECT {own}, coalesce(credited.credits, []) AS credits
        FROM articles
        SEMI JOIN wanted ON wanted.id = articles.article_id
        LEFT JOIN credited USING (article_id)
        ORDER BY article_id
        """,
    )


def _read_copies(connection: duckdb.DuckDBPyConnection) -> tuple[Copy, ...]:
    """Read the copies between the wanted; an excerpt of an article of another story is none of them."""
    return read_records(
        connection,
        Copy,
        f"""
        SELECT {list_columns(Copy, "copies")}
        FROM copies
        SEMI JOIN wanted ON wanted.id = copies.article_id
        SEMI JOIN wanted AS of_wanted ON of_wanted.id = copies.of_article_id
        ORDER BY article_id, of_article_id
        """,
    )
