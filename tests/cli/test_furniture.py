"""`namewire furniture` and `namewire diff` on a small warehouse, `namewire extract --furniture` on pages at hand."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline import stages
from pipeline.settings import Settings
from pipeline.warehouse import Warehouse
from schemas.rows import ArticleRow, RemovedBlockRow
from tests.warehouse.made_rows import make, make_load

LEXICON = "entities: [{entity_id: zorb, name: Zorbistan, kind: state}]"
BIO = "Ann Lee reports on harbours and the people who live off them."
PROSE = (
    "The council voted on Tuesday to close the old ferry pier of ward {n}, which had stood since 1911. Engineers had"
    " found that two of its nine pillars were hollow, and that a third would not last the winter of year {n}."
)
NOW = datetime.now(UTC)


def make_row(number: int, text: str, **given: Any) -> ArticleRow:
    return make(
        ArticleRow,
        article_id=f"a{number}",
        publisher="The Harbour Post",
        text=text,
        url=f"https://post.example/{number}",
        first_seen_at=NOW - timedelta(days=1),
        **{"revision": 1, **given},
    )


@pytest.fixture
def filled(data_dir: Path, replace_lexicon: Any) -> Settings:
    """A published warehouse of ten articles with one author's line; one was edited, one is without the line."""
    replace_lexicon(LEXICON)
    data_dir.mkdir()
    settings = Settings(publish_min_interval_s=0)
    rows = [
        make_row(n, f"{PROSE.format(n=n)}\n{PROSE.format(n=-n)}\nMore of {n}.\nEnd of {n}.\n{BIO}")
        for n in range(10)
    ]
    edited = make_row(3, rows[3].text.replace("More of 3", "Much more of 3"), revision=2)
    left_out = make(RemovedBlockRow, article_id="a4", revision=1, kind="furniture", words=BIO, position="tail")
    warehouse = Warehouse(settings)
    warehouse.migrate()
    warehouse.load(make_load("one", articles=tuple(rows), removed_blocks=(left_out,)))
    warehouse.load(make_load("two", articles=(edited,)))
    stages.publish_snapshot(settings, force=True)
    return settings


def test_furniture_is_learnt_listed_and_shown(filled: Settings, namewire: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert namewire("furniture", "learn").text.splitlines() == [
        "1 blocks recur, 1 of them are furniture: 1 new.",
        "Articles that are there already change with: namewire replay text",
    ]
    listed = namewire("furniture", "list", "--publisher", "harbour").text
    assert BIO in listed
    assert BIO not in namewire("furniture", "list", "--publisher", "nobody").text
    (row,) = Warehouse(filled).read_furniture()
    shown = namewire("furniture", "show", row.block_hash[:8]).text
    assert "furniture: in 10 of 10 articles, at the tail of 100%" in shown
    assert "https://post.example/4" in shown
    failed = namewire("furniture", "show", "b9-nothing")
    assert (failed.status, failed.errors.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "status", "printed"),
    [
        pytest.param(["a3"], 0, "[-More-] {+Much more+} of 3.", id="by id"),
        pytest.param(["https://post.example/3", "--revision", "2"], 0, "… 2 unchanged …", id="by address"),
        pytest.param(["a4"], 0, "a4 has one revision: nothing was changed.", id="one revision"),
        pytest.param(
            ["a3", "--revision", "7"], 1, "no such revision: 7; to compare there is: 2", id="no such revision"
        ),
        pytest.param(["a99"], 1, "a99: no article", id="no such article"),
    ],
)
def test_diff_shows_what_was_changed(
    filled: Settings, namewire: Any, arguments: list[str], status: int, printed: str
) -> None:
    ended = namewire("diff", *arguments)
    assert ended.status == status
    assert printed in (ended.errors if status else ended.text)


def test_pages_of_one_run_teach_what_they_have_in_common(namewire: Any) -> None:
    def make_line(number: int, host: str) -> str:
        paragraphs = "".join(f"<p>{PROSE.format(n=number * 10 + part)}</p>" for part in range(4))
        html = f"<html><body><article><h1>Pier {number}</h1>{paragraphs}<p>{BIO}</p></article></body></html>"
        return json.dumps({"id": number, "url": f"https://{host}/{number}", "html": html})

    lines = [make_line(number, "post.example") for number in range(6)] + [make_line(9, "other.example")]
    plain = namewire("extract", "--jsonl", stdin="\n".join(lines).encode()).lines
    taught = namewire("extract", "--jsonl", "--furniture", stdin="\n".join(lines).encode()).lines
    assert all(line["text"].endswith(BIO) for line in plain)
    assert [line["text"].endswith(BIO) for line in taught] == [False] * 6 + [True]
    assert taught[0]["removed"][-1] == {
        "kind": "furniture", "words": BIO, "position": "tail", "paragraph": 4, "evidence": "in 6 of 6 articles",
    }  # fmt: skip
