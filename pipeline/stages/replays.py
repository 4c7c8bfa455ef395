"""Make mentions or articles anew from what is stored, show the difference, load it as one batch, undo it."""

import hashlib
import logging
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Literal

from pipeline import names
from pipeline.errors import ConfigError
from pipeline.settings import Settings
from pipeline.stages.articles import build_hints
from pipeline.stages.assigning import (
    Assigned,
    build_article_row,
    build_article_rows,
    build_candidate_rows,
    join_assigned,
)
from pipeline.stages.clock import Clock, read_clock
from pipeline.stages.extracting import ArticleMaker
from pipeline.stages.fencing import load_fenced
from pipeline.stages.furnishing import read_furniture
from pipeline.stages.loads import build_load_set
from pipeline.stages.narrowing import find_touched
from pipeline.stages.preparing import prepare_warehouse, read_lexicon
from pipeline.stages.reports import LoadSummary, ShardReport
from pipeline.stages.shards import Shard
from pipeline.staging import find_batches, read_batch, remove_batch, write_batch
from pipeline.warehouse import Warehouse
from pipeline.web import read_archived
from schemas.records import BatchRef, Document, IngestedEntry, PageSource, Record, Rejection
from schemas.rows import LoadSet, MentionRow, PassRow, ReplayedArticle, ReplayOrder

log = logging.getLogger(__name__)

What = Literal["names", "text"]

_SHARD = 500
_LOGGED = 50
"""Differences that the log shows, the largest first."""

_PIECE, _WHOLE = "replayed", "replay"
"""The kinds of staged batches: what one shard made, and the whole replay, which is what the ledger knows."""


class Difference(Record):
    """How often an alias named an entity before and after a replay; `entity_id` is None for ambiguous mentions."""

    entity_id: str | None
    alias: str
    before: int
    after: int


class TextDifference(Record):
    """What a replay of text changed in the articles of one publisher; `furniture` counts blocks that it left out."""

    publisher: str
    articles: int
    changed: int
    words_before: int
    words_after: int
    furniture: int


class ReplayPlan(Record):
    """The shards to replay, and how many of how many articles they hold."""

    shards: tuple[Shard, ...]
    touched: int
    articles: int


def plan_replays(settings: Settings, what: What, *, clock: Clock = read_clock) -> ReplayPlan:
    """Cut the articles to make anew into shards; what an earlier replay left unloaded is dropped.

    Of `names` only those articles are replayed that the change of the lexicon can touch, of `text` all.
    """
    # Nothing but staged files may change before the replay is loaded: not even the lexicon's projection.
    warehouse = Warehouse(settings)
    warehouse.migrate()
    drop_replays(settings)
    all_ids = warehouse.read_article_ids()
    ids = find_touched(settings, warehouse, read_lexicon(settings)) if what == "names" else all_ids
    log.info("plan_replays: %s of %d of %d articles", what, len(ids), len(all_ids))
    shards = tuple(
        Shard(name=f"articles {start + 1} to {min(start + _SHARD, len(ids))}", ids=ids[start : start + _SHARD])
        for start in range(0, len(ids), _SHARD)
    )
    return ReplayPlan(shards=shards, touched=len(ids), articles=len(all_ids))


def replay_articles(settings: Settings, shard: Shard, what: What, *, clock: Clock = read_clock) -> ShardReport:
    """Make the articles of a shard anew from stored text (`names`) or archived pages (`text`), and stage them."""
    warehouse = Warehouse(settings)
    orders = warehouse.read_replay_orders(shard.ids)
    lexicon = read_lexicon(settings)
    maker = None
    if what == "text":
        furniture = read_furniture(warehouse, [order.article.publisher for order in orders])
        maker = ArticleMaker(settings, lexicon, furniture)
    replayed = [_replay_one(settings, lexicon, maker, order) for order in orders]
    batches: tuple[BatchRef, ...] = ()
    if replayed:
        batches = (write_batch(settings.staging_dir, _PIECE, replayed, ReplayedArticle, clock()),)
    log.info("replay_articles: %s: %d articles", shard.name, len(replayed))
    return ShardReport(shard=shard.name, batches=batches, done=len(replayed))


def compare_replays(settings: Settings) -> tuple[Difference, ...]:
    """Compare what is staged and not loaded with the current mentions, where an entity or alias differs."""
    replayed = [article for batch in _find_pieces(settings) for article in _read(settings, batch)]
    stored = Warehouse(settings).read_stored_mentions([article.article_id for article in replayed])
    before = Counter((m.mention.entity_id, m.mention.alias) for m in stored)
    after = Counter((m.entity_id, m.alias) for article in replayed for m in article.mentions)
    found = tuple(
        Difference(entity_id=key[0], alias=key[1], before=before[key], after=after[key])
        for key in sorted(before.keys() | after.keys(), key=lambda k: (k[0] or "", k[1]))
        if before[key] != after[key]
    )
    compare_texts(settings)
    log.info("compare_replays: %d articles, %d entities and aliases differ", len(replayed), len(found))
    for item in sorted(found, key=lambda item: -abs(item.after - item.before))[:_LOGGED]:
        entity = item.entity_id or "(ambiguous)"
        log.info("compare_replays: %s as “%s”: %d before, %d after", entity, item.alias, item.before, item.after)
    return found


def compare_texts(settings: Settings) -> tuple[TextDifference, ...]:
    """Compare the texts that are staged and not loaded with the current ones, by publisher, where one differs."""
    pieces = [article for batch in _find_pieces(settings) for article in _read(settings, batch)]
    current = Warehouse(settings).query("SELECT article_id, text_hash, word_count FROM articles").to_pylist()
    former = {row["article_id"]: (row["text_hash"], row["word_count"]) for row in current}
    sums: dict[str, Counter[str]] = {}
    for piece in pieces:
        row, made = piece.article, piece.made
        if row is None or made is None or made.article is None:
            continue
        text_hash, words = former.get(piece.article_id, ("", 0))
        counts = sums.setdefault(row.publisher, Counter())
        counts["articles"] += 1
        counts["changed"] += row.text_hash != text_hash
        counts["words_before"] += words
        counts["words_after"] += row.word_count
        counts["furniture"] += sum(block.kind == "furniture" for block in made.article.removed)
    found = tuple(
        TextDifference(
            publisher=publisher,
            articles=counts["articles"],
            changed=counts["changed"],
            words_before=counts["words_before"],
            words_after=counts["words_after"],
            furniture=counts["furniture"],
        )
        for publisher, counts in sorted(sums.items())
        if counts["changed"]
    )
    for item in found:
        log.info("compare_texts: %s", item)
    return found


def load_replays(settings: Settings, *, clock: Clock = read_clock) -> LoadSummary:
    """Load all shards of a replay as one batch, which one undo takes back."""
    pieces = _find_pieces(settings)
    if pieces:
        articles = [article for batch in pieces for article in _read(settings, batch)]
        write_batch(settings.staging_dir, _WHOLE, articles, ReplayedArticle, clock())
        drop_replays(settings)
    warehouse = prepare_warehouse(settings, clock())
    loaded = warehouse.read_loaded_batches()
    summary = LoadSummary()
    for staged in find_batches(settings.staging_dir, _WHOLE):
        batch = _date_batch(staged)
        if batch.batch_id in loaded:
            continue
        whole = _read(settings, staged)
        _, report = load_fenced(warehouse, partial(_build_load, settings, warehouse, batch, whole))
        summary = LoadSummary(batches=summary.batches + 1, rows=summary.rows + report.rows, batch_id=batch.batch_id)
    log.info("load_replays: %d batches, %d rows", summary.batches, summary.rows)
    return summary


def drop_replays(settings: Settings) -> None:
    """Remove what shards of a replay staged and nobody loaded."""
    for batch in _find_pieces(settings):
        remove_batch(settings.staging_dir, batch)


def undo_batch(settings: Settings, prefix: str, *, clock: Clock = read_clock) -> str:
    """Hide the rows of a loaded replay, so that the former ones show again; return its id.

    Raises:
        ConfigError: No replay, or more than one, has an id that begins so.
    """
    warehouse = Warehouse(settings)
    replays = warehouse.query("SELECT batch_id FROM batches WHERE kind = 'replay'").column("batch_id").to_pylist()
    found = [batch_id for batch_id in replays if batch_id.startswith(prefix)]
    if len(found) != 1:
        raise ConfigError(f"{prefix}: {len(found)} loaded replays have an id that begins so; see namewire status")
    undo_id = hashlib.sha256(f"undo {found[0]}".encode()).hexdigest()
    warehouse.load(LoadSet(batch_id=undo_id, kind="undo", created_at=clock(), undoes=found[0]))
    return str(found[0])


def _date_batch(batch: BatchRef) -> BatchRef:
    """Name a replay by its content and its time: one that was undone may be made again, to the same rows."""
    dated = hashlib.sha256(batch.path.encode()).hexdigest()
    return batch.model_copy(update={"batch_id": dated})


def _find_pieces(settings: Settings) -> tuple[BatchRef, ...]:
    return find_batches(settings.staging_dir, _PIECE)


def _read(settings: Settings, batch: BatchRef) -> tuple[ReplayedArticle, ...]:
    return read_batch(settings.staging_dir, batch, ReplayedArticle)


def _replay_one(
    settings: Settings, lexicon: names.Lexicon, maker: ArticleMaker | None, order: ReplayOrder
) -> ReplayedArticle:
    """Make one article anew; one whose page is not archived or no longer yields an article keeps its text."""
    made = _make_again(settings, maker, order) if maker else None
    row = order.article
    if made is None:
        document = Document(title=row.title, text=row.text, published_at=row.published_at, language=row.language)
        mentions = names.resolve(document, lexicon)
        candidates = names.find_candidates(document, mentions, lexicon)
    else:
        mentions, candidates = made.mentions, made.name_candidates
        fresh = build_article_row(made, row.article_id, row.revision, row.first_seen_at, row.fetched_at)
        row = fresh.model_copy(update={"page_id": row.page_id})
    return ReplayedArticle(
        article_id=row.article_id,
        revision=row.revision,
        mentions=mentions,
        name_candidates=candidates,
        lexicon_version=lexicon.version,
        article=row if made else None,
        made=made,
    )


def _make_again(settings: Settings, maker: ArticleMaker, order: ReplayOrder) -> IngestedEntry | None:
    if order.archived is None:
        return None
    response = read_archived(settings.data_dir, order.archived)
    page = PageSource(
        url=response.final_url,
        body=response.body,
        content_type=response.header("content-type"),
        fetched_at=order.article.fetched_at,
    )
    made = maker.make(page, build_hints(order.entry), order.article.publisher)
    if isinstance(made, Rejection):
        log.warning("replay_articles: %s keeps its text: %s", order.article.article_id, made.reason)
        return None
    entry, row = order.entry, order.article
    return IngestedEntry(
        entry_id=entry.entry_id,
        feed_id=entry.feed_id,
        publisher=row.publisher,
        content_hash=entry.content_hash,
        raw_link=entry.raw_link,
        **dict(made),
    )


def _build_load(
    settings: Settings, warehouse: Warehouse, batch: BatchRef, articles: Sequence[ReplayedArticle]
) -> LoadSet:
    """Build the load of a replay; articles that were revised since it read them are left as they are."""
    current = warehouse.query("SELECT article_id, revision FROM current_articles").to_pylist()
    revisions = {row["article_id"]: row["revision"] for row in current}
    valid = [article for article in articles if revisions.get(article.article_id) == article.revision]
    assigned = join_assigned([_build_rows(article) for article in valid])
    return build_load_set(settings, warehouse, batch, assigned)


def _build_rows(article: ReplayedArticle) -> Assigned:
    if article.article is not None and article.made is not None:
        return build_article_rows(article.made, article.article, ("extract", "resolve"))
    ids = {"article_id": article.article_id, "revision": article.revision}
    return Assigned(
        mentions=tuple(
            MentionRow(**ids, **dict(mention), lexicon_version=article.lexicon_version)
            for mention in article.mentions
        ),
        name_candidates=build_candidate_rows(ids, article.name_candidates, article.lexicon_version),
        passes=(PassRow(**ids, step="resolve", version=article.lexicon_version),),
    )
