"""What the shipped lexicon promises."""

import json
import pickle
from pathlib import Path

import pytest

from pipeline.names import (
    LOOK_ALIKE,
    Lexicon,
    build_lexicon,
    describe_schema,
    lint_lexicon,
    parse_lexicon,
    read_shipped_lexicon,
    resolve,
)
from schemas.records import Document

SCHEMA = Path(__file__).parents[2] / "schemas" / "lexicon.schema.json"
FIFTY = (
    "islamic-state al-qaeda taliban hezbollah hamas boko-haram al-shabaab houthis caucasus-emirate al-nusra-front",
    "hayat-tahrir-al-sham kurdistan-workers-party free-syrian-army syrian-democratic-forces wagner-group",
    "rapid-support-forces muslim-brotherhood united-nations nato european-union united-states russia ukraine syria",
    "iraq iran turkey israel lebanon afghanistan pakistan yemen libya egypt saudi-arabia china france germany",
    "united-kingdom sudan mali palestine abu-bakr-al-baghdadi osama-bin-laden vladimir-putin bashar-al-assad",
    "recep-tayyip-erdogan volodymyr-zelensky donald-trump benjamin-netanyahu",
)


def test_the_lexicon_is_sound() -> None:
    assert lint_lexicon(read_shipped_lexicon()) == ()


def test_its_size(lexicon: Lexicon) -> None:
    assert len(lexicon.entities) >= 600
    assert sum(len(entity.aliases) for entity in lexicon.entities.values()) >= 3400
    assert not any(entity.kind == LOOK_ALIKE for entity in lexicon.entities.values())


@pytest.mark.parametrize("entity_id", " ".join(FIFTY).split())
def test_the_best_known_have_russian_and_arabic_names(lexicon: Lexicon, entity_id: str) -> None:
    assert {"en", "ru", "ar"} <= {alias.language for alias in lexicon.entities[entity_id].aliases}


def test_every_alias_has_a_source_and_a_language(lexicon: Lexicon) -> None:
    sources = {alias.source for entity in lexicon.entities.values() for alias in entity.aliases}
    assert sources == {
        "editor",
        "un-security-council-list",
        "phoenix-dictionaries",
        "cldr",
        "iso-3166",
        "geonames",
    }


def test_every_strong_alias_finds_its_entity(lexicon: Lexicon) -> None:
    """An alias alone in a text names its entity, unless a rival, a date or its own text stands against it."""
    missed = []
    for entity in lexicon.entities.values():
        for alias in entity.aliases:
            if alias.strength == "strong" and alias.valid_to is None and "(" not in alias.text:
                mentions = resolve(Document(text=f"so {alias.text}, too"), lexicon)
                if [mention.entity_id for mention in mentions] != [entity.entity_id]:
                    missed.append((entity.entity_id, alias.text, [m.surface for m in mentions]))
    assert missed == []


def test_the_order_of_files_and_entities_does_not_matter(lexicon: Lexicon) -> None:
    turned = dict(reversed(read_shipped_lexicon().items()))
    other = build_lexicon(reversed(parse_lexicon(turned)))
    assert other.version == lexicon.version
    text = "ISIS, IS and the RSF in Sudan; Georgia; al-Baghdadi; داعش"
    assert resolve(Document(text=text), other) == resolve(Document(text=text), lexicon)


def test_a_lexicon_travels_between_processes(lexicon: Lexicon) -> None:
    copy = pickle.loads(pickle.dumps(lexicon))
    assert copy.version == lexicon.version
    assert resolve(Document(text="ISIS"), copy) == resolve(Document(text="ISIS"), lexicon)


def test_the_schema_is_current() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == describe_schema()
