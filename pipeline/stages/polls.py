"""Plan which feeds are due and poll a shard of them. What they said is loaded by `entries`."""

import asyncio
import hashlib
import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from pipeline import feeds
from pipeline.settings import Settings
from pipeline.stages.clock import REAL_WAITS, Clock, Tick, Waits, ignore_tick, read_clock
from pipeline.stages.entries import load_staged_entries
from pipeline.stages.fetching import make_fetcher
from pipeline.stages.parsing import FeedParser
from pipeline.stages.preparing import prepare_warehouse
from pipeline.stages.reports import ShardReport
from pipeline.stages.shards import Shard, plan_shards
from pipeline.stages.visiting import visit_hosts
from pipeline.staging import BatchWriter
from pipeline.warehouse import Warehouse
from pipeline.web import Archive, Fetcher, HostStore, Places, read_cache_hints, read_etag, read_last_modified
from schemas.ids import make_id
from schemas.records import (
    ArchiveRef,
    Entry,
    FeedPoll,
    FetchFailure,
    FreshnessHints,
    ParsedFeed,
    PollOrder,
    Rejection,
    Response,
)

log = logging.getLogger(__name__)

_BACKLOG = 64
"""Feeds that may be under way or wait for the parser; with 16 MiB a document at most, this bounds the memory."""
_BATCH_ENTRIES = 20_000


def plan_polls(
    settings: Settings, *, only: str = "", force: bool = False, spread: bool = False, now: datetime | None = None
) -> tuple[Shard, ...]:
    """Plan the polls that are due now, in shards by host.

    Args:
        settings: Where the warehouse is and how work is cut.
        only: Keep feeds whose URL or publisher contains this, whatever its case.
        force: Take feeds that are not due, too.
        spread: Take late feeds in turns (`feeds.is_turn`), for who plans every `poll_every_s` seconds.
        now: The time to plan for; the clock where it is None.
    """
    now = now or read_clock()
    warehouse = prepare_warehouse(settings, now)
    load_staged_entries(settings, warehouse)
    hosts = HostStore(settings.hosts_dir)
    orders = [
        order
        for order in warehouse.read_poll_orders(now)
        if (force or feeds.is_due(order.state, now))
        and (not spread or force or feeds.is_turn(order, now, settings.poll_every_s))
        and _is_wanted(order, only)
        and hosts.find_pause(order.feed.url, now) is None
    ]
    shards = plan_shards(((order.feed.feed_id, order.feed.url) for order in orders), settings.shards.count)
    log.info("plan_polls: %d feeds due in %d shards", len(orders), len(shards))
    return shards


def poll_feeds(
    settings: Settings,
    shard: Shard,
    *,
    clock: Clock = read_clock,
    waits: Waits = REAL_WAITS,
    tick: Tick = ignore_tick,
) -> ShardReport:
    """Poll the feeds of a shard and stage what they said."""
    wanted = frozenset(shard.ids)
    known = Warehouse(settings).read_poll_orders(clock())
    # Longest due first: were a host's first feed to meet a 429 each time, the others would never be asked.
    orders = sorted((order for order in known if order.feed.feed_id in wanted), key=_find_turn)
    staged = BatchWriter(
        settings.staging_dir, "entries", FeedPoll, size=_BATCH_ENTRIES, order=lambda poll: poll.poll_id, clock=clock
    )
    outcomes = asyncio.run(
        _poll_all(settings, shard, orders, make_fetcher(settings, clock, waits), staged, clock, tick)
    )
    done, failed = outcomes.total(), sum(outcomes[kind] for kind in ("failed", "not_a_feed", "gone"))
    log.info("poll_feeds: %s: %d polls, %d failed", shard.name, done, failed)
    return ShardReport(shard=shard.name, batches=staged.batches, done=done, failed=failed, left=len(orders) - done)


def _find_turn(order: PollOrder) -> tuple[bool, datetime | None]:
    return order.state.next_poll_at is not None, order.state.next_poll_at


def _is_wanted(order: PollOrder, only: str) -> bool:
    return only.lower() in f"{order.feed.url} {order.feed.publisher}".lower()


async def _poll_all(
    settings: Settings,
    shard: Shard,
    orders: list[PollOrder],
    fetcher: Fetcher,
    staged: BatchWriter[FeedPoll],
    clock: Clock,
    tick: Tick,
) -> Counter[str]:
    """Fetch on the event loop, parse in a child process beside it, stage; count what became of the polls."""
    outcomes: Counter[str] = Counter()
    name = f"feeds-{clock():%Y%m%dT%H%M%S%f}-{make_id('w1', shard.name)[3:11]}"
    deadline = clock() + timedelta(seconds=settings.shards.deadline_s)
    backlog = Places(_BACKLOG)
    parser = FeedParser(settings)
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as waiting, Archive(settings.data_dir, name) as archive:
        async with fetcher:

            async def poll_one(order: PollOrder) -> None:
                await fetcher.wait_turn(order.feed.url)
                async with backlog.take():
                    started_at = clock()
                    request = feeds.plan_request(order, started_at, settings.poll)
                    answer = await fetcher.fetch(request)
                    if isinstance(answer, FetchFailure) and not answer.asked:
                        return  # nothing was tried: the feed stays due
                    ref = archive.write(answer, request) if _has_document(answer) else None
                    parsed = None
                    if isinstance(answer, Response) and _is_worth_parsing(order, answer):
                        parsed = await loop.run_in_executor(waiting, parser.parse, answer, order.feed.feed_id)
                poll = read_poll(order, answer, ref, parsed, started_at)
                outcomes[poll.outcome] += 1
                staged.add([poll], 1 + len(poll.entries), archive.rotate)
                tick(order.feed.title)

            await visit_hosts(orders, lambda order: order.feed.url, poll_one, clock, deadline)
    staged.flush()
    return outcomes


def _has_document(answer: Response | FetchFailure) -> TypeGuard[Response]:
    return isinstance(answer, Response) and answer.status == 200


def _is_worth_parsing(order: PollOrder, answer: Response) -> bool:
    """Tell whether an answer brings a document other than the one that was parsed last."""
    return answer.status != 304 and _hash_body(answer) != order.state.body_hash


def read_poll(
    order: PollOrder,
    answer: Response | FetchFailure,
    ref: ArchiveRef | None,
    parsed: ParsedFeed | Rejection | None,
    started_at: datetime,
) -> FeedPoll:
    """Turn the answer of a feed's server, and what was parsed of it, into the poll that is staged. Pure."""
    feed = order.feed
    seen = FeedPoll(
        poll_id=make_id("p1", feed.feed_id, started_at.isoformat()),
        feed_id=feed.feed_id,
        url=feed.url,
        started_at=started_at,
        finished_at=answer.fetched_at,
        outcome="failed",
        status=answer.status,
    )
    if isinstance(answer, FetchFailure):
        outcome = "gone" if answer.status == 410 else "failed"
        error = f"{answer.reason}: {answer.detail}" if answer.detail else answer.reason
        hints = FreshnessHints(retry_after_at=answer.retry_after_at)
        found = {"outcome": outcome, "reason": answer.reason, "error": error, "hints": hints}
        return seen.model_copy(update=found)
    return _read_response(answer, ref, parsed, seen)


def _read_response(
    answer: Response, ref: ArchiveRef | None, parsed: ParsedFeed | Rejection | None, seen: FeedPoll
) -> FeedPoll:
    found: dict[str, Any] = {
        "final_url": answer.final_url,
        "seconds": answer.seconds,
        "etag": read_etag(answer),
        "last_modified": read_last_modified(answer),
        "hints": read_cache_hints(answer),
        "notes": answer.notes,
    }
    if answer.status == 304:
        return seen.model_copy(update={**found, "outcome": "not_modified"})
    found |= {"body_bytes": len(answer.body), "body_hash": _hash_body(answer)}
    found |= {"archive_path": ref.path, "archive_offset": ref.offset} if ref else {}
    if parsed is None:
        return seen.model_copy(update={**found, "outcome": "unchanged"})
    if isinstance(parsed, Rejection):
        error = f"{parsed.reason}: {parsed.detail}"
        return seen.model_copy(update={**found, "outcome": "not_a_feed", "reason": parsed.reason, "error": error})
    return seen.model_copy(
        update={
            **found,
            "outcome": "parsed",
            "format": parsed.format,
            "partial": parsed.partial,
            "hints": feeds.join_hints(found["hints"], parsed.hints),
            "entries": tuple(item for item in parsed.items if isinstance(item, Entry)),
            "rejected": tuple(item for item in parsed.items if not isinstance(item, Entry)),
            "notes": (*answer.notes, *parsed.notes),
        }
    )


def _hash_body(answer: Response) -> str:
    return hashlib.sha256(answer.body).hexdigest()
