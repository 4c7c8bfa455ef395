"""`docs/analysts.md` is run: each query on the sample world, each list of columns on the snapshot's comments.

`NAMEWIRE_WRITE_DOCS=1 pytest tests/docs` writes the results as they are now into the documents; read the difference
before you commit it.
"""

import os
from collections.abc import Callable

import duckdb
import pytest

from tests.docs.markdown import ROOT, list_blocks
from tests.docs.rendering import list_described, render_document

Open = Callable[[str], duckdb.DuckDBPyConnection]
ANALYSTS = ROOT / "docs" / "analysts.md"

CONTRACT = (
    "feeds polls entries outcomes pages articles article_urls credits mentions entities aliases fingerprints copies"
    " stories story_members rejections batches entity_daily entity_pairs entity_sources story_sources feed_health"
    " ledger"
).split()


@pytest.mark.parametrize("name", ["docs/analysts.md", "README.md"])
def test_every_result_is_what_the_query_gives(name: str, open_edition: Open) -> None:
    path = ROOT / name
    held = path.read_text(encoding="utf-8")
    rendered = render_document(held, open_edition)
    if os.environ.get("NAMEWIRE_WRITE_DOCS"):
        path.write_text(rendered, encoding="utf-8")
    assert rendered == held, f"{name} shows other results: NAMEWIRE_WRITE_DOCS=1 pytest tests/docs writes them anew"


def test_there_are_queries_enough_to_begin_with() -> None:
    assert len(list_blocks(ANALYSTS.read_text(encoding="utf-8"), "sql")) >= 15


def test_no_query_comes_back_empty(open_edition: Open) -> None:
    for block in list_blocks(ANALYSTS.read_text(encoding="utf-8"), "sql"):
        connection = open_edition(block.info[3:].strip() or "demo")
        assert connection.execute(block.text).fetchall(), block.text


def test_every_table_of_the_contract_is_described() -> None:
    assert set(CONTRACT) <= list_described(ANALYSTS.read_text(encoding="utf-8"))


def test_python_example_runs(line, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path) -> None:
    (block,) = list_blocks(ANALYSTS.read_text(encoding="utf-8"), "python")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "news.duckdb").symlink_to(line.first.snapshot)
    monkeypatch.chdir(tmp_path)
    exec(compile(block.text, "docs/analysts.md", "exec"), {})  # noqa: S102
    assert capsys.readouterr().out.strip("(,)\n").isdigit()
