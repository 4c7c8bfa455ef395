"""What a replay starts from: stored articles, their archived pages and entries, and the mentions they have."""

from collections.abc import Sequence

import duckdb

from pipeline.warehouse.relations import list_columns, read_records, register_ids
from schemas.records import Entry, Mention
from schemas.rows import ArticleRow, ReplayOrder, StoredMention

# The SQL below is put together of names of our own fields only; values are bound.
# ruff: noqa: S608


def read_article_ids(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Read the ids of all current articles, in their order."""
    rows = connection.execute("SELECT article_id FROM current_articles ORDER BY article_id").fetchall()
    return tuple(str(article_id) for (article_id,) in rows)


def read_replay_orders(
    connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]
) -> tuple[ReplayOrder, ...]:
    """Read these articles at their current revisions with their pages and entries; unknown ones are missing."""
    register_ids(connection, article_ids)
    article = ", ".join(f'"{name}" := articles."{name}"' for name in ArticleRow.model_fields)
    entry = ", ".join(f'"{name}" := entries_history."{name}"' for name in Entry.model_fields)
    return read_records(
        connection,
        ReplayOrder,
        f"""
        SELECT struct_pack({article}) AS article,
            any_value(
                struct_pack(path := pages.archive_path, "offset" := pages.archive_offset)
            ) FILTER (pages.page_id IS NOT NULL) AS archived,
            arg_max(struct_pack({entry}), entries_history.version) AS entry
        FROM articles
        SEMI JOIN wanted ON wanted.id = articles.article_id
        JOIN entries_history USING (entry_id)
        LEFT JOIN pages ON pages.page_id = articles.page_id
        GROUP BY {list_columns(ArticleRow, "articles")}
        ORDER BY articles.article_id
        """,
    )


def read_stored_mentions(
    connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]
) -> tuple[StoredMention, ...]:
    """Read the current mentions of these articles."""
    register_ids(connection, article_ids)
    mention = ", ".join(f"{name} := mentions.{name}" for name in Mention.model_fields)
    return read_records(
        connection,
        StoredMention,
        f"""
        SELECT article_id, struct_pack({mention}) AS mention
        FROM mentions
        SEMI JOIN wanted ON wanted.id = mentions.article_id
        ORDER BY article_id
        """,
    )
