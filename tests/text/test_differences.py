"""Differences between two revisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.differences import compare_texts

TEXTS = st.lists(st.lists(st.sampled_from(["the", "pier", "will", "close", "in", "May"]), max_size=8).map(" ".join),
                 max_size=6).map("\n".join)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        pytest.param("It rained.", "It  rained.", ["=It rained."], id="white space"),
        pytest.param("The pier will close in May.", "The pier will close in June.",
                     ["=The pier will close in", "-May.", "+June."], id="a word"),
        pytest.param("A long day.\nHe left.", "A long day.\nIt rained hard.\nHe left.",
                     ["=A long day.", "+It rained hard.", "=He left."], id="a paragraph more"),
        pytest.param("A long day.\nHe left.", "He left.", ["-A long day.", "=He left."], id="a paragraph less"),
        pytest.param("The crane drivers went home early.", "Nobody expected so much rain today.",
                     ["-The crane drivers went home early.", "+Nobody expected so much rain today."],
                     id="another paragraph"),
        pytest.param("We saw that two of the boats were lost at night near the pier.",
                     "We saw that three of the ships were lost at night near the pier.",
                     ["=We saw that", "-two of the boats", "+three of the ships",
                      "=were lost at night near the pier."],
                     id="words between changes belong to them"),
    ],
)  # fmt: skip
def test_difference_shows_what_went_and_came(before: str, after: str, shown: list[str]) -> None:
    marks = {"same": "=", "removed": "-", "added": "+"}
    found = [
        f"{marks[change.kind]}{change.words}" for paragraph in compare_texts(before, after) for change in paragraph
    ]
    assert found == shown


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_their_difference(before: str, after: str) -> None:
    changes = [change for paragraph in compare_texts(before, after) for change in paragraph]
    for text, other in ((before, "added"), (after, "removed")):
        assert " ".join(change.words for change in changes if change.kind != other).split() == text.split()
