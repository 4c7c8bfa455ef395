"""Strangers' servers for a simulated fortnight: feeds of every behaviour on many hosts, and a clock of their own."""

import asyncio
import gzip
import heapq
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from aiohttp import web

_TICK_S, _QUIET_TICKS = 0.002, 5
_WAITS = frozenset({"sleep", "acquire", "__aenter__", "__aexit__", "is_allowed"})
"""Where coroutines wait for each other: for time, a permit, a gate, the end of a group, the robots.txt of a host."""
START = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
WINDOW = 20

VALIDATORS = ("both", "etag", "modified", "weak", "none", "restless", "lying")
HINTS = ("none", "max-age", "expires", "ttl", "sy", "skip-hours", "year")
TROUBLES = (
    "none", "none", "none", "404-spell", "410", "301", "parked", "500-spell", "reset", "truncated", "gzip-cut",
    "429", "429-date", "429-soon", "503", "timeout", "empty",
)  # fmt: skip


class Clock:
    """Simulated time. It moves on to the next who waits, and only while all that is left to do is to wait.

    A request that has not reached the server yet, and a document that is being parsed, are seen by the coroutines
    that wait for them: on a busy machine they take a while.
    """

    def __init__(self) -> None:
        self.now = START
        self.is_quiet: Callable[[], bool] = lambda: True
        self._wakers: list[datetime] = []

    def read(self) -> datetime:
        """Return the time of day."""
        return self.now

    def monotonic(self) -> float:
        """Return the seconds since the start."""
        return (self.now - START).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Wait: until everything else has stood still for a while, or somebody else has moved the clock on."""
        wake_at = self.now + timedelta(seconds=max(0.0, seconds))
        heapq.heappush(self._wakers, wake_at)
        quiet = 0
        try:
            while self.now < wake_at:
                await asyncio.sleep(_TICK_S)
                quiet = quiet + 1 if self.is_quiet() and not _is_anyone_busy() else 0
                if quiet >= _QUIET_TICKS and self._wakers[0] == wake_at:
                    self.now = wake_at
        finally:
            self._wakers.remove(wake_at)
            heapq.heapify(self._wakers)


def _is_anyone_busy() -> bool:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    return any(_is_busy(task.get_coro()) for task in others)


def _is_busy(awaited: Any) -> bool:
    """Tell whether a suspended coroutine waits for something that happens in real time."""
    last = awaited
    while awaited is not None:
        last = awaited if getattr(awaited, "__name__", None) else last
        awaited = getattr(awaited, "cr_await", None) or getattr(awaited, "ag_await", None)
    return last.__name__ not in _WAITS


@dataclass(frozen=True)
class Stranger:
    """A feed: how it gives validators and hints, what trouble it makes, and how many seconds apart its items come."""

    host: str
    path: str
    validators: str = "both"
    hints: str = "none"
    trouble: str = "none"
    rhythm_s: int = 7200

    def count(self, at: datetime) -> int:
        """How many items it has published until a time; it began with ten."""
        return 10 + int((at - START).total_seconds() // self.rhythm_s)

    def is_troubled(self, at: datetime) -> bool:
        """Whether its trouble shows: a few hours of each second day, the lasting ones from the third day on."""
        hours = (at - START).total_seconds() / 3600
        if self.trouble in ("410", "301", "parked"):
            return hours > 60
        return self.trouble != "none" and hours % 48 > 40


@dataclass
class Answered:
    """One request as the server saw it, and what it answered; `whole` is False for a body that was cut off."""

    at: datetime
    host: str
    path: str
    etag: str | None
    modified: str | None
    status: int
    overlapped: bool
    whole: bool = True
    gave: dict[str, str] = field(default_factory=dict)


def make_strangers(feeds: int, hosts: int, seed: int = 5) -> tuple[Stranger, ...]:
    """Return feeds on hosts with all behaviours mixed: each of a kind occurs, the rest are drawn."""
    draw = random.Random(seed)
    return tuple(
        Stranger(
            host=f"h{number % hosts}.localhost",
            path=f"/feed{number}",
            validators=VALIDATORS[number % len(VALIDATORS)] if number < 70 else draw.choice(VALIDATORS[:5]),
            hints=HINTS[(number // 3) % len(HINTS)] if number < 70 else draw.choice(HINTS[:5]),
            trouble=TROUBLES[(number // 2) % len(TROUBLES)] if number < 120 else "none",
            rhythm_s=draw.choice((1800, 7200, 7200, 21_600, 86_400, 400_000)),
        )
        for number in range(feeds)
    )


class StrangersServer:
    """Serves them all; `log` holds every request in the order in which it came."""

    def __init__(self, strangers: tuple[Stranger, ...], clock: Clock) -> None:
        self.clock = clock
        self.log: list[Answered] = []
        self.port = 0
        self._feeds = {(feed.host, feed.path): feed for feed in strangers}
        self._active: dict[str, int] = {}
        self._seen = 0
        clock.is_quiet = self._is_quiet

    def _is_quiet(self) -> bool:
        """Tell whether nothing came in since the last time, and nothing is being answered."""
        is_same, self._seen = self._seen == len(self.log), len(self.log)
        return is_same and not any(self._active.values())

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request and note it."""
        host = request.host.partition(":")[0]
        entry = Answered(
            self.clock.now, host, request.path, request.headers.get("If-None-Match"),
            request.headers.get("If-Modified-Since"), 0, overlapped=self._active.get(host, 0) > 0,
        )  # fmt: skip
        self.log.append(entry)
        self._active[host] = self._active.get(host, 0) + 1
        try:
            return await self._answer(request, host, entry)
        finally:
            self._active[host] -= 1

    async def _answer(self, request: web.Request, host: str, entry: Answered) -> web.StreamResponse:
        if request.path == "/robots.txt":
            entry.status = 200
            return web.Response(text="User-agent: *\nDisallow: /closed/\n")
        feed = self._feeds.get((host, request.path))
        if feed is None:
            entry.status = 200
            # Too short to be compared: the search for copies is not what is measured here.
            text = f"<html><body><article><p>The matter {request.path} of {host}.</p></article></body></html>"
            return web.Response(text=text, content_type="text/html")
        if feed.is_troubled(entry.at):
            troubled = await self._make_trouble(request, feed, entry)
            if troubled is not None:
                return troubled
        return self._serve_feed(request, feed, entry)

    def _serve_feed(self, request: web.Request, feed: Stranger, entry: Answered) -> web.Response:
        count = feed.count(entry.at)
        headers = self._make_headers(feed, entry, count)
        entry.gave = {name: value for name, value in headers.items() if name in ("ETag", "Last-Modified")}
        entry.gave |= {"hint_s": str(_find_hint(feed))} if _find_hint(feed) else {}
        known = entry.etag == headers.get("ETag") if entry.etag else entry.modified == headers.get("Last-Modified")
        asked = entry.etag or entry.modified
        if asked and (known or feed.validators == "lying"):
            entry.status = 304
            return web.Response(status=304, headers={k: v for k, v in headers.items() if k != "Last-Modified"})
        entry.status = 200
        return web.Response(
            body=_write(feed, count, self.port), headers=headers, content_type="application/rss+xml"
        )

    def _make_headers(self, feed: Stranger, entry: Answered, count: int) -> dict[str, str]:
        changed_at = START + timedelta(seconds=(count - 10) * feed.rhythm_s)
        etags = {
            "both": f'"{count}"', "etag": f'"{count}"', "weak": f'W/"{count}"', "lying": '"same"',
            "restless": f'"{count}-{len(self.log)}"',
        }  # fmt: skip
        headers = {"ETag": etags[feed.validators]} if feed.validators in etags else {}
        if feed.validators in ("both", "modified"):
            headers["Last-Modified"] = format_datetime(changed_at, usegmt=True)
        headers["Date"] = format_datetime(entry.at, usegmt=True)
        if feed.hints in ("max-age", "year"):
            headers["Cache-Control"] = f"max-age={_HINTS[feed.hints]}"
        if feed.hints == "expires":
            headers["Expires"] = format_datetime(entry.at + timedelta(seconds=_HINTS["expires"]), usegmt=True)
        return headers

    async def _make_trouble(
        self, request: web.Request, feed: Stranger, entry: Answered
    ) -> web.StreamResponse | None:
        kind = feed.trouble
        statuses = {"404-spell": 404, "410": 410, "500-spell": 500, "empty": 200}
        entry.whole = False
        if kind in statuses:
            entry.status = statuses[kind]
            return web.Response(status=entry.status)
        if kind in ("301", "parked"):
            entry.status = 301
            target = feed.path + "-moved" if kind == "301" else "/parked"
            self._feeds.setdefault((feed.host, feed.path + "-moved"), _move(feed))
            return web.Response(status=301, headers={"Location": target})
        if kind.startswith(("429", "503")):
            entry.status = int(kind[:3])
            waits = {"429": "7200", "429-soon": "soon", "503": "10800"}
            later = format_datetime(entry.at + timedelta(hours=3), usegmt=True)
            entry.gave = {"Retry-After": waits.get(kind, later)}
            return web.Response(status=entry.status, headers=entry.gave)
        return await _break_off(request, feed, entry, _write(feed, feed.count(entry.at), self.port))


_HINTS = {"max-age": 14_400, "expires": 18_000, "ttl": 10_800, "sy": 21_600, "year": 31_536_000}


def _find_hint(feed: Stranger) -> int:
    return min(_HINTS.get(feed.hints, 0), 7 * 86_400)


def _move(feed: Stranger) -> Stranger:
    return Stranger(feed.host, feed.path + "-moved", feed.validators, feed.hints, "none", feed.rhythm_s)


async def _break_off(
    request: web.Request, feed: Stranger, entry: Answered, body: bytes
) -> web.StreamResponse | None:
    if feed.trouble == "timeout":
        await asyncio.sleep(0.6)
        entry.status = 0
    if feed.trouble in ("reset", "timeout"):
        entry.status = 0
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
    entry.status = 200
    if feed.trouble == "gzip-cut":
        cut = gzip.compress(body)[:-20]
        return web.Response(body=cut, headers={"Content-Encoding": "gzip", "ETag": '"cut"'})
    if feed.trouble == "truncated":
        response = web.StreamResponse(headers={"ETag": '"cut"'})
        response.content_length = len(body)
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        if request.transport is not None:
            request.transport.close()
        return response
    return None


def _write(feed: Stranger, count: int, port: int) -> bytes:
    root = f"http://{feed.host}:{port}"
    items = "".join(
        f"<item><title>Report {n} of {feed.path}</title><guid>{feed.path.removesuffix('-moved')}-{n}</guid>"
        f"<link>{root}/{'closed' if n % 7 == 0 else 'open'}{feed.path.removesuffix('-moved')}/{n}</link></item>"
        for n in range(max(0, count - WINDOW), count)
    )
    hints = {
        "ttl": "<ttl>180</ttl>",
        "sy": "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
        "skip-hours": "<skipHours>" + "".join(f"<hour>{h}</hour>" for h in range(8)) + "</skipHours>",
    }
    sy = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    head = f"<title>{feed.path}</title>{hints.get(feed.hints, '')}"
    return f'<?xml version="1.0"?><rss version="2.0" {sy}><channel>{head}{items}</channel></rss>'.encode()


@contextmanager
def serve_strangers(strangers: tuple[Stranger, ...], clock: Clock) -> Iterator[StrangersServer]:
    """Serve from a thread of its own while the block runs."""
    server = StrangersServer(strangers, clock)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", server.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        server.port = runner.addresses[0][1]
        return runner

    runner = asyncio.run_coroutine_threadsafe(start(), loop).result()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
