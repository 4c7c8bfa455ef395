"""Copies and stories in the warehouse are the same however the articles came: in which order, in how many batches."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.copy_gold import read_reports
from benchmarks.copy_noise import NOISES, make_copies
from pipeline.copies import fingerprint_text
from pipeline.settings import Settings
from pipeline.stages.loads import build_article_load
from pipeline.warehouse import Warehouse
from schemas.ids import make_article_id
from schemas.records import BatchRef, IngestedEntry
from tests.stages.conftest import NOW, make_ingested

Known = tuple[set[tuple[str, ...]], set[frozenset[str]]]


def _make_entry(number: int, text: str, publisher: str) -> IngestedEntry:
    address = f"http://p{number}.example/{number}"
    entry = make_ingested(f"e{number:02}", text, publisher=publisher, raw_link=address, addresses=(address,))
    published = NOW + timedelta(minutes=7 * number)
    article = (
        entry.article.model_copy(update={"url": address, "published_at": published}) if entry.article else None
    )
    sketch = fingerprint_text(text, Settings().copies)
    return entry.model_copy(update={"article": article, "fingerprint": sketch})


def _list_mixed() -> list[IngestedEntry]:
    """Two reports of one event, another report, and copies of them."""
    reports = [
        r for r in read_reports() if r.report_id in ("en-09-ferry/report", "en-09-ferry/agency", "en-24-bus/report")
    ]
    copies = [copy for report in reports for copy in make_copies(report, NOISES[::5])]
    return [_make_entry(at, copy.text, copy.publisher) for at, copy in enumerate([*reports, *copies])]


def _list_printed(count: int) -> list[IngestedEntry]:
    """One report, printed on one day by as many papers."""
    report = next(r for r in read_reports() if r.report_id == "en-24-bus/report")
    return [_make_entry(at, report.text, f"Paper {at}") for at in range(count)]


def _load(folder: Path, batches: list[list[IngestedEntry]]) -> Known:
    """Load the batches and return the relations and the stories, articles named by their entries."""
    settings = Settings(data_dir=folder)
    warehouse = Warehouse(settings)
    warehouse.migrate()
    for number, entries in enumerate(batches):
        batch = BatchRef(batch_id=f"b{number}", kind="articles", path=f"b{number}.parquet", created_at=NOW)
        warehouse.load(build_article_load(settings, warehouse, batch, entries))
    names = {
        row["article_id"]: row["entry_id"]
        for row in warehouse.query("SELECT entry_id, article_id FROM outcomes").to_pylist()
    }
    copies = warehouse.query("SELECT article_id, of_article_id, kind, direction FROM copies").to_pylist()
    members = (
        warehouse.query("SELECT list(article_id) AS ids FROM story_members GROUP BY story_id").column(0).to_pylist()
    )
    relations = {(names[c["article_id"]], names[c["of_article_id"]], c["kind"], c["direction"]) for c in copies}
    return relations, {frozenset(names[name] for name in ids) for ids in members}


def _cut(entries: list[IngestedEntry], seed: int) -> list[list[IngestedEntry]]:
    chance = random.Random(seed)
    mixed = chance.sample(entries, len(entries))
    cuts = sorted(chance.sample(range(1, len(entries)), 3))
    return [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Known:
    return _load(tmp_path_factory.mktemp("once"), [_list_mixed()])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_batches_do_not_matter(seed: int, tmp_path: Path, at_once: Known) -> None:
    assert len(at_once[0]) > 20
    assert 3 <= len(at_once[1]) < len(_list_mixed())
    assert _load(tmp_path, _cut(_list_mixed(), seed)) == at_once


def test_a_report_that_many_print_on_one_day_stays_one_story(tmp_path: Path) -> None:
    # The search draws some articles to stand for all that have a hash; they must lead from each batch to the others.
    entries = sorted(_list_printed(60), key=lambda entry: make_article_id(entry.raw_link), reverse=True)
    _, stories = _load(tmp_path, [entries[:20], entries[20:45], entries[45:]])
    assert len(stories) == 1
