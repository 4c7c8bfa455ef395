"""Two articles → how much of each is found in the other, and in what pattern: what kinds are told by."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from pipeline.copies.fingerprint import list_ngrams
from pipeline.copies.passage import Passage, Run, find_passages
from pipeline.copies.quotation import mark_quoted
from pipeline.copies.tokens import split_words
from schemas.records import Comparable

_SEGMENT = 25
"""Tokens of a segment: about a sentence. Sentence ends themselves do not survive copying."""

_SLACK = 8
"""Tokens by which passages may overlap and still be in order: where a piece was cut out, both its ends may fit."""

_FEW_FACTS = 3


@dataclass(frozen=True)
class Prepared:
    """An article made ready for comparison: its words as written, folded, and its set of n-grams."""

    article: Comparable
    words: tuple[str, ...]
    tokens: tuple[str, ...]
    grams: frozenset[str]

    @cached_property
    def quoted(self) -> bytes:
        """A byte for each word: 1 where it stands in quotation marks."""
        return mark_quoted(self.article.text, self.words)

    @cached_property
    def plain_words(self) -> frozenset[str]:
        """The words that occur without a capital."""
        return frozenset(word for word in self.words if word[0].islower())

    @cached_property
    def folded_text(self) -> str:
        """The tokens with a space before, between and after them."""
        return f" {' '.join(self.tokens)} "


@dataclass(frozen=True)
class Part:
    """What is found in the other of two articles: shares of one article, 0 to 1.

    `containment` counts n-grams. `coverage` counts tokens in shared passages, so that a changed word costs one
    token and not five n-grams; `own` is the same without what both articles quote. `spread` is the share of
    segments that passages touch. `quotes` says that the longest passage is quoted here and not in the other.
    """

    containment: float
    coverage: float
    own: float
    spread: float
    quotes: bool


@dataclass(frozen=True)
class Overlap:
    """What two articles share. `matched` counts equal tokens, `longest` those of the longest passage.

    `edits` are the changed places inside passages for each matched token. Facts are numbers and names:
    how many were exchanged, how many kept in passages, and which share of them both texts have anywhere.
    """

    one: Part
    other: Part
    resemblance: float
    passages: int
    matched: int
    longest: int
    mean_run: float
    edits: float
    in_order: bool
    replaced_facts: int
    kept_facts: int
    same_facts: float

    def turn(self) -> "Overlap":
        """Return the same overlap with the two articles exchanged."""
        return replace(self, one=self.other, other=self.one)


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
    turned = [Run(run.other_start, run.start, run.length) for run in runs]
    quoting = _find_quoting(one, other, passages)
    replaced, kept = _count_facts(one, other, runs)
    return Overlap(
        one=_measure_part(one, other, shared, runs, quotes=quoting is one),
        other=_measure_part(other, one, shared, turned, quotes=quoting is other),
        resemblance=shared / (len(one.grams) + len(other.grams) - shared),
        passages=len(passages),
        matched=sum(run.length for run in runs),
        longest=max((passage.matched for passage in passages), default=0),
        mean_run=sum(run.length for run in runs) / max(len(runs), 1),
        edits=(len(runs) - len(passages)) / max(sum(run.length for run in runs), 1),
        in_order=_is_in_order(passages),
        replaced_facts=replaced,
        kept_facts=kept,
        same_facts=_share_facts(one, other),
    )


def _measure_part(one: Prepared, other: Prepared, shared: int, runs: Sequence[Run], *, quotes: bool) -> Part:
    found, own = bytearray(len(one.tokens)), bytearray(len(one.tokens))
    for run in runs:
        found[run.start : run.end] = b"\1" * run.length
        both = zip(one.quoted[run.start : run.end], other.quoted[run.other_start : run.other_end], strict=True)
        own[run.start : run.end] = bytes(not (here and there) for here, there in both)
    segments = [found[at : at + _SEGMENT] for at in range(0, len(found), _SEGMENT)]
    return Part(
        containment=shared / len(one.grams),
        coverage=sum(found) / len(found),
        own=sum(own) / len(own),
        spread=sum(1 for segment in segments if sum(segment) * 5 >= len(segment)) / len(segments),
        quotes=quotes,
    )


def _find_quoting(one: Prepared, other: Prepared, passages: Sequence[Passage]) -> Prepared | None:
    """Return the article that has the longest passage in quotation marks which the other has not."""
    if not passages:
        return None
    longest = max(passages, key=lambda passage: passage.matched)
    ours = one.quoted[longest.start : longest.end]
    theirs = other.quoted[longest.other_start : longest.other_end]
    share, other_share = sum(ours) / len(ours), sum(theirs) / len(theirs)
    if abs(share - other_share) < 0.6:
        return None
    return one if share > other_share else other


def _is_in_order(passages: Sequence[Passage]) -> bool:
    """Say whether nine tenths of what is shared stand in the same order in both texts."""
    chains: list[tuple[int, int]] = []
    for passage in passages[:200]:
        before = max((weight for end, weight in chains if end <= passage.other_start + _SLACK), default=0)
        chains.append((passage.other_end, before + passage.matched))
    total = sum(passage.matched for passage in passages[:200])
    return max((weight for _, weight in chains), default=0) >= 0.9 * total


def _count_facts(one: Prepared, other: Prepared, runs: Sequence[Run]) -> tuple[int, int]:
    """Count the numbers and names that were exchanged for others round runs, and those that were kept.

    A text filled into a template exchanges many of them, a copy few, however much it is edited.
    """
    common = one.plain_words | other.plain_words
    kept = {word for run in runs for word in one.words[run.start : run.end] if _is_fact(word, common)}
    replaced = 0
    ends = Run(len(one.words), len(other.words), 0)
    for run, following in pairwise([Run(0, 0, 0), *runs, ends]):
        ours = one.words[run.end : following.start]
        theirs = other.words[run.other_end : max(following.other_start, run.other_end)]
        if max(len(ours), len(theirs)) <= _SEGMENT:
            mine, others = ({word for word in words if _is_fact(word, common)} for words in (ours, theirs))
            replaced += min(len(mine - others - kept), len(others - mine - kept))
    return replaced, len(kept)


def _share_facts(one: Prepared, other: Prepared) -> float:
    """Return the share of the facts of the poorer text that the other has too; 1 where there are few."""
    common = one.plain_words | other.plain_words
    mine, others = ({word.casefold() for word in each.words if _is_fact(word, common)} for each in (one, other))
    fewer = min(len(mine), len(others))
    return len(mine & others) / fewer if fewer > _FEW_FACTS else 1.0


def _is_fact(word: str, common: Set[str]) -> bool:
    """Say whether a word is a number, or a name: capital, and nowhere in the two texts without."""
    return word[0].isdigit() or (word[0].isupper() and len(word) > 1 and word.casefold() not in common)
