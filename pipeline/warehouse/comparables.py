"""What the matcher needs of known articles: texts to compare, stories and copies to regroup.

Every query takes the wanted rows of a table first, and only then those of them that count. The views of the same
names ask which rows of the whole table count: of a million articles that took 7 s of processor time, this 1.5.
"""

from collections.abc import Sequence

import duckdb

from pipeline.warehouse.relations import list_columns, read_records, register_ids
from schemas.records import Comparable, Copy, Credit, KnownStories, StoryArticle

# The SQL below is put together of names of our own fields only; values are bound.
# ruff: noqa: S608

# As the view current_articles, of the wanted articles.
_CURRENT = """
CREATE OR REPLACE TEMP TABLE wanted_articles AS
SELECT article_id, revision, load_seq
FROM articles_history
SEMI JOIN wanted ON wanted.id = articles_history.article_id
ANTI JOIN undone_batches USING (load_seq)
QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY revision DESC, load_seq DESC) = 1
"""

# As the view story_members, of the wanted articles that have a current revision.
_MEMBERS = """
SELECT story_id, article_id
FROM story_members_history
SEMI JOIN wanted_articles USING (article_id)
ANTI JOIN undone_batches USING (load_seq)
QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY load_seq DESC) = 1
"""

_CREDIT = ", ".join(f"{name} := {name}" for name in Credit.model_fields)
_CREDITS = f"""
credited AS (
    SELECT article_id, list(struct_pack({_CREDIT}) ORDER BY role, name, evidence) AS credits
    FROM credits_history
    SEMI JOIN wanted_articles USING (article_id, revision, load_seq)
    GROUP BY article_id
)
"""


def read_comparables(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> tuple[Comparable, ...]:
    """Read these articles at their current revisions, in the order of their ids; unknown ones are missing.

    Their sketches are not read: they are found by these, and compared by their texts.
    """
    _want(connection, article_ids)
    own = [name for name in Comparable.model_fields if name not in ("text", "credits", "fingerprint")]
    return read_records(
        connection,
        Comparable,
        f"""
        WITH {_CREDITS}
        SELECT {", ".join(f"articles_history.{name}" for name in own)},
            ltrim(substr(text, len(coalesce(dateline, '')) + 1)) AS text,
            coalesce(credited.credits, []) AS credits, NULL AS fingerprint
        FROM articles_history
        SEMI JOIN wanted_articles USING (article_id, revision, load_seq)
        LEFT JOIN credited USING (article_id)
        ORDER BY article_id
        """,
    )


def read_stories_of(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> KnownStories:
    """Read all stories that hold one of these articles: their articles, and the copies between these."""
    _want(connection, article_ids)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT story_id FROM ({_MEMBERS})")
    # Whoever was ever in these stories may be in them still.
    ever = connection.execute(
        """
        SELECT article_id FROM story_members_history SEMI JOIN touched USING (story_id)
        UNION
        SELECT article_id FROM wanted_articles
        """
    ).fetchall()
    asked = set(article_ids)
    _want(connection, [article_id for (article_id,) in ever])
    members = connection.execute(
        f"SELECT article_id FROM ({_MEMBERS}) SEMI JOIN touched USING (story_id)"
    ).fetchall()
    found = {article_id for (article_id,) in members}
    _want(connection, sorted(found | {article_id for (article_id,) in ever if article_id in asked}))
    return KnownStories(articles=_read_story_articles(connection), copies=_read_copies(connection))


def _want(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> None:
    """Note which of these articles have a current revision, and which it is, in `wanted_articles`."""
    register_ids(connection, article_ids)
    connection.execute(_CURRENT)


def _read_story_articles(connection: duckdb.DuckDBPyConnection) -> tuple[StoryArticle, ...]:
    own = ", ".join(f"articles_history.{name}" for name in StoryArticle.model_fields if name != "credits")
    return read_records(
        connection,
        StoryArticle,
        f"""
        WITH {_CREDITS}
        SELECT {own}, coalesce(credited.credits, []) AS credits
        FROM articles_history
        SEMI JOIN wanted_articles USING (article_id, revision, load_seq)
        LEFT JOIN credited USING (article_id)
        ORDER BY article_id
        """,
    )


def _read_copies(connection: duckdb.DuckDBPyConnection) -> tuple[Copy, ...]:
    """Read the copies between the wanted, as the view does; one of an article of another story is none of them."""
    return read_records(
        connection,
        Copy,
        f"""
        WITH relate_passes AS (
            SELECT article_id, max(load_seq) AS load_seq
            FROM passes
            SEMI JOIN wanted_articles USING (article_id)
            ANTI JOIN undone_batches USING (load_seq)
            WHERE step = 'relate'
            GROUP BY article_id
        )
        SELECT {list_columns(Copy, "copies_history")}
        FROM copies_history
        SEMI JOIN wanted_articles AS copy ON copy.article_id = copies_history.article_id
        SEMI JOIN wanted_articles AS original ON original.article_id = copies_history.of_article_id
        ANTI JOIN undone_batches USING (load_seq)
        ANTI JOIN relate_passes AS later
            ON later.article_id = copies_history.article_id AND later.load_seq > copies_history.load_seq
        ANTI JOIN relate_passes AS later_original
            ON later_original.article_id = copies_history.of_article_id
            AND later_original.load_seq > copies_history.load_seq
        ORDER BY article_id, of_article_id
        """,
    )
