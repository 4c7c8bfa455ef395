"""Replay what is in quarantine with the steps of the line as they are now, without network; drop what waits too long.

What became of a case is a staged batch like any other: events, with what was made. A damaged batch is made anew
from the files of the archive that no poll and no page points into: those that it told of.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from pipeline.errors import ConfigError, DataError
from pipeline.quarantine import drop_file, read_file
from pipeline.settings import Settings
from pipeline.stages.assigning import assign_articles
from pipeline.stages.clock import Clock, read_clock
from pipeline.stages.entries import build_entry_load
from pipeline.stages.fencing import load_fenced
from pipeline.stages.loads import build_load_set
from pipeline.stages.preparing import prepare_warehouse
from pipeline.stages.quarantining import KIND, build_row, find_entry_cases, read_or_set_aside
from pipeline.stages.remaking import remake
from pipeline.stages.reports import LoadSummary
from pipeline.staging import iterate_batches, write_batch
from pipeline.warehouse import Warehouse
from pipeline.web import read_archived
from schemas.records import ArchiveRef, BatchRef, FeedPoll, FeedState, QuarantinedCase, QuarantineEvent
from schemas.rows import LoadSet, OutcomeRow

log = logging.getLogger(__name__)


def find_cases(settings: Settings, prefixes: Sequence[str] = (), reason: str = "") -> list[QuarantinedCase]:
    """Return the waiting cases whose ids begin so and whose reason contains `reason`; all where neither is given.

    Raises:
        ConfigError: No waiting case has an id that begins so.
    """
    waiting = [case for case in Warehouse(settings).read_quarantine() if case.state == "waiting"]
    for prefix in prefixes:
        if not any(case.quarantine_id.startswith(prefix) for case in waiting):
            raise ConfigError(f"{prefix}: no waiting case has an id that begins so; see namewire quarantine list")
    wanted = [case for case in waiting if not prefixes or case.quarantine_id.startswith(tuple(prefixes))]
    return [case for case in wanted if reason.lower() in case.reason.lower()]


def replay_quarantine(
    settings: Settings, cases: Iterable[QuarantinedCase], *, dry_run: bool = False, clock: Clock = read_clock
) -> tuple[QuarantinedCase, ...]:
    """Replay cases; stage and load what now succeeds. Return each case as it stands afterwards.

    Args:
        settings: Where everything is.
        cases: Waiting cases.
        dry_run: Stage and load nothing.
        clock: The time of the replay.
    """
    warehouse = prepare_warehouse(settings, clock())
    events = [event for case in cases for event in remake(settings, warehouse, case, clock)]
    if events and not dry_run:
        write_batch(settings.staging_dir, KIND, events, QuarantineEvent, clock())
        load_quarantine(settings, warehouse)
    return tuple({event.case.quarantine_id: event.case for event in events}.values())


def read_bytes(settings: Settings, case: QuarantinedCase) -> bytes:
    """Return the bytes of a case, from the archive or from its own file.

    Raises:
        DataError: There are none, or they are damaged.
    """
    if case.path is None:
        raise DataError(f"{case.quarantine_id}: no bytes were kept: {case.reason}")
    if case.archive_offset is None:
        return read_file(settings.data_dir, case)
    return read_archived(settings.data_dir, ArchiveRef(path=case.path, offset=case.archive_offset)).body


def load_quarantine(settings: Settings, warehouse: Warehouse) -> LoadSummary:
    """Load every staged batch of events that is not in the ledger, oldest first."""
    loaded = warehouse.read_loaded_batches()
    batches = rows = 0
    for batch in iterate_batches(settings.staging_dir, KIND, loaded):
        load = load_quarantine_batch(settings, warehouse, batch)
        batches, rows = batches + load.batches, rows + load.rows
    return LoadSummary(batches=batches, rows=rows)


def load_quarantine_batch(settings: Settings, warehouse: Warehouse, batch: BatchRef) -> LoadSummary:
    """Load one batch of events, and remove the files of cases that no longer wait."""
    events = read_or_set_aside(settings, batch, QuarantineEvent)
    if events is None:
        return LoadSummary()
    _, report = load_fenced(warehouse, partial(build_quarantine_load, settings, warehouse, batch, events))
    for event in events:
        if event.case.state != "waiting" and _has_own_file(event.case):
            drop_file(settings.data_dir, event.case)
    return LoadSummary(batches=1, rows=report.rows)


def expire_quarantine(settings: Settings, warehouse: Warehouse, now: datetime) -> int:
    """Give up cases that waited too long, and the oldest files where all are too large; return how many.

    Their rows stay, with the reason; so do responses in the archive. Each is a line of the log.
    """
    waiting = [case for case in warehouse.read_quarantine() if case.state == "waiting"]
    expired = list(_find_expired(waiting, settings, now))
    for case in expired:
        log.warning("quarantine: %s given up: %s: %s", case.quarantine_id, case.reason, case.note)
    if expired:
        events = [QuarantineEvent(case=case) for case in expired]
        write_batch(settings.staging_dir, KIND, events, QuarantineEvent, now)
        load_quarantine(settings, warehouse)
    return len(expired)


def build_quarantine_load(
    settings: Settings, warehouse: Warehouse, batch: BatchRef, events: Sequence[QuarantineEvent]
) -> LoadSet:
    """Decide what events add: their rows, entries of polls that are not known, and articles."""
    polls = _leave_known(warehouse, [event.poll for event in events if event.poll])
    entries = [event.entry for event in events if event.entry]
    of_polls = build_entry_load(settings, warehouse, batch, polls)
    states = {s.feed_id: s for s in warehouse.read_feed_states(sorted({p.feed_id for p in polls}))}
    known = warehouse.read_known_articles(sorted({a for entry in entries for a in entry.addresses}))
    of_articles = build_load_set(settings, warehouse, batch, assign_articles(entries, known, batch.created_at))
    # An old document says nothing of when to poll next: what is remembered of the feed stays as it is.
    kept = tuple(
        row.model_copy(update=dict(states.get(row.feed_id, FeedState(feed_id=row.feed_id))) | {"url": row.url})
        for row in of_polls.polls
    )
    rows = tuple(build_row(event.case) for event in events)
    return of_articles.model_copy(
        update={
            "polls": kept,
            "entries": of_polls.entries,
            "outcomes": (*of_polls.outcomes, *of_articles.outcomes, *_settle_items(events, batch.created_at)),
            "rejections": (*of_polls.rejections, *of_articles.rejections),
            "quarantine": (*rows, *of_polls.quarantine, *find_entry_cases(entries, batch.created_at)),
        }
    )


def _leave_known(warehouse: Warehouse, polls: Sequence[FeedPoll]) -> list[FeedPoll]:
    """Leave out entries that are known: an old document would take them back to what they said then."""
    ids = sorted({entry.entry_id for poll in polls for entry in poll.entries})
    known = {entry.entry_id for entry in warehouse.read_known_entries(ids)}
    return [
        poll.model_copy(update={"entries": tuple(e for e in poll.entries if e.entry_id not in known)})
        for poll in polls
    ]


def _settle_items(events: Sequence[QuarantineEvent], decided_at: datetime) -> Iterator[OutcomeRow]:
    """Say of each item that became an entry after all that it is no longer rejected."""
    for event in events:
        case = event.case
        if case.kind == "item" and case.state == "replayed" and case.entry_id and case.content_hash:
            yield OutcomeRow(
                entry_id=case.entry_id,
                outcome="duplicate",
                reason="replayed: an entry of its own",
                article_id=None,
                content_hash=case.content_hash,
                decided_at=decided_at,
            )


def _find_expired(
    waiting: Sequence[QuarantinedCase], settings: Settings, now: datetime
) -> Iterator[QuarantinedCase]:
    limits = settings.quarantine
    held = sum(case.bytes for case in waiting if _has_own_file(case))
    for case in waiting:
        reason = ""
        if now - case.noted_at > timedelta(days=limits.days):
            reason = f"waited more than {limits.days} days"
        elif held > limits.max_bytes and _has_own_file(case):
            reason = f"the files in quarantine held more than {limits.max_bytes} bytes"
        if reason:
            held -= case.bytes if _has_own_file(case) else 0
            yield case.model_copy(update={"state": "expired", "note": reason, "noted_at": now})


def _has_own_file(case: QuarantinedCase) -> bool:
    return case.path is not None and case.archive_offset is None
