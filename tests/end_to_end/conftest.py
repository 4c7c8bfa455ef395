"""One run of the whole line for all tests that only look at what came out of it."""

import fcntl
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from sample.registry import write_registry
from sample.server import SampleServer, serve_in_thread
from sample.world import SampleRecord, World, load_world
from tests.end_to_end.worlds import Places, Tables, build_settings, count_pages, read_clock, run_pass

ROOT = Path(__file__).parents[2]
Run = Callable[..., int]


class Asked(SampleRecord):
    """One request of a feed, as the server saw it; a conditional one sends both validators."""

    host: str
    path: str
    status: int
    is_conditional: bool


class Passed(SampleRecord):
    """What one pass of the line left: its snapshot, the feeds that it asked for, the pages that it fetched."""

    snapshot: Path
    feeds: tuple[Asked, ...]
    pages: tuple[str, ...]


class Line(SampleRecord):
    """Three passes: of the world as it is, of the same world again, and with everything held back published."""

    port: int
    first: Passed
    again: Passed
    published: Passed


@pytest.fixture(scope="session")
def world() -> World:
    return load_world()


@pytest.fixture(scope="session")
def places(world: World) -> Places:
    return Places(world)


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory, world: World, worker_id: str) -> Line:
    """The line's three passes, run by one worker for all of them."""
    root = tmp_path_factory.getbasetemp()
    folder = (root if worker_id == "master" else root.parent) / "line"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        record = folder / "line.json"
        if not record.exists():
            record.write_text(_run_line(folder, world).model_dump_json())
        return Line.model_validate_json(record.read_text())


@pytest.fixture(scope="session")
def first(line: Line) -> Iterator[Tables]:
    """The tables after the first pass."""
    with Tables(line.first.snapshot) as tables:
        yield tables


@pytest.fixture(scope="session")
def again(line: Line) -> Iterator[Tables]:
    """The tables after a second pass of the same world."""
    with Tables(line.again.snapshot) as tables:
        yield tables


@pytest.fixture(scope="session")
def published(line: Line) -> Iterator[Tables]:
    """The tables after a third pass, with everything held back published."""
    with Tables(line.published.snapshot) as tables:
        yield tables


@pytest.fixture(params=["first", "again", "published"])
def tables(request: pytest.FixtureRequest) -> Any:
    """The tables after each of the passes: what holds for one holds for all."""
    return request.getfixturevalue(request.param)


def _run_line(folder: Path, world: World) -> Line:
    with serve_in_thread(world) as server:
        write_registry(world, folder / "registry.yaml", server.port)
        first = _run_pass(folder, server, timedelta(0))
        again = _run_pass(folder, server, timedelta(days=1))
        server.publish_all()
        published = _run_pass(folder, server, timedelta(days=2))
        return Line(port=server.port, first=first, again=again, published=published)


def _run_pass(folder: Path, server: SampleServer, later: timedelta) -> Passed:
    def clock() -> datetime:
        return read_clock() + later

    settings = build_settings(folder / "data", folder / "registry.yaml")
    since = len(server.requests)
    run_pass(settings, clock=clock, silent_host="bosporus-radio")
    feeds = {(p.host, f.path) for p in server.world.publishers for f in p.feeds}
    asked = tuple(
        Asked(
            host=seen.host,
            path=seen.path,
            status=seen.status,
            is_conditional=seen.headers.keys() >= {"if-none-match", "if-modified-since"},
        )
        for seen in server.requests[since:]
        if (seen.host, seen.path) in feeds
    )
    pages = tuple(count_pages(server, Places(server.world), since))
    return Passed(snapshot=(folder / "data" / "news.duckdb").resolve(), feeds=asked, pages=pages)


@pytest.fixture(scope="session")
def small_world(world: World) -> World:
    """A dozen articles of six publishers: duplicates, copies of every kind, a revision, a rejection."""
    slugs = {
        "convoy-reaches-camp-eastern-syria", "convoy-hawl-road-camp-mpa", "convoy-reaches-hawl-road-camp",
        "isis-seeks-foothold-on-the-amu-darya", "who-is-opening-the-northern-door", "sudan-el-obeid-market-reopens",
        "el-obeid-stalls-open-again", "desert-towns-grip-weakening", "akkar-water-works-restart",
        "akkar-water-works-restart-v2", "factsheet-wagner-africa-corps-pdf", "hol-families-baghdad-flight",
        "un-envoy-briefs-council-yemen-truce",
    }  # fmt: skip
    articles = tuple(article for article in world.articles if article.slug in slugs)
    assert len(articles) == len(slugs)
    homes = {article.publisher for article in articles}
    publishers = tuple(p for p in world.publishers if p.slug in homes)
    return World(publishers=publishers, articles=articles, expectations=world.expectations)


@pytest.fixture(scope="session")
def small_server(small_world: World) -> Iterator[SampleServer]:
    with serve_in_thread(small_world) as server:
        yield server


@pytest.fixture(scope="session")
def small_registry(
    small_world: World, small_server: SampleServer, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The registry of the small world, without the feeds that fail."""
    path = tmp_path_factory.mktemp("small") / "registry.yaml"
    write_registry(small_world, path, small_server.port)
    bad = {f.title for p in small_world.publishers for f in p.feeds if f.fault}
    rows = [row for row in yaml.safe_load(path.read_text(encoding="utf-8")) if row["title"] not in bad]
    path.write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def run(small_registry: Path) -> Iterator[Run]:
    """Run the line on a data folder in a process of its own, which may be told to die; return its exit status."""
    command = [sys.executable, "-m", "tests.end_to_end.killable"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout

        def run(data_dir: Path, die: dict[str, Any] | None = None) -> int:
            order = {"data_dir": str(data_dir), "registry": str(small_registry), "die": die}
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())

        yield run
        process.stdin.close()
