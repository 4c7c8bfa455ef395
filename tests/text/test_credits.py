"""Who the words of a text say it is from."""

import pytest

from pipeline.text import clean_text
from pipeline.text.credits import find_credits, read_attribution


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(
            "by South Front, via http://www.globalresearch.ca/",
            [("byline", "South Front"), ("via", "globalresearch.ca")],
            id="by and via",
        ),
        pytest.param(
            "By JOHN SMITH, Associated Press",
            [("byline", "JOHN SMITH"), ("agency", "Associated Press")],
            id="by agency",
        ),
        pytest.param("By Ann Lee", [("byline", "Ann Lee")], id="by"),
        pytest.param("Par Jeanne Martin", [("byline", "Jeanne Martin")], id="French"),
        pytest.param("Von Ursula Meier", [("byline", "Ursula Meier")], id="German"),
        pytest.param("Автор: Анна Иванова", [("byline", "Анна Иванова")], id="Russian"),
        pytest.param("Source: Al-Masdar News", [("source", "Al-Masdar News")], id="source"),
        pytest.param("Источник: ТАСС", [("source", "ТАСС")], id="Russian source"),
        pytest.param("Source : Le Monde", [("source", "Le Monde")], id="French source"),
        pytest.param("Quelle: dpa", [("source", "dpa")], id="German source"),
        pytest.param("Fuente: El País", [("source", "El País")], id="Spanish source"),
        pytest.param("Kaynak: Anadolu Ajansı", [("source", "Anadolu Ajansı")], id="Turkish source"),
        pytest.param("المصدر: رويترز", [("source", "رويترز")], id="Arabic source"),
        pytest.param("via ZeroHedge.com", [("via", "ZeroHedge.com")], id="via"),
        pytest.param("Via: https://www.example.org/a?id=7", [("via", "example.org")], id="via address"),
        pytest.param("Originally published at Coastal Weekly.", [("source", "Coastal Weekly")], id="originally"),
        pytest.param(
            "This article was originally published by Futurism. Read the original article.",
            [("source", "Futurism")],
            id="this article",
        ),
        pytest.param(
            "Republished with permission from The Conversation", [("source", "The Conversation")], id="permission"
        ),
        pytest.param("Reprinted from Coastal Weekly, 5 March 2024", [("source", "Coastal Weekly")], id="reprinted"),
        pytest.param("По материалам Портового вестника", [("source", "Портового вестника")], id="po materialam"),
        pytest.param("The post X appeared first on The Gazette.", [("source", "The Gazette")], id="feed footer"),
        pytest.param("(AFP)", [("agency", "AFP")], id="signature"),
        pytest.param("By Monday the army had withdrawn.", [], id="sentence with by"),
        pytest.param("Courtesy of the army.", [], id="courtesy of no name"),
        pytest.param(
            "Via Appia was built by Romans who needed a road to the south and knew how.", [], id="sentence with via"
        ),
        pytest.param("The book was originally published in 1999 and is out of print.", [], id="a book"),
        pytest.param("Von der Leyen sagte am Montag, dass sie nicht komme.", [], id="a name with von"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_attribution_line(line: str, said: list[tuple[str, str]]):
    assert [(credit.role, credit.name) for credit in read_attribution(line)] == said


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        pytest.param("PARIS (AP) — Talks began.", "AP", id="AP"),
        pytest.param("Moscow, June 26 (Reuters) - Talks began.", "Reuters", id="Reuters"),
        pytest.param("(Reuters) - Talks began.", "Reuters", id="no place"),
        pytest.param("KABUL, Afghanistan (AP) -- Talks began.", "AP", id="two places"),
        pytest.param("HAVEN (MPA) — Talks began.", "MPA", id="unknown agency"),
        pytest.param("МОСКВА, 26 июня. /ТАСС/. Переговоры начались.", "ТАСС", id="TASS"),
        pytest.param("МОСКВА, 26 июн — РИА Новости. Переговоры начались.", "РИА Новости", id="RIA"),
        pytest.param("Madrid, 12 jun (EFE).- Comenzaron.", "EFE", id="EFE"),
        pytest.param("Berlin (dpa) - Die Gespräche begannen.", "dpa", id="dpa"),
        pytest.param("ANKARA (AA) - Görüşmeler başladı.", "AA", id="AA"),
        pytest.param("دمشق (رويترز) - بدأت المحادثات.", "رويترز", id="Arabic"),
        pytest.param("Talks began. They ended well. (AFP)", "AFP", id="signature"),
        pytest.param("The Islamic State (ISIS) - once a power - fell.", None, id="an acronym"),
        pytest.param("Daesh (ISIS) – the group that held the town – fell.", None, id="a name and its acronym"),
        pytest.param("The Islamic State in Iraq and Syria (ISIS) fell.", None, id="an acronym in a sentence"),
        pytest.param("He joined the party (PKK) in 1990 and left it.", None, id="a party"),
        pytest.param("The group is called Jabhat al-Nusra (JAN).", None, id="at the end"),
    ],
)
def test_agency(text: str, agency: str | None):
    assert [credit.name for credit in find_credits(text)] == ([agency] if agency else [])


def test_evidence_quotes_the_text():
    text = "PARIS (AP) — Talks began.\nThis story first appeared in Coastal Weekly."
    for credit in clean_text(text).credits:
        assert credit.evidence in text
