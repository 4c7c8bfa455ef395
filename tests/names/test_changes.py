"""What a change of the lexicon can touch: never less than it does touch, and little more."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.names import LOOK_ALIKE, build_lexicon, list_changes, resolve
from sample.world import load_world
from schemas.records import Alias, Document, Entity


def make_entity(entity_id: str, *aliases: Alias | str, kind: str = "group", **fields: Any) -> Entity:
    stated = tuple(Alias(text=alias) if isinstance(alias, str) else alias for alias in aliases)
    return Entity(entity_id=entity_id, name=stated[0].text, kind=kind, aliases=stated, **fields)


def make_weak(text: str, *needs: str, **fields: Any) -> Alias:
    return Alias(text=text, strength="ambiguous", needs=needs, **fields)


JIHADI = ("caliphate", "syria", "jihadist")
BEFORE = (
    make_entity("al-qaida", "al-Qaida", "Al Qaeda", Alias(text="القاعدة", language="ar")),
    make_entity(
        "islamic-state", "Islamic State", "ISIL", make_weak("IS", *JIHADI), make_weak("ISIS", *JIHADI),
        Alias(text="ИГИЛ", language="ru"), successor_of="isi",
    ),
    make_entity("isi", Alias(text="Islamic State of Iraq", valid_to=date(2013, 4, 8)), make_weak("ISI", "iraq")),
    make_entity("isis-institute", "Institute for Science and International Security", make_weak("ISIS", "nuclear")),
    make_entity("iskp", "ISKP", "Khorasan Province", make_weak("Khorasan", "afghanistan"), parent_id="islamic-state"),
    make_entity("bank", "Bank of Syria", kind=LOOK_ALIKE),
    make_entity("pakistan-isi", "Inter-Services Intelligence", make_weak("ISI", "pakistan")),
    make_entity("assad", "Bashar al-Assad", Alias(text="Assad", strength="weak"), kind="person"),
    make_entity("syria", "Syria", Alias(text="Сирия", language="ru"), kind="state"),
)  # fmt: skip


def make_documents() -> tuple[Document, ...]:
    texts = (
        "IS fighters and the caliphate in Syria. ISIS' leader fled; ISISs men, too. The Bank of Syria closed.",
        "The Institute for Science and International Security (ISIS) saw nuclear sites. ISIS said so.",
        "Khorasan Province (KP) is a branch of Islamic State. KP fights in Afghanistan, and Khorasan is a region.",
        "ISI of Pakistan watched al-Qaida. The Islamic State of Iraq, or ISI, followed.",
        "Bashar al-Assad spoke. Assad left. Боевики ИГИЛа и Сирия. مقاتلو القاعدة",
        "THIS IS WHAT ISIS WANTS. Nothing else is here: is it?",
        "The army of Sy-\nria met Isla-\nmic State men near As-\nsad, and IS-\nIS. #IslamicState #SyriaToday",
        "A text without names of any kind.",
    )
    days = (None, datetime(2012, 5, 1, tzinfo=UTC), datetime(2015, 5, 1, tzinfo=UTC))
    made = [Document(title="IS moves", text=text, published_at=day) for text in texts for day in days]
    articles = [a for a in load_world().articles if "Islamic State" in a.body or "ISIL" in a.body][:10]
    return (*made, *(Document(title=article.title, text=article.body[:1500]) for article in articles))


DOCUMENTS = make_documents()
LEXICON = build_lexicon(BEFORE)
FORMER = tuple(resolve(document, LEXICON) for document in DOCUMENTS)
TEXTS = (
    "IS", "ISIS", "KP", "ИГИЛ", "Assad", "Bank", "Islamic State of", "Syria. The", "fighters", "Iraq", "State",
    "القاعدة", "Science and International", "men, too", "Asria", "Syria Today", "Sad", "is", "IS fighters",
)  # fmt: skip


def edit(entities: tuple[Entity, ...], entity_id: str, **fields: Any) -> tuple[Entity, ...]:
    return tuple(e.model_copy(update=fields) if e.entity_id == entity_id else e for e in entities)


def list_edits() -> Iterator[tuple[Entity, ...]]:
    """Every edit of one alias or one entity that a curator may make."""
    fields: tuple[dict[str, Any], ...] = (
        {"strength": "strong"}, {"strength": "weak"}, {"strength": "ambiguous"}, {"needs": ()},
        {"needs": ("fighters",)}, {"valid_to": date(2013, 4, 8)}, {"valid_from": date(2014, 6, 29)}, {"case": "any"},
        {"source": "elsewhere"},
    )  # fmt: skip
    for entity in BEFORE:
        for index, alias in enumerate(entity.aliases):
            rest = entity.aliases[:index], entity.aliases[index + 1 :]
            yield edit(BEFORE, entity.entity_id, aliases=(*rest[0], *rest[1]))
            for stated in fields:
                yield edit(BEFORE, entity.entity_id, aliases=(*rest[0], alias.model_copy(update=stated), *rest[1]))
        for kind in (LOOK_ALIKE, "person"):
            yield edit(BEFORE, entity.entity_id, kind=kind)
        for other in (None, "syria", "al-qaida"):
            yield edit(BEFORE, entity.entity_id, parent_id=other)
    for text in TEXTS:
        yield (*BEFORE, make_entity("new", text, kind=LOOK_ALIKE))
        yield (*BEFORE, make_entity("new", Alias(text=text, strength="ambiguous", needs=("syria",))))
        yield edit(BEFORE, "syria", aliases=(*BEFORE[-1].aliases, Alias(text=text)))


EDITS = tuple(list_edits())


def assert_untouched_are_the_same(after: tuple[Entity, ...]) -> None:
    lexicon = build_lexicon(after)
    changes = list_changes(LEXICON, lexicon)
    for document, former in zip(DOCUMENTS, FORMER, strict=True):
        assert changes.may_touch(document) or resolve(document, lexicon) == former


@pytest.mark.parametrize("part", range(4))
def test_what_an_edit_does_not_touch_is_resolved_as_before(part: int) -> None:
    for after in EDITS[part::4]:
        assert_untouched_are_the_same(after)


@given(st.lists(st.sampled_from(EDITS), min_size=2, max_size=4))
@settings(max_examples=50, deadline=None)
def test_what_several_edits_do_not_touch_is_resolved_as_before(edited: list[tuple[Entity, ...]]) -> None:
    """The edits of different entities together; of one entity the last counts."""
    after = {entity.entity_id: entity for entity in BEFORE}
    for entities in edited:
        after |= {entity.entity_id: entity for entity in entities if entity not in BEFORE}
    assert_untouched_are_the_same(tuple(after.values()))


def replace_alias(entity_id: str, text: str, **fields: Any) -> tuple[Entity, ...]:
    entity = next(entity for entity in BEFORE if entity.entity_id == entity_id)
    aliases = tuple(a.model_copy(update=fields) if a.text == text else a for a in entity.aliases)
    return edit(BEFORE, entity_id, aliases=aliases)


def add_alias(entity_id: str, alias: Alias) -> tuple[Entity, ...]:
    entity = next(entity for entity in BEFORE if entity.entity_id == entity_id)
    return edit(BEFORE, entity_id, aliases=(*entity.aliases, alias))


@pytest.mark.parametrize(
    ("after", "text", "touches"),
    [
        pytest.param(BEFORE, "ISIS and Syria", False, id="no-change"),
        pytest.param(BEFORE[::-1], "ISIS and Syria", False, id="another-order"),
        pytest.param(add_alias("syria", Alias(text="Suriya")), "ISIS and Syria", False, id="alias-of-no-text"),
        pytest.param(add_alias("syria", Alias(text="Suriya")), "SURIYA'S army", True, id="alias-of-the-text"),
        pytest.param(add_alias("syria", Alias(text="Suriya")), "Suriyana", False, id="piece-of-a-word"),
        pytest.param(add_alias("syria", Alias(text="Suriya")), "suriya", False, id="another-case"),
        pytest.param(add_alias("bank", Alias(text="Syria Today")), "Read Syria Today", True, id="look-alike"),
        pytest.param(add_alias("syria", Alias(text="Asria men")), "near As-\nria, yes", True, id="joined"),
        pytest.param(add_alias("syria", Alias(text="Asria men")), "near Aus-\nria, yes", False, id="not-joined"),
        pytest.param(BEFORE[1:], "Al Qaeda", True, id="entity-gone"),
        pytest.param(BEFORE[1:], "ISIS", False, id="another-entity-gone"),
        pytest.param(replace_alias("isi", "ISI", needs=("mosul",)), "the ISI", True, id="needs"),
        pytest.param(replace_alias("isi", "ISI", needs=("mosul",)), "Khorasan", False, id="needs-of-one"),
        pytest.param(replace_alias("isi", "ISI", strength="strong"), "I.S.I. men", True, id="strength-of-dotted"),
        pytest.param(replace_alias("isi", "ISI", source="x", licence="y"), "the ISI", False, id="source"),
        pytest.param(replace_alias("pakistan-isi", "ISI", valid_to=date(2020, 1, 1)), "ISI", True, id="dates"),
        pytest.param(edit(BEFORE, "iskp", parent_id=None), "Khorasan in Afghanistan", True, id="parent"),
        pytest.param(edit(BEFORE, "iskp", parent_id=None), "Islamic State", False, id="parent-of-a-child-not-named"),
        pytest.param(edit(BEFORE, "syria", wikidata_id="Q858"), "Syria", False, id="wikidata"),
        pytest.param(edit(BEFORE, "syria", name="The Syria"), "Сирией", True, id="canonical-name"),
    ],
)  # fmt: skip
def test_a_change_touches_the_texts_of_its_spellings(after: tuple[Entity, ...], text: str, touches: bool) -> None:
    changes = list_changes(LEXICON, build_lexicon(after))
    assert changes.may_touch(Document(text=text)) is touches
    assert changes.may_touch(Document(title=text, text="")) is (touches and "-\n" not in text)


def test_changes_say_what_became_of_each_alias() -> None:
    after = replace_alias("isi", "ISI", strength="strong")
    (change,) = list_changes(LEXICON, build_lexicon(after)).aliases
    assert change.before is not None
    assert change.after is not None
    assert (change.entity_id, change.before.strength, change.after.strength) == ("isi", "ambiguous", "strong")
    (change,) = list_changes(LEXICON, build_lexicon(add_alias("syria", Alias(text="Suriya")))).aliases
    assert (change.before, change.after) == (None, Alias(text="Suriya"))
    after = edit(BEFORE, "iskp", parent_id=None, founded=date(2015, 1, 1))
    (moved,) = list_changes(LEXICON, build_lexicon(after)).entities
    assert (moved.entity_id, moved.fields) == ("iskp", ("parent_id", "founded"))
