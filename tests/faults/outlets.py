"""A server of strangers that answers as it is told, and the line that reads it, a step and a time at once."""

import fcntl
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from pipeline import stages
from pipeline.settings import ChildSettings, FetchSettings, PollSettings, Settings, ShardSettings
from pipeline.stages import LoadSummary
from pipeline.warehouse import Warehouse

START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@dataclass
class Reply:
    """An answer; `headers` of one name may be several."""

    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200


@dataclass
class Asked:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]


Answer = Reply | bytes | Callable[[Asked], Reply]


@dataclass
class Outlet:
    """Answers each path with its reply; a list is used up to its last one. What is not there is 404."""

    routes: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def count(self, path: str) -> int:
        return sum(seen.path == path for seen in self.asked)

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        found = self.routes.get(asked.path, Reply(status=404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if callable(found):
            found = found(asked)
        return found if isinstance(found, Reply) else Reply(found)


@contextmanager
def serve(routes: Mapping[str, Answer | list[Answer]] | None = None) -> Iterator[Outlet]:
    """Serve on loopback while the block runs."""
    outlet = Outlet(dict(routes or {}))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = outlet.answer(Asked(self.path, dict(self.headers.items())))
            self.send_response_only(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if not any(name.lower() == "content-type" for name, _ in reply.headers):
                self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        outlet.port = server.server_port
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield outlet
        server.shutdown()


class Line:
    """The line over some feeds, with a clock of its own. Each step is a run of the stages as Airflow would do it."""

    def __init__(self, folder: Path, *feeds: str, **settings: Any) -> None:
        registry = folder / "registry.yaml"
        registry.write_text(
            "".join(
                f"- {{id: f{number}, url: '{url}', title: Feed {number}, publisher: P{number}, country: XX,"
                " language: en, kind: outlet, checked: never}\n"
                for number, url in enumerate(feeds, start=1)
            )
        )
        defaults: dict[str, Any] = {
            "fetch": FetchSettings(pace_s=0, allow_loopback=True, feed_seconds=5, page_seconds=5),
            "poll": PollSettings(),
            "shards": ShardSettings(count=4),
            "children": ChildSettings(),
        }
        self.settings = Settings(data_dir=folder / "data", feeds_path=registry, **defaults | settings)
        self.now = START
        if not self.settings.data_dir.exists():
            shutil.copytree(_prepare_warehouse(self.settings), self.settings.data_dir)

    def clock(self) -> datetime:
        return self.now

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)

    def poll(self, *, force: bool = False) -> LoadSummary:
        """Poll what is due, and load what was staged."""
        for shard in stages.plan_polls(self.settings, force=force, now=self.now):
            stages.poll_feeds(self.settings, shard, clock=self.clock)
        return stages.load_entries(self.settings, now=self.now)

    def fetch(self) -> None:
        """Fetch the pages of what is pending, and load the articles."""
        for shard in stages.plan_fetches(self.settings, now=self.clock):
            stages.fetch_articles(self.settings, shard, clock=self.clock)
        stages.load_articles(self.settings)

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """Return the rows of a query on the warehouse."""
        return Warehouse(self.settings).query(sql).to_pylist()

    def last_poll(self, feed_id: str = "f1") -> dict[str, Any]:
        """Return the latest poll of a feed."""
        return self.ask(
            f"SELECT * FROM polls WHERE feed_id = '{feed_id}' ORDER BY load_seq DESC, finished_at DESC LIMIT 1"
        )[0]


def _prepare_warehouse(settings: Settings) -> Path:
    """Return a data folder whose warehouse holds the lexicon, which takes seconds: once for all tests."""
    folder = settings.cache_dir / "prepared"
    settings.cache_dir.mkdir(parents=True, exist_ok=True)
    with (settings.cache_dir / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            registry = settings.cache_dir / "no-feeds.yaml"
            registry.write_text("[]")
            part = settings.cache_dir / "prepared.part"
            stages.plan_polls(settings.model_copy(update={"data_dir": part, "feeds_path": registry}), now=START)
            part.rename(folder)
    return folder


def rss(*items: str, title: str = "News", channel: str = "") -> bytes:
    """Return an RSS 2.0 document of items, each an XML fragment."""
    body = "".join(f"<item>{item}</item>" for item in items)
    head = f"<title>{title}</title><link>http://127.0.0.1/</link>{channel}"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{body}</channel></rss>'.encode()


def item(slug: str, root: str = "http://127.0.0.1", more: str = "") -> str:
    """Return the fragment of one item, at `root`/slug."""
    return f"<title>Report {slug}</title><link>{root}/{slug}</link><guid>{slug}</guid>{more}"


def page(text: str = "", head: str = "", title: str = "A report") -> bytes:
    """Return a page with a headline and paragraphs enough to be a whole article, or with this text."""
    paragraphs = text or "".join(
        f"<p>In the town of Haven the council met on day {n} and spoke of the harbour, of the price of bread and of"
        f" the {n} boats that had not come back from the northern waters since the storm.</p>"
        for n in range(3, 9)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-11-20T08:00:00Z">{head}</head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()
