"""Two articles that share text → which of them is the copy, with the evidence; unknown where it does not agree."""

from dataclasses import dataclass
from datetime import datetime, time

from pipeline.copies.outlet import is_same_publisher, names_outlet
from schemas.records import Comparable, Credit, StoryArticle

_CUT = frozenset({"truncated", "teaser", "paywalled"})
_FOREIGN_ROLES = frozenset({"agency", "source", "canonical"})
_CLOSERS = ".!?…。！？؟۔»”\"')]›’"


@dataclass(frozen=True)
class Vote:
    """One piece of evidence: who it says is the copy, a word for it, and a sentence."""

    copy_id: str
    word: str
    sentence: str


@dataclass(frozen=True)
class Direction:
    """Who is the copy. `word` is the evidence that agreed, joined by commas, or `unknown`.

    `credited` says that a credit of the copy names the other.
    """

    copy_id: str
    word: str
    evidence: str
    credited: bool = False


@dataclass(frozen=True)
class Likeness:
    """What the texts tell of direction: ids of the article contained in the other, quoting it, or mentioning it."""

    contained_id: str | None = None
    quotes_id: str | None = None
    mentions_id: str | None = None


def decide_direction(one: Comparable, other: Comparable, likeness: Likeness) -> Direction:
    """Decide which of two articles is the copy.

    Credits, quotation, times and marks of a cut must all point one way; length decides only where nothing else
    speaks. Where the text comes from a third, only a credit of the other does. Otherwise the direction is unknown,
    and the later article counts as the copy, then the one with the larger id.
    """
    credit_votes = [*_vote_credits(one, other), *_vote_credits(other, one)]
    is_one_publisher = is_same_publisher(one.publisher, one.url, other.publisher, other.url)
    aside = "" if is_one_publisher else _name_outside_source(one, other)
    votes = credit_votes + _vote_quotation(likeness) + _vote_cut(one, other, likeness.contained_id)
    votes += _vote_time(one, other)
    if not votes and likeness.contained_id is not None:
        votes = [Vote(likeness.contained_id, "length", "the shorter is contained in the longer")]
    sentences = [vote.sentence for vote in votes]
    copies = {vote.copy_id for vote in votes}
    if aside and not credit_votes:
        sentences.append(aside)
    elif len(copies) == 1:
        words = ",".join(dict.fromkeys(vote.word for vote in votes))
        return Direction(copies.pop(), words, "; ".join(sentences), credited=bool(credit_votes))
    else:
        sentences.append("the evidence disagrees" if copies else "no evidence of direction")
    copy_id = _choose_later(one, other)
    credited = any(vote.copy_id == copy_id for vote in credit_votes)
    return Direction(copy_id, "unknown", "; ".join(sentences), credited)


def list_outside_sources(article: Comparable | StoryArticle) -> tuple[Credit, ...]:
    """Return the credits that name where the text came from, other than the article's own publisher."""
    return tuple(
        credit
        for credit in article.credits
        if credit.role in _FOREIGN_ROLES and not is_credit_of(credit, article.publisher, article.url)
    )


def is_credit_of(credit: Credit, publisher: str, url: str) -> bool:
    """Say whether a credit names this publisher, by its name or by the address in the credit."""
    if names_outlet(credit.name, publisher, url):
        return True
    return bool(credit.url) and names_outlet(credit.url or "", publisher, url)


def _vote_credits(one: Comparable, other: Comparable) -> list[Vote]:
    """Return the votes by credits of `one` that name `other`."""
    return [
        Vote(one.article_id, credit.role, f"{one.article_id} credits {credit.name} ({credit.role})")
        for credit in one.credits
        if is_credit_of(credit, other.publisher, other.url) and not is_credit_of(credit, one.publisher, one.url)
    ]


def _name_outside_source(one: Comparable, other: Comparable) -> str:
    """Say whom an article credits that is neither of the two: then being first says nothing about the source."""
    later = _find_later(one, other)
    outside = {
        article.article_id: [
            credit.name
            for credit in list_outside_sources(article)
            if not is_credit_of(credit, one.publisher, one.url)
            and not is_credit_of(credit, other.publisher, other.url)
        ]
        for article in (one, other)
    }
    mine, others = outside[one.article_id], outside[other.article_id]
    shared = next((name for name in mine if any(names_outlet(name, theirs) for theirs in others)), None)
    if shared is not None:
        return f"both credit {shared}"
    if later is not None and outside[later.article_id]:
        return f"{later.article_id} credits {outside[later.article_id][0]}"
    return ""


def _vote_quotation(likeness: Likeness) -> list[Vote]:
    votes = []
    if likeness.quotes_id is not None:
        votes.append(Vote(likeness.quotes_id, "quotation", f"{likeness.quotes_id} quotes the passage"))
    if likeness.mentions_id is not None:
        votes.append(Vote(likeness.mentions_id, "mention", f"{likeness.mentions_id} names the other's publisher"))
    return votes


def _vote_time(one: Comparable, other: Comparable) -> list[Vote]:
    later = _find_later(one, other)
    if later is None:
        return []
    return [Vote(later.article_id, "time", f"{later.article_id} is later")]


def _vote_cut(one: Comparable, other: Comparable, shorter_id: str | None) -> list[Vote]:
    if shorter_id is None:
        return []
    short, long = (one, other) if one.article_id == shorter_id else (other, one)
    if long.completeness in _CUT:
        return []
    if short.completeness in _CUT:
        return [Vote(short.article_id, "completeness", f"{short.article_id} is {short.completeness}")]
    if not short.text.rstrip().endswith(tuple(_CLOSERS)) and long.text.rstrip().endswith(tuple(_CLOSERS)):
        return [Vote(short.article_id, "completeness", f"{short.article_id} ends in mid-sentence")]
    return []


def _find_later(one: Comparable, other: Comparable) -> Comparable | None:
    """Return the later article by publication, else by when it was first seen; None where neither tells."""
    pairs = ((one.published_at, other.published_at), (one.first_seen_at, other.first_seen_at))
    for first, second in pairs:
        if first is None or second is None:
            continue
        if (order := _compare_times(first, second)) != 0:
            return one if order > 0 else other
    return None


def _compare_times(first: datetime, second: datetime) -> int:
    """Compare two times; where one is a bare date (midnight), by day alone."""
    if time(0) in (first.time(), second.time()):
        return (first.date() > second.date()) - (first.date() < second.date())
    return (first > second) - (first < second)


def _choose_later(one: Comparable, other: Comparable) -> str:
    later = _find_later(one, other)
    return later.article_id if later is not None else max(one.article_id, other.article_id)
