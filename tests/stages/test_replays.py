"""A replay of names reads again what the change can touch, and leaves the tables as reading all again would."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import names, stages
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
    """Lay these blocks over the states."""
    folder = settings.data_dir / "lexicon"
    folder.mkdir(exist_ok=True, parents=True)
    text = "\n".join(["defaults: {kind: group}", "entities:", *(f"  - {block}" for block in blocks)])
    (folder / "overlay.yaml").write_text(text if blocks else "", encoding="utf-8")


FRONT = "{entity_id: zorb-front, name: Zorbistan Front}"
ZORB = "{entity_id: zorb, name: Zorbistan, kind: state}"
TODAY = "{entity_id: zorb-today, name: Zorbistan Today, kind: look-alike, aliases: {en: [Zorbistan Today]}}"


@pytest.fixture(scope="module", autouse=True)
def only_states() -> Iterator[None]:
    """Two hundred states in place of the whole shipped lexicon: each replay here builds two lexicons and more."""
    states = {name: text for name, text in names.read_shipped_lexicon().items() if name.startswith("states-")}
    assert states
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "read_shipped_lexicon", lambda: states)
        yield


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse with five articles, read with a lexicon that has one block over the states."""
    folder = tmp_path_factory.mktemp("replays")
    made = Settings(data_dir=folder / "data", cache_dir=folder / "cache")
    write_lexicon(made, ZORB)
    warehouse = prepare_warehouse(made, NOW)
    rows = tuple(make(EntryRow, entry_id=name, version=1, feed_id="f1", content_hash="h1") for name in TEXTS)
    warehouse.load(LoadSet(batch_id="entries", kind="entries", created_at=NOW, entries=rows))
    ingested = [make_ingested(name, text, lexicon_version="of long ago") for name, text in TEXTS.items()]
    write_batch(made.staging_dir, "articles", ingested, IngestedEntry, NOW)
    stages.load_articles(made)
    assert replay(made)[0] == len(TEXTS)
    return made


@pytest.fixture
def settings(prepared: Settings, tmp_path: Path) -> Settings:
    """The same in a folder of the test's own."""
    shutil.copytree(prepared.data_dir, tmp_path / "data")
    return prepared.model_copy(update={"data_dir": tmp_path / "data"})


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


def test_a_narrow_replay_leaves_what_a_whole_one_would(settings: Settings) -> None:
    before = read_mentions(settings)
    write_lexicon(settings, ZORB, FRONT, TODAY)
    assert replay(settings)[0] == 2
    found = read_mentions(settings)
    assert found != before
    assert found == read_all_again(settings)


def test_a_replay_that_was_undone_is_planned_again(settings: Settings) -> None:
    before = read_mentions(settings)
    write_lexicon(settings, ZORB, FRONT)
    for shard in stages.plan_replays(settings, "names").shards:
        stages.replay_articles(settings, shard, "names")
    found = [tuple(dict(item).values()) for item in stages.compare_replays(settings)]
    assert ("zorb-front", "Zorbistan Front", 0, 1) in found
    assert ("zorb-front", "ZF", 0, 2) in found
    assert read_mentions(settings) == before
    touched, batch_id = replay(settings)
    after = read_mentions(settings)
    assert touched == 1
    assert after != before
    stages.undo_batch(settings, batch_id)
    assert read_mentions(settings) == before
    assert replay(settings)[0] == 1
    assert read_mentions(settings) == after
