"""Imported layers: written and read back the same, and always below what curators say."""

from datetime import UTC, date, datetime

import pytest

from benchmarks.lexicons import generate_aliases
from pipeline.errors import ConfigError
from pipeline.names import (
    LOOK_ALIKE,
    Layer,
    LayerHeader,
    build_lexicon,
    list_drops,
    merge_layers,
    parse_lexicon,
    read_layers,
    resolve,
)
from pipeline.names.imports.assembly import Counted
from pipeline.names.layer_changes import compare_layers
from pipeline.names.layers import read_layer, write_layer
from pipeline.names.merging import DroppedAlias, explain_merge
from schemas.records import Alias, Document, Entity

CURATED = parse_lexicon(
    {
        "a.yaml": """
defaults: {kind: armed-group}
entities:
- entity_id: kelvar-front
  name: Kelvar Front
  wikidata_id: Q990001
  aliases:
    en: [{text: KVF, strength: ambiguous}, {text: Band of Kelvar, valid_to: 1999-12-31}]
    ru: [Кельварский фронт]
- entity_id: tolmin-bank
  name: Tolmin Bank
  kind: look-alike
  aliases: {en: [Tolmin Bank]}
- {entity_id: tolmin-army, name: Tolmin Army, aliases: {en: [Tolmini Army]}}
"""
    }
)


def make_entity(entity_id: str, name: str, *aliases: str, kind: str = "armed-group", **fields: object) -> Entity:
    found = tuple(Alias(text=text, source="list", licence="CC0") for text in (name, *aliases))
    return Entity.model_validate({"entity_id": entity_id, "name": name, "kind": kind, "aliases": found, **fields})


def make_layer(*entities: Entity, name: str = "list") -> Layer:
    header = LayerHeader(
        layer=name,
        source="list",
        licence="CC0",
        file="list.csv",
        made_on=date(2026, 1, 1),
        entities=len(entities),
        aliases=sum(len(entity.aliases) for entity in entities),
    )
    return Layer(header=header, entities=tuple(sorted(entities, key=lambda entity: entity.entity_id)))


def find_entity(entity_id: str, *layers: Layer) -> Entity:
    return next(entity for entity in merge_layers(CURATED, layers) if entity.entity_id == entity_id)


def list_texts(entity: Entity) -> list[str]:
    return [alias.text for alias in entity.aliases]


def test_twenty_thousand_aliases_come_back_the_same() -> None:
    layer = make_layer(*generate_aliases(20_000))
    assert layer.header.aliases == 20_000
    lines = list(write_layer(layer.header, layer.entities))
    assert read_layer("list.jsonl", lines) == layer
    assert list(write_layer(layer.header, reversed(layer.entities))) == lines
    assert len({entity.name for entity in layer.entities}) > len(layer.entities) * 0.9


def test_what_a_generated_lexicon_holds_is_always_the_same() -> None:
    assert generate_aliases(200) == generate_aliases(200)
    assert generate_aliases(200) != generate_aliases(200, seed=8)


def test_every_field_comes_back() -> None:
    alias = Alias(
        text="Кельвар", language="ru", strength="weak", case="any", valid_from=date(2001, 1, 1),
        valid_to=date(2011, 1, 1), needs=("a", "b"), source="other", licence="public",
    )  # fmt: skip
    entity = Entity(
        entity_id="a", name="A", kind="place", parent_id="b", successor_of="c", succeeded_on=date(2001, 1, 1),
        wikidata_id="Q7", founded=date(2000, 1, 1), ended=date(2001, 1, 1), aliases=(alias,),
    )  # fmt: skip
    layer = make_layer(entity)
    assert read_layer("x", write_layer(layer.header, layer.entities)) == layer


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda lines: [], "x.jsonl:1: not a layer", id="empty"),
        pytest.param(lambda lines: ['{"a": 1}\n', *lines], "x.jsonl:1: not a layer", id="other-json"),
        pytest.param(lambda lines: ["nonsense", *lines[1:]], "x.jsonl:1: not a layer", id="no-json"),
        pytest.param(lambda lines: lines[:2], "cut off: 1 entities of 2", id="cut-off"),
        pytest.param(lambda lines: [*lines[:2], lines[2][:20]], "x.jsonl:3: not an entity", id="half-a-line"),
        pytest.param(lambda lines: [*lines[:2], "[]"], "x.jsonl:3: not an entity", id="a-list"),
        pytest.param(lambda lines: [*lines[:2], '{"aliases": [7]}'], "x.jsonl:3: not an entity", id="a-number"),
        pytest.param(
            lambda lines: [*lines[:2], lines[2].replace('"kind"', '"sort"')], "x.jsonl:3: .*kind", id="no-kind"
        ),
    ],
)
def test_a_damaged_layer_names_its_line(change, said) -> None:
    layer = make_layer(make_entity("a", "A Front"), make_entity("b", "B Front"))
    lines = list(write_layer(layer.header, layer.entities))
    with pytest.raises(ConfigError, match=said):
        read_layers({"x.jsonl": change(lines)})


@pytest.mark.parametrize(
    "entity",
    [
        pytest.param(make_entity("q990001", "Front of Kelvar", "New Kelvar", wikidata_id="Q990001"), id="wikidata"),
        pytest.param(make_entity("kelvar-front", "Any Name", "New Kelvar", kind="other"), id="entity-id"),
        pytest.param(make_entity("nk-1", "KELVAR FRONT", "New Kelvar", kind="organisation"), id="name"),
        pytest.param(make_entity("nk-1", "Кельварский фронт", "New Kelvar"), id="strong-alias"),
        pytest.param(make_entity("nk-1", "Kelvar Front", "New Kelvar", kind="other"), id="unknown-kind"),
    ],
)
def test_an_entity_that_is_a_curated_one_only_brings_names(entity: Entity) -> None:
    curated = next(one for one in CURATED if one.entity_id == "kelvar-front")
    merged = find_entity("kelvar-front", make_layer(entity))
    assert merged.model_copy(update={"aliases": curated.aliases}) == curated
    assert merged.aliases[: len(curated.aliases)] == curated.aliases
    assert "New Kelvar" in list_texts(merged)
    assert not {"KELVAR FRONT", "Кельварский фронт"} & set(list_texts(merged)[len(curated.aliases) :])
    assert len(merge_layers(CURATED, [make_layer(entity)])) == len(CURATED)


@pytest.mark.parametrize(
    "entity",
    [
        pytest.param(make_entity("nk-1", "Kelvar Front", "New Kelvar", kind="person"), id="a-person"),
        pytest.param(make_entity("q5", "Kelvar Front", "New Kelvar", wikidata_id="Q5"), id="another-item"),
        pytest.param(make_entity("nk-1", "Band of Kelvar", "New Kelvar"), id="a-name-for-a-time"),
        pytest.param(make_entity("nk-1", "kvf", "New Kelvar"), id="an-ambiguous-name"),
    ],
)
def test_another_of_its_name_keeps_only_what_is_its_own(entity: Entity) -> None:
    merge = explain_merge(CURATED, [make_layer(entity)])
    assert list_texts(next(one for one in merge.entities if one.entity_id == entity.entity_id)) == ["New Kelvar"]
    assert merge.dropped == (DroppedAlias(entity.entity_id, entity.name, "kelvar-front"),)
    assert merge.same == {}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tolmin Bank", id="look-alike"),
        pytest.param("TOLMIN BANK", id="capitals"),
        pytest.param("K.V.F.", id="dotted"),
        pytest.param("The Kelvar Front", id="article"),
        pytest.param("Кельварского фронта", id="declined"),
    ],
)
def test_a_spelling_of_a_curated_entity_is_left_out(text: str) -> None:
    merged = merge_layers(CURATED, [make_layer(make_entity("nk-1", "Harra Union", text))])
    assert list_texts(next(one for one in merged if one.entity_id == "nk-1")) == ["Harra Union"]


def test_an_entity_without_a_name_of_its_own_is_not_there() -> None:
    entities = merge_layers(CURATED, [make_layer(make_entity("nk-1", "Tolmin Bank"))])
    assert entities == CURATED


def test_an_acronym_is_found_out_by_its_other_names() -> None:
    entity = make_entity("nk-1", "TLA", "Tolmini Army", "Tolmin Host")
    first = entity.aliases[0].model_copy(update={"strength": "ambiguous"})
    entity = entity.model_copy(update={"aliases": (first, *entity.aliases[1:])})
    assert list_texts(find_entity("tolmin-army", make_layer(entity))) == [
        "Tolmin Army", "Tolmini Army", "TLA", "Tolmin Host",
    ]  # fmt: skip


def test_what_curators_dropped_no_layer_brings_back() -> None:
    files = {"overlay.yaml": "entities:\n- {entity_id: kelvar-front, drop: [Old Kelvar]}\n"}
    layer = make_layer(make_entity("kelvar-front", "Old Kelvar", "New Kelvar"))
    merged = merge_layers(CURATED, [layer], list_drops(files))
    texts = list_texts(next(one for one in merged if one.entity_id == "kelvar-front"))
    assert "New Kelvar" in texts
    assert "Old Kelvar" not in texts


def test_two_layers_tell_of_one_entity() -> None:
    one = make_layer(make_entity("q5", "Harra Union", wikidata_id="Q5", founded="1990-01-01"), name="b")
    other = make_layer(make_entity("q5", "Union of Harra", wikidata_id="Q5", founded="1980-01-01"), name="a")
    merged = find_entity("q5", one, other)
    assert (merged.name, merged.founded) == ("Union of Harra", date(1980, 1, 1))
    assert list_texts(merged) == ["Union of Harra", "Harra Union"]
    assert merge_layers(CURATED, [one, other]) == merge_layers(CURATED, [other, one])


def test_parents_are_those_that_are_there() -> None:
    layer = make_layer(
        make_entity("a", "A Front", parent_id="q990001"),
        make_entity("b", "B Front", parent_id="nobody", successor_of="tolmin-bank"),
        make_entity("c", "C Front", parent_id="d"),
        make_entity("d", "D Front", parent_id="c", successor_of="d"),
    )
    merged = {entity.entity_id: entity for entity in merge_layers(CURATED, [layer])}
    assert [merged[key].parent_id for key in "abcd"] == ["kelvar-front", None, None, "c"]
    assert [merged[key].successor_of for key in "abcd"] == [None] * 4
    build_lexicon(merged.values())


def test_the_resolver_sees_curated_names_first_and_leaves_equals_open() -> None:
    layer = make_layer(
        make_entity("a", "Harra Union"),
        make_entity("b", "Harra Union"),
        make_entity("c", "Kelvar Front", kind="person"),
    )
    lexicon = build_lexicon(merge_layers(CURATED, [layer]))
    document = Document(
        title="", text="The Kelvar Front met the Harra Union.", published_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    found = {mention.surface: mention.entity_id for mention in resolve(document, lexicon)}
    assert found == {"Kelvar Front": "kelvar-front", "Harra Union": None}


def test_no_layer_changes_nothing() -> None:
    assert merge_layers(CURATED, []) == CURATED
    assert any(entity.kind == LOOK_ALIKE for entity in CURATED)


def test_what_a_new_version_changes_is_counted() -> None:
    kept, gone = make_entity("a", "A Front"), make_entity("b", "B Front", "KVF")
    before = make_layer(kept, gone, make_entity("c", "C Front"))
    after = make_layer(kept, make_entity("c", "C Front", "C Army"), make_entity("d", "Kelvar Front", "KVF"))
    changes = compare_layers(before, after, CURATED)
    counts = {counted.what: (counted.count, counted.samples) for counted in (*changes.entities, *changes.aliases)}
    assert counts == {
        "unchanged": (1, ("a (A Front)",)),
        "changed": (1, ("c (C Front)",)),
        "gone": (1, ("b (B Front)",)),
        "new": (1, ("d (Kelvar Front)",)),
        "added": (3, ("C Army", "KVF", "Kelvar Front")),
        "removed": (2, ("B Front", "KVF")),
    }
    what = "entity is a curated one: only its other names are taken"
    assert changes.curated == (Counted(what=what, count=1, samples=("d = kelvar-front",)),)
    assert not changes.is_empty
    assert compare_layers(after, after, CURATED).is_empty
    assert not compare_layers(None, after, CURATED).is_empty
