"""Article → mentions on the gold set of tests/gold/names: `python -m benchmarks.names`.

Prints precision, recall and F1 of all mentions, by kind of label and by the rule that decided; `--errors` lists
what went wrong. A mention without an entity claims nothing: it is neither right nor wrong. `--pin` writes floors.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.gold import GOLD_DIR, OPEN, GoldDocument, Label, read_gold
from pipeline.names import Lexicon, build_lexicon, parse_lexicon, read_shipped_lexicon, resolve
from schemas.records import Document, Mention

FLOORS_PATH = GOLD_DIR / "floors.yaml"
ALL = "all"
UNLABELLED = "unlabelled"
_STEP = 0.005
_CONTEXT = 45


class Verdict(NamedTuple):
    """What became of a label, or of a mention where there is none.

    `right`: the entity at exactly this place; `shifted`: the entity, but another span; `false`: an entity where
    another, or none, belongs; `missed`: an entity is wanted and not given; `out`: rightly none is given. With the
    last two stands what is there instead: another entity, or a mention kept without one.
    """

    outcome: str
    kind: str
    document: GoldDocument
    label: Label | None
    mention: Mention | None


class Score(NamedTuple):
    """Counts of one row. A label that got another entity is missed and that entity false."""

    wanted: int
    given: int
    right: int
    shifted: int
    stay_outs: int
    stayed_out: int

    @property
    def precision(self) -> float:
        """The share of given entities that are right, their spans exact."""
        return _divide(self.right, self.given)

    @property
    def recall(self) -> float:
        """The share of wanted entities that are given, their spans exact."""
        return _divide(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _divide(2 * self.right, self.given + self.wanted)

    @property
    def stay_out(self) -> float:
        """The share of places without entity where none is given."""
        return _divide(self.stayed_out, self.stay_outs)


def load_gold(pattern: str = "*.txt") -> tuple[list[GoldDocument], Lexicon]:
    """Read the gold set against the shipped lexicon, and build that."""
    lexicon = build_lexicon(parse_lexicon(read_shipped_lexicon()))
    return read_gold(GOLD_DIR, lexicon.entities, pattern), lexicon


def judge_all(documents: Iterable[GoldDocument], lexicon: Lexicon) -> list[Verdict]:
    """Resolve every document as the command line does, by title, text and day, and judge what comes out."""
    verdicts: list[Verdict] = []
    for gold in documents:
        source = Document(title=gold.title, text=gold.text, published_at=gold.published_at)
        verdicts += judge(gold, resolve(source, lexicon))
    return verdicts


def judge(gold: GoldDocument, mentions: Iterable[Mention]) -> Iterator[Verdict]:
    """Hold the mentions of a document against its labels: a verdict a label, and one a mention on no label."""
    judged: set[Mention] = set()
    mentions = tuple(mentions)
    for label in gold.labels:
        there = [mention for mention in mentions if _overlap(label, mention)]
        judged.update(there)
        yield from _judge_label(gold, label, there)
    for mention in mentions:
        if mention.entity_id is not None and mention not in judged:
            yield Verdict("false", UNLABELLED, gold, None, mention)


def score(verdicts: Iterable[Verdict]) -> Score:
    """Count verdicts."""
    outcomes: Counter[str] = Counter()
    broken: set[tuple[str, Label]] = set()
    for outcome, _, gold, label, _ in verdicts:
        outcomes[outcome] += 1
        if outcome == "false" and label and not label.wants_entity:
            broken.add((gold.name, label))
    return Score(
        wanted=outcomes["right"] + outcomes["shifted"] + outcomes["missed"],
        given=outcomes["right"] + outcomes["shifted"] + outcomes["false"],
        right=outcomes["right"],
        shifted=outcomes["shifted"],
        stay_outs=outcomes["out"] + len(broken),
        stayed_out=outcomes["out"],
    )


def score_kinds(verdicts: list[Verdict]) -> dict[str, Score]:
    """Score all verdicts, and those of each kind of label. Mentions on no label count for all alone."""
    kinds = sorted({verdict.kind for verdict in verdicts} - {UNLABELLED})
    return {ALL: score(verdicts)} | {kind: score(v for v in verdicts if v.kind == kind) for kind in kinds}


def plan_floors(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    """Round what was measured down to the next step: the floors below which the tests fail."""
    floors = {}
    for kind, counts in scores.items():
        wanted = {"precision": counts.precision, "recall": counts.recall} if counts.wanted else {}
        stays = {"stay_out": counts.stay_out} if counts.stay_outs else {}
        floors[kind] = {name: math.floor(value / _STEP + 1e-9) * _STEP for name, value in (wanted | stays).items()}
    return {kind: {name: round(floor, 3) for name, floor in row.items()} for kind, row in floors.items()}


def list_errors(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Write a line for each verdict that is not right: file, surface, wanted, got, rule, evidence, context."""
    listed: set[tuple[str, Mention]] = set()
    for outcome, kind, gold, label, mention in verdicts:
        if outcome in ("right", "out") or (mention and (gold.name, mention) in listed):
            continue
        if mention:
            listed.add((gold.name, mention))
        place = label or mention
        assert place is not None
        wanted = label.wanted if label else "nothing"
        got = f"{mention.entity_id or 'no entity'} by {mention.rule} ({mention.evidence})" if mention else "nothing"
        span = f"«{mention.surface}»" if mention and label and mention.surface != label.surface else ""
        yield (
            f"{gold.name} [{kind}] {outcome}: {place.surface!r}, wanted {wanted}, got {span}{got}"
            f" | {_read_context(gold, place)}"
        )


def main() -> None:
    """Measure and print; with `--pin`, write the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--pattern", default="*.txt", help="only files with such names, e.g. 'a-*.txt'")
    parser.add_argument("--pin", action="store_true", help=f"write what is measured to {FLOORS_PATH.name}")
    options = parser.parse_args()
    if options.pin and options.pattern != "*.txt":
        parser.error("--pin needs the whole set: leave --pattern out")
    documents, lexicon = load_gold(options.pattern)
    verdicts = judge_all(documents, lexicon)
    if options.pin:
        write_floors(FLOORS_PATH, score_kinds(verdicts))
    console = Console(soft_wrap=True, highlight=False, markup=False)
    console.print(_draw_kinds(documents, verdicts))
    console.print(_draw_rules(verdicts))
    console.print(_describe_open(verdicts))
    if options.errors:
        for line in list_errors(verdicts):
            console.print(line)


def write_floors(path: Path, scores: dict[str, Score]) -> None:
    """Write the floors of a measurement."""
    head = "# Floors of tests/names/test_gold.py; written by `python -m benchmarks.names --pin`.\n"
    path.write_text(head + yaml.safe_dump(plan_floors(scores), sort_keys=False), "utf-8")


def _judge_label(gold: GoldDocument, label: Label, there: list[Mention]) -> Iterator[Verdict]:
    """Judge the mentions that overlap a label: one of them may be right, all others are false."""
    best = next((mention for mention in there if _is_right(label, mention)), None)
    given = [mention for mention in there if mention.entity_id is not None]
    if best:
        exact = (best.start_char, best.end_char) == (label.start_char, label.end_char)
        yield Verdict("right" if exact else "shifted", label.kind, gold, label, best)
    elif label.wants_entity or not given:
        instead = next(iter([*given, *there]), None)
        yield Verdict("missed" if label.wants_entity else "out", label.kind, gold, label, instead)
    for mention in given:
        if mention is not best and _owns(gold, label, mention):
            yield Verdict("false", label.kind, gold, label, mention)


def _is_right(label: Label, mention: Mention) -> bool:
    return label.wants_entity and mention.entity_id == label.wanted


def _owns(gold: GoldDocument, label: Label, mention: Mention) -> bool:
    """Say whether this is the first label that a mention overlaps, and it is right on none: it is false once."""
    under = [other for other in gold.labels if _overlap(other, mention)]
    return under[0] == label and not any(_is_right(other, mention) for other in under)


def _overlap(label: Label, mention: Mention) -> bool:
    return (
        label.in_title == mention.in_title
        and label.start_char < mention.end_char
        and mention.start_char < label.end_char
    )


def _read_context(gold: GoldDocument, place: Label | Mention) -> str:
    whole = gold.title if place.in_title else gold.text
    before = whole[max(0, place.start_char - _CONTEXT) : place.start_char]
    after = whole[place.end_char : place.end_char + _CONTEXT]
    return f"{before}>>{place.surface}<<{after}".replace("\n", " ")


def _draw_kinds(documents: list[GoldDocument], verdicts: list[Verdict]) -> Table:
    """A row a kind; `out` is how many of the places without an entity were given none."""
    labels = sum(len(gold.labels) for gold in documents)
    columns = ("wanted", "given", "right", "shifted", "precision", "recall", "F1", "out")
    table = _make_table(f"Names: {len(documents)} documents, {labels} labels", "kind", columns)
    rows = score_kinds(verdicts)
    rows["before rules"] = score(v for v in verdicts if v.document.before_rules)
    rows["after rules"] = score(v for v in verdicts if not v.document.before_rules)
    for name, counts in rows.items():
        shares = (counts.precision, counts.recall, counts.f1) if counts.wanted else ()
        stays = f"{counts.stayed_out}/{counts.stay_outs}" if counts.stay_outs else "–"
        written = [f"{share:.3f}" for share in shares] or ["–"] * 3
        table.add_row(name, *map(str, counts[:4]), *written, stays)
    return table


def _make_table(title: str, first: str, columns: Iterable[str]) -> Table:
    """Make an empty table, narrow enough for a terminal of 80 columns."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _draw_rules(verdicts: list[Verdict]) -> Table:
    """A row a rule: entities given by it, the share of them that is right, and its share of all that is wanted."""
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for verdict in verdicts:
        if verdict.mention and verdict.outcome in ("right", "shifted", "false"):
            given[verdict.mention.rule] += 1
            right[verdict.mention.rule] += verdict.outcome == "right"
    wanted = score(verdicts).wanted
    table = _make_table("By the rule that decided", "rule", ("given", "right", "precision", "share of recall"))
    for rule, count in given.most_common():
        shares = (_divide(right[rule], count), _divide(right[rule], wanted))
        table.add_row(rule, str(count), str(right[rule]), *(f"{share:.3f}" for share in shares))
    return table


def _describe_open(verdicts: list[Verdict]) -> str:
    """Say how many of the places that are to be kept without an entity are kept."""
    still = [v for v in verdicts if v.label and v.label.wanted == OPEN and v.outcome == "out"]
    return f"Kept without an entity: {sum(v.mention is not None for v in still)} of {len(still)} that have none"


def _divide(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


if __name__ == "__main__":
    main()
