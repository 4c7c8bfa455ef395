"""Every view against what its definition says, spelled out in plain Python over random histories of loads."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from pipeline.settings import Settings
from pipeline.warehouse import Warehouse
from pipeline.warehouse.connection import open_warehouse
from pipeline.warehouse.load import load_rows
from pipeline.warehouse.migrations import read_definition
from schemas.arrow import from_table
from schemas.rows import (
    ArticleRow,
    AttemptRow,
    EntryRow,
    FurnitureRow,
    LoadSet,
    MentionRow,
    NameCandidateRow,
    NameJudgementRow,
    OutcomeRow,
    PassRow,
    PollRow,
    Row,
    StoryMemberRow,
    StoryRow,
)
from tests.warehouse.conftest import EMBEDDED, build_settings
from tests.warehouse.made_rows import (
    NOW,
    make,
    make_copy,
    make_ingested,
    make_lexicon,
    make_load,
    make_mentions,
    make_polled,
    make_registry,
    make_undo,
)

Numbered = list[tuple[int, LoadSet]]


class History:
    """Loads in their order, and what the definitions of DESIGN §4 make of them."""

    def __init__(self, loads: Iterable[LoadSet]) -> None:
        numbered = list(enumerate(loads, 1))
        undos = [load for _, load in numbered if load.kind == "undo"]
        void = {load.undoes for load in undos}
        undone = {load.undoes for load in undos if load.batch_id not in void}
        self.standing: Numbered = [(seq, load) for seq, load in numbered if load.batch_id not in undone]

    def rows(self, field: str) -> list[tuple[int, Any]]:
        return [(seq, row) for seq, load in self.standing for row in getattr(load, field)]

    def articles(self) -> dict[str, tuple[int, ArticleRow]]:
        current: dict[str, tuple[int, ArticleRow]] = {}
        for seq, row in self.rows("articles"):
            held = current.get(row.article_id)
            if held is None or (row.revision, seq) > (held[1].revision, held[0]):
                current[row.article_id] = (seq, row)
        return current

    def parts(self, field: str) -> list[tuple[int, Any]]:
        """Rows that stand and fall with the current revision: credits, fingerprints."""
        keys = {(row.article_id, row.revision, seq) for seq, row in self.articles().values()}
        return [(seq, row) for seq, row in self.rows(field) if (row.article_id, row.revision, seq) in keys]

    def last_pass(self, article_id: str, step: str, revision: int | None = None) -> int:
        passes = [
            seq
            for seq, row in self.rows("passes")
            if (row.article_id, row.step) == (article_id, step) and revision in (None, row.revision)
        ]
        return max(passes, default=0)

    def mentions(self) -> list[tuple[int, MentionRow]]:
        found = []
        for made, article in self.articles().values():
            last = self.last_pass(article.article_id, "resolve", article.revision)
            if last >= made:
                found += [
                    (seq, row)
                    for seq, row in self.rows("mentions")
                    if (row.article_id, row.revision, seq) == (article.article_id, article.revision, last)
                ]
        return found

    def copies(self) -> list[tuple[int, Any]]:
        known = self.articles()
        return [
            (seq, row)
            for seq, row in self.rows("copies")
            if all(
                side in known and seq >= self.last_pass(side, "relate")
                for side in (row.article_id, row.of_article_id)
            )
        ]

    def members(self) -> dict[str, tuple[int, StoryMemberRow]]:
        latest = {row.article_id: (seq, row) for seq, row in self.rows("story_members")}
        return {article_id: held for article_id, held in latest.items() if article_id in self.articles()}

    def stories(self) -> list[tuple[str, str | None, int, int]]:
        latest = {row.story_id: row for _, row in self.rows("stories")}
        places: dict[str, list[str]] = defaultdict(list)
        for _, row in self.members().values():
            places[row.story_id].append(row.article_id)
        known = self.articles()
        return sorted(
            (
                story_id,
                latest[story_id].origin_article_id if latest[story_id].origin_article_id in members else None,
                len(members),
                len({known[member][1].publisher for member in members}),
            )
            for story_id, members in places.items()
        )

    def day(self, article_id: str) -> Any:
        row = self.articles()[article_id][1]
        return (row.published_at or row.first_seen_at).date()

    def named(self) -> set[tuple[str, str]]:
        return {(row.entity_id, row.article_id) for _, row in self.mentions() if row.entity_id}


def make_history(seed: int) -> list[LoadSet]:
    """Make loads as the line makes them: new articles, revisions, passes of a new lexicon, regroupings, undos."""
    chance = random.Random(seed)
    loads = [make_registry(), make_lexicon("lexicon-1")]
    revisions: dict[int, int] = {}
    for number in range(14):
        step = chance.choice(("new", "revise", "resolve", "relate", "reextract", "late", "undo", "lexicon"))
        name = f"{number}-{step}"
        known = sorted(revisions)
        some = tuple(chance.sample(known, min(len(known), chance.randint(1, 3))))
        if step == "new" or not known:
            some = tuple(range(len(known), len(known) + 3))
            revisions |= dict.fromkeys(some, 1)
            loads.append(make_ingested(name, some, seed=seed))
        elif step == "revise":
            for i in some:
                revisions[i] += 1
                loads.append(make_ingested(f"{name}-{i}", (i,), revision=revisions[i], seed=seed))
        elif step == "reextract":
            load = make_ingested(name, some[:1], revision=revisions[some[0]], seed=seed + number)
            # Without mentions of its own, the former ones point into a text that is gone.
            bare = {"mentions": (), "passes": tuple(row for row in load.passes if row.step != "resolve")}
            loads.append(load.model_copy(update=chance.choice(({}, bare))))
        elif step == "late":
            loads.append(make_ingested(name, some[:1], revision=1, seed=seed + number))
        elif step == "resolve":
            loads.append(_make_resolved(name, {i: revisions[i] for i in some}, chance))
        elif step == "relate":
            loads.append(_make_related(name, {i: revisions[i] for i in some}, chance))
        elif step == "lexicon":
            loads.append(make_lexicon(name))
        else:
            loads.append(make_undo(name, chance.choice(loads).batch_id))
    return loads


def _make_resolved(name: str, revisions: dict[int, int], chance: random.Random) -> LoadSet:
    return make_load(
        name,
        "replay",
        mentions=tuple(m for i, revision in revisions.items() for m in make_mentions(f"a{i}", revision, chance)),
        passes=tuple(
            PassRow(article_id=f"a{i}", revision=revision, step="resolve", version="2")
            for i, revision in revisions.items()
        ),
    )


def _make_related(name: str, revisions: dict[int, int], chance: random.Random) -> LoadSet:
    ids = sorted(f"a{i}" for i in revisions)
    story_id = f"s-{name}"
    origin = chance.choice((*ids, None))
    return make_load(
        name,
        "replay",
        passes=tuple(make(PassRow, article_id=f"a{i}", revision=r, step="relate") for i, r in revisions.items()),
        copies=tuple(make_copy(copy, ids[0]) for copy in ids[1:]),
        stories=(make(StoryRow, story_id=story_id, origin_article_id=origin, articles=9, publishers=9),),
        story_members=tuple(make(StoryMemberRow, story_id=story_id, article_id=i) for i in ids),
    )


@pytest.fixture(scope="module", params=range(1, 9))
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Warehouse, History]:
    settings = build_settings(tmp_path_factory.mktemp("history"), EMBEDDED)
    warehouse = Warehouse(settings)
    warehouse.migrate()
    loads = make_history(request.param)
    with open_warehouse(settings) as connection:
        states = [load_rows(connection, load, None, NOW).state for load in loads]
    assert set(states) == {"loaded"}
    return warehouse, History(loads)


def read(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in warehouse.query(sql).to_pylist()]


def test_current_rows(case: tuple[Warehouse, History]) -> None:
    warehouse, history = case
    compare(warehouse, "articles", ArticleRow, list(history.articles().values()))
    compare(warehouse, "mentions", MentionRow, history.mentions())
    compare(warehouse, "story_members", StoryMemberRow, list(history.members().values()))
    for relation, field in (("credits", "credits"), ("fingerprints", "fingerprints")):
        rows = history.parts(field)
        compare(warehouse, relation, type(rows[0][1]), rows)
    copies = {(row.article_id, row.of_article_id, seq) for seq, row in history.copies()}
    assert set(read(warehouse, "SELECT article_id, of_article_id, load_seq FROM copies")) == copies
    assert read(warehouse, "SELECT story_id, origin_article_id, articles, publishers FROM stories ORDER BY 1") == (
        history.stories()
    )


def compare(warehouse: Warehouse, relation: str, row: type[Row], wanted: list[tuple[int, Any]]) -> None:
    found = warehouse.query(f"SELECT load_seq, {', '.join(row.model_fields)} FROM {relation}")
    rows = from_table(found.drop_columns("load_seq"), row)
    assert Counter(zip(found.column("load_seq").to_pylist(), rows, strict=True)) == Counter(wanted)


def test_the_lexicon_is_the_last_that_stands(case: tuple[Warehouse, History]) -> None:
    warehouse, history = case
    last = max((seq for seq, _ in history.rows("entities")), default=0)
    for relation in ("entities", "aliases"):
        assert {seq for (seq,) in read(warehouse, f"SELECT load_seq FROM {relation}")} == (
            {last} if last else set()
        )


def test_entities_by_day(case: tuple[Warehouse, History]) -> None:
    warehouse, history = case
    places = Counter((row.entity_id, history.day(row.article_id)) for _, row in history.mentions() if row.entity_id)
    articles = Counter((entity, history.day(article)) for entity, article in history.named())
    found = read(warehouse, "SELECT entity_id, day, articles, mentions FROM entity_daily")
    assert {(e, d): (a, m) for e, d, a, m in found} == {key: (articles[key], places[key]) for key in places}


def test_sources_are_stories(case: tuple[Warehouse, History]) -> None:
    warehouse, history = case
    stories: dict[tuple[str, Any], set[str]] = defaultdict(set)
    articles: Counter[tuple[str, Any]] = Counter()
    for entity, article in history.named():
        key = (entity, history.day(article))
        stories[key].add(history.members()[article][1].story_id if article in history.members() else article)
        articles[key] += 1
    found = read(warehouse, "SELECT entity_id, day, articles, stories FROM entity_sources")
    assert {(e, d): (a, s) for e, d, a, s in found} == {k: (articles[k], len(stories[k])) for k in stories}


def test_pairs_are_named_together(case: tuple[Warehouse, History]) -> None:
    warehouse, history = case
    by_article: dict[str, set[str]] = defaultdict(set)
    for entity, article in history.named():
        by_article[article].add(entity)
    wanted = Counter((a, b) for names in by_article.values() for a in names for b in names if a < b)
    found = read(warehouse, "SELECT entity_id, other_entity_id, articles FROM entity_pairs")
    assert {(a, b): n for a, b, n in found} == wanted


def test_who_printed_what(case: tuple[Warehouse, History]) -> None:
    warehouse, history = case
    credited: dict[str, list[str]] = defaultdict(list)
    for _, row in history.parts("credits"):
        credited[row.article_id].append(f"{row.role}: {row.name}")
    found = read(warehouse, "SELECT article_id, story_id, role, publisher, credits FROM story_sources")
    known = history.articles()
    assert sorted(map(repr, found)) == sorted(
        repr((a, row.story_id, row.role, known[a][1].publisher, sorted(credited[a])))
        for a, (_, row) in history.members().items()
    )


def test_the_highest_revision_is_current_whenever_it_came(warehouse: Warehouse) -> None:
    warehouse.load(make_ingested("late", (1,), revision=2))
    warehouse.load(make_ingested("early", (1,), revision=1))
    assert read(warehouse, "SELECT revision, load_seq FROM articles") == [(2, 1)]
    warehouse.load(make_ingested("again", (1,), revision=2))
    assert read(warehouse, "SELECT revision, load_seq FROM articles") == [(2, 3)]


def test_ten_copies_of_one_report_are_one_source(warehouse: Warehouse) -> None:
    ids = tuple(range(11))
    load = make_ingested("b", ids)
    mentions = [make(MentionRow, article_id=f"a{i}", revision=1, entity_id="nato", start_char=0) for i in ids]
    articles = [row.model_copy(update={"published_at": NOW}) for row in load.articles]
    members = [StoryMemberRow(story_id="wire", article_id=f"a{i}", role="copy") for i in range(10)]
    members += [StoryMemberRow(story_id="own", article_id="a10", role="origin")]
    stories = [make(StoryRow, story_id=s) for s in ("wire", "own")]
    warehouse.load(
        load.model_copy(
            update={
                "mentions": tuple(mentions),
                "articles": tuple(articles),
                "stories": tuple(stories),
                "story_members": tuple(members),
            }
        )
    )
    assert read(warehouse, "SELECT articles, stories FROM entity_sources") == [(11, 2)]
    assert read(warehouse, "SELECT story_id, articles, publishers FROM stories ORDER BY 2") == [
        ("own", 1, 1),
        ("wire", 10, 4),
    ]


def test_undoing_brings_back_what_was(either: Warehouse, either_settings: Settings) -> None:
    either.load(make_ingested("first", (1, 2)))
    before = read_current(either_settings)
    either.load(make_ingested("second", (2, 3), revision=2))
    after = read_current(either_settings)
    assert after != before
    either.load(make_undo("undo", "second"))
    assert read_current(either_settings) == before
    either.load(make_undo("redo", "undo"))
    assert read_current(either_settings) == after


def read_current(settings: Settings) -> dict[str, list[str]]:
    views = ("articles", "credits", "mentions", "fingerprints", "stories", "story_members", "current_outcomes")
    with open_warehouse(settings, read_only=True) as connection:
        return {view: sorted(map(repr, connection.execute(f"FROM {view}").fetchall())) for view in views}


def test_every_view_runs_on_every_storage(either: Warehouse, either_settings: Settings) -> None:
    candidates = (make(NameCandidateRow, article_id="a0", name="X", folded="x"),)
    judged = make_load("j", "judgements", name_judgements=(make(NameJudgementRow, lexicon_version="lexicon-1"),))
    ingested = make_ingested("i", (0, 1, 2)).model_copy(update={"name_candidates": candidates})
    learned = make_load("f", "furniture", furniture=(make(FurnitureRow, publisher="P0"),))
    for load in (make_registry(), make_lexicon(), make_polled("p", 5), ingested, judged, learned):
        either.load(load)
    empty = []
    with open_warehouse(either_settings, read_only=True) as connection:
        for name, _ in read_definition().views:
            view = name[3:]
            if not connection.execute(f"FROM {view}").fetchall():
                empty.append(view)
    assert sorted(empty) == [
        "article_revisions", "copied_from", "copies", "copy_network", "quarantine", "undone_batches",
    ]  # fmt: skip


def make_story_of_entries() -> list[LoadSet]:
    """Polls and loads in which every way of an entry occurs."""
    polled = make_polled("one", 8)
    changed = [
        make(
            EntryRow,
            entry_id=f"e{i}",
            version=2,
            feed_id="f0",
            poll_id="poll-two",
            content_hash=f"h{i}b",
            seen_at=NOW,
        )
        for i in (0, 1, 2, 3)
    ]
    second = make(
        PollRow,
        poll_id="poll-two",
        feed_id="f0",
        finished_at=NOW + timedelta(hours=1),
        outcome="parsed",
        entries_seen=10,
        entries_new=0,
        entries_known=5,
        entries_changed=4,
        entries_rejected=1,
        failures=0,
    )
    first = [("e0", "h0", "loaded"), ("e3", "h3", "loaded"), ("e4", "h4", "duplicate"), ("e5", "h5", "rejected")]
    later = [("e0", "h0b", "revised"), ("e2", "h2b", "unchanged")]
    return [
        make_registry(),
        polled,
        make_load("articles-1", outcomes=tuple(_decide(*o) for o in first), attempts=(_try("e6", "h6", 5),)),
        make_load(
            "two",
            "entries",
            polls=(second,),
            entries=tuple(changed),
            outcomes=(_decide("item", "no link", "rejected", "no link"),),
        ),
        make_load("articles-2", outcomes=tuple(_decide(*o) for o in later)),
    ]


def _decide(entry_id: str, content_hash: str, outcome: str, reason: str | None = None) -> OutcomeRow:
    return make(OutcomeRow, entry_id=entry_id, content_hash=content_hash, outcome=outcome, reason=reason)


def _try(entry_id: str, content_hash: str, minutes: int) -> AttemptRow:
    at = NOW + timedelta(minutes=minutes)
    return make(AttemptRow, entry_id=entry_id, content_hash=content_hash, attempted_at=at, retry_at=at)


def test_every_entry_is_counted_once(warehouse: Warehouse) -> None:
    for load in make_story_of_entries():
        warehouse.load(load)
    assert sorted(read(warehouse, "SELECT outcome, reason, entries FROM ledger"), key=repr) == sorted(
        [
            ("revised", None, 1),
            ("unchanged", None, 1),
            ("duplicate", None, 1),
            ("rejected", None, 1),
            ("rejected", "no link", 1),
            ("pending", None, 4),
        ],
        key=repr,
    )
    pending = read(warehouse, "SELECT entry_id, attempts FROM pending_entries ORDER BY 1")
    assert pending == [("e1", 0), ("e3", 0), ("e6", 1), ("e7", 0)]
    ids = "SELECT entry_id FROM entries UNION SELECT entry_id FROM outcomes"
    total = read(warehouse, f"SELECT count(*)::INT FROM ({ids})")
    assert read(warehouse, "SELECT sum(entries)::INT FROM ledger") == total
    outcomes = read(warehouse, "SELECT entry_id FROM current_outcomes")
    assert len(outcomes) == len(set(outcomes))


def test_every_poll_adds_up(warehouse: Warehouse) -> None:
    for load in make_story_of_entries():
        warehouse.load(load)
    columns = "versions, loaded, revised, unchanged, duplicate, rejected, superseded, pending, adds_up"
    assert read(warehouse, f"SELECT {columns} FROM poll_ledger ORDER BY finished_at") == [
        (8, 2, 0, 0, 1, 1, 2, 2, True),
        (4, 0, 1, 1, 0, 0, 0, 2, True),
    ]
    lost = make_polled("lost", 2, first=50)
    warehouse.load(lost.model_copy(update={"entries": lost.entries[:1]}))
    assert read(warehouse, "SELECT poll_id FROM poll_ledger WHERE NOT adds_up") == [("poll-lost",)]


def test_an_entry_that_goes_back_to_its_words_is_current_and_decided(warehouse: Warehouse) -> None:
    warehouse.load(make_polled("one", 1))
    warehouse.load(make_load("i1", outcomes=(_decide("e0", "h0", "loaded"),)))
    rows = [
        make(EntryRow, entry_id="e0", version=v, feed_id="f0", poll_id=f"poll-{v}", content_hash=h)
        for v, h in ((2, "h0b"), (3, "h0"))
    ]
    warehouse.load(make_load("two", "entries", entries=tuple(rows)))
    assert read(warehouse, "SELECT version, content_hash FROM entries") == [(3, "h0")]
    assert read(warehouse, "SELECT count(*) FROM pending_entries") == [(0,)]
    assert read(warehouse, "SELECT outcome FROM current_outcomes") == [("loaded",)]


@pytest.mark.parametrize(
    ("poll", "enabled", "state"),
    [
        pytest.param(None, True, "new", id="never-polled"),
        pytest.param({"outcome": "parsed", "failures": 0}, True, "healthy", id="healthy"),
        pytest.param({"outcome": "not_modified", "failures": 0}, True, "healthy", id="not-modified"),
        pytest.param({"outcome": "failed", "failures": 2}, True, "slow", id="failed-twice"),
        pytest.param({"outcome": "not_a_feed", "failures": 3}, True, "failing", id="failed-three-times"),
        pytest.param({"outcome": "gone", "failures": 3}, True, "gone", id="gone"),
        pytest.param({"outcome": "parsed", "failures": 0}, False, "disabled", id="disabled"),
    ],
)
def test_how_a_feed_is_doing(warehouse: Warehouse, poll: dict[str, Any] | None, enabled: bool, state: str) -> None:
    warehouse.load(make_registry(feeds=1, enabled=enabled))
    warehouse.load(make_polled("before", 4))
    if poll is None:
        warehouse.load(make_undo("u", "before"))
    else:
        later = make(PollRow, poll_id="later", feed_id="f0", finished_at=NOW + timedelta(days=1), **poll)
        warehouse.load(make_load("later", "entries", polls=(later,)))
    found = read(warehouse, "SELECT state, polls, entries, pending FROM feed_health")
    assert found == [(state, 2, 4, 4) if poll else (state, 0, 0, 0)]


def test_branches_roll_up_even_in_a_circle(warehouse: Warehouse) -> None:
    lexicon = make_lexicon()
    circle = {"nato": "russia", "russia": "nato", "wilayat-qawqaz": "islamic-state"}
    entities = tuple(row.model_copy(update={"parent_id": circle.get(row.entity_id)}) for row in lexicon.entities)
    warehouse.load(lexicon.model_copy(update={"entities": entities}))
    sql = "SELECT branch_id, depth FROM entity_branches WHERE entity_id = '{}' ORDER BY 2"
    assert read(warehouse, sql.format("islamic-state")) == [("islamic-state", 0), ("wilayat-qawqaz", 1)]
    assert read(warehouse, sql.format("nato")) == [("nato", 0), ("russia", 1)]


@pytest.mark.faults("B13")
@pytest.mark.parametrize(
    ("reasons", "attempts"),
    [
        pytest.param(["dns: no answer"] * 3, 0, id="less-than-one"),
        pytest.param(["dns: no answer"] * 4, 1, id="four-are-one"),
        pytest.param(["dns: no such name", "timeout"], 2, id="others-count"),
    ],
)
def test_name_server_that_does_not_answer_costs_a_quarter_of_a_try(warehouse, reasons, attempts):
    warehouse.load(make_polled("one", 1))
    rows = [
        make(
            AttemptRow, entry_id="e0", content_hash="h0", reason=reason, detail=str(number),
            attempted_at=NOW + timedelta(minutes=number), retry_at=NOW,
        )
        for number, reason in enumerate(reasons)
    ]  # fmt: skip
    warehouse.load(make_load("tries", attempts=tuple(rows)))
    assert read(warehouse, "SELECT attempts FROM pending_entries") == [(attempts,)]
