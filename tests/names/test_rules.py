"""Each rule of DESIGN §5 as a table: a text, and who is named by what."""

import pytest

from tests.names.conftest import Resolver

IS = "islamic-state"
BAGHDADI = "abu-bakr-al-baghdadi"

Found = list[tuple[str, str | None]]


def _pairs(find: Resolver, text: str, *only: str, **document: str) -> Found:
    found = [(mention.surface, mention.entity_id) for mention in find(text, **document)]
    return [pair for pair in found if not only or pair[0] in only]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("anti-ISIS", [("ISIS", IS)], id="prefix"),
        pytest.param("ISIS-linked men", [("ISIS", IS)], id="suffix"),
        pytest.param("(ISIS)", [("ISIS", IS)], id="brackets"),
        pytest.param("“Islamic State”", [("Islamic State", IS)], id="quotes"),
        pytest.param("US-NATO’s war", [("US", "united-states"), ("NATO", "nato")], id="two-in-a-compound"),
        pytest.param("#ISIS", [("ISIS", IS)], id="hashtag"),
        pytest.param("THE ISLAMIC STATE", [("ISLAMIC STATE", IS)], id="capitals"),
        pytest.param("ISLAMISTS and Somalification", [], id="inside-a-word"),
        pytest.param("islamic state of mind", [], id="lower-case"),
        pytest.param("al Qaeda", [("al Qaeda", "al-qaeda")], id="space"),
        pytest.param("Al‑Qa’ida", [("Al‑Qa’ida", "al-qaeda")], id="hyphen-and-apostrophe"),
        pytest.param("Islamic\u00a0State", [("Islamic\u00a0State", IS)], id="no-break-space"),
        pytest.param("Islamic\nState", [("Islamic\nState", IS)], id="line-break"),
        pytest.param("Islamic  State", [("Islamic  State", IS)], id="two-spaces"),
        pytest.param("Isla\u00admic State", [("Isla\u00admic State", IS)], id="soft-hyphen"),
        pytest.param("Islamic\n\nState", [], id="paragraph-break"),
        pytest.param("I.S.I.S. fell", [("I.S.I.S.", IS)], id="dots"),
        pytest.param("in the U.S. and out", [("U.S.", "united-states")], id="u-s"),
        pytest.param("Pakistani Taliban", [("Pakistani Taliban", "tehrik-i-taliban-pakistan")], id="longest"),
        pytest.param("Islamic State of Afghanistan", [], id="look-alike-longer"),
        pytest.param("the Bank of Syria", [], id="look-alike-bank"),
        pytest.param("Iraq Body Count said", [("Iraq Body Count", "iraq-body-count")], id="organisation-not-state"),
        pytest.param("Russia Today said", [("Russia Today", "rt")], id="outlet-not-state"),
        pytest.param("Damascus University was hit", [], id="institution"),
        pytest.param("the University of Damascus was hit", [], id="institution-of"),
        pytest.param("Russian forces, Syrians and Iraqis", [], id="demonyms"),
        pytest.param("www.isis.org @ISIS_news isis@ISIS.com @ISIS.watch http://x.org/Taliban", [], id="addresses"),
        pytest.param("@ISIS, #ISIS.", [("ISIS", IS), ("ISIS", IS)], id="handle and hashtag"),
        pytest.param(
            "#IslamicState @islamicstate", [("IslamicState", IS), ("islamicstate", IS)], id="tags of two words"
        ),
        pytest.param("#IslamicStates #islamicstateofmind", [], id="longer tags"),
        pytest.param("the ‘Islamic State’ fell", [("Islamic State", IS)], id="single quotation marks"),
        pytest.param("the IS-3 tank, AU$5m and ISIS", [("ISIS", IS)], id="codes"),
    ],
)
def test_longest_match_of_whole_tokens(find: Resolver, text: str, expected: Found) -> None:
    assert _pairs(find, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ISIS's men", [("ISIS", IS)], id="apostrophe-s"),
        pytest.param("ISIS’ men", [("ISIS", IS)], id="apostrophe"),
        pytest.param("ISIS' men", [("ISIS", IS)], id="never-isi"),
        pytest.param("ISISs men", [("ISISs", IS)], id="lost"),
        pytest.param("Russias North", [("Russias", "russia")], id="state"),
        pytest.param("Boko Harams men", [("Boko Harams", "boko-haram")], id="two-words"),
        pytest.param("the Islamic States leader", [("Islamic States", IS)], id="common-head"),
        pytest.param("RUSSIAS WAR IN SYRIA", [("RUSSIAS", "russia"), ("SYRIA", "syria")], id="capitals"),
        pytest.param("ISISS LAND", [], id="capital-s-of-an-acronym"),
        pytest.param("Frances Virtue", [], id="given-name"),
        pytest.param("the two Koreas and the Americas", [], id="plurals"),
    ],
)
def test_possessives(find: Resolver, text: str, expected: Found) -> None:
    assert _pairs(find, text) == expected


def test_possessives_are_a_rule_of_their_own(find: Resolver) -> None:
    assert [mention.rule for mention in find("ISISs men, ISIS’ men, ISIS men")] == ["possessive"] * 2 + ["strong"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("all Islamic States agreed", [("Islamic States", None)], id="plural"),
        pytest.param("They want an Islamic State in Gaza", [("Islamic State", None)], id="article"),
        pytest.param("An Islamic State fighter died", [("Islamic State", IS)], id="attributive"),
    ],
)
def test_common_nouns_are_left_open(find: Resolver, text: str, expected: Found) -> None:
    assert _pairs(find, text, "Islamic State", "Islamic States") == expected


INSTITUTE = "institute-for-science-and-international-security"


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        pytest.param(
            "ISIS said so. The Institute for Science and International Security (ISIS) met. ISIS's head",
            "ISIS",
            [INSTITUTE] * 3,
            id="known-long-form-also-before",
        ),
        pytest.param("International Students in Service (ISIS) met. ISIS voted.", "ISIS", [None] * 2, id="unknown"),
        pytest.param("ISIS (International Students in Service) met. ISIS voted.", "ISIS", [None] * 2, id="inverse"),
        pytest.param("International Students in Service, or ISIS, met.", "ISIS", [None], id="apposition"),
        pytest.param("Islamic State (ISIS) fell. ISIS lost.", "ISIS", [IS] * 2, id="same-entity"),
        pytest.param("Islamic State in Iraq and Greater Syria (ISIS) fell", "ISIS", [IS], id="variant"),
        pytest.param("Islamic State militants (ISIS) fell", "ISIS", [IS], id="more-words"),
        pytest.param("Islamic State (IS, formerly ISIS) fell", "IS", [IS], id="list"),
        pytest.param("Information systems (IS) fail. IS crashed. ISIS", "IS", [None] * 2, id="is-defined"),
        pytest.param(
            "the Islamic Emirate of the Caucasus (IEC) fell. IEC men.", "IEC", ["caucasus-emirate"] * 2, id="iec"
        ),
        pytest.param("the Independent Electoral Commission (IEC) and IEC", "IEC", [None] * 2, id="other-iec"),
        pytest.param("Al-Nusra Front (ANF) fled. ANF lost.", "ANF", ["al-nusra-front"] * 2, id="introduced"),
        pytest.param("Исламское государство (ИГ) и ИГ", "ИГ", [IS] * 2, id="cyrillic"),
        pytest.param("Daesh (ISIS) fell", "ISIS", [IS], id="no-definition"),
        pytest.param("Islamic State of Iraq, later Syria (ISIS)", "ISIS", [IS], id="predecessor-in-the-long-form"),
        pytest.param("Islamic State of Iraq and Sinai (ISIS)", "ISIS", [IS], id="relative-in-the-long-form"),
    ],
)
def test_the_document_defines_its_own_names(
    find: Resolver, text: str, surface: str, expected: list[str | None]
) -> None:
    assert [entity_id for _, entity_id in _pairs(find, text, surface)] == expected


def test_a_definition_in_the_text_governs_the_title(find: Resolver) -> None:
    text = "The Institute for Science and International Security (ISIS) said so."
    assert _pairs(find, text, "ISIS", title="ISIS on Iran") == [("ISIS", INSTITUTE)] * 2


def test_an_unknown_definition_says_its_reason(find: Resolver) -> None:
    mention = find("International Students in Service (ISIS) met.")[0]
    assert (mention.rule, mention.candidates) == ("defined-otherwise", ())
    assert "International Students in Service" in mention.evidence


def test_an_introduced_short_form_may_be_mangled(find: Resolver) -> None:
    assert ("ANFs", "al-nusra-front") in _pairs(find, "Al-Nusra Front (ANF) fled. ANFs men.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ISIS lost. IS men fled.", [IS], id="strong-alias"),
        pytest.param("IS men fled before ISIS came", [IS], id="strong-alias-later"),
        pytest.param("IS jihadists seized the town", [IS], id="context"),
        pytest.param("IS jihadists came.\n\n" + "word " * 30 + "and IS men", [IS] * 2, id="carried-over"),
        pytest.param("THE LAW OF IS’ RULE\n\nISIS lost.", [IS], id="shouted-possessive"),
        pytest.param("HE SAW IS’ RULE\n\nISIS lost.", [IS], id="shouted-possessive-after-verb"),
        pytest.param("ISIS lost. The answer IS lost.", [], id="verb-by-its-subject"),
        pytest.param("ISIS lost. They said that IS cells remain.", [IS], id="clause-with-a-group-noun"),
        pytest.param("ISIS lost. They said that IS remains there.", [IS], id="clause-with-a-finite-verb"),
        pytest.param("ISIS lost. He said that IS the problem, as this IS his.", [], id="clause-with-the-verb"),
        pytest.param("IS said it would meet", [None], id="no-evidence"),
        pytest.param("This is what is. It Is.", [], id="lower-case-verb"),
        pytest.param("ISIS lost. The war IS over, this IS it.", [], id="stressed-verb"),
        pytest.param("ISIS lost. The anti-IS front, IS-held towns, (IS).", [IS] * 3, id="compounds"),
        pytest.param("WAR IS OVER IN SYRIA\n\nISIS lost.", [], id="shouted-verb"),
        pytest.param("RUSSIA IS BACK\n\nISIS lost.", [], id="shouted-verb-short"),
        pytest.param("RUSSIA BOMBS IS FIGHTERS\n\nISIS lost.", [IS], id="shouted-noun"),
        pytest.param("TURKEY STRIKES AGAINST IS\n\nISIS lost.", [IS], id="shouted-preposition"),
        pytest.param("WHAT NEXT FOR IS?\n\nISIS lost.", [IS], id="shouted-clause-end"),
        pytest.param("IS CLAIMS PARIS ATTACK\n\nISIS lost.", [IS], id="shouted-subject"),
    ],
)
def test_upper_case_is(find: Resolver, text: str, expected: list[str | None]) -> None:
    assert [entity_id for _, entity_id in _pairs(find, text, "IS", "is", "Is")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Abu Bakr al-Baghdadi fled. Al-Baghdadi died.", [("Al-Baghdadi", BAGHDADI)], id="after"),
        pytest.param("Al-Baghdadi died.", [("Al-Baghdadi", None)], id="never-named"),
        pytest.param("Al-Baghdadi died. Abu Bakr al-Baghdadi fled.", [("Al-Baghdadi", None)], id="before"),
        pytest.param("Joe Biden came. Jill Biden left.", [], id="other-person"),
        pytest.param("Joe Biden came. Ashley Biden left.", [], id="given-name"),
        pytest.param("Joe Biden came. The Bidens left.", [], id="family"),
        pytest.param(
            "Abu Bakr al-Baghdadi and Abu Omar al-Baghdadi. Al-Baghdadi died.",
            [("Al-Baghdadi", None)],
            id="two-of-one-surname",
        ),
    ],
)
def test_surnames_count_after_the_full_name(find: Resolver, text: str, expected: Found) -> None:
    assert _pairs(find, text, "Al-Baghdadi", "Biden", "Bidens") == expected


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        pytest.param("RSF men shelled El Fasher in Sudan", "RSF", "rapid-support-forces", id="rsf-sudan"),
        pytest.param("RSF on press freedom and journalists", "RSF", "reporters-without-borders", id="rsf-press"),
        pytest.param("RSF spoke", "RSF", None, id="rsf-open"),
        pytest.param("Isis, wife of Osiris, a goddess", "Isis", "isis-goddess", id="goddess"),
        pytest.param("PRIESTS OF ISIS, the goddess, with Horus", "ISIS", "isis-goddess", id="goddess-in-capitals"),
        pytest.param("Isis fighters in Raqqa", "Isis", IS, id="house-style"),
        pytest.param("بوتين وروسيا", "بوتين", "vladimir-putin", id="arabic-context"),
        pytest.param("Isis spoke", "Isis", None, id="isis-open"),
        pytest.param("ISIS blew up a temple in Syria", "ISIS", IS, id="group-and-temple"),
        pytest.param("Tbilisi in Georgia and Armenia", "Georgia", "georgia", id="georgia"),
        pytest.param("Kemp of Georgia, in Atlanta", "Georgia", "georgia-us-state", id="georgia-state"),
        pytest.param("ISIS's Albright counted centrifuges at Natanz", "ISIS", INSTITUTE, id="institute-by-context"),
    ],
)
def test_context_decides_between_bearers(find: Resolver, text: str, surface: str, expected: str | None) -> None:
    assert _pairs(find, text, surface)[0] == (surface, expected)


def test_a_person_called_isis_is_not_the_group(find: Resolver) -> None:
    assert _pairs(find, "The singer Isis Martinez won.") == []


def test_an_open_mention_names_its_candidates_and_the_reason(find: Resolver) -> None:
    mention = find("RSF spoke.")[0]
    assert mention.rule == "ambiguous"
    assert mention.candidates == ("rapid-support-forces", "reporters-without-borders")
    assert mention.evidence == "no evidence in the document"


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        pytest.param("ISI bombs in Baghdad", "2010-05-01", "islamic-state-iraq", id="isi-2010"),
        pytest.param("ISI bombs in Baghdad", None, "islamic-state-iraq", id="isi-undated"),
        pytest.param("ISI bombs in Baghdad", "2016-05-01", None, id="isi-2016"),
        pytest.param("ISI of Pakistan", "2010-05-01", "inter-services-intelligence", id="isi-pakistan"),
        pytest.param("ISI spoke", "2010-05-01", None, id="isi-open"),
        pytest.param("Islamic State of Iraq", "2016-05-01", "islamic-state-iraq", id="full-name-later"),
        pytest.param("ISIS lost", "2026-05-01", IS, id="still-in-use"),
        pytest.param("ISIL lost", "2013-06-01", IS, id="isil-2013"),
    ],
)
def test_dates(find: Resolver, text: str, on: str | None, expected: str | None) -> None:
    assert find(text, on=on)[0].entity_id == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Wilayat Qawqaz", "islamic-state-caucasus", id="caucasus"),
        pytest.param("ISIS-K", "islamic-state-khorasan", id="khorasan"),
        pytest.param("ISWAP", "islamic-state-west-africa", id="west-africa"),
    ],
)
def test_branches_are_entities_of_their_own(find: Resolver, text: str, expected: str) -> None:
    assert _pairs(find, text) == [(text, expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("лидер ИГИЛа", [("ИГИЛа", IS)], id="genitive"),
        pytest.param("боевики Исламского государства", [("Исламского государства", IS)], id="two-words"),
        pytest.param("в Сирии", [("Сирии", "syria")], id="prepositional"),
        pytest.param("Владимиром Путиным", [("Владимиром Путиным", "vladimir-putin")], id="person"),
        pytest.param("Малов", [], id="no-invented-case"),
        pytest.param("تنظيم داعش", [("تنظيم داعش", IS)], id="arabic"),
        pytest.param("وداعش", [("داعش", IS)], id="and"),
        pytest.param("بالعراق", [("العراق", "iraq")], id="in-the"),
        pytest.param("للدولة الإسلامية", [("دولة الإسلامية", IS)], id="for-the"),
        pytest.param("IŞİD", [("IŞİD", IS)], id="turkish"),
    ],
)
def test_other_scripts(find: Resolver, text: str, expected: Found) -> None:
    assert _pairs(find, text) == expected


def test_the_title_comes_first(find: Resolver) -> None:
    mentions = find("Syria and Iraq", title="Iran")
    assert [(mention.surface, mention.in_title) for mention in mentions] == [
        ("Iran", True),
        ("Syria", False),
        ("Iraq", False),
    ]
