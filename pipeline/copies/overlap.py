"""Two articles → how much of each is found in the other, and in what pattern: what kinds are told by."""

from dataclasses import dataclass
from itertools import pairwise

from pipeline.copies.fingerprint import list_ngrams
from pipeline.copies.passage import Passage, Run, find_passages
from pipeline.copies.tokens import split_words
from schemas.records import Comparable

_SEGMENT = 25
"""Tokens of a segment: about a sentence. Sentence ends themselves are unreliable once a text was copied about."""


@dataclass(frozen=True)
class Prepared:
    """An article made ready for comparison: its words as written, folded, and its set of n-grams."""

    article: Comparable
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    grams: frozenset[str]


@dataclass(frozen=True)
class Overlap:
    """What `one` shares with `other`.

    `containment` is the share of n-grams of the one found in the other, `containment_of` the reverse, `resemblance`
    Jaccard. `coverage` is the share of tokens that stand in shared passages: unlike containment it survives single
    changed words. `spread` is the share of a text's segments that passages touch.
    """

    containment: float
    containment_of: float
    resemblance: float
    coverage: float
    coverage_of: float
    spread: float
    spread_of: float
    longest: int
    mean_run: float
    in_order: bool
    starts_other: bool
    starts_one: bool
    replaced_facts: int
    kept_facts: int
    passages: tuple[Passage, ...]


def prepare_article(article: Comparable, ngram: int) -> Prepared:
    """Fold an article once for all comparisons that it takes part in."""
    words = tuple(split_words(article.text))
    tokens = tuple(word.casefold() for word in words)
    return Prepared(article, words, tokens, frozenset(list_ngrams(tokens, ngram)))


def measure_overlap(one: Prepared, other: Prepared, ngram: int) -> Overlap:
    """Measure what two articles share; neither may be without n-grams."""
    shared = len(one.grams & other.grams)
    passages = find_passages(one.tokens, other.tokens, ngram)
    runs = [run for passage in passages for run in passage.runs]
    ours, theirs = bytearray(len(one.tokens)), bytearray(len(other.tokens))
    for run in runs:
        ours[run.start : run.end] = b"\1" * run.length
        theirs[run.other_start : run.other_end] = b"\1" * run.length
    replaced, kept = _count_facts(one, other, runs)
    return Overlap(
        containment=shared / len(one.grams),
        containment_of=shared / len(other.grams),
        resemblance=shared / (len(one.grams) + len(other.grams) - shared),
        coverage=sum(ours) / len(ours),
        coverage_of=sum(theirs) / len(theirs),
        spread=_spread(ours),
        spread_of=_spread(theirs),
        longest=max((passage.matched for passage in passages), default=0),
        mean_run=sum(run.length for run in runs) / len(runs) if runs else 0.0,
        in_order=_is_in_order(passages),
        starts_other=any(theirs[:_SEGMENT]),
        starts_one=any(ours[:_SEGMENT]),
        replaced_facts=replaced,
        kept_facts=kept,
        passages=passages,
    )


def _spread(found: bytearray) -> float:
    segments = [found[at : at + _SEGMENT] for at in range(0, len(found), _SEGMENT)]
    return sum(1 for segment in segments if sum(segment) * 5 >= len(segment)) / len(segments)


def _is_in_order(passages: tuple[Passage, ...]) -> bool:
    """Say whether the weight of the passages stands in the same order in both texts."""
    best: list[tuple[int, int]] = []
    for passage in passages:
        before = max((weight for end, weight in best if end <= passage.other_start + 5), default=0)
        best.append((passage.other_end, before + passage.matched))
    total = sum(passage.matched for passage in passages)
    return max((weight for _, weight in best), default=0) >= 0.9 * total


def _count_facts(one: Prepared, other: Prepared, runs: list[Run]) -> tuple[int, int]:
    """Count the places where a number or name was exchanged for another, and the numbers and names that were kept.

    A text filled into a template exchanges most of them, a copy few, however much it is edited.
    """
    kept = sum(1 for run in runs for word in one.words[run.start : run.end] if _is_fact(word))
    replaced = 0
    for run, following in pairwise(runs):
        ours = one.words[run.end : following.start]
        theirs = other.words[run.other_end : max(following.other_start, run.other_end)]
        if len(ours) > _SEGMENT or len(theirs) > _SEGMENT:
            continue
        mine, others = ({word for word in words if _is_fact(word)} for words in (ours, theirs))
        replaced += min(len(mine - others), len(others - mine))
    return replaced, kept


def _is_fact(word: str) -> bool:
    return word[0].isdigit() or (word[0].isupper() and len(word) > 1)
