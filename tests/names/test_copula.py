"""The model of IS: it tells the verb from the name by its neighbours alone, whatever the capitals."""

import pytest

from pipeline.names.copula import read_clause, score_name


@pytest.mark.parametrize(
    "text",
    [
        "The town IS on fire.",
        "Nobody knows what the answer IS yet.",
        "He said it IS true that they left.",
        "There IS no doubt about it.",
        "WHO IS TO BLAME FOR THE FIRE?",
        "THE PRICE OF BREAD IS GOING UP",
        "My brother IS a baker, and a good one.",
        "The minister IS expected to resign.",
    ],
)
def test_the_verb_scores_below(text: str) -> None:
    start = text.index(" IS ") + 1
    score = score_name(text, start, start + 2, shouting=text.isupper())
    assert score is not None
    assert score < -1.5


@pytest.mark.parametrize(
    "text",
    [
        "The men were recruited by IS in the spring.",
        "After IS took the town, the school was closed.",
        "Troops fighting IS said that the road was open.",
        "The United States and IS both lost men there.",
        "They belonged to IS, the court heard.",
        "In May IS released a video of the attack.",
    ],
)
def test_the_name_scores_above(text: str) -> None:
    start = text.index(" IS") + 1
    score = score_name(text, start, start + 2, shouting=False)
    assert score is not None
    assert score > -3


def test_a_clause_ends_with_its_sentence_or_line() -> None:
    text = "He left. Then\nthe IS men, he said, went? Yes."
    start = text.index("IS")
    assert read_clause(text, start, start + 2) == (
        ["<s>", "the"],
        ["men", ",", "he", "said", ",", "went", "?"],
    )


def test_other_languages_are_unknown() -> None:
    assert score_name("Kämpfer gegen IS verhaftet", 14, 16, shouting=False) is None
    assert score_name("the IS fighters have left", 4, 6, shouting=False) is not None


@pytest.mark.parametrize("text", ["IS", "IS.", "\nIS\n", "IS IS", "(IS)"])
def test_short_texts_score(text: str) -> None:
    start = text.index("IS")
    assert isinstance(score_name(text, start, start + 2, shouting=True), float)
