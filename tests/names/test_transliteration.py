"""One Arabic or Persian name in the spellings of different newsrooms; what a curator wrote weighs more."""

import pytest

from pipeline.names import build_lexicon, parse_lexicon, resolve
from pipeline.names.transliteration import vary_latin
from schemas.records import Document

FILES = {
    "a.yaml": """
entities:
- {entity_id: a, name: al-Qaeda in the Hills, kind: armed-group}
- {entity_id: b, name: Jabhat ash-Sham, kind: armed-group}
- {entity_id: c, name: Muhammad al-Zarqawi, kind: person}
- {entity_id: d, name: San'a, kind: place}
- {entity_id: e, name: Syrian News, kind: outlet, aliases: {en: [SANA]}}
- {entity_id: f, name: Mohamed Hussein, kind: person}
- {entity_id: g, name: Muhammad Husain, kind: person}
"""
}
LEXICON = build_lexicon(parse_lexicon(FILES))


@pytest.mark.parametrize(
    ("text", "entity_id"),
    [
        pytest.param("Al Qaida in the Hills", "a", id="qaida"),
        pytest.param("el-Qa'ida in the Hills", "a", id="apostrophe"),
        pytest.param("Al-Qāʿida in the Hills", "a", id="diacritics"),
        pytest.param("al-Qaedah in the Hills", "a", id="final h"),
        pytest.param("Jabhat al-Sham", "b", id="article"),
        pytest.param("Jebhat el-Cham", "b", id="French"),
        pytest.param("Mohamed el-Zarqawi", "c", id="both words"),
        pytest.param("Mohammed az-Zarkawi", "c", id="sun letter"),
        pytest.param("SANA", "e", id="what somebody wrote"),
        pytest.param("Mohamed Hussein", "f", id="one of two, as written"),
        pytest.param("Muhammad Husain", "g", id="the other of two"),
    ],
)
def test_other_spellings_are_found(text: str, entity_id: str) -> None:
    (mention,) = resolve(Document(text=f"so {text}, too"), LEXICON)
    assert (mention.surface, mention.entity_id) == (text, entity_id)


@pytest.mark.parametrize("text", ["al Qaeda in the hills", "qaida in the Hills", "NATO", "Muhammad"])
def test_other_texts_are_not(text: str) -> None:
    assert resolve(Document(text=f"so {text}, too"), LEXICON) == ()


def test_a_spelling_of_two_stays_open() -> None:
    (mention,) = resolve(Document(text="so Mohammed Hussain, too"), LEXICON)
    assert (mention.entity_id, mention.candidates) == (None, ("f", "g"))


def test_variants_are_bounded() -> None:
    assert len(vary_latin("Muhammad Hussein Ahmad Yusuf Umar Hassan al-Qaeda")) == 24
