"""The words that credits are written with: bylines, agencies, sources, leads, and the ends of reports."""

import pytest

from pipeline.text import clean_text
from pipeline.text.agencies import find_agency, list_agencies
from pipeline.text.bylines import read_byline
from pipeline.text.credits import find_credits
from pipeline.text.endings import read_makers, read_signature
from pipeline.text.leads import find_reporters
from pipeline.text.sources import read_source

_PROSE = "The council of the harbour town met for six hours and put off its vote on the ferry for the third time."


def show(credits_):
    return [(credit.role, credit.name) for credit in credits_]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("Reuters", "Reuters", id="name"),
        pytest.param("REUTERS", "REUTERS", id="in capitals"),
        pytest.param("Reuters Staff", "Reuters", id="staff"),
        pytest.param("the AFP news agency", "AFP", id="news agency"),
        pytest.param("l’AFP", "AFP", id="French article"),
        pytest.param("Map", None, id="a word"),
        pytest.param("Mehr", None, id="German for more"),
        pytest.param("La Presse", None, id="not LaPresse"),
        pytest.param("AP Photo/Ann Lee", None, id="photo"),
        pytest.param("Ann Lee", None, id="person"),
    ],
)
def test_agency(words, name):
    assert find_agency(words) == name


def test_names_that_are_words_count_in_their_place_only():
    assert list_agencies("Mehr", "marks") == ("Mehr",)
    assert list_agencies("AA", "byline") == ("AA",)
    assert list_agencies("AA", "end") == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("By Ann Lee and Bo Oh in Beirut", [("byline", "Ann Lee"), ("byline", "Bo Oh")], id="place"),
        pytest.param(
            "By Ann Lee in Lagos and Bo Oh in Oslo", [("byline", "Ann Lee"), ("byline", "Bo Oh")], id="places"
        ),
        pytest.param(
            "By Ann Lee, Bo Oh and Cy Ng", [("byline", n) for n in ("Ann Lee", "Bo Oh", "Cy Ng")], id="three"
        ),
        pytest.param(
            "Authors:Ann Lee, Bo Oh, Cy Ng", [("byline", n) for n in ("Ann Lee", "Bo Oh", "Cy Ng")], id="row"
        ),
        pytest.param("By Ann Lee, CNN 1 day ago", [("byline", "Ann Lee"), ("source", "CNN")], id="outlet and time"),
        pytest.param("By Dr. Ann Lee, PhD", [("byline", "Ann Lee")], id="titles"),
        pytest.param("By Ann Lee Ann Lee PUBLISHED: 10:48, Tue", [("byline", "Ann Lee")], id="twice"),
        pytest.param("By Ann Lee@annlee Jul 3, 2019", [("byline", "Ann Lee")], id="handle"),
        pytest.param("Von Ann Lee Mi, 18. Oktober 2023", [("byline", "Ann Lee")], id="German weekday"),
        pytest.param("By Reuters Staff", [("agency", "Reuters")], id="agency"),
        pytest.param("By Agencies", [("agency", "Agencies")], id="agencies without names"),
        pytest.param("By The Tide Review", [("source", "The Tide Review")], id="outlet"),
        pytest.param("Par Claire Roy avec AFP", [("byline", "Claire Roy"), ("agency", "AFP")], id="with an agency"),
        pytest.param(
            "Hugo Lemaître (avec AFP)", [("byline", "Hugo Lemaître"), ("agency", "AFP")], id="name and agency"
        ),
        pytest.param("Ann Lee, Staff Writer", [("byline", "Ann Lee")], id="post without label"),
        pytest.param("Ольга Стрельцова, корреспондент", [("byline", "Ольга Стрельцова")], id="Russian post"),
        pytest.param("By Harbour Post Staff", [], id="staff"),
        pytest.param("By the numbers", [], id="the numbers"),
        pytest.param("By Friday", [], id="weekday"),
        pytest.param("Von der Aktivität zur Dosis", [], id="from … to"),
        pytest.param("Por Navidad", [], id="one word behind por"),
        pytest.param("By Ann Lee's own account, the deal was struck in a taxi.", [], id="account"),
        pytest.param("Text messages from the front", [], id="label that needs a colon"),
        pytest.param("Ann Lee, mother of two", [], id="no post"),
        pytest.param("Edited by Ann Lee", [], id="editor"),
    ],
)
def test_byline(line, said):
    assert show(read_byline(line)) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("Sources: Reuters, BBC", [("source", "Reuters"), ("source", "BBC")], id="two"),
        pytest.param("SOURCE Brightwater Pumps Inc.", [("source", "Brightwater Pumps Inc.")], id="press release"),
        pytest.param("Источник: «Морской вестник»", [("source", "Морской вестник")], id="quotation marks"),
        pytest.param("Quelle: https://www.tide.example/a", [("source", "tide.example")], id="address"),
        pytest.param("H/T The Tide Review", [("via", "The Tide Review")], id="hat tip"),
        pytest.param("Source: close to the ministry", [], id="no name"),
        pytest.param("Quelle: Shutterstock", [], id="picture"),
        pytest.param("Via E-Mail teilen", [], id="way to share"),
        pytest.param("Source: May 2021", [], id="date"),
    ],
)
def test_source(line, said):
    assert show(read_source(line)) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("(Reporting by Ann Lee; Editing by Bo Oh)", [("byline", "Ann Lee")], id="editor left out"),
        pytest.param(
            "Reporting by Ann Lee in Lima; additional reporting by Bo Oh; Editing by Cy Ng",
            [("byline", "Ann Lee"), ("byline", "Bo Oh")],
            id="additional",
        ),
        pytest.param("Additional reporting by Reuters", [("source", "Reuters")], id="help of an agency"),
        pytest.param(
            "AP writers Ann Lee, Bo Oh and Cy Ng contributed to this report.", [("byline", "Bo Oh")], id="row"
        ),
        pytest.param(
            "The Associated Press contributed to this report.", [("source", "The Associated Press")], id="AP"
        ),
        pytest.param("— Ann Lee reported from Oslo.", [("byline", "Ann Lee")], id="from"),
        pytest.param("Heavy rain contributed to this report of a flood.", [], id="rain"),
        pytest.param("Police reported from the scene that all was calm.", [], id="police"),
    ],
)
def test_makers(line, said):
    assert set(said) <= set(show(read_makers(line)))
    assert bool(said) == bool(read_makers(line))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        pytest.param("(Reuters)", ["Reuters"], id="brackets"),
        pytest.param("– dpa", ["dpa"], id="dash"),
        pytest.param("AFP/AP", ["AFP", "AP"], id="two"),
        pytest.param("(ats/nxp)", ["ats"], id="desk"),
        pytest.param("(With inputs from PTI)", ["PTI"], id="inputs"),
        pytest.param("*Con información de AFP, EFE y Reuters", ["AFP", "EFE", "Reuters"], id="Spanish"),
        pytest.param("© 2019 Associated Press. All Rights Reserved.", ["Associated Press"], id="copyright"),
        pytest.param("Redacción / Agencias", ["Agencias"], id="newsroom and agencies"),
        pytest.param("AA", [], id="size of letters"),
        pytest.param("(UNHCR)", [], id="acronym"),
        pytest.param("Mehr", [], id="more"),
        pytest.param("Foto: dpa", [], id="picture"),
        pytest.param("(AP Photo/Ann Lee)", [], id="picture of an agency"),
    ],
)
def test_signature(line, names):
    assert [credit.name for credit in read_signature(line)] == names


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        pytest.param("Мост закрыт, сообщает ТАСС.", [("source", "ТАСС")], id="Russian"),
        pytest.param(
            "Мост закрыт, сообщили Интерфаксу и со ссылкой на Интерфакс.", [("source", "Интерфакс")], id="case"
        ),
        pytest.param("Мост закрыт. Об этом пишет «Коммерсантъ».", [("source", "Коммерсантъ")], id="title"),
        pytest.param("Мост закрыт, передаёт корреспондент ТАСС.", [("agency", "ТАСС")], id="its own correspondent"),
        pytest.param("Міст закрито, повідомляє Укрінформ.", [("source", "Укрінформ")], id="Ukrainian"),
        pytest.param("Le ministre est parti, selon l'AFP.", [("source", "AFP")], id="French"),
        pytest.param("Der Minister ist laut dpa gegangen.", [("source", "dpa")], id="German"),
        pytest.param("El ministro dimitió, según EFE.", [("source", "EFE")], id="Spanish"),
        pytest.param("AA'nın haberine göre bakan istifa etti.", [("source", "AA")], id="Turkish"),
        pytest.param("استقال الوزير، نقلاً عن وكالة رويترز.", [("source", "رويترز")], id="Arabic"),
        pytest.param("The minister left, Reuters reported.", [("source", "Reuters")], id="English"),
        pytest.param("The minister left, said a man who reads the AP.", [], id="no set words"),
        pytest.param("Мост закрыт, сообщает пресс-служба мэрии.", [], id="press office"),
        pytest.param("Laut Plan fährt die Fähre um neun.", [], id="plan"),
    ],
)
def test_lead(lead, said):
    assert [(credit.role, credit.name) for credit, _ in find_reporters(lead)] == said
    assert all(lead[at:].startswith(credit.evidence) for credit, at in find_reporters(lead))


def test_farther_down_the_same_words_are_no_credit():
    assert find_credits(f"{_PROSE}\n{_PROSE}\nThe minister left, Reuters reported.\n{_PROSE}") == ()


def test_agency_may_put_its_author_into_the_dateline():
    text = f"МОСКВА, 4 мар — РИА Новости, Иван Ракитин. {_PROSE}"
    assert show(find_credits(text)) == [("agency", "РИА Новости"), ("byline", "Иван Ракитин")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"PARIS (AP) — {_PROSE}\n{_PROSE} (AP)", id="dateline and signature"),
        pytest.param(f"  Мост закрыт, сообщает ТАСС.\n\n{_PROSE}\n  By agencies? No. – dpa", id="lead and dash"),
        pytest.param(f"{_PROSE}\n{_PROSE} This story first appeared in Coastal Weekly.", id="in a paragraph"),
        pytest.param(f"{_PROSE}\nAnn Lee contributed to this report.\n{_PROSE}", id="line before the end"),
    ],
)
def test_span_is_where_the_evidence_stands(text):
    found = find_credits(text)
    assert found
    for credit in found:
        assert text[credit.start_char : credit.end_char] == credit.evidence


def test_line_that_is_taken_off_has_no_span():
    clean = clean_text(f"By Ann Lee\n{_PROSE}\nPARIS (AP) — {_PROSE}")
    spans = {credit.name: (credit.start_char, credit.end_char) for credit in clean.credits}
    assert spans["Ann Lee"] == (None, None)
    start, end = spans["AP"]
    assert clean.text[start:end] == "PARIS (AP) —"


def test_byline_that_names_the_agency_of_the_dateline_is_none():
    assert show(clean_text(f"By MPA\nHAVEN (MPA) — {_PROSE}\n{_PROSE}").credits) == [("agency", "MPA")]
