"""Loads that were decided outside the lock: when another load came between, they are decided again."""

from collections.abc import Callable

from pipeline.errors import TransientError
from pipeline.warehouse import Warehouse
from schemas.rows import LoadReport, LoadSet

_ROUNDS = 20


def load_fenced(warehouse: Warehouse, build: Callable[[], LoadSet]) -> tuple[LoadSet, LoadReport]:
    """Build a load from what the warehouse holds and load it, again and again until nothing came between.

    Raises:
        TransientError: Other loads came between every time.
    """
    for _ in range(_ROUNDS):
        seq = warehouse.read_seq()
        load_set = build()
        report = warehouse.load(load_set, expected_seq=seq)
        if report.state != "superseded":
            return load_set, report
    raise TransientError(f"batch {load_set.batch_id[:12]}: other loads came between {_ROUNDS} times; retry later")
