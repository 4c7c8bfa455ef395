"""Articles per second and megabytes of `names.resolve` beside two peers: `python -m benchmarks names`.

The same articles of 600 words, (a) with the curated lexicon, (b) with a layer of 250,000 generated aliases beneath
it; spaCy's PhraseMatcher and flashtext are given all aliases of the same lexicon. Each contender has a process of its
own, and they take turns, since machines are shared; what counts is the least processor time, and the ratios.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from benchmarks.articles import COUNT, WORDS, write_articles
from benchmarks.contenders import ALIASES, ARTICLES, COMPILED, LAYER
from benchmarks.lexicons import generate_aliases
from pipeline.names.layers import LayerHeader, write_layer
from schemas.records import Entity

OURS = "namewire"
GENERATED = 250_000
_ROOT = Path(__file__).resolve().parent.parent
_ROUNDS = 5
_TITLES = {
    OURS: "Namewire: names.resolve",
    "spacy-orth": "spaCy PhraseMatcher, exact case",
    "spacy-lower": "spaCy PhraseMatcher, any case",
    "flashtext": "flashtext, any case",
}
_LIBRARIES = {"spacy-orth": "spacy", "spacy-lower": "spacy", "flashtext": "flashtext"}
WANTED = {"a": 800, "b": 400}
_WANTED_START, _WANTED_MEGABYTES = 0.5, 400


class Figures(NamedTuple):
    """What was measured of a contender.

    Start-up is processor seconds from the files to the first article's names, rounds are processor seconds.
    """

    name: str
    startup: float
    rounds: tuple[float, ...]
    found: int
    megabytes: float

    @property
    def best(self) -> float:
        """The least processor time of a round."""
        return min(self.rounds)


class Process:
    """A contender at work; see `benchmarks.contenders`."""

    def __init__(self, name: str, process: "subprocess.Popen[str]") -> None:
        """Wait until it has read one article."""
        self.name = name
        self._process = process
        self.ready = self._read()
        self.rounds: list[dict[str, float]] = []

    def run_round(self) -> None:
        """Let it read all articles once more."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self.rounds.append(self._read())

    def summarise(self) -> Figures:
        """Return what its rounds showed."""
        return Figures(
            name=self.name,
            startup=self.ready["seconds"],
            rounds=tuple(one["seconds"] for one in self.rounds),
            found=int(self.rounds[-1]["found"]),
            megabytes=self.rounds[-1]["megabytes"],
        )

    def _read(self) -> dict[str, float]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"benchmarks.contenders {self.name}: ended with status {self._process.wait()}")
        answer: dict[str, float] = json.loads(line)
        return answer


def main() -> None:
    """Measure and print."""
    console = Console(width=None if sys.stdout.isatty() else 110)
    generated = generate_aliases(GENERATED)
    articles = json.dumps(list(write_articles(generated)))
    names = [name for name in _TITLES if find_spec(_LIBRARIES.get(name, "json"))]
    for missing in sorted({library for name, library in _LIBRARIES.items() if name not in names}):
        console.print(f"{missing} is not installed, so it is not measured; `make bench` installs it")
    console.print(f"names: {COUNT} articles of {WORDS} words; best of {_ROUNDS} rounds, one core's processor time")
    for part, layer in (("a", ()), ("b", generated)):
        with TemporaryDirectory(prefix="namewire-bench-") as folder:
            write_folder(Path(folder), articles, layer)
            with run_process("compile", Path(folder)) as process:
                compiled = process.ready
            figures = measure(Path(folder), names)
            console.print(draw_table(part, count_aliases(Path(folder)), figures))
            size = (Path(folder) / COMPILED).stat().st_size / 1e6
        console.print(
            f"compiled once in {compiled['seconds']:.1f} s with at most {compiled['megabytes']:.0f} MB"
            f" into a file of {size:.1f} MB, from which Namewire starts\n"
        )


def write_folder(folder: Path, articles: str, layer: Sequence[Entity]) -> None:
    """Write what the processes read: the articles, and a layer where there is one."""
    (folder / ARTICLES).write_text(articles, "utf-8")
    if not layer:
        return
    header = LayerHeader(
        layer="generated",
        source="generated",
        licence="CC0-1.0",
        file=LAYER,
        made_on=date(2024, 1, 1),
        entities=len(layer),
        aliases=sum(len(entity.aliases) for entity in layer),
    )
    with (folder / LAYER).open("w", encoding="utf-8") as file:
        file.writelines(write_layer(header, layer))


def count_aliases(folder: Path) -> int:
    """Return how many aliases the peers were given."""
    return len(json.loads((folder / ALIASES).read_text("utf-8")))


def measure(folder: Path, names: Sequence[str]) -> list[Figures]:
    """Start a process for each contender and let them take turns."""
    with ExitStack() as stack:
        processes = [stack.enter_context(run_process(name, folder)) for name in names]
        for _ in range(_ROUNDS):
            for process in processes:
                process.run_round()
        return [process.summarise() for process in processes]


@contextmanager
def run_process(name: str, folder: Path) -> Iterator[Process]:
    """Run a contender until the end of the block."""
    command = [sys.executable, "-m", "benchmarks.contenders", name, str(folder)]
    # It ends when its input does, which leaving the block closes.
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as process:
        yield Process(name, process)


def draw_table(part: str, aliases: int, figures: Sequence[Figures], articles: int = COUNT) -> Table:
    """Draw what was measured on one lexicon; Namewire stands first and the others are compared to it."""
    wanted = f"wanted of Namewire: ≥ {WANTED[part]} articles/s, start-up < {_WANTED_START} s"
    table = Table(
        title=f"({part}) {aliases:,} aliases; {wanted}, < {_WANTED_MEGABYTES} MB, ahead of both",
        title_justify="left",
    )
    table.add_column("contender")
    for column in ("articles/s", "Namewire is", "start-up s", "MB", "found an article"):
        table.add_column(column, justify="right")
    ours = next(one for one in figures if one.name == OURS)
    for one in figures:
        table.add_row(
            _TITLES[one.name],
            f"{articles / one.best:.0f}",
            "" if one is ours else f"{one.best / ours.best:.2f} × as fast",
            f"{one.startup:.2f}",
            f"{one.megabytes:.0f}",
            f"{one.found / articles:.1f}",
        )
    return table


if __name__ == "__main__":
    main()
