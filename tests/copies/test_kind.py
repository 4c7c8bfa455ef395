"""Kinds that are hard to tell apart, on texts of the gold set: told anew or told twice, misread or edited."""

from datetime import timedelta

import pytest

from benchmarks.copy_gold import GoldReport, read_reports
from benchmarks.copy_noise import NOISES, make_copies
from pipeline.copies import fingerprint_text, relate_pair
from pipeline.settings import CopySettings
from schemas.records import Comparable

REPORTS = {report.report_id: report for report in read_reports()}
LOCK, BUS = REPORTS["en-01-lock-gate/report"], REPORTS["en-24-bus/report"]


def _compare(one: GoldReport, two: GoldReport, settings: CopySettings, **changed: object) -> str | None:
    first, second = (
        Comparable(
            article_id=name,
            title="",
            text=report.text,
            publisher=report.publisher,
            url="",
            published_at=report.published_at,
            fingerprint=fingerprint_text(report.text, settings),
        )
        for name, report in (("a1", one), ("a2", two))
    )
    copy = relate_pair(first, second.model_copy(update=changed), settings)
    return copy.kind if copy else None


def _make(report: GoldReport, noise: str) -> GoldReport:
    return make_copies(report, [each for each in NOISES if each.name == noise])[0]


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        pytest.param(LOCK, REPORTS["en-01-lock-gate/edited"], "rewritten", id="told anew"),
        pytest.param(LOCK, REPORTS["en-01-lock-gate/report/edited"], "rewritten", id="half of the wording changed"),
        pytest.param(LOCK, REPORTS["en-01-lock-gate/second"], None, id="another report of the event"),
        pytest.param(LOCK, REPORTS["en-01-lock-gate/followup"], None, id="a later report that repeats background"),
        pytest.param(
            REPORTS["en-08-runoff/report"], REPORTS["en-08-runoff/agency"], None, id="an agency's own report"
        ),
        pytest.param(
            REPORTS["en-32-background/second"], REPORTS["en-32-background/third"], None, id="background paragraph"
        ),
        pytest.param(REPORTS["en-31-roundups/report"], REPORTS["en-31-roundups/second"], None, id="round-ups"),
        pytest.param(
            REPORTS["en-34-boilerplate/report"], REPORTS["en-34-boilerplate/second"], None, id="own boilerplate"
        ),
        pytest.param(REPORTS["form-earthquake/0"], REPORTS["form-earthquake/1"], None, id="a form filled in twice"),
        pytest.param(BUS, _make(BUS, "misread"), "identical", id="misread"),
        pytest.param(BUS, _make(BUS, "hyphens"), "identical", id="words broken at line ends"),
        pytest.param(BUS, _make(BUS, "reworded70"), "rewritten", id="small changes all over"),
        pytest.param(LOCK, _make(LOCK, "cut-misread"), "truncated", id="cut and misread"),
        pytest.param(LOCK, _make(LOCK, "excerpt60"), "excerpt", id="a passage quoted"),
        pytest.param(LOCK, _make(LOCK, "wrapped"), "rewritten", id="other beginning and end"),
    ],
)
def test_the_kind_is_told(one: GoldReport, two: GoldReport, kind: str | None, settings: CopySettings) -> None:
    assert _compare(one, two, settings) == kind
    assert _compare(two, one, settings) == kind


@pytest.mark.parametrize(("days", "kind"), [(1, "rewritten"), (7, None)])
def test_a_text_is_told_anew_while_it_is_news(days: int, kind: str | None, settings: CopySettings) -> None:
    told = REPORTS["en-04-bribery-verdict/edited"]
    assert told.published_at is not None
    later = told.published_at + timedelta(days=days)
    report = REPORTS["en-04-bribery-verdict/report"]
    assert _compare(report, told, settings, published_at=later) == kind
