"""What recurs on a publisher's pages: which of it is furniture, and what becomes of that in a text."""

from typing import Any

import pytest

from pipeline.settings import FurnitureSettings
from pipeline.text import Furniture, clean_text, decide_furniture, find_position, hash_block
from schemas.records import BlockCount, FurnitureBlock
from tests.warehouse.made_rows import make

SETTINGS = FurnitureSettings()
BOX = "Sign up for our newsletter, The Tide Table."
BIO = "Ann Lee reports on harbours and the people who live off them."
BACKGROUND = "The strike at the port began in March, when two crane drivers were dismissed."


def make_count(words: str, **given: Any) -> BlockCount:
    """Make the count of a block that stands at the tail of 20 of 100 articles, each a story of its own."""
    plain = {"articles": 20, "stories": 20, "of_articles": 100, "head_articles": 0, "tail_articles": 20}
    return make(BlockCount, words=words, publisher="The Harbour Post", **{**plain, **given})


@pytest.mark.parametrize(
    ("count", "state"),
    [
        pytest.param(make_count(BIO), "furniture", id="an author's line at the tail"),
        pytest.param(make_count("You are reading the Harbour Post", head_articles=20, tail_articles=0), "furniture",
                     id="a label at the head"),
        pytest.param(make_count(BOX, tail_articles=0), "furniture", id="a box between paragraphs"),
        pytest.param(make_count("Реклама", tail_articles=0), "furniture", id="a Russian label between paragraphs"),
        pytest.param(make_count("الأكثر قراءة", tail_articles=3), "furniture", id="an Arabic list"),
        pytest.param(make_count(BACKGROUND, tail_articles=0), "text", id="background of a running story"),
        pytest.param(make_count(BACKGROUND, articles=90, stories=90, tail_articles=30), "text",
                     id="background in nearly all articles, also at their ends"),
        pytest.param(make_count("What we do not like", articles=100, tail_articles=0), "text", id="a heading"),
        pytest.param(make_count("Conclusion"), "text", id="heading near the end"),
        pytest.param(make_count(BIO, stories=2), "text", id="one wire story printed often"),
        pytest.param(make_count(BOX, stories=1), "text", id="a box inside of one wire story"),
        pytest.param(make_count(BIO, articles=6, stories=6, of_articles=1000, tail_articles=6), "text",
                     id="too small a share"),
    ],
)  # fmt: skip
def test_place_and_words_tell_furniture_from_text_that_recurs(count: BlockCount, state: str) -> None:
    decision = decide_furniture(count, SETTINGS)
    assert decision.state == state, decision.reason
    assert f"in {count.articles} of {count.of_articles} articles" in decision.reason


def test_what_is_known_stays_furniture_when_it_becomes_rare() -> None:
    rare = make_count(BIO, articles=6, stories=6, of_articles=1000, tail_articles=6)
    assert decide_furniture(rare, SETTINGS, {hash_block(BIO)}).state == "furniture"
    spread = make_count(BIO, tail_articles=5)
    assert decide_furniture(spread, SETTINGS, {hash_block(BIO)}).state == "text"


@pytest.mark.parametrize(
    ("head", "tail", "position"),
    [pytest.param(18, 2, "head", id="head"), pytest.param(0, 20, "tail", id="tail"),
     pytest.param(5, 5, "inside", id="inside")],
)  # fmt: skip
def test_a_block_is_where_it_mostly_stands(head: int, tail: int, position: str) -> None:
    assert find_position(make_count(BIO, head_articles=head, tail_articles=tail)) == position


def test_furniture_leaves_the_text_with_its_evidence() -> None:
    furniture = Furniture([FurnitureBlock(block_hash=hash_block(BOX), evidence="in 37 of 80 articles")])
    clean = clean_text(f"The pier will close.\n{BOX.upper()}\nIt was built in 1911.", furniture=furniture)
    assert clean.text == "The pier will close.\nIt was built in 1911."
    (block,) = clean.removed
    assert (block.kind, block.words, block.position, block.paragraph, block.evidence) == (
        "furniture", BOX.upper(), "inside", 1, "in 37 of 80 articles",
    )  # fmt: skip


def test_furniture_that_names_a_source_still_credits_it() -> None:
    line = "This article was originally published by Coastal Weekly."
    furniture = Furniture([FurnitureBlock(block_hash=hash_block(line), evidence="in 9 of 9 articles")])
    clean = clean_text(f"The pier will close.\n{line}", furniture=furniture)
    assert clean.text == "The pier will close."
    assert [(credit.role, credit.name) for credit in clean.credits] == [("source", "Coastal Weekly")]
