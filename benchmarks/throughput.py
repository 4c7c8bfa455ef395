"""`make bench`: articles per second of the bare library, of our rooms, and of the whole line; with their ratios.

All on the same pages in one process; the figures are per second of its processor time, since machines are
shared, and the ratios are what counts. The server of the whole line is another process, so its time is not ours.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import trafilatura
from aiohttp import web
from rich.console import Console
from rich.table import Table

from benchmarks.pages import BenchPage, read_pages
from pipeline import names, stages
from pipeline.settings import FetchSettings, PollSettings, Settings
from pipeline.stages.making import Tools, make_article
from pipeline.stages.preparing import prepare_warehouse, read_lexicon
from pipeline.text import extract_article
from schemas.records import EntryHints, PageSource, Rejection

_ROUNDS = 5


def main() -> None:
    """Measure and print."""
    logging.disable(logging.WARNING)
    collection, pages = read_pages()
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(f"{len(pages)} pages: {collection}; best of {_ROUNDS} rounds, one core's processor time")
    settings = Settings()
    bare, article, rooms, line = measure_rounds(pages, settings, console)
    table = Table("what", "articles/s", "ms each", "ratio", "wanted")
    for what, seconds, ratio, wanted in (
        ("(a) trafilatura.bare_extraction with metadata", bare, "", ""),
        ("(b) page → article with all metadata", article, f"{bare / article:.2f} × (a)", "≥ 1.8 × (a)"),
        ("(c) page → article → mentions → fingerprint", rooms, f"{bare / rooms:.2f} × (a)", "≥ 1.3 × (a)"),
        ("(d) the whole run: HTTP, archive, staging, load", line, f"{rooms / line:.2f} × (c)", "≥ 0.8 × (c)"),
    ):
        table.add_row(what, f"{len(pages) / seconds:.1f}", f"{1000 * seconds / len(pages):.1f}", ratio, wanted)
    console.print(table)


def measure_rounds(
    pages: Sequence[BenchPage], settings: Settings, console: Console
) -> tuple[float, float, float, float]:
    """Return the least processor time of each, in seconds; the four take turns, since machines are shared."""
    lexicon = read_lexicon(settings)
    rounds = []
    with serve_pages(pages) as port:
        for number in range(1, _ROUNDS + 1):
            bare = time_run(lambda: run_bare(pages))
            article = time_run(lambda: run_article(pages))
            rooms = time_run(lambda: run_rooms(pages, lexicon, settings))
            rounds.append((bare, article, rooms, time_line(port, len(pages))))
            console.print(f"round {number}: {', '.join(f'{seconds:.1f} s' for seconds in rounds[-1])}")
    bare, article, rooms, line = (min(column) for column in zip(*rounds, strict=True))
    return bare, article, rooms, line


def time_run(run: Callable[[], Any]) -> float:
    """Return the processor time that a call takes, in seconds."""
    started = time.process_time()
    run()
    return time.process_time() - started


def run_bare(pages: Sequence[BenchPage]) -> None:
    """Extract as the library's documentation shows it."""
    for page in pages:
        trafilatura.bare_extraction(page.body, with_metadata=True)


def run_article(pages: Sequence[BenchPage]) -> None:
    """Make the articles alone."""
    for page in pages:
        extract_article(PageSource(url=f"http://bench.example{page.path}", body=page.body))


def run_rooms(pages: Sequence[BenchPage], lexicon: names.Lexicon, settings: Settings) -> None:
    """Run the pure rooms in a row."""
    for page in pages:
        source = PageSource(url=f"http://bench.example{page.path}", body=page.body)
        made = make_article(source, EntryHints(), "Bench", Tools(lexicon), settings)
        assert not isinstance(made, Rejection), made


def time_line(port: int, expected: int) -> float:
    """Time the line: poll one feed, fetch, make, stage and load every page; the warehouse is made before."""
    with TemporaryDirectory(prefix="namewire-bench-") as folder:
        registry = Path(folder) / "feeds.yaml"
        registry.write_text(
            f"- {{url: 'http://bench.localhost:{port}/feed', title: Bench, publisher: Bench, country: XX,"
            " language: en, kind: outlet, checked: never}\n"
        )
        settings = Settings(
            data_dir=Path(folder),
            feeds_path=registry,
            fetch=FetchSettings(allow_loopback=True, pace_s=0, page_seconds=60),
            poll=PollSettings(floor_s=1, default_s=1),
        )
        prepare_warehouse(settings, datetime.now(UTC))
        started = time.process_time()
        for shard in stages.plan_polls(settings):
            stages.poll_feeds(settings, shard)
        stages.load_entries(settings)
        for shard in stages.plan_fetches(settings):
            stages.fetch_articles(settings, shard)
        counts = stages.load_articles(settings).counts
        taken = time.process_time() - started
        assert sum(counts.values()) == expected, counts
        return taken


@contextmanager
def serve_pages(pages: Sequence[BenchPage]) -> Iterator[int]:
    """Serve the pages and a feed of them from another process on a free port of loopback; yield the port."""
    context = get_context("spawn")
    ports: Queue[int] = context.Queue()
    server = context.Process(target=_serve, args=(list(pages), ports), daemon=True)
    server.start()
    try:
        yield ports.get(timeout=60)
    finally:
        server.terminate()
        server.join()


def _serve(pages: list[BenchPage], ports: "Queue[int]") -> None:
    bodies = {page.path: page.body for page in pages}

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/feed":
            return web.Response(body=_write_feed(request.host, bodies), content_type="application/rss+xml")
        if request.path == "/robots.txt":
            return web.Response(status=404)
        return web.Response(body=bodies[request.path], content_type="text/html")

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ports.put(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(serve())


def _write_feed(host: str, paths: Any) -> bytes:
    items = "".join(f"<item><title>{p}</title><link>http://{host}{p}</link><guid>{p}</guid></item>" for p in paths)
    return f'<rss version="2.0"><channel><title>Bench</title>{items}</channel></rss>'.encode()


if __name__ == "__main__":
    main()
