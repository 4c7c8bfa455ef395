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
from pipeline.stages.relating import relate_load
from pipeline.stages.reports import LoadSummary
from pipeline.staging import find_batches, read_batch
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
    batches = [b for b in find_batches(settings.staging_dir, "articles") if b.batch_id not in loaded]
    counts: Counter[str] = Counter()
    rows = 0
    for batch in batches:
        entries = read_batch(settings.staging_dir, batch, IngestedEntry)
        load_set, report = load_fenced(warehouse, partial(build_article_load, settings, warehouse, batch, entries))
        rows += report.rows
        counts.update(outcome.outcome for outcome in load_set.outcomes)
        counts["pending"] += len(load_set.attempts)
    return LoadSummary(batches=len(batches), rows=rows, counts=dict(+counts))


def build_article_load(
    settings: Settings, warehouse: Warehouse, batch: BatchRef, entries: Sequence[IngestedEntry]
) -> LoadSet:
    """Decide what a batch of ingested entries adds to what the warehouse holds now."""
    decided = warehouse.read_decided([(e.entry_id, e.content_hash) for e in entries])
    fresh = [e for e in entries if (e.entry_id, e.content_hash) not in decided]
    known = warehouse.read_known_articles(sorted({a for e in fresh for a in e.addresses}))
    assigned = assign_articles(fresh, known, batch.created_at)
    return build_load_set(settings, warehouse, batch, assigned)


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
