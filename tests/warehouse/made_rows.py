"""Rows and loads for the tests of the warehouse: a field that a test does not name gets a plain value."""

import random
from datetime import UTC, date, datetime, timedelta
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from schemas.rows import (
    AliasRow,
    ArticleRow,
    ArticleUrlRow,
    CopyRow,
    CreditRow,
    EntityRow,
    EntryRow,
    FeedRow,
    FingerprintRow,
    LoadSet,
    MentionRow,
    OutcomeRow,
    PageRow,
    PassRow,
    PollRow,
    PublisherRow,
    RemovedBlockRow,
    StoryMemberRow,
    StoryRow,
)

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
ENTITIES = ("islamic-state", "wilayat-qawqaz", "nato", "russia", "al-qaeda")
_M = TypeVar("_M", bound=BaseModel)


def make(model: type[_M], **given: Any) -> _M:
    """Make a record with the given fields and plain values for the rest."""
    hints = get_type_hints(model)
    missing = [name for name in model.model_fields if name not in given]
    return model(**{name: _fill(name, hints[name]) for name in missing} | given)


def _fill(name: str, hint: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType) and NoneType in get_args(hint):
        return None
    if origin is Literal:
        return get_args(hint)[0]
    if origin is tuple:
        return ()
    return {str: f"a {name}", int: 1, float: 0.5, bool: False, datetime: NOW, date: NOW.date()}[hint]


def make_load(name: str, kind: str = "articles", **rows: Any) -> LoadSet:
    """Make a load whose batch id is its name."""
    return LoadSet(batch_id=name, kind=kind, path=f"{name}.parquet", created_at=NOW, **rows)


def make_undo(name: str, undoes: str) -> LoadSet:
    """Make the load that undoes a batch."""
    return LoadSet(batch_id=name, kind="undo", created_at=NOW, undoes=undoes)


def make_registry(name: str = "registry-1", feeds: int = 3, **given: Any) -> LoadSet:
    """Make a registry of feeds f0, f1, …"""
    rows = [
        make(
            FeedRow, **{"feed_id": f"f{i}", "publisher": f"P{i}", "enabled": True, "registry_version": name} | given
        )
        for i in range(feeds)
    ]
    publishers = [
        make(PublisherRow, publisher=publisher, registry_version=name)
        for publisher in dict.fromkeys(row.publisher for row in rows)
    ]
    return make_load(name, "registry", feeds=tuple(rows), publishers=tuple(publishers))


def make_lexicon(name: str = "lexicon-1") -> LoadSet:
    """Make a small lexicon in which Wilayat Qawqaz is a branch of the Islamic State."""
    parents = {"wilayat-qawqaz": "islamic-state"}
    entities = [
        make(EntityRow, entity_id=e, name=e.upper(), parent_id=parents.get(e), lexicon_version=name)
        for e in ENTITIES
    ]
    aliases = [make(AliasRow, entity_id=e, alias=e.upper(), language="en", lexicon_version=name) for e in ENTITIES]
    return make_load(name, "lexicon", entities=tuple(entities), aliases=tuple(aliases))


def make_polled(name: str, entries: int = 5, *, feed_id: str = "f0", first: int = 0, days: int = 0) -> LoadSet:
    """Make the load of one poll that saw so many new entries, all pending."""
    at = NOW + timedelta(days=days)
    poll = make(
        PollRow,
        poll_id=f"poll-{name}",
        feed_id=feed_id,
        outcome="parsed",
        started_at=at,
        finished_at=at,
        entries_seen=entries,
        entries_new=entries,
        entries_known=0,
        entries_changed=0,
        entries_rejected=0,
        failures=0,
    )
    rows = [
        make(
            EntryRow,
            entry_id=f"e{first + i}",
            version=1,
            feed_id=feed_id,
            poll_id=poll.poll_id,
            position=i,
            content_hash=f"h{first + i}",
            seen_at=at,
        )
        for i in range(entries)
    ]
    return make_load(name, "entries", polls=(poll,), entries=tuple(rows))


def make_ingested(name: str, ids: tuple[int, ...], *, revision: int = 1, seed: int = 0) -> LoadSet:
    """Make the load of articles a<id> of entries e<id>: texts, mentions, sketches, each a story of its own."""
    chance = random.Random(f"{seed}-{name}")
    articles = [_make_article(i, revision, chance) for i in ids]
    return make_load(
        name,
        outcomes=tuple(
            make(OutcomeRow, entry_id=f"e{i}", outcome="loaded", article_id=f"a{i}", content_hash=f"h{i}")
            for i in ids
        ),
        pages=tuple(make(PageRow, page_id=f"p{i}-{revision}", entry_id=f"e{i}") for i in ids),
        articles=tuple(articles),
        article_urls=tuple(ArticleUrlRow(url=f"https://p{i % 4}.example/{i}", article_id=f"a{i}") for i in ids),
        credits=tuple(
            make(CreditRow, article_id=f"a{i}", revision=revision, role="agency", name=chance.choice("XY"))
            for i in ids
        ),
        mentions=tuple(m for i in ids for m in make_mentions(f"a{i}", revision, chance)),
        fingerprints=tuple(f for i in ids for f in make_sketch(f"a{i}", revision, chance)),
        passes=tuple(
            PassRow(article_id=f"a{i}", revision=revision, step=step, version="1")
            for i in ids
            for step in ("extract", "resolve", "relate")
        ),
        removed_blocks=tuple(
            make(RemovedBlockRow, article_id=f"a{i}", revision=revision, number=number, kind=kind)
            for i in ids
            for number, kind in enumerate(chance.sample(("headline", "share", "caption"), chance.randint(1, 3)), 1)
        ),
        stories=tuple(
            make(StoryRow, story_id=f"s{i}", origin_article_id=f"a{i}", articles=1, publishers=1) for i in ids
        ),
        story_members=tuple(StoryMemberRow(story_id=f"s{i}", article_id=f"a{i}", role="origin") for i in ids),
    )


def make_mentions(article_id: str, revision: int, chance: random.Random) -> list[MentionRow]:
    """Make up to five mentions, some of them of no entity."""
    return [
        make(
            MentionRow,
            article_id=article_id,
            revision=revision,
            start_char=10 * i,
            end_char=10 * i + 4,
            entity_id=chance.choice((*ENTITIES, None)),
        )
        for i in range(chance.randint(0, 5))
    ]


def make_sketch(article_id: str, revision: int, chance: random.Random) -> list[FingerprintRow]:
    """Make up to eight kept hashes out of forty, so that articles share some."""
    hashes = chance.sample(range(2**64 - 40, 2**64), chance.randint(0, 8))
    return [
        FingerprintRow(article_id=article_id, revision=revision, published_on=NOW.date(), hash=h, tokens=50)
        for h in hashes
    ]


def make_copy(copy: str, of: str) -> CopyRow:
    """Make a relation between two articles."""
    return make(CopyRow, article_id=copy, of_article_id=of, kind="truncated", containment=0.8, containment_of=0.4)


def _make_article(number: int, revision: int, chance: random.Random) -> ArticleRow:
    return make(
        ArticleRow,
        article_id=f"a{number}",
        revision=revision,
        url=f"https://p{number % 4}.example/{number}",
        publisher=f"P{number % 4}",
        text=f"Text {number} as of {chance.random()}",
        published_at=NOW + timedelta(days=number % 3, hours=chance.choice((0, 11, 12, 13))),
        entry_id=f"e{number}",
        page_id=f"p{number}-{revision}",
    )
