"""Load staged articles: give each entry its one outcome, relate the new articles to the known, regroup stories.

Three steps, as for every load: the warehouse says what is known, the pure rooms decide outside any lock, and the
warehouse loads when nothing came between.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from functools import partial

from pipeline.settings import Settings
from pipeline.stages.assigning import Assigned, assign_articles
from pipeline.stages.fencing import load_fenced
from pipeline.stages.quarantining import find_entry_cases, read_or_set_aside
from pipeline.stages.relating import relate_load
from pipeline.stages.reports import LoadSummary, add_up
from pipeline.staging import iterate_batches
from pipeline.warehouse import Warehouse
from schemas.records import BatchRef, IngestedEntry
from schemas.rows import LoadSet

log = logging.getLogger(__name__)


def load_articles(settings: Settings) -> LoadSummary:
    """Load every staged batch of articles that is not in the ledger."""
    summary = load_staged_articles(settings, Warehouse(settings))
    log.info("load_articles: %d batches, %d rows, %s", summary.batches, summary.rows, summary.counts)
    return summary


def load_staged_articles(settings: Settings, warehouse: Warehouse) -> LoadSummary:
    """Load what is staged and not in the ledger, oldest batch first."""
    loaded = warehouse.read_loaded_batches()
    loads = [
        load_article_batch(settings, warehouse, batch)
        for batch in iterate_batches(settings.staging_dir, "articles", loaded)
    ]
    return add_up(loads, {})


def load_article_batch(settings: Settings, warehouse: Warehouse, batch: BatchRef) -> LoadSummary:
    """Load one batch of ingested entries; a damaged one goes into quarantine and counts as none."""
    entries = read_or_set_aside(settings, batch, IngestedEntry)
    if entries is None:
        return LoadSummary()
    load_set, report = load_fenced(warehouse, partial(build_article_load, settings, warehouse, batch, entries))
    counts = Counter(outcome.outcome for outcome in load_set.outcomes)
    counts["pending"] += len(load_set.attempts)
    return LoadSummary(batches=1, rows=report.rows, counts=dict(+counts))


def build_article_load(
    settings: Settings, warehouse: Warehouse, batch: BatchRef, entries: Sequence[IngestedEntry]
) -> LoadSet:
    """Decide what a batch of ingested entries adds to what the warehouse holds now."""
    decided = warehouse.read_decided([(e.entry_id, e.content_hash) for e in entries])
    fresh = [e for e in entries if (e.entry_id, e.content_hash) not in decided]
    known = warehouse.read_known_articles(sorted({a for e in fresh for a in e.addresses}))
    assigned = assign_articles(fresh, known, batch.created_at)
    load_set = build_load_set(settings, warehouse, batch, assigned)
    return load_set.model_copy(update={"quarantine": find_entry_cases(fresh, batch.created_at)})


def build_load_set(settings: Settings, warehouse: Warehouse, batch: BatchRef, assigned: Assigned) -> LoadSet:
    """Add to the rows of assigned articles their relations and the stories that these touch."""
    revisions = {row.article_id: row.revision for row in assigned.articles}
    related = relate_load(settings, warehouse, assigned.comparables, revisions)
    return LoadSet(
        batch_id=batch.batch_id,
        kind=batch.kind,
        path=batch.path,
        created_at=batch.created_at,
        outcomes=assigned.outcomes,
        attempts=assigned.attempts,
        rejections=assigned.rejections,
        pages=assigned.pages,
        articles=assigned.articles,
        article_urls=assigned.article_urls,
        credits=assigned.credits,
        mentions=assigned.mentions,
        name_candidates=assigned.name_candidates,
        fingerprints=assigned.fingerprints,
        passes=(*assigned.passes, *related.passes),
        removed_blocks=assigned.removed_blocks,
        copies=related.copies,
        stories=related.stories,
        story_members=related.story_members,
    )
