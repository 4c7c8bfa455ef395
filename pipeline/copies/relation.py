"""Articles and candidate pairs → relations. The sketch only finds candidates; here the texts are compared."""

from collections.abc import Sequence
from datetime import timedelta

from pipeline.copies.direction import Likeness, decide_direction
from pipeline.copies.kind import Bond, find_contained, find_kind
from pipeline.copies.outlet import is_same_publisher, mentions_outlet
from pipeline.copies.overlap import Overlap, Prepared, measure_overlap, prepare_article
from pipeline.settings import CopySettings
from schemas.records import CandidatePair, Comparable, Copy, CopySpan

MATCHER_VERSION = "2"

_FEW_GRAMS = 30
"""Fewer shared n-grams than this and than a twentieth of the shorter are turns of phrase."""
_FEW_WORDS = 0.5
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
    # Passages are sought from the shorter's side, whose order a cut leaves alone.
    one, other = sorted((a, b), key=lambda prepared: (len(prepared.tokens), prepared.article.article_id))
    if not _is_comparable(one, other, settings):
        return None
    if not _is_worth_measuring(one, other):
        return None
    overlap = measure_overlap(one, other, settings.ngram)
    likeness = _find_likeness(one, other, overlap, settings)
    direction = decide_direction(one.article, other.article, likeness)
    copy, of = one, other
    if direction.copy_id != one.article.article_id:
        copy, of, overlap = other, one, overlap.turn()
    attributed = direction.credited or copy.article.article_id in (likeness.mentions_id, likeness.quotes_id)
    bond = Bond(_is_one_publisher(one, other), attributed, _count_days(one, other))
    kind = find_kind(overlap, bond, settings)
    if kind is None:
        return None
    return Copy(
        article_id=copy.article.article_id,
        of_article_id=of.article.article_id,
        kind=kind,
        containment=overlap.one.containment,
        containment_of=overlap.other.containment,
        resemblance=overlap.resemblance,
        direction=direction.word,
        evidence=f"{_describe_overlap(overlap)}; {direction.evidence}",
        spans=_locate_passages(copy, of, overlap),
    )


def _is_comparable(one: Prepared, other: Prepared, settings: CopySettings) -> bool:
    if min(len(one.tokens), len(other.tokens)) < max(settings.min_tokens, settings.ngram):
        return False
    if _NO_ARTICLE & {one.article.completeness, other.article.completeness}:
        return False
    return _count_days(one, other) <= settings.window_days


def _count_days(one: Prepared, other: Prepared) -> float:
    """Return the days between two publications; 0 where one is not known."""
    first, second = one.article.published_at, other.article.published_at
    return 0.0 if first is None or second is None else abs(first - second) / timedelta(days=1)


def _is_worth_measuring(one: Prepared, other: Prepared) -> bool:
    """Say whether two texts share n-grams beyond turns of phrase, or enough words for one to be the other retold."""
    if len(one.grams & other.grams) >= min(_FEW_GRAMS, 0.05 * min(len(one.grams), len(other.grams))):
        return True
    words, others = one.neighbours.words, other.neighbours.words
    return len(words & others) >= _FEW_WORDS * min(len(words), len(others)) > 0


def _is_one_publisher(one: Prepared, other: Prepared) -> bool:
    return is_same_publisher(one.article.publisher, one.article.url, other.article.publisher, other.article.url)


def _find_likeness(one: Prepared, other: Prepared, overlap: Overlap, settings: CopySettings) -> Likeness:
    """Say what the texts themselves tell of direction: which is contained, which quotes or mentions the other."""
    ids = (one.article.article_id, other.article.article_id)
    contained = find_contained(overlap, settings)
    if contained or max(overlap.one.coverage, overlap.other.coverage) >= settings.containment:
        return Likeness(contained_id={1: ids[0], -1: ids[1]}.get(contained))
    quoting = next(
        (name for name, part in zip(ids, (overlap.one, overlap.other), strict=True) if part.quotes), None
    )
    mentions = [
        here.article.article_id
        for here, there in ((one, other), (other, one))
        if mentions_outlet(here.folded_text, there.article.publisher, there.article.url)
    ]
    return Likeness(quotes_id=quoting, mentions_id=mentions[0] if len(mentions) == 1 else None)


def _locate_passages(copy: Prepared, of: Prepared, overlap: Overlap) -> tuple[CopySpan, ...] | None:
    """Return where the shared passages stand; a text told in other words has few or none."""
    if not copy.places or not of.places:
        return None
    return tuple(
        CopySpan(
            start_char=copy.places[2 * passage.start],
            end_char=copy.places[2 * passage.end - 1],
            of_start_char=of.places[2 * passage.other_start],
            of_end_char=of.places[2 * passage.other_end - 1],
        )
        for passage in overlap.passages
    )


def _describe_overlap(overlap: Overlap) -> str:
    return (
        f"{overlap.one.coverage:.0%} of the copy and {overlap.other.coverage:.0%} of the other "
        f"in {len(overlap.passages)} shared passages, the longest of {overlap.longest} words"
    )
