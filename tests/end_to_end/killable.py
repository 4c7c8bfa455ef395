"""Run as a process of its own by the tests of kills: takes orders on standard input, a fork of it for each run.

An order is a line of JSON: `data_dir`, `registry`, and in `die` where the run kills itself, or nothing. The answer
is the exit status of the run, negative for a signal. Forking spares each run the imports, also those of the
parser processes, and the building of the lexicon.

    {"die": {"after": "poll 1"}}                        after that step of the line
    {"die": {"in": "load_articles", "opening": 5}}      before the warehouse is opened the fifth time in that step
    {"die": {"in": "fetch 1", "rename": 1}}             before a file gets its name the first time in that step
    {"die": {"in": "load_entries", "insert": 3}}        in a transaction, before rows go into the third table
    {"die": {"seconds": 0.7}}                           then, wherever that is
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from pipeline import stages
from pipeline.settings import Settings
from pipeline.stages.extracting import ArticleMaker
from pipeline.stages.preparing import read_lexicon
from pipeline.warehouse import load
from tests.end_to_end.worlds import build_settings

EVENTS = {"fcntl.flock": "opening", "os.rename": "rename"}


class Trap:
    """Springs where it is told to, by what Python lets an observer see: nothing of the line is changed."""

    def __init__(self, die: dict[str, Any], spring: Callable[[], Any] | None = None) -> None:
        """Set the trap; `spring` is what happens there in place of the end of this process."""
        self._die = die
        self._spring = spring or _die
        self._step = ""
        self._seen = dict.fromkeys(("opening", "rename", "insert"), 0)
        if "seconds" in die:
            signal.signal(signal.SIGALRM, lambda *_: self._spring())
            signal.setitimer(signal.ITIMER_REAL, die["seconds"])
        sys.addaudithook(lambda event, _: self._see(EVENTS[event]) if event in EVENTS else None)

    def run(self, step: str, work: Callable[[], Any]) -> Any:
        """Run one step of the line and die in it or after it, if that is the order."""
        self._step = step
        is_watched = "insert" in self._die and self._die["in"] == step
        if is_watched:
            sys.setprofile(self._watch)
        result = work()
        if is_watched:
            sys.setprofile(None)
        if self._die.get("after") == step:
            self._spring()
        return result

    def _watch(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is load._insert.__code__ and frame.f_locals["rows"]:
            self._see("insert")

    def _see(self, what: str) -> None:
        if self._die.get("in") != self._step or what not in self._die:
            return
        self._seen[what] += 1
        if self._seen[what] == self._die[what]:
            self._spring()


def run_line(settings: Settings, trap: Trap) -> None:
    """Take the line down step by step, as `namewire run` and the DAGs do."""
    for number, shard in enumerate(trap.run("plan_polls", lambda: stages.plan_polls(settings)), start=1):
        trap.run(f"poll {number}", lambda shard=shard: stages.poll_feeds(settings, shard))
    trap.run("load_entries", lambda: stages.load_entries(settings))
    for number, shard in enumerate(trap.run("plan_fetches", lambda: stages.plan_fetches(settings)), start=1):
        trap.run(f"fetch {number}", lambda shard=shard: stages.fetch_articles(settings, shard))
    trap.run("load_articles", lambda: stages.load_articles(settings))
    trap.run("publish_snapshot", lambda: stages.publish_snapshot(settings))


def obey(order: dict[str, Any]) -> int:
    """Carry an order out in a fork; return its exit status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        settings = build_settings(Path(order["data_dir"]), Path(order["registry"]), shards=2)
        run_line(settings, Trap(order.get("die") or {}))
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    ArticleMaker(Settings(), read_lexicon(Settings()), {}).warm()
    for line in sys.stdin:
        print(obey(json.loads(line)), flush=True)
