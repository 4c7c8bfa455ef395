"""Rows of the warehouse's tables: one record a table, one field a column, in the order of the columns.

The loader adds `batch_id` and `load_seq` (the number of the load, from 1) to every row that it inserts.
`tests/schemas` holds these against `tables/*.sql`. Names ending in `_history` are read through the view
without that ending: the current revision, the latest pass, and no batch that was undone.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from pydantic import model_validator

from schemas.records import (
    ArchiveRef,
    BlockKind,
    BlockPosition,
    CandidateKind,
    CandidateRelation,
    Completeness,
    CopyKind,
    CopySpan,
    CreditRole,
    Document,
    Entry,
    FeedHealth,
    FurnitureState,
    Hash64,
    IngestedEntry,
    Mention,
    NameCandidate,
    PollOutcome,
    QuarantineKind,
    QuarantineState,
    Record,
    Strength,
    Verdict,
)


class Row(Record):
    """A row: the table that it goes to and the columns whose values it must not share with another row."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]


class FeedRow(Row):
    """A configured feed; the registry's projection. A changed line of the registry appends a row."""

    table: ClassVar[str] = "feeds_history"
    key: ClassVar[tuple[str, ...]] = ("feed_id", "batch_id")
    feed_id: str
    url: str
    title: str
    publisher: str
    country: str
    language: str
    kind: str
    checked: str
    enabled: bool
    registry_version: str


class PublisherRow(Row):
    """A publisher of the registry with the family of publishers that it belongs to, where one is known."""

    table: ClassVar[str] = "publishers_history"
    key: ClassVar[tuple[str, ...]] = ("publisher", "batch_id")
    publisher: str
    family: str | None
    owner: str | None
    registry_version: str


class PollRow(Row):
    """One poll, its counts, and the state that it left: the latest row of a feed is what is remembered."""

    table: ClassVar[str] = "polls"
    key: ClassVar[tuple[str, ...]] = ("poll_id",)
    poll_id: str
    feed_id: str
    url: str
    final_url: str | None
    started_at: datetime
    finished_at: datetime
    outcome: PollOutcome
    status: int | None
    reason: str | None
    error: str | None
    format: str | None
    partial: bool
    body_bytes: int
    archive_path: str | None
    archive_offset: int | None
    entries_seen: int
    entries_new: int
    entries_known: int
    entries_changed: int
    entries_rejected: int
    etag: str | None
    last_modified: str | None
    validators_url: str | None
    body_hash: str | None
    next_poll_at: datetime | None
    interval_s: int | None
    failures: int
    last_success_at: datetime | None
    last_full_fetch_at: datetime | None
    last_new_at: datetime | None
    rhythm_s: int | None
    gone_since: datetime | None
    gone_times: int | None
    moved_to: str | None
    moved_since: datetime | None
    moved_times: int | None
    wait_s: int | None
    skip_hours: tuple[int, ...] | None
    skip_days: tuple[str, ...] | None
    health: FeedHealth | None
    gap: bool
    notes: tuple[str, ...]


class EntryRow(Row):
    """One version of an entry; a changed `content_hash` appends the next version."""

    table: ClassVar[str] = "entries_history"
    # Not the hash: an entry that goes back to what it said before is a version of its own.
    key: ClassVar[tuple[str, ...]] = ("entry_id", "version")
    entry_id: str
    version: int
    feed_id: str
    poll_id: str
    position: int
    guid: str | None
    link: str
    raw_link: str
    title: str
    raw_title: str
    summary: str
    content: str
    authors: tuple[str, ...]
    published_at: datetime | None
    raw_published: str | None
    updated_at: datetime | None
    raw_updated: str | None
    language: str | None
    source_name: str | None
    source_url: str | None
    content_hash: str
    seen_at: datetime
    notes: tuple[str, ...]


class OutcomeRow(Row):
    """What became of an entry; appended, the latest of an entry counts. `content_hash` is the version decided."""

    table: ClassVar[str] = "outcomes"
    key: ClassVar[tuple[str, ...]] = ("entry_id", "content_hash", "batch_id")
    entry_id: str
    outcome: str
    reason: str | None
    article_id: str | None
    content_hash: str
    decided_at: datetime


class AttemptRow(Row):
    """A try to fetch an entry that failed for a passing reason and left it pending."""

    table: ClassVar[str] = "attempts"
    key: ClassVar[tuple[str, ...]] = ("entry_id", "attempted_at")
    entry_id: str
    content_hash: str
    reason: str
    detail: str
    attempted_at: datetime
    retry_at: datetime


class RejectionRow(Row):
    """Why an entry left the line, at which stage."""

    table: ClassVar[str] = "rejections"
    key: ClassVar[tuple[str, ...]] = ("entry_id", "stage", "reason", "rejected_at")
    entry_id: str
    stage: str
    reason: str
    detail: str
    rejected_at: datetime


class QuarantineRow(Row):
    """One time that a case was met, or what became of it; the view `quarantine` shows each case as it stands."""

    table: ClassVar[str] = "quarantine_history"
    key: ClassVar[tuple[str, ...]] = ("quarantine_id", "state", "noted_at")
    quarantine_id: str
    kind: QuarantineKind
    stage: str
    reason: str
    exception: str
    url: str | None
    feed_id: str | None
    entry_id: str | None
    content_hash: str | None
    bytes: int
    path: str | None
    archive_offset: int | None
    state: QuarantineState
    note: str
    noted_at: datetime


class PageRow(Row):
    """One HTTP response for an entry's link, archived byte for byte."""

    table: ClassVar[str] = "pages"
    key: ClassVar[tuple[str, ...]] = ("page_id",)
    page_id: str
    entry_id: str
    url: str
    final_url: str
    status: int
    content_type: str | None
    body_bytes: int
    body_sha256: str
    fetched_at: datetime
    archive_path: str
    archive_offset: int
    notes: tuple[str, ...]


class ArticleRow(Row):
    """One revision of an article."""

    table: ClassVar[str] = "articles_history"
    key: ClassVar[tuple[str, ...]] = ("article_id", "revision", "batch_id")
    article_id: str
    revision: int
    url: str
    canonical_url: str | None
    publisher: str
    title: str
    raw_title: str
    title_source: str | None = None
    authors: tuple[str, ...]
    authors_source: str | None = None
    published_at: datetime | None
    published: str | None
    raw_published: str | None
    published_source: str | None
    modified_at: datetime | None
    raw_modified: str | None = None
    modified_source: str | None = None
    language: str | None
    language_source: str | None = None
    site_name: str | None = None
    section: str | None = None
    image_url: str | None = None
    text: str
    word_count: int
    completeness: Completeness
    completeness_reason: str
    text_source: str
    text_hash: str
    feed_id: str
    entry_id: str
    page_id: str | None
    first_seen_at: datetime
    fetched_at: datetime
    notes: tuple[str, ...]
    # Nullable: DuckLake cannot forbid it of a column that a migration adds, and of older rows it is not known.
    dateline: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _drop_former_lines(cls, value: Any) -> Any:
        """Read replays that were staged when the removed lines stood in the row; `made` has them, too."""
        return {k: v for k, v in value.items() if k != "removed"} if isinstance(value, dict) else value


class RemovedBlockRow(Row):
    """Words that were taken off a revision of an article; `number` counts them in their order, from 1."""

    table: ClassVar[str] = "removed_blocks_history"
    key: ClassVar[tuple[str, ...]] = ("article_id", "revision", "number", "batch_id")
    article_id: str
    revision: int
    number: int
    position: BlockPosition
    paragraph: int | None
    kind: BlockKind
    words: str
    evidence: str


class FurnitureRow(Row):
    """A block that recurs on a publisher's pages, as it was last counted, and whether it is left out of texts."""

    table: ClassVar[str] = "furniture_history"
    key: ClassVar[tuple[str, ...]] = ("publisher", "block_hash", "batch_id")
    publisher: str
    block_hash: str
    words: str
    state: FurnitureState
    reason: str
    position: BlockPosition
    articles: int
    stories: int
    of_articles: int
    share: float
    edge_share: float
    first_seen_at: datetime
    last_seen_at: datetime


class ArticleUrlRow(Row):
    """An address under which an article is known."""

    table: ClassVar[str] = "article_urls"
    key: ClassVar[tuple[str, ...]] = ("url", "article_id")
    url: str
    article_id: str


class CreditRow(Row):
    """Who a revision of an article says it is from."""

    table: ClassVar[str] = "credits_history"
    key: ClassVar[tuple[str, ...]] = ("article_id", "revision", "role", "name", "evidence", "batch_id")
    article_id: str
    revision: int
    role: CreditRole
    name: str
    url: str | None
    evidence: str
    start_char: int | None = None
    end_char: int | None = None
    entity_id: str | None = None


class MentionRow(Row):
    """A place in a revision of an article where an entity is named."""

    table: ClassVar[str] = "mentions_history"
    key: ClassVar[tuple[str, ...]] = ("article_id", "revision", "in_title", "start_char", "end_char", "batch_id")
    article_id: str
    revision: int
    start_char: int
    end_char: int
    surface: str
    entity_id: str | None
    alias: str
    rule: str
    evidence: str
    in_title: bool
    candidates: tuple[str, ...]
    lexicon_version: str


class FingerprintRow(Row):
    """One kept hash of a revision of an article; `published_on` bounds the search for candidates."""

    table: ClassVar[str] = "fingerprints_history"
    key: ClassVar[tuple[str, ...]] = ("article_id", "revision", "hash", "batch_id")
    article_id: str
    revision: int
    published_on: date
    hash: Hash64
    tokens: int


class PassRow(Row):
    """Which step was last done to which revision by which batch: rows of an earlier pass are not current.

    `step` is `extract`, `resolve` or `relate`; `version` the lexicon's, the extractor's or the matcher's.
    """

    table: ClassVar[str] = "passes"
    key: ClassVar[tuple[str, ...]] = ("article_id", "revision", "step", "batch_id")
    article_id: str
    revision: int
    step: str
    version: str


class CopyRow(Row):
    """A relation between two articles, as of the load that related one of them."""

    table: ClassVar[str] = "copies_history"
    key: ClassVar[tuple[str, ...]] = ("article_id", "of_article_id", "batch_id")
    article_id: str
    of_article_id: str
    kind: CopyKind
    containment: float
    containment_of: float
    resemblance: float
    direction: str
    evidence: str
    spans: tuple[CopySpan, ...] | None = None


class StoryRow(Row):
    """A story as of the load that regrouped it."""

    table: ClassVar[str] = "stories_history"
    key: ClassVar[tuple[str, ...]] = ("story_id", "batch_id")
    story_id: str
    origin_article_id: str | None
    articles: int
    publishers: int
    evidence: str


class StoryMemberRow(Row):
    """An article's place in its story, as of the load that regrouped it."""

    table: ClassVar[str] = "story_members_history"
    key: ClassVar[tuple[str, ...]] = ("article_id", "batch_id")
    story_id: str
    article_id: str
    role: str


class EntityRow(Row):
    """An entity of one version of the lexicon."""

    table: ClassVar[str] = "entities_history"
    key: ClassVar[tuple[str, ...]] = ("entity_id", "batch_id")
    entity_id: str
    name: str
    kind: str
    parent_id: str | None
    successor_of: str | None
    succeeded_on: date | None
    wikidata_id: str | None
    founded: date | None
    ended: date | None
    lexicon_version: str


class AliasRow(Row):
    """An alias of one version of the lexicon."""

    table: ClassVar[str] = "aliases_history"
    key: ClassVar[tuple[str, ...]] = ("entity_id", "alias", "language", "valid_from", "valid_to", "batch_id")
    entity_id: str
    alias: str
    language: str
    strength: Strength
    case_rule: str
    valid_from: date | None
    valid_to: date | None
    needs: tuple[str, ...]
    source: str
    licence: str | None = None
    lexicon_version: str


class NameCandidateRow(Row):
    """A name that a revision of an article uses and that the lexicon lacked at that pass."""

    table: ClassVar[str] = "name_candidates_history"
    key: ClassVar[tuple[str, ...]] = ("article_id", "revision", "folded", "batch_id")
    article_id: str
    revision: int
    name: str
    folded: str
    kind: CandidateKind
    occurrences: int
    in_title: bool
    start_char: int
    quote: str
    other_form: str | None
    relation: CandidateRelation | None
    entity_id: str | None
    lexicon_version: str


class NameJudgementRow(Row):
    """A judgement of a curator that is in force together with one version of the lexicon."""

    table: ClassVar[str] = "name_judgements_history"
    key: ClassVar[tuple[str, ...]] = ("judgement_id", "judgement", "folded", "batch_id")
    judgement_id: str
    judgement: Verdict
    name: str
    folded: str
    entity_id: str | None
    judged_on: date | None
    note: str
    lexicon_version: str


class BatchRow(Row):
    """The ledger: one row a load, committed with the load's rows, and how many rows each table got from it."""

    table: ClassVar[str] = "batches"
    key: ClassVar[tuple[str, ...]] = ("batch_id",)
    batch_id: str
    load_seq: int
    kind: str
    path: str | None
    undoes: str | None
    note: str
    created_at: datetime
    loaded_at: datetime
    namewire_version: str
    rows: int
    feeds: int = 0
    polls: int = 0
    entries: int = 0
    outcomes: int = 0
    attempts: int = 0
    rejections: int = 0
    pages: int = 0
    articles: int = 0
    article_urls: int = 0
    credits: int = 0
    mentions: int = 0
    fingerprints: int = 0
    passes: int = 0
    copies: int = 0
    stories: int = 0
    story_members: int = 0
    entities: int = 0
    aliases: int = 0
    # Nullable for DuckLake, which cannot forbid it of a column that a migration adds.
    name_candidates: int | None = 0
    name_judgements: int | None = 0
    removed_blocks: int | None = 0
    furniture: int | None = 0
    publishers: int | None = 0
    quarantine: int | None = 0


class LoadSet(Record):
    """All rows of one load, and the ledger's row: they are committed together or not at all.

    `batch_id` is the SHA-256 of the staged file (or names a change of registry, lexicon or judgements, or an undo),
    `kind` one of `entries`, `articles`, `replay`, `registry`, `lexicon`, `judgements`, `furniture`, `quarantine`,
    `undo`; `undoes` the batch whose rows an undo hides.
    """

    batch_id: str
    kind: str
    path: str | None = None
    created_at: datetime
    undoes: str | None = None
    note: str = ""
    feeds: tuple[FeedRow, ...] = ()
    polls: tuple[PollRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    outcomes: tuple[OutcomeRow, ...] = ()
    attempts: tuple[AttemptRow, ...] = ()
    rejections: tuple[RejectionRow, ...] = ()
    pages: tuple[PageRow, ...] = ()
    articles: tuple[ArticleRow, ...] = ()
    article_urls: tuple[ArticleUrlRow, ...] = ()
    credits: tuple[CreditRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    fingerprints: tuple[FingerprintRow, ...] = ()
    passes: tuple[PassRow, ...] = ()
    copies: tuple[CopyRow, ...] = ()
    stories: tuple[StoryRow, ...] = ()
    story_members: tuple[StoryMemberRow, ...] = ()
    entities: tuple[EntityRow, ...] = ()
    aliases: tuple[AliasRow, ...] = ()
    name_candidates: tuple[NameCandidateRow, ...] = ()
    name_judgements: tuple[NameJudgementRow, ...] = ()
    removed_blocks: tuple[RemovedBlockRow, ...] = ()
    furniture: tuple[FurnitureRow, ...] = ()
    publishers: tuple[PublisherRow, ...] = ()
    quarantine: tuple[QuarantineRow, ...] = ()


class LoadReport(Record):
    """What a load did: `loaded`, `already loaded`, or `superseded` (another load came first: decide again)."""

    batch_id: str
    state: str
    load_seq: int
    rows: int


class ReplayOrder(Record):
    """One stored article to make anew, with the entry that led to it and where its page is archived."""

    article: ArticleRow
    entry: Entry
    archived: ArchiveRef | None


class ReplayedArticle(Record):
    """What a replay made of one article: its mentions, and its text where that was made anew, too (`made`)."""

    article_id: str
    revision: int
    mentions: tuple[Mention, ...]
    name_candidates: tuple[NameCandidate, ...] = ()
    lexicon_version: str
    article: ArticleRow | None = None
    made: IngestedEntry | None = None


class ResolvedArticles(Record):
    """The current articles whose mentions one version of the lexicon gave; None where none did."""

    version: str | None
    article_ids: tuple[str, ...]


class StoredRevision(Record):
    """One revision of an article, as far as a reader compares it with another."""

    article_id: str
    revision: int
    url: str
    publisher: str
    title: str
    text: str
    fetched_at: datetime


class ArticleExample(Record):
    """An article from which a block was left out, and where that stood."""

    article_id: str
    url: str
    title: str
    position: BlockPosition


class StoredDocument(Record):
    """What of a current article is resolved."""

    article_id: str
    document: Document


class JudgedArticle(Record):
    """An article that was resolved while a judgement was in force: by a replay, or when it came."""

    article_id: str
    is_replayed: bool


class StoredMention(Record):
    """A current mention with its article."""

    article_id: str
    mention: Mention
