import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.copies.passage import find_passages
from pipeline.copies.quotation import mark_quoted
from pipeline.copies.tokens import split_words

TOKENS = st.lists(st.sampled_from(list("abcdef")), max_size=60)
ORIGINAL = [f"w{number}x" for number in range(200)]


def _spans(tokens: list[str], other: list[str]) -> list[tuple[int, int, int, int]]:
    return [(p.start, p.end, p.other_start, p.other_end) for p in find_passages(tokens, other, 5)]


def test_a_passage_reaches_over_changed_words() -> None:
    changed = [*ORIGINAL[:50], "new", "words", *ORIGINAL[52:100], *ORIGINAL[103:]]
    assert _spans(changed, ORIGINAL) == [(0, 197, 0, 200)]


def test_moved_blocks_are_passages_of_their_own() -> None:
    assert _spans(ORIGINAL[120:] + ORIGINAL[:120], ORIGINAL) == [(0, 80, 120, 200), (80, 200, 0, 120)]


def test_an_inserted_block_parts_two_passages() -> None:
    inserted = [*ORIGINAL[:50], *[f"own{number}" for number in range(30)], *ORIGINAL[50:]]
    assert _spans(inserted, ORIGINAL) == [(0, 50, 0, 50), (80, 230, 50, 200)]


@pytest.mark.parametrize(
    ("changed", "matched"),
    [
        pytest.param(
            "several senlor miiitants in the area pledged in 20150 their allegiance", 11, id="wrong letters"
        ),
        pytest.param("several senior militant in the area pledge in 20150 their allegiance", 11, id="endings"),
        pytest.param("several senior militants in the area pledged in 20160 their allegiance", 10, id="number"),
        pytest.param("several senior soldiers in the area pledged in 20150 their allegiance", 10, id="word"),
    ],
)
def test_wrong_letters_count_as_equal_but_other_words_do_not(changed: str, matched: int) -> None:
    tokens = split_words("several senior militants in the area pledged in 20150 their allegiance")
    assert sum(passage.matched for passage in find_passages(changed.split(), tokens, 3)) == matched


def test_a_passage_reaches_back_before_its_seed() -> None:
    assert _spans([ORIGINAL[0], ORIGINAL[1], "new", *ORIGINAL[3:40]], ORIGINAL) == [(0, 40, 0, 40)]


def test_a_text_of_one_word_is_aligned_once() -> None:
    assert len(find_passages(["spam"] * 20_000, ["spam"] * 20_000, 5)) == 1


@given(TOKENS, TOKENS)
def test_runs_are_equal_and_in_order(tokens: list[str], other: list[str]) -> None:
    end = 0
    for passage in find_passages(tokens, other, 3):
        for run in passage.runs:
            assert tokens[run.start : run.end] == other[run.other_start : run.other_end]
            assert run.start >= end
            end = run.end
        assert list(passage.runs) == sorted(passage.runs, key=lambda run: run.other_start)


@given(TOKENS)
def test_a_text_is_one_passage_of_itself(tokens: list[str]) -> None:
    found = find_passages(tokens, tokens, 3)
    assert sum(passage.matched for passage in found) == (len(tokens) if len(tokens) >= 3 else 0)


@given(st.text(alphabet='ab "“”«»\n.', max_size=80))
def test_every_word_has_its_quotation_mark(text: str) -> None:
    words = split_words(text)
    assert len(mark_quoted(text, words)) == len(words)
