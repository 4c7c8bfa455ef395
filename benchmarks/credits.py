"""Article → credits on the gold set of tests/gold/credits: `python -m benchmarks.credits`.

Prints precision, recall and F1 of all credits, by role and by language; `--errors` lists what went wrong, `--part`
takes two thirds of the documents (`open`) or the other (`blind`). `--pin` writes the floors.
"""

import argparse
import math
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.credits_gold import EITHER, GOLD_DIR, PAGE_URL, CreditDocument, WantedCredit, read_credit_gold
from pipeline.names import Lexicon, build_lexicon, find_outlet, parse_lexicon, read_shipped_lexicon
from pipeline.text import clean_text, extract_article
from schemas.records import Credit, EntryHints, PageSource, Rejection

FLOORS_PATH = GOLD_DIR / "floors.yaml"
ALL = "all"
PARTS = ("all", "open", "blind")
_THIRD = 3
_STEP = 0.005

Same = Callable[[str, str], bool]


class CreditVerdict(NamedTuple):
    """What became of a wanted or a given credit: `right`, `missed`, or `false`.

    `unfounded` is right, but its evidence does not hold the words that say so; it counts as false and missed.
    """

    outcome: str
    role: str
    document: CreditDocument
    wanted: WantedCredit | None
    given: Credit | None


class CreditScore(NamedTuple):
    """Counts of one row."""

    wanted: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        """The share of given credits that are right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """The share of wanted credits that are given."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 1.0


def choose_part(documents: list[CreditDocument], part: str) -> list[CreditDocument]:
    """Return all documents, every third one (`blind`), or the others (`open`)."""
    if part == ALL:
        return documents
    return [gold for at, gold in enumerate(documents) if (at % _THIRD == 2) == (part == "blind")]


def judge_documents(documents: Iterable[CreditDocument], same: Same) -> list[CreditVerdict]:
    """Take the credits of every document, as from a page or as from a plain text, and judge them."""
    return [verdict for gold in documents for verdict in judge_credits(gold, take_credits(gold), same)]


def take_credits(gold: CreditDocument) -> tuple[Credit, ...]:
    """Return the credits that the text room finds; none where it rejects the page."""
    if not gold.is_page:
        return clean_text(gold.content, gold.fields.get("title", "")).credits
    source, _, address = gold.fields.get("source", "").rpartition(" ")
    hints = EntryHints(
        title=gold.fields.get("title", ""),
        authors=(gold.fields["author"],) if "author" in gold.fields else (),
        source_name=source or None,
        source_url=address or None,
    )
    page = PageSource(url=gold.fields.get("url", PAGE_URL), body=gold.content.encode(), content_type="text/html")
    article = extract_article(page, hints)
    return () if isinstance(article, Rejection) else article.credits


def judge_credits(gold: CreditDocument, given: Iterable[Credit], same: Same) -> Iterator[CreditVerdict]:
    """Hold credits against labels: a verdict for each credit that is wanted, and one for each that is not."""
    left = list(given)
    for group in _group_labels(gold.wanted, same):
        fits = [credit for credit in left if any(_fits(credit, label, same) for label in group)]
        left = [credit for credit in left if credit not in fits]
        founded = [credit for credit in fits if _is_founded(credit, group, gold)]
        if EITHER in group[0].roles:
            continue
        role = group[0].roles[0]
        if founded:
            yield CreditVerdict("right", role, gold, group[0], founded[0])
        else:
            yield CreditVerdict("missed", role, gold, group[0], None)
            yield from (CreditVerdict("unfounded", credit.role, gold, group[0], credit) for credit in fits[:1])
    for credit in left:
        yield CreditVerdict("false", credit.role, gold, None, credit)


def score_credits(verdicts: Iterable[CreditVerdict]) -> CreditScore:
    """Count verdicts."""
    outcomes = [verdict.outcome for verdict in verdicts]
    right = outcomes.count("right")
    given = right + outcomes.count("false") + outcomes.count("unfounded")
    return CreditScore(wanted=right + outcomes.count("missed"), given=given, right=right)


def score_rows(verdicts: list[CreditVerdict]) -> dict[str, CreditScore]:
    """Score all verdicts, those of each role, and those of each language."""
    rows = {ALL: score_credits(verdicts)}
    for role in sorted({verdict.role for verdict in verdicts}):
        rows[role] = score_credits(verdict for verdict in verdicts if verdict.role == role)
    for language in sorted({verdict.document.language for verdict in verdicts}):
        rows[language] = score_credits(verdict for verdict in verdicts if verdict.document.language == language)
    return rows


def plan_credit_floors(rows: dict[str, CreditScore]) -> dict[str, dict[str, float]]:
    """Round what was measured down to the next step."""
    return {
        name: {
            key: round(math.floor(getattr(row, key) / _STEP + 1e-9) * _STEP, 3) for key in ("precision", "recall")
        }
        for name, row in rows.items()
    }


def make_same(lexicon: Lexicon) -> Same:
    """Make the comparison of two names: equal but for case, or one outlet of the lexicon."""

    def is_same(one: str, other: str) -> bool:
        if _fold(one) == _fold(other):
            return True
        outlet = find_outlet(one, lexicon)
        return outlet is not None and outlet == find_outlet(other, lexicon)

    return is_same


def list_credit_errors(verdicts: Iterable[CreditVerdict]) -> Iterator[str]:
    """Write a line for each verdict that is not right."""
    for outcome, role, gold, wanted, given in verdicts:
        if outcome != "right":
            want = f" wanted {'/'.join(wanted.roles)} {wanted.name!r}" if wanted else ""
            got = f" got {given.role} {given.name!r} by {given.evidence!r}" if given else ""
            yield f"{gold.name} [{role}] {outcome}:{want}{got}"


def write_credit_floors(path: Path, rows: dict[str, CreditScore]) -> None:
    """Write the floors of a measurement."""
    head = "# Floors of tests/text/test_credits_gold.py; written by `python -m benchmarks.credits --pin`.\n"
    path.write_text(head + yaml.safe_dump(plan_credit_floors(rows), sort_keys=False), "utf-8")


def main() -> None:
    """Measure and print; with `--pin`, write the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--part", choices=PARTS, default=ALL, help="which documents")
    parser.add_argument("--pin", action="store_true", help=f"write what is measured to {FLOORS_PATH.name}")
    options = parser.parse_args()
    if options.pin and options.part != ALL:
        parser.error("--pin needs the whole set: leave --part out")
    documents = choose_part(read_credit_gold(), options.part)
    lexicon = build_lexicon(parse_lexicon(read_shipped_lexicon()))
    verdicts = judge_documents(documents, make_same(lexicon))
    if options.pin:
        write_credit_floors(FLOORS_PATH, score_rows(verdicts))
    console = Console(soft_wrap=True, highlight=False, markup=False)
    console.print(_draw_rows(documents, verdicts))
    if options.errors:
        for line in list_credit_errors(verdicts):
            console.print(line)


def _group_labels(labels: Iterable[WantedCredit], same: Same) -> list[list[WantedCredit]]:
    """Put the labels of one credit together; a credit is wanted once, wherever the document says it."""
    groups: list[list[WantedCredit]] = []
    for label in labels:
        for group in groups:
            if set(group[0].roles) & set(label.roles) and same(group[0].name, label.name):
                group.append(label)
                break
        else:
            groups.append([label])
    return groups


def _fits(credit: Credit, label: WantedCredit, same: Same) -> bool:
    return (credit.role in label.roles or EITHER in label.roles) and same(credit.name, label.name)


def _is_founded(credit: Credit, group: list[WantedCredit], gold: CreditDocument) -> bool:
    """Say whether the evidence holds the labelled words; where no reader sees them, naming the markup is enough."""
    evidence = " ".join(credit.evidence.split())
    if evidence in gold.said:
        return any(label.surface in evidence for label in group)
    return any(label.surface not in gold.said for label in group) or gold.is_page


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _draw_rows(documents: list[CreditDocument], verdicts: list[CreditVerdict]) -> Table:
    table = Table(
        title=f"Credits: {len(documents)} documents",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    table.add_column("role or language", no_wrap=True)
    for column in ("wanted", "given", "right", "precision", "recall", "F1"):
        table.add_column(column, justify="right", no_wrap=True)
    for name, row in score_rows(verdicts).items():
        shares = (row.precision, row.recall, row.f1)
        table.add_row(name, *map(str, row), *(f"{share:.3f}" for share in shares))
    return table


if __name__ == "__main__":
    main()
