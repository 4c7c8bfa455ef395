"""Quotation marks of all houses: which words are quoted, whatever the marks."""

import pytest

from pipeline.copies.quotation import mark_quoted
from pipeline.copies.tokens import split_words

QUOTED = [0, 0, 1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param('"{}"', id="straight"),
        pytest.param("“{}”", id="English"),
        pytest.param("„{}“", id="German"),
        pytest.param("„{}”", id="Polish"),
        pytest.param("»{}«", id="guillemets inwards"),
        pytest.param("«{}»", id="guillemets"),
        pytest.param("« {} »", id="French"),
        pytest.param("‹{}›", id="single guillemets"),
        pytest.param("''{}''", id="doubled apostrophes"),
        pytest.param("``{}''", id="typewriter"),
        pytest.param("'{}'", id="single"),
        pytest.param("‘{}’", id="single, English"),
        pytest.param("「{}」", id="corners"),
    ],
)
def test_a_quotation_is_found_in_any_marks(marked: str) -> None:
    text = f"She said: {marked.format('Nobodyʼs winning tonight,')} and left."
    assert list(mark_quoted(text, split_words(text))) == QUOTED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The workers' union and the owners' club don't agree.", id="possessives"),
        pytest.param("In the '90s and the '80s, rock 'n' roll.", id="left-out letters"),
        pytest.param("It was over.” Then rain began again.", id="closed in the line before"),
    ],
)
def test_apostrophes_and_stray_marks_quote_nothing(text: str) -> None:
    assert not any(mark_quoted(text, split_words(text)))


def test_a_quotation_within_one_is_quoted() -> None:
    text = "\"He told me 'go home now,' and I went,\" she said."
    assert list(mark_quoted(text, split_words(text))) == [1] * 9 + [0, 0]
