"""The dateline of a report: its words, its agencies, and what only looks like one."""

import pytest

from pipeline.text.datelines import find_dateline, read_dateline


@pytest.mark.parametrize(
    ("words", "agencies"),
    [
        pytest.param("PARIS (AP) —", ("AP",), id="place and agency"),
        pytest.param("BEIRUT, March 3 (Reuters) -", ("Reuters",), id="with day"),
        pytest.param("KABUL, Afghanistan (AP) --", ("AP",), id="with country"),
        pytest.param("WARSAW, Poland (AP) _", ("AP",), id="old dash"),
        pytest.param("New York (AP) -", ("AP",), id="not in capitals"),
        pytest.param("HAVEN (MPA) —", ("MPA",), id="unknown agency"),
        pytest.param("Berlin (dpa/lsw) -", ("dpa",), id="with a desk"),
        pytest.param("ROME, 4 July - (ANSA) -", ("ANSA",), id="two dashes"),
        pytest.param("(ANSA) - ROMA, 04 LUG -", ("ANSA",), id="agency first"),
        pytest.param("(Reuters) -", ("Reuters",), id="no place"),
        pytest.param("NEW DELHI, May 9 (PTI)", ("PTI",), id="no dash"),
        pytest.param("La Habana, 4 jun (Prensa Latina)", ("Prensa Latina",), id="small letters, no dash"),
        pytest.param("Madrid, 3 mar (EFE).-", ("EFE",), id="Spanish"),
        pytest.param("МОСКВА, 4 марта. /ТАСС/.", ("ТАСС",), id="slashes"),
        pytest.param("МОСКВА, 4 мар — РИА Новости.", ("РИА Новости",), id="no brackets"),
        pytest.param("Moscow. March 3. INTERFAX -", ("INTERFAX",), id="full stops"),
        pytest.param("SYDNEY, AAP —", ("AAP",), id="comma"),
        pytest.param("AFP -", ("AFP",), id="agency alone"),
        pytest.param("رام الله - وفا -", ("وفا",), id="Arabic"),
        pytest.param("OSTERVIK, May 4, 2021 /PRNewswire/ --", ("PRNewswire",), id="press release"),
        pytest.param("KABUL:", (), id="place alone"),
        pytest.param("OSTERVIK, Norway —", (), id="place and country"),
        pytest.param("Paris, 3 mars -", (), id="place and day"),
        pytest.param("OSLO:", (), id="short place"),
    ],
)
def test_dateline(words: str, agencies: tuple[str, ...]):
    text = f"{words} The ferry lies at the quay.\nSecond paragraph."
    assert find_dateline(text) == words
    read = read_dateline(text)
    assert read is not None
    assert read.agencies == agencies


@pytest.mark.parametrize(
    "line", ["القاهرة - رويترز", "WASHINGTON - Agence France-Presse", "LAHORE: APP", "ANKARA - ANKA"]
)
def test_dateline_of_a_line_of_its_own(line: str):
    assert find_dateline(f"{line}\nThe ferry lies at the quay.") == line


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("ISIS (Islamic State) — a history of the name", id="a name explained"),
        pytest.param("The Islamic State (ISIS) - once a power - fell.", id="acronym"),
        pytest.param("NATO: what comes next", id="short acronym and colon"),
        pytest.param("BREAKING NEWS — the ferry sank", id="label"),
        pytest.param("EXCLUSIVE: the ferry sank", id="label and colon"),
        pytest.param("Source: Reuters", id="source"),
        pytest.param("By MARIA SANTOS, Associated Press", id="byline"),
        pytest.param("AFP/AP", id="signature of two"),
        pytest.param("AFP: nobody was hurt", id="who said it"),
        pytest.param("Monday: the ferry sails", id="weekday"),
        pytest.param("He joined the AP - he said - in May", id="sentence"),
        pytest.param("The council met for six hours (AP said) - and went home", id="sentence with brackets"),
        pytest.param("DOWNING STREET (No 10) - A cat sat", id="number in brackets"),
        pytest.param("Talks, Reuters. They said", id="end of a sentence"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_dateline(line: str):
    assert find_dateline(line) == ""
