"""Relate new and revised articles to the known ones, and regroup the stories that the relations touch."""

from collections.abc import Iterable
from datetime import date

from pipeline import copies
from pipeline.settings import Settings
from pipeline.warehouse import Warehouse
from schemas.records import CandidateQuery, Comparable, Copy, Record, Story, StoryArticle
from schemas.rows import CopyRow, PassRow, StoryMemberRow, StoryRow


class Related(Record):
    """The rows that relating a load adds."""

    passes: tuple[PassRow, ...] = ()
    copies: tuple[CopyRow, ...] = ()
    stories: tuple[StoryRow, ...] = ()
    story_members: tuple[StoryMemberRow, ...] = ()


def relate_load(
    settings: Settings, warehouse: Warehouse, comparables: Iterable[Comparable], revisions: dict[str, int]
) -> Related:
    """Find the copies among and around these articles, and regroup every story that they or their copies are in.

    Args:
        settings: The matcher's thresholds.
        warehouse: What is known.
        comparables: The articles to relate; of one that stands twice the last counts.
        revisions: Their revisions, for the passes that void their former relations.
    """
    fresh = {comparable.article_id: comparable for comparable in comparables}
    if not fresh:
        return Related()
    found = _find_copies(settings, warehouse, fresh)
    touched = sorted(set(fresh) | {c.article_id for c in found} | {c.of_article_id for c in found})
    neighbours = warehouse.read_stories_of(touched)
    kept = [c for c in neighbours.copies if c.article_id not in fresh and c.of_article_id not in fresh]
    members = {member.article_id: member for member in neighbours.articles}
    members |= {comparable.article_id: summarise_comparable(comparable) for comparable in fresh.values()}
    stories = copies.group_stories(tuple(members.values()), (*kept, *found))
    return Related(
        passes=tuple(
            PassRow(article_id=i, revision=revisions[i], step="relate", version=copies.MATCHER_VERSION)
            for i in fresh
        ),
        copies=tuple(CopyRow(**dict(copy)) for copy in found),
        stories=tuple(_build_story_row(story) for story in stories),
        story_members=tuple(
            StoryMemberRow(story_id=story.story_id, **dict(member)) for story in stories for member in story.members
        ),
    )


def _find_copies(settings: Settings, warehouse: Warehouse, fresh: dict[str, Comparable]) -> tuple[Copy, ...]:
    queries = tuple(build_query(c, date_article(c)) for c in fresh.values())
    pairs = warehouse.find_candidates(queries, settings.copies)
    others = {i for pair in pairs for i in (pair.article_id, pair.other_article_id)} - set(fresh)
    comparables = (*fresh.values(), *warehouse.read_comparables(sorted(others)))
    return copies.relate_articles(comparables, pairs, settings.copies)


def build_query(comparable: Comparable, published_on: date) -> CandidateQuery:
    """Return the question for an article's candidates. Raises ValueError where it has no sketch."""
    if comparable.fingerprint is None:
        raise ValueError(f"{comparable.article_id}: only an article with a sketch can be asked for")
    return CandidateQuery(
        article_id=comparable.article_id,
        publisher=comparable.publisher,
        published_on=published_on,
        fingerprint=comparable.fingerprint,
    )


def date_article(comparable: Comparable) -> date:
    """Return the day that places an article in the matcher's window: published, else first seen."""
    moment = comparable.published_at or comparable.first_seen_at
    if moment is None:
        raise ValueError(f"{comparable.article_id}: an article in the line has been seen at some time")
    return moment.date()


def summarise_comparable(comparable: Comparable) -> StoryArticle:
    """Return what grouping needs of an article."""
    return StoryArticle(**comparable.model_dump(include=set(StoryArticle.model_fields)))


def _build_story_row(story: Story) -> StoryRow:
    return StoryRow(
        story_id=story.story_id,
        origin_article_id=story.origin_article_id,
        articles=len(story.members),
        publishers=story.publishers,
        evidence=story.evidence,
    )
