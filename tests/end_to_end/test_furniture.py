"""What a newspaper prints under every article is learnt, left out, counted further, and made anew by a rebuild."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import names, stages
from pipeline.warehouse import Warehouse
from tests.end_to_end.newspaper import LEXICON, Reader, serve
from tests.end_to_end.test_rebuild import read_rows

BIO = "Ann Lee reports on harbours and the people who live off them."
WORDS = ("pier", "market", "school", "bridge", "museum", "library", "station", "theatre", "harbour", "mill")


class Paper:
    """A paper with one article a subject; as many of them are published as `published` says."""

    def __init__(self) -> None:
        self.published = 6
        self.root = ""

    def answer(self, path: str) -> str | None:
        if path == "/feed":
            items = "".join(
                f"<item><guid>{word}</guid><title>Why the {word} will close</title><link>{self.root}/{word}</link>"
                "</item>"
                for word in WORDS[: self.published]
            )
            return f'<?xml version="1.0"?><rss version="2.0"><channel><title>G</title>{items}</channel></rss>'
        word = path.strip("/")
        if word not in WORDS:
            return None
        paragraphs = "".join(f"<p>{_write_paragraph(word, number)}</p>" for number in range(5))
        title = f"Why the {word} will close"
        return (
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}<p>{BIO}</p>"
            "</article></body></html>"
        )


def _write_paragraph(word: str, number: int) -> str:
    place = WORDS.index(word) * 7 + number
    return (
        f"Councillor {number} of ward {place} said that the {word} had cost {place * 13 + 5} crowns a year since"
        f" 19{place:02}, and that the {word} by the {WORDS[(place + 3) % 10]} would be sold in part {number}."
    )


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Paper, Reader]]:
    monkeypatch.setattr(names, "read_shipped_lexicon", lambda: LEXICON)
    paper = Paper()
    with serve(paper.answer) as paper.root:
        yield paper, Reader(paper.root, tmp_path)


def test_furniture_is_learnt_left_out_and_made_anew(reader: tuple[Paper, Reader]) -> None:
    paper, line = reader
    ending = f"SELECT count(*) FILTER (ends_with(text, '{BIO}')) AS with_line, count(*) AS articles FROM articles"
    line.read()
    assert line.ask(ending) == [{"with_line": 6, "articles": 6}]

    assert stages.learn_furniture(line.settings, clock=line.clock).learnt == 1
    paper.published = 9
    line.read()
    assert line.ask(ending) == [{"with_line": 6, "articles": 9}]
    kept = "SELECT count(*) AS blocks, min(evidence) AS evidence FROM removed_blocks WHERE kind = 'furniture'"
    assert line.ask(kept) == [{"blocks": 3, "evidence": "in 6 of 6 articles"}]

    for shard in stages.plan_replays(line.settings, "text", clock=line.clock).shards:
        stages.replay_articles(line.settings, shard, "text", clock=line.clock)
    (difference,) = stages.compare_texts(line.settings)
    assert (difference.articles, difference.changed, difference.furniture) == (9, 6, 9)
    assert difference.words_before - difference.words_after == 6 * len(BIO.split())
    stages.load_replays(line.settings, clock=line.clock)
    stages.publish_snapshot(line.settings)
    assert line.ask(ending) == [{"with_line": 0, "articles": 9}]

    stages.learn_furniture(line.settings, clock=line.clock)
    (row,) = Warehouse(line.settings).read_furniture()
    assert (row.state, row.articles, row.of_articles) == ("furniture", 9, 9)

    before = read_rows(line.settings.warehouse_path)
    stages.rebuild_warehouse(line.settings, clock=line.clock)
    after = read_rows(line.settings.warehouse_path)
    assert before["furniture_history"]
    assert before == after
