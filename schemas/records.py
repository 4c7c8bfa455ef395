"""The records that cross the borders between rooms. All are frozen; times are aware datetimes in UTC.

Rows of the warehouse's tables stand in `rows.py`. A pure step returns its record or a `Rejection`.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

UNSIGNED = "uint64"
"""Marks a number that fills all 64 bits; other numbers are signed in Arrow and in the tables."""

Hash64 = Annotated[int, UNSIGNED]

MAX_TEXT = 2**24
"""Characters of one text: no document that is read at all has more."""

Seconds = Annotated[int, Field(ge=-(2**53), le=2**53)]
"""A number that strangers wrote: one that no table can hold is none."""


class Record(BaseModel):
    """A frozen record that refuses unknown fields, and text that no table can hold."""

    # With a limit of length a text is read as Unicode: without one a lone surrogate passes, and breaks the batch.
    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=MAX_TEXT)


Stage = Literal["parse", "fetch", "extract", "resolve", "load"]


class Rejection(Record):
    """Why something left the line: the stage, a short stable reason, and a detail for a person."""

    stage: Stage
    reason: str
    detail: str = ""


# Feeds: what is configured, what a document says, when to poll again.


class Feed(Record):
    """A configured feed with its publisher. `checked` is `never` or the ISO date of the last check."""

    feed_id: str
    url: str
    title: str
    publisher: str
    country: str = "XX"
    language: str = "und"
    kind: str = "outlet"
    checked: str = "never"
    enabled: bool = True


class Entry(Record):
    """One item of a feed document, cleaned, with what the document said beside it.

    `content_hash` covers what a reader would see (title, link, summary, content, dates as written), after
    white space and tracking parameters are taken out: a changed hash is a new version of the entry.
    """

    entry_id: str
    feed_id: str
    position: int
    guid: str | None
    link: str
    raw_link: str
    title: str
    raw_title: str
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    raw_published: str | None = None
    updated_at: datetime | None = None
    raw_updated: str | None = None
    language: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    content_hash: str
    notes: tuple[str, ...] = ()


class RejectedItem(Record):
    """An item of a feed document that became no entry. `entry_id` is a hash of its content and position."""

    entry_id: str
    position: int
    rejection: Rejection


class FreshnessHints(Record):
    """What a feed document or response says about when to come back; seconds unless named otherwise."""

    ttl_s: Seconds | None = None
    update_period_s: Seconds | None = None
    max_age_s: Seconds | None = None
    expires_at: datetime | None = None
    retry_after_at: datetime | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[str, ...] = ()


class ParsedFeed(Record):
    """A feed document: every item in the order of the document, as entry or rejected item."""

    title: str
    format: str
    items: tuple[Entry | RejectedItem, ...]
    hints: FreshnessHints = FreshnessHints()
    partial: bool = False
    notes: tuple[str, ...] = ()


class FeedState(Record):
    """What is remembered of a feed between polls: the state columns of its latest poll.

    `url` is the address that was asked; `rhythm_s` the seconds between arrivals of new entries; `gone_*` are the
    410s in a row and `moved_*` the equal permanent redirects. `wait_s` and `skip_*` are what the last document asked
    for, which holds until there is another one.
    """

    feed_id: str
    etag: str | None = None
    last_modified: str | None = None
    validators_url: str | None = None
    body_hash: str | None = None
    next_poll_at: datetime | None = None
    interval_s: int | None = None
    failures: int = 0
    last_success_at: datetime | None = None
    last_full_fetch_at: datetime | None = None
    url: str | None = None
    last_new_at: datetime | None = None
    rhythm_s: int | None = None
    gone_since: datetime | None = None
    gone_times: int | None = None
    moved_to: str | None = None
    moved_since: datetime | None = None
    moved_times: int | None = None
    wait_s: int | None = None
    skip_hours: tuple[int, ...] | None = None
    skip_days: tuple[str, ...] | None = None


class PollOrder(Record):
    """One feed to poll now, with what is remembered of it."""

    feed: Feed
    state: FeedState


FeedHealth = Literal["healthy", "slow", "silent", "failing", "gone"]
PollOutcome = Literal["parsed", "not_modified", "unchanged", "failed", "not_a_feed", "gone"]


class FeedPoll(Record):
    """What one poll of one feed saw: the staged record between `poll_feeds` and `load_entries`.

    `validators_*` are kept only when the body was wholly received and parsed. `archive_*` point at the raw
    bytes (WARC). `unchanged` means 200 with the body hash of the last poll; its entries are not parsed again.
    """

    poll_id: str
    feed_id: str
    url: str
    final_url: str | None = None
    started_at: datetime
    finished_at: datetime
    seconds: float | None = None
    outcome: PollOutcome
    status: int | None = None
    reason: str | None = None
    error: str | None = None
    body_bytes: int = 0
    body_hash: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    archive_path: str | None = None
    archive_offset: int | None = None
    format: str | None = None
    partial: bool = False
    hints: FreshnessHints = FreshnessHints()
    entries: tuple[Entry, ...] = ()
    rejected: tuple[RejectedItem, ...] = ()
    notes: tuple[str, ...] = ()


class RefusedOutline(Record):
    """A line of an OPML document that names no feed to add, and why."""

    line: int
    reason: str


class FeedList(Record):
    """What an OPML document lists."""

    feeds: tuple[Feed, ...]
    refused: tuple[RefusedOutline, ...] = ()


class FeedCandidate(Record):
    """An address that may be a site's feed; `source` is link, anchor, robots.txt, sitemap, place or given."""

    url: str
    title: str
    source: str


class FoundFeed(Record):
    """What an address of a site turned out to be. `problem` says why it is no feed to add, None where it is one.

    `rhythm_s` is the median of the seconds between the dates of its entries.
    """

    feed: Feed
    source: str
    format: str = ""
    items: int = 0
    newest_at: datetime | None = None
    rhythm_s: int | None = None
    moved_to: str | None = None
    problem: str | None = None


class PollCounts(Record):
    """How the entries of one poll divide; `seen` is the sum of the others."""

    seen: int = 0
    new: int = 0
    known: int = 0
    changed: int = 0
    rejected: int = 0


class PollDecision(Record):
    """The state that a poll leaves behind, when to poll next, and how the feed is.

    `gap` is the possible-gap alarm; `moved_to` the address that the registry should hold from now on.
    """

    state: FeedState
    health: FeedHealth
    moved_to: str | None = None
    gap: bool = False
    notes: tuple[str, ...] = ()


# Web: what is asked of a server and what came back.


class Request(Record):
    """One GET. `kind` picks the budget: of a feed, a page or a robots.txt.

    The validators are sent to `validators_url` alone, the address that gave them; to any where it is None.
    """

    url: str
    kind: Literal["feed", "page", "robots"]
    etag: str | None = None
    last_modified: str | None = None
    validators_url: str | None = None


class Response(Record):
    """A whole response: `body` is decoded from its content coding; `hops` are the URLs before `final_url`.

    `seconds` is what the requests took from their starts to their last bytes, without the waits for their turns.
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    seconds: float | None = None
    hops: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever its case, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


class FetchFailure(Record):
    """No usable response. `transient` failures leave the entry pending; others reject it with `reason`.

    `asked` is False where no request went out, such as to a host that is paused: nothing was tried.
    """

    url: str
    reason: str
    detail: str = ""
    transient: bool
    status: int | None = None
    retry_after_at: datetime | None = None
    asked: bool = True
    fetched_at: datetime


class ArchiveRef(Record):
    """Where the bytes of a response are kept: a WARC file below the data folder and the record's offset."""

    path: str
    offset: int


class FetchOrder(Record):
    """One pending entry to fetch, with its feed. `attempts` counts the earlier tries of this version.

    `seen_at` is when a poll first saw the entry.
    """

    entry: Entry
    feed: Feed
    attempts: int = 0
    seen_at: datetime | None = None


# Text: page → article.


class PageSource(Record):
    """The bytes of one page as the extractor takes them. `url` is the final URL, `content_type` the header."""

    url: str
    body: bytes
    content_type: str | None = None
    fetched_at: datetime | None = None


class EntryHints(Record):
    """What the feed said of the page; all optional, none trusted above the page's own words for the text."""

    title: str = ""
    published_at: datetime | None = None
    raw_published: str | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    language: str | None = None
    source_name: str | None = None
    source_url: str | None = None


CreditRole = Literal["byline", "agency", "source", "via", "canonical"]


class Credit(Record):
    """Who the article says it is from. `evidence` quotes the words or names the element that said so.

    `start_char` and `end_char` are where the evidence stands in the article's text, None where it is outside of it:
    in a line that was taken off, in the markup, in the feed. `entity_id` is the outlet of the lexicon that `name`
    means, None where there is none.
    """

    role: CreditRole
    name: str
    url: str | None = None
    evidence: str
    start_char: int | None = None
    end_char: int | None = None
    entity_id: str | None = None


Completeness = Literal["full", "truncated", "teaser", "paywalled", "empty", "not-an-article"]


BlockKind = Literal[
    "headline",
    "attribution",
    "read-more",
    "follow-us",
    "related",
    "share",
    "caption",
    "counter",
    "separator",
    "end-mark",
    "legal",
    "furniture",
    "unknown",
]
BlockPosition = Literal["head", "inside", "tail", "unknown"]


class RemovedBlock(Record):
    """Words that were taken off a text, as what they were.

    `paragraph` is how many paragraphs of the text that is left stand before them; `evidence` is what told the kind.
    `unknown` is what was removed before kinds were kept.
    """

    kind: BlockKind
    words: str
    position: BlockPosition = "unknown"
    paragraph: int | None = None
    evidence: str = ""


FurnitureState = Literal["furniture", "text"]


class BlockCount(Record):
    """How often a paragraph stands in the texts of one publisher: in articles, stories, and at their heads and tails.

    `of_articles` are all articles of the publisher that were counted; `words` are those of one of them.
    """

    publisher: str
    words: str
    articles: int
    stories: int
    of_articles: int
    head_articles: int
    tail_articles: int
    first_seen_at: datetime
    last_seen_at: datetime


class FurnitureBlock(Record):
    """A block that a publisher prints on page after page. `evidence` says on how many, for a reader."""

    block_hash: str
    evidence: str


class CleanText(Record):
    """A text without headline, attribution lines, tails and notices, which stand in `removed` in their order."""

    text: str
    removed: tuple[RemovedBlock, ...] = ()
    credits: tuple[Credit, ...] = ()
    truncated_by: str | None = None


class ExtractedArticle(Record):
    """What a page says, before it is given an id.

    `published` is RFC 3339 with the offset that the page gave, or a bare date, or None; `published_at` is the
    same in UTC (midnight for a bare date). `*_source` names where a value came from: `json-ld`, `meta:og:title`,
    `h1`, `microdata`, `byline`, `url`, `text`, `feed` and the like. `site_name` is what the page calls its site,
    `section` its own name for the part of the paper, `image_url` the picture that it is shared with. `dateline` is
    what `text` opens with before its first sentence.
    """

    url: str
    canonical_url: str | None
    title: str
    raw_title: str
    title_source: str | None = None
    authors: tuple[str, ...]
    authors_source: str | None = None
    published: str | None
    published_at: datetime | None
    raw_published: str | None = None
    published_source: str | None = None
    modified_at: datetime | None = None
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
    text_source: Literal["page", "feed"] = "page"
    credits: tuple[Credit, ...] = ()
    removed: tuple[RemovedBlock, ...] = ()
    notes: tuple[str, ...] = ()
    dateline: str = ""

    @field_validator("removed", mode="before")
    @classmethod
    def _name_former_lines(cls, value: Any) -> Any:
        """Read batches that were staged when lines were removed without their kind."""
        return tuple({"kind": "unknown", "words": line} if isinstance(line, str) else line for line in value)


# Names: the lexicon and what it finds.

Strength = Literal["strong", "weak", "ambiguous"]


class Alias(Record):
    """A written name of an entity.

    `case` is `exact` or `any`. A weak or ambiguous alias counts only with evidence: a strong alias of the
    entity in the document, or one of the context words in `needs`. `valid_from`/`valid_to` bound, inclusively,
    the dates at which the alias meant this entity. `licence` is that of an imported alias; without one it is
    Namewire's own.
    """

    text: str
    language: str = "en"
    strength: Strength = "strong"
    case: Literal["exact", "any"] = "exact"
    valid_from: date | None = None
    valid_to: date | None = None
    needs: tuple[str, ...] = ()
    source: str = "editor"
    licence: str | None = None


class Entity(Record):
    """The one thing that its aliases name. `entity_id` is a stable slug."""

    entity_id: str
    name: str
    kind: str
    parent_id: str | None = None
    successor_of: str | None = None
    succeeded_on: date | None = None
    wikidata_id: str | None = None
    founded: date | None = None
    ended: date | None = None
    aliases: tuple[Alias, ...]


class Document(Record):
    """What is resolved: a title and a text, with the date that decides which names were in use."""

    title: str = ""
    text: str
    published_at: datetime | None = None
    language: str | None = None


class Mention(Record):
    """A place where an entity is named. Offsets count Python characters of the text, or of the title.

    `entity_id` is None where the evidence is missing; `candidates` then names who it may be.
    """

    start_char: int
    end_char: int
    surface: str
    entity_id: str | None
    alias: str
    rule: str
    evidence: str
    in_title: bool
    candidates: tuple[str, ...] = ()


CandidateKind = Literal["defined", "apposition", "acronym", "capitalised"]
CandidateRelation = Literal["same", "branch"]


class NameCandidate(Record):
    """A name that a document uses and the lexicon lacks. `start_char` is that of its first place, as in a mention.

    `other_form` is what a definition or apposition has on its other side: another name of the `same` thing, or of
    what this is a `branch` of. `entity_id` is the known entity that it names. `folded` is equal for all spellings.
    """

    name: str
    folded: str
    kind: CandidateKind
    occurrences: int
    in_title: bool
    start_char: int
    quote: str
    other_form: str | None = None
    relation: CandidateRelation | None = None
    entity_id: str | None = None


Verdict = Literal["accepted", "denied", "rejected"]
"""Of a name: it names the entity, it does not name the entity, or it is no name that is wanted."""


class NameJudgement(Record):
    """What a curator decided about a name. `judgement_id` is its number, or the file that lists it as rejected."""

    judgement_id: str
    judgement: Verdict
    name: str
    entity_id: str | None = None
    judged_on: date | None = None
    note: str = ""


# Copies: articles → fingerprints → relations → stories.


class Fingerprint(Record):
    """A FracMinHash sketch: the kept 64-bit hashes, sorted and distinct, and the count of tokens behind them."""

    hashes: tuple[Hash64, ...]
    tokens: int


class Comparable(Record):
    """What the matcher knows of an article. `text` is clean: no headline, attribution, tail or dateline in it.

    Candidates are sought for articles with a `fingerprint`; those that are found come without.
    """

    article_id: str
    title: str
    text: str
    publisher: str
    url: str
    published_at: datetime | None
    first_seen_at: datetime | None = None
    completeness: Completeness | None = None
    credits: tuple[Credit, ...] = ()
    fingerprint: Fingerprint | None = None


CopyKind = Literal["identical", "truncated", "excerpt", "revised", "rewritten"]


class CopySpan(Record):
    """A passage of the copy and where it stands in the other: characters of both clean texts, ends excluded."""

    start_char: int
    end_char: int
    of_start_char: int
    of_end_char: int


class Copy(Record):
    """`article_id` is a copy of `of_article_id`. Shares are of the copy, of the other, and Jaccard.

    `spans` are the passages that both have, in the order of the shorter text; None where they were not kept.
    """

    article_id: str
    of_article_id: str
    kind: CopyKind
    containment: float
    containment_of: float
    resemblance: float
    direction: str
    evidence: str
    spans: tuple[CopySpan, ...] | None = None


class StoryMember(Record):
    """An article's place in its story: `origin`, `copy` or `member` (where the origin is unknown)."""

    article_id: str
    role: Literal["origin", "copy", "member"]


class Story(Record):
    """Articles joined by copying. `origin_article_id` is None where it is unknown; `evidence` says why."""

    story_id: str
    origin_article_id: str | None
    evidence: str
    members: tuple[StoryMember, ...]
    publishers: int


class CandidatePair(Record):
    """Two articles whose sketches share enough hashes to be worth a second look; the order says nothing."""

    article_id: str
    other_article_id: str


class StoryArticle(Record):
    """What grouping knows of an article: a `Comparable` without its text."""

    article_id: str
    publisher: str
    url: str
    credits: tuple[Credit, ...] = ()


class CandidateQuery(Record):
    """An article to find candidates for: its sketch, its publisher, the day from which the window is counted."""

    article_id: str
    publisher: str = ""
    published_on: date | None
    fingerprint: Fingerprint


class KnownStories(Record):
    """Stories that the warehouse holds: all articles of them, and the current copies between these."""

    articles: tuple[StoryArticle, ...] = ()
    copies: tuple[Copy, ...] = ()


# What is staged between two tasks.


class BatchRef(Record):
    """A staged batch: what XCom carries. `batch_id` is the SHA-256 of the file, `path` its name in the folder."""

    batch_id: str
    kind: str
    path: str
    created_at: datetime
    records: int = 0


class FetchedPage(Record):
    """One archived HTTP response for an entry's link."""

    page_id: str
    url: str
    final_url: str
    status: int
    content_type: str | None
    body_bytes: int
    body_sha256: str
    fetched_at: datetime
    archive_path: str
    archive_offset: int
    notes: tuple[str, ...] = ()


class FetchAttempt(Record):
    """A try that failed for a passing reason; the entry stays pending until `retry_at`."""

    reason: str
    detail: str
    attempted_at: datetime
    retry_at: datetime


class IngestedEntry(Record):
    """What became of one entry in a shard: an article, a rejection, or an attempt that leaves it pending.

    With `known_article_id` nothing was fetched: the article is held already, under the link of another entry.
    """

    entry_id: str
    feed_id: str
    publisher: str
    content_hash: str
    position: int = 0
    raw_link: str
    seen_at: datetime | None = None
    known_article_id: str | None = None
    page: FetchedPage | None = None
    article: ExtractedArticle | None = None
    addresses: tuple[str, ...] = ()
    text_hash: str | None = None
    fingerprint: Fingerprint | None = None
    mentions: tuple[Mention, ...] = ()
    name_candidates: tuple[NameCandidate, ...] = ()
    lexicon_version: str | None = None
    rejection: Rejection | None = None
    attempt: FetchAttempt | None = None


QuarantineKind = Literal["feed", "item", "page", "batch"]
QuarantineState = Literal["waiting", "replayed", "expired"]


class QuarantinedCase(Record):
    """Something that could not be read, and where its bytes are: below the data folder, at an offset of an archive.

    The id is made of what it is, not of when it was met: what is served again at every poll is one case. `note`
    is what became of it, empty while it waits.
    """

    quarantine_id: str
    kind: QuarantineKind
    stage: str
    reason: str
    exception: str = ""
    url: str | None = None
    feed_id: str | None = None
    entry_id: str | None = None
    content_hash: str | None = None
    bytes: int = 0
    path: str | None = None
    archive_offset: int | None = None
    state: QuarantineState = "waiting"
    note: str = ""
    noted_at: datetime


class QuarantineEvent(Record):
    """What happened to a case, with what a replay made of it: a poll of what a feed held, or an ingested entry."""

    case: QuarantinedCase
    poll: FeedPoll | None = None
    entry: IngestedEntry | None = None


class KnownArticle(Record):
    """An article that the warehouse holds under one of the addresses asked for, at its current revision."""

    article_id: str
    address: str
    revision: int
    text_hash: str
    title: str | None = None
    entry_ids: tuple[str, ...] = ()
    first_seen_at: datetime | None = None


class KnownEntry(Record):
    """An entry that the warehouse holds, at its latest version."""

    entry_id: str
    content_hash: str
    version: int
