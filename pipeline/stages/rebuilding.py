"""Make the warehouse anew from what is staged: the batches are the record, the warehouse their projection."""

import logging

from pipeline.errors import ConfigError
from pipeline.settings import Settings
from pipeline.stages.clock import Clock, read_clock
from pipeline.stages.entries import load_entry_batch
from pipeline.stages.furnishing import load_staged_furniture
from pipeline.stages.loads import load_article_batch
from pipeline.stages.preparing import prepare_warehouse
from pipeline.stages.replays import load_replays
from pipeline.stages.reports import LoadSummary
from pipeline.stages.retrying import find_cases, load_quarantine, load_quarantine_batch, replay_quarantine
from pipeline.staging import iterate_batches

log = logging.getLogger(__name__)

_LOADS = {"entries": load_entry_batch, "articles": load_article_batch, "quarantine": load_quarantine_batch}


def rebuild_warehouse(settings: Settings, *, clock: Clock = read_clock) -> LoadSummary:
    """Set the embedded warehouse aside and load every staged batch again: in the order of their times, replays last.

    Rows are the same but for the numbers of their loads; a replay that was undone shows again until it is undone
    again. What a damaged batch held is made anew from the archive.

    Raises:
        ConfigError: The warehouse is DuckLake, which has snapshots of its own to go back to.
        DataError: A newer Namewire staged a batch; the former warehouse stands beside the new one.
    """
    if settings.warehouse:
        raise ConfigError("rebuild is for the embedded file; DuckLake goes back to a snapshot of its own")
    stamp = f"{clock():%Y%m%dT%H%M%S}"
    for path in (settings.warehouse_path, settings.warehouse_path.with_suffix(".duckdb.wal")):
        if path.exists():
            path.rename(path.with_name(f"{path.name}.{stamp}.old"))
    warehouse = prepare_warehouse(settings, clock())
    staged = [
        (batch, load) for kind, load in _LOADS.items() for batch in iterate_batches(settings.staging_dir, kind)
    ]
    # In the order of their times: what a replay of the quarantine added came before what later polls changed.
    loads = [load(settings, warehouse, batch) for batch, load in sorted(staged, key=lambda one: one[0].created_at)]
    loads += [load_quarantine(settings, warehouse), load_replays(settings, clock=clock)]
    load_staged_furniture(settings, warehouse)
    lost = [case for case in find_cases(settings) if case.kind == "batch"]
    replay_quarantine(settings, lost, clock=clock)
    summary = LoadSummary(batches=sum(load.batches for load in loads), rows=sum(load.rows for load in loads))
    log.info("rebuild_warehouse: %d batches, %d rows", summary.batches, summary.rows)
    return summary
