import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.settings import CopySettings, Settings
from pipeline.warehouse import Warehouse, find_candidates_among
from schemas.records import CandidateQuery, Fingerprint
from schemas.rows import FingerprintRow
from tests.warehouse.made_rows import make_ingested, make_undo

DAY = date(2024, 5, 1)
RULES = CopySettings(window_days=3, min_shared_hashes=2)


def ask(article_id: str, hashes: set[int], day: date | None = DAY, publisher: str = "") -> CandidateQuery:
    return CandidateQuery(
        article_id=article_id,
        publisher=publisher,
        published_on=day,
        fingerprint=Fingerprint(hashes=tuple(sorted(hashes)), tokens=9 * len(hashes)),
    )


def load_known(warehouse: Warehouse, name: str, queries: list[CandidateQuery], *, revision: int = 1) -> None:
    ids = tuple(int(query.article_id[1:]) for query in queries)
    prints = [
        FingerprintRow(
            article_id=q.article_id,
            revision=revision,
            published_on=q.published_on or DAY,
            hash=h,
            tokens=q.fingerprint.tokens,
        )
        for q in queries
        for h in q.fingerprint.hashes
    ]
    load = make_ingested(name, ids, revision=revision)
    warehouse.load(load.model_copy(update={"fingerprints": tuple(prints)}))


def pairs(found: tuple[object, ...]) -> set[tuple[str, str]]:
    return {(pair.article_id, pair.other_article_id) for pair in found}  # type: ignore[attr-defined]


def is_candidate(one: CandidateQuery, other: CandidateQuery) -> bool:
    near = (
        one.published_on is None
        or other.published_on is None
        or abs(one.published_on - other.published_on) <= timedelta(days=3)
    )
    return near and len({*one.fingerprint.hashes} & {*other.fingerprint.hashes}) >= 2


SKETCHES = st.sets(st.integers(2**64 - 12, 2**64 - 1), max_size=6)
DAYS = st.one_of(st.none(), st.integers(0, 8).map(lambda n: DAY + timedelta(days=n)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(SKETCHES, DAYS), max_size=8))
def test_candidates_are_the_pairs_that_share_enough_in_the_window(
    drawn: list[tuple[set[int], date | None]],
) -> None:
    queries = [ask(f"a{i}", sketch, day) for i, (sketch, day) in enumerate(drawn)]
    wanted = {
        (one.article_id, other.article_id)
        for i, one in enumerate(queries)
        for other in queries[i + 1 :]
        if is_candidate(one, other)
    }
    assert pairs(find_candidates_among(queries, RULES)) == wanted
    assert pairs(find_candidates_among(queries[::-1], RULES)) == wanted


def test_new_articles_meet_known_ones(either: Warehouse) -> None:
    known = [
        ask("a1", {1, 2, 3}),
        ask("a2", {1}),
        ask("a3", {1, 2}, DAY - timedelta(days=3)),
        ask("a4", {1, 2}, DAY - timedelta(days=4)),
    ]
    load_known(either, "b", known)
    assert pairs(either.find_candidates([ask("b1", {1, 2}), ask("b2", {2, 1})], RULES)) == {
        ("a1", "b1"),
        ("a3", "b1"),
        ("a1", "b2"),
        ("a3", "b2"),
        ("b1", "b2"),
    }
    assert either.find_candidates([], RULES) == ()


def test_known_articles_do_not_meet_each_other_again(warehouse: Warehouse) -> None:
    load_known(warehouse, "b", [ask("a1", {1, 2}), ask("a2", {1, 2})])
    assert pairs(warehouse.find_candidates([ask("b1", {8, 9})], RULES)) == set()


def test_a_revised_article_is_asked_with_its_new_sketch(warehouse: Warehouse) -> None:
    load_known(warehouse, "b", [ask("a1", {1, 2}), ask("a2", {5, 6})])
    assert pairs(warehouse.find_candidates([ask("a1", {5, 6})], RULES)) == {("a1", "a2")}
    assert pairs(warehouse.find_candidates([ask("a1", {7, 8}), ask("b1", {1, 2})], RULES)) == set()


def test_former_revisions_and_undone_batches_are_no_candidates(warehouse: Warehouse) -> None:
    load_known(warehouse, "b1", [ask("a1", {1, 2})])
    load_known(warehouse, "b2", [ask("a1", {8, 9})], revision=2)
    assert pairs(warehouse.find_candidates([ask("b", {1, 2})], RULES)) == set()
    warehouse.load(make_undo("u", "b2"))
    assert pairs(warehouse.find_candidates([ask("b", {1, 2})], RULES)) == {("a1", "b")}


@pytest.mark.faults("F6")
def test_a_text_that_very_many_print_stays_bounded_and_keeps_its_story() -> None:  # [F6]
    crowd = [ask(f"a{i:04}", {1, 2, 3, 4, 5, 100 + i}) for i in range(300)]
    found = find_candidates_among(crowd, RULES)
    degree = Counter(name for pair in found for name in (pair.article_id, pair.other_article_id))
    assert set(degree) == {query.article_id for query in crowd}
    assert len(found) <= 30 * len(crowd)
    assert join(pairs(found)) == {frozenset(degree)}


def test_pages_of_one_publisher_must_share_a_large_part() -> None:
    boilerplate = set(range(8))
    drawn = [("a1", "P"), ("a2", "P"), ("a3", "Q"), ("a4", "")]
    queries = [
        ask(name, {*boilerplate, *range(1000 * at, 1000 * at + 92)}, publisher=publisher)
        for at, (name, publisher) in enumerate(drawn, start=1)
    ]
    wanted = {("a1", "a3"), ("a1", "a4"), ("a2", "a3"), ("a2", "a4"), ("a3", "a4")}
    assert pairs(find_candidates_among(queries, RULES)) == wanted
    revised = ask("a5", {*boilerplate, *range(1000, 1020)}, publisher="P")
    assert ("a1", "a5") in pairs(find_candidates_among([*queries, revised], RULES))


def test_the_publisher_of_a_known_article_is_known(either: Warehouse) -> None:
    boilerplate = set(range(8))
    load_known(either, "b", [ask("a1", boilerplate | set(range(100, 192)))])  # of P1
    asked = [ask(f"b{p}", boilerplate | set(range(200, 292)), publisher=p) for p in ("P1", "P2")]
    assert ("a1", "bP1") not in pairs(either.find_candidates(asked, RULES))
    assert ("a1", "bP2") in pairs(either.find_candidates(asked, RULES))


def test_a_short_text_that_stands_wholly_in_a_long_one_shares_few_hashes() -> None:
    # The short text keeps one in three of its hashes, the long one in eight: of 48, 18 are in both.
    rules = CopySettings()
    short = CandidateQuery(
        article_id="short", published_on=DAY, publisher="P",
        fingerprint=Fingerprint(hashes=tuple(range(48)), tokens=148),
    )  # fmt: skip
    long = CandidateQuery(
        article_id="long", published_on=DAY, publisher="P",
        fingerprint=Fingerprint(hashes=(*range(5), *range(1000, 1120)), tokens=1004),
    )  # fmt: skip
    assert pairs(find_candidates_among([short, long], rules)) == {("long", "short")}


def test_what_many_articles_share_is_no_evidence() -> None:
    phrases = {1, 2, 3, 4, 5}
    crowd = [ask(f"a{i:04}", {*phrases, *range(100 * i, 100 * i + 40)}) for i in range(1, 400)]
    assert find_candidates_among(crowd, RULES) == ()
    few = find_candidates_among(crowd[:30], RULES)
    assert len(few) == 30 * 29 / 2


def test_stories_do_not_depend_on_how_articles_are_cut_into_batches(tmp_path: Path) -> None:
    printed, other = set(range(50)), set(range(100, 150))
    prints = [ask(f"a{i}", {*printed, 1000 + i}) for i in range(0, 260, 2)]
    others = [ask(f"a{i}", {*other, 1000 + i}) for i in range(1, 40, 2)]
    alone = [ask(f"a{i}", set(range(1000 * i, 1000 * i + 50))) for i in range(300, 310)]
    queries = [*prints, *others, *alone]
    wanted = {frozenset(q.article_id for q in group) for group in (prints, others)}
    for seed, size in enumerate((400, 90, 40)):
        random.Random(seed).shuffle(queries)
        warehouse = Warehouse(Settings(data_dir=tmp_path / str(size)))
        warehouse.migrate()
        found = set()
        for at in range(0, len(queries), size):
            batch = queries[at : at + size]
            found |= pairs(warehouse.find_candidates(batch, RULES))
            load_known(warehouse, f"b{at}", batch)
        assert join(found) == wanted


def join(found: set[tuple[str, str]]) -> set[frozenset[str]]:
    """Join pairs into groups."""
    groups: dict[str, frozenset[str]] = {}
    for one, other in found:
        group = groups.get(one, frozenset((one,))) | groups.get(other, frozenset((other,)))
        groups |= dict.fromkeys(group, group)
    return set(groups.values())
