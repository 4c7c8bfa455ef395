"""Words near each other survive a retelling; two reports of one event have few such pairs in common."""

import pytest

from pipeline.copies.retelling import list_neighbours, measure_retold
from pipeline.copies.tokens import fold_tokens

REPORT = (
    "Inspectors found rusty hinges on 14 gates of the Tessel canal last winter. Harbour master Brandvold closed"
    " the upper basin on Friday. Repairs will cost 3.4 million crowns, the ministry of transport estimated."
)
RETOLD = (
    "Last winter 14 gates along the Tessel canal had hinges that were rusty, as inspectors found. On Friday the"
    " upper basin was closed by harbour master Brandvold; transport ministry estimates put the cost of repairs at"
    " 3.4 million crowns."
)
OTHER = (
    "Skippers on the Tessel canal complained on Friday about a closed basin. Nobody had told them, said the owner"
    " of 14 barges, and the ministry did not answer the telephone. Freight is waiting at Orne."
)


def _measure(one: str, other: str) -> float:
    return measure_retold(list_neighbours(fold_tokens(one)), list_neighbours(fold_tokens(other))).pairs


def test_a_retelling_keeps_words_together() -> None:
    assert _measure(RETOLD, REPORT) > 0.4
    assert _measure(OTHER, REPORT) < 0.15


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("", REPORT, id="empty"),
        pytest.param("it is so in a few", REPORT, id="short words alone"),
        pytest.param("俄罗斯总统", REPORT, id="script without spaces"),
        pytest.param("canal " * 500, REPORT, id="one word"),
    ],
)
def test_without_words_to_compare_nothing_is_retold(one: str, other: str) -> None:
    assert _measure(one, other) == 0 == _measure(other, one)


def test_segments_that_are_told_anew_are_counted() -> None:
    own = " ".join(f"eigenes{number} wort{number}" for number in range(40))
    retold = measure_retold(list_neighbours(fold_tokens(f"{RETOLD} {own}")), list_neighbours(fold_tokens(REPORT)))
    assert 0.2 < retold.spread < 0.6
