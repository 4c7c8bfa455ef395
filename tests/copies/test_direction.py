"""Who copied whom: each piece of evidence alone, together, and against another."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.copies import relate_pair
from pipeline.settings import CopySettings
from schemas.records import Comparable, Credit, CreditRole

Make = Callable[..., Comparable]


def _credit(name: str, role: CreditRole = "source", url: str | None = None) -> tuple[Credit, ...]:
    return (Credit(role=role, name=name, url=url, evidence="as written"),)


@pytest.mark.parametrize(
    ("one", "two", "copy_id", "word"),
    [
        pytest.param({"day": 7}, {"day": 8}, "a2", "time", id="time"),
        pytest.param({"day": 8}, {"day": 7}, "a1", "time", id="time, the other way"),
        pytest.param({}, {}, "a2", "unknown", id="nothing: the larger id"),
        pytest.param({"day": 7}, {"day": 7}, "a2", "unknown", id="one time: the larger id"),
        pytest.param({"credited": _credit("Korsund Post")}, {}, "a1", "source", id="credit"),
        pytest.param({"credited": _credit("korsundpost.example", "via")}, {}, "a1", "via", id="via"),
        pytest.param({"credited": _credit("Korsund Post", "byline")}, {}, "a1", "byline", id="byline of an outlet"),
        pytest.param(
            {"credited": _credit("x", "canonical", "https://korsundpost.example/a2")},
            {},
            "a1",
            "canonical",
            id="canonical",
        ),
        pytest.param(
            {"day": 8, "credited": _credit("Korsund Post")},
            {"day": 7},
            "a1",
            "source,time",
            id="credit and time agree",
        ),
        pytest.param(
            {"day": 7, "credited": _credit("Korsund Post")}, {"day": 8}, "a2", "unknown", id="credit against time"
        ),
        pytest.param(
            {"credited": _credit("Korsund Post")},
            {"credited": _credit("Velsk Courier")},
            "a2",
            "unknown",
            id="each other",
        ),
        pytest.param({"credited": _credit("Velsk Courier")}, {"day": 7}, "a2", "unknown", id="only itself"),
        pytest.param(
            {"day": 7, "credited": _credit("AP", "agency")},
            {"day": 8, "credited": _credit("Associated Press", "agency")},
            "a2",
            "unknown",
            id="both the same agency",
        ),
        pytest.param(
            {"day": 7}, {"day": 8, "credited": _credit("AP", "agency")}, "a2", "unknown", id="later one an agency"
        ),
        pytest.param(
            {"day": 7, "credited": _credit("AP", "agency")}, {"day": 8}, "a2", "time", id="earlier one an agency"
        ),
        pytest.param(
            {"day": 7}, {"day": 8, "credited": _credit("Ann Porter", "byline")}, "a2", "time", id="a person"
        ),
        pytest.param(
            {"cut": True, "credited": _credit("AP", "agency")},
            {"credited": _credit("AP", "agency")},
            "a2",
            "unknown",
            id="length says nothing beside an agency",
        ),
        pytest.param(
            {"day": 8, "credited": _credit("AP", "agency"), "publisher": "Korsund Post"},
            {"day": 7, "credited": _credit("AP", "agency")},
            "a1",
            "time",
            id="one publisher, one agency",
        ),
        pytest.param(
            {"cut": True, "completeness": "truncated"}, {"completeness": "paywalled"}, "a1", "length", id="both cut"
        ),
        pytest.param({"cut": True}, {}, "a1", "length", id="length"),
        pytest.param({"cut": True, "day": 8}, {"day": 7}, "a1", "time", id="length does not speak beside time"),
        pytest.param(
            {"cut": True, "completeness": "truncated"},
            {"completeness": "full"},
            "a1",
            "completeness",
            id="completeness",
        ),
        pytest.param(
            {"cut": True, "completeness": "paywalled", "day": 7}, {"day": 8}, "a2", "unknown", id="cut, but earlier"
        ),
    ],
)
def test_direction(
    one: dict[str, Any],
    two: dict[str, Any],
    copy_id: str,
    word: str,
    make_article: Make,
    read_text: Callable[[str], str],
    settings: CopySettings,
) -> None:
    text = read_text("original").strip()
    paragraphs = text.split("\n\n")
    short = "\n\n".join(paragraphs[:3]) if one.get("cut") else text
    first = make_article("a1", short, **{key: value for key, value in one.items() if key != "cut"})
    second = make_article("a2", text, "Korsund Post", **two)
    copy = relate_pair(first, second, settings)
    assert copy is not None
    assert (copy.article_id, copy.direction) == (copy_id, word)
    assert relate_pair(second, first, settings) == copy


def test_a_text_that_ends_in_mid_sentence_is_the_copy(
    make_article: Make, read_text: Callable[[str], str], settings: CopySettings
) -> None:
    text = read_text("original")
    copy = relate_pair(make_article("a1", text[:700]), make_article("a2", text, "Korsund Post"), settings)
    assert copy is not None
    assert (copy.article_id, copy.direction) == ("a1", "completeness")
    assert "ends in mid-sentence" in copy.evidence


def test_a_bare_date_says_nothing_about_the_hour(
    make_article: Make, read_text: Callable[[str], str], settings: CopySettings
) -> None:
    one = make_article("a1", read_text("original"), day=7)
    assert one.published_at is not None
    bare = one.published_at.replace(hour=0, minute=0)
    two = make_article("a2", read_text("original"), "Korsund Post").model_copy(update={"published_at": bare})
    copy = relate_pair(one, two, settings)
    assert copy is not None
    assert copy.direction == "unknown"
    assert "no evidence of direction" in copy.evidence


def test_the_one_who_quotes_is_the_copy(
    make_article: Make, read_text: Callable[[str], str], settings: CopySettings
) -> None:
    passage = " ".join(read_text("original").split("\n\n")[2].split())
    quoting = make_article("a1", read_text("commentary") + f"\n\nI read this: “{passage}”", "Korsund Post")
    copy = relate_pair(quoting, make_article("a2", read_text("original")), settings)
    assert copy is not None
    assert (copy.kind, copy.article_id, copy.direction) == ("excerpt", "a1", "quotation")
