"""Load staged polls: count every entry as new, known, changed or rejected, and decide when to poll again."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from pipeline import feeds
from pipeline.errors import DataError
from pipeline.settings import Settings
from pipeline.stages.clock import read_clock
from pipeline.stages.fencing import load_fenced
from pipeline.stages.quarantining import find_poll_cases, read_or_set_aside
from pipeline.stages.registering import write_moves
from pipeline.stages.reports import LoadSummary, add_up
from pipeline.staging import iterate_batches
from pipeline.warehouse import Warehouse
from schemas.records import BatchRef, Entry, FeedPoll, FeedState, PollCounts, PollDecision, RejectedItem
from schemas.rows import EntryRow, LoadSet, OutcomeRow, PollRow, RejectionRow

log = logging.getLogger(__name__)


def load_entries(settings: Settings, *, now: datetime | None = None) -> LoadSummary:
    """Load every staged batch of polls that is not in the ledger; say how many entries are pending and due."""
    now = now or read_clock()
    warehouse = Warehouse(settings)
    summary = load_staged_entries(settings, warehouse)
    due = warehouse.count_fetch_orders(
        now,
        limit=settings.shards.entries_per_run,
        per_feed=settings.shards.entries_per_feed,
        max_attempts=settings.fetch.max_attempts,
    )
    log.info("load_entries: %d batches, %s, %d pending", summary.batches, summary.counts, due)
    return summary.model_copy(update={"pending": due})


def load_staged_entries(settings: Settings, warehouse: Warehouse) -> LoadSummary:
    """Load what is staged and not in the ledger, oldest batch first."""
    loaded = warehouse.read_loaded_batches()
    loads = [
        load_entry_batch(settings, warehouse, batch)
        for batch in iterate_batches(settings.staging_dir, "entries", loaded)
    ]
    return add_up(loads, {"new": 0, "known": 0, "changed": 0, "rejected": 0})


def load_entry_batch(settings: Settings, warehouse: Warehouse, batch: BatchRef) -> LoadSummary:
    """Load one batch of polls; a damaged one goes into quarantine and counts as none."""
    polls = read_or_set_aside(settings, batch, FeedPoll)
    if polls is None:
        return LoadSummary()
    load_set, report = load_fenced(warehouse, partial(build_entry_load, settings, warehouse, batch, polls))
    write_moves(settings, find_moves(load_set.polls))
    counts = {
        name: sum(getattr(poll, f"entries_{name}") for poll in load_set.polls)
        for name in ("new", "known", "changed", "rejected")
    }
    return LoadSummary(batches=1, rows=report.rows, counts=counts)


def find_moves(polls: Iterable[PollRow]) -> dict[str, str]:
    """Return the new address of each feed that has moved for good, as its latest poll of these left it."""
    latest = {poll.feed_id: poll for poll in sorted(polls, key=lambda poll: poll.finished_at)}
    found = {
        feed_id: feeds.find_move(
            FeedState(feed_id=feed_id, **poll.model_dump(include=_STATE_FIELDS)), poll.finished_at
        )
        for feed_id, poll in latest.items()
    }
    return {feed_id: target for feed_id, target in found.items() if target is not None}


def build_entry_load(
    settings: Settings, warehouse: Warehouse, batch: BatchRef, polls: Sequence[FeedPoll]
) -> LoadSet:
    """Decide what a batch of polls adds to what the warehouse holds now."""
    ids = sorted({entry.entry_id for poll in polls for entry in poll.entries})
    known = {k.entry_id: (k.content_hash, k.version) for k in warehouse.read_known_entries(ids)}
    states = {s.feed_id: s for s in warehouse.read_feed_states(sorted({p.feed_id for p in polls}))}
    rejected = [(i.entry_id, i.rejection.reason) for p in polls for i in p.rejected]
    decided = warehouse.read_decided(rejected)
    poll_rows: list[PollRow] = []
    entry_rows: list[EntryRow] = []
    for poll in sorted(polls, key=lambda p: (p.started_at, p.feed_id)):
        counts = feeds.count_entries(poll, _freeze_restless(poll, known))
        state = states.get(poll.feed_id, FeedState(feed_id=poll.feed_id))
        decision = feeds.decide_next_poll(state, poll, counts, poll.finished_at, settings.poll)
        states[poll.feed_id] = decision.state
        entry_rows += add_versions(poll, known)
        poll_rows.append(build_poll_row(poll, counts, decision))
    check_counts(poll_rows, entry_rows, batch)
    fresh = _find_fresh(polls, decided)
    return LoadSet(
        batch_id=batch.batch_id,
        kind="entries",
        path=batch.path,
        created_at=batch.created_at,
        polls=tuple(poll_rows),
        entries=tuple(entry_rows),
        outcomes=tuple(_reject_item(item, poll) for poll, item in fresh),
        rejections=tuple(_explain_item(item, poll) for poll, item in fresh),
        quarantine=find_poll_cases(polls),
    )


def check_counts(polls: Iterable[PollRow], entries: Iterable[EntryRow], batch: BatchRef) -> None:
    """Let a load pass in which every item of every document ends in exactly one count.

    Raises:
        DataError: an item is counted twice or not at all; nothing is loaded.
    """
    versions = Counter(entry.poll_id for entry in entries)
    for poll in polls:
        outcomes = poll.entries_new + poll.entries_known + poll.entries_changed + poll.entries_rejected
        brought = poll.entries_new + poll.entries_changed
        if poll.entries_seen != outcomes or brought != versions[poll.poll_id]:
            raise DataError(
                f"{batch.path}: the poll {poll.poll_id} of {poll.url} saw {poll.entries_seen} items and counts"
                f" {outcomes}, {brought} of them new or changed, of which {versions[poll.poll_id]} would be loaded;"
                " nothing of the batch was loaded: this is a fault of Namewire, please report it with the file"
            )


def add_versions(poll: FeedPoll, known: dict[str, tuple[str, int]]) -> list[EntryRow]:
    """Return a row for each entry that is new or changed; `known` (id → hash, version) is brought up to date."""
    rows: list[EntryRow] = []
    for entry in feeds.find_versions(poll, _freeze_restless(poll, known)):
        version = known.get(entry.entry_id, ("", 0))[1] + 1
        known[entry.entry_id] = (entry.content_hash, version)
        rows.append(_build_entry_row(entry, version, poll))
    return rows


def _freeze_restless(poll: FeedPoll, known: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    """Return the known hashes by entry; an entry that has all the versions it may have counts as it is now."""
    hashes = {entry_id: content_hash for entry_id, (content_hash, _) in known.items()}
    for entry in poll.entries:
        if known.get(entry.entry_id, ("", 0))[1] >= feeds.MAX_VERSIONS:
            hashes[entry.entry_id] = entry.content_hash
    return hashes


def build_poll_row(poll: FeedPoll, counts: PollCounts, decision: PollDecision) -> PollRow:
    """Join what a poll saw with its counts and the state that it leaves."""
    state = decision.state
    return PollRow(
        **poll.model_dump(include=_POLL_FIELDS),
        entries_seen=counts.seen,
        entries_new=counts.new,
        entries_known=counts.known,
        entries_changed=counts.changed,
        entries_rejected=counts.rejected,
        **state.model_dump(exclude={"feed_id", "url"}),
        health=decision.health,
        gap=decision.gap,
        notes=(*poll.notes, *decision.notes),
    )


_STATE_FIELDS = {*FeedState.model_fields} - {"feed_id", "url"}
_POLL_FIELDS = {*PollRow.model_fields} & {*FeedPoll.model_fields} - _STATE_FIELDS - {"notes"}


def _build_entry_row(entry: Entry, version: int, poll: FeedPoll) -> EntryRow:
    return EntryRow(**entry.model_dump(), version=version, poll_id=poll.poll_id, seen_at=poll.finished_at)


def _find_fresh(
    polls: Iterable[FeedPoll], decided: frozenset[tuple[str, str]]
) -> list[tuple[FeedPoll, RejectedItem]]:
    """Return the rejected items that were not rejected before: a broken item is served again at every poll."""
    fresh = {
        item.entry_id: (poll, item)
        for poll in polls
        for item in poll.rejected
        if (item.entry_id, item.rejection.reason) not in decided
    }
    return list(fresh.values())


def _reject_item(item: RejectedItem, poll: FeedPoll) -> OutcomeRow:
    return OutcomeRow(
        entry_id=item.entry_id,
        outcome="rejected",
        reason=item.rejection.reason,
        article_id=None,
        content_hash=item.rejection.reason,
        decided_at=poll.finished_at,
    )


def _explain_item(item: RejectedItem, poll: FeedPoll) -> RejectionRow:
    return RejectionRow(entry_id=item.entry_id, **item.rejection.model_dump(), rejected_at=poll.finished_at)
