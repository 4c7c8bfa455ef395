"""Reads the gold set of tests/gold/copies: reports and what is a copy of what, edits by hand, forms filled in."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, get_args

import yaml

from schemas.records import CopyKind

GOLD_DIR = Path(__file__).parent.parent / "tests" / "gold" / "copies"
KINDS: tuple[CopyKind, ...] = get_args(CopyKind)
_HEAD = re.compile(
    r"^=== (?P<name>[a-z0-9]+)(?: (?P<kind>[a-z]+) (?P<of>[a-z0-9]+))? \| (?P<publisher>[^|\n]+) "
    r"\| (?P<time>[^|\n]+) \| (?P<title>[^\n]*)\n",
    re.M,
)


class GoldReport(NamedTuple):
    """A text of the set. `kind` and `of_id` say what it is a copy of; without them it is nobody's.

    `noise` is how it was made: `edited` or `paraphrased` by hand, or a group of noises; empty for what is no copy.
    """

    report_id: str
    dossier: str
    language: str
    title: str
    text: str
    publisher: str
    published_at: datetime | None
    kind: CopyKind | None = None
    of_id: str = ""
    noise: str = ""

    @property
    def origin_id(self) -> str:
        """The report that this is a copy of, itself where it is none."""
        return self.of_id or self.report_id

    @property
    def url(self) -> str:
        """An address at an invented host of its publisher's."""
        host = re.sub(r"\W+", "-", self.publisher.casefold()).strip("-")
        return f"https://www.{host}.example/{self.report_id}"


def read_reports(folder: Path = GOLD_DIR) -> list[GoldReport]:
    """Read every text of the set, by file and place; raises ValueError where a file is badly written."""
    reports = [report for path in sorted((folder / "reports").glob("*.txt")) for report in _read_dossier(path)]
    reports += list(_read_edits(reports, (folder / "edits.yaml").read_text("utf-8")))
    reports += list(_read_forms((folder / "templates.yaml").read_text("utf-8")))
    known = {report.report_id for report in reports}
    if len(known) < len(reports) or any(report.origin_id not in known for report in reports):
        raise ValueError(f"{folder}: a text is named twice, or a copy has no origin")
    return reports


def read_words(name: str, folder: Path = GOLD_DIR) -> dict[str, Any]:
    """Read `fillers` (own paragraphs) or `synonyms`, by language."""
    words: dict[str, Any] = yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))
    return words


def is_blind(dossier: str) -> bool:
    """Say whether a dossier belongs to the third on which nothing is tuned: every third number."""
    number = re.search(r"\d+", dossier)
    return number is not None and int(number[0]) % 3 == 0


def _read_dossier(path: Path) -> Iterator[GoldReport]:
    text = path.read_text("utf-8")
    heads = list(_HEAD.finditer(text))
    if len(heads) != text.count("\n===") + text.startswith("==="):
        raise ValueError(f"{path.name}: a line that begins with === is not understood")
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        if head["kind"] not in (None, *KINDS):
            raise ValueError(f"{path.name}: {head['kind']} is no kind of copy")
        yield GoldReport(
            report_id=f"{path.stem}/{head['name']}",
            dossier=path.stem,
            language=path.stem[:2],
            title=head["title"],
            text=text[head.end() : following.start() if following else None].strip(),
            publisher=head["publisher"].strip(),
            published_at=datetime.fromisoformat(head["time"].strip()).replace(tzinfo=UTC),
            kind=head["kind"],
            of_id=f"{path.stem}/{head['of']}" if head["of"] else "",
            noise={None: "", "rewritten": "paraphrased"}.get(head["kind"], "by hand"),
        )


def _read_edits(reports: Sequence[GoldReport], text: str) -> Iterator[GoldReport]:
    """Apply each list of edits to its report; raises ValueError where what is to be changed does not stand there."""
    by_id = {report.report_id: report for report in reports}
    for copy in yaml.safe_load(text):
        report = by_id[copy["report"]]
        written = report.text
        for old, new in copy["edits"]:
            if written.count(old) != 1:
                raise ValueError(f"edits.yaml: {report.report_id} has this {written.count(old)} times: {old}")
            written = written.replace(old, new)
        yield report._replace(
            report_id=f"{report.report_id}/edited",
            title=copy["title"],
            text=written.strip(),
            publisher=copy["publisher"],
            published_at=report.published_at + timedelta(hours=5) if report.published_at else None,
            kind="rewritten",
            of_id=report.report_id,
            noise="edited",
        )


def _read_forms(text: str) -> Iterator[GoldReport]:
    for number, form in enumerate(yaml.safe_load(text)):
        for at, fill in enumerate(form["fills"]):
            yield GoldReport(
                report_id=f"form-{form['name']}/{at}",
                dossier=f"form-{number}-{form['name']}",
                language="en",
                title=form["name"].capitalize(),
                text=form["text"].format(*fill).strip(),
                publisher=form["publishers"][at % len(form["publishers"])],
                published_at=datetime(2026, 3, 9, 18, tzinfo=UTC) + timedelta(days=at),
            )
