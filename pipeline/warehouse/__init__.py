"""The tables: loaded once, queried, published, kept in order. The only room that imports duckdb."""

from pipeline.warehouse.candidates import find_candidates_among
from pipeline.warehouse.maintenance import MaintenanceReport, maintain
from pipeline.warehouse.revisions import read_revisions
from pipeline.warehouse.snapshot import (
    SnapshotReport,
    find_newest_snapshot,
    open_snapshot,
    publish_snapshot,
    query_snapshot,
)
from pipeline.warehouse.warehouse import Warehouse

__all__ = [
    "MaintenanceReport",
    "SnapshotReport",
    "Warehouse",
    "find_candidates_among",
    "find_newest_snapshot",
    "maintain",
    "open_snapshot",
    "publish_snapshot",
    "query_snapshot",
    "read_revisions",
]
