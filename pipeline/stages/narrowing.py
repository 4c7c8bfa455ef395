"""Which stored articles a change of the lexicon can touch; each is compared with the lexicon it was read with."""

import logging
from collections.abc import Iterator
from itertools import islice

from pipeline import names
from pipeline.errors import ConfigError
from pipeline.settings import Settings
from pipeline.stages.lexicons import find_compiled
from pipeline.warehouse import Warehouse
from schemas.rows import ResolvedArticles

log = logging.getLogger(__name__)

_CHUNK = 5_000
"""Articles that are read at once: the warehouse is held for a moment, and a few dozen megabytes of text."""


def find_touched(settings: Settings, warehouse: Warehouse, lexicon: names.Lexicon) -> tuple[str, ...]:
    """Return the ids of the current articles whose mentions the lexicon may change, sorted."""
    return tuple(
        sorted(
            article_id
            for resolved in warehouse.read_resolved_articles()
            if resolved.version != lexicon.version
            for article_id in _find_touched(settings, warehouse, resolved, lexicon)
        )
    )


def _find_touched(
    settings: Settings, warehouse: Warehouse, resolved: ResolvedArticles, lexicon: names.Lexicon
) -> Iterator[str]:
    """Yield the ids of those that the step from their version to the lexicon can touch."""
    changes = _compare_lexicons(settings, warehouse, resolved.version, lexicon)
    if changes is None:
        log.info("plan_replays: all of %d articles of lexicon %s", len(resolved.article_ids), resolved.version)
        yield from resolved.article_ids
        return
    log.info(
        "plan_replays: lexicon %s: %d entities and %d aliases changed, %d articles",
        resolved.version, len(changes.entities), len(changes.aliases), len(resolved.article_ids),
    )  # fmt: skip
    left = iter(resolved.article_ids if changes else ())
    while chunk := tuple(islice(left, _CHUNK)):
        for stored in warehouse.read_documents(chunk):
            if changes.may_touch(stored.document):
                yield stored.article_id


def _compare_lexicons(
    settings: Settings, warehouse: Warehouse, version: str | None, lexicon: names.Lexicon
) -> names.Changes | None:
    """Compare the lexicon of a version with the present one; None where the history cannot give it back whole.

    The version is the hash of the rules' version and of the data: what is read back must have the same. So a
    lexicon that was never loaded, one of other rules, and one of a time when look-alikes were not kept are known
    by that.
    """
    if version is None:
        return None
    try:
        # It takes seconds to build, and is mostly the one before.
        former = find_compiled(settings.cache_dir, version)
        former = former or names.build_lexicon(warehouse.read_former_entities(version))
    except ConfigError:
        return None
    return names.list_changes(former, lexicon) if former.version == version else None
