"""Page → how whole the article is, on the gold pages of tests/gold/completeness: `python -m benchmarks.completeness`.

Prints precision, recall and F1 by class, macro F1, the confusion table, and, where `../shared/corpora` is at hand,
what is said of the pages of three open corpora by kind of page. Nearly all their articles are whole; their other
kinds are none. `--errors` lists what went wrong outside the blind third; `--pin` writes floors.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import yaml
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.corpora import CORPORA, CORPUS_READERS, EVAL_DIR, read_corpus
from benchmarks.whole_pages import CLASSES, GOLD_DIR, WholePage, read_whole_pages
from pipeline.text import extract_article
from schemas.records import EntryHints, PageSource, Rejection

FLOORS_PATH = GOLD_DIR / "floors.yaml"
ALL = "all"
REJECTED = "rejected"
_STEP = 0.005
_WIDTH = 120


class Judged(NamedTuple):
    """A gold page, the class that it was given, and why."""

    page: WholePage
    given: str
    reason: str


class Score(NamedTuple):
    """Counts of one class."""

    wanted: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the pages given this class that are of it."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of the pages of this class that are given it."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.wanted + self.given) if self.wanted + self.given else 1.0


def judge_all(pages: Iterable[WholePage]) -> list[Judged]:
    """Extract every gold page as the line does, with what its feed said."""
    return [Judged(page, *judge_page(page.page, page.hints)) for page in pages]


def judge_page(page: PageSource, hints: EntryHints) -> tuple[str, str]:
    """Return the class of a page and the reason."""
    article = extract_article(page, hints)
    if isinstance(article, Rejection):
        return REJECTED, article.reason
    return article.completeness, article.completeness_reason


def score_classes(judged: list[Judged]) -> dict[str, Score]:
    """Score each class."""
    wanted = Counter(each.page.expected for each in judged)
    given = Counter(each.given for each in judged)
    right = Counter(each.given for each in judged if each.given == each.page.expected)
    return {name: Score(wanted[name], given[name], right[name]) for name in CLASSES}


def average_f1(scores: dict[str, Score]) -> float:
    """Return macro F1: the mean of the classes', each counting the same however rare it is."""
    return sum(score.f1 for score in scores.values()) / len(scores)


def plan_floors(scores: dict[str, Score]) -> dict[str, float]:
    """Round the F1 of all classes and of each down to the next step: the floors below which the tests fail."""
    measured = {ALL: average_f1(scores)} | {name: score.f1 for name, score in scores.items()}
    return {name: round(math.floor(value / _STEP + 1e-9) * _STEP, 3) for name, value in measured.items()}


def write_floors(path: Path, scores: dict[str, Score]) -> None:
    """Write the floors of a measurement."""
    head = (
        "# Floors of tests/text/test_completeness_gold.py: F1 by class, macro F1 of all;\n"
        "# written by `python -m benchmarks.completeness --pin`.\n"
    )
    path.write_text(head + yaml.safe_dump(plan_floors(scores), sort_keys=False), "utf-8")


def main() -> None:
    """Measure and print; with `--pin`, write the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list the errors outside the blind third")
    parser.add_argument(
        "--blind-errors", action="store_true", help="list those of the blind third: only to confirm"
    )
    parser.add_argument("--gold-only", action="store_true", help="leave the open corpora out")
    parser.add_argument("--pin", action="store_true", help=f"write what is measured to {FLOORS_PATH.name}")
    options = parser.parse_args()
    console = Console(highlight=False, markup=False)
    console = console if console.is_terminal else Console(highlight=False, markup=False, width=_WIDTH)
    judged = judge_all(read_whole_pages())
    if options.pin:
        write_floors(FLOORS_PATH, score_classes(judged))
    console.print(_draw_classes(judged))
    console.print(_draw_confusion(judged))
    for each in judged:
        is_wanted = options.blind_errors if each.page.is_blind else options.errors
        if is_wanted and each.given != each.page.expected:
            console.print(
                f"{each.page.name}: {each.page.expected} ({each.page.reason}), got {each.given}: {each.reason}"
            )
    if not options.gold_only:
        _print_corpora(console)


def _draw_classes(judged: list[Judged]) -> Table:
    blind = [each for each in judged if each.page.is_blind]
    table = _make_table(f"Completeness: {len(judged)} gold pages, {len(blind)} of them blind", "class")
    for column in ("wanted", "given", "right", "precision", "recall", "F1", "F1 blind"):
        table.add_column(column, justify="right", no_wrap=True)
    scores, of_blind = score_classes(judged), score_classes(blind)
    for name, score in scores.items():
        shares = (score.precision, score.recall, score.f1, of_blind[name].f1)
        table.add_row(name, *map(str, score), *(f"{share:.3f}" for share in shares))
    right = sum(score.right for score in scores.values())
    macro = (f"{average_f1(scores):.3f}", f"{average_f1(of_blind):.3f}")
    table.add_row("macro", str(len(judged)), str(len(judged)), str(right), "", "", *macro)
    return table


def _draw_confusion(judged: list[Judged]) -> Table:
    """A row a class as it is, a column a class as it was given."""
    counts = Counter((each.page.expected, each.given) for each in judged)
    return _draw_counts("Confusion: rows are right, columns were given", "class", CLASSES, counts)


def _print_corpora(console: Console) -> None:
    for key, (name, _, _) in CORPUS_READERS.items():
        if not (CORPORA.exists() or (EVAL_DIR / name).exists()):
            continue
        counts: Counter[tuple[str, str]] = Counter()
        for page in read_corpus(key):
            given, _ = judge_page(PageSource(url=page.url, body=page.body), EntryHints())
            counts[page.kind, given] += 1
        kinds = tuple(dict.fromkeys(["article", *sorted({kind for kind, _ in counts})]))
        console.print(_draw_counts(f"{name}: {counts.total()} pages by kind", "kind", kinds, counts))
        articles = sum(count for (kind, _), count in counts.items() if kind == "article")
        doubted = articles - counts["article", "full"] - counts["article", "teaser"] - counts["article", "empty"]
        console.print(
            f"Articles called truncated, paywalled or none: {doubted} of {articles}, {doubted / articles:.1%}\n"
        )


def _draw_counts(title: str, first: str, rows: Iterable[str], counts: Counter[tuple[str, str]]) -> Table:
    table = _make_table(title, first)
    columns = [*CLASSES, *([REJECTED] if any(given == REJECTED for _, given in counts) else [])]
    for column in (*columns, "right" if first == "class" else "not an article"):
        table.add_column(column, justify="right", no_wrap=True)
    for row in rows:
        total = sum(counts[row, column] for column in columns)
        share = counts[row, row if first == "class" else "not-an-article"] / total if total else 0.0
        table.add_row(row, *(str(counts[row, column] or "·") for column in columns), f"{share:.1%}")
    return table


def _make_table(title: str, first: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    return table


if __name__ == "__main__":
    main()
