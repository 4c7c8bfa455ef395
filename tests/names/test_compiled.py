"""A compiled lexicon is bytes: kept, sent to another process, refused where it is something else."""

import pickle

import pytest

from pipeline.errors import DataError
from pipeline.names import Lexicon, build_lexicon, parse_lexicon, resolve
from pipeline.names.lexicons import LOOK_ALIKE
from schemas.records import Document

_FILES = {
    "a.yaml": """
entities:
- {entity_id: north-front, name: North Front, kind: armed-group, parent_id: the-league, founded: 2010-01-02,
   aliases: {en: [{text: NF, strength: ambiguous, needs: [Valley]}], ar: [جبهة الشمال], zh: [北方阵线]}}
- {entity_id: north-front-bank, name: Bank of the North Front, kind: look-alike}
- {entity_id: the-league, name: The League of Towns, kind: organisation}
"""
}
_TEXT = (
    "The North Front (NF) left the League of Towns; the Bank of the North Front did not. وجبهة الشمال 在北方阵线的"
)


@pytest.fixture(scope="module")
def small() -> Lexicon:
    return build_lexicon(parse_lexicon(_FILES))


def test_bytes_give_the_same_lexicon(small: Lexicon) -> None:
    again = Lexicon(small.to_bytes())
    assert again.version == small.version
    assert again.sources == small.sources == parse_lexicon(_FILES)
    assert resolve(Document(text=_TEXT), again) == resolve(Document(text=_TEXT), small) != ()


def test_the_same_entities_give_the_same_bytes(small: Lexicon) -> None:
    assert build_lexicon(reversed(parse_lexicon(_FILES))).to_bytes() == small.to_bytes()


@pytest.mark.parametrize(
    "overlay",
    [
        pytest.param("{entity_id: north-front, aliases: {en: [Northern Front]}}", id="an alias more"),
        pytest.param("{entity_id: north-front, drop: [NF]}", id="an alias less"),
        pytest.param("{entity_id: north-front, founded: 2011-01-02}", id="another date"),
        pytest.param("{entity_id: south-front, name: South Front, kind: armed-group}", id="an entity more"),
    ],
)
def test_other_data_are_another_version(small: Lexicon, overlay: str) -> None:
    files = {**_FILES, "overlay-x.yaml": f"entities:\n- {overlay}\n"}
    assert build_lexicon(parse_lexicon(files)).version != small.version


def test_a_pickled_lexicon_resolves_alike(small: Lexicon) -> None:
    again = pickle.loads(pickle.dumps(small))
    assert resolve(Document(text=_TEXT), again) == resolve(Document(text=_TEXT), small)


def test_look_alikes_are_sources_and_not_entities(small: Lexicon) -> None:
    assert sorted(small.entities) == ["north-front", "the-league"]
    assert "north-front-bank" not in small.entities
    assert [source.entity_id for source in small.sources if source.kind == LOOK_ALIKE] == ["north-front-bank"]
    assert small.entities["north-front"].parent_id == "the-league"


def test_an_empty_lexicon_finds_nothing() -> None:
    empty = build_lexicon(())
    assert resolve(Document(text="ISIS is here."), Lexicon(empty.to_bytes())) == ()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{}\n", id="another header"),
        pytest.param(b'{"format": "namewire-lexicon-0", "sections": []}\n', id="another version"),
        pytest.param(b"\xff\xfe\n", id="no text"),
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(DataError, match="not a compiled lexicon"):
        Lexicon(data)


def test_a_torn_file_is_refused(small: Lexicon) -> None:
    with pytest.raises(DataError, match="not a compiled lexicon"):
        Lexicon(small.to_bytes()[:1000])
