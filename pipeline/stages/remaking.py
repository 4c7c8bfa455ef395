"""One case of the quarantine → what the steps of the line make of it now. No network; nothing is staged here."""

from collections.abc import Iterator

from pipeline.errors import DataError
from pipeline.settings import Settings
from pipeline.stages.articles import ingest_page, read_orders
from pipeline.stages.clock import Clock
from pipeline.stages.extracting import ArticleMaker
from pipeline.stages.furnishing import read_furniture
from pipeline.stages.parsing import FeedParser
from pipeline.stages.polls import read_poll
from pipeline.stages.preparing import read_lexicon
from pipeline.warehouse import Warehouse
from pipeline.web import read_archived
from pipeline.web.listing import iterate_archived
from schemas.ids import make_id
from schemas.records import (
    ArchiveRef,
    Feed,
    FeedPoll,
    FeedState,
    FetchOrder,
    PollOrder,
    QuarantinedCase,
    QuarantineEvent,
    Response,
)


def remake(settings: Settings, warehouse: Warehouse, case: QuarantinedCase, clock: Clock) -> list[QuarantineEvent]:
    """Return what becomes of a case, the case as it then stands in each; a case that still fails waits on."""
    if case.kind == "batch":
        return _remake_batch(settings, warehouse, case, clock)
    if case.path is None or case.archive_offset is None:
        return [_wait_on(case, "nothing but the address was kept; it is asked for again by itself", clock)]
    ref = ArchiveRef(path=case.path, offset=case.archive_offset)
    try:
        response = read_archived(settings.data_dir, ref)
    except DataError as error:
        return [_wait_on(case, str(error), clock)]
    if case.kind == "page":
        return [_remake_page(settings, warehouse, case, response, ref, clock)]
    return [_remake_document(settings, warehouse, case, response, ref, clock)]


def _remake_document(
    settings: Settings,
    warehouse: Warehouse,
    case: QuarantinedCase,
    response: Response,
    ref: ArchiveRef,
    clock: Clock,
) -> QuarantineEvent:
    feed = _read_feeds(warehouse).get(case.feed_id or "")
    if feed is None:
        return _wait_on(case, f"the registry has no feed {case.feed_id}", clock)
    poll = _parse_again(settings, feed, response, ref, case.quarantine_id)
    if poll.outcome != "parsed":
        return _wait_on(case, poll.error or "", clock)
    if case.kind == "item":
        failed = next((item for item in poll.rejected if item.entry_id == case.entry_id), None)
        if failed is not None:
            return _wait_on(case, f"{failed.rejection.reason}: {failed.rejection.detail}", clock)
        # The document's other rejected items were counted when it was polled.
        poll = poll.model_copy(update={"rejected": ()})
    return QuarantineEvent(case=_settle(case, f"{len(poll.entries)} entries in the document", clock), poll=poll)


def _remake_page(
    settings: Settings,
    warehouse: Warehouse,
    case: QuarantinedCase,
    response: Response,
    ref: ArchiveRef,
    clock: Clock,
) -> QuarantineEvent:
    order = next(iter(warehouse.read_entry_orders([case.entry_id or ""])), None)
    if order is None:
        return _wait_on(case, f"the warehouse has no entry {case.entry_id}", clock)
    if order.entry.content_hash != case.content_hash:
        return QuarantineEvent(case=_settle(case, "the entry has changed since and was fetched again", clock))
    entry = ingest_page(settings, _make_maker(settings, warehouse, [order]), order, response, ref)
    if entry.article is None:
        failed = entry.rejection or entry.attempt
        return _wait_on(case, f"{failed.reason}: {failed.detail}" if failed else "no article", clock)
    return QuarantineEvent(case=_settle(case, "an article", clock), entry=entry)


def _remake_batch(
    settings: Settings, warehouse: Warehouse, case: QuarantinedCase, clock: Clock
) -> list[QuarantineEvent]:
    """Make a batch anew from the archive; what is not there (304s, failures) is asked for again by itself."""
    if case.reason not in _ARCHIVES:
        return [_wait_on(case, f"a {case.reason} is not made anew: see docs/operators.md", clock)]
    folder = settings.archive_dir
    paths = [p.relative_to(settings.data_dir).as_posix() for p in folder.glob(_ARCHIVES[case.reason])]
    lost = [
        (ref, response)
        for path in sorted(warehouse.find_unknown_archives(paths))
        for ref, response in iterate_archived(settings.data_dir, path)
        if response.fetched_at <= case.noted_at
    ]
    remake = _remake_polls if case.reason == _POLLS else _remake_entries
    events = list(remake(settings, warehouse, case, lost, clock))
    done = _settle(case, f"{len(events)} of {len(lost)} archived responses made anew", clock)
    return [*(event.model_copy(update={"case": done}) for event in events), QuarantineEvent(case=done)]


_POLLS = "damaged entries batch"
_ARCHIVES = {_POLLS: "feeds-*.warc.gz", "damaged articles batch": "pages-*.warc.gz"}
_Lost = list[tuple[ArchiveRef, Response]]


def _remake_polls(
    settings: Settings, warehouse: Warehouse, case: QuarantinedCase, lost: _Lost, clock: Clock
) -> Iterator[QuarantineEvent]:
    feeds = {feed.url: feed for feed in _read_feeds(warehouse).values()}
    for ref, response in lost:
        feed = feeds.get(response.url)
        if feed is not None:
            yield QuarantineEvent(case=case, poll=_parse_again(settings, feed, response, ref, case.quarantine_id))


def _remake_entries(
    settings: Settings, warehouse: Warehouse, case: QuarantinedCase, lost: _Lost, clock: Clock
) -> Iterator[QuarantineEvent]:
    """Make the entries that still wait: those fetched again since have their outcome."""
    waiting: dict[str, list[FetchOrder]] = {}
    for order in read_orders(settings, warehouse, clock, _ALL, _ALL):
        waiting.setdefault(order.entry.link, []).append(order)
    maker = _make_maker(settings, warehouse, [order for orders in waiting.values() for order in orders])
    for ref, response in lost:
        for order in waiting.pop(response.url, []):
            yield QuarantineEvent(case=case, entry=ingest_page(settings, maker, order, response, ref))


_ALL = 2**31


def _parse_again(settings: Settings, feed: Feed, response: Response, ref: ArchiveRef, case_id: str) -> FeedPoll:
    order = PollOrder(feed=feed, state=FeedState(feed_id=feed.feed_id))
    parsed = FeedParser(settings).parse(response, feed.feed_id)
    poll = read_poll(order, response, ref, parsed, response.fetched_at)
    return poll.model_copy(
        update={
            "poll_id": make_id("p1", feed.feed_id, response.fetched_at.isoformat(), case_id),
            "notes": (*poll.notes, f"replayed from quarantine: {case_id}"),
        }
    )


def _read_feeds(warehouse: Warehouse) -> dict[str, Feed]:
    rows = warehouse.query(f"SELECT {', '.join(Feed.model_fields)} FROM feeds").to_pylist()  # noqa: S608
    return {row["feed_id"]: Feed(**row) for row in rows}


def _make_maker(settings: Settings, warehouse: Warehouse, orders: list[FetchOrder]) -> ArticleMaker:
    publishers = [order.feed.publisher for order in orders]
    return ArticleMaker(settings, read_lexicon(settings), read_furniture(warehouse, publishers))


def _settle(case: QuarantinedCase, note: str, clock: Clock) -> QuarantinedCase:
    return case.model_copy(update={"state": "replayed", "note": note, "noted_at": clock()})


def _wait_on(case: QuarantinedCase, note: str, clock: Clock) -> QuarantineEvent:
    note = f"replayed in vain: {note}"
    return QuarantineEvent(case=case.model_copy(update={"note": note, "noted_at": clock()}))
