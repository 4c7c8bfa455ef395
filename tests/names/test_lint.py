"""The linter's lines: file, line, what is wrong, and the other bearer."""

import pytest

from pipeline.names import lint_lexicon

HEAD = "defaults: {kind: armed-group}\nentities:\n"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        pytest.param(
            "- {entity_id: a, name: Alfa Band}\n- {entity_id: b, name: Beta, aliases: {en: [Alfa-Band]}}\n",
            "a.yaml:4: alias 'Alfa-Band' is strong for 'b' and, in the same period, for 'a' at a.yaml:3",
            id="two-strong-bearers",
        ),
        pytest.param(
            "- {entity_id: a, name: Victory}\n",
            "a.yaml:3: alias 'Victory' of 'a' is an ordinary English word and must be ambiguous",
            id="english-word",
        ),
        pytest.param(
            "- entity_id: a\n  name: Alfa\n  aliases:\n    en:\n    - Band Q\n    - Band Q\n",
            "a.yaml:7: alias 'Band Q' of 'a' appears twice",
            id="alias-twice",
        ),
        pytest.param(
            "- {entity_id: a, name: Alfa}\n- {entity_id: a, name: Alfa}\n",
            "a.yaml:4: entity 'a' appears twice, first at a.yaml:3",
            id="entity-twice",
        ),
        pytest.param(
            "- {entity_id: b, name: Beta}\n- {entity_id: a, name: Alfa}\n",
            "a.yaml:4: entity 'a' must stand before 'b': blocks are sorted by entity_id",
            id="unsorted",
        ),
        pytest.param(
            "- {entity_id: a, name: Alfa, parent_id: b}\n- {entity_id: b, name: Beta, parent_id: a}\n",
            "a.yaml:3: parent_id of 'a' leads back to itself",
            id="cycle",
        ),
        pytest.param(
            "- {entity_id: a, name: Alfa, parent_id: nobody}\n",
            "a.yaml:3: parent_id of 'a' is 'nobody', which no file defines",
            id="no-parent",
        ),
        pytest.param(
            "- {entity_id: a, name: Alfa Band}\n- {entity_id: b, name: Alfa Band – North}\n",
            "a.yaml:4: 'b' is by its name a branch of 'a' at a.yaml:3, and has no parent_id",
            id="branch-without-parent",
        ),
        pytest.param(
            "- {entity_id: a, name: Alfa, aliases: {en: "
            "[{text: Alf, valid_from: 2010-01-01, valid_to: 2009-01-01}]}}\n",
            "a.yaml:3: alias 'Alf' of 'a' ends (2009-01-01) before it begins (2010-01-01)",
            id="validity",
        ),
        pytest.param(
            "- {entity_id: a, name: AB, aliases: {en: [{text: AB, strength: ambiguous}]}}\n",
            "a.yaml:3: ambiguous alias 'AB' of 'a' can never count: no needs and no strong alias",
            id="never-counts",
        ),
        pytest.param(
            "- {entity_id: a, name: (Alfa)}\n",
            "a.yaml:3: alias '(Alfa)' of 'a' must begin with a letter or digit and have no space around it",
            id="punctuation",
        ),
    ],
)
def test_faults(body: str, fault: str) -> None:
    assert fault in lint_lexicon({"a.yaml": HEAD + body})


def test_one_alias_in_two_periods_is_sound() -> None:
    body = (
        "- {entity_id: a, name: Alfa, aliases: {en: [{text: Band Q, valid_to: 2009-12-31}]}}\n"
        "- {entity_id: b, name: Beta, aliases: {en: [{text: Band Q, valid_from: 2010-01-01}]}}\n"
    )
    assert lint_lexicon({"a.yaml": HEAD + body}) == ()


def test_a_dropped_alias_is_free_for_another() -> None:
    files = {
        "a.yaml": HEAD + "- {entity_id: a, name: Alfa, aliases: {en: [Band Q]}}\n- {entity_id: b, name: Beta}\n",
        "x/1.yaml": "entities:\n- {entity_id: a, drop: [Band Q]}\n",
        "x/2.yaml": "entities:\n- {entity_id: b, aliases: {en: [Band Q]}}\n",
    }
    assert lint_lexicon(files) == ()
    files["x/3.yaml"] = "entities:\n- {entity_id: a, aliases: {en: [Band Q]}}\n"
    (fault,) = lint_lexicon(files)
    assert fault.startswith("x/3.yaml:2: alias 'Band Q' is strong for 'a'")


def test_a_file_that_does_not_parse_is_one_fault() -> None:
    assert lint_lexicon({"a.yaml": "entities: {"})[0].startswith("a.yaml:2: not YAML")
