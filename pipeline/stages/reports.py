"""What stages report: small enough for XCom, plain enough for a log line or a table."""

from pydantic import Field

from schemas.records import BatchRef, Record


class ShardReport(Record):
    """What one shard did: the batch it staged (None where there was nothing to stage) and its counts."""

    shard: str
    batch: BatchRef | None = None
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
