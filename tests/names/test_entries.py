"""The YAML form: what it means, how files join, and what a wrong file is told."""

from datetime import UTC, date, datetime

import pytest

from pipeline.errors import ConfigError
from pipeline.names import build_lexicon, parse_lexicon, resolve
from schemas.records import Document

BASE = """\
defaults: {kind: armed-group, source: survey}
entities:
- entity_id: red-hand
  name: Red Hand
  founded: 2001-02-03
  context: [harbour]
  aliases:
    en:
    - Crimson Hand
    - {text: RH, strength: ambiguous}
    - {text: Hand, strength: weak}
    - {text: RHX, source: other, valid_to: 2005-01-01}
    ru: [Красная рука]
"""


def test_defaults_reach_every_alias() -> None:
    (entity,) = parse_lexicon({"a.yaml": BASE})
    aliases = {alias.text: alias for alias in entity.aliases}
    assert entity.founded == date(2001, 2, 3)
    assert list(aliases) == ["Red Hand", "Crimson Hand", "RH", "Hand", "RHX", "Красная рука"]
    assert (aliases["RH"].needs, aliases["Hand"].needs) == (("harbour",), ())
    assert (aliases["RHX"].source, aliases["RH"].source) == ("other", "survey")
    assert aliases["Красная рука"].language == "ru"


OVERLAY = """\
entities:
- entity_id: red-hand
  wikidata_id: Q42
  drop: [RHX]
  aliases:
    en: [Scarlet Hand, {text: RH, strength: weak}]
"""


def test_an_overlay_extends_replaces_and_drops() -> None:
    (entity,) = parse_lexicon({"a.yaml": BASE, "overlay-mine.yaml": OVERLAY})
    aliases = {alias.text: alias.strength for alias in entity.aliases}
    assert (entity.name, entity.wikidata_id, entity.founded) == ("Red Hand", "Q42", date(2001, 2, 3))
    assert aliases["RH"] == "weak"
    assert "Scarlet Hand" in aliases
    assert "RHX" not in aliases


def test_an_overlay_may_forget_the_earlier_block() -> None:
    overlay = "entities:\n- {entity_id: red-hand, name: Other, kind: place, replace: true}\n"
    (entity,) = parse_lexicon({"a.yaml": BASE, "overlay/mine.yaml": overlay})
    assert (entity.name, entity.kind, [alias.text for alias in entity.aliases]) == ("Other", "place", ["Other"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("entities: {", "a.yaml:2: not YAML: did not find", id="yaml"),
        pytest.param("- 1\n", "a.yaml:1: ", id="list"),
        pytest.param(BASE + "  colour: red\n", "a.yaml:14: entities.0.colour: Extra inputs", id="unknown-field"),
        pytest.param(BASE.replace("2001-02-03", "2001-02-31"), "a.yaml:5: entities.0.founded: ", id="date"),
        pytest.param(BASE.replace("weak", "mild"), "a.yaml:11: entities.0.aliases.en.2", id="strength"),
        pytest.param(BASE.replace("red-hand", "Red Hand"), "a.yaml:3: entities.0.entity_id", id="slug"),
        pytest.param("entities:\n- {entity_id: x, name: X}\n", "a.yaml:2: entity 'x' needs a kind", id="no-kind"),
        pytest.param("entities:\n- {entity_id: x, kind: k}\n", "a.yaml:2: entity 'x' needs a name", id="no-name"),
    ],
)
def test_a_wrong_file_is_told_file_line_and_fault(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_lexicon({"a.yaml": text})
    assert str(caught.value).startswith(message)


def test_an_empty_file_has_no_entities() -> None:
    assert parse_lexicon({"a.yaml": ""}) == ()


def test_an_unknown_parent_is_refused() -> None:
    entities = parse_lexicon({"a.yaml": BASE.replace("founded: 2001-02-03", "parent_id: nobody")})
    with pytest.raises(ConfigError, match="'red-hand' refers to 'nobody'"):
        build_lexicon(entities)


def test_validity_breaks_ties_only_without_a_date() -> None:
    both = """\
defaults: {kind: place}
entities:
- {entity_id: new, name: New, aliases: {en: [{text: Ward Q, valid_from: 2010-01-01}]}}
- {entity_id: old, name: Old, aliases: {en: [{text: Ward Q, valid_to: 2009-12-31}]}}
"""
    (mention,) = resolve(Document(text="Ward Q"), build_lexicon(parse_lexicon({"a.yaml": both})))
    assert mention.entity_id == "new"


def test_a_date_leaves_one_of_two_bearers() -> None:
    both = """\
defaults: {kind: place}
entities:
- {entity_id: new, name: New, aliases: {en: [{text: Ward Q, valid_from: 2010-01-01}]}}
- {entity_id: old, name: Old, aliases: {en: [{text: Ward Q, valid_to: 2009-12-31}]}}
"""
    lexicon = build_lexicon(parse_lexicon({"a.yaml": both}))
    for year, expected in ((2005, "old"), (2015, "new")):
        document = Document(text="Ward Q", published_at=datetime(year, 1, 1, tzinfo=UTC))
        (mention,) = resolve(document, lexicon)
        assert (mention.entity_id, mention.rule) == (expected, "dated")


def test_an_empty_alias_is_told_with_its_line() -> None:
    text = 'entities:\n- entity_id: a\n  name: A\n  kind: x\n  aliases:\n    en: [""]\n'
    with pytest.raises(ConfigError, match=r"a\.yaml:6: .*at least 1 character"):
        parse_lexicon({"a.yaml": text})
