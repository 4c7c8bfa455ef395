"""The warehouse is a projection of what is staged: made anew, it holds the same rows."""

import shutil
from pathlib import Path

from pipeline import stages
from tests.end_to_end.conftest import Line
from tests.end_to_end.worlds import Tables, build_settings

TABLES = (
    "polls", "entries_history", "outcomes", "attempts", "rejections", "pages", "articles_history", "article_urls",
    "credits_history", "mentions_history", "fingerprints_history", "copies_history", "stories_history",
    "story_members_history", "passes", "removed_blocks_history", "furniture_history",
)  # fmt: skip


def read_rows(path: Path) -> dict[str, list[str]]:
    """Read all rows of the staged kinds but for the numbers of their loads."""
    with Tables(path) as tables:
        sql = "select * exclude (load_seq) from {}"
        return {table: sorted(map(str, tables.rows(sql.format(table)))) for table in TABLES}


def test_rebuilt_warehouse_holds_the_same_rows(line: Line, tmp_path: Path) -> None:
    source = line.published.snapshot.parent.parent
    shutil.copytree(source, tmp_path / "data", symlinks=True)
    settings = build_settings(tmp_path / "data", source.parent / "registry.yaml")
    before = read_rows(settings.warehouse_path)
    summary = stages.rebuild_warehouse(settings)
    after = read_rows(settings.warehouse_path)
    assert summary.batches > 3
    assert list(tmp_path.glob("data/warehouse.duckdb.*.old"))
    for table in TABLES:
        assert before[table] == after[table], table
    # The sample world has no furniture; test_furniture.py has.
    assert all(before[table] for table in TABLES if table not in ("attempts", "furniture_history"))
