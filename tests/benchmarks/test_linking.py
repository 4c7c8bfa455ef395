"""What `make eval` counts as right, wrong and missed on corpora with labels made by others."""

import pytest

from benchmarks.linking import GoldSpan, GoldText, judge_links, judge_spans, make_table, read_vocabulary
from schemas.records import Alias, Entity, Mention

TEXT = "The Ruritania Navy left Strelsau; Zenda and the Black Elphberg did not."
KNOWN = read_vocabulary(
    [
        Entity(
            entity_id="ruritania",
            name="Ruritania",
            kind="state",
            wikidata_id="Q1",
            aliases=(Alias(text="Ruritania"),),
        ),
        Entity(
            entity_id="strelsau", name="Strelsau", kind="place", wikidata_id="Q2", aliases=(Alias(text="Strelsau"),)
        ),
        Entity(entity_id="zenda", name="Zenda", kind="place", aliases=(Alias(text="Zenda"),)),
        Entity(entity_id="none", name="Longer names", kind="look-alike", aliases=(Alias(text="Black Elphberg"),)),
    ]
)


def name(surface: str, entity_id: str | None) -> Mention:
    start = TEXT.index(surface)
    return Mention(
        start_char=start,
        end_char=start + len(surface),
        surface=surface,
        entity_id=entity_id,
        alias=surface,
        rule="strong",
        evidence="",
        in_title=False,
    )


def label(text: str, wikidata_id: str | None = None, kind: str = "Location", aside: bool = False) -> GoldSpan:
    start = TEXT.index(text)
    return GoldSpan(start, start + len(text), text, kind, wikidata_id, aside)


def gold(*spans: GoldSpan) -> GoldText:
    return GoldText("a text", TEXT, 0, len(TEXT), spans)


@pytest.mark.parametrize(
    ("spans", "mentions", "expected"),
    [
        pytest.param([label("Strelsau", "Q2")], [name("Strelsau", "strelsau")], {"right", "found"}, id="same id"),
        pytest.param(
            [label("Strelsau", "Q9")], [name("Strelsau", "strelsau")], {"other", "lacking"}, id="other id"
        ),
        pytest.param([label("Strelsau")], [name("Strelsau", "strelsau")], {"other"}, id="label without an id"),
        pytest.param([], [name("Strelsau", "strelsau")], {"false"}, id="no label there"),
        pytest.param(
            [label("The Ruritania Navy", "Q8")],
            [name("Ruritania", "ruritania")],
            {"inside", "lacking"},
            id="part of a longer name",
        ),
        pytest.param(
            [label("Zenda", "Q3")], [name("Zenda", "zenda")], {"unchecked", "lacking"}, id="ours has no id"
        ),
        pytest.param([label("Strelsau", "Q2")], [name("Strelsau", None)], {"missed"}, id="kept without an entity"),
        pytest.param([label("Elphberg", "Q2")], [], {"unnamed"}, id="a name that the lexicon lacks"),
        pytest.param([label("Strelsau", "Q2", aside=True)], [], set(), id="an aside is never missed"),
        pytest.param([label("did", "Q2")], [], set(), id="a word without capitals is no name"),
    ],
)
def test_links_are_judged_by_their_wikidata_ids(
    spans: list[GoldSpan], mentions: list[Mention], expected: set[str]
) -> None:
    assert {finding.verdict for finding in judge_links(gold(*spans), mentions, KNOWN)} == expected


@pytest.mark.parametrize(
    ("spans", "mentions", "expected"),
    [
        pytest.param([label("Strelsau")], [name("Strelsau", "strelsau")], {"right", "found"}, id="named"),
        pytest.param([label("Strelsau")], [], {"missed"}, id="an alias that is not found"),
        pytest.param([label("the Black Elphberg")], [], {"lacking"}, id="a look-alike is no alias"),
        pytest.param([label("Strelsau", kind="Vehicle")], [], set(), id="a kind that we do not name"),
        pytest.param([], [name("Zenda", "zenda")], {"false"}, id="nothing labelled there"),
    ],
)
def test_spans_are_judged_without_ids(spans: list[GoldSpan], mentions: list[Mention], expected: set[str]) -> None:
    assert {finding.verdict for finding in judge_spans(gold(*spans), mentions, KNOWN)} == expected


def test_mentions_outside_the_labelled_part_are_not_judged() -> None:
    part = gold()._replace(end=10)
    assert list(judge_links(part, [name("Strelsau", "strelsau")], KNOWN)) == []


def test_the_table_has_a_row_for_each_part_and_one_for_all() -> None:
    findings = list(judge_links(gold(), [name("Strelsau", "strelsau")], KNOWN))
    assert make_table("corpus", ("right", "false"), {"one": findings, "two": findings}).row_count == 3
