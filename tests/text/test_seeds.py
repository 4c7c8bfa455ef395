"""The two seed files: an original and its truncated, re-headlined copy."""

from pathlib import Path

import pytest

from pipeline.text import clean_text
from schemas.records import CleanText

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(
        not SEEDS.is_dir(), reason="../shared/seeds is absent: the seeds are not part of the repository"
    ),
]


def clean_seed(number: int) -> CleanText:
    return clean_text(sorted(SEEDS.glob("*.txt"))[number].read_text("utf-8"))


def test_original_ends_with_its_last_sentence():
    original = clean_seed(0)
    assert original.text.startswith("ISIS has been raising")
    assert original.text.endswith("Caspian Sea regions.")
    assert [(b.kind, b.words) for b in original.removed] == [("read-more", "Read more")]
    assert original.truncated_by == "tail “Read more”"


def test_copy_is_freed_of_headline_attribution_and_tails():
    copy = clean_seed(1)
    assert copy.text.startswith("ISIS has been developing")
    assert copy.text.endswith("in December 2014.")
    assert not {"–", "end", "read more."} & set(copy.text.split("\n"))
    assert len(copy.text.split("\n")) == 5
    assert copy.truncated_by == "tail “read more.”"


def test_copy_says_whose_it_is():
    said = {credit.role: credit for credit in clean_seed(1).credits}
    assert said["byline"].name == "South Front"
    assert (said["via"].name, said["via"].url) == ("globalresearch.ca", "http://www.globalresearch.ca/")
    assert said["via"].evidence == "by South Front, via http://www.globalresearch.ca/"


def test_tail_glued_to_the_next_headline_goes():
    first, second = (path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))[:2])
    glued = first + second.partition("\n")[0]
    assert "Read more" in glued
    assert clean_text(glued).text == clean_text(first).text
