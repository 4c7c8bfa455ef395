import pytest

from pipeline.copies.outlet import find_host_label, is_same_publisher, mentions_outlet, names_outlet


@pytest.mark.parametrize(
    ("name", "publisher", "url"),
    [
        pytest.param("AP", "Associated Press", "", id="acronym"),
        pytest.param("A.P.", "Associated Press", "", id="acronym with points"),
        pytest.param("The Associated Press", "AP", "", id="the other way round"),
        pytest.param("MPA", "Meridian Press Agency (MPA)", "", id="acronym in parentheses"),
        pytest.param("Meridian Press Agency", "Meridian Press Agency (MPA)", "", id="without parentheses"),
        pytest.param("AFP", "Agence France-Presse", "", id="hyphenated"),
        pytest.param("South Front", "SouthFront", "", id="spaces"),
        pytest.param("South Front", "", "https://southfront.org/x", id="host"),
        pytest.param("http://www.globalresearch.ca/", "Global Research", "", id="credit is an address"),
        pytest.param("globalresearch.ca", "Global Research", "", id="credit is a host"),
        pytest.param("Guardian", "The Guardian", "", id="article"),
        pytest.param("The Guardian", "", "https://www.theguardian.com/x", id="article in the host"),
        pytest.param("BBC News", "BBC", "", id="generic end"),
        pytest.param("British Broadcasting Corporation", "", "https://news.bbc.co.uk/x", id="host is the acronym"),
        pytest.param("Agência Brasil", "Agencia Brasil", "", id="accents"),
        pytest.param("ТАСС", "ТАСС", "", id="cyrillic"),
    ],
)
def test_names_of_one_outlet(name: str, publisher: str, url: str) -> None:
    assert names_outlet(name, publisher, url)


@pytest.mark.parametrize(
    ("name", "publisher", "url"),
    [
        pytest.param("Associated Press", "Arab Post", "", id="same initials, both in full"),
        pytest.param("Press", "Associated Press", "", id="a part"),
        pytest.param("Times", "The New York Times", "", id="the end"),
        pytest.param("Interfax", "Interfax-Ukraine", "", id="a branch"),
        pytest.param("News", "BBC News", "", id="generic"),
        pytest.param("Ape", "Association of Press Editors", "", id="a word is no acronym"),
        pytest.param("", "", "", id="nothing"),
        pytest.param("", "Velsk Courier", "https://velskcourier.example", id="no name"),
        pytest.param("127.0.0.1", "", "http://127.0.0.1:8000/x", id="numeric host"),
    ],
)
def test_names_of_different_outlets(name: str, publisher: str, url: str) -> None:
    assert not names_outlet(name, publisher, url)


@pytest.mark.parametrize(
    ("url", "label"),
    [
        pytest.param("https://www.southfront.org/a", "southfront", id="www"),
        pytest.param("https://news.bbc.co.uk/1", "bbc", id="second level"),
        pytest.param("https://watch.blogspot.com/1", "watch", id="platform"),
        pytest.param("meridian-press.example", "meridianpress", id="hyphen, no scheme"),
        pytest.param("http://localhost/x", None, id="localhost"),
        pytest.param("http://10.0.0.1/x", None, id="numeric"),
        pytest.param("http://[::1]/x", None, id="ipv6"),
        pytest.param("http://[broken", None, id="broken"),
        pytest.param("", None, id="empty"),
    ],
)
def test_host_labels(url: str, label: str | None) -> None:
    assert find_host_label(url) == label


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param(("Courier", "https://a.example/1"), ("Courier", "https://b.example/2"), True, id="one name"),
        pytest.param(("Courier", "http://127.0.0.1/1"), ("Herald", "http://127.0.0.1/2"), False, id="one host"),
        pytest.param(("", "https://a.example/1"), ("", "https://www.a.example/2"), True, id="host without names"),
        pytest.param(("", "http://127.0.0.1/1"), ("", "http://127.0.0.1/2"), False, id="numeric host"),
        pytest.param(("", ""), ("", ""), False, id="nothing known"),
        pytest.param(("Courier", ""), ("", "https://courier.example/2"), True, id="name and host"),
    ],
)
def test_one_publisher(first: tuple[str, str], second: tuple[str, str], same: bool) -> None:
    assert is_same_publisher(*first, *second) is same
    assert is_same_publisher(*second, *first) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(" as velsk courier wrote ", True, id="named"),
        pytest.param(" as velskcourier wrote ", True, id="host"),
        pytest.param(" a courier came to velsk ", False, id="words apart"),
    ],
)
def test_a_text_names_an_outlet(text: str, expected: bool) -> None:
    assert mentions_outlet(text, "Velsk Courier (VC)", "https://velskcourier.example/1") is expected
