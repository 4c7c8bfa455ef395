"""Twice the text costs twice the work, whatever it holds: counted in calls, not in seconds."""

import cProfile
import pstats

import pytest

from pipeline.names import Lexicon, resolve
from schemas.records import Document


def count_calls(text: str, lexicon: Lexicon) -> int:
    profile = cProfile.Profile()
    profile.enable()
    resolve(Document(text=text), lexicon)
    profile.disable()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("a", id="one letter"),
        pytest.param("I", id="one capital"),
        pytest.param("(", id="brackets"),
        pytest.param("[(", id="two brackets"),
        pytest.param('"', id="quotation marks"),
        pytest.param("IS ", id="the verb"),
        pytest.param("IS-", id="hyphens"),
        pytest.param("ISIS ", id="an alias"),
        pytest.param("I.S.I.S.", id="a dotted alias"),
        pytest.param("Islamic State (ISIS) ", id="definitions"),
        pytest.param("Syria Xyz ", id="longer names"),
        pytest.param("Bashar al-Assad Maher Assad ", id="namesakes"),
        pytest.param("#islamicstat #isisisis ", id="tags"),
        pytest.param("al-\n", id="line ends"),
        pytest.param("داعش ", id="Arabic"),
        pytest.param("中", id="no spaces"),
        pytest.param(" \n\u200b", id="white space"),
    ],
)
def test_work_grows_with_the_text(lexicon: Lexicon, piece: str) -> None:
    size = 6_000 // len(piece)
    resolve(Document(text=piece * size), lexicon)
    once, twice = (count_calls(piece * (size * factor), lexicon) for factor in (1, 2))
    assert twice < 2.3 * once + 500
