"""Furniture is learnt from what is loaded, staged, left out of what comes after, and made anew by a rebuild."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline import names, stages
from pipeline.settings import Settings
from pipeline.stages.furnishing import read_furniture
from pipeline.text.blocks import PublishedText, count_blocks
from pipeline.warehouse import Warehouse
from schemas.rows import ArticleRow, RemovedBlockRow, StoryMemberRow
from tests.warehouse.conftest import EMBEDDED, LAKE, build_settings
from tests.warehouse.made_rows import NOW, make, make_load

BOX = "Sign up for our newsletter, The Tide Table."
BIO = "Ann Lee reports on harbours and the people who live off them."
BACKGROUND = "The strike at the port began in March, when two crane drivers were dismissed."
WIRE = "The convoy reached the camp on Monday, officials said, after two weeks on the road."


@pytest.fixture(autouse=True)
def small_lexicon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One entity in place of the shipped lexicon, which every preparation of a warehouse would load."""
    lexicon = "entities: [{entity_id: zorb, name: Zorbistan, kind: state}]"
    monkeypatch.setattr(names, "read_shipped_lexicon", lambda: {"a.yaml": lexicon})
    monkeypatch.setenv("NAMEWIRE_CACHE_DIR", str(tmp_path / "cache"))


def write_text(number: int) -> str:
    """Write an article of its own with a box, an author's line under every second, a background in every third."""
    own = [f"Sentence {place} of report {number} on the harbour." for place in range(6)]
    own.insert(2, BOX if number % 2 else f"{BOX.upper()}!")
    if number % 3 == 0:
        own.insert(4, BACKGROUND)
    return "\n".join([*own, BIO] if number % 2 else own)


def make_row(article_id: str, text: str, **given: Any) -> ArticleRow:
    return make(
        ArticleRow, article_id=article_id, publisher="The Harbour Post", text=text, first_seen_at=NOW, **given
    )


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an embedded warehouse that holds forty articles, and one wire story six times."""
    return fill_warehouse(tmp_path, EMBEDDED)


def fill_warehouse(tmp_path: Path, storage: str) -> Settings:
    registry = tmp_path / "feeds.yaml"
    registry.write_text("[]\n")
    made = build_settings(tmp_path, storage).model_copy(update={"feeds_path": registry})
    rows = [make_row(f"a{number:02}", write_text(number)) for number in range(40)]
    rows += [make_row(f"wire{number}", f"Camp, take {number}.\n{WIRE}") for number in range(6)]
    story = tuple(StoryMemberRow(story_id="s", article_id=f"wire{n}", role="member") for n in range(6))
    warehouse = Warehouse(made)
    warehouse.migrate()
    warehouse.load(make_load("ingested", articles=tuple(rows), story_members=story))
    return made


@pytest.mark.parametrize("storage", [EMBEDDED, LAKE])
def test_learns_boxes_and_author_lines_but_no_background_and_no_wire_story(tmp_path: Path, storage: str) -> None:
    settings = fill_warehouse(tmp_path, storage)
    report = stages.learn_furniture(settings, clock=lambda: NOW + timedelta(days=1))
    rows = {row.words.lower().strip("!"): row for row in Warehouse(settings).read_furniture()}
    assert (report.blocks, report.furniture, report.learnt, report.dropped) == (4, 2, 2, 0)
    assert {
        words: (row.state, row.articles, row.stories, row.of_articles, row.position) for words, row in rows.items()
    } == {
        BOX.lower(): ("furniture", 40, 40, 46, "inside"),
        BIO.lower(): ("furniture", 20, 20, 46, "tail"),
        BACKGROUND.lower(): ("text", 14, 14, 46, "inside"),
        WIRE.lower(): ("text", 6, 1, 46, "tail"),
    }  # fmt: skip
    furniture = read_furniture(Warehouse(settings), ["The Harbour Post", "Nobody"])
    assert furniture.keys() == {"The Harbour Post"}
    assert furniture["The Harbour Post"].find(BIO) == "in 20 of 46 articles"
    assert furniture["The Harbour Post"].find(BACKGROUND) is None


def test_learning_twice_learns_nothing_new(settings: Settings) -> None:
    first = stages.learn_furniture(settings, clock=lambda: NOW)
    second = stages.learn_furniture(settings, clock=lambda: NOW + timedelta(hours=1))
    assert first.batch_id
    assert (second.furniture, second.learnt, second.batch_id) == (2, 0, "")


def test_what_is_left_out_is_still_counted(settings: Settings) -> None:
    """The texts of a later load have no box any more: it would be unlearnt if the removed ones did not count."""
    stages.learn_furniture(settings, clock=lambda: NOW)
    stripped = [make_row(f"b{n}", "\n".join(f"Line {i} of story {n}." for i in range(6))) for n in range(100)]
    left_out = tuple(
        make(RemovedBlockRow, article_id=row.article_id, revision=row.revision, kind="furniture", words=BOX,
             position="inside")
        for row in stripped
    )  # fmt: skip
    Warehouse(settings).load(make_load("later", articles=tuple(stripped), removed_blocks=left_out))
    stages.learn_furniture(settings, clock=lambda: NOW)
    (row,) = [row for row in Warehouse(settings).read_furniture() if row.words.lower().startswith("sign up")]
    assert (row.articles, row.of_articles, row.state) == (140, 146, "furniture")


def test_articles_before_the_window_do_not_count(settings: Settings) -> None:
    assert stages.learn_furniture(settings, clock=lambda: NOW + timedelta(days=61)).blocks == 0


def test_a_rebuild_loads_what_was_learnt(settings: Settings) -> None:
    stages.learn_furniture(settings, clock=lambda: NOW)
    before = Warehouse(settings).read_furniture()
    stages.rebuild_warehouse(settings, clock=lambda: NOW + timedelta(days=400))
    assert before
    assert Warehouse(settings).read_furniture() == before


def test_nightly_maintenance_learns(settings: Settings) -> None:
    report = stages.maintain_warehouse(settings, clock=lambda: NOW)
    # The rows of this test were never staged.
    assert [problem for problem in report.problems if not problem.startswith("staged batch")] == []
    assert [row.state for row in Warehouse(settings).read_furniture()].count("furniture") == 2


def test_the_warehouse_counts_as_the_extractor_does(settings: Settings) -> None:
    """Two ways to count, SQL over tables and Python over texts at hand, and one result; but for the wire story."""
    texts = [PublishedText("The Harbour Post", write_text(number)) for number in range(40)]
    texts += [PublishedText("The Harbour Post", f"Camp, take {number}.\n{WIRE}") for number in range(6)]
    same = {"publisher", "words", "articles", "of_articles", "head_articles", "tail_articles"}
    stored = Warehouse(settings).count_blocks(NOW, 5)
    at_hand = count_blocks(texts, 5)
    assert len(stored) == 4
    assert [c.model_dump(include=same) for c in stored] == [c.model_dump(include=same) for c in at_hand]
