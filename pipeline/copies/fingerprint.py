"""Text → fingerprint: a FracMinHash sketch, with which the warehouse finds candidates without reading texts.

The sketch keeps a fixed fraction of the hashes, whatever the length, so that a short text's share in a long one
shows: L. Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash", 2022. A short text
keeps more than the fraction, as a bottom-k sketch does.
"""

from bisect import bisect_left
from collections.abc import Sequence

from xxhash import xxh3_64_intdigest

from pipeline.copies.tokens import fold_tokens
from pipeline.settings import CopySettings
from schemas.records import Fingerprint

_HASHES = 2**64


def fingerprint_text(text: str, settings: CopySettings) -> Fingerprint:
    """Return the sketch of a clean text.

    Each run of `settings.ngram` tokens is hashed to 64 bits (unsigned, XXH3). Kept are the hashes below
    2**64 / `scale`, and at least the `min_hashes` smallest. A text of fewer tokens than `ngram` has no hashes.
    """
    tokens = fold_tokens(text)
    grams = set(list_ngrams(tokens, settings.ngram))
    hashes = sorted(xxh3_64_intdigest(gram.encode("utf-8", "surrogatepass")) for gram in grams)
    kept = max(bisect_left(hashes, _HASHES // settings.scale), settings.min_hashes)
    return Fingerprint(hashes=tuple(dict.fromkeys(hashes[:kept])), tokens=len(tokens))


def list_ngrams(tokens: Sequence[str], length: int) -> list[str]:
    """Return every run of `length` tokens, in order, joined by spaces.

    >>> list_ngrams(["a", "b", "c"], 2)
    ['a b', 'b c']
    """
    return [" ".join(tokens[at : at + length]) for at in range(len(tokens) - length + 1)]
