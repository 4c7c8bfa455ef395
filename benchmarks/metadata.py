"""Titles, authors and dates on open corpora, beside trafilatura and htmldate: `python -m benchmarks.metadata`.

A title is right where its letters and digits are, authors where all of them and nobody else are named, a date where
it is the day exactly. Of dates it is also told how many of those given are right (precision), and F1 as htmldate's
own evaluation counts it. `--pin` writes what is measured as floors, `--check` fails where a figure is below its own.
"""

import argparse
import json
import logging
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from htmldate import find_date
from rich.table import Table

from benchmarks import corpora
from benchmarks.corpora import CORPORA, ROOT, GoldPage
from benchmarks.extraction import EXTRACTORS, Output, fold, is_author

FLOORS_PATH = ROOT / "tests" / "gold" / "extraction" / "floors-metadata.yaml"
OURS = "namewire"
_STEP = 0.005


class Score(NamedTuple):
    """Counts over the pages of a corpus that have each a gold title, author or day, and how many are right."""

    titles: int
    right_titles: int
    authors: int
    right_authors: int
    days: int
    given_days: int
    right_days: int

    @property
    def figures(self) -> dict[str, float]:
        """The shares that can be told on this corpus, by name."""
        missed = self.days - self.given_days
        precision = self.right_days / self.given_days if self.given_days else 0.0
        recall = self.right_days / (self.right_days + missed) if self.right_days + missed else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        shares = {
            "title": (self.titles, self.right_titles / max(self.titles, 1)),
            "author": (self.authors, self.right_authors / max(self.authors, 1)),
            "day": (self.days, self.right_days / max(self.days, 1)),
            "day_precision": (self.days, precision),
            "day_f1": (self.days, f1),
        }
        return {name: share for name, (count, share) in shares.items() if count}


def read_htmldate(folder: Path) -> Iterator[GoldPage]:
    """Read the 800 pages of htmldate with their days."""
    gold = json.loads((folder / "tests" / "eval_default.json").read_text("utf-8"))
    for url, page in sorted(gold.items()):
        paths = (folder / "tests" / place / page["file"] for place in ("cache", "eval"))
        yield GoldPage(url, next(path for path in paths if path.exists()).read_bytes(), day=page["date"])


def run_htmldate(page: GoldPage, *, is_extensive: bool) -> Output:
    """Run htmldate alone, asked for the date of publication."""
    try:
        day = find_date(page.body, extensive_search=is_extensive, original_date=True, url=page.url)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError, KeyError, IndexError):
        day = None
    return Output(day=day or "")


CONTENDERS: dict[str, Callable[[GoldPage], Output]] = {
    "trafilatura": EXTRACTORS["trafilatura"],
    "trafilatura fast": EXTRACTORS["trafilatura fast"],
    "htmldate": lambda page: run_htmldate(page, is_extensive=True),
    "htmldate fast": lambda page: run_htmldate(page, is_extensive=False),
    OURS: EXTRACTORS[OURS],
}
CORPUS_NAMES = {
    "990": "adbar+trafilatura",
    "1497": "Murrough-Foley+web-content-extraction-benchmark",
    "800": "adbar+htmldate",
}


def score_metadata(pages: list[GoldPage], outputs: list[Output]) -> Score:
    """Count what is right on the pages of one corpus."""
    pairs = list(zip(pages, outputs, strict=True))
    titles = [fold(page.title) == fold(output.title) for page, output in pairs if page.title]
    authors = [is_author(page.author, output.authors) for page, output in pairs if page.author]
    days = [(page.day[:10], output.day) for page, output in pairs if page.day]
    return Score(
        len(titles), sum(titles), len(authors), sum(authors),
        len(days), sum(bool(got) for _, got in days), sum(gold == got for gold, got in days),
    )  # fmt: skip


def read_pages(key: str) -> list[GoldPage]:
    """Read a corpus by its key."""
    if key == "800":
        return list(read_htmldate(corpora.unpack_corpus(CORPUS_NAMES[key])))
    return corpora.read_corpus(key)


def score_sets(key: str, pages: list[GoldPage], outputs: list[Output]) -> dict[str, Score]:
    """Score a corpus; of that with seven kinds of page the articles are a set of their own too."""
    scores = {CORPUS_NAMES[key]: score_metadata(pages, outputs)}
    chosen = [pair for pair in zip(pages, outputs, strict=True) if pair[0].kind == "article"]
    if len(chosen) < len(pages):
        articles, theirs = [page for page, _ in chosen], [output for _, output in chosen]
        scores[f"{CORPUS_NAMES[key]}: articles"] = score_metadata(articles, theirs)
    return scores


def plan_floors(measured: dict[str, Score]) -> dict[str, dict[str, float]]:
    """Round what was measured down to the next step of half a point."""
    return {
        name: {
            figure: round(math.floor(share / _STEP + 1e-9) * _STEP, 3) for figure, share in score.figures.items()
        }
        for name, score in measured.items()
    }


def list_losses(measured: dict[str, Score], floors: dict[str, dict[str, float]]) -> list[str]:
    """Write a line for each figure that is below its floor."""
    return [
        f"{name}: {figure} {score.figures[figure]:.3f} is below its floor of {floor:.3f}"
        for name, score in measured.items()
        for figure, floor in floors.get(name, {}).items()
        if score.figures[figure] < floor
    ]


def draw_table(name: str, scores: dict[str, Score]) -> Table:
    """Draw the figures of all contenders on one corpus."""
    first = next(iter(scores.values()))
    table = Table(title=f"{name}: {first.titles} titles, {first.authors} authors, {first.days} days")
    for heading in ("", "title", "author", "day", "day precision", "day F1"):
        table.add_column(heading, justify="left" if not heading else "right", no_wrap=True)
    for contender, score in scores.items():
        has_all = not contender.startswith("htmldate")
        names = ("title", "author", "day", "day_precision", "day_f1")
        shown = [score.figures.get(each) if has_all or each.startswith("day") else None for each in names]
        table.add_row(contender, *("–" if share is None else f"{share:.3f}" for share in shown))
    return table


def main() -> None:
    """Measure and print; with `--pin` write the floors, with `--check` hold the figures against them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", choices=list(CORPUS_NAMES), action="append")
    parser.add_argument("--contender", choices=list(CONTENDERS), action="append")
    parser.add_argument("--pin", action="store_true", help=f"write what is measured to {FLOORS_PATH.name}")
    parser.add_argument("--check", action="store_true", help="fail where a figure is below its floor")
    options = parser.parse_args()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    if not CORPORA.exists():
        parser.exit(1, f"{CORPORA} is absent: the corpora are not part of the repository\n")
    if options.pin and options.corpus:
        parser.error("--pin needs all corpora: leave --corpus out")
    measured = _measure(options.corpus or list(CORPUS_NAMES), options.contender or list(CONTENDERS))
    if options.pin:
        write_floors(FLOORS_PATH, measured)
    losses = list_losses(measured, yaml.safe_load(FLOORS_PATH.read_text("utf-8"))) if options.check else []
    parser.exit(bool(losses), "".join(f"{loss}\n" for loss in losses))


def write_floors(path: Path, measured: dict[str, Score]) -> None:
    """Write the floors of a measurement."""
    head = "# Floors of `python -m benchmarks.metadata --check`; written by `--pin`.\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + yaml.safe_dump(plan_floors(measured), sort_keys=False), "utf-8")


def _measure(keys: list[str], contenders: list[str]) -> dict[str, Score]:
    """Run the contenders and print a table a set; our scores, by the name of the set."""
    console, ours = corpora.make_console(), dict[str, Score]()
    for key in keys:
        pages = read_pages(key)
        scores = {each: score_sets(key, pages, [CONTENDERS[each](page) for page in pages]) for each in contenders}
        for name in next(iter(scores.values())):
            console.print(draw_table(name, {each: of_set[name] for each, of_set in scores.items()}))
        ours |= scores.get(OURS, {})
    return ours


if __name__ == "__main__":
    main()
