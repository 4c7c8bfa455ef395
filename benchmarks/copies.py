"""Articles → copies and stories on the gold set of tests/gold/copies: `python -m benchmarks.copies`.

Prints precision, recall and F1 of pairs, overall (a copy or none), by kind and by how the copies were made, the
confusion of kinds, who was rightly said to be first, and stories as adjusted Rand index. `--errors` lists what went
wrong, `--part` measures a part, `--bulk` copies of articles of open corpora in its place, `--pin` writes floors.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import yaml
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.copy_bulk import read_bulk
from benchmarks.copy_gold import GOLD_DIR, KINDS, GoldReport, is_blind, read_reports
from benchmarks.copy_noise import choose_noises, make_copies, mix_paraphrase
from pipeline.settings import CopySettings
from pipeline.stages.comparing import Comparand, relate_documents
from schemas.records import Copy, Document, Story

FLOORS_PATH = GOLD_DIR / "floors.yaml"
NONE = "none"
_PER_REPORT = 10
_LEAST_WORDS = 60
_SHARING = ("en-04", "en-17", "en-19")
_STEP = 0.005


class Verdict(NamedTuple):
    """A pair that is a copy, was called one, or both. `wanted` and `found` are kinds or `none`.

    `direction` says of a found copy whether it points the right way: `right`, `wrong`, or `unknown`.
    """

    copy: GoldReport
    other: GoldReport
    wanted: str
    found: str
    direction: str
    evidence: str


class Score(NamedTuple):
    """Counts of pairs."""

    wanted: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of found pairs that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of wanted pairs that are found."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


def build_set(part: str = "all") -> list[GoldReport]:
    """Return the texts of a part (`all`, `tuned` or `blind`) with the copies that are made of them."""
    reports = [
        report for report in read_reports() if part == "all" or is_blind(report.dossier) == (part == "blind")
    ]
    made: list[GoldReport] = []
    bases = [report for report in read_reports() if _is_base(report)]
    chosen = {report.report_id for report in reports}
    for place, report in enumerate(bases):
        if report.report_id in chosen:
            # A paragraph that reports of one dossier share would be an excerpt of both.
            without = "excerpt" if report.dossier.startswith(_SHARING) else ""
            made += make_copies(report, choose_noises(place, _PER_REPORT, without=without))
    by_id = {report.report_id: report for report in reports}
    for report in reports:
        if report.noise == "paraphrased":
            made += mix_paraphrase(by_id[report.of_id], report)
    return reports + made


def build_bulk(count: int) -> list[GoldReport]:
    """Return articles of open corpora with the copies that are made of them; false pairs among them are unknown."""
    bulk = read_bulk(count)
    return bulk + [
        copy
        for place, report in enumerate(bulk)
        for copy in make_copies(report, choose_noises(place, _PER_REPORT // 2))
    ]


def relate_reports(reports: Sequence[GoldReport]) -> tuple[tuple[Copy, ...], tuple[Story, ...]]:
    """Relate texts as `namewire relate` does: clean, fingerprint, find candidates, compare, group."""
    comparands = (
        Comparand(
            id=report.report_id,
            document=Document(title=report.title, text=report.text, published_at=report.published_at),
            publisher=report.publisher,
            url=report.url,
        )
        for report in reports
    )
    return relate_documents(comparands, CopySettings())


def judge(reports: Sequence[GoldReport], copies: Sequence[Copy]) -> list[Verdict]:
    """Hold the relations against the set. Two copies of one origin are left out: what they share is chance."""
    by_id = {report.report_id: report for report in reports}
    found = {frozenset((copy.article_id, copy.of_article_id)): copy for copy in copies}
    verdicts = []
    for report in reports:
        if report.kind:
            pair = frozenset((report.report_id, report.of_id))
            verdicts.append(_judge_pair(report, by_id[report.of_id], found.pop(pair, None)))
    for copy in found.values():
        one, other = by_id[copy.article_id], by_id[copy.of_article_id]
        if one.origin_id != other.origin_id:
            verdicts.append(Verdict(one, other, NONE, copy.kind, "", copy.evidence))
    return verdicts


def score(verdicts: Iterable[Verdict]) -> Score:
    """Count pairs as copy or none, whatever the kind."""
    verdicts = list(verdicts)
    return Score(
        sum(verdict.wanted != NONE for verdict in verdicts),
        sum(verdict.found != NONE for verdict in verdicts),
        sum(NONE not in (verdict.wanted, verdict.found) for verdict in verdicts),
    )


def score_kind(verdicts: Iterable[Verdict], kind: str) -> Score:
    """Count the pairs of one kind."""
    verdicts = list(verdicts)
    return Score(
        sum(verdict.wanted == kind for verdict in verdicts),
        sum(verdict.found == kind for verdict in verdicts),
        sum(verdict.wanted == verdict.found == kind for verdict in verdicts),
    )


def score_group(verdicts: Iterable[Verdict], group: str) -> Score:
    """Count what was found of the copies made in one way; false pairs are those with such a copy in them."""
    verdicts = [verdict for verdict in verdicts if group in (verdict.copy.noise, verdict.other.noise)]
    return score(verdicts)


def rate_stories(reports: Sequence[GoldReport], stories: Sequence[Story]) -> float:
    """Return the adjusted Rand index of stories (L. Hubert, P. Arabie, "Comparing partitions", 1985)."""
    wanted = {r.report_id: r.report_id if r.kind == "excerpt" else r.origin_id for r in reports}
    found = {member.article_id: story.story_id for story in stories for member in story.members}
    cells = Counter((wanted[name], found[name]) for name in wanted)
    both = _count_pairs(cells)
    ours, theirs = _count_pairs(Counter(wanted.values())), _count_pairs(Counter(found.values()))
    expected = ours * theirs / math.comb(len(wanted), 2)
    return (both - expected) / ((ours + theirs) / 2 - expected)


def measure_stories(reports: Sequence[GoldReport]) -> dict[str, float]:
    """Rate the stories of all texts, and of the originals with the copies of one kind."""
    _, stories = relate_reports(reports)
    rates = {"all": rate_stories(reports, stories)}
    for kind in KINDS:
        some = [report for report in reports if report.kind in (None, kind)]
        if any(report.kind for report in some) and kind != "excerpt":
            rates[kind] = rate_stories(some, relate_reports(some)[1])
    return rates


def plan_floors(verdicts: Sequence[Verdict], stories: dict[str, float]) -> dict[str, dict[str, float]]:
    """Round what was measured down to the next step: the floors below which the tests fail."""
    rows = {"all": score(verdicts)}
    rows |= {kind: score_kind(verdicts, kind) for kind in KINDS}
    rows |= {f"made: {group}": score_group(verdicts, group) for group in _list_groups(verdicts)}
    floors = {name: {"precision": row.precision, "recall": row.recall} for name, row in rows.items()}
    floors["direction"] = {"right": _rate_direction(verdicts, "right")}
    floors["stories"] = stories
    return {
        name: {key: round(math.floor(value / _STEP + 1e-9) * _STEP, 3) for key, value in row.items()}
        for name, row in floors.items()
    }


def main() -> None:
    """Measure and print; with `--pin`, write the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--part", choices=("all", "tuned", "blind"), default="all")
    parser.add_argument("--bulk", type=int, metavar="COUNT", help="copies of so many articles of open corpora")
    parser.add_argument("--pin", action="store_true", help=f"write what is measured to {FLOORS_PATH.name}")
    options = parser.parse_args()
    if options.pin and (options.part != "all" or options.bulk):
        parser.error("--pin needs the whole set: leave --part and --bulk out")
    reports = build_bulk(options.bulk) if options.bulk else build_set(options.part)
    copies, _ = relate_reports(reports)
    verdicts = judge(reports, copies)
    stories = measure_stories(reports)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for table in (_draw_pairs(reports, verdicts), _draw_confusion(verdicts), _draw_stories(stories)):
        console.print(table)
    console.print(_describe_direction(verdicts))
    if options.errors:
        for line in list_errors(verdicts):
            console.print(line)
    if options.pin:
        head = "# Floors of tests/copies/test_gold.py; written by `python -m benchmarks.copies --pin`.\n"
        FLOORS_PATH.write_text(head + yaml.safe_dump(plan_floors(verdicts, stories), sort_keys=False), "utf-8")


def list_errors(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Write a line for each pair that is not as wanted."""
    for verdict in sorted(verdicts, key=lambda verdict: (verdict.wanted, verdict.found)):
        if verdict.wanted != verdict.found or verdict.direction == "wrong":
            yield (
                f"wanted {verdict.wanted}, found {verdict.found} {verdict.direction}: "
                f"{verdict.copy.report_id} of {verdict.other.report_id} [{verdict.copy.noise}] {verdict.evidence}"
            )


def _is_base(report: GoldReport) -> bool:
    """Say whether copies are made of a text: of reports of some length, not of forms, lists and boilerplate."""
    shared = ("form-", "en-31", "en-32", "en-33", "en-34")
    is_own = report.kind is None and not report.dossier.startswith(shared) and "live" not in report.report_id
    return is_own and len(report.text.split()) >= _LEAST_WORDS


def _judge_pair(report: GoldReport, origin: GoldReport, copy: Copy | None) -> Verdict:
    if copy is None:
        return Verdict(report, origin, report.kind or NONE, NONE, "", "")
    is_right = copy.article_id == report.report_id
    direction = "unknown" if copy.direction == "unknown" else "right" if is_right else "wrong"
    return Verdict(report, origin, report.kind or NONE, copy.kind, direction, copy.evidence)


def _count_pairs(counts: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(math.comb(count, 2) for count in counts.values())


def _list_groups(verdicts: Iterable[Verdict]) -> list[str]:
    return sorted({verdict.copy.noise for verdict in verdicts if verdict.wanted != NONE})


def _rate_direction(verdicts: Iterable[Verdict], which: str) -> float:
    found = [verdict.direction for verdict in verdicts if verdict.direction]
    return found.count(which) / max(len(found), 1)


def _draw_pairs(reports: Sequence[GoldReport], verdicts: Sequence[Verdict]) -> Table:
    pairs = sum(one.origin_id != other.origin_id for one, other in combinations(reports, 2))
    title = f"Copies: {len(reports)} texts, {pairs:,} pairs that are none"
    table = _make_table(title, "pairs", ("wanted", "found", "right", "precision", "recall", "F1"))
    rows = {"a copy or none": score(verdicts)}
    rows |= {f"  {kind}": score_kind(verdicts, kind) for kind in KINDS}
    rows |= {f"made: {group}": score_group(verdicts, group) for group in _list_groups(verdicts)}
    for name, row in rows.items():
        shares = (f"{share:.3f}" for share in (row.precision, row.recall, row.f1))
        table.add_row(name, *map(str, row), *shares)
    return table


def _draw_confusion(verdicts: Sequence[Verdict]) -> Table:
    kinds = (*KINDS, NONE)
    counts = Counter((verdict.wanted, verdict.found) for verdict in verdicts)
    table = _make_table("Wanted (rows) and found", "", kinds)
    for wanted in kinds:
        table.add_row(wanted, *(str(counts[wanted, found] or "·") for found in kinds))
    return table


def _draw_stories(stories: dict[str, float]) -> Table:
    table = _make_table("Stories: adjusted Rand index, originals with copies of", "", tuple(stories))
    table.add_row("", *(f"{rate:.3f}" for rate in stories.values()))
    return table


def _describe_direction(verdicts: Sequence[Verdict]) -> str:
    shares = (f"{which} {_rate_direction(verdicts, which):.3f}" for which in ("right", "unknown", "wrong"))
    return f"Who was first, of the copies found: {', '.join(shares)}"


def _make_table(title: str, first: str, columns: Iterable[str]) -> Table:
    """Make an empty table, narrow enough for a terminal of 80 columns."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


if __name__ == "__main__":
    main()
