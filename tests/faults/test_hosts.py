"""What hosts ask for is kept between runs, and between processes that ask the same host."""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from itertools import pairwise

import pytest

from pipeline.settings import FetchSettings
from pipeline.web import HostStore
from pipeline.web.hosts import HostRecord
from tests.faults.outlets import START, Line, Reply, item, page, rss, serve

SLOW_DOWN = Reply(b"", (("Retry-After", "7200"),), status=429)


@pytest.mark.faults("C13")
@pytest.mark.parametrize(
    ("retry_after", "waits"),
    [
        pytest.param("7200", timedelta(hours=2), id="seconds"),
        pytest.param("Fri, 20 Nov 2026 15:00:00 GMT", timedelta(hours=3), id="date"),
        pytest.param("317100", timedelta(seconds=317_100), id="days"),
        pytest.param("31536000", timedelta(days=7), id="a-year-is-capped"),
        pytest.param("0", timedelta(minutes=15), id="zero"),
        pytest.param("-5", timedelta(minutes=15), id="negative"),
        pytest.param("soon", timedelta(minutes=15), id="no-time"),
        pytest.param(None, timedelta(minutes=15), id="none"),
    ],
)
def test_a_429_pauses_the_host_across_runs(retry_after, waits, tmp_path):
    headers = (("Retry-After", retry_after),) if retry_after is not None else ()
    with serve({"/one": Reply(b"", headers, status=429), "/two": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/one"), outlet.url("/two"))
        line.poll()
        assert (outlet.count("/one"), outlet.count("/two")) == (1, 0)
        line.pass_time(seconds=waits.total_seconds() - 1)
        line.poll()
        assert (outlet.count("/one"), outlet.count("/two")) == (1, 0)
        line.pass_time(days=1)
        line.poll()
        assert outlet.count("/two") == 1
    assert line.ask("SELECT count(*) AS polls FROM polls WHERE feed_id = 'f2' AND outcome = 'failed'") == [
        {"polls": 0}
    ]


@pytest.mark.faults("C13", "C14")
def test_feeds_and_articles_share_the_pause_of_a_host(tmp_path):
    with serve({"/feed": None, "/a": SLOW_DOWN, "/b": page()}) as outlet:
        outlet.routes["/feed"] = rss(item("a", outlet.url("")), item("b", outlet.url("")))
        line = Line(tmp_path, outlet.url("/feed"))
        line.poll()
        line.fetch()
        assert (outlet.count("/a"), outlet.count("/b")) == (1, 0)
        line.pass_time(hours=1.5)
        line.poll(force=True)
        line.fetch()
        assert (outlet.count("/feed"), outlet.count("/a"), outlet.count("/b")) == (1, 1, 0)
        outlet.routes["/a"] = page()
        line.pass_time(hours=1)
        line.poll(force=True)
        line.fetch()
        assert (outlet.count("/feed"), outlet.count("/b")) == (2, 1)
    # The host's pause is no try of the entries that it kept from being fetched.
    assert line.ask("SELECT count(*) AS attempts FROM attempts") == [{"attempts": 1}]


@pytest.mark.faults("C14")
def test_a_503_with_retry_after_makes_only_that_address_wait(tmp_path):
    busy = Reply(b"", (("Retry-After", "86400"),), status=503)
    with serve({"/one": busy, "/two": rss(item("a"))}) as outlet:
        line = Line(tmp_path, outlet.url("/one"), outlet.url("/two"))
        line.poll()
        assert line.last_poll("f2")["outcome"] == "parsed"
        assert line.last_poll("f1")["next_poll_at"] >= START + timedelta(days=1)
        line.pass_time(hours=20)
        line.poll()
        assert (outlet.count("/one"), outlet.count("/two")) == (1, 2)


@pytest.mark.faults("E14")
def test_host_that_never_answers_is_left_alone_and_others_go_on(tmp_path):
    slow = FetchSettings(pace_s=0, allow_loopback=True, page_seconds=0.2, robots=False)
    with serve({"/good": page()}) as outlet, serve() as silent:

        def hang(_: object) -> Reply:
            time.sleep(0.5)
            return Reply(page())

        silent.routes |= {f"/{n}": hang for n in range(50)}
        entries = [item(str(n), silent.url("")) for n in range(50)]
        outlet.routes["/feed"] = rss(*entries, item("good", outlet.url("")))
        line = Line(tmp_path, outlet.url("/feed"), fetch=slow)
        line.poll()
        line.fetch()
        assert len(silent.asked) == 5
        assert line.ask("SELECT count(*) AS n FROM articles") == [{"n": 1}]
        # Five were tried and wait their turn; the others were not, and nothing is lost.
        assert line.ask("SELECT count(*) AS n FROM attempts") == [{"n": 5}]
        assert line.ask("SELECT count(*) AS n FROM pending_entries") == [{"n": 50}]
        line.pass_time(minutes=6)
        line.fetch()
        assert len(silent.asked) == 6  # one try, and it is away again
        silent.routes.clear()
        silent.routes |= {f"/{n}": page(title=f"Report {n}") for n in range(50)}
        line.pass_time(days=2)
        line.fetch()
        line.pass_time(days=2)
        line.fetch()
        assert line.ask("SELECT count(*) AS n FROM pending_entries") == [{"n": 0}]


ASK = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline.settings import FetchSettings
from pipeline.web import Fetcher, HostStore
from schemas.records import Request

async def main():
    settings = FetchSettings(pace_s=float(sys.argv[3]), allow_loopback=True)
    hosts = HostStore(Path(sys.argv[2]))
    async with Fetcher(settings, now=lambda: datetime.now(UTC), version="0", hosts=hosts) as fetcher:
        for _ in range(3):
            print((await fetcher.fetch(Request(url=sys.argv[1], kind="feed"))).status)

asyncio.run(main())
"""


def test_processes_that_run_side_by_side_make_one_connection_at_a_time(tmp_path):
    spans = []

    def note(_: object) -> Reply:
        begun = time.monotonic()
        time.sleep(0.02)
        spans.append((begun, time.monotonic()))
        return Reply(rss(item("a")))

    with serve({"/feed": note}) as outlet:
        arguments = [sys.executable, "-c", ASK, outlet.url("/feed"), str(tmp_path), "0.1"]
        environment = os.environ | {"PYTHONPATH": "."}
        processes = [subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment) for _ in range(3)]
        answers = [process.communicate()[0].split() for process in processes]
    assert answers == [[b"200"] * 3] * 3
    ordered = sorted(spans)
    assert len(ordered) == 9
    assert all(later[0] >= earlier[1] for earlier, later in pairwise(ordered))
    # Eight paces of 0.1 s, less what a busy machine takes until the first has arrived.
    assert ordered[-1][0] - ordered[0][0] > 0.6


@pytest.mark.parametrize("content", [b"", b"{", b"\xff" * 50, b'{"failures": "many"}', b"[]"])
def test_damaged_file_knows_nothing(content, tmp_path):
    store = HostStore(tmp_path)
    memory = store.open("h.example")
    path = memory._path
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert memory.read() == HostRecord()
    assert store.find_pause("http://h.example/feed", START) is None


@pytest.mark.faults("A9")
@pytest.mark.parametrize(
    "jump", [timedelta(hours=-1), timedelta(days=-400), timedelta(hours=1), timedelta(days=400)]
)
def test_clock_that_jumps_leaves_no_host_paused_for_longer_than_the_cap(jump, tmp_path):
    store = HostStore(tmp_path)
    path = store.open("h.example")._path
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"paused_until": (START + timedelta(hours=2)).isoformat()}))
    now = START + jump
    until = store.find_pause("http://h.example/feed", now)
    assert until is None or until - now <= timedelta(days=7)


@pytest.mark.faults("C22")
def test_robots_are_asked_for_once_a_day_whatever_runs(tmp_path):
    with serve({"/robots.txt": b"User-agent: *\nDisallow: /b"}) as outlet:
        outlet.routes |= {f"/{slug}": page(title=slug) for slug in "abcd"}
        outlet.routes["/feed"] = rss(item("a", outlet.url("")))
        line = Line(tmp_path, outlet.url("/feed"))
        for slug in "abcd":
            outlet.routes["/feed"] = rss(item(slug, outlet.url("")))
            line.pass_time(hours=6)
            line.poll(force=True)
            line.fetch()
        assert (outlet.count("/robots.txt"), outlet.count("/b"), outlet.count("/c")) == (1, 0, 1)
        outlet.routes["/feed"] = rss(item("e", outlet.url("")))
        line.pass_time(hours=7)
        line.poll(force=True)
        line.fetch()
        assert outlet.count("/robots.txt") == 2
