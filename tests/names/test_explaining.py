"""Every place where a spelling stands is explained: as the mention that it is, or with what stood against it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.names import Lexicon, explain, resolve
from schemas.records import Document


@pytest.mark.parametrize(
    ("text", "surface", "rule", "evidence"),
    [
        pytest.param("ISIS left.", "ISIS", "strong", "strong alias “ISIS”", id="strong"),
        pytest.param("The Bank of Syria opened.", "Bank of Syria", "none", "a look-alike", id="look-alike"),
        pytest.param(
            "The Bank of Syria opened.", "Syria", "none", "overlaps the longer name “Bank of Syria”", id="in it"
        ),
        pytest.param("It is true.", "is", "none", "not written as the alias is", id="lower case"),
        pytest.param("WHO IS TO BLAME?", "IS", "none", "more likely the English word", id="verb"),
        pytest.param(
            "Mail isis@example.org.", "isis", "none", "not written as the alias is", id="case of an address"
        ),
        pytest.param("See http://example.org/ISIS now.", "ISIS", "none", "inside an address", id="address"),
        pytest.param("IS came.", "IS", "ambiguous", "no evidence", id="open"),
        pytest.param(
            "The Kinetic Relief Union, ISIS and all (KRU)", "ISIS", "strong", "strong alias", id="bracket"
        ),
    ],
)
def test_a_place_is_explained(lexicon: Lexicon, text: str, surface: str, rule: str, evidence: str) -> None:
    (found,) = [e for e in explain(Document(text=text), lexicon) if e.surface == surface]
    assert (found.rule, found.entity_id is None) == (rule, rule in ("none", "ambiguous"))
    assert evidence in found.evidence
    assert found.claims


def test_a_short_form_that_only_the_document_defines_has_no_claims(lexicon: Lexicon) -> None:
    text = "The Islamic Emirate of the Caucasus (IEOC) fell. IEOC was small."
    found = [e for e in explain(Document(text=text), lexicon) if e.surface == "IEOC"]
    assert [(e.rule, e.entity_id, e.claims) for e in found] == [
        ("defined-here", "caucasus-emirate", ())
    ] * 2 or not found


@given(
    st.lists(
        st.sampled_from(
            ["ISIS", "IS", "is", "Bank", "of", "Syria", "ISISs", "(", ")", "-", "#IslamicState", "داعش", "Isis"]
        ),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_mentions_are_among_the_explanations(lexicon: Lexicon, words: list[str]) -> None:
    document = Document(title=" ".join(words[:3]), text=" ".join(words))
    explained = [e for e in explain(document, lexicon) if e.rule != "none"]
    mentions = resolve(document, lexicon)
    assert [(e.in_title, e.start_char, e.end_char, e.entity_id) for e in explained] == [
        (m.in_title, m.start_char, m.end_char, m.entity_id) for m in mentions
    ]
