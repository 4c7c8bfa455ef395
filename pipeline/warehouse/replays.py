"""What a replay starts from: stored articles, their archived pages and entries, and the mentions they have."""

from collections.abc import Sequence

import duckdb

from pipeline.warehouse.relations import list_columns, read_records, register_ids
from schemas.records import Alias, Document, Entity, Entry, Mention
from schemas.rows import ArticleRow, ReplayOrder, ResolvedArticles, StoredDocument, StoredMention

# The SQL below is put together of names of our own fields only; values are bound.
# ruff: noqa: S608


def read_article_ids(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Read the ids of all current articles, in their order."""
    rows = connection.execute("SELECT article_id FROM current_articles ORDER BY article_id").fetchall()
    return tuple(str(article_id) for (article_id,) in rows)


def read_resolved_articles(connection: duckdb.DuckDBPyConnection) -> tuple[ResolvedArticles, ...]:
    """Read the ids of all current articles by the version of the lexicon that their mentions are of."""
    return read_records(
        connection,
        ResolvedArticles,
        """
        WITH latest AS (
            SELECT article_id, arg_max(passes.version, passes.load_seq) AS version
            FROM passes
            ANTI JOIN undone_batches USING (load_seq)
            JOIN current_articles USING (article_id, revision)
            WHERE passes.step = 'resolve' AND passes.load_seq >= current_articles.load_seq
            GROUP BY article_id
        )
        SELECT latest.version, list(article_id ORDER BY article_id) AS article_ids
        FROM current_articles
        LEFT JOIN latest USING (article_id)
        GROUP BY latest.version
        ORDER BY latest.version NULLS FIRST
        """,
    )


def read_documents(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> tuple[StoredDocument, ...]:
    """Read what of these articles is resolved; unknown ones are missing."""
    register_ids(connection, article_ids)
    document = ", ".join(f"{name} := articles.{name}" for name in Document.model_fields)
    return read_records(
        connection,
        StoredDocument,
        f"""
        SELECT article_id, struct_pack({document}) AS document
        FROM articles
        SEMI JOIN wanted ON wanted.id = articles.article_id
        ORDER BY article_id
        """,
    )


def read_former_entities(connection: duckdb.DuckDBPyConnection, version: str) -> tuple[Entity, ...]:
    """Read the entities of a version of the lexicon, look-alikes too, as far as the history holds them."""
    fields = [name for name in Entity.model_fields if name != "aliases"]
    stored = {"text": "alias", "case": "case_rule"}
    alias = ", ".join(f'"{name}" := claims.{stored.get(name, name)}' for name in Alias.model_fields)
    return read_records(
        connection,
        Entity,
        f"""
        SELECT {", ".join(f"bearers.{name}" for name in fields)},
            coalesce(
                list(struct_pack({alias}) ORDER BY claims.alias, claims.language) FILTER (claims.alias IS NOT NULL),
                []
            ) AS aliases
        FROM entities_history AS bearers
        LEFT JOIN aliases_history AS claims USING (entity_id, load_seq)
        -- A lexicon that came back was loaded again.
        WHERE load_seq = (SELECT max(load_seq) FROM entities_history WHERE lexicon_version = $version)
        GROUP BY ALL
        ORDER BY entity_id
        """,
        {"version": version},
    )


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
