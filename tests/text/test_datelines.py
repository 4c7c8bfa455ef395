"""Datelines: what a text opens with before its first sentence."""

import pytest

from pipeline.text.characters import drop_dateline
from pipeline.text.datelines import find_dateline


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        pytest.param("PARIS (AP) — Talks began.", "PARIS (AP) —", id="agency"),
        pytest.param("QAMISHLI, Syria (MPA) - The road is open.", "QAMISHLI, Syria (MPA) -", id="country"),
        pytest.param("ADDIS ABABA — The envoy left.", "ADDIS ABABA —", id="place alone"),
        pytest.param(
            "МОСКВА, 4 мар — РИА Новости. Переговоры начались.", "МОСКВА, 4 мар — РИА Новости.", id="russian"
        ),
        pytest.param("NATO — the alliance — met on Monday.", "", id="an aside"),
        pytest.param("The Institute (ISIS) — a think tank — said so.", "", id="an acronym"),
        pytest.param("It rained.\nPARIS (AP) — Talks began.", "", id="not at the start"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_dateline_is_what_stands_before_the_first_sentence(text: str, dateline: str) -> None:
    assert find_dateline(text) == dateline
    assert text.startswith(dateline)
    assert drop_dateline(text, dateline) == text[len(dateline) :].lstrip()
