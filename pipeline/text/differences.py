"""Two revisions of a text → what was taken out and put in, paragraph by paragraph and word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal, NamedTuple

_WORD = re.compile(r"\S+")
_ALIKE = 0.4
"""Of the words of two paragraphs: below it they are two paragraphs, not one that was changed."""

_ISLAND = 2


class Change(NamedTuple):
    """Words in a row that are the same in both texts, were removed, or were added."""

    kind: Literal["same", "removed", "added"]
    words: str


Paragraph = tuple[Change, ...]


def compare_texts(before: str, after: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of both texts in order, each cut into what stayed, went and came.

    Texts are a paragraph a line; white space alone is no difference. The words that are not removed are those of
    `after`, those not added those of `before`.

    >>> compare_texts("It rained.\\nHe left.", "It rained.\\nShe left.")[1]
    (Change(kind='removed', words='He'), Change(kind='added', words='She'), Change(kind='same', words='left.'))
    """
    old, new = _list_paragraphs(before), _list_paragraphs(after)
    found: list[Paragraph] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [(Change("same", " ".join(words)),) for words in old[i1:i2]]
        else:
            found += _compare_paragraphs(old[i1:i2], new[j1:j2])
    return tuple(found)


def _list_paragraphs(text: str) -> list[tuple[str, ...]]:
    return [words for line in text.split("\n") if (words := tuple(_WORD.findall(line)))]


def _compare_paragraphs(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> list[Paragraph]:
    """Compare paragraphs in pairs, as far as they are alike: an edit mostly keeps their number and order."""
    found: list[Paragraph] = []
    for one, other in zip_longest(old, new, fillvalue=()):
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if not one or not other or matcher.ratio() < _ALIKE:
            found += [(Change(kind, " ".join(words)),) for kind, words in _list_sides(one, other)]
        else:
            found.append(tuple(_list_changes(matcher, one, other)))
    return found


def _list_changes(matcher: "SequenceMatcher[str]", one: tuple[str, ...], other: tuple[str, ...]) -> list[Change]:
    found: list[Change] = []
    for kind, i1, i2, j1, j2 in _join_islands(matcher.get_opcodes()):
        if kind == "equal":
            found.append(Change("same", " ".join(one[i1:i2])))
        else:
            found += [Change(side, " ".join(words)) for side, words in _list_sides(one[i1:i2], other[j1:j2])]
    return found


def _join_islands(steps: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """Join changes that one or two equal words part, such as "the": a re-worded passage reads as one."""
    joined: list[tuple[str, int, int, int, int]] = []
    for place, (kind, i1, i2, j1, j2) in enumerate(steps):
        is_island = kind == "equal" and i2 - i1 <= _ISLAND and 0 < place < len(steps) - 1
        if joined and joined[-1][0] != "equal" and (kind != "equal" or is_island):
            _, start, _, other_start, _ = joined[-1]
            joined[-1] = ("replace", start, i2, other_start, j2)
        else:
            joined.append((kind, i1, i2, j1, j2))
    return joined


def _list_sides(
    one: tuple[str, ...], other: tuple[str, ...]
) -> list[tuple[Literal["removed", "added"], tuple[str, ...]]]:
    sides: list[tuple[Literal["removed", "added"], tuple[str, ...]]] = [("removed", one), ("added", other)]
    return [(side, words) for side, words in sides if words]
