"""The measurement of extraction, and the extraction itself on the smallest of the open corpora."""

import pytest
import yaml

from benchmarks.corpora import CORPORA, CORPUS_READERS, GoldPage, read_corpus
from benchmarks.extraction import FLOORS_PATH, OURS, Output, Score, list_losses, plan_floors, run_ours, score_pages


def test_a_text_is_scored_by_runs_of_four_words_and_exact_where_all_are_equal() -> None:
    pages = [
        GoldPage("https://a.example/1", b"", text="one two three four five"),
        GoldPage("x", b"", text="a b c d"),
    ]
    score = score_pages(pages, [Output("one two three four six"), Output("a b c d")], 4, 1.0)
    assert (score.precision, score.recall, score.exact) == (0.75, 0.75, 0.5)


def test_segments_that_must_not_appear_cost_precision() -> None:
    page = GoldPage("https://a.example/1", b"", wanted=("good words", "lost words"), unwanted=("menu",))
    score = score_pages([page], [Output("good words and a menu")], 1, 1.0)
    assert (score.precision, score.recall, score.exact) == (0.5, 0.5, 0.0)


def test_a_figure_below_its_floor_is_named() -> None:
    score = Score(0.9, 0.9, 0.912, 0.3, None, None, None, 1.0)
    floors = plan_floors({"corpus": {OURS: score}})
    assert floors == {"corpus": {"f1": pytest.approx(0.91), "exact": pytest.approx(0.3)}}
    assert list_losses({"corpus": {OURS: score}}, floors) == []
    (loss,) = list_losses({"corpus": {OURS: score._replace(f1=0.9)}}, floors)
    assert "corpus: f1 fell to 0.9000" in loss


def test_the_extraction_that_ships_holds_the_floors_of_the_smallest_corpus() -> None:
    if not CORPORA.exists():
        pytest.skip("../shared/corpora is absent")
    pages, (title, _, shingle) = read_corpus("181"), CORPUS_READERS["181"]
    scores = {title: {OURS: score_pages(pages, [run_ours(page) for page in pages], shingle, 1.0)}}
    assert list_losses(scores, yaml.safe_load(FLOORS_PATH.read_text("utf-8"))) == []
