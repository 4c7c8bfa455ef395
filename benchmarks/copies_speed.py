"""How long finding the copies of a batch among up to a million known articles takes: `python -m benchmarks copies`.

Real: the schema, `Warehouse` on a file opened anew at each step, the sketches (written by `fingerprint_text`, 64 an
article) and texts of full length, the ledger, passes, credits, stories and copies. Generated: prose and dates. The
worst case puts all articles into the window of 30 days; the other spreads them over two years. A batch of 500 has 150
copies of known articles, four in five of them of the last three days; the others are new.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.contenders import read_peak
from benchmarks.copies_batch import Batch, write_batch
from benchmarks.copies_world import World, fill_warehouse, write_stock
from pipeline import copies
from pipeline.settings import CopySettings, Settings
from pipeline.stages.relating import build_query, date_article, summarise_comparable
from pipeline.warehouse import Warehouse
from schemas.records import Copy, KnownStories, Story

WINDOW, TWO_YEARS = 30, 730
WORLDS = (
    World(10_000, WINDOW),
    World(100_000, WINDOW),
    World(1_000_000, WINDOW),
    World(1_000_000, TWO_YEARS),
)
WANTED_S, WANTED_MS = 3.0, 1.0
_ROUNDS = 3
_STEPS = ("candidates", "texts", "relate", "stories")
_ALPHABETS = {
    "English": ("abcdefghijklmnopqrstuvwxyz", 5),
    "Russian": ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", 6),
    "Arabic": ("ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئؤ", 5),
}
_TEXT_WORDS, _REPEATS = 600, 50
_T = TypeVar("_T")


class Step(NamedTuple):
    """Seconds of one step, on the clock and of the processors."""

    wall: float
    processor: float


class Figures(NamedTuple):
    """What was measured in one warehouse: the steps of the best round, megabytes at most, and what was found.

    `found` is the share of the copies that came into their source's story; `wrong` counts the new articles that were
    taken for copies.
    """

    steps: dict[str, Step]
    megabytes: float
    pairs: int
    copies: int
    found: float
    wrong: int

    @property
    def total(self) -> Step:
        """All steps together."""
        return Step(*(sum(column) for column in zip(*self.steps.values(), strict=True)))


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copies_speed", description="Measure copies.")
    parser.add_argument("worlds", nargs="*", type=read_world, metavar="ARTICLESxDAYS", help="by default all four")
    worlds = parser.parse_args(arguments).worlds or WORLDS
    console = Console(width=None if sys.stdout.isatty() else 120)
    for language, milliseconds in time_fingerprints(CopySettings()).items():
        console.print(
            f"fingerprint of {_TEXT_WORDS} {language} words: {milliseconds:.2f} ms (wanted: < {WANTED_MS:g} ms)"
        )
    table = draw_head()
    for world in worlds:
        add_row(table, world, measure_world(world, console))
    console.print(table)
    console.print(f"wanted: < {WANTED_S:g} s for 1,000,000 articles on 2 cores; MB: the process at its largest")


def read_world(text: str) -> World:
    """Read a world as the command line names it.

    >>> read_world("10000x30")
    World(articles=10000, days=30)
    """
    articles, days = text.split("x")
    return World(int(articles), int(days))


def time_fingerprints(settings: CopySettings) -> dict[str, float]:
    """Return the least processor time of fingerprinting a text of each script, in milliseconds."""
    return {language: _time_fingerprint(language, settings) for language in _ALPHABETS}


def measure_world(world: World, console: Console) -> Figures:
    """Generate a warehouse in a temporary folder, measure in a process of its own, and remove it."""
    with TemporaryDirectory(prefix="namewire-bench-") as folder:
        settings = Settings(data_dir=Path(folder))
        started = time.perf_counter()
        stock = write_stock(settings.copies, world.stock)
        fill_warehouse(settings, stock, world)
        size = settings.warehouse_path.stat().st_size / 1e9
        taken = time.perf_counter() - started
        console.print(
            f"{world.articles:,} articles over {world.days} days: {size:.1f} GB, generated in {taken:.0f} s"
        )
        batch = write_batch(stock, world, settings.copies)
        del stock
        with get_context("spawn").Pool(1) as pool:
            return pool.apply(measure_batch, (settings, batch))


def measure_batch(settings: Settings, batch: Batch) -> Figures:
    """Find the copies of a batch, as `stages.relating` does, a few times over; the quickest round counts."""
    rounds = [_measure_round(settings, batch) for _ in range(_ROUNDS)]
    return min(rounds, key=lambda figures: figures.total.processor)


def draw_head() -> Table:
    """Draw the head of the table: seconds on the clock, and in brackets of the processors."""
    table = Table(title="the copies of 500 articles: seconds (of processor time)", title_justify="left")
    for column in ("known articles", "days"):
        table.add_column(column, justify="right")
    for column in (*_STEPS, "total", "MB", "pairs", "found", "wrong"):
        table.add_column(column, justify="right")
    return table


def add_row(table: Table, world: World, figures: Figures) -> None:
    """Add a warehouse's figures to the table."""
    steps = [*(figures.steps[name] for name in _STEPS), figures.total]
    table.add_row(
        f"{world.articles:,}",
        str(world.days),
        *(f"{step.wall:.2f} ({step.processor:.2f})" for step in steps),
        f"{figures.megabytes:.0f}",
        str(figures.pairs),
        f"{figures.found:.3f}",
        str(figures.wrong),
    )


def _time_fingerprint(language: str, settings: CopySettings) -> float:
    letters, length = _ALPHABETS[language]
    dice = random.Random(language)
    vocabulary = ["".join(dice.choices(letters, k=max(1, round(dice.gauss(length, 2))))) for _ in range(2000)]
    texts = [" ".join(dice.choices(vocabulary, k=_TEXT_WORDS)) for _ in range(_REPEATS)]
    best = float("inf")
    for _ in range(5):
        started = time.process_time()
        for text in texts:
            copies.fingerprint_text(text, settings)
        best = min(best, time.process_time() - started)
    return 1000 * best / _REPEATS


def _measure_round(settings: Settings, batch: Batch) -> Figures:
    warehouse, rules = Warehouse(settings), settings.copies
    steps: dict[str, Step] = {}
    fresh = {article.article_id for article in batch.articles}

    def run(name: str, work: Callable[[], _T]) -> _T:
        with _time_step(steps, name):
            return work()

    queries = tuple(build_query(article, date_article(article)) for article in batch.articles)
    pairs = run("candidates", lambda: warehouse.find_candidates(queries, rules))
    others = sorted({i for pair in pairs for i in (pair.article_id, pair.other_article_id)} - fresh)
    known = run("texts", lambda: warehouse.read_comparables(others))
    found = run("relate", lambda: copies.relate_articles((*batch.articles, *known), pairs, rules))
    stories = run("stories", lambda: _regroup(warehouse, batch, found))
    story_ids = {member.article_id: story.story_id for story in stories for member in story.members}
    wrong = {name for copy in found for name in (copy.article_id, copy.of_article_id)} & fresh - set(batch.sources)
    return Figures(
        steps=steps,
        megabytes=read_peak(),
        pairs=len(pairs),
        copies=len(found),
        found=sum(story_ids[copy] == story_ids.get(of) for copy, of in batch.sources.items()) / len(batch.sources),
        wrong=len(wrong),
    )


def _regroup(warehouse: Warehouse, batch: Batch, found: Sequence[Copy]) -> tuple[Story, ...]:
    touched = {i for copy in found for i in (copy.article_id, copy.of_article_id)}
    touched |= {article.article_id for article in batch.articles}
    known: KnownStories = warehouse.read_stories_of(sorted(touched))
    articles = (*known.articles, *map(summarise_comparable, batch.articles))
    return copies.group_stories(articles, (*known.copies, *found))


@contextmanager
def _time_step(steps: dict[str, Step], name: str) -> Iterator[None]:
    wall, processor = time.perf_counter(), time.process_time()
    yield
    steps[name] = Step(time.perf_counter() - wall, time.process_time() - processor)


if __name__ == "__main__":
    main(sys.argv[1:])
