"""Numbers and names of two texts: which were kept, which exchanged. A form filled in anew exchanges them."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from pipeline.copies.passage import Run

_FEW = 3
_NEAR = 25
"""Tokens between two runs that may stand for each other; longer stretches are other text, not other facts."""
_LEAD = 35
"""Tokens in which a report says what it is about."""


@dataclass(frozen=True)
class Facts:
    """How the numbers and names of two texts agree.

    `replaced` were exchanged for others round equal runs, `kept` stand in such runs. The others are shares of the
    poorer text's that the other has anywhere: of `same` facts, of `numbers` among them, and of the facts with which
    each begins, the lower of both (`lead`). `count` says of how many facts; a share of three or fewer is 1.
    """

    replaced: int
    kept: int
    same: float
    count: int
    numbers: float
    lead: float


@dataclass(frozen=True)
class Wording:
    """The words of a text as written, those of them without a capital, and those that look like names or numbers."""

    words: Sequence[str]
    plain: frozenset[str]
    telling: frozenset[str]


def read_wording(words: Sequence[str]) -> Wording:
    """Sort the words of a text once for all comparisons that it takes part in."""
    distinct = frozenset(words)
    plain = frozenset(word for word in distinct if word[0].islower())
    telling = frozenset(
        word for word in distinct - plain if word[0].isdigit() or (word[0].isupper() and len(word) > 1)
    )
    return Wording(words, plain, telling)


def compare_facts(one: Wording, other: Wording, runs: Sequence[Run]) -> Facts:
    """Compare the facts of two texts, given the equal runs.

    A fact is a number, or a name: a word with a capital that stands nowhere in the two texts without.
    """
    plain = one.plain | other.plain
    names = frozenset(
        word for word in one.telling | other.telling if word[0].isdigit() or word.casefold() not in plain
    )
    ours, theirs = _fold(one.telling & names), _fold(other.telling & names)
    numbers, others = ({fact for fact in facts if fact[0].isdigit()} for facts in (ours, theirs))
    replaced, kept = _count_exchanged(one.words, other.words, runs, names)
    lead, other_lead = (_fold(names.intersection(each.words[:_LEAD])) for each in (one, other))
    return Facts(
        replaced=replaced,
        kept=kept,
        same=_share(*sorted((ours, theirs), key=len)),
        count=min(len(ours), len(theirs)),
        numbers=_share(*sorted((numbers, others), key=len)),
        lead=min(_share(lead, theirs), _share(other_lead, ours)),
    )


def _share(some: Set[str], others: Set[str]) -> float:
    return len(some & others) / len(some) if len(some) > _FEW else 1.0


def _count_exchanged(
    words: Sequence[str], other: Sequence[str], runs: Sequence[Run], facts: Set[str]
) -> tuple[int, int]:
    """Count the facts that were exchanged for others round runs, and those that were kept.

    A text filled into a template exchanges many of them, a copy few, however much it is edited.
    """
    kept = {word for run in runs for word in words[run.start : run.end] if word in facts}
    replaced = 0
    for run, following in pairwise([Run(0, 0, 0), *runs, Run(len(words), len(other), 0)]):
        ours = words[run.end : following.start]
        theirs = other[run.other_end : max(following.other_start, run.other_end)]
        if max(len(ours), len(theirs)) <= _NEAR:
            mine, others = (facts & set(some) for some in (ours, theirs))
            replaced += min(len(mine - others - kept), len(others - mine - kept))
    return replaced, len(kept)


def _fold(words: Iterable[str]) -> set[str]:
    return {word.casefold() for word in words}
