"""What `make eval` counts as right of titles, authors and days, and how its floors are pinned and held."""

from pathlib import Path

import pytest
import yaml

from benchmarks.corpora import GoldPage
from benchmarks.extraction import Output
from benchmarks.metadata import (
    CORPUS_NAMES,
    FLOORS_PATH,
    draw_table,
    list_losses,
    score_metadata,
    score_sets,
    write_floors,
)

PAGES = [
    GoldPage(
        "https://a.example/", b"", title="Old pier to close", author=["Ann Lee", "Bo Smith"], day="2024-03-05"
    ),
    GoldPage("https://b.example/", b"", title="Rain", author="Ann Lee", day="2024-03-06", kind="listing"),
    GoldPage("https://c.example/", b"", day="2024-03-07"),
]
OUTPUTS = [
    Output(title="OLD PIER, to close", authors="Bo Smith; Ann Lee", day="2024-03-05"),
    Output(title="Rain | Gazette", authors="Ann Lee; Bo Smith", day="2024-03-05"),
    Output(),
]


def test_figures_count_what_is_given_and_what_is_right():
    figures = score_metadata(PAGES, OUTPUTS).figures
    assert figures == pytest.approx(
        {"title": 1 / 2, "author": 1 / 2, "day": 1 / 3, "day_precision": 1 / 2, "day_f1": 1 / 2}
    )


def test_figures_without_gold_are_none():
    assert set(score_metadata(PAGES[2:], OUTPUTS[2:]).figures) == {"day", "day_precision", "day_f1"}


def test_articles_are_a_set_of_their_own():
    sets = score_sets("1497", PAGES, OUTPUTS)
    assert [score.titles for score in sets.values()] == [2, 1]


def test_floors_hold_what_they_were_pinned_at(tmp_path: Path):
    measured = {"corpus": score_metadata(PAGES, OUTPUTS)}
    write_floors(tmp_path / "floors.yaml", measured)
    floors = yaml.safe_load((tmp_path / "floors.yaml").read_text("utf-8"))
    assert floors["corpus"]["day"] == 0.33
    assert list_losses(measured, floors) == []
    worse = {"corpus": score_metadata(PAGES, [*OUTPUTS[1:], Output()])}
    assert "corpus: title 0.000 is below its floor of 0.500" in list_losses(worse, floors)


def test_the_floors_of_every_corpus_are_pinned():
    floors = yaml.safe_load(FLOORS_PATH.read_text("utf-8"))
    assert set(CORPUS_NAMES.values()) <= set(floors)


def test_a_contender_for_dates_alone_has_no_title():
    score = score_metadata(PAGES, OUTPUTS)
    table = draw_table("corpus", {"htmldate": score, "namewire": score})
    assert list(table.columns[1].cells) == ["–", "0.500"]
