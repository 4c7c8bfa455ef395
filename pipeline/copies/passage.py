"""Two lists of tokens → the passages that they share, also where words in between were changed.

Seed and extend, in linear time: difflib took quadratic time on long texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_MAX_PLACES = 8
"""Where a seed occurs more often than this in the other text, only its first places are tried."""
_MAX_GAP = 4
"""As many tokens may be replaced, inserted or dropped inside a passage before it ends."""

_SAME_LETTERS = 0.7

_MAX_BACK = 200
"""Tokens before its first seed that a passage may reach back over; a bound, so that time stays linear."""


@dataclass(frozen=True)
class Run:
    """`length` tokens that are equal from `start` in the one text and from `other_start` in the other."""

    start: int
    other_start: int
    length: int

    @property
    def end(self) -> int:
        """Where the run ends in the one text."""
        return self.start + self.length

    @property
    def other_end(self) -> int:
        """Where the run ends in the other text."""
        return self.other_start + self.length

    def turn(self) -> "Run":
        """Return the run with the two texts exchanged."""
        return Run(self.other_start, self.start, self.length)


@dataclass(frozen=True)
class Passage:
    """Runs that follow each other in both texts with at most a few tokens between them."""

    runs: tuple[Run, ...]

    @property
    def start(self) -> int:
        """Where the passage begins in the one text."""
        return self.runs[0].start

    @property
    def end(self) -> int:
        """Where the passage ends in the one text."""
        return self.runs[-1].end

    @property
    def other_start(self) -> int:
        """Where the passage begins in the other text."""
        return self.runs[0].other_start

    @property
    def other_end(self) -> int:
        """Where the passage ends in the other text."""
        return self.runs[-1].other_end

    @property
    def matched(self) -> int:
        """How many tokens are equal."""
        return sum(run.length for run in self.runs)

    def turn(self) -> "Passage":
        """Return the passage with the two texts exchanged."""
        return Passage(tuple(run.turn() for run in self.runs))


def find_passages(tokens: Sequence[str], other: Sequence[str], seed: int) -> tuple[Passage, ...]:
    """Return the shared passages in the order of `tokens`; each holds at least one run of `seed` tokens.

    >>> one = "the cat sat on the mat today and slept".split()
    >>> two = "yes the cat sat on the rug today and slept".split()
    >>> [(p.start, p.end, p.matched) for p in find_passages(one, two, 4)]
    [(0, 9, 8)]
    """
    places = _index_seeds(other, seed)
    passages: list[Passage] = []
    at = at_least = 0
    while at <= len(tokens) - seed:
        starts = places.get(tuple(tokens[at : at + seed]))
        if starts is None:
            at += 1
            continue
        first = _longest_run(tokens, other, at, starts)
        passage = Passage((*_extend_back(tokens, other, first, at_least), *_extend(tokens, other, first)))
        passages.append(passage)
        at = at_least = passage.end
    return tuple(passages)


def is_misspelt(tokens: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two short stretches are the same letters but for a few: words misread, joined or torn apart.

    >>> is_misspelt(["was", "hurt"], ["washurt"]), is_misspelt(["lock"], ["1ock"]), is_misspelt(["17"], ["18"])
    (True, True, False)
    """
    joined, other_joined = "".join(tokens), "".join(other)
    if not joined or not other_joined or joined.isdigit() or other_joined.isdigit():
        return joined == other_joined
    if abs(len(joined) - len(other_joined)) > 2 + len(joined) // 10:
        return False
    return SequenceMatcher(None, joined, other_joined, autojunk=False).ratio() >= _SAME_LETTERS


def _index_seeds(tokens: Sequence[str], seed: int) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(tokens) - seed + 1):
        starts = places.setdefault(tuple(tokens[at : at + seed]), [])
        if len(starts) < _MAX_PLACES:
            starts.append(at)
    return places


def _longest_run(tokens: Sequence[str], other: Sequence[str], at: int, starts: Sequence[int]) -> Run:
    runs = [Run(at, start, _equal_length(tokens, other, at, start)) for start in starts]
    return max(runs, key=lambda run: run.length)


def _equal_length(tokens: Sequence[str], other: Sequence[str], at: int, other_at: int) -> int:
    length = 0
    limit = min(len(tokens) - at, len(other) - other_at)
    while length < limit and _is_equal(tokens[at + length], other[other_at + length]):
        length += 1
    return length


def _is_equal(token: str, other: str) -> bool:
    """Say whether two tokens are one word, also with a wrong letter or an ending more ("milltants", "militant").

    Short words and numbers must be equal: Iran is not Iraq.
    """
    if token == other:
        return True
    if token[0] != other[0] and token[-1] != other[-1]:
        return False
    longer = max(len(token), len(other))
    if longer < 6 or token.isdigit() or other.isdigit():
        return False
    head = _equal_letters(token, other)
    tail = _equal_letters(token[head:][::-1], other[head:][::-1])
    return longer - head - tail <= (1 if longer < 9 else 2)


def _equal_letters(token: str, other: str) -> int:
    pairs = zip(token, other, strict=False)
    return next((at for at, (ours, theirs) in enumerate(pairs) if ours != theirs), min(len(token), len(other)))


def _extend(tokens: Sequence[str], other: Sequence[str], first: Run) -> list[Run]:
    """Return the run with those that follow it."""
    runs = [first]
    while (run := _next_run(tokens, other, runs[-1])) is not None:
        runs.append(run)
    return runs


def _extend_back(tokens: Sequence[str], other: Sequence[str], first: Run, at_least: int) -> list[Run]:
    """Return the runs before `first`, none from before `at_least`: the same as forward, mirrored."""
    before = tokens[max(at_least, first.start - _MAX_BACK) : first.start][::-1]
    other_before = other[max(0, first.other_start - _MAX_BACK) : first.other_start][::-1]
    nearest = Run(0, 0, _equal_length(before, other_before, 0, 0))
    runs = [run for run in _extend(before, other_before, nearest) if run.length]
    mirrored = [Run(first.start - run.end, first.other_start - run.other_end, run.length) for run in runs]
    return mirrored[::-1]


# Near gaps first; two equal tokens take up the thread after one or two replaced ones, else three must be equal.
_GAPS = sorted(
    ((one, two) for one in range(_MAX_GAP + 1) for two in range(_MAX_GAP + 1) if one or two),
    key=lambda gap: (max(gap), sum(gap)),
)


def _next_run(tokens: Sequence[str], other: Sequence[str], last: Run) -> Run | None:
    for gap, other_gap in _GAPS:
        at, other_at = last.end + gap, last.other_end + other_gap
        if at >= len(tokens) or other_at >= len(other) or not _is_equal(tokens[at], other[other_at]):
            continue
        length = _equal_length(tokens, other, at, other_at)
        if length >= (2 if gap == other_gap <= 2 else 3):
            return Run(at, other_at, length)
    return None
