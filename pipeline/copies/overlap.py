"""Two articles → how much of each is found in the other, and in what pattern: what kinds are told by."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise

from pipeline.copies.fact import Facts, Wording, compare_facts, read_wording
from pipeline.copies.fingerprint import list_ngrams
from pipeline.copies.passage import Passage, Run, find_passages, is_misspelt
from pipeline.copies.quotation import mark_quoted
from pipeline.copies.retelling import Neighbours, Retold, list_neighbours, measure_retold
from pipeline.copies.tokens import locate_words, split_words
from schemas.records import Comparable

_SEGMENT = 25
"""Tokens of a segment: about a sentence. Sentence ends themselves do not survive copying."""

_SLACK = 8
"""Tokens by which passages may overlap and still be in order: where a piece was cut out, both its ends may fit."""


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
    def wording(self) -> Wording:
        """The words, sorted by what they tell."""
        return read_wording(self.words)

    @cached_property
    def neighbours(self) -> Neighbours:
        """The words that stand near each other."""
        return list_neighbours(self.tokens)

    @cached_property
    def places(self) -> Sequence[int]:
        """Where each word begins and ends in the text, one behind the other; empty where that cannot be told."""
        places = locate_words(self.article.text)
        # Numbers in one piece: two million pairs of them made Python's collector take a quarter of a batch's time.
        return array("I", chain.from_iterable(places)) if len(places) == len(self.words) else ()

    @cached_property
    def folded_text(self) -> str:
        """The tokens with a space before, between and after them."""
        return f" {' '.join(self.tokens)} "


@dataclass(frozen=True)
class Part:
    """What is found in the other of two articles: shares of one article, 0 to 1.

    `containment` counts n-grams. `coverage` counts tokens in shared passages, so that a changed word costs one
    token and not five n-grams; `own` is the same without what both articles quote. `spread` is the share of
    segments that passages touch, `reach` that of the text from the first shared token to the last. `retold` is
    what of it the other tells in other words. `quotes` says that the longest passage is quoted here and not in
    the other.
    """

    tokens: int
    containment: float
    coverage: float
    own: float
    spread: float
    reach: float
    quotes: bool
    texts: tuple[Prepared, Prepared] = field(repr=False)
    """This article, and the other."""

    @cached_property
    def retold(self) -> Retold:
        """Measured when asked for: most copies are told by their passages, and it takes half of a pair's time."""
        one, other = self.texts
        return measure_retold(one.neighbours, other.neighbours)


@dataclass(frozen=True)
class Overlap:
    """What two articles share. `matched` counts equal tokens, `longest` those of the longest passage.

    `edits` are the changed places inside passages for each matched token, `mean_run` the tokens between two of
    them; words that are only misspelt are no change. `order` is the share of what is shared that stands in the same
    order in both.
    """

    one: Part
    other: Part
    resemblance: float
    matched: int
    longest: int
    mean_run: float
    edits: float
    order: float
    facts: Facts
    passages: tuple[Passage, ...]

    def turn(self) -> "Overlap":
        """Return the same overlap with the two articles exchanged."""
        return replace(self, one=self.other, other=self.one, passages=tuple(each.turn() for each in self.passages))


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
    misspelt = [gap for passage in passages for gap in _list_misspelt(one.tokens, other.tokens, passage)]
    quoting = _find_quoting(one, other, passages)
    matched, changes = sum(run.length for run in runs), len(runs) - len(passages) - len(misspelt)
    return Overlap(
        one=_measure_part(one, other, shared, runs, [gap for gap, _ in misspelt], quotes=quoting is one),
        other=_measure_part(
            other,
            one,
            shared,
            [run.turn() for run in runs],
            [gap for _, gap in misspelt],
            quotes=quoting is other,
        ),
        resemblance=shared / (len(one.grams) + len(other.grams) - shared),
        matched=matched,
        longest=max((passage.matched for passage in passages), default=0),
        mean_run=matched / max(len(passages) + changes, 1),
        edits=changes / max(matched, 1),
        order=_measure_order(passages),
        facts=compare_facts(one.wording, other.wording, runs),
        passages=passages,
    )


def _list_misspelt(tokens: Sequence[str], other: Sequence[str], passage: Passage) -> list[tuple[slice, slice]]:
    """Return the places between runs where both texts have the same letters but for a few, as misreading leaves."""
    gaps = [
        (slice(run.end, following.start), slice(run.other_end, following.other_start))
        for run, following in pairwise(passage.runs)
    ]
    return [(gap, other_gap) for gap, other_gap in gaps if is_misspelt(tokens[gap], other[other_gap])]


def _measure_part(
    one: Prepared, other: Prepared, shared: int, runs: Sequence[Run], misspelt: Sequence[slice], *, quotes: bool
) -> Part:
    found, own = bytearray(len(one.tokens)), bytearray(len(one.tokens))
    for run in runs:
        found[run.start : run.end] = b"\1" * run.length
        both = zip(one.quoted[run.start : run.end], other.quoted[run.other_start : run.other_end], strict=True)
        own[run.start : run.end] = bytes(not (here and there) for here, there in both)
    for gap in misspelt:
        found[gap] = b"\1" * (gap.stop - gap.start)
    segments = [found[at : at + _SEGMENT] for at in range(0, len(found), _SEGMENT)]
    return Part(
        tokens=len(one.tokens),
        containment=shared / len(one.grams),
        coverage=sum(found) / len(found),
        own=sum(own) / len(own),
        spread=sum(1 for segment in segments if sum(segment) * 5 >= len(segment)) / len(segments),
        reach=(found.rfind(1) + 1 - max(found.find(1), 0)) / len(found),
        quotes=quotes,
        texts=(one, other),
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


def _measure_order(passages: Sequence[Passage]) -> float:
    """Return the share of what is shared that stands in the same order in both texts."""
    chains: list[tuple[int, int]] = []
    for passage in passages[:200]:
        before = max((weight for end, weight in chains if end <= passage.other_start + _SLACK), default=0)
        chains.append((passage.other_end, before + passage.matched))
    total = sum(passage.matched for passage in passages[:200])
    return max((weight for _, weight in chains), default=0) / max(total, 1)
