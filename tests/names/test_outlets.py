"""The outlet that the name of a credit means."""

from datetime import date

import pytest

from pipeline.names import build_lexicon, find_outlet, parse_lexicon

LEXICON = """
defaults: {kind: outlet, language: en, source: editor}
entities:
- entity_id: associated-press
  name: Associated Press
  aliases:
    en: [{text: AP, strength: ambiguous, needs: [reporters]}, {text: AP Wire, valid_to: 1990-12-31}]
- entity_id: the-tide
  name: The Tide
- entity_id: coastal-news-north
  name: Coastal News (North)
  aliases: {en: [Coastal News]}
- entity_id: coastal-news-south
  name: Coastal News (South)
  aliases: {en: [Coastal News]}
- entity_id: tideland
  name: Tideland
  kind: place
"""


@pytest.fixture(scope="module")
def small():
    return build_lexicon(parse_lexicon({"a.yaml": LEXICON}))


@pytest.mark.parametrize(
    ("name", "entity_id"),
    [
        pytest.param("Associated Press", "associated-press", id="name"),
        pytest.param("The ASSOCIATED PRESS", "associated-press", id="article and capitals"),
        pytest.param("AP", "associated-press", id="ambiguous alias in its place"),
        pytest.param("Tide", "the-tide", id="without its article"),
        pytest.param("Coastal News", None, id="two outlets"),
        pytest.param("Tideland", None, id="no outlet"),
        pytest.param("Ann Lee", None, id="unknown"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_outlet(small, name, entity_id):
    assert find_outlet(name, small) == entity_id


def test_alias_counts_in_its_time(small):
    assert find_outlet("AP Wire", small, date(1985, 1, 1)) == "associated-press"
    assert find_outlet("AP Wire", small, date(2020, 1, 1)) is None
