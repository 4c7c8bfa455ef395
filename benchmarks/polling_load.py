"""Many strangers at once: 10,000 feeds on 2,000 loopback hosts in one pass, then 5,000 articles, through the stages.

`python -m benchmarks.polling_load [--feeds N] [--hosts N] [--articles N]`. A twentieth of the feeds is hostile: they
drip, hang, reset, answer 500, cut gzip off, send garbage or never end.
"""

import argparse
import asyncio
import contextlib
import gzip
import importlib
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline import stages
from pipeline.feeds import plan_request
from pipeline.settings import FetchSettings, PollSettings, Settings, ShardSettings
from pipeline.stages import extracting, parsing
from pipeline.stages.clock import REAL_WAITS
from pipeline.stages.fetching import make_fetcher
from pipeline.stages.visiting import visit_hosts
from pipeline.warehouse import Warehouse
from schemas.records import Request

ITEMS = 20
HOSTILE = ("drip", "hang", "reset", "500", "gzip-cut", "garbage", "endless", "comments")
WORDS = [
    "council",
    "harbour",
    "storm",
    "bread",
    "northern",
    "waters",
    "boats",
    "minister",
    "talks",
    "border",
    "river",
]


class _Server(asyncio.Protocol):
    """Answers one GET after the other with as little work as can be; the path says which feed or page it is."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._head = b""

    def data_received(self, data: bytes) -> None:
        self._head += data
        while b"\r\n\r\n" in self._head:
            head, _, self._head = self._head.partition(b"\r\n\r\n")
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        path = head.split(b" ", 2)[1].decode()
        kind, _, number = path.strip("/").partition("/")
        if kind in HOSTILE:
            self._be_hostile(kind, number)
        elif kind == "feed":
            self._send_feed(head, number)
        elif kind == "page":
            self._send(_write_page(number), "text/html; charset=utf-8")
        else:
            self._send(b"", "text/plain", status="404 Not Found")

    def _send_feed(self, head: bytes, number: str) -> None:
        etag = f'"{number}"'
        if etag.encode() in head:
            self._transport.write(f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode())
            return
        host = head.partition(b"Host: ")[2].partition(b"\r\n")[0].decode()
        self._send(_write_feed(host, number), "application/rss+xml", f"ETag: {etag}\r\n")

    def _send(self, body: bytes, kind: str, more: str = "", status: str = "200 OK") -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
        self._transport.write(head.encode() + body)

    def _be_hostile(self, kind: str, number: str) -> None:
        if kind == "500":
            self._send(b"", "text/plain", status="500 Error")
        elif kind == "garbage":
            self._send(bytes(n * n % 251 for n in range(5000)), "application/rss+xml")
        elif kind == "comments":
            self._send(b"<rss><channel>" + b"<!--" * 100_000, "application/rss+xml")
        elif kind == "gzip-cut":
            body = gzip.compress(_write_feed("h", number))[:-9]
            self._send(body, "application/rss+xml", "Content-Encoding: gzip\r\n")
        elif kind == "reset":
            self._transport.abort()
        elif kind in ("drip", "endless"):
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>")
            asyncio.get_running_loop().create_task(self._go_on(0.5 if kind == "drip" else 0.0))

    async def _go_on(self, pause: float) -> None:
        while not self._transport.is_closing():
            self._transport.write(b"<" if pause else b"<a>" * 20_000)
            await asyncio.sleep(pause or 0.01)


def _write_feed(host: str, number: str) -> bytes:
    items = "".join(
        f"<item><title>Report {number}-{n} on the {WORDS[n % len(WORDS)]}</title>"
        f"<link>http://{host}/page/{number}-{n}</link><guid>{number}-{n}</guid>"
        f"<description>{' '.join(WORDS)} {number} {n}</description>"
        "<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>"
        for n in range(ITEMS)
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel>'
    return f"{head}<title>F {number}</title>{items}</channel></rss>".encode()


def _write_page(number: str) -> bytes:
    """Return a page of 480 words in paragraphs of its own, with menus round them."""
    draw = random.Random(number)
    paragraphs = "".join(
        f"<p>{' '.join(draw.choice(WORDS) + str(draw.randrange(97)) for _ in range(40))}.</p>" for _ in range(12)
    )
    links = "".join(f"<li><a href='/page/{n}'>Another headline {n}</a></li>" for n in range(60))
    menu = f"<nav><ul>{links}</ul></nav>" + "<script>var a = 1;</script>" * 40
    return (
        f"<!doctype html><html lang=en><head><title>Report {number}</title></head><body>{menu}<article>"
        f"<h1>Report {number}</h1>{paragraphs}</article><footer>{links}</footer></body></html>"
    ).encode()


def _serve(port: Any) -> None:
    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(_Server, "0.0.0.0", 0, backlog=4096)
        port.value = server.sockets[0].getsockname()[1]
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def serve() -> Iterator[int]:
    """Serve from a process of its own; yield the port."""
    port = multiprocessing.get_context("spawn").Value("i", 0)
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(port,), daemon=True)
    process.start()
    while not port.value:
        time.sleep(0.02)
    yield port.value
    process.kill()
    process.join()


def make_settings(folder: Path, port: int, feeds: int, hosts: int, hostile: bool, articles: int) -> Settings:
    """Write a registry of feeds, a twentieth of them hostile, and return settings without pace for it."""
    lines = []
    for number in range(feeds):
        host = number % hosts
        kind = HOSTILE[number // 20 % len(HOSTILE)] if hostile and number % 20 == 0 else "feed"
        url = f"http://127.{1 + host // 65_025}.{1 + host // 255 % 255}.{1 + host % 255}:{port}/{kind}/{number}"
        lines.append(
            f"- {{url: '{url}', title: F{number}, publisher: P{host}, country: XX, language: en, kind: outlet,"
            " checked: never}\n"
        )
    (folder / "feeds.yaml").write_text("".join(lines))
    return Settings(
        data_dir=folder / "data",
        feeds_path=folder / "feeds.yaml",
        fetch=FetchSettings(pace_s=0, allow_loopback=True, concurrency=128, robots=False),
        poll=PollSettings(),
        shards=ShardSettings(count=1, deadline_s=86_400, entries_per_run=max(1, articles)),
    )


def measure(name: str, work: Callable[[], int], table: Table, network: float = 0.0) -> float:
    """Run a step, print what it took, and return this process's milliseconds of processor time for each thing.

    `network` is how many of these went to the network; what the parsers' processes used is parsing.
    """
    Path("/proc/self/clear_refs").write_text("5")  # proc(5): the peak of memory begins anew
    begun, cpu, parsing = time.monotonic(), time.process_time(), _read_parsers()
    count = work()
    seconds = time.monotonic() - begun
    each = 1000 / max(1, count)
    own, parsing = (time.process_time() - cpu) * each, (_read_parsers() - parsing) * each
    figures = [
        f"{seconds:.1f}",
        f"{count / seconds:.0f}",
        f"{network:.2f}",
        f"{parsing:.2f}",
        f"{own - network:.2f}",
    ]
    peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
    row = [str(count), *figures, f"{int(peak) / 1024:.0f}"]
    table.add_row(name, *row)
    print(f"{name}: {' | '.join(row)}", file=sys.stderr, flush=True)
    return own


def _read_parsers() -> float:
    """Return the processor seconds of this process's nursery and of its children, those that ended included."""
    stats: dict[int, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            stats[int(path.parent.name)] = path.read_text().rpartition(")")[2].split()
    nurseries = {pid for pid, fields in stats.items() if int(fields[1]) == os.getpid() and _is_nursery(pid)}
    ours = [fields for pid, fields in stats.items() if pid in nurseries or int(fields[1]) in nurseries]
    return sum(int(ticks) for fields in ours for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def _is_nursery(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"pipeline.nursery" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def run(feeds: int, hosts: int, articles: int, console: Console) -> None:
    """Run all passes and print them."""
    table = Table(title=f"{feeds} feeds on {hosts} hosts; processor time in ms each", min_width=110)
    for column in ("step", "count", "seconds", "per second", "network", "parsing", "the rest", "peak MB"):
        table.add_column(column, justify="left" if column == "step" else "right")
    for hostile in (False, True):
        with tempfile.TemporaryDirectory() as name, serve() as port:
            settings = make_settings(Path(name), port, feeds, hosts, hostile, articles)
            _run_polls(settings, "5 % hostile" if hostile else "all good", table, console)
            if not hostile and articles:
                _run_articles(settings, articles, table)
    console.print(table)


def _run_polls(settings: Settings, label: str, table: Table, console: Console) -> None:
    now = datetime.now(UTC)
    for step, later in (("full bodies", 0), ("unchanged", 2)):
        clock = _Clock(now + timedelta(days=later))
        shards = stages.plan_polls(settings, force=True, now=clock())
        known = Warehouse(settings).read_poll_orders(clock())
        requests = [plan_request(order, clock(), settings.poll) for order in known if "/feed/" in order.feed.url]
        network = measure(f"only ask, {step}, {label}", partial(_ask, settings, requests, clock), table)
        if later == 0:
            with _parse_here(parsing):
                measure("  poll, parsed in this process", partial(_poll, settings, shards, clock), table, network)
            shutil.rmtree(settings.staging_dir)
        measure(f"poll, {step}, {label}", partial(_poll, settings, shards, clock), table, network)
        measure("  load", partial(_load, settings, clock), table)
    rows = Warehouse(settings).query(
        "WITH passes AS"
        " (SELECT *, round(epoch(started_at - min(started_at) OVER ()) / 86400)::INT AS pass FROM polls),"
        " seen AS (SELECT *, min(started_at) OVER (PARTITION BY pass) AS begun FROM passes)"
        " SELECT pass, url LIKE '%/feed/%' AS good, outcome, count(*) AS polls,"
        " round(max(epoch(finished_at - begun)), 1) AS last_after_s FROM seen GROUP BY ALL ORDER BY ALL"
    )
    console.print(label, *rows.to_pylist(), sep="\n  ")


def _run_articles(settings: Settings, articles: int, table: Table) -> None:
    clock = _Clock(datetime.now(UTC) + timedelta(days=2))
    shards = stages.plan_fetches(settings, limit=articles, now=clock)
    wanted = {entry_id for shard in shards for entry_id in shard.ids}
    orders = Warehouse(settings).read_fetch_orders(clock(), limit=articles, max_attempts=5, per_feed=200)
    requests = [Request(url=order.entry.link, kind="page") for order in orders if order.entry.entry_id in wanted]
    network = measure("only ask for articles", partial(_ask, settings, requests, clock), table)
    with _parse_here(extracting):
        measure("  extracted in this process", partial(_fetch, settings, shards, clock), table, network)
    measure("fetch, extract, stage articles", partial(_fetch, settings, shards, clock), table, network)


class _Here:
    """Stands in the place of a pool of children, to measure what these cost: parses in this process."""

    def __init__(self, target: str, setup: Sequence[Any], _: object) -> None:
        module, _, name = target.partition(":")
        work = getattr(importlib.import_module(module), name)(*setup)
        self.run = lambda job, _: work(job)
        self.warm = lambda: None


@contextlib.contextmanager
def _parse_here(stage: ModuleType) -> Iterator[None]:
    pool, share = vars(stage)["ChildPool"], vars(stage)["share_pool"]
    vars(stage).update(ChildPool=_Here, share_pool=lambda target, key, build: build())
    yield
    vars(stage).update(ChildPool=pool, share_pool=share)


def _ask(settings: Settings, requests: Sequence[Request], clock: "_Clock") -> int:
    """Ask for everything as the stages do, and throw the answers away."""

    async def ask_all() -> int:
        fetcher = make_fetcher(settings, clock, REAL_WAITS)
        places, answers = asyncio.Semaphore(64), []

        async def ask(request: Request) -> None:
            async with places:
                answers.append((await fetcher.fetch(request)).status)

        async with fetcher:
            await visit_hosts(requests, lambda request: request.url, ask, clock, clock() + timedelta(days=1))
        return sum(status in (200, 304) for status in answers)

    return asyncio.run(ask_all())


class _Clock:
    """The time of day, moved on by some days."""

    def __init__(self, start: datetime) -> None:
        self._start, self._begun = start, time.monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._begun)


def _poll(settings: Settings, shards: tuple[stages.Shard, ...], clock: _Clock) -> int:
    return sum(stages.poll_feeds(settings, shard, clock=clock).done for shard in shards)


def _load(settings: Settings, clock: _Clock) -> int:
    return stages.load_entries(settings, now=clock()).rows


def _fetch(settings: Settings, shards: tuple[stages.Shard, ...], clock: _Clock) -> int:
    return sum(stages.fetch_articles(settings, shard, clock=clock).done for shard in shards)


def main() -> None:
    """Run the load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=10_000)
    parser.add_argument("--hosts", type=int, default=2_000)
    parser.add_argument("--articles", type=int, default=5_000)
    chosen, _ = parser.parse_known_args()
    run(chosen.feeds, chosen.hosts, chosen.articles, Console())


if __name__ == "__main__":
    main()
