"""Plan which entries are pending, and make articles of a shard of them. `loads` gives them ids and loads them."""

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import Awaitable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

from pipeline import text
from pipeline.settings import Settings
from pipeline.stages.clock import REAL_WAITS, Clock, Tick, Waits, ignore_tick, read_clock
from pipeline.stages.entries import load_staged_entries
from pipeline.stages.extracting import PARSER_BUDGETS, ArticleMaker
from pipeline.stages.falling_back import fall_back
from pipeline.stages.fetching import make_fetcher
from pipeline.stages.furnishing import read_furniture
from pipeline.stages.loads import load_staged_articles
from pipeline.stages.parsing import mark_quarantined
from pipeline.stages.preparing import prepare_warehouse, read_lexicon
from pipeline.stages.reports import ShardReport
from pipeline.stages.shards import Shard, plan_shards
from pipeline.stages.visiting import visit_hosts
from pipeline.staging import BatchWriter
from pipeline.warehouse import Warehouse
from pipeline.web import Archive, Fetcher, HostStore
from schemas.ids import make_id
from schemas.records import (
    ArchiveRef,
    Entry,
    EntryHints,
    FetchAttempt,
    FetchedPage,
    FetchFailure,
    FetchOrder,
    IngestedEntry,
    PageSource,
    Rejection,
    Request,
    Response,
)

log = logging.getLogger(__name__)

_NO_TEXT = b"<html><body></body></html>"
_BACKLOG = 64
"""Pages that may wait for the extractor or be under way; with 16 MiB a page at most, this bounds the memory."""
_BATCH_ENTRIES = 1_000


def plan_fetches(settings: Settings, *, limit: int = 0, now: Clock = read_clock) -> tuple[Shard, ...]:
    """Plan the fetches of pending entries, oldest first, in shards by the host of their links.

    Args:
        settings: Where the warehouse is and how work is cut.
        limit: At most so many entries; 0 is `shards.entries_per_run`.
        now: The clock.
    """
    warehouse = prepare_warehouse(settings, now())
    load_staged_entries(settings, warehouse)
    load_staged_articles(settings, warehouse)
    hosts = HostStore(settings.hosts_dir)
    orders = [
        order
        for order in read_orders(settings, warehouse, now, limit)
        if hosts.find_pause(order.entry.link, now()) is None
    ]
    shards = plan_shards(((o.entry.entry_id, o.entry.link) for o in orders), settings.shards.count)
    log.info("plan_fetches: %d entries pending in %d shards", len(orders), len(shards))
    return shards


def fetch_articles(
    settings: Settings,
    shard: Shard,
    *,
    clock: Clock = read_clock,
    waits: Waits = REAL_WAITS,
    tick: Tick = ignore_tick,
) -> ShardReport:
    """Fetch the pages of a shard's entries, make articles with mentions and fingerprints, and stage them.

    What the shard does not reach before its deadline stays pending.
    """
    wanted = frozenset(shard.ids)
    warehouse = Warehouse(settings)
    orders = [o for o in read_orders(settings, warehouse, clock) if o.entry.entry_id in wanted]
    publishers = [order.feed.publisher for order in orders]
    maker = ArticleMaker(settings, read_lexicon(settings), read_furniture(warehouse, publishers))
    known = _find_known(warehouse, orders)
    repeated = [_point_at(order, known[order.entry.entry_id]) for order in orders if order.entry.entry_id in known]
    missing = [order for order in orders if order.entry.entry_id not in known]
    staged = BatchWriter(
        settings.staging_dir, "articles", IngestedEntry, size=_BATCH_ENTRIES,
        order=lambda entry: (entry.feed_id, entry.position, entry.entry_id), clock=clock,
    )  # fmt: skip
    staged.add(repeated, 0, before=lambda: None)
    made = asyncio.run(
        _fetch_all(settings, maker, shard, missing, make_fetcher(settings, clock, waits), staged, clock, tick)
    )
    done, failed = len(repeated) + made.total(), made["failed"]
    log.info("fetch_articles: %s: %d entries, %d failed, %d left", shard.name, done, failed, len(orders) - done)
    return ShardReport(shard=shard.name, batches=staged.batches, done=done, failed=failed, left=len(orders) - done)


def read_orders(
    settings: Settings, warehouse: Warehouse, clock: Clock, limit: int = 0, per_feed: int = 0
) -> tuple[FetchOrder, ...]:
    """Read which entries are pending and due, at most `limit` and of one feed `per_feed`; 0 is the setting."""
    return warehouse.read_fetch_orders(
        clock(),
        limit=limit or settings.shards.entries_per_run,
        per_feed=per_feed or settings.shards.entries_per_feed,
        max_attempts=settings.fetch.max_attempts,
    )


async def _fetch_all(
    settings: Settings,
    maker: ArticleMaker,
    shard: Shard,
    orders: Sequence[FetchOrder],
    fetcher: Fetcher,
    staged: BatchWriter[IngestedEntry],
    clock: Clock,
    tick: Tick,
) -> Counter[str]:
    """Fetch each address once on the event loop, extract in a child beside it, stage; count `made` and `failed`."""
    stamp = f"{clock():%Y%m%dT%H%M%S%f}-{make_id('w1', shard.name)[3:11]}"
    deadline = clock() + timedelta(seconds=settings.shards.deadline_s)
    backlog = asyncio.Semaphore(_BACKLOG)
    counts: Counter[str] = Counter()
    ask = partial(_fetch_allowed, settings, fetcher)
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as waiting, Archive(settings.data_dir, f"pages-{stamp}") as archive:
        if orders:
            loop.run_in_executor(waiting, maker.warm)

        async def ingest(group: list[FetchOrder], answer: Response | FetchFailure) -> list[IngestedEntry]:
            request = Request(url=answer.url, kind="page")
            ref = archive.write(answer, request) if isinstance(answer, Response) else None
            return await loop.run_in_executor(waiting, _ingest, settings, maker, group, answer, ref)

        async def make_group(group: list[FetchOrder], answer: Response | FetchFailure) -> None:
            try:
                entries = await ingest(group, answer)
                if isinstance(answer, Response):
                    first = await fall_back(entries[0], answer, ask, lambda page: _first(ingest(group[:1], page)))
                    entries = [first, *(_repeat(first, order) for order in group[1:])]
            finally:
                backlog.release()
            counts.update(_count(entries))
            staged.add(entries, len(entries), archive.rotate)

        async def fetch_group(group: list[FetchOrder]) -> None:
            await fetcher.wait_turn(group[0].entry.link)
            await backlog.acquire()
            answer = await ask(Request(url=group[0].entry.link, kind="page"))
            making.create_task(make_group(group, answer))
            for order in group:
                tick(order.entry.title)

        groups = _group_by_address(orders)
        async with fetcher, asyncio.TaskGroup() as making:
            await visit_hosts(groups, lambda group: group[0].entry.link, fetch_group, clock, deadline)
    staged.flush()
    return counts


def _count(entries: Sequence[IngestedEntry]) -> Counter[str]:
    return Counter("failed" if e.attempt is not None or e.rejection is not None else "made" for e in entries)


async def _first(entries: Awaitable[list[IngestedEntry]]) -> IngestedEntry:
    return (await entries)[0]


async def _fetch_allowed(settings: Settings, fetcher: Fetcher, request: Request) -> Response | FetchFailure:
    """Fetch a page where the host's robots.txt allows it."""
    if settings.fetch.robots:
        allowed = await fetcher.is_allowed(request.url)
        if isinstance(allowed, FetchFailure):
            return allowed
        if not allowed:
            return fetcher.refuse(request.url, "robots.txt disallows it")
    return await fetcher.fetch(request)


def _group_by_address(orders: Sequence[FetchOrder]) -> list[list[FetchOrder]]:
    groups: dict[str, list[FetchOrder]] = {}
    for order in sorted(orders, key=lambda o: (o.entry.feed_id, o.entry.position)):
        groups.setdefault(_clean_address(order.entry), []).append(order)
    return list(groups.values())


def _clean_address(entry: Entry) -> str:
    return text.find_addresses(entry.link, None, None)[-1]


def _find_known(warehouse: Warehouse, orders: Sequence[FetchOrder]) -> dict[str, str]:
    """Map entries never fetched before to the article that already came through another entry's link."""
    addresses = sorted({_clean_address(order.entry) for order in orders})
    held = {known.address: known for known in warehouse.read_known_articles(addresses)}
    found: dict[str, str] = {}
    for order in orders:
        known = held.get(_clean_address(order.entry))
        if known is not None and order.entry.entry_id not in known.entry_ids:
            found[order.entry.entry_id] = known.article_id
    return found


def _ingest(
    settings: Settings,
    maker: ArticleMaker,
    group: list[FetchOrder],
    answer: Response | FetchFailure,
    ref: ArchiveRef | None,
) -> list[IngestedEntry]:
    first, *others = group
    if isinstance(answer, FetchFailure):
        if not answer.asked:
            return []  # nothing was tried: the entries stay pending
        return [_settle_failure(order, answer, settings) for order in group]
    assert ref is not None  # every response is archived before it is read
    entry = ingest_page(settings, maker, first, answer, ref)
    return [entry, *(_repeat(entry, order) for order in others)]


def ingest_page(
    settings: Settings, maker: ArticleMaker, order: FetchOrder, answer: Response, ref: ArchiveRef
) -> IngestedEntry:
    """Make of a page what becomes of its entry: an article, or a rejection."""
    begun = _begin(order).model_copy(update={"page": _describe_page(order, answer, ref)})
    page = PageSource(
        url=answer.final_url,
        body=answer.body,
        content_type=answer.header("content-type"),
        fetched_at=answer.fetched_at,
    )
    made = maker.make(page, build_hints(order.entry), order.feed.publisher)
    if isinstance(made, Rejection):
        log.warning("fetch_articles: %s: %s %s", page.url, made.reason, made.detail)
        if made.reason in PARSER_BUDGETS:
            return _settle_costly(settings, maker, order, begun, page, made)
        return begun.model_copy(update={"rejection": mark_quarantined(made)})
    addresses = text.find_addresses(order.entry.link, answer.final_url, made.article.canonical_url)
    return begun.model_copy(update={"addresses": addresses, **dict(made)})


def _settle_costly(
    settings: Settings,
    maker: ArticleMaker,
    order: FetchOrder,
    begun: IngestedEntry,
    page: PageSource,
    killed: Rejection,
) -> IngestedEntry:
    """Try a page that passed the parser's budget once more; then the feed's own words stand in for its text."""
    if not order.attempts and begun.page is not None:
        retry_at = begun.page.fetched_at + timedelta(seconds=settings.fetch.retry_after_s)
        attempt = FetchAttempt(
            reason=killed.reason, detail=killed.detail, attempted_at=begun.page.fetched_at, retry_at=retry_at
        )
        return begun.model_copy(update={"attempt": attempt, "page": None})
    empty = page.model_copy(update={"body": _NO_TEXT, "content_type": "text/html"})
    made = maker.make(empty, build_hints(order.entry), order.feed.publisher)
    if isinstance(made, Rejection) or begun.page is None:
        return begun.model_copy(update={"rejection": killed})
    noted = begun.page.model_copy(update={"notes": (*begun.page.notes, f"parser_limit: {killed.reason}")})
    addresses = text.find_addresses(order.entry.link, page.url, None)
    return begun.model_copy(update={"page": noted, "addresses": addresses, **dict(made)})


def build_hints(entry: Entry) -> EntryHints:
    """Return what the feed said of an entry's page."""
    return EntryHints(**entry.model_dump(include=set(EntryHints.model_fields)))


def _begin(order: FetchOrder) -> IngestedEntry:
    entry = order.entry
    return IngestedEntry(
        entry_id=entry.entry_id,
        feed_id=entry.feed_id,
        publisher=order.feed.publisher,
        content_hash=entry.content_hash,
        position=entry.position,
        raw_link=entry.raw_link,
        seen_at=order.seen_at,
    )


def _point_at(order: FetchOrder, article_id: str) -> IngestedEntry:
    return _begin(order).model_copy(update={"known_article_id": article_id})


def _repeat(entry: IngestedEntry, order: FetchOrder) -> IngestedEntry:
    """Give another entry of the same address the same page and article."""
    return entry.model_copy(update={**dict(_begin(order)), **{k: getattr(entry, k) for k in _SHARED}})


_SHARED = (
    "article",
    "text_hash",
    "fingerprint",
    "mentions",
    "name_candidates",
    "lexicon_version",
    "rejection",
    "attempt",
    "addresses",
)


def _settle_failure(order: FetchOrder, answer: FetchFailure, settings: Settings) -> IngestedEntry:
    """Leave a passing failure pending, within the budget of tries; reject any other."""
    begun = _begin(order)
    is_spent = order.attempts + 1 >= settings.fetch.max_attempts
    if answer.transient and not is_spent:
        delay = timedelta(seconds=settings.fetch.retry_after_s * 2**order.attempts)
        retry_at = max(answer.fetched_at + delay, answer.retry_after_at or answer.fetched_at)
        attempt = FetchAttempt(
            reason=answer.reason, detail=answer.detail, attempted_at=answer.fetched_at, retry_at=retry_at
        )
        return begun.model_copy(update={"attempt": attempt})
    detail = f"{answer.detail} (after {order.attempts + 1} tries)" if answer.transient else answer.detail
    return begun.model_copy(update={"rejection": Rejection(stage="fetch", reason=answer.reason, detail=detail)})


def _describe_page(order: FetchOrder, answer: Response, ref: ArchiveRef) -> FetchedPage:
    return FetchedPage(
        page_id=make_id("g1", order.entry.entry_id, answer.fetched_at.isoformat()),
        url=answer.url,
        final_url=answer.final_url,
        status=answer.status,
        content_type=answer.header("content-type"),
        body_bytes=len(answer.body),
        body_sha256=hashlib.sha256(answer.body).hexdigest(),
        fetched_at=answer.fetched_at,
        archive_path=ref.path,
        archive_offset=ref.offset,
        notes=answer.notes,
    )
