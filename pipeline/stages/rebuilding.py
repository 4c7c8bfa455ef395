"""Make the warehouse anew from what is staged: the batches are the record, the warehouse their projection."""

import logging

from pipeline.errors import ConfigError
from pipeline.settings import Settings
from pipeline.stages.clock import Clock, read_clock
from pipeline.stages.entries import load_staged_entries
from pipeline.stages.furnishing import load_staged_furniture
from pipeline.stages.loads import load_staged_articles
from pipeline.stages.preparing import prepare_warehouse
from pipeline.stages.replays import load_replays
from pipeline.stages.reports import LoadSummary

log = logging.getLogger(__name__)


def rebuild_warehouse(settings: Settings, *, clock: Clock = read_clock) -> LoadSummary:
    """Set the embedded warehouse aside and load every staged batch again: polls, then articles, then replays.

    Rows are the same but for the numbers of their loads; a replay that was undone shows again until it is undone
    again. Polls load before all articles, which changes nothing: an entry's outcome names the version it decides.

    Raises:
        ConfigError: The warehouse is DuckLake, which has snapshots of its own to go back to.
        DataError: A staged batch is damaged; the former warehouse stands beside the new one.
    """
    if settings.warehouse:
        raise ConfigError("rebuild is for the embedded file; DuckLake goes back to a snapshot of its own")
    stamp = f"{clock():%Y%m%dT%H%M%S}"
    for path in (settings.warehouse_path, settings.warehouse_path.with_suffix(".duckdb.wal")):
        if path.exists():
            path.rename(path.with_name(f"{path.name}.{stamp}.old"))
    warehouse = prepare_warehouse(settings, clock())
    loads = (
        load_staged_entries(settings, warehouse),
        load_staged_articles(settings, warehouse),
        load_replays(settings, clock=clock),
    )
    load_staged_furniture(settings, warehouse)
    summary = LoadSummary(batches=sum(load.batches for load in loads), rows=sum(load.rows for load in loads))
    log.info("rebuild_warehouse: %d batches, %d rows", summary.batches, summary.rows)
    return summary
