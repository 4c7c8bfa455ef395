"""Words that stand near each other: what is left of a text that was told anew in other words, sentence by sentence.

A copy editor who re-words every sentence leaves few runs of five words, but the names, numbers and things of a
sentence stay together. Two reports of one event share such words too, seldom the same ones side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_STEM = 5
"""Letters of a word that are compared, so that endings do not count ("inspected", "inspection"); shorter words say
little. Numbers count whole, whatever their length."""
_NEAR = 3
"""So many following words of that kind are near one."""
_SEGMENT = 25
_TOUCHED = 0.12
"""The share of its pairs that a segment must have in common: reports of one event have 0 to .05 as a whole."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Retold:
    """Shares of one text that the other has: of near pairs, of segments that have some of these, and of words."""

    pairs: float
    spread: float
    words: float


@dataclass(frozen=True)
class Neighbours:
    """A text's pairs of words that stand near each other, whatever their order, by segments of 25 tokens."""

    words: frozenset[str]
    segments: tuple[frozenset[Pair], ...]

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """All pairs of the text."""
        return frozenset().union(*self.segments)


def list_neighbours(tokens: Sequence[str]) -> Neighbours:
    """Return the near pairs of a text's folded tokens; in scripts without spaces there are none."""
    stems = [
        (at, token if token[0].isdigit() else token[:_STEM])
        for at, token in enumerate(tokens)
        if token[0].isdigit() or len(token) >= _STEM
    ]
    segments: list[set[Pair]] = [set() for _ in range(len(tokens) // _SEGMENT + 1)]
    for apart in range(1, _NEAR + 1):
        for (at, stem), (_, other) in zip(stems, stems[apart:], strict=False):
            if other != stem:
                segments[at // _SEGMENT].add((stem, other) if stem < other else (other, stem))
    return Neighbours(frozenset(stem for _, stem in stems), tuple(frozenset(each) for each in segments if each))


def measure_retold(one: Neighbours, other: Neighbours) -> Retold:
    """Measure how much of the one the other has in other words; all is 0 where there are no words to compare."""
    if not one.segments or not other.segments:
        return Retold(0.0, 0.0, 0.0)
    touched = sum(1 for segment in one.segments if len(segment & other.pairs) >= _TOUCHED * len(segment))
    return Retold(
        pairs=len(one.pairs & other.pairs) / len(one.pairs),
        spread=touched / len(one.segments),
        words=len(one.words & other.words) / len(one.words),
    )
