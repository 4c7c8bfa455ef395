"""Publish the snapshot that analysts read, and keep the warehouse in order."""

import logging

from pipeline import warehouse as storage
from pipeline.settings import Settings
from pipeline.stages.clock import Clock, read_clock
from pipeline.stages.entries import load_staged_entries
from pipeline.stages.furnishing import learn_furniture
from pipeline.stages.loads import load_staged_articles
from pipeline.stages.preparing import prepare_warehouse
from pipeline.stages.retrying import expire_quarantine, load_quarantine
from pipeline.staging import audit_batches, remove_leftovers
from pipeline.warehouse import Warehouse

log = logging.getLogger(__name__)


def publish_snapshot(
    settings: Settings, *, force: bool = False, clock: Clock = read_clock
) -> storage.SnapshotReport:
    """Publish what the warehouse holds as the newest snapshot, unless nothing changed or it is too soon."""
    warehouse = Warehouse(settings)
    warehouse.migrate()
    load_quarantine(settings, warehouse)
    if force:
        settings = settings.model_copy(update={"publish_min_interval_s": 0.0})
    report = storage.publish_snapshot(settings, clock())
    log.info("publish_snapshot: %s", report.skipped or f"{report.path}, {report.articles} articles")
    return report


def maintain_warehouse(
    settings: Settings, *, check_only: bool = False, clock: Clock = read_clock
) -> storage.MaintenanceReport:
    """Load what was left staged, learn what publishers print everywhere, sweep, compact, compare with the ledger."""
    if not check_only:
        warehouse = prepare_warehouse(settings, clock())
        load_staged_entries(settings, warehouse)
        load_staged_articles(settings, warehouse)
        load_quarantine(settings, warehouse)
        learn_furniture(settings, clock=clock)
        remove_leftovers(settings.staging_dir, clock())
        remove_leftovers(settings.archive_dir, clock())
        expire_quarantine(settings, warehouse, clock())
    report = storage.maintain(settings, clock(), check_only=check_only)
    problems = (*report.problems, *_audit(settings))
    report = report.model_copy(update={"problems": problems})
    log.info("maintain_warehouse: %s", report)
    return report


def _audit(settings: Settings) -> list[str]:
    """Name the staged files of loads that are gone or changed, and what waits in quarantine for somebody to look."""
    warehouse = Warehouse(settings)
    cases = [case for case in warehouse.read_quarantine() if case.kind == "batch"]
    moved = {case.url for case in cases}
    loads = warehouse.query("SELECT path FROM batches WHERE path IS NOT NULL ORDER BY load_seq")
    names = [name for name in loads.column("path").to_pylist() if name not in moved]
    return [
        *audit_batches(settings.staging_dir, names),
        *(
            f"quarantine: {case.quarantine_id}: {case.reason}; namewire quarantine replay makes it anew"
            for case in cases
            if case.state == "waiting"
        ),
    ]
