"""What stands beside a name: longer names, titles, datelines, relatives, places after their prepositions."""

from datetime import UTC, datetime

import pytest

from pipeline.names import build_lexicon, parse_lexicon, resolve
from schemas.records import Document
from tests.names.conftest import Resolver

FILES = {
    "a.yaml": """
entities:
- {entity_id: none-bird, name: The bird, kind: look-alike,
   aliases: {en: [{text: Turkey, strength: ambiguous, needs: [thanksgiving, roast, oven]}]}}
- {entity_id: front, name: Al-Nusra Front, kind: armed-group}
- {entity_id: jane-ward, name: Jane Ward, kind: person, aliases: {en: [{text: Ward, strength: weak}]}}
- {entity_id: john-ward, name: John Ward, kind: person}
- {entity_id: jordan, name: Hashemite Kingdom of Jordan, kind: state,
   aliases: {en: [{text: Jordan, strength: ambiguous, needs: [amman]}]}}
- {entity_id: libya, name: Libya, kind: state}
- {entity_id: pentagon, name: The Pentagon, kind: government}
- {entity_id: press-wire, name: Press Wire, kind: outlet,
   aliases: {en: [{text: PW, strength: ambiguous, needs: [wire]}]}}
- {entity_id: springfield, name: Springfield, kind: place, parent_id: united-states}
- {entity_id: tripoli, name: Tripoli, kind: place, parent_id: libya}
- {entity_id: turkey, name: Turkey, kind: state}
- {entity_id: united-states, name: United States, kind: state, aliases: {en: [US]}}
- {entity_id: who, name: World Health Organization, kind: organisation, aliases: {en: [WHO]}}
"""
}
RAIN = "then it rained again. " * 30
LEXICON = build_lexicon(parse_lexicon(FILES))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("He met Libya Marsh there.", [], id="a first name"),
        pytest.param("They read the Libya Quarterly often.", [], id="a magazine"),
        pytest.param("The band Wild Libya played.", [], id="a word before"),
        pytest.param("He left Tripoli, Iowa, by bus.", [], id="a town in America"),
        pytest.param("He left Springfield, Illinois, by bus.", ["springfield"], id="a town that is in America"),
        pytest.param("Libya, Georgia and Turkey met.", ["libya", "turkey"], id="a list with a state's namesake"),
        pytest.param("He sold to Libya, Texas and Turkey.", ["libya", "turkey"], id="a list with a state"),
        pytest.param(
            "The US airlines and the Turkey holdings fell.", ["united-states", "turkey"], id="small nouns"
        ),
        pytest.param("He left US Airways for good.", [], id="a firm"),
        pytest.param("The Centre for Libya met.", [], id="an institute"),
        pytest.param("On Monday Libya Foreign Minister Ali spoke.", ["libya"], id="a title after, a day before"),
        pytest.param("The war in Libya Tuesday was calm.", ["libya"], id="a day after"),
        pytest.param("He saw Northern Libya.", ["libya"], id="a direction"),
        pytest.param("In Libya Haftar spoke.", ["libya"], id="where it plays"),
        pytest.param("In Libya Turkey has men.", ["libya", "turkey"], id="two names side by side"),
        pytest.param("Libya's President spoke.", ["libya"], id="possessive"),
        pytest.param("LIBYA ARMY TAKES TRIPOLI", ["libya", "tripoli"], id="capitals"),
        pytest.param("Libya Army Takes Southern Towns Again", ["libya"], id="title case"),
    ],
)
def test_pieces_of_longer_names_are_left_out(text: str, found: list[str]) -> None:
    assert [mention.entity_id for mention in resolve(Document(text=text), LEXICON)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("TRIPOLI (PW) — Men fought.", ["tripoli", "press-wire"], id="dateline"),
        pytest.param("A man runs. (PW Photo)", ["press-wire"], id="caption"),
        pytest.param("He used PW for it.", [None], id="no sign"),
        pytest.param("She lives in Jordan, he said.", ["jordan"], id="place after in"),
        pytest.param("Jordan scored again.", [None], id="no preposition"),
        pytest.param("President Ward spoke.", ["jane-ward"], id="high title"),
        pytest.param("Mr Ward spoke.", [None], id="no high title"),
        pytest.param(
            "Turkey with stuffing, from the oven, for thanksgiving.", [], id="a look-alike by its context"
        ),
        pytest.param("Turkey sent men.", ["turkey"], id="none"),
        pytest.param("At the Pentagon, he said.", ["pentagon"], id="an article is no part of the name"),
    ],
)
def test_signs_beside_a_name_are_evidence(text: str, found: list[str | None]) -> None:
    assert [mention.entity_id for mention in resolve(Document(text=text), LEXICON)] == found


def test_a_span_leaves_the_article_out() -> None:
    (mention,) = resolve(Document(text="Ask the Pentagon."), LEXICON)
    assert mention.surface == "Pentagon"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Jane Ward came. Ward spoke.", ["jane-ward", "jane-ward"], id="after the full name"),
        pytest.param("Ward spoke. Jane Ward came.", [None, "jane-ward"], id="never before it"),
        pytest.param("Jane Ward and Tom Ward came. Ward spoke.", ["jane-ward", None], id="two of a surname"),
        pytest.param(
            "Jane Ward and John Ward came. Ward spoke.", ["jane-ward", "john-ward", None], id="two that are known"
        ),
        pytest.param("Tom Ward came. " + RAIN + "Jane Ward left. Ward spoke.", ["jane-ward", None], id="long ago"),
        pytest.param(
            "Jane Ward came. " + RAIN + "Tom Ward left. " + RAIN + "Ward spoke.", ["jane-ward", None], id="since"
        ),
    ],
)
def test_surnames(text: str, found: list[str | None]) -> None:
    assert [mention.entity_id for mention in resolve(Document(text=text), LEXICON)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("LET US BE CLEAR: it rains.", [], id="pronoun in a shouted sentence"),
        pytest.param('A banner, "LET US HELP", hung there.', [], id="in quotation marks"),
        pytest.param("WHO IS NEXT? It is unclear.", [], id="question word"),
        pytest.param("The US, WHO and others met.", ["united-states", "who"], id="acronyms side by side"),
        pytest.param(
            "World Health Organization (WHO) met. WHO IS NEXT?", ["who", "who"], id="left out though defined"
        ),
    ],
)
def test_words_in_capitals(text: str, found: list[str]) -> None:
    assert [mention.entity_id for mention in resolve(Document(text=text), LEXICON)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Al-Nusra Front (“the Front”) left. The Front won.", ["Al-Nusra Front", "Front", "Front"], id="noun"
        ),
        pytest.param(
            "The Front won. Al-Nusra Front, known as “the Front”, left.", ["Al-Nusra Front", "Front"], id="later"
        ),
        pytest.param(
            "Al-Nusra Front (“the Front”) left the Front National.", ["Al-Nusra Front", "Front"], id="longer name"
        ),
        pytest.param(
            "Al-Nusra Front (“the Front”) left a Front behind.", ["Al-Nusra Front", "Front"], id="no article"
        ),
        pytest.param("Al-Nusra Front (the front) left. The front won.", ["Al-Nusra Front"], id="no name"),
    ],
)
def test_a_document_takes_a_noun_for_a_name(text: str, found: list[str]) -> None:
    mentions = resolve(Document(text=text), LEXICON)
    assert [mention.surface for mention in mentions] == found
    assert {mention.entity_id for mention in mentions} == {"front"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "ISIS fell. The goddess Isis, wife of Osiris, stayed.", ["islamic-state", "isis-goddess"], id="style"
        ),
        pytest.param("ISIS fell. She saw Isis there.", ["islamic-state", None], id="no evidence for another"),
        pytest.param(
            "ISIS FALLS\n\nThe Isis fighters fled Raqqa.", ["islamic-state", "islamic-state", "raqqa"], id="shouted"
        ),
    ],
)
def test_a_document_writes_an_acronym_in_one_way(find: Resolver, text: str, found: list[str | None]) -> None:
    assert [mention.entity_id for mention in find(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("He saw the Gateway of Libya there.", [], id="a monument"),
        pytest.param("He saw the Government of Libya there.", ["libya"], id="an office"),
        pytest.param("Residents of Libya spoke.", ["libya"], id="the beginning of a sentence"),
        pytest.param("They met the Ministry of Defence of Libya.", ["libya"], id="a ministry"),
        pytest.param("He landed at Jane Ward International Airport.", [], id="an airport"),
    ],
)
def test_names_that_hold_a_place_after_of(text: str, found: list[str]) -> None:
    assert [mention.entity_id for mention in resolve(Document(text=text), LEXICON)] == found


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param("He asked Press Wire agency for it.", "Press Wire", id="small words after"),
        pytest.param("He met President Jane Ward there.", "Jane Ward", id="a title before"),
        pytest.param("He met Sheik Jane Ward there.", "Jane Ward", id="a variant of a title"),
        pytest.param("He met #PresidentJaneWard there.", "PresidentJaneWard", id="a tag is left whole"),
        pytest.param("He asked Press Wire agencys note.", "Press Wire", id="a lost apostrophe"),
        pytest.param("He read libya's Press Wire agency's note.", "Press Wire", id="possessive"),
    ],
)
def test_spans_are_the_name_itself(text: str, span: str) -> None:
    overlay = """
entities:
- {entity_id: jane-ward, aliases: {en: [President Jane Ward, Sheikh Jane Ward]}}
- {entity_id: press-wire, aliases: {en: [Press Wire agency]}}
"""
    lexicon = build_lexicon(parse_lexicon(FILES | {"data/lexicon/b.yaml": overlay}))
    (mention,) = resolve(Document(text=text), lexicon)
    assert mention.surface == text[mention.start_char : mention.end_char] == span


@pytest.mark.parametrize(
    ("text", "day", "rule", "entity_id"),
    [
        pytest.param("The RRA met at Fort Hill.", "1990-01-01", "context", "old-army", id="the strong one not yet"),
        pytest.param("The RRA met.", "2004-01-01", "strong", "rebel-army", id="the strong one by then"),
        pytest.param("The RRA met.", "1990-01-01", "ambiguous", None, id="the other without evidence"),
        pytest.param("The NRA met.", "2010-01-01", "ambiguous", None, id="both were"),
        pytest.param("The NRA met in Fort Hill.", "2010-01-01", "context", "new-army", id="one had ended"),
        pytest.param("The NRA met.", None, "ambiguous", None, id="no date"),
        pytest.param("The New Army met.", "1990-01-01", "strong", "new-army", id="nobody else"),
    ],
)
def test_founding_and_ending_decide_between_bearers(
    text: str, day: str | None, rule: str, entity_id: str | None
) -> None:
    lexicon = build_lexicon(
        parse_lexicon(
            {
                "a.yaml": """
entities:
- {entity_id: new-army, name: New Army, kind: armed-group, founded: 2000-01-01,
   aliases: {en: [{text: NRA, strength: ambiguous, needs: [fort hill]}]}}
- {entity_id: old-army, name: Old Army, kind: armed-group, ended: 2005-01-01,
   aliases: {en: [{text: NRA, strength: ambiguous, needs: [fort hill]},
                  {text: RRA, strength: ambiguous, needs: [fort hill]}]}}
- {entity_id: rebel-army, name: Rebel Army, kind: armed-group, founded: 2001-01-01,
   aliases: {en: [{text: RRA}]}}
"""
            }
        )
    )
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    mentions = resolve(Document(text=text, published_at=published), lexicon)
    assert [(mention.rule, mention.entity_id) for mention in mentions] == [(rule, entity_id)]
