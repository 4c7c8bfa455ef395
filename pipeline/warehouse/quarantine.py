"""What a replay of the quarantine asks the warehouse: its cases, and the entries that pages were fetched for."""

from collections.abc import Sequence

import duckdb

from pipeline.warehouse.lookups import read_feeds
from pipeline.warehouse.relations import list_columns, read_records, register_ids
from schemas.records import Entry, FetchOrder, QuarantinedCase

# The SQL below is put together of names of our own fields only; values are bound.
# ruff: noqa: S608


def read_cases(connection: duckdb.DuckDBPyConnection) -> tuple[QuarantinedCase, ...]:
    """Read all cases as they stand, those first that were first met."""
    return read_records(
        connection,
        QuarantinedCase,
        f"SELECT {list_columns(QuarantinedCase, 'quarantine')} FROM quarantine"
        " ORDER BY quarantined_at, quarantine_id",
    )


def read_entry_orders(connection: duckdb.DuckDBPyConnection, entry_ids: Sequence[str]) -> tuple[FetchOrder, ...]:
    """Read the newest versions of these entries as orders to fetch them, whatever became of them."""
    register_ids(connection, entry_ids)
    entries = read_records(
        connection,
        Entry,
        f"SELECT {list_columns(Entry, 'entries')} FROM entries SEMI JOIN wanted ON wanted.id = entries.entry_id"
        " ORDER BY entry_id",
    )
    feeds = read_feeds(connection, sorted({entry.feed_id for entry in entries}))
    return tuple(FetchOrder(entry=entry, feed=feeds[entry.feed_id]) for entry in entries)


def find_unknown_archives(connection: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> frozenset[str]:
    """Return those of these files of the archive that no poll and no page points into."""
    register_ids(connection, paths)
    rows = connection.execute(
        """
        SELECT id FROM wanted
        ANTI JOIN (
            SELECT archive_path AS id FROM polls WHERE archive_path IS NOT NULL UNION ALL
            SELECT archive_path FROM pages
        ) AS known USING (id)
        """
    ).fetchall()
    return frozenset(str(path) for (path,) in rows)
