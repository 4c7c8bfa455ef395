"""Visit hosts side by side, and what one host has one after another, until a shard's deadline."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import TypeVar

from pipeline.stages.clock import Clock
from pipeline.web import find_shard_key

_Item = TypeVar("_Item")


async def visit_hosts(
    items: Iterable[_Item],
    url_of: Callable[[_Item], str],
    visit: Callable[[_Item], Awaitable[None]],
    clock: Clock,
    deadline: datetime,
) -> None:
    """Await `visit` for each item, in order within a host; what has not begun at the deadline is left out.

    A host that wants five seconds between requests and has more items than the shard has time keeps the rest
    pending; queued inside the fetcher they would have outlived the task, and what it had done with it.
    """
    items_of_host: dict[str, list[_Item]] = {}
    for item in items:
        items_of_host.setdefault(find_shard_key(url_of(item)), []).append(item)

    async def visit_host(host: str) -> None:
        for item in items_of_host[host]:
            if clock() >= deadline:
                return
            await visit(item)

    async with asyncio.TaskGroup() as hosts:
        for host in items_of_host:
            hosts.create_task(visit_host(host))
