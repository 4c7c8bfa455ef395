"""A replay of names reads again what the change can touch, and leaves the tables as reading all again would."""

from pathlib import Path
from typing import Any

import pytest

from pipeline import stages
from pipeline.settings import Settings
from pipeline.stages.preparing import prepare_warehouse
from pipeline.staging import write_batch
from pipeline.warehouse import Warehouse
from schemas.records import IngestedEntry
from schemas.rows import EntryRow, LoadSet
from tests.stages.conftest import NOW, make_ingested
from tests.warehouse.made_rows import make

TEXTS = {
    "e1": "Zorbistan sent troops. The Zorbistan Front (ZF) fights; ZF says so.",
    "e2": "The Front of Zorb met in Syria, said Zorb.",
    "e3": "Nothing here but Syria and its weather.",
    "e4": "Read Zorbistan Today, a newspaper of Syria.",
    "e5": "A text without any name.",
}


def write_lexicon(settings: Settings, *blocks: str) -> None:
    """Lay these blocks over the shipped lexicon."""
    folder = settings.data_dir / "lexicon"
    folder.mkdir(exist_ok=True)
    text = "\n".join(["defaults: {kind: group}", "entities:", *(f"  - {block}" for block in blocks)])
    (folder / "overlay.yaml").write_text(text if blocks else "", encoding="utf-8")


FRONT = "{entity_id: zorb-front, name: Zorbistan Front}"
ZORB = "{entity_id: zorb, name: Zorbistan, kind: state}"
TODAY = "{entity_id: zorb-today, name: Zorbistan Today, kind: look-alike, aliases: {en: [Zorbistan Today]}}"
UNSEEN = "{entity_id: unseen, name: Gnarland}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse with five articles, read with a lexicon that has one block over the shipped ones."""
    made = Settings(data_dir=tmp_path, cache_dir=tmp_path / "cache")
    write_lexicon(made, ZORB)
    warehouse = prepare_warehouse(made, NOW)
    rows = tuple(make(EntryRow, entry_id=name, version=1, feed_id="f1", content_hash="h1") for name in TEXTS)
    warehouse.load(LoadSet(batch_id="entries", kind="entries", created_at=NOW, entries=rows))
    ingested = [make_ingested(name, text, lexicon_version="of long ago") for name, text in TEXTS.items()]
    write_batch(made.staging_dir, "articles", ingested, IngestedEntry, NOW)
    stages.load_articles(made)
    assert replay(made)[0] == len(TEXTS)
    return made


def replay(settings: Settings) -> tuple[int, str]:
    """Replay names; return how many articles were read again, and the batch."""
    plan = stages.plan_replays(settings, "names")
    assert plan.articles == len(TEXTS)
    assert sum(len(shard.ids) for shard in plan.shards) == plan.touched
    for shard in plan.shards:
        stages.replay_articles(settings, shard, "names")
    return plan.touched, stages.load_replays(settings).batch_id


def read_mentions(settings: Settings) -> list[dict[str, Any]]:
    names = "article_id, in_title, start_char, end_char, surface, entity_id, alias, rule, evidence, candidates"
    return Warehouse(settings).query(f"SELECT {names} FROM mentions ORDER BY ALL").to_pylist()


def read_all_again(settings: Settings) -> list[dict[str, Any]]:
    """Return what the mentions are when every article is read again."""
    replayed = stages.Shard(name="all", ids=Warehouse(settings).read_article_ids())
    stages.replay_articles(settings, replayed, "names")
    stages.load_replays(settings)
    return read_mentions(settings)


@pytest.mark.parametrize(
    ("blocks", "touched"),
    [
        pytest.param([ZORB], 0, id="nothing"),
        pytest.param([UNSEEN, ZORB], 0, id="a-name-of-no-text"),
        pytest.param([ZORB, FRONT], 1, id="a-name-of-one"),
        pytest.param([ZORB, TODAY], 1, id="a-look-alike"),
        pytest.param([], 2, id="an-entity-gone"),
        pytest.param([ZORB, FRONT, "{entity_id: syria, aliases: {en: [Gnar]}}"], 1, id="an-alias-of-a-known-entity"),
        pytest.param([ZORB, "{entity_id: syria, founded: 1946-04-17}"], 3, id="a-date-of-a-known-entity"),
    ],
)  # fmt: skip
def test_only_what_a_change_can_touch_is_read_again(settings: Settings, blocks: list[str], touched: int) -> None:
    before = read_mentions(settings)
    write_lexicon(settings, *blocks)
    assert replay(settings)[0] == touched
    found = read_mentions(settings)
    assert found == read_all_again(settings)
    assert (found == before) is (touched in (0, 3))


def test_each_article_is_compared_with_the_lexicon_that_it_was_read_with(settings: Settings) -> None:
    write_lexicon(settings, ZORB, FRONT)
    assert replay(settings)[0] == 1
    versions = "SELECT count(DISTINCT version) AS n FROM (SELECT max_by(version, load_seq) AS version FROM passes"
    sql = f"{versions} WHERE step = 'resolve' GROUP BY article_id)"
    assert Warehouse(settings).query(sql).to_pylist() == [{"n": 2}]
    write_lexicon(settings, ZORB, TODAY)
    assert replay(settings)[0] == 2
    assert read_mentions(settings) == read_all_again(settings)
    # The first lexicon again: its history is held twice now.
    write_lexicon(settings, ZORB)
    assert replay(settings)[0] == 1
    assert replay(settings)[0] == 0


def test_a_replay_that_was_undone_is_planned_again(settings: Settings) -> None:
    before = read_mentions(settings)
    write_lexicon(settings, ZORB, FRONT)
    touched, batch_id = replay(settings)
    after = read_mentions(settings)
    assert touched == 1
    assert after != before
    stages.undo_batch(settings, batch_id)
    assert read_mentions(settings) == before
    assert replay(settings)[0] == 1
    assert read_mentions(settings) == after


def test_the_difference_is_shown_before_anything_is_loaded(settings: Settings) -> None:
    before = Warehouse(settings).query("FROM batches ORDER BY ALL").to_pylist()
    write_lexicon(settings, ZORB, FRONT)
    for shard in stages.plan_replays(settings, "names").shards:
        stages.replay_articles(settings, shard, "names")
    found = [tuple(dict(item).values()) for item in stages.compare_replays(settings)]
    assert ("zorb-front", "Zorbistan Front", 0, 1) in found
    assert ("zorb-front", "ZF", 0, 2) in found
    stages.drop_replays(settings)
    assert Warehouse(settings).query("FROM batches ORDER BY ALL").to_pylist() == before


def test_analysts_see_no_look_alikes(settings: Settings) -> None:
    write_lexicon(settings, ZORB, TODAY)
    replay(settings)
    warehouse = Warehouse(settings)
    assert warehouse.query("FROM entities_history WHERE entity_id = 'zorb-today'").num_rows == 1
    for view in ("entities", "aliases"):
        assert warehouse.query(f"FROM {view} WHERE entity_id = 'zorb-today'").num_rows == 0
        assert warehouse.query(f"FROM {view} WHERE entity_id = 'zorb'").num_rows == 1
