"""What the warehouse knows of judgements on names: which lexicons they were in, and which replay followed one."""

import duckdb

from pipeline.warehouse.relations import read_records
from schemas.rows import JudgedArticle


def read_judgements_batch(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the id of the last load of judgements, empty before the first."""
    row = connection.execute(
        "SELECT coalesce(arg_max(batch_id, load_seq), '') FROM batches WHERE kind = 'judgements'"
    ).fetchall()[0]
    return str(row[0])


def read_judged_articles(connection: duckdb.DuckDBPyConnection, judgement_id: str) -> tuple[JudgedArticle, ...]:
    """Return the current articles that were last resolved with a lexicon in which a judgement was in force."""
    return read_records(
        connection,
        JudgedArticle,
        """
        WITH latest AS (
            SELECT article_id, arg_max(version, passes.load_seq) AS version, max(passes.load_seq) AS load_seq
            FROM passes
            ANTI JOIN undone_batches USING (load_seq)
            JOIN current_articles USING (article_id, revision)
            WHERE passes.step = 'resolve' AND passes.load_seq >= current_articles.load_seq
            GROUP BY article_id
        )
        SELECT latest.article_id, batches.kind = 'replay' AS is_replayed
        FROM latest
        JOIN batches USING (load_seq)
        SEMI JOIN (FROM name_judgements_history WHERE judgement_id = $judgement_id) AS judged
            ON judged.lexicon_version = latest.version
        ORDER BY latest.article_id
        """,
        {"judgement_id": judgement_id},
    )


def find_replay(connection: duckdb.DuckDBPyConnection, before: str, after: str) -> str | None:
    """Return the last load's id where it is a replay of names that went from one lexicon to another, else None.

    Such a replay and no other is taken back by hiding its rows. A replay of text made articles anew, too.
    """
    row = connection.execute(
        """
        WITH last AS (
            SELECT batch_id, load_seq
            FROM batches
            ANTI JOIN undone_batches USING (load_seq)
            WHERE kind = 'replay'
            ORDER BY load_seq DESC
            LIMIT 1
        )
        SELECT last.batch_id
        FROM last
        JOIN passes USING (load_seq)
        GROUP BY last.batch_id, last.load_seq
        HAVING bool_and(passes.step = 'resolve' AND passes.version = $after) AND (
            SELECT arg_max(lexicon_version, load_seq)
            FROM entities_history
            WHERE load_seq < last.load_seq AND lexicon_version <> $after
        ) = $before
        """,
        {"before": before, "after": after},
    ).fetchone()
    return str(row[0]) if row is not None else None
