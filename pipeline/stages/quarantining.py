"""What of a staged batch goes into quarantine: the cases that polls and entries tell of, and damaged files."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from pipeline.quarantine import find_place, move_in
from pipeline.settings import Settings
from pipeline.staging import DamagedBatchError, read_batch, write_batch
from schemas.ids import make_id
from schemas.records import (
    BatchRef,
    FeedPoll,
    IngestedEntry,
    QuarantinedCase,
    QuarantineEvent,
    Record,
    RejectedItem,
    Rejection,
)
from schemas.rows import QuarantineRow

log = logging.getLogger(__name__)

KIND = "quarantine"
"""Of staged batches that hold what happened to cases."""

_MARK = "quarantined: "
_HEAD_ONLY = ("content coding", "too big")
"""Why a body was refused before it was whole: of these responses nothing but the address and the reason is kept."""
_R = TypeVar("_R", bound=Record)


def find_poll_cases(polls: Iterable[FeedPoll]) -> tuple[QuarantineRow, ...]:
    """Return a row for each document that could not be read, and for each such item of one that could. Pure."""
    rows: list[QuarantineRow] = []
    for poll in polls:
        error = poll.error or ""
        if error.startswith((_MARK, *_HEAD_ONLY)):
            reason, _, detail = error.removeprefix(_MARK).partition(": ")
            stage = "parse" if error.startswith(_MARK) else "fetch"
            rows.append(_build_poll_row(poll, "feed", Rejection(stage=stage, reason=reason, detail=detail)))
        rows += [
            _build_poll_row(poll, "item", item.rejection, item)
            for item in poll.rejected
            if item.rejection.reason.startswith(_MARK)
        ]
    return tuple(rows)


def find_entry_cases(entries: Iterable[IngestedEntry], decided_at: datetime) -> tuple[QuarantineRow, ...]:
    """Return a row for each entry whose page could not be read. Pure."""
    return tuple(
        _build_page_row(entry, entry.rejection, decided_at)
        for entry in entries
        if entry.rejection is not None and entry.rejection.reason.startswith((_MARK, *_HEAD_ONLY))
    )


def read_or_set_aside(settings: Settings, batch: BatchRef, model: type[_R]) -> tuple[_R, ...] | None:
    """Read a staged batch; move it into quarantine and return None where its bytes are damaged.

    What it held is made anew from the archive by a replay of its case; feeds whose polls it held are due.

    Raises:
        DataError: It was written by a newer Namewire, or holds other records.
    """
    try:
        return read_batch(settings.staging_dir, batch, model)
    except DamagedBatchError as error:
        case = _build_batch_case(settings, batch, str(error))
        log.error(
            "quarantine: %s; moved to %s; later batches are loaded; namewire quarantine replay %s makes it anew",
            error, case.path, case.quarantine_id,
        )  # fmt: skip
        # The event first, and with the batch's own time: a kill in between repeats both to the same bytes.
        stage_events(settings, [QuarantineEvent(case=case)], batch)
        move_in(settings.data_dir, settings.staging_dir / batch.path, case)
        return None


def stage_events(settings: Settings, events: list[QuarantineEvent], batch: BatchRef) -> BatchRef:
    """Stage what happened to cases, at the time of a batch."""
    return write_batch(settings.staging_dir, KIND, events, QuarantineEvent, batch.created_at)


def build_row(case: QuarantinedCase) -> QuarantineRow:
    """Return the row of a case."""
    return QuarantineRow(**dict(case))


def _build_poll_row(
    poll: FeedPoll, kind: str, rejection: Rejection, item: RejectedItem | None = None
) -> QuarantineRow:
    what = item.entry_id if item else poll.body_hash or rejection.reason
    return QuarantineRow.model_validate(
        {
            "quarantine_id": make_id("q1", kind, poll.feed_id, what),
            "kind": kind,
            "stage": rejection.stage,
            "reason": rejection.reason.removeprefix(_MARK),
            "exception": rejection.detail,
            "url": poll.final_url or poll.url,
            "feed_id": poll.feed_id,
            "entry_id": item.entry_id if item else None,
            "content_hash": rejection.reason if item else None,
            "bytes": poll.body_bytes,
            "path": poll.archive_path,
            "archive_offset": poll.archive_offset,
            "state": "waiting",
            "note": "",
            "noted_at": poll.finished_at,
        }
    )


def _build_page_row(entry: IngestedEntry, rejection: Rejection, decided_at: datetime) -> QuarantineRow:
    page = entry.page
    return QuarantineRow(
        quarantine_id=make_id("q1", "page", entry.entry_id, entry.content_hash),
        kind="page",
        stage=rejection.stage,
        reason=rejection.reason.removeprefix(_MARK),
        exception=rejection.detail,
        url=page.final_url if page else entry.raw_link,
        feed_id=entry.feed_id,
        entry_id=entry.entry_id,
        content_hash=entry.content_hash,
        bytes=page.body_bytes if page else 0,
        path=page.archive_path if page else None,
        archive_offset=page.archive_offset if page else None,
        state="waiting",
        note="",
        noted_at=page.fetched_at if page else decided_at,
    )


def _build_batch_case(settings: Settings, batch: BatchRef, error: str) -> QuarantinedCase:
    case_id = make_id("q1", "batch", batch.batch_id)
    return QuarantinedCase(
        quarantine_id=case_id,
        kind="batch",
        stage="load",
        reason=f"damaged {batch.kind} batch",
        exception=error,
        url=batch.path,
        bytes=(settings.staging_dir / batch.path).stat().st_size,
        path=find_place(case_id, f"{batch.created_at:%Y-%m}"),
        noted_at=batch.created_at,
    )
