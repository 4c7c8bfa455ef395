"""A short run of the fuzzer, and what long runs have found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.fuzz import check_feed, check_page, fuzz_chunk
from pipeline.settings import ChildSettings, Settings
from pipeline.stages.parsing import FeedParser
from schemas.records import Rejection, Response

CASES = sorted(Path(__file__).with_name("cases").glob("*.bin"))


@pytest.mark.parametrize("seed", [11, 12])
def test_hostile_inputs_end_as_records_or_rejections(seed):
    outcomes, failures, _ = fuzz_chunk(seed, 0, 400, 0.2)
    assert failures == []
    assert sum(outcomes.values()) == 400
    assert outcomes["feed: entries"] > 20


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_was_found_stays_mended(path):
    check = check_feed if path.name.startswith("feed") else check_page
    assert check(path.read_bytes(), None)


def test_long_name_without_an_end_is_read_in_linear_time():
    """Twelve seconds were found, which the processor limit of a child ends, at the price of the document."""
    body = b'<?xml version="1.0"?>' + (b"<rss" + b"x" * 3000) * 60
    parser = FeedParser(Settings(children=ChildSettings(feed_cpu_s=4)))
    url = "https://a.test/f"
    answer = Response(
        url=url, final_url=url, status=200, headers=(), body=body, fetched_at=datetime(2026, 11, 2, tzinfo=UTC)
    )
    rejection = parser.parse(answer, "f")
    assert isinstance(rejection, Rejection)
    assert not rejection.reason.startswith("quarantined")
