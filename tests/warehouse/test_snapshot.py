import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import ConfigError, DataError
from pipeline.settings import Settings
from pipeline.warehouse import (
    Warehouse,
    find_newest_snapshot,
    maintain,
    open_snapshot,
    publish_snapshot,
    query_snapshot,
)
from pipeline.warehouse.connection import load_extension, open_warehouse
from schemas.rows import AliasRow, ArticleRow, EntityRow, MentionRow, PassRow
from tests.warehouse.made_rows import NOW, make, make_ingested, make_lexicon, make_load, make_polled, make_registry

ROOT = Path(__file__).parents[2]
TEXTS = {
    1: ("Islamic State claims attack", "ISIS fighters struck unit w17 near Raqqa; café closed."),
    2: ("ИГИЛ взяло ответственность", "Исламское государство сообщило об атаке."),
    3: ("داعش يتبنى الهجوم", "أعلن تنظيم الدولة مسؤوليته."),
}


def load_texts(warehouse: Warehouse) -> None:
    load = make_ingested("texts", tuple(TEXTS))
    articles = [
        row.model_copy(update=dict(zip(("title", "text"), TEXTS[int(row.article_id[1:])], strict=True)))
        for row in load.articles
    ]
    warehouse.load(load.model_copy(update={"articles": tuple(articles)}))


def names(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.snapshots_dir.iterdir() if path.name != "publish.lock")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("isis", ["a1"], id="latin"),
        pytest.param("w17", ["a1"], id="letter-and-digits"),
        pytest.param("cafe", ["a1"], id="without-the-accent"),
        pytest.param("игил", ["a2"], id="cyrillic"),
        pytest.param("государство", ["a2"], id="cyrillic-in-the-text"),
        pytest.param("داعش", ["a3"], id="arabic"),
        pytest.param("attack داعش", ["a1", "a3"], id="any-of-the-words"),
        pytest.param("nothing", [], id="absent"),
        pytest.param("", [], id="empty"),
        pytest.param("'; drop table", [], id="punctuation"),
    ],
)
def test_search_finds_words_of_any_script(snapshot: Settings, words: str, found: list[str]) -> None:
    # A plain connection: whoever opens a snapshot can search it, without an extension.
    with duckdb.connect(str(find_newest_snapshot(snapshot)), read_only=True) as connection:
        rows = connection.execute("SELECT article_id FROM search(?) ORDER BY 1", [words]).fetchall()
    assert [article_id for (article_id,) in rows] == found


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data_dir=tmp_path_factory.mktemp("snapshot"), publish_min_interval_s=0)
    warehouse = Warehouse(settings)
    warehouse.migrate()
    load_texts(warehouse)
    publish_snapshot(settings, NOW)
    return settings


def test_search_scores_as_the_extension_does(snapshot: Settings) -> None:
    """The extension's index of the same fields, with the settings of DESIGN §4, gives every word the same weight."""
    with duckdb.connect() as extended:
        load_extension(extended, "fts")
        indexed = query_snapshot(snapshot, "FROM article_search")
        extended.execute("CREATE TABLE article_search AS FROM indexed")
        extended.execute(r"""PRAGMA create_fts_index('article_search', 'article_id', 'title', 'text', 'names',
            stemmer = 'none', stopwords = 'none', ignore = '[^\p{L}\p{N}]+', strip_accents = 1, lower = 1)""")
        assert indexed.num_rows == len(TEXTS)
        for words in ("attack isis raqqa", "государство", "w17 w17 داعش"):
            theirs = extended.execute(
                "SELECT article_id, round(fts_main_article_search.match_bm25(article_id, ?), 9) AS score"
                " FROM article_search WHERE score IS NOT NULL ORDER BY 1",
                [words],
            ).fetchall()
            assert search(snapshot, words, "ORDER BY 1") == theirs


def search(settings: Settings, words: str, order: str = "") -> list[tuple[str, float]]:
    with open_snapshot(settings) as connection:
        rows = connection.execute(f"SELECT article_id, round(score, 9) FROM search(?) {order}", [words])
        return rows.fetchall()


NAMED = {
    1: ("The state of the states", "State by state, each state has a state: an Islamic art, the state of it."),
    2: ("ISIL fled", "They left Raqqa."),
    3: ("ИГИЛ ушло", "Они ушли; их больше нет. Нет их, и всё."),
    4: ("Islamic State fled", "They left Raqqa."),
    5: ("A province", "The Khorasan Province met us in Kabul."),
    6: ("United States", "Its troops left."),
}
MENTIONS = (
    (2, 0, "ISIL", "is"), (3, 0, "ИГИЛ", "is"), (4, 0, "Islamic State", "is"), (5, 4, "Khorasan Province", "iskp"),
    (6, 0, "United States", "usa"),
)  # fmt: skip
ALIASES = {
    "is": ("Islamic State", "ISIL", "ИГИЛ"),
    "iskp": ("Islamic State Khorasan Province", "Khorasan Province"),
    "usa": ("United States", "US"),
}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A snapshot of articles that call the same by several names."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("named"), publish_min_interval_s=0)
    warehouse = Warehouse(settings)
    warehouse.migrate()
    entities = tuple(make(EntityRow, entity_id=i, name=names[0], kind="group") for i, names in ALIASES.items())
    aliases = tuple(
        make(AliasRow, entity_id=i, alias=name, language="en", strength="strong")
        for i, names in ALIASES.items()
        for name in names
    )
    warehouse.load(make_load("lexicon", "lexicon", entities=entities, aliases=aliases))
    articles = tuple(
        make(ArticleRow, article_id=f"n{i}", revision=1, title=title, text=text)
        for i, (title, text) in NAMED.items()
    )
    mentions = tuple(
        make(
            MentionRow, article_id=f"n{i}", revision=1, start_char=at, end_char=at + len(surface), surface=surface,
            entity_id=entity_id, in_title=at == 0,
        )
        for i, at, surface, entity_id in MENTIONS
    )  # fmt: skip
    passes = tuple(PassRow(article_id=f"n{i}", revision=1, step="resolve", version="1") for i in NAMED)
    warehouse.load(make_load("articles", articles=articles, mentions=mentions, passes=passes))
    publish_snapshot(settings, NOW)
    return settings


@pytest.mark.parametrize(
    ("words", "first", "then"),
    [
        pytest.param("Islamic State", {"n2", "n3", "n4"}, {"n1", "n5"}, id="canonical"),
        pytest.param("isil", {"n2", "n3", "n4"}, set(), id="alias"),
        pytest.param("«ИГИЛ»", {"n2", "n3", "n4"}, set(), id="another-script"),
        pytest.param("Raqqa and ISIL", {"n2", "n3", "n4"}, set(), id="name-and-word"),
        pytest.param("Islamic State Khorasan Province", {"n5"}, {"n1", "n2", "n3", "n4"}, id="the-longest-name"),
        pytest.param("US troops", {"n6"}, {"n5"}, id="short-name"),
        pytest.param("troops met us", set(), {"n5", "n6"}, id="a-word-that-is-a-name-in-capitals"),
        pytest.param("state", set(), {"n1", "n2", "n3", "n4", "n5"}, id="a-word-of-a-name"),
    ],
)
def test_search_finds_articles_by_whom_they_name(
    named: Settings, words: str, first: set[str], then: set[str]
) -> None:
    """Those that mention whom the query names come first; a name that the query holds gives 10."""
    results = search(named, words)
    assert {article_id for article_id, _ in results[: len(first)]} == first
    assert {article_id for article_id, _ in results[len(first) :]} == then
    assert [score >= 10 for _, score in results] == [True] * len(first) + [False] * len(then)


def test_an_article_counts_alike_whatever_it_calls_them(named: Settings) -> None:
    rows = query_snapshot(
        named, "SELECT article_id, names FROM article_search WHERE names <> '' ORDER BY 1"
    ).to_pylist()
    assert rows == [
        {"article_id": "n2", "names": "Islamic State"},
        {"article_id": "n3", "names": "Islamic State"},
        {"article_id": "n5", "names": "Islamic State Khorasan Province"},
    ]


def test_a_snapshot_holds_what_the_warehouse_holds(either: Warehouse, either_settings: Settings) -> None:
    for load in (make_registry(), make_lexicon(), make_polled("p", 4), make_ingested("i", (0, 1))):
        either.load(load)
    report = publish_snapshot(either_settings, NOW)
    assert (report.load_seq, report.articles, report.skipped) == (4, 2, "")
    assert (
        Path(report.path)
        == find_newest_snapshot(either_settings)
        == either_settings.snapshots_dir / "news-4.duckdb"
    )
    with open_warehouse(either_settings, read_only=True) as connection:
        for relation in ("feeds", "entries", "articles", "mentions", "stories", "fingerprints", "batches"):
            there = sorted(map(repr, connection.execute(f"FROM {relation}").to_arrow_table().to_pylist()))
            here = sorted(map(repr, query_snapshot(either_settings, f"FROM {relation}").to_pylist()))
            assert here == there, relation
    silent = query_snapshot(
        either_settings,
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal"
        " AND comment IS NULL",
    )
    assert silent.num_rows == 0


def test_nothing_is_published_twice(either: Warehouse, either_settings: Settings) -> None:
    either.load(make_registry())
    publish_snapshot(either_settings, NOW)
    again = publish_snapshot(either_settings, NOW + timedelta(days=1))
    assert "nothing was loaded" in again.skipped
    assert names(either_settings) == ["news-1.duckdb"]


def test_a_young_snapshot_is_kept(settings: Settings, warehouse: Warehouse) -> None:
    patient = settings.model_copy(update={"publish_min_interval_s": 60})
    warehouse.load(make_registry("r1"))
    publish_snapshot(patient, NOW)
    warehouse.load(make_registry("r2"))
    assert "younger than 60 s" in publish_snapshot(patient, NOW + timedelta(seconds=59)).skipped
    assert publish_snapshot(patient, NOW + timedelta(seconds=60)).skipped == ""
    warehouse.load(make_registry("r3"))
    assert publish_snapshot(patient, NOW - timedelta(hours=1)).skipped == ""  # [A9] the clock was set back


@pytest.mark.faults("I1", "I2", "I5", "I8")
def test_the_last_few_are_kept_and_readers_keep_theirs(settings: Settings, warehouse: Warehouse) -> None:
    """[I1] [I2] [I5] [I8]"""
    warehouse.load(make_registry("r0"))
    publish_snapshot(settings, NOW)
    reader = open_snapshot(settings)
    for number in range(1, 6):
        warehouse.load(make_registry(f"r{number}"))
        publish_snapshot(settings, NOW + timedelta(hours=number))
    assert names(settings) == ["news-4.duckdb", "news-5.duckdb", "news-6.duckdb"]
    assert reader.execute("SELECT count(*) FROM batches").fetchall() == [(1,)]
    with open_snapshot(settings) as newer:
        assert newer.execute("SELECT count(*) FROM batches").fetchall() == [(6,)]
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            newer.execute("DELETE FROM batches")
    reader.close()
    assert not find_newest_snapshot(settings).stat().st_mode & 0o222


def test_a_number_that_comes_again_gets_a_name_of_its_own(settings: Settings, warehouse: Warehouse) -> None:
    warehouse.load(make_registry("r1"))
    publish_snapshot(settings, NOW)
    settings.warehouse_path.unlink()
    warehouse.migrate()
    warehouse.load(make_registry("other"))
    publish_snapshot(settings, NOW + timedelta(hours=1))
    assert names(settings) == ["news-1-2.duckdb", "news-1.duckdb"]
    assert query_snapshot(settings, "SELECT batch_id FROM batches").column(0).to_pylist() == ["other"]


@pytest.mark.faults("I4")
def test_counts_that_differ_are_not_published(settings: Settings, warehouse: Warehouse) -> None:  # [I4]
    load_texts(warehouse)
    publish_snapshot(settings, NOW)
    with open_warehouse(settings) as connection:
        connection.execute("DELETE FROM mentions_history")
        connection.execute("UPDATE load_fence SET load_seq = load_seq + 1")
    with pytest.raises(DataError, match=r"mentions_history: 0 rows, the ledger says \d"):
        publish_snapshot(settings, NOW + timedelta(hours=1))
    assert names(settings) == ["news-1.duckdb"]
    assert maintain(settings, NOW).problems != ()


PUBLISH = """
import sys; from datetime import datetime, UTC; from pathlib import Path
from pipeline.settings import Settings; from pipeline.warehouse import publish_snapshot
settings = Settings(data_dir=Path(sys.argv[1]), publish_min_interval_s=0)
print(1, flush=True); publish_snapshot(settings, datetime.now(UTC)); print(2, flush=True)
"""


@pytest.mark.faults("I3")
@pytest.mark.parametrize("delay_s", [0.0, 0.03, 0.06, 0.12])
def test_a_killed_publication_leaves_the_former(settings: Settings, warehouse: Warehouse, delay_s: float) -> None:
    """[I3]"""
    load_texts(warehouse)
    publish_snapshot(settings, NOW)
    warehouse.load(make_lexicon())
    command = [sys.executable, "-c", PUBLISH, str(settings.data_dir)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(delay_s)
    process.send_signal(signal.SIGKILL)
    acknowledged = "2" in process.communicate()[0]
    count = query_snapshot(settings, "SELECT count(*) FROM batches").column(0)[0].as_py()
    assert count == 2 or (count == 1 and not acknowledged)
    publish_snapshot(settings, NOW + timedelta(hours=1))
    assert query_snapshot(settings, "SELECT count(*) FROM batches").column(0)[0].as_py() == 2
    assert not list(settings.snapshots_dir.glob(".news*"))


@pytest.mark.faults("I3")
def test_a_full_disk_leaves_the_former(settings: Settings, warehouse: Warehouse, tmp_path: Path) -> None:  # [I3]
    load_texts(warehouse)
    publish_snapshot(settings, NOW)
    warehouse.load(make_lexicon())
    script = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + PUBLISH.replace(
        "print(1, flush=True);", "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
    )
    command = [sys.executable, "-c", script, str(settings.data_dir)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "TransientError" in done.stderr
    assert names(settings)[-1] == "news-1.duckdb"
    assert publish_snapshot(settings, NOW).load_seq == 2


@pytest.mark.faults("I7")
def test_readers_work_while_loads_run(settings: Settings, warehouse: Warehouse) -> None:  # [I7]
    warehouse.load(make_registry())
    publish_snapshot(settings, NOW)
    script = (
        "import sys; from pathlib import Path; from pipeline.settings import Settings\n"
        "from pipeline.warehouse import query_snapshot\n"
        "settings = Settings(data_dir=Path(sys.argv[1]))\n"
        "for _ in range(20): assert query_snapshot(settings, 'FROM feeds').num_rows == 3\n"
    )
    reader = subprocess.Popen([sys.executable, "-c", script, str(settings.data_dir)], cwd=ROOT)
    loads = 0
    while reader.poll() is None:
        assert warehouse.load(make_ingested(f"i{loads}", (loads,))).state == "loaded"
        loads += 1
    assert reader.returncode == 0
    assert loads > 1


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        pytest.param("selec 1", "selec", id="no-sql"),
        pytest.param("select * from nothing", "nothing", id="no-such-table"),
        pytest.param("delete from batches", "read-only", id="a-write"),
    ],
)
def test_a_wrong_query_gets_one_clear_line(snapshot: Settings, sql: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        query_snapshot(snapshot, sql)
    assert "\n" not in str(caught.value)


def test_an_empty_query_gives_nothing(snapshot: Settings) -> None:
    assert query_snapshot(snapshot, " ").num_rows == 0


def test_no_snapshot_yet_says_what_makes_one(settings: Settings, warehouse: Warehouse) -> None:
    with pytest.raises(ConfigError, match="no snapshot yet"):
        query_snapshot(settings, "select 1")


def test_the_data_folder_can_be_moved(settings: Settings, warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.load(make_registry())
    publish_snapshot(settings, NOW)
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("snapshots", "news.duckdb"):
        shutil.move(settings.data_dir / name, moved / name)
    there = settings.model_copy(update={"data_dir": moved})
    assert query_snapshot(there, "FROM feeds").num_rows == 3
    assert (moved / "news.duckdb").resolve() == find_newest_snapshot(there).resolve()


def test_maintenance_sweeps_and_checks(either: Warehouse, either_settings: Settings) -> None:
    for number in range(3):
        either.load(make_ingested(f"i{number}", (number,)))
    publish_snapshot(either_settings, NOW)
    (either_settings.snapshots_dir / ".news-4711.part").write_bytes(b"left by a killed publication")
    (either_settings.snapshots_dir / ".news-4711.part.spill").mkdir()
    (either_settings.data_dir / "spill" / "4711").mkdir(parents=True)
    report = maintain(either_settings, NOW, check_only=True)
    assert (report.load_seq, report.batches, report.leftovers_removed, report.problems) == (3, 3, 0, ())
    report = maintain(either_settings, NOW + timedelta(days=30))
    assert (report.leftovers_removed, report.problems) == (3, ())
    assert either.query("FROM articles").num_rows == 3
    assert report.size_bytes > 0
    assert os.path.lexists(either_settings.data_dir / "news.duckdb")
