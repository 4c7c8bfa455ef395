"""Give ingested entries their outcomes and articles their ids: rows without relations. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline import copies, text
from schemas.ids import make_article_id
from schemas.records import Comparable, FetchedPage, IngestedEntry, KnownArticle, NameCandidate, Record
from schemas.rows import (
    ArticleRow,
    ArticleUrlRow,
    AttemptRow,
    CreditRow,
    FingerprintRow,
    MentionRow,
    NameCandidateRow,
    OutcomeRow,
    PageRow,
    PassRow,
    RejectionRow,
    RemovedBlockRow,
)


class Assigned(Record):
    """The rows of a batch's entries, and what the matcher needs of the articles that are new or revised."""

    outcomes: tuple[OutcomeRow, ...] = ()
    attempts: tuple[AttemptRow, ...] = ()
    rejections: tuple[RejectionRow, ...] = ()
    pages: tuple[PageRow, ...] = ()
    articles: tuple[ArticleRow, ...] = ()
    article_urls: tuple[ArticleUrlRow, ...] = ()
    credits: tuple[CreditRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    name_candidates: tuple[NameCandidateRow, ...] = ()
    fingerprints: tuple[FingerprintRow, ...] = ()
    passes: tuple[PassRow, ...] = ()
    removed_blocks: tuple[RemovedBlockRow, ...] = ()
    comparables: tuple[Comparable, ...] = ()


def assign_articles(
    entries: Sequence[IngestedEntry], known: Iterable[KnownArticle], decided_at: datetime
) -> Assigned:
    """Decide the outcome of each entry against the known articles and those before it in the batch.

    Args:
        entries: Entries of one batch without an outcome; of an entry that stands twice the first counts.
        known: The articles held under any of their addresses.
        decided_at: The time of the batch.
    """
    held = {article.address: article for article in known}
    parts: list[Assigned] = []
    seen: set[str] = set()
    for entry in sorted(entries, key=lambda e: (e.feed_id, e.position, e.entry_id)):
        if entry.entry_id in seen:
            continue
        seen.add(entry.entry_id)
        parts.append(_assign_entry(entry, held, decided_at))
    return join_assigned(parts)


def join_assigned(parts: Sequence[Assigned]) -> Assigned:
    """Join the rows of several entries."""
    return Assigned(
        **{name: tuple(row for part in parts for row in getattr(part, name)) for name in Assigned.model_fields}
    )


def build_article_rows(entry: IngestedEntry, row: ArticleRow, pass_steps: tuple[str, ...]) -> Assigned:
    """Return the rows that hang on one revision of an article."""
    article, fingerprint = entry.article, entry.fingerprint
    assert article is not None
    assert fingerprint is not None
    ids = {"article_id": row.article_id, "revision": row.revision}
    published_on = (row.published_at or row.first_seen_at).date()
    versions = {"extract": text.EXTRACTOR_VERSION, "resolve": entry.lexicon_version or ""}
    return Assigned(
        articles=(row,),
        article_urls=tuple(
            ArticleUrlRow(url=url, article_id=row.article_id) for url in dict.fromkeys(entry.addresses)
        ),
        credits=tuple(CreditRow(**ids, **credit.model_dump()) for credit in dict.fromkeys(article.credits)),
        mentions=tuple(
            MentionRow(**ids, **dict(mention), lexicon_version=entry.lexicon_version or "")
            for mention in entry.mentions
        ),
        name_candidates=build_candidate_rows(ids, entry.name_candidates, entry.lexicon_version or ""),
        fingerprints=tuple(
            FingerprintRow(**ids, published_on=published_on, hash=value, tokens=fingerprint.tokens)
            for value in fingerprint.hashes
        ),
        passes=tuple(PassRow(**ids, step=step, version=versions[step]) for step in pass_steps),
        removed_blocks=tuple(
            RemovedBlockRow(**ids, number=number, **dict(block)) for number, block in enumerate(article.removed, 1)
        ),
        comparables=(_build_comparable(entry, row),),
    )


def build_candidate_rows(
    ids: Mapping[str, Any], candidates: Iterable[NameCandidate], lexicon_version: str
) -> tuple[NameCandidateRow, ...]:
    """Return the rows of the names that the lexicon lacked in one revision of an article, which `ids` name."""
    return tuple(NameCandidateRow(**ids, **dict(c), lexicon_version=lexicon_version) for c in candidates)


def _assign_entry(entry: IngestedEntry, held: dict[str, KnownArticle], decided_at: datetime) -> Assigned:
    pages = (_build_page_row(entry, entry.page),) if entry.page else ()
    if entry.attempt is not None:
        attempt = AttemptRow(entry_id=entry.entry_id, content_hash=entry.content_hash, **dict(entry.attempt))
        return Assigned(attempts=(attempt,), pages=pages)
    if entry.rejection is not None:
        rejection = RejectionRow(entry_id=entry.entry_id, **dict(entry.rejection), rejected_at=decided_at)
        outcome = _build_outcome(entry, "rejected", None, decided_at, entry.rejection.reason)
        return Assigned(outcomes=(outcome,), rejections=(rejection,), pages=pages)
    if entry.known_article_id is not None:
        outcome = _build_outcome(entry, "duplicate", entry.known_article_id, decided_at, "known address")
        return Assigned(outcomes=(outcome,), pages=pages)
    return _assign_article(entry, held, decided_at).model_copy(update={"pages": pages})


def _assign_article(entry: IngestedEntry, held: dict[str, KnownArticle], decided_at: datetime) -> Assigned:
    known = next((held[address] for address in entry.addresses if address in held), None)
    decision = copies.decide_outcome(entry, known)
    article_id = known.article_id if known else make_article_id(entry.raw_link)
    outcome = _build_outcome(entry, decision, article_id, decided_at, None)
    revision = known.revision + (decision == "revised") if known else 1
    entry_ids = (*(known.entry_ids if known else ()), entry.entry_id)
    first_seen_at = (known.first_seen_at if known else None) or entry.seen_at or decided_at
    for address in entry.addresses:
        held[address] = KnownArticle(
            article_id=article_id,
            address=address,
            revision=revision,
            text_hash=entry.text_hash or "",
            title=entry.article.title if entry.article else None,
            entry_ids=entry_ids,
            first_seen_at=first_seen_at,
        )
    if decision in ("unchanged", "duplicate"):
        urls = tuple(ArticleUrlRow(url=url, article_id=article_id) for url in dict.fromkeys(entry.addresses))
        return Assigned(outcomes=(outcome,), article_urls=urls)
    row = build_article_row(entry, article_id, revision, first_seen_at, decided_at)
    return build_article_rows(entry, row, ("extract", "resolve")).model_copy(update={"outcomes": (outcome,)})


def build_article_row(
    entry: IngestedEntry, article_id: str, revision: int, first_seen_at: datetime, decided_at: datetime
) -> ArticleRow:
    """Return the row of one revision of an article."""
    article, page = entry.article, entry.page
    assert article is not None
    return ArticleRow(
        article_id=article_id,
        revision=revision,
        publisher=entry.publisher,
        text_hash=entry.text_hash or "",
        feed_id=entry.feed_id,
        entry_id=entry.entry_id,
        page_id=page.page_id if page else None,
        first_seen_at=first_seen_at,
        fetched_at=page.fetched_at if page else decided_at,
        **article.model_dump(include=_ARTICLE_FIELDS),
    )


_ARTICLE_FIELDS = {
    "url", "canonical_url", "title", "raw_title", "title_source", "authors", "authors_source", "published_at",
    "published", "raw_published", "published_source", "modified_at", "raw_modified", "modified_source", "language",
    "language_source", "site_name", "section", "image_url", "text", "word_count", "completeness",
    "completeness_reason", "text_source", "notes", "dateline",
}  # fmt: skip


def _build_outcome(
    entry: IngestedEntry, outcome: str, article_id: str | None, decided_at: datetime, reason: str | None
) -> OutcomeRow:
    return OutcomeRow(
        entry_id=entry.entry_id,
        outcome=outcome,
        reason=reason,
        article_id=article_id,
        content_hash=entry.content_hash,
        decided_at=decided_at,
    )


def _build_page_row(entry: IngestedEntry, page: FetchedPage) -> PageRow:
    return PageRow(entry_id=entry.entry_id, **dict(page))


def _build_comparable(entry: IngestedEntry, row: ArticleRow) -> Comparable:
    article, fingerprint = entry.article, entry.fingerprint
    assert article is not None
    assert fingerprint is not None
    return Comparable(
        article_id=row.article_id,
        title=row.title,
        text=text.drop_dateline(row.text, row.dateline),
        publisher=row.publisher,
        url=row.url,
        published_at=row.published_at,
        first_seen_at=row.first_seen_at,
        completeness=row.completeness,
        credits=article.credits,
        fingerprint=fingerprint,
    )
