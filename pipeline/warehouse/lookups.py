"""What the line asks the warehouse before it decides: states of feeds, the queue, what is known and decided."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import duckdb
import pyarrow as pa

from pipeline.errors import DataError
from pipeline.warehouse.relations import list_columns, read_records, register_ids
from schemas.records import Entry, Feed, FeedState, FetchOrder, KnownArticle, KnownEntry, PollOrder, Record

# The SQL below is put together of names of our own fields only; values are bound.
# ruff: noqa: S608


class _QueuedEntry(Record):
    entry: Entry
    attempts: int
    seen_at: datetime


def read_poll_orders(connection: duckdb.DuckDBPyConnection, now: datetime) -> tuple[PollOrder, ...]:
    """Read all enabled feeds, those due first and among them the longest overdue, with their states."""
    feeds = read_records(
        connection, Feed, f"SELECT {list_columns(Feed, 'feeds')} FROM feeds WHERE enabled ORDER BY feed_id"
    )
    states = {state.feed_id: state for state in read_feed_states(connection, [feed.feed_id for feed in feeds])}
    orders = [
        PollOrder(feed=feed, state=states.get(feed.feed_id, FeedState(feed_id=feed.feed_id))) for feed in feeds
    ]
    return tuple(sorted(orders, key=lambda order: (order.state.next_poll_at or now, order.feed.feed_id)))


def read_feed_states(connection: duckdb.DuckDBPyConnection, feed_ids: Sequence[str]) -> tuple[FeedState, ...]:
    """Read what is remembered of feeds; those never polled are missing."""
    register_ids(connection, feed_ids)
    return read_records(
        connection,
        FeedState,
        f"""
        SELECT {list_columns(FeedState, "polls")}
        FROM polls
        ANTI JOIN undone_batches USING (load_seq)
        SEMI JOIN wanted ON wanted.id = polls.feed_id
        QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY load_seq DESC, finished_at DESC, poll_id DESC) = 1
        ORDER BY feed_id
        """,
    )


def read_known_entries(connection: duckdb.DuckDBPyConnection, entry_ids: Sequence[str]) -> tuple[KnownEntry, ...]:
    """Read the latest version of each of these entries that is known."""
    register_ids(connection, entry_ids)
    return read_records(
        connection,
        KnownEntry,
        """
        SELECT entry_id, content_hash, version
        FROM entries_history
        ANTI JOIN undone_batches USING (load_seq)
        SEMI JOIN wanted ON wanted.id = entries_history.entry_id
        QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY version DESC, load_seq DESC) = 1
        ORDER BY entry_id
        """,
    )


_HEAD = """
    SELECT *, attempts >= $max_attempts AS is_spent
    FROM pending_entries
    WHERE retry_at IS NULL OR retry_at <= $now
    QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY is_spent, first_seen_at, entry_id) <= $per_feed
    ORDER BY is_spent, first_seen_at, feed_id, entry_id
    LIMIT $limit
"""


def count_fetch_orders(
    connection: duckdb.DuckDBPyConnection, now: datetime, limit: int, max_attempts: int, per_feed: int
) -> int:
    """Count what `read_fetch_orders` would read."""
    row = connection.execute(
        f"SELECT count(*) FROM ({_HEAD})",
        {"now": now, "limit": limit, "max_attempts": max_attempts, "per_feed": per_feed},
    ).fetchone()
    assert row is not None
    return int(row[0])


def read_fetch_orders(
    connection: duckdb.DuckDBPyConnection, now: datetime, limit: int, max_attempts: int, per_feed: int
) -> tuple[FetchOrder, ...]:
    """Read the head of the queue: pending entries that may be tried now, oldest first.

    Those that have used up their tries come last and once more: it is the line that rejects them, so that
    none is left without an outcome. Of one feed at most `per_feed` are taken.
    """
    entry = ", ".join(f'"{name}" := entries."{name}"' for name in Entry.model_fields)
    queued = read_records(
        connection,
        _QueuedEntry,
        f"""
        SELECT struct_pack({entry}) AS entry, head.attempts, head.first_seen_at AS seen_at
        FROM entries
        JOIN ({_HEAD}) AS head USING (entry_id)
        ORDER BY head.is_spent, head.first_seen_at, entries.feed_id, entries.position, entry_id
        """,
        {"now": now, "limit": limit, "max_attempts": max_attempts, "per_feed": per_feed},
    )
    feeds = read_feeds(connection, sorted({order.entry.feed_id for order in queued}))
    return tuple(FetchOrder(feed=feeds[item.entry.feed_id], **dict(item)) for item in queued)


def read_known_articles(
    connection: duckdb.DuckDBPyConnection, addresses: Sequence[str]
) -> tuple[KnownArticle, ...]:
    """Read which current articles are known under these addresses, and which entries led to them."""
    register_ids(connection, addresses)
    return read_records(
        connection,
        KnownArticle,
        """
        WITH held AS (
            SELECT DISTINCT article_urls.article_id, article_urls.url
            FROM article_urls
            ANTI JOIN undone_batches USING (load_seq)
            SEMI JOIN wanted ON wanted.id = article_urls.url
        ),
        led AS (
            SELECT article_id, list(DISTINCT entry_id ORDER BY entry_id) AS entry_ids
            FROM outcomes
            ANTI JOIN undone_batches USING (load_seq)
            SEMI JOIN held USING (article_id)
            GROUP BY article_id
        )
        SELECT article_id, held.url AS address, articles.revision, articles.text_hash, articles.title,
            articles.first_seen_at,
            coalesce(led.entry_ids, []) AS entry_ids
        FROM held
        JOIN articles USING (article_id)
        LEFT JOIN led USING (article_id)
        ORDER BY address, article_id
        """,
    )


def read_decided(
    connection: duckdb.DuckDBPyConnection, pairs: Iterable[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Return those of these (entry id, content hash) that have an outcome."""
    entry_ids, hashes = zip(*pairs, strict=True) if (pairs := tuple(pairs)) else ((), ())
    wanted = pa.table({"entry_id": pa.array(entry_ids, pa.string()), "content_hash": pa.array(hashes, pa.string())})
    connection.register("wanted", wanted)
    found = connection.execute(
        """
        SELECT DISTINCT entry_id, content_hash
        FROM outcomes
        ANTI JOIN undone_batches USING (load_seq)
        SEMI JOIN wanted USING (entry_id, content_hash)
        """
    ).fetchall()
    return frozenset((str(entry_id), str(content_hash)) for entry_id, content_hash in found)


def read_feeds(connection: duckdb.DuckDBPyConnection, feed_ids: Sequence[str]) -> dict[str, Feed]:
    """Read feeds as last registered: an entry stays in the queue when its feed left the registry."""
    register_ids(connection, feed_ids)
    feeds = read_records(
        connection,
        Feed,
        f"""
        SELECT {list_columns(Feed, "feeds_history")}
        FROM feeds_history
        SEMI JOIN wanted ON wanted.id = feeds_history.feed_id
        QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY load_seq DESC) = 1
        """,
    )
    if missing := sorted(set(feed_ids) - {feed.feed_id for feed in feeds}):
        raise DataError(f"feed {missing[0]}: has entries in the warehouse, but was never in a loaded registry")
    return {feed.feed_id: feed for feed in feeds}
