"""Laws of the matcher: order and batches do not matter, nor who else is there; a text is identical to itself."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from benchmarks.copies import relate_reports
from benchmarks.copy_gold import GoldReport, read_reports
from benchmarks.copy_noise import NOISES, make_copies
from pipeline.copies import fingerprint_text, relate_pair
from pipeline.settings import CopySettings
from schemas.records import Comparable, Copy, Story

ORIGINS = ("en-01-lock-gate/report", "en-24-bus/report", "ru-03-boeviki/report", "en-17-rail-strike/second")
BESIDE = ("en-17-rail-strike", "en-09-ferry")
few = hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def pool() -> tuple[GoldReport, ...]:
    """Originals with copies of every kind, and reports beside them that are none."""
    reports = read_reports()
    originals = [report for report in reports if report.report_id in ORIGINS]
    made = [copy for origin in originals for copy in make_copies(origin, NOISES[1::4])]
    beside = [report for report in reports if report.dossier in BESIDE and report.report_id not in ORIGINS]
    return (*originals, *made, *beside)


def _compare(copies: Sequence[Copy], stories: Sequence[Story]) -> tuple[set[Copy], set[frozenset[str]]]:
    return set(copies), {frozenset(member.article_id for member in story.members) for story in stories}


@few
@given(st.permutations(range(30)))
def test_order_does_not_matter(order: list[int]) -> None:
    reports = [pool()[at] for at in order]
    assert _compare(*relate_reports(reports)) == _compare(*relate_reports(pool()[:30]))


@few
@given(st.integers(0, len(pool()) - 1))
def test_removing_an_article_leaves_the_other_relations(at: int) -> None:
    gone = pool()[at].report_id
    rest = [report for report in pool() if report.report_id != gone]
    kept = {copy for copy in relate_reports(pool())[0] if gone not in (copy.article_id, copy.of_article_id)}
    assert set(relate_reports(rest)[0]) == kept


@pytest.mark.parametrize(
    "report",
    [report for report in read_reports() if len(report.text.split()) > 30 and not report.kind],
    ids=lambda report: report.report_id,
)
def test_an_article_is_identical_to_itself(report: GoldReport, settings: CopySettings) -> None:
    def make(name: str, publisher: str) -> Comparable:
        return Comparable(
            article_id=name,
            title=report.title,
            text=report.text,
            publisher=publisher,
            url="",
            published_at=report.published_at + timedelta(hours=len(name)) if report.published_at else None,
            fingerprint=fingerprint_text(report.text, settings),
        )

    for publisher in (report.publisher, "Korsund Post"):
        copy = relate_pair(make("a", report.publisher), make("bb", publisher), settings)
        assert copy is not None
        assert (copy.kind, copy.containment, copy.containment_of, copy.resemblance) == ("identical", 1, 1, 1)
