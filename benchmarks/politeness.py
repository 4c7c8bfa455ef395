"""The politeness oracle: a simulated fortnight of polls and fetches, in which every request is scored.

The rules are written anew here from docs/decisions.md and the standards, not taken from `pipeline`: an oracle that
asks the code what is right finds nothing. The real stages run over real sockets; only the clock is simulated.
"""

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.strangers import START, Answered, Clock, Stranger, StrangersServer, make_strangers, serve_strangers
from pipeline import stages
from pipeline.settings import FetchSettings, Settings, ShardSettings
from pipeline.stages.clock import Waits
from pipeline.warehouse import Warehouse

PACE_S = 5.0
FLOOR = timedelta(minutes=15)
WEEK = timedelta(days=7)
RETRY_SPAN = timedelta(seconds=90)
_RUN = timedelta(minutes=20)
SLEEP_AT, SLEEP = timedelta(days=6), timedelta(days=3)


@dataclass
class Score:
    """How many requests each rule was applied to, and which broke it."""

    checked: Counter[str] = field(default_factory=Counter)
    broken: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def check(self, rule: str, entry: Answered, kept: bool, why: str = "") -> None:
        """Apply a rule to a request."""
        self.checked[rule] += 1
        if not kept:
            self.broken[rule].append(f"{entry.at:%m-%d %H:%M:%S} {entry.host}{entry.path} {entry.status}: {why}")

    @property
    def violations(self) -> int:
        """How many requests broke a rule."""
        return sum(map(len, self.broken.values()))


@dataclass
class Known:
    """What the oracle remembers of one address."""

    at: datetime | None = None
    allowed_at: datetime = START
    etag: str | None = None
    modified: str | None = None
    whole_at: datetime | None = None
    failed_at: datetime | None = None
    tries: int = 0
    gone: list[datetime] = field(default_factory=list)
    before: "Known | None" = None


def score(log: Sequence[Answered], strangers: Sequence[Stranger], forgiven: Sequence[datetime] = ()) -> Score:
    """Score the requests of a log in their order.

    `forgiven` are times at which a run was killed before it had staged what it saw: what it asked may be asked again.
    """
    result = Score()
    known: defaultdict[tuple[str, str], Known] = defaultdict(Known)
    hosts: dict[str, Answered] = {}
    paused: dict[str, datetime] = {}
    slow_until: dict[str, datetime] = {}
    robots_at: dict[str, datetime] = {}
    feeds = {(feed.host, feed.path.removesuffix("-moved")) for feed in strangers}
    kills = sorted(forgiven)
    for entry in log:
        while kills and entry.at > kills[0]:
            kill = kills.pop(0)
            # What the killed run saw is known to nobody: the line goes on from what it knew before.
            for place, held in known.items():
                if held.at is not None and held.before is not None and kill - _RUN <= held.at <= kill:
                    known[place] = replace(held.before, allowed_at=kill)
        result.check("one connection a host", entry, not entry.overlapped, "another request was under way")
        before = hosts.get(entry.host)
        if before is not None:
            gap = (entry.at - before.at).total_seconds()
            wanted = 2 * PACE_S if entry.at < slow_until.get(entry.host, START) else PACE_S
            result.check("5 s between starts, 10 s after a 429", entry, gap >= wanted - 0.001, f"{gap:.1f} s")
        hosts[entry.host] = entry
        if entry.host in paused:
            result.check("nothing while a host is paused", entry, entry.at >= paused[entry.host], "after a 429")
        if entry.path == "/robots.txt":
            last = robots_at.get(entry.host)
            result.check("robots.txt once a day", entry, last is None or entry.at - last >= timedelta(hours=24))
            robots_at[entry.host] = entry.at
        elif (entry.host, entry.path.removesuffix("-moved")) in feeds:
            _score_feed(result, known[entry.host, entry.path], entry)
        else:
            closed = entry.path.startswith("/closed/")
            result.check("nothing that robots.txt closes", entry, not closed)
            result.check("robots.txt before pages", entry, entry.path == "/parked" or entry.host in robots_at)
        if entry.status == 429:
            paused[entry.host] = entry.at + _read_retry_after(entry)
            slow_until[entry.host] = entry.at + timedelta(hours=23)
    return result


def _score_feed(result: Score, held: Known, entry: Answered) -> None:
    _score_time(result, held, entry)
    _score_validators(result, held, entry)
    held.before = replace(held, before=None, gone=list(held.gone))
    held.at = entry.at
    if entry.status in (200, 304) and entry.whole:
        hint = timedelta(seconds=int(entry.gave.get("hint_s", 0)))
        held.allowed_at = entry.at + min(max(hint, FLOOR), WEEK)
        held.tries, held.gone = 0, []
        if entry.status == 200:
            held.whole_at = entry.at
            held.etag, held.modified = entry.gave.get("ETag"), entry.gave.get("Last-Modified")
        else:
            held.etag = entry.gave.get("ETag") or held.etag
        return
    if entry.status == 301:
        held.tries = 0
        held.allowed_at = entry.at + FLOOR
        return
    held.tries = held.tries + 1 if held.failed_at and entry.at - held.failed_at < RETRY_SPAN else 1
    held.failed_at = entry.at
    held.allowed_at = entry.at + FLOOR
    if entry.status in (429, 503) and "Retry-After" in entry.gave:
        held.allowed_at = entry.at + max(FLOOR, _read_retry_after(entry))
    if entry.status == 410:
        held.gone.append(entry.at)
        is_gone = len(held.gone) >= 3 and held.gone[-1] - held.gone[0] >= timedelta(hours=72)
        held.allowed_at = entry.at + (timedelta(days=30) if is_gone else timedelta(hours=23))


def _score_time(result: Score, held: Known, entry: Answered) -> None:
    if held.at is None:
        return
    may_retry = held.failed_at is not None and entry.at - held.failed_at < RETRY_SPAN and held.tries in (1, 2)
    early = (held.allowed_at - entry.at).total_seconds()
    retried = (
        may_retry and held.failed_at == held.at and "hint_s" not in entry.gave and early <= FLOOR.total_seconds()
    )
    result.check("no request earlier than allowed", entry, early <= 0.001 or retried, f"{early:.0f} s too early")


def _score_validators(result: Score, held: Known, entry: Answered) -> None:
    sent = entry.etag or entry.modified
    if sent:
        exact = entry.etag in (None, held.etag) and entry.modified in (None, held.modified)
        result.check(
            "validators exact",
            entry,
            exact,
            f"sent {entry.etag} {entry.modified}, gave {held.etag} {held.modified}",
        )
        return
    # A redirect gives no validators: those that are known belong to the address behind it.
    if held.whole_at is not None and (held.etag or held.modified) and entry.status != 301:
        weekly = entry.at - held.whole_at >= WEEK - timedelta(hours=1)
        excused = entry.gave.get("ETag") == '"same"' or held.failed_at is not None
        result.check(
            "unconditional once a week only", entry, weekly or excused, f"last whole {held.whole_at:%m-%d %H:%M}"
        )


def _read_retry_after(entry: Answered) -> timedelta:
    value = entry.gave.get("Retry-After", "")
    if value.isdigit():
        return timedelta(seconds=int(value))
    try:
        return parsedate_to_datetime(value) - entry.at
    except ValueError:
        return timedelta(minutes=1)


@dataclass
class Simulated:
    """What a simulation left."""

    log: list[Answered]
    strangers: tuple[Stranger, ...]
    forgiven: list[datetime]
    settings: Settings
    wake_at: datetime | None
    passes: int


def simulate(
    folder: Path,
    *,
    feeds: int,
    hosts: int,
    days: float,
    every: timedelta,
    tick: Callable[[str], None] = lambda _: None,
) -> Simulated:
    """Run the line over simulated strangers, pass by pass: killed now and then, and once asleep for three days."""
    clock = Clock()
    strangers = make_strangers(feeds, hosts)
    with serve_strangers(strangers, clock) as server:
        settings = make_settings(folder, strangers, server, every)
        run = Simulated(server.log, strangers, [], settings, None, 0)
        end = START + timedelta(days=days)
        while clock.now < end:
            begun = clock.now
            _pass(settings, clock, run)
            clock.now = max(clock.now, begun + every)
            if run.wake_at is None and clock.now >= START + SLEEP_AT:
                clock.now += SLEEP
                run.wake_at = clock.now
            tick(f"{clock.now:%m-%d %H:%M}, {len(server.log)} requests")
    return run


class _KilledError(BaseException):
    """A process that is gone."""


def _pass(settings: Settings, clock: Clock, run: Simulated) -> None:
    run.passes += 1
    waits = Waits(clock.sleep, clock.monotonic)
    is_killed = run.passes in (17, 61, 150)
    try:
        for number, shard in enumerate(stages.plan_polls(settings, spread=True, now=clock.now)):
            stages.poll_feeds(
                settings,
                shard,
                clock=clock.read,
                waits=waits,
                tick=_make_killer() if is_killed and not number else _idle,
            )
    except BaseExceptionGroup:
        run.forgiven.append(clock.now)
        return
    if run.passes % 7 == 3:
        return  # killed between staging and loading: the next pass loads it
    stages.load_entries(settings, now=clock.now)
    if run.passes % 4 == 0:
        for shard in stages.plan_fetches(settings, now=clock.read):
            stages.fetch_articles(settings, shard, clock=clock.read, waits=waits)
        stages.load_articles(settings)


def _make_killer() -> Callable[[str], None]:
    seen = iter(range(100))

    def kill(_: str) -> None:
        if next(seen) == 3:
            raise _KilledError

    return kill


def _idle(_: str) -> None:
    pass


def make_settings(
    folder: Path, strangers: Sequence[Stranger], server: StrangersServer, every: timedelta
) -> Settings:
    """Write a registry of strangers, and return settings with the paces and time limits of a simulation."""
    registry = folder / "strangers.yaml"
    registry.write_text(
        "".join(
            f"- {{url: 'http://{feed.host}:{server.port}{feed.path}', title: '{feed.path}', publisher: '{feed.host}',"
            " country: XX, language: en, kind: outlet, checked: never}\n"
            for feed in strangers
        )
    )
    return Settings(
        data_dir=folder / "data",
        feeds_path=registry,
        poll_every_s=every.total_seconds(),
        fetch=FetchSettings(pace_s=PACE_S, allow_loopback=True, feed_seconds=0.4, page_seconds=2, concurrency=8),
        shards=ShardSettings(count=2, entries_per_run=400, deadline_s=10_000_000),
    )


def count_lost(run: Simulated) -> tuple[int, int]:
    """Return how many items of feeds without trouble were to be seen while the line ran, and how many are missing."""
    rows = Warehouse(run.settings).query("SELECT count(*) AS n, feed_id FROM entries GROUP BY feed_id").to_pylist()
    urls = Warehouse(run.settings).query("SELECT feed_id, url FROM feeds").to_pylist()
    found = {row["feed_id"]: row["n"] for row in rows}
    held = {row["url"].rpartition("/")[2]: found.get(row["feed_id"], 0) for row in urls}
    wanted = lost = 0
    for feed in run.strangers:
        if feed.trouble != "none" or feed.rhythm_s < 3600 or feed.hints == "year" or feed.validators == "lying":
            continue
        last = max((e.at for e in run.log if e.path == feed.path and e.status in (200, 304)), default=START)
        in_sleep = int(SLEEP.total_seconds() // feed.rhythm_s) if run.wake_at else 0
        expected = feed.count(last) - max(0, in_sleep - 20)
        wanted += expected
        lost += max(0, expected - held.get(feed.path.removeprefix("/"), 0))
    return wanted, lost


def print_score(run: Simulated, result: Score, seconds: float, console: Console) -> None:
    """Print what was scored, and the first of what broke a rule."""
    table = Table(title=f"Politeness: {len(run.log)} requests of {run.passes} passes in {seconds:.0f} s")
    for column in ("rule", "requests", "violations"):
        table.add_column(column, justify="left" if column == "rule" else "right")
    for rule in sorted(result.checked):
        table.add_row(rule, str(result.checked[rule]), str(len(result.broken[rule])))
    console.print(table)
    for rule, broken in result.broken.items():
        console.print(f"{rule}: {len(broken)}", *broken[:8], sep="\n  ")
    statuses = Counter(entry.status for entry in run.log)
    console.print(f"Answers: {dict(statuses.most_common())}")
    wanted, lost = count_lost(run)
    console.print(f"Items of feeds without trouble: {wanted} were to be seen, {lost} are missing")
    if run.wake_at is not None:
        asked = [
            e for e in run.log if run.wake_at <= e.at < run.wake_at + timedelta(hours=6) and "/feed" in e.path[:5]
        ]
        turns = Counter(int((e.at - run.wake_at).total_seconds() // run.settings.poll_every_s) for e in asked)
        console.print(f"Feeds asked in each pass after the sleep: {[turns[n] for n in range(8)]}")
    console.print(f"Score: {100 * (1 - result.violations / max(1, sum(result.checked.values()))):.3f} of 100")


def main() -> None:
    """Run the fortnight."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--hosts", type=int, default=120)
    parser.add_argument("--days", type=float, default=14)
    parser.add_argument("--every", type=float, default=1800, help="simulated seconds between passes")
    chosen = parser.parse_args()
    console = Console()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, console.status("") as status:
        run = simulate(
            Path(folder), feeds=chosen.feeds, hosts=chosen.hosts, days=chosen.days,
            every=timedelta(seconds=chosen.every), tick=status.update,
        )  # fmt: skip
        result = score(run.log, run.strangers, run.forgiven)
        print_score(run, result, time.monotonic() - begun, console)
    raise SystemExit(1 if result.violations else 0)


if __name__ == "__main__":
    main()
