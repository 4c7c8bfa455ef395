"""Page → article on open corpora, beside bare trafilatura on the same pages: `python -m benchmarks.extraction`.

The weights by which blocks are chosen were learnt from these very corpora. So each page is read with weights that
were learnt without its site and without half of all others; `--shipped` uses those that ship, which know the page.
`--pin` writes what is measured as floors, `--check` fails where a figure is below its own.

Reads the archives of `../shared/corpora`, unpacks them to the ignored `.eval/` folder, and prints one table a
corpus: precision, recall and F1 of the text, the share extracted exactly, titles, authors, days, and pages a
second of processor time. Segments are counted over all pages (micro), words are means over pages, and with
shingles of four words F1 is that of the mean precision and recall: each as the authors of the corpus count.
"""

import argparse
import logging
import math
import re
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import trafilatura
import yaml
from rich.table import Table

from benchmarks import learn_blocks
from benchmarks.corpora import CORPORA, CORPUS_READERS, ROOT, GoldPage, make_console, read_corpus
from pipeline.text import extract_article
from pipeline.text.weighing import Weights
from schemas.records import PageSource, Rejection

FLOORS_PATH = ROOT / "tests" / "gold" / "extraction" / "floors.yaml"
_STEP = 0.005
_TURN = 10


class Output(NamedTuple):
    """What an extractor made of a page."""

    text: str = ""
    title: str = ""
    authors: str = ""
    day: str = ""
    completeness: str = ""


class Score(NamedTuple):
    """Precision, recall, F1 of the text, exact share, accuracy of title, author, day, and pages a second."""

    precision: float
    recall: float
    f1: float
    exact: float
    title: float | None
    author: float | None
    day: float | None
    speed: float


def run_default(page: GoldPage) -> Output:
    """Run trafilatura as its documentation shows it, with metadata."""
    return _read_document(trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True))


def run_fast(page: GoldPage) -> Output:
    """Run trafilatura in its fast mode, with metadata."""
    return _read_document(trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True, fast=True))


def run_ours(page: GoldPage, weights: Weights | None = None) -> Output:
    """Run Namewire's extractor, without any hint of a feed."""
    article = extract_article(PageSource(url=page.url, body=page.body), weights=weights)
    if isinstance(article, Rejection):
        return Output(completeness="rejected")
    day = (article.published or "")[:10]
    return Output(article.text, article.title, "; ".join(article.authors), day, article.completeness)


Extractors = dict[str, Callable[[GoldPage], Output]]
OURS = "namewire"
EXTRACTORS: Extractors = {"trafilatura": run_default, "trafilatura fast": run_fast, OURS: run_ours}


def score_pages(pages: list[GoldPage], outputs: list[Output], shingle: int, seconds: float) -> Score:
    """Score the outputs of one extractor on the pages of one corpus."""
    pairs = list(zip(pages, outputs, strict=True))
    if pages[0].wanted:
        precision, recall, f1, exact = _score_segments(pairs)
    else:
        each = [_score_text(page.text, output.text, shingle) for page, output in pairs]
        precision, recall = (sum(row[column] for row in each) / len(each) for column in (0, 1))
        f1 = _harmonic(precision, recall) if shingle > 1 else sum(row[2] for row in each) / len(each)
        exact = sum(row[2] == 1 for row in each) / len(each)
    return Score(
        precision, recall, f1, exact,
        _share([fold(page.title) == fold(output.title) for page, output in pairs if page.title]),
        _share([is_author(page.author, output.authors) for page, output in pairs if page.author]),
        _share([page.day[:10] == output.day for page, output in pairs if page.day]),
        len(pages) / seconds,
    )  # fmt: skip


def _score_segments(pairs: list[tuple[GoldPage, Output]]) -> tuple[float, float, float, float]:
    found = sum(segment in output.text for page, output in pairs for segment in page.wanted)
    missed = sum(len(page.wanted) for page, _ in pairs) - found
    wrong = sum(segment in output.text for page, output in pairs for segment in page.unwanted)
    exact = sum(
        all(segment in output.text for segment in page.wanted)
        and not any(segment in output.text for segment in page.unwanted)
        for page, output in pairs
    )
    return *_measure(found, wrong, missed), exact / len(pairs)


def _score_text(gold: str, text: str, shingle: int) -> tuple[float, float, float]:
    wanted, got = _count_shingles(gold, shingle), _count_shingles(text, shingle)
    shared = sum((wanted & got).values())
    return _measure(shared, sum(got.values()) - shared, sum(wanted.values()) - shared)


def _measure(hits: int, wrong: int, missed: int) -> tuple[float, float, float]:
    precision = hits / (hits + wrong) if hits + wrong else float(not missed)
    recall = hits / (hits + missed) if hits + missed else float(not wrong)
    return precision, recall, _harmonic(precision, recall)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _count_shingles(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower() if size == 1 else text)
    if len(words) < size:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


def _share(hits: list[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def fold(text: str) -> str:
    """Return the letters and digits by which titles and names are compared."""
    return "".join(filter(str.isalnum, text.casefold()))


def is_author(gold: str | list[str], got: str) -> bool:
    """Say whether `got`, names with semicolons between, are all the authors and nobody else."""
    gold = gold if isinstance(gold, str) else ";".join(gold)
    return {fold(name) for name in re.split(r"[;,]| und | and ", gold)} == {fold(name) for name in got.split(";")}


def _read_document(document: Any) -> Output:
    if document is None:
        return Output()
    return Output(document.text or "", document.title or "", document.author or "", (document.date or "")[:10])


def run_extractors(extractors: Extractors, pages: list[GoldPage]) -> dict[str, tuple[list[Output], float]]:
    """Run extractors over the pages, by turns of a few so that a busy machine slows all; outputs and seconds."""
    for extract in extractors.values():
        for page in pages[:_TURN]:
            extract(page)
    outputs: dict[str, list[Output]] = {name: [] for name in extractors}
    seconds = dict.fromkeys(extractors, 0.0)
    for first in range(0, len(pages), _TURN):
        for name, extract in extractors.items():
            start = time.process_time()
            outputs[name] += [extract(page) for page in pages[first : first + _TURN]]
            seconds[name] += time.process_time() - start
    return {name: (outputs[name], seconds[name]) for name in extractors}


def hold_out() -> Callable[[GoldPage], Output]:
    """Learn weights for each part of the sites from the others; return an extractor that uses a page's own."""
    weights = learn_blocks.learn_parts()
    return lambda page: run_ours(page, weights[learn_blocks.part_of(page.url)])


def make_table(title: str, scores: dict[str, Score], count: int) -> Table:
    """Lay out the scores of extractors on a corpus."""
    table = Table(title=f"{title}: {count} pages")
    for heading in ("", "P", "R", "F1", "exact", "title", "author", "day", "pages/s", "ratio"):
        table.add_column(heading, justify="left" if not heading else "right", no_wrap=True)
    base = next(iter(scores.values())).speed
    for name, score in scores.items():
        cells = [f"{value:.3f}" if value is not None else "–" for value in score[:7]]
        table.add_row(name, *cells, f"{score.speed:.0f}", f"{score.speed / base:.2f}")
    return table


def measure(key: str, extractors: Extractors, limit: int | None = None) -> dict[str, dict[str, Score]]:
    """Run the extractors over a corpus and print; return their scores by the corpus, and by its articles alone."""
    pages, (corpus, _, shingle) = read_corpus(key)[:limit], CORPUS_READERS[key]
    results = run_extractors(extractors, pages)
    chosen = {corpus: list(range(len(pages)))}
    articles = [at for at, page in enumerate(pages) if page.kind == "article"]
    if len(articles) < len(pages):
        chosen[f"{corpus}: articles"] = articles
    scores: dict[str, dict[str, Score]] = {}
    for title, places in chosen.items():
        scores[title] = {
            name: score_pages([pages[at] for at in places], [outputs[at] for at in places], shingle, seconds)
            for name, (outputs, seconds) in results.items()
        }
        make_console().print(make_table(title, scores[title], len(places)))
    return scores


def plan_floors(scores: dict[str, dict[str, Score]]) -> dict[str, dict[str, float]]:
    """Return floors a step below what was measured of Namewire: F1 and the exact share of each corpus."""
    return {
        title: {figure: math.floor(getattr(row[OURS], figure) / _STEP) * _STEP for figure in ("f1", "exact")}
        for title, row in scores.items()
    }


def list_losses(scores: dict[str, dict[str, Score]], floors: dict[str, dict[str, float]]) -> list[str]:
    """Return a line for each figure that is below its floor."""
    return [
        f"{title}: {figure} fell to {getattr(scores[title][OURS], figure):.4f}, below {floor}"
        for title, row in floors.items()
        for figure, floor in row.items()
        if title in scores and getattr(scores[title][OURS], figure) < floor
    ]


def main() -> None:
    """Print the tables of the chosen corpora; pin or check the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", choices=sorted(CORPUS_READERS), action="append")
    parser.add_argument("--extractor", choices=list(EXTRACTORS), action="append")
    parser.add_argument("--limit", type=int, help="only that many pages of each corpus")
    parser.add_argument("--shipped", action="store_true", help="use the weights that ship, which know these pages")
    parser.add_argument("--pin", action="store_true", help="write the floors")
    parser.add_argument("--check", action="store_true", help="fail where a figure is below its floor")
    options = parser.parse_args()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if not CORPORA.exists():
        parser.exit(1, f"{CORPORA} is absent\n")
    extractors = {name: EXTRACTORS[name] for name in options.extractor or EXTRACTORS}
    if OURS in extractors and not options.shipped:
        extractors[OURS] = hold_out()
    scores: dict[str, dict[str, Score]] = {}
    for key in options.corpus or CORPUS_READERS:
        scores |= measure(key, extractors, options.limit)
    if options.pin:
        head = (
            "# Floors of `python -m benchmarks.extraction --check`, on sites not learnt from; written by `--pin`.\n"
        )
        rounded = {t: {k: round(v, 3) for k, v in row.items()} for t, row in plan_floors(scores).items()}
        FLOORS_PATH.write_text(head + yaml.safe_dump(rounded, sort_keys=False), "utf-8")
    if options.check:
        losses = list_losses(scores, yaml.safe_load(FLOORS_PATH.read_text("utf-8")))
        parser.exit(1 if losses else 0, "".join(f"{loss}\n" for loss in losses))


if __name__ == "__main__":
    main()
