"""Many strangers at once: 10,000 feeds on 2,000 loopback hosts in one pass, then 5,000 articles, through the stages.

`python -m benchmarks.polling_load [--feeds N] [--hosts N] [--articles N]`. A twentieth of the feeds is hostile: they
drip, hang, reset, answer 500, cut gzip off, send garbage or never end.
"""

import argparse
import asyncio
import gzip
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline import stages
from pipeline.settings import FetchSettings, PollSettings, Settings, ShardSettings
from pipeline.warehouse import Warehouse

ITEMS = 20
HOSTILE = ("drip", "hang", "reset", "500", "gzip-cut", "garbage", "endless", "comments")
WORDS = (
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
)


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


def make_settings(folder: Path, port: int, feeds: int, hosts: int, hostile: bool) -> Settings:
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
        shards=ShardSettings(count=8, entries_per_run=1_000_000, entries_per_feed=1_000_000),
    )


def measure(name: str, work: Callable[[], int], table: Table) -> None:
    """Run a step and note what it took: count, seconds, rate, processor time of this process and its children."""
    begun, cpu, children = time.monotonic(), time.process_time(), _read_children()
    count = work()
    seconds = time.monotonic() - begun
    own, others = time.process_time() - cpu, _read_children() - children
    each = 1000 / max(1, count)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = [count, f"{seconds:.1f}", f"{count / seconds:.0f}", f"{own * each:.2f}", f"{others * each:.2f}"]
    row = [*map(str, figures), f"{peak:.0f}"]
    table.add_row(name, *row)
    print(f"{name}: {' | '.join(row)}", file=sys.stderr, flush=True)


def _read_children() -> float:
    """Return the processor seconds of live and ended children."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    live = 0.0
    for path in Path("/proc/self/task").glob("*/children"):
        for pid in path.read_text().split():
            stat = Path(f"/proc/{pid}/stat")
            command = Path(f"/proc/{pid}/cmdline")
            if stat.exists() and b"pipeline.confinement" in command.read_bytes():
                fields = stat.read_text().rpartition(")")[2].split()
                live += (int(fields[11]) + int(fields[12])) / 100
    return ended.ru_utime + ended.ru_stime + live


def run(feeds: int, hosts: int, articles: int, console: Console) -> None:
    """Run all passes and print them."""
    table = Table(title=f"{feeds} feeds on {hosts} hosts")
    for column in ("step", "count", "seconds", "per second", "own ms each", "children ms each", "peak MB"):
        table.add_column(column, justify="left" if column == "step" else "right")
    now = datetime.now(UTC)
    for hostile in (False, True):
        with tempfile.TemporaryDirectory() as name, serve() as port:
            settings = make_settings(Path(name), port, feeds, hosts, hostile)
            label = "with 5 % hostile" if hostile else "all good"
            for step, later in (("full bodies", 0), ("unchanged", 2)):
                clock = _Clock(now + timedelta(days=later))
                shards = stages.plan_polls(settings, force=True, now=clock())
                measure(f"poll, {step}, {label}", partial(_poll, settings, shards, clock), table)
                measure("  load", partial(_load, settings, clock), table)
            if not hostile and articles:
                shards = stages.plan_fetches(settings, limit=articles, now=clock)
                measure("fetch, extract, stage articles", partial(_fetch, settings, shards, clock), table)
            outcomes = Warehouse(settings).query(
                "SELECT outcome, count(*) AS n FROM polls GROUP BY ALL ORDER BY ALL"
            )
            console.print(label, {row["outcome"]: row["n"] for row in outcomes.to_pylist()})
    console.print(table)


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
