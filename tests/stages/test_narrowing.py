"""Which articles a change of the lexicon can touch, as the warehouse knows what each was read with."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.names import LOOK_ALIKE, Lexicon, build_lexicon
from pipeline.settings import Settings
from pipeline.stages.lexicons import read_compiled
from pipeline.stages.narrowing import find_touched
from pipeline.stages.preparing import project_lexicon
from pipeline.warehouse import Warehouse
from schemas.records import Alias, Entity
from schemas.rows import ArticleRow, LoadSet, PassRow
from tests.stages.conftest import NOW
from tests.warehouse.made_rows import make, make_load, make_undo

TEXTS = {
    "a1": "Zorbistan sent troops. The Zorbistan Front (ZF) fights; ZF says so.",
    "a2": "The Front of Zorb met in Syria, said Zorb.",
    "a3": "Nothing here but Syria and its weather.",
    "a4": "Read Zorbistan Today, a newspaper of Syria.",
    "a5": "A text without any name.",
}
ZORB = Entity(entity_id="zorb", name="Zorbistan", kind="state", aliases=(Alias(text="Zorbistan"),))
SYRIA = Entity(
    entity_id="syria", name="Syria", kind="state", founded=date(1946, 4, 17),
    aliases=(
        Alias(text="Syria", source="Wikidata", licence="CC0"),
        Alias(text="SAR", strength="ambiguous", needs=("damascus", "aleppo"), valid_from=date(1961, 9, 28)),
        Alias(text="Сирия", language="ru", case="any"),
    ),
)  # fmt: skip
FRONT = Entity(
    entity_id="zorb-front", name="Zorbistan Front", kind="group", parent_id="zorb",
    aliases=(Alias(text="Zorbistan Front"),),
)  # fmt: skip
TODAY = Entity(
    entity_id="zorb-today", name="Zorbistan Today", kind=LOOK_ALIKE, aliases=(Alias(text="Zorbistan Today"),)
)
UNSEEN = Entity(entity_id="unseen", name="Gnarland", kind="state", aliases=(Alias(text="Gnarland"),))
FIRST = build_lexicon([ZORB, SYRIA, TODAY])
NOTHING_KEPT = Settings(cache_dir=Path("no-such-folder"))


def load_lexicon(warehouse: Warehouse, lexicon: Lexicon) -> None:
    warehouse.load(project_lexicon(lexicon, f"lexicon-{warehouse.read_seq()}", NOW))


def load_passes(warehouse: Warehouse, name: str, version: str, ids: tuple[str, ...]) -> None:
    """Load what a replay of these articles loads, without the mentions."""
    passes = tuple(PassRow(article_id=i, revision=1, step="resolve", version=version) for i in ids)
    warehouse.load(make_load(name, "replay", passes=passes))


@pytest.fixture
def warehouse(tmp_path) -> Warehouse:
    """Five articles, read with the first lexicon."""
    made = Warehouse(Settings(data_dir=tmp_path))
    made.migrate()
    load_lexicon(made, FIRST)
    articles = tuple(make(ArticleRow, article_id=i, title="", text=text, revision=1) for i, text in TEXTS.items())
    made.load(make_load("articles", articles=articles))
    load_passes(made, "first", FIRST.version, tuple(TEXTS))
    return made


def find(warehouse: Warehouse, *entities: Entity) -> str:
    return " ".join(find_touched(NOTHING_KEPT, warehouse, build_lexicon(entities)))


def edit(entity: Entity, **fields: object) -> Entity:
    return entity.model_copy(update=fields)


def test_only_what_a_change_can_touch_is_found(warehouse: Warehouse) -> None:
    assert find(warehouse, ZORB, SYRIA, TODAY) == ""
    assert find(warehouse, ZORB, SYRIA, TODAY, UNSEEN) == ""
    assert find(warehouse, ZORB, SYRIA, TODAY, FRONT) == "a1"
    assert find(warehouse, ZORB, SYRIA) == "a4"
    assert find(warehouse, SYRIA, TODAY) == "a1 a4"
    assert find(warehouse, ZORB, edit(SYRIA, founded=None), TODAY) == "a2 a3 a4"
    assert find(warehouse, ZORB, edit(SYRIA, wikidata_id="Q858"), TODAY) == ""
    assert find(warehouse, ZORB, edit(SYRIA, aliases=SYRIA.aliases[:1]), TODAY) == ""
    assert find(warehouse, ZORB, edit(SYRIA, aliases=SYRIA.aliases[1:]), TODAY) == "a2 a3 a4"


def test_each_article_is_compared_with_the_lexicon_that_it_was_read_with(warehouse: Warehouse) -> None:
    second = build_lexicon([ZORB, SYRIA, TODAY, FRONT])
    load_lexicon(warehouse, second)
    load_passes(warehouse, "second", second.version, ("a1",))
    assert find(warehouse, *second.sources) == ""
    # The front is gone for a1 alone, which was read with it; the newspaper is for a4.
    assert find(warehouse, ZORB, SYRIA) == "a1 a4"
    assert find(warehouse, *FIRST.sources) == "a1"
    load_lexicon(warehouse, FIRST)
    assert find(warehouse, *second.sources) == ""
    warehouse.load(make_undo("undo", "second"))
    assert find(warehouse, *second.sources) == "a1"


def test_what_was_read_with_an_unknown_lexicon_is_read_again(warehouse: Warehouse) -> None:
    load_passes(warehouse, "other", "of-long-ago", ("a5",))
    assert find(warehouse, ZORB, SYRIA) == "a4 a5"
    fresh = make(ArticleRow, article_id="a6", title="", text="No pass was made over this.", revision=1)
    warehouse.load(make_load("more", articles=(fresh,)))
    assert find(warehouse, ZORB, SYRIA) == "a4 a5 a6"


def test_other_rules_touch_everything(warehouse: Warehouse) -> None:
    """The rules' version stands before the hash; so does the history of a lexicon that was kept in part."""
    rules, _, data = FIRST.version.partition("-")
    other = f"{int(rules) - 1}-{data}"
    projected = project_lexicon(FIRST, "other-rules", NOW)
    rows = tuple(row.model_copy(update={"lexicon_version": other}) for row in projected.entities)
    aliases = tuple(row.model_copy(update={"lexicon_version": other}) for row in projected.aliases)
    warehouse.load(LoadSet(batch_id="other", kind="lexicon", created_at=NOW, entities=rows, aliases=aliases))
    load_passes(warehouse, "by-other-rules", other, ("a2", "a5"))
    assert find(warehouse, *FIRST.sources) == "a2 a5"


def test_a_history_without_look_alikes_touches_everything(warehouse: Warehouse) -> None:
    lexicon = build_lexicon([ZORB, TODAY])
    projected = project_lexicon(lexicon, "partly", NOW)
    rows = tuple(row for row in projected.entities if row.kind != LOOK_ALIKE)
    warehouse.load(projected.model_copy(update={"entities": rows}))
    load_passes(warehouse, "partly-read", lexicon.version, ("a5",))
    assert find(warehouse, *FIRST.sources) == "a5"


def test_analysts_see_no_look_alikes(warehouse: Warehouse) -> None:
    for view in ("entities", "aliases"):
        found = warehouse.query(f"SELECT DISTINCT entity_id FROM {view} ORDER BY ALL").column(0).to_pylist()
        assert found == ["syria", "zorb"]


def test_a_kept_lexicon_stands_in_for_the_history(warehouse: Warehouse, tmp_path: Path) -> None:
    other = build_lexicon([ZORB, SYRIA])
    load_passes(warehouse, "other", other.version, ("a1", "a5"))
    settings = Settings(cache_dir=tmp_path / "cache")
    now = build_lexicon([ZORB, SYRIA, UNSEEN])
    assert find_touched(settings, warehouse, now) == ("a1", "a4", "a5")
    read_compiled(settings.cache_dir, "one", lambda: FIRST)
    read_compiled(settings.cache_dir, "two", lambda: other)
    assert find_touched(settings, warehouse, now) == ("a4",)
