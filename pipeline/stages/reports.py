"""What stages report: small enough for XCom, plain enough for a log line or a table."""

from collections import Counter
from collections.abc import Iterable, Mapping

from pydantic import Field

from schemas.records import BatchRef, Record


class ShardReport(Record):
    """What one shard did: the batches that it staged and its counts."""

    shard: str
    batches: tuple[BatchRef, ...] = ()
    done: int = 0
    failed: int = 0
    left: int = 0


class LoadSummary(Record):
    """What a loading stage did: batches loaded now, rows, counts by outcome, and entries still pending and due."""

    batches: int = 0
    batch_id: str = ""
    rows: int = 0
    counts: dict[str, int] = Field(default_factory=dict)
    pending: int = 0


def add_up(loads: Iterable[LoadSummary], counts: Mapping[str, int]) -> LoadSummary:
    """Add up loads; `counts` names what is counted even where it is 0."""
    batches = rows = 0
    total = Counter(counts)
    for load in loads:
        batches += load.batches
        rows += load.rows
        total.update(load.counts)
    return LoadSummary(batches=batches, rows=rows, counts=dict(total))
