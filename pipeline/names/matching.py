"""Where the spellings of the lexicon stand in a folded text: every token that may begin one is looked up in the trie.

Work is linear in the text: a token is looked up at most as often as it may carry particles before the name, and a
look-up ends where no spelling goes on.
"""

import re
from collections.abc import Iterator

from pipeline.names.lexicons import OPENING, SHORT_HEAD, TOKEN, Lexicon
from pipeline.names.words import split_words

Match = tuple[int, int, int]
"""A spelling's number in the trie, and where it begins and ends in the folded text."""

_ARABIC, _ARABIC_END = "\u0600", "\u06ff"
_NOTHING, _START, _SHORT, _RUN, _DRESSED = range(5)
"""Nothing; a first word; one that is short; a run of several words or of another script; a word in punctuation."""
_MOST_KINDS, _LONGEST_KIND = 1 << 17, 40
_TAG = re.compile(r"(?<!\w)[#@]([^\W_]{5,40})(?!\w)")
_MAX_TAG_WORDS = 4
_PUNCTUATION = "\"'.,;:!?()[]{}<>#@*/\\|&%$+=~^“”‘’«»„…•·"
UNSPACED = "\u3040"
PROCLITICS = split_words("و ف ب ل ك س وب ول فب فل وك ال وال بال فال كال وبال لل ولل فلل")


def find_spellings(folded: str, lexicon: Lexicon) -> Iterator[Match]:
    """Yield the spellings that begin with a token (Arabic ones also after particles) and end with one.

    A spelling may be followed by a lost `'s`; whether it is one is for the caller to see.
    """
    probe, longest = lexicon.trie.iter_prefixes_with_ids, lexicon.longest
    for start in _find_starts(folded, lexicon):
        for spelling, number in probe(folded[start : start + longest]):
            end = start + len(spelling)
            if _ends_token(folded, end):
                yield number, start, end
    for tag in _TAG.finditer(folded) if "#" in folded or "@" in folded else ():
        number = _read_tag(tag[1], lexicon)
        if number is not None:
            yield number, tag.start(1), tag.end(1)


def _read_tag(tag: str, lexicon: Lexicon) -> int | None:
    """Return the number of the spelling of several words that a tag writes as one, the fewest words first."""
    partial = [tag[:size] for size in range(2, len(tag) - 1) if tag[:size] in lexicon.heads]
    for _ in range(_MAX_TAG_WORDS - 1):
        longer = []
        for begun in partial:
            rest = tag[len(begun.replace(" ", "")) :]
            number = lexicon.trie.get(f"{begun} {rest}")
            if number is not None:
                return int(number)
            ends = range(1, len(rest))
            longer += [
                f"{begun} {rest[:end]}"
                for end in ends
                if next(lexicon.trie.iterkeys(f"{begun} {rest[:end]} "), None) is not None
            ]
        partial = longer
    return None


def _find_starts(folded: str, lexicon: Lexicon) -> list[int]:
    """Return where words stand that may begin a spelling."""
    kinds, openings = lexicon.kinds, lexicon.openings
    starts: list[int] = []
    place = 0
    for word in folded.split(" "):
        kind = kinds.get(word)
        if kind is None:
            kind = _classify(word, lexicon)
            if len(word) <= _LONGEST_KIND:
                kinds[word] = kind
        if kind == _START or (kind == _SHORT and _opens(folded, place, len(word), openings)):
            starts.append(place)
        elif kind == _RUN:
            starts.extend(place + start for start in _find_starts_inside(word, lexicon.heads))
        elif kind == _DRESSED:
            starts.append(place + word.index(word.strip(_PUNCTUATION)))
        place += len(word) + 1
    if len(kinds) > _MOST_KINDS:
        kinds.clear()
    return starts


def _classify(word: str, lexicon: Lexicon) -> int:
    """Say what a run between spaces is to the matcher; most are nothing, and met again in the next text."""
    if word in lexicon.heads:
        return _START if len(word) > SHORT_HEAD or word in lexicon.openings else _SHORT
    if word < _ARABIC and word.isalnum():
        return _NOTHING
    core = word.strip(_PUNCTUATION)
    if core >= _ARABIC or not core.isalnum():
        return _RUN if core else _NOTHING
    return _DRESSED if core in lexicon.heads else _NOTHING


def _opens(folded: str, place: int, size: int, openings: frozenset[str]) -> bool:
    end = place + size + OPENING
    return folded[place:end] in openings or folded[place : end - 1] in openings


def _find_starts_inside(run: str, heads: frozenset[str]) -> Iterator[int]:
    """Yield where spellings may begin in a run without spaces: at its tokens, and after particles in Arabic."""
    for token in TOKEN.finditer(run):
        word, start = token[0], token.start()
        if word in heads:
            yield start
        if _ARABIC <= word[0] <= _ARABIC_END:
            yield from (
                start + size
                for size in range(1, min(len(word), 5))
                if word[:size] in PROCLITICS and word[size:] in heads
            )
        elif word[0] >= UNSPACED:
            yield from range(start + (word in heads), token.end())


def _ends_token(folded: str, end: int) -> bool:
    if end == len(folded):
        return True
    after, last = folded[end], folded[end - 1]
    return not after.isalnum() or not last.isalnum() or after == "s" or after >= UNSPACED or last >= UNSPACED
