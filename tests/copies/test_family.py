"""Families of publishers: who counts as one voice."""

import pytest

from pipeline.copies import find_family
from pipeline.copies.family import parse_families, read_shipped_families
from pipeline.errors import DataError


@pytest.mark.parametrize(
    ("publisher", "url", "family"),
    [
        pytest.param("Detroit Free Press", "", "gannett", id="by its name"),
        pytest.param("the detroit free press", "", "gannett", id="spelling of the name"),
        pytest.param("", "https://eu.freep.com/story/1", "gannett", id="by its host"),
        pytest.param("The Times", "https://www.thetimes.co.uk/a", "news-corp", id="a shared name by its host"),
        pytest.param("The Times", "", None, id="a shared name alone"),
        pytest.param("РИА Новости", "https://ria.ru/20260101/a.html", "rossiya-segodnya", id="Cyrillic"),
        pytest.param("Süddeutsche Zeitung", "", "swmh", id="accents"),
        pytest.param("Velsk Courier", "https://velskcourier.example/1", None, id="no known family"),
        pytest.param("", "https://notfreep.com/story/1", None, id="end of a host is no domain"),
        pytest.param("", "http://[broken", None, id="broken address"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_a_publisher_has_its_family(publisher: str, url: str, family: str | None) -> None:
    assert find_family(publisher, url) == family


def test_the_shipped_families() -> None:
    families = read_shipped_families()
    assert len(families) >= 40
    assert [family.family for family in families if len(family.publishers) + len(family.hosts) < 2] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "- {family: a, owner: A, source: editor, hosts: [x.com]}\n"
            "- {family: b, owner: B, source: editor, hosts: [x.com]}",
            id="one host in two",
        ),
        pytest.param(
            "- {family: a, owner: A, source: editor, publishers: [The Velsk Post]}\n"
            "- {family: b, owner: B, source: editor, publishers: [velsk post]}",
            id="one name in two",
        ),
        pytest.param(
            "- {family: a, owner: A, source: editor}\n- {family: a, owner: B, source: editor}", id="one id twice"
        ),
    ],
)
def test_contradicting_families_are_refused(text: str) -> None:
    with pytest.raises(DataError):
        parse_families(text)
