"""Judgements on names: files that make the lexicon, and rows that an undo gives back as they were."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline import names, stages
from pipeline.errors import ConfigError
from pipeline.names.judgements import Acceptance
from pipeline.settings import Settings
from pipeline.stages import judging
from pipeline.stages.preparing import prepare_warehouse, read_lexicon
from pipeline.staging import write_batch
from pipeline.warehouse import Warehouse
from schemas.records import Document, FeedPoll, IngestedEntry
from schemas.rows import FeedRow, LoadSet
from tests.stages.conftest import make_entry, make_ingested, make_poll
from tests.warehouse.made_rows import make

FILE = """
defaults: {kind: armed-group}
entities:
- {entity_id: black-dawn, name: Black Dawn, aliases: {en: [BDN, {text: Dawn, strength: ambiguous, needs: [rebels]}]}}
- {entity_id: white-dusk, name: White Dusk}
"""
TEXTS = (
    "Black Dawn, also known as the Night Front, fled. The Night Front (NFT) is gone; the NFT has no camp.",
    "They saw the Night Front and Dawn in the north with the Grey Union. White Dusk fled.",
    "They saw the Grey Union and Black Dawn on the hill.",
    "They saw nobody at all on the hill.",
)
TABLES = ("mentions", "name_candidate_articles", "name_candidates", "entities", "aliases", "name_judgements")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


class Ticking:
    """A clock that goes on by a second at each look: what is staged later has a later name."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A data folder with a lexicon of two, which stands in place of the shipped one."""
    (tmp_path / "data" / "lexicon").mkdir(parents=True)
    (tmp_path / "data" / "lexicon" / "own.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "feeds.yaml").write_text("[]\n", encoding="utf-8")
    monkeypatch.setattr(names, "read_shipped_lexicon", dict)
    return Settings(data_dir=tmp_path / "data", cache_dir=tmp_path / "cache", feeds_path=tmp_path / "feeds.yaml")


@pytest.fixture
def stored(settings: Settings, clock: Ticking) -> Settings:
    """The same with four articles that went down the line."""
    ingest(settings, clock, dict(enumerate(TEXTS)))
    return settings


def ingest(settings: Settings, clock: Ticking, texts: dict[int, str]) -> None:
    warehouse = prepare_warehouse(settings, clock())
    feeds = (make(FeedRow, feed_id="f1", registry_version="r"),)
    warehouse.load(LoadSet(batch_id=f"feeds-{min(texts)}", kind="registry", created_at=clock(), feeds=feeds))
    lexicon = read_lexicon(settings)
    entries = [make_entry(f"e{n}", position=n) for n in texts]
    poll = make_poll(*entries, poll_id=f"p{min(texts)}")
    write_batch(settings.staging_dir, "entries", [poll], FeedPoll, clock())
    stages.load_entries(settings, now=clock())
    made = [make_made(n, text, lexicon) for n, text in texts.items()]
    write_batch(settings.staging_dir, "articles", made, IngestedEntry, clock())
    stages.load_articles(settings)


def make_made(number: int, text: str, lexicon: names.Lexicon) -> IngestedEntry:
    document = Document(title="T", text=text, language="en")
    mentions = names.resolve(document, lexicon)
    return make_ingested(
        f"e{number}",
        text,
        position=number,
        publisher=f"P{number}",
        mentions=mentions,
        name_candidates=names.find_candidates(document, mentions, lexicon),
        lexicon_version=lexicon.version,
    )


def read_rows(settings: Settings) -> dict[str, list[str]]:
    """Read what analysts see of names, without the numbers of loads."""
    warehouse = Warehouse(settings)
    found = {}
    for table in (
        "mentions",
        "name_candidate_articles",
        "name_candidates",
        "entities",
        "aliases",
        "name_judgements",
    ):
        rows = warehouse.query(f"FROM {table}").to_pylist()
        found[table] = sorted(
            str({k: v for k, v in row.items() if k not in ("batch_id", "load_seq")}) for row in rows
        )
    return found


def read_mentions(settings: Settings) -> set[tuple[str, str | None]]:
    rows = Warehouse(settings).query("SELECT surface, entity_id FROM mentions").to_pylist()
    return {(row["surface"], row["entity_id"]) for row in rows}


def replay(settings: Settings, clock: Ticking) -> str:
    for shard in stages.plan_replays(settings, "names", clock=clock).shards:
        stages.replay_articles(settings, shard, "names", clock=clock)
    return stages.load_replays(settings, clock=clock).batch_id


def accept(settings: Settings, name: str, entity_id: str = "black-dawn", **given: Any) -> str:
    wanted = Acceptance(name=name, entity_id=entity_id, **given)
    return judging.accept_name(settings, wanted, TODAY, "seen").name[:4]


def find_candidate(settings: Settings, name: str) -> dict[str, Any] | None:
    rows = Warehouse(settings).query("FROM name_candidates").to_pylist()
    return next((row for row in rows if row["name"] == name), None)


def test_candidates_are_gathered_over_articles(stored: Settings) -> None:
    found = find_candidate(stored, "Night Front")
    assert found is not None
    assert (found["kind"], found["articles"], found["publishers"], found["occurrences"]) == ("defined", 2, 2, 3)
    assert found["entity_id"] == "black-dawn"
    assert found["judgement"] is None
    grey = find_candidate(stored, "Grey Union")
    assert grey is not None
    assert (grey["kind"], grey["articles"], grey["example"]) == ("capitalised", 2, TEXTS[1].split(". ")[0] + ".")
    assert found["score"] > grey["score"]


def test_undoing_a_judgement_gives_the_former_rows_back(stored: Settings, clock: Ticking) -> None:
    before = read_rows(stored)
    number = accept(stored, "Night Front")
    batch = replay(stored, clock)
    assert ("Night Front", "black-dawn") in read_mentions(stored)
    assert ("Dawn", "black-dawn") in read_mentions(stored)
    assert find_candidate(stored, "Night Front") is None
    report = judging.undo_judgement(stored, number, clock=clock)
    assert (report.hidden_batch, report.replayed) == (batch, 0)
    assert read_rows(stored) == before


def test_undoing_reaches_articles_that_came_later(stored: Settings, clock: Ticking) -> None:
    number = accept(stored, "Night Front")
    replay(stored, clock)
    ingest(stored, clock, {7: "They saw the Night Front again.", 8: "They saw a hill."})
    report = judging.undo_judgement(stored, number, clock=clock)
    assert report.hidden_batch
    assert report.replayed == 1
    assert ("Night Front", "black-dawn") not in read_mentions(stored)
    found = find_candidate(stored, "Night Front")
    assert found is not None
    assert found["articles"] == 3


@pytest.mark.parametrize("order", [pytest.param((0, 1), id="first-first"), pytest.param((1, 0), id="last-first")])
@pytest.mark.parametrize("replays", [pytest.param(2, id="each-replayed"), pytest.param(1, id="replayed-together")])
def test_undoing_one_of_two_leaves_the_other(
    stored: Settings, clock: Ticking, order: tuple[int, int], replays: int
) -> None:
    before = read_rows(stored)
    numbers = [accept(stored, "Night Front")]
    if replays == 2:
        replay(stored, clock)
    numbers.append(accept(stored, "Grey Union", "grey-union", entity_kind="armed-group"))
    replay(stored, clock)
    both = (("Night Front", "black-dawn"), ("Grey Union", "grey-union"))
    assert set(both) <= read_mentions(stored)
    judging.undo_judgement(stored, numbers[order[0]], clock=clock)
    assert set(both) & read_mentions(stored) == {both[order[1]]}
    judging.undo_judgement(stored, numbers[order[1]], clock=clock)
    assert read_rows(stored) == before


def test_an_undo_before_any_replay_changes_no_article(stored: Settings, clock: Ticking) -> None:
    before = read_rows(stored)
    report = judging.undo_judgement(stored, accept(stored, "Night Front"), clock=clock)
    assert (report.hidden_batch, report.replayed) == ("", 0)
    assert read_rows(stored) == before


def test_a_rejected_name_is_marked_and_back_after_the_undo(stored: Settings, clock: Ticking) -> None:
    before = read_rows(stored)
    number = judging.reject_name(stored, "Grey  Union", TODAY, note="a trade union").name[:4]
    prepare_warehouse(stored, clock())
    found = find_candidate(stored, "Grey Union")
    assert found is not None
    assert found["judgement"] == "rejected"
    judging.undo_judgement(stored, number, clock=clock)
    assert read_rows(stored) == before


def test_a_name_can_be_taken_from_an_entity_and_given_to_another(stored: Settings, clock: Ticking) -> None:
    before = read_rows(stored)
    denied = judging.reject_name(stored, "black dawn", TODAY, "black-dawn").name[:4]
    given = accept(stored, "Black Dawn", "white-dusk")
    replay(stored, clock)
    assert ("Black Dawn", "white-dusk") in read_mentions(stored)
    with pytest.raises(ConfigError, match="Black Dawn' is strong for"):
        judging.undo_judgement(stored, denied, clock=clock)
    judging.undo_judgement(stored, given, clock=clock)
    judging.undo_judgement(stored, denied, clock=clock)
    assert read_rows(stored) == before


def test_a_judgement_is_a_file_that_a_curator_can_read(settings: Settings) -> None:
    path = judging.accept_name(
        settings,
        Acceptance(
            name="Рассвет", entity_id="black-dawn", language="ru", strength="ambiguous", valid_from=date(2020, 5, 1)
        ),
        TODAY,
        "seen",
    )
    assert path == settings.data_dir / "lexicon" / "judgements" / "0001-accepted-рассвет.yaml"
    assert path.read_text(encoding="utf-8") == (
        "judgement: {verdict: accepted, name: Рассвет, entity_id: black-dawn, judged_on: '2026-11-20', note: seen}\n"
        "defaults: {language: ru, source: judgement-0001}\n"
        "entities:\n"
        "- entity_id: black-dawn\n"
        "  aliases:\n"
        "    ru:\n"
        "    - text: Рассвет\n"
        "      strength: ambiguous\n"
        "      needs: [rebels]\n"
        "      valid_from: '2020-05-01'\n"
    )
    (alias,) = [a for a in read_lexicon(settings).entities["black-dawn"].aliases if a.language == "ru"]
    assert (alias.source, alias.strength, alias.needs) == ("judgement-0001", "ambiguous", ("rebels",))


def test_numbers_are_never_given_twice(settings: Settings) -> None:
    first = accept(settings, "Night Front")
    judging.undo_judgement(settings, first)
    assert accept(settings, "Night Front") == "0002"
    assert [j.judgement_id for j in judging.read_judgements(settings)] == ["0002"]


@pytest.mark.parametrize(
    ("name", "given", "fault"),
    [
        pytest.param("BDN", {}, "is a name of black-dawn already", id="known-name"),
        pytest.param("Night", {"entity_id": "blak-dawn"}, "no entity of the lexicon; see black-dawn", id="unknown"),
        pytest.param("White Dusk", {}, "is strong for 'black-dawn' and", id="rival"),
        pytest.param("Front", {}, "ordinary English word", id="english-word"),
        pytest.param("Night", {"entity_kind": "armed-group"}, "is in the lexicon already", id="not-new"),
        pytest.param(
            "Nightly",
            {"entity_id": "n", "entity_kind": "armed-group", "parent_id": "x"},
            "no file defines",
            id="parent",
        ),
        pytest.param("Nightly", {"entity_id": "Not A Slug", "entity_kind": "state"}, "entity_id", id="slug"),
        pytest.param("Night", {"language": "English"}, "English", id="language"),
        pytest.param(" - ", {}, "a letter or a digit", id="no-name"),
        pytest.param("Grey Union", {}, "judgement 0001 has rejected it", id="rejected"),
    ],
)
def test_unsound_judgements_are_refused(settings: Settings, name: str, given: dict[str, Any], fault: str) -> None:
    judging.reject_name(settings, "Grey Union", TODAY)
    with pytest.raises(ConfigError, match=fault):
        accept(settings, name, **given)
    assert [j.name for j in judging.read_judgements(settings)] == ["Grey Union"]
    assert list(settings.data_dir.rglob("*.part")) == []


def test_what_a_later_judgement_builds_on_stays(settings: Settings) -> None:
    first = accept(settings, "Grey Union", "grey-union", entity_kind="armed-group")
    accept(settings, "GUN", "grey-union")
    with pytest.raises(ConfigError, match="needs a name"):
        judging.undo_judgement(settings, first)
    assert "grey-union" in read_lexicon(settings).entities


@pytest.mark.parametrize(
    ("name", "entity_id", "fault"),
    [
        pytest.param("Black Dawn", None, "--entity SLUG takes it from that entity", id="known"),
        pytest.param("Night", "black-dawn", "is no name of black-dawn", id="not-borne"),
        pytest.param("Night", "nobody", "is no name of nobody", id="no-entity"),
    ],
)
def test_rejections_that_say_nothing_are_refused(
    settings: Settings, name: str, entity_id: str | None, fault: str
) -> None:
    with pytest.raises(ConfigError, match=fault):
        judging.reject_name(settings, name, TODAY, entity_id)
    with pytest.raises(ConfigError, match="no judgement in force"):
        judging.undo_judgement(settings, "7")
