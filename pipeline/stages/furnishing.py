"""Learn what each publisher prints on page after page, and hand it to the extractor."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from pipeline import text
from pipeline.settings import FurnitureSettings, Settings
from pipeline.stages.clock import Clock, read_clock
from pipeline.stages.preparing import prepare_warehouse
from pipeline.staging import find_batches, read_batch, write_batch
from pipeline.warehouse import Warehouse
from schemas.records import BlockCount, FurnitureBlock, Record
from schemas.rows import FurnitureRow, LoadSet

log = logging.getLogger(__name__)

_KIND = "furniture"


class FurnitureReport(Record):
    """How many blocks recur, how many of them are furniture, and what this time changed."""

    blocks: int
    furniture: int
    learnt: int
    dropped: int
    batch_id: str = ""


def learn_furniture(settings: Settings, *, clock: Clock = read_clock) -> FurnitureReport:
    """Count what recurs in the texts of each publisher, decide what of it is furniture, and load what changed.

    What was decided is staged first: a rebuild loads it, and learns nothing anew.
    """
    now = clock()
    warehouse = prepare_warehouse(settings, now)
    load_staged_furniture(settings, warehouse)
    since = now - timedelta(days=settings.furniture.window_days)
    counts = warehouse.count_blocks(since, settings.furniture.min_articles)
    former = {(row.publisher, row.block_hash): row for row in warehouse.read_furniture()}
    rows = decide_blocks(counts, former, settings.furniture)
    changed = [row for row in rows if former.get((row.publisher, row.block_hash)) != row]
    batch = write_batch(settings.staging_dir, _KIND, changed, FurnitureRow, now) if changed else None
    load_staged_furniture(settings, warehouse)
    report = FurnitureReport(
        blocks=len(rows),
        furniture=sum(row.state == "furniture" for row in rows),
        learnt=sum(row.state == "furniture" and not _is_furniture(former, row) for row in changed),
        dropped=sum(row.state == "text" and _is_furniture(former, row) for row in changed),
        batch_id=batch.batch_id if batch else "",
    )
    log.info("learn_furniture: %s", report)
    return report


def decide_blocks(
    counts: Iterable[BlockCount], former: Mapping[tuple[str, str], FurnitureRow], settings: FurnitureSettings
) -> tuple[FurnitureRow, ...]:
    """Return a row for each block that was counted; of spellings of one block the most frequent stands for all."""
    rows: dict[tuple[str, str], FurnitureRow] = {}
    known: defaultdict[str, set[str]] = defaultdict(set)
    for (publisher, block_hash), row in former.items():
        if row.state == "furniture":
            known[publisher].add(block_hash)
    for count in sorted(counts, key=lambda count: (-count.articles, count.publisher, count.words)):
        key = (count.publisher, text.hash_block(count.words))
        rows.setdefault(key, _build_row(count, settings, known[count.publisher]))
    return tuple(rows[key] for key in sorted(rows))


def load_staged_furniture(settings: Settings, warehouse: Warehouse) -> int:
    """Load what was decided and is not in the ledger, oldest batch first; return how many rows."""
    loaded = warehouse.read_loaded_batches()
    rows = 0
    for batch in find_batches(settings.staging_dir, _KIND):
        if batch.batch_id in loaded:
            continue
        decided = read_batch(settings.staging_dir, batch, FurnitureRow)
        report = warehouse.load(
            LoadSet(
                batch_id=batch.batch_id, kind=_KIND, path=batch.path, created_at=batch.created_at, furniture=decided
            )
        )
        rows += report.rows
    return rows


def read_furniture(warehouse: Warehouse, publishers: Sequence[str]) -> dict[str, text.Furniture]:
    """Return for each of these publishers what its texts leave out."""
    blocks: defaultdict[str, list[FurnitureBlock]] = defaultdict(list)
    for row in warehouse.read_furniture(sorted(set(publishers))):
        if row.state == "furniture":
            evidence = text.describe_count(row.articles, row.of_articles)
            blocks[row.publisher].append(FurnitureBlock(block_hash=row.block_hash, evidence=evidence))
    return {publisher: text.Furniture(found) for publisher, found in blocks.items()}


def _is_furniture(former: Mapping[tuple[str, str], FurnitureRow], row: FurnitureRow) -> bool:
    known = former.get((row.publisher, row.block_hash))
    return known is not None and known.state == "furniture"


def _build_row(count: BlockCount, settings: FurnitureSettings, known: set[str]) -> FurnitureRow:
    decision = text.decide_furniture(count, settings, known)
    edge = max(count.head_articles, count.tail_articles)
    return FurnitureRow(
        **count.model_dump(exclude={"head_articles", "tail_articles"}),
        block_hash=text.hash_block(count.words),
        state=decision.state,
        reason=decision.reason,
        position=text.find_position(count),
        share=round(count.articles / count.of_articles, 4),
        edge_share=round(edge / count.articles, 4),
    )
