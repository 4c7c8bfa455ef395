"""Which names of a text are shown to a curator, on what evidence, and which are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.names import Lexicon, build_lexicon, parse_lexicon, resolve
from pipeline.names.candidates import find_candidates
from schemas.records import Document, NameCandidate

FILE = """
entities:
- {entity_id: black-dawn, name: Black Dawn, kind: armed-group, aliases: {ru: [Чёрный рассвет], en: [BDN]}}
- {entity_id: bank-of-dawn, name: Bank of Black Dawn, kind: look-alike, aliases: {en: [Bank of Black Dawn]}}
- {entity_id: lemuria, name: Lemuria, kind: state}
- {entity_id: ines-carr, name: Ines Carr, kind: person}
"""


@pytest.fixture(scope="module")
def small() -> Lexicon:
    return build_lexicon(parse_lexicon({"a.yaml": FILE}))


def mine(lexicon: Lexicon, text: str, title: str = "") -> tuple[NameCandidate, ...]:
    document = Document(title=title, text=text)
    return find_candidates(document, resolve(document, lexicon), lexicon)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Fighters of the Popular Army of Mu (PAM) fled.",
            {("defined", "Popular Army of Mu", "PAM", None), ("defined", "PAM", "Popular Army of Mu", None)},
            id="definition-unknown",
        ),
        pytest.param(
            "The group Black Dawn (BLD) fled.",
            {("defined", "BLD", "Black Dawn", "black-dawn")},
            id="new-short-form",
        ),
        pytest.param("Black Dawn (BDN) fled.", set(), id="definition-known"),
        pytest.param("an improvised explosive device (IED) and an IED", set(), id="definition-of-a-thing"),
        pytest.param(
            "Black Dawn, also known as the Night Front, fled.",
            {("apposition", "Night Front", "Black Dawn", "black-dawn")},
            id="also-known-as",
        ),
        pytest.param(
            "The Night Front, formerly Black Dawn, fled.",
            {("apposition", "Night Front", "Black Dawn", "black-dawn")},
            id="formerly",
        ),
        pytest.param(
            "Men of Black Dawn (formerly known as “Old Night”) fled.",
            {("apposition", "Old Night", "Black Dawn", "black-dawn")},
            id="in-parentheses",
        ),
        pytest.param(
            "It rebranded itself as Katibat al-Nur last May.",
            {("apposition", "Katibat al-Nur", None, None)},
            id="rebranded",
        ),
        pytest.param(
            "a militia calling itself Sons of Mu claimed it",
            {("apposition", "Sons of Mu", None, None)},
            id="calling-itself",
        ),
        pytest.param(
            "Sons of Mu, an armed offshoot of Black Dawn, fled.",
            {("apposition", "Sons of Mu", "Black Dawn", "black-dawn")},
            id="offshoot",
        ),
        pytest.param(
            "Black Dawn’s Lemurian branch, Sons of Mu, fled.",
            {("apposition", "Sons of Mu", "Black Dawn", "black-dawn")},
            id="branch-with-owner",
        ),
        pytest.param(
            "Группировка «Чёрный рассвет», также известная как «Ночной фронт», ушла.",
            {("apposition", "Ночной фронт", "Чёрный рассвет", "black-dawn")},
            id="russian",
        ),
        pytest.param(
            "Боевики называющей себя «Ночной фронт» группы ушли.",
            {("apposition", "Ночной фронт", None, None)},
            id="russian-calling-itself",
        ),
        pytest.param(
            "هاجمت الجماعة المعروفة باسم «جند النور» القرية", {("apposition", "جند النور", None, None)}, id="arabic"
        ),
        pytest.param(
            "le groupe Black Dawn, également connu sous le nom de Front Nuit, a fui",
            {("apposition", "Front Nuit", "Black Dawn", "black-dawn")},
            id="french",
        ),
        pytest.param(
            "They met Omar Fulan and the Green Left Union there.",
            {("capitalised", "Omar Fulan", None, None), ("capitalised", "Green Left Union", None, None)},
            id="two-sequences",
        ),
        pytest.param(
            "He leads the League of Mu and Human Watch.",
            {("capitalised", "League of Mu", None, None), ("capitalised", "Human Watch", None, None)},
            id="and-divides",
        ),
        pytest.param(
            "He leads the Justice and Progress Party now.",
            {("capitalised", "Justice and Progress Party", None, None)},
            id="and-joins",
        ),
        pytest.param(
            "He fled the Lions of al-Nur Front.", {("capitalised", "Lions of al-Nur Front", None, None)}, id="al"
        ),
        pytest.param(
            "He joined the Free Army of Lemuria.",
            {("capitalised", "Free Army of Lemuria", None, None)},
            id="of-place",
        ),
        pytest.param(
            "Lemuria’s Green Union won.", {("capitalised", "Green Union", None, None)}, id="after-possessive"
        ),
        pytest.param(
            "Then Foreign Minister Omar Fulan met President Ines Carr on Monday May 5.",
            {("capitalised", "Omar Fulan", None, None)},
            id="titles-and-dates",
        ),
        pytest.param("the Secretary of State Omar Fulan left", set(), id="office"),
        pytest.param(
            "They met Gen. John F. Mardle.", {("capitalised", "John F. Mardle", None, None)}, id="initial"
        ),
        pytest.param("Black Dawn Commander Ines Carr of Lemuria", set(), id="only-mentions"),
        pytest.param("the Bank of Black Dawn", set(), id="look-alike-is-known"),
        pytest.param("The Lemurian-led Talks began. Green Men came.", set(), id="sentence-openings"),
        pytest.param("Men of the Green Front fled.", {("capitalised", "Green Front", None, None)}, id="bearers"),
        pytest.param(
            "REBELS SEIZE GREEN TOWN\nRebels Seize Green Town\nWho Is Opening the Green Town?",
            set(),
            id="headlines",
        ),
        pytest.param("men of KRGX, then KRGX again", {("acronym", "KRGX", None, None)}, id="acronym-twice"),
        pytest.param("men of KRGX and the CEO, the CEO, the XIV and XIV", set(), id="acronym-once-or-ordinary"),
    ],
)
def test_candidates(small: Lexicon, text: str, expected: set[tuple[str | None, ...]]) -> None:
    found = mine(small, text)
    assert {(c.kind, c.name, c.other_form, c.entity_id) for c in found} == expected


def test_what_a_candidate_says(small: Lexicon) -> None:
    text = "It rained. \u200bMen of Sons\u00a0of\u00a0Mu, an offshoot of Black Dawn, fled. Sons of Mu’s boats sank."
    (found,) = mine(small, text, title="Sons of Mu flee their camps")
    assert found.start_char == text.index("Sons")
    assert (found.kind, found.relation, found.folded) == ("apposition", "branch", "sons of mu")
    assert found.occurrences == 3
    assert found.quote == "Men of Sons of Mu, an offshoot of Black Dawn, fled."
    assert not found.in_title


def test_better_evidence_comes_first_and_knows_of_the_rest(small: Lexicon) -> None:
    text = (
        "They met Omar Fulan. A band of KRGX, KRGX. The Night Front, formerly Black Dawn, and the Sons of Mu (SOM)."
    )
    assert [c.kind for c in mine(small, text)] == ["defined", "defined", "apposition", "acronym", "capitalised"]


def test_a_name_that_is_accepted_is_no_candidate_any_more(small: Lexicon) -> None:
    text = "Black Dawn, also known as the Night Front, fled."
    more = {"b.yaml": "entities:\n- {entity_id: black-dawn, aliases: {en: [Night Front]}}\n"}
    assert mine(small, text)
    assert mine(build_lexicon(parse_lexicon({"a.yaml": FILE} | more)), text) == ()


def test_candidates_are_bounded(small: Lexicon) -> None:
    names = [f"Mo{chr(97 + i // 26)}{chr(97 + i % 26)} Ta" for i in range(300)]
    text = " ".join(f"a group calling itself {name} said" for name in names) + " they met ".join(names)
    assert len(mine(small, text)) == 50


HOSTILE = {
    "letter": "A",
    "words": "Aaa ",
    "brackets": "(",
    "definitions": "Ab Cd (AC) ",
    "appositions": "Xa Bo, also known as Yo Ba, ",
    "articles": "an ",
    "quotes": '"',
    "hyphens": "al-",
    "dots": "A.",
    "relatives": "which is ",
    "mentions": "Foo Bar, an offshoot of Black Dawn. ",
    "lines": "Aa Bb\n",
    "commas": "Foo ,",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_to_its_end(small: Lexicon, piece: str) -> None:
    """A step that is more than linear in the text would take minutes here, and meets the limit of the suite."""
    assert len(mine(small, piece * (300_000 // len(piece)))) <= 2


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ABCDab .,;()\n’s“”-Мм\u00a0\u200bالف"), max_size=200))
def test_offsets_and_folding_hold_for_any_text(small: Lexicon, text: str) -> None:
    for candidate in mine(small, text, title=text):
        field = text[candidate.start_char :]
        assert field[0] == candidate.name[0]
        assert candidate.occurrences >= 1
        assert len(candidate.quote) <= 200
