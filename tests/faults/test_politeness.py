"""The politeness oracle: a short simulation without a violation, and that each violation is one."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.politeness import make_settings, score, simulate
from benchmarks.strangers import START, Answered, Clock, Stranger, serve_strangers
from pipeline import stages
from pipeline.settings import ShardSettings
from pipeline.stages.clock import Waits
from pipeline.web import HostStore
from pipeline.web.hosts import HostRecord

FEED = Stranger("h.localhost", "/feed")


def ask(hours: float, path: str = "/feed", status: int = 200, **fields: object) -> Answered:
    """A request some hours after the start."""
    given = {"etag": None, "modified": None, "overlapped": False, "gave": {"ETag": '"1"'} if status == 200 else {}}
    return Answered(START + timedelta(hours=hours), "h.localhost", path, status=status, **(given | fields))


FIRST = ask(0)
GOOD = [FIRST, ask(1, status=304, etag='"1"'), ask(2, status=304, etag='"1"')]
LIMITED = ask(1, status=429, etag='"1"', gave={"Retry-After": "7200"})


@pytest.mark.parametrize(
    ("log", "rule"),
    [
        pytest.param([*GOOD, ask(2.1, status=304, etag='"1"')], "no request earlier than allowed", id="too-soon"),
        pytest.param(
            [replace(FIRST, gave={"ETag": '"1"', "hint_s": "14400"}), ask(3, status=304, etag='"1"')],
            "no request earlier than allowed", id="before-max-age",
        ),
        pytest.param([FIRST, LIMITED, ask(2.5, "/robots.txt")], "nothing while a host is paused", id="host-paused"),
        pytest.param(
            [FIRST, ask(1, status=503, etag='"1"', gave={"Retry-After": "7200"}), ask(2, status=304, etag='"1"')],
            "no request earlier than allowed", id="503-retry-after",
        ),
        pytest.param([FIRST, ask(1)], "unconditional once a week only", id="unconditional"),
        pytest.param([FIRST, ask(1, etag='"2"')], "validators exact", id="other-validator"),
        pytest.param([FIRST, ask(0.001, "/robots.txt")], "5 s between starts, 10 s after a 429", id="pace"),
        pytest.param([FIRST, ask(1, overlapped=True, etag='"1"')], "one connection a host", id="two-connections"),
        pytest.param([ask(0, "/robots.txt"), ask(1, "/closed/1")], "nothing that robots.txt closes", id="robots"),
        pytest.param([ask(0, "/robots.txt"), ask(5, "/robots.txt")], "robots.txt once a day", id="robots-again"),
        pytest.param([ask(0, "/open/1")], "robots.txt before pages", id="no-robots"),
        pytest.param(
            [ask(0, status=410), ask(24, status=410), ask(80, status=410), ask(200, status=410)],
            "no request earlier than allowed", id="gone",
        ),
    ],
)  # fmt: skip
def test_violation_is_found(log, rule):
    found = score(log, [FEED])
    assert [name for name, broken in found.broken.items() if broken] == [rule]


def test_good_manners_have_no_violation():
    found = score([*GOOD, ask(24 * 7 + 1)], [FEED])
    assert found.violations == 0
    assert found.checked["no request earlier than allowed"] == 3


@pytest.mark.slow
def test_simulated_half_day_has_no_violation(tmp_path):
    run = simulate(tmp_path, feeds=24, hosts=8, days=0.17, every=timedelta(minutes=30))
    found = score(run.log, run.strangers, run.forgiven)
    assert {rule: broken for rule, broken in found.broken.items() if broken} == {}
    assert found.checked["validators exact"] > 5
    assert found.checked["one connection a host"] > 40


def test_hosts_that_must_be_asked_slowly_take_no_places_from_others(tmp_path):
    """70 hosts sent a 429 yesterday and are asked once in 100 s; there are 64 places."""
    clock = Clock()
    slow = [Stranger(f"slow{n}.localhost", f"/feed{n}-{turn}") for n in range(70) for turn in range(2)]
    quick = [Stranger("quick.localhost", f"/quick{n}") for n in range(4)]
    with serve_strangers((*slow, *quick), clock) as server:
        settings = make_settings(tmp_path, (*slow, *quick), server, timedelta(minutes=30))
        for host in {feed.host for feed in slow}:
            write_record(settings, f"{host}:{server.port}", pace_s=100.0, slow_until=START + timedelta(hours=12))
        waits = Waits(clock.sleep, clock.monotonic)
        for shard in stages.plan_polls(settings.model_copy(update={"shards": ShardSettings(count=1)}), now=START):
            stages.poll_feeds(settings, shard, clock=clock.read, waits=waits)
    print(
        [(str(a.at)[14:19], a.host, a.path, a.status) for a in server.log if a.host[0] == "q"],
        sorted({str(a.at)[14:19] for a in server.log}),
    )
    assert len(server.log) == 144
    assert max(asked.at for asked in server.log if asked.host == "quick.localhost") <= START + timedelta(seconds=30)
    assert max(asked.at for asked in server.log) >= START + timedelta(seconds=100)


def write_record(settings, host, **fields):
    memory = HostStore(settings.hosts_dir).open(host)
    asyncio.run(memory.lock(asyncio.sleep))
    memory.write(HostRecord(**fields), sync=False)
    memory.unlock()
