"""The warehouse as the line uses it: every method opens it, does one short piece of work, and closes it."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import pyarrow as pa

from pipeline.settings import CopySettings, Settings
from pipeline.warehouse import candidates, comparables, furniture, judgements, lookups, quarantine, replays
from pipeline.warehouse.connection import ConflictError, check_version, open_warehouse
from pipeline.warehouse.load import load_rows, read_seq
from pipeline.warehouse.migrations import migrate, read_definition
from schemas.records import (
    BlockCount,
    CandidatePair,
    CandidateQuery,
    Comparable,
    Entity,
    FeedState,
    FetchOrder,
    KnownArticle,
    KnownEntry,
    KnownStories,
    PollOrder,
    QuarantinedCase,
)
from schemas.rows import (
    ArticleExample,
    FurnitureRow,
    JudgedArticle,
    LoadReport,
    LoadSet,
    ReplayOrder,
    ResolvedArticles,
    StoredDocument,
    StoredMention,
)

_PAUSE_S = 0.05


def _read_clock() -> datetime:
    return datetime.now(UTC)


class Warehouse:
    """The embedded file or DuckLake, whichever the settings name.

    Every method may raise TransientError (locked for longer than `lock_wait_s`, disk full), ConfigError (there
    is no warehouse yet) and DataError (what is in it is not what it must be).
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = _read_clock) -> None:
        self._settings = settings
        self._clock = clock

    def migrate(self) -> int:
        """Create the tables and views or bring them up to date; return their version.

        Raises:
            ConfigError: Another DuckDB than 1.5 is installed.
            DataError: A newer Namewire made them.
        """
        check_version()
        with open_warehouse(self._settings) as connection:
            return migrate(connection, read_definition(), self._clock())

    def load(self, loads: LoadSet, *, expected_seq: int | None = None) -> LoadReport:
        """Load rows and their ledger row in one transaction, once, however often and by whomever it is tried.

        Args:
            loads: The rows.
            expected_seq: What `read_seq` gave before the rows were decided; None where nothing was read.

        Returns:
            Its state is `loaded`, `already loaded`, or `superseded`: another load came first, decide again.
        """
        deadline = time.monotonic() + self._settings.lock_wait_s
        while True:
            try:
                with open_warehouse(self._settings) as connection:
                    return load_rows(connection, loads, expected_seq, self._clock())
            except ConflictError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(_PAUSE_S)

    def read_seq(self) -> int:
        """Return the number of the last load; 0 before the first."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return read_seq(connection)

    def read_loaded_batches(self) -> frozenset[str]:
        """Return the ids of all batches in the ledger, undone ones included."""
        with open_warehouse(self._settings, read_only=True) as connection:
            rows = connection.execute("SELECT batch_id FROM batches").fetchall()
        return frozenset(str(batch_id) for (batch_id,) in rows)

    def read_poll_orders(self, now: datetime) -> tuple[PollOrder, ...]:
        """Return all enabled feeds with what their latest polls left; the longest overdue first."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return lookups.read_poll_orders(connection, now)

    def read_feed_states(self, feed_ids: Sequence[str]) -> tuple[FeedState, ...]:
        """Return what is remembered of feeds; those never polled are missing."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return lookups.read_feed_states(connection, feed_ids)

    def read_known_entries(self, entry_ids: Sequence[str]) -> tuple[KnownEntry, ...]:
        """Return the latest version of each of these entries that is known."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return lookups.read_known_entries(connection, entry_ids)

    def count_fetch_orders(self, now: datetime, *, limit: int, max_attempts: int, per_feed: int) -> int:
        """Count what `read_fetch_orders` would return."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return lookups.count_fetch_orders(connection, now, limit, max_attempts, per_feed)

    def read_fetch_orders(
        self, now: datetime, *, limit: int, max_attempts: int, per_feed: int
    ) -> tuple[FetchOrder, ...]:
        """Return pending entries that may be tried now, oldest first, those with all tries used up last."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return lookups.read_fetch_orders(connection, now, limit, max_attempts, per_feed)

    def read_known_articles(self, addresses: Sequence[str]) -> tuple[KnownArticle, ...]:
        """Return which current articles are known under these addresses, and which entries led to them."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return lookups.read_known_articles(connection, addresses)

    def read_decided(self, pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Return those of these (entry id, content hash) that have an outcome."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return lookups.read_decided(connection, pairs)

    def has_lexicon(self, version: str) -> bool:
        """Say whether the current lexicon is of this version."""
        return self._has_version("SELECT 1 FROM entities WHERE lexicon_version = ? LIMIT 1", version)

    def has_registry(self, version: str) -> bool:
        """Say whether the current registry of feeds is of this version."""
        return self._has_version("SELECT 1 FROM feeds WHERE registry_version = ? LIMIT 1", version)

    def find_candidates(
        self, queries: Sequence[CandidateQuery], settings: CopySettings
    ) -> tuple[CandidatePair, ...]:
        """Find pairs worth comparing: among these articles, and between them and the known ones."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return candidates.find_candidates(connection, queries, settings)

    def read_comparables(self, article_ids: Sequence[str]) -> tuple[Comparable, ...]:
        """Return these articles at their current revisions, with credits and sketches."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return comparables.read_comparables(connection, article_ids)

    def read_stories_of(self, article_ids: Sequence[str]) -> KnownStories:
        """Return all stories that hold one of these articles: their articles, and the copies between these."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return comparables.read_stories_of(connection, article_ids)

    def read_article_ids(self) -> tuple[str, ...]:
        """Return the ids of all current articles, in their order."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return replays.read_article_ids(connection)

    def read_resolved_articles(self) -> tuple[ResolvedArticles, ...]:
        """Return the ids of all current articles by the version of the lexicon that their mentions are of."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return replays.read_resolved_articles(connection)

    def read_documents(self, article_ids: Sequence[str]) -> tuple[StoredDocument, ...]:
        """Return what of these articles is resolved."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return replays.read_documents(connection, article_ids)

    def read_former_entities(self, version: str) -> tuple[Entity, ...]:
        """Return the entities of a version of the lexicon, look-alikes too; none of one that was never loaded."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return replays.read_former_entities(connection, version)

    def read_replay_orders(self, article_ids: Sequence[str]) -> tuple[ReplayOrder, ...]:
        """Return these articles with their entries and where their pages are archived."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return replays.read_replay_orders(connection, article_ids)

    def read_stored_mentions(self, article_ids: Sequence[str]) -> tuple[StoredMention, ...]:
        """Return the current mentions of these articles."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return replays.read_stored_mentions(connection, article_ids)

    def read_judgements_batch(self) -> str:
        """Return the id of the last load of judgements on names, empty before the first."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return judgements.read_judgements_batch(connection)

    def read_judged_articles(self, judgement_id: str) -> tuple[JudgedArticle, ...]:
        """Return the current articles that were last resolved while a judgement on a name was in force."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return judgements.read_judged_articles(connection, judgement_id)

    def find_replay(self, before: str, after: str) -> str | None:
        """Return the last replay's id where it replayed names from one version of the lexicon to another."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return judgements.find_replay(connection, before, after)

    def count_blocks(self, since: datetime, min_articles: int) -> tuple[BlockCount, ...]:
        """Count the paragraphs that recur in the articles of each publisher that were first seen since then."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return furniture.count_blocks(connection, since, min_articles)

    def read_furniture(self, publishers: Sequence[str] | None = None) -> tuple[FurnitureRow, ...]:
        """Return the blocks that recur on the pages of these publishers, or of all, as they were last counted."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return furniture.read_furniture(connection, publishers)

    def read_furniture_examples(self, row: FurnitureRow, limit: int) -> tuple[ArticleExample, ...]:
        """Return the newest articles of a publisher from whose texts a block was left out."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return furniture.read_examples(connection, row, limit)

    def read_quarantine(self) -> tuple[QuarantinedCase, ...]:
        """Return all cases in quarantine as they stand, those first that were first met."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return quarantine.read_cases(connection)

    def read_entry_orders(self, entry_ids: Sequence[str]) -> tuple[FetchOrder, ...]:
        """Return the newest versions of these entries as orders to fetch them, whatever became of them."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return quarantine.read_entry_orders(connection, entry_ids)

    def find_unknown_archives(self, paths: Sequence[str]) -> frozenset[str]:
        """Return those of these files of the archive that no poll and no page points into."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return quarantine.find_unknown_archives(connection, paths)

    def query(self, sql: str) -> pa.Table:
        """Run a query of our own, which cannot write, on the warehouse itself; analysts query snapshots."""
        with open_warehouse(self._settings, read_only=True) as connection:
            return connection.execute(sql).to_arrow_table()

    def _has_version(self, sql: str, version: str) -> bool:
        with open_warehouse(self._settings, read_only=True) as connection:
            return connection.execute(sql, [version]).fetchone() is not None
