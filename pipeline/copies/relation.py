"""Articles and candidate pairs → relations. The sketch only finds candidates; here the texts are compared."""

from collections.abc import Sequence
from datetime import timedelta

from pipeline.copies.direction import decide_direction
from pipeline.copies.kind import find_kind, is_template, see_shape
from pipeline.copies.outlet import is_same_publisher
from pipeline.copies.overlap import Overlap, Prepared, measure_overlap, prepare_article
from pipeline.settings import CopySettings
from schemas.records import CandidatePair, Comparable, Copy

MATCHER_VERSION = "1"

_NO_ARTICLE = frozenset({"empty", "not-an-article"})


def relate_pair(a: Comparable, b: Comparable, settings: CopySettings) -> Copy | None:
    """Return the relation of two articles, None where neither is a copy of the other."""
    return _relate(prepare_article(a, settings.ngram), prepare_article(b, settings.ngram), settings)


def relate_articles(
    articles: Sequence[Comparable], candidates: Sequence[CandidatePair], settings: CopySettings
) -> tuple[Copy, ...]:
    """Return the relations among the candidate pairs, each pair once, ordered by the ids.

    Raises KeyError where a candidate is not among `articles`.
    """
    by_id = {article.article_id: article for article in articles}
    pairs = {
        (min(pair.article_id, pair.other_article_id), max(pair.article_id, pair.other_article_id))
        for pair in candidates
        if pair.article_id != pair.other_article_id
    }
    prepared = {name: prepare_article(by_id[name], settings.ngram) for name in {n for pair in pairs for n in pair}}
    copies = (_relate(prepared[one], prepared[other], settings) for one, other in sorted(pairs))
    return tuple(sorted((copy for copy in copies if copy), key=lambda copy: (copy.article_id, copy.of_article_id)))


def _relate(a: Prepared, b: Prepared, settings: CopySettings) -> Copy | None:
    one, other = sorted((a, b), key=lambda prepared: prepared.article.article_id)
    if not _is_comparable(one, other, settings):
        return None
    overlap = measure_overlap(one, other, settings.ngram)
    if is_template(overlap):
        return None
    direction = decide_direction(one.article, other.article, _find_contained(one, other, overlap, settings))
    one_is_copy = direction.copy_id == one.article.article_id
    shape = see_shape(overlap, one_is_copy=one_is_copy, same_publisher=_is_one_publisher(one, other))
    kind = find_kind(shape, settings)
    if kind is None:
        return None
    copy, of = (one, other) if one_is_copy else (other, one)
    return Copy(
        article_id=copy.article.article_id,
        of_article_id=of.article.article_id,
        kind=kind,
        containment=overlap.containment if one_is_copy else overlap.containment_of,
        containment_of=overlap.containment_of if one_is_copy else overlap.containment,
        resemblance=overlap.resemblance,
        direction=direction.word,
        evidence="; ".join([_describe_overlap(overlap, one_is_copy=one_is_copy), direction.evidence]),
    )


def _is_comparable(one: Prepared, other: Prepared, settings: CopySettings) -> bool:
    if min(len(one.tokens), len(other.tokens)) < max(settings.min_tokens, settings.ngram):
        return False
    if _NO_ARTICLE & {one.article.completeness, other.article.completeness}:
        return False
    first, second = one.article.published_at, other.article.published_at
    return first is None or second is None or abs(first - second) <= timedelta(days=settings.window_days)


def _is_one_publisher(one: Prepared, other: Prepared) -> bool:
    return is_same_publisher(one.article.publisher, one.article.url, other.article.publisher, other.article.url)


def _find_contained(one: Prepared, other: Prepared, overlap: Overlap, settings: CopySettings) -> str | None:
    """Return the id of the article that is contained in a clearly longer one."""
    if overlap.coverage >= settings.containment and overlap.coverage_of <= 0.9 * overlap.coverage:
        return one.article.article_id
    if overlap.coverage_of >= settings.containment and overlap.coverage <= 0.9 * overlap.coverage_of:
        return other.article.article_id
    return None


def _describe_overlap(overlap: Overlap, *, one_is_copy: bool) -> str:
    share, share_of = overlap.coverage, overlap.coverage_of
    if not one_is_copy:
        share, share_of = share_of, share
    return (
        f"{share:.0%} of the copy and {share_of:.0%} of the other in {len(overlap.passages)} shared passages, "
        f"the longest of {overlap.longest} words"
    )
