"""Text → fingerprint: a FracMinHash sketch, with which the warehouse finds candidates without reading texts.

The sketch keeps a fixed fraction of the hashes, whatever the length, so that a short text's share in a long one
shows: L. Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash", 2022.
"""

from collections.abc import Sequence

from xxhash import xxh3_64_intdigest

from pipeline.copies.tokens import fold_tokens
from pipeline.settings import CopySettings
from schemas.records import Fingerprint

_HASHES = 2**64


def fingerprint_text(text: str, settings: CopySettings) -> Fingerprint:
    """Return the sketch of a clean text.

    Each run of `settings.ngram` tokens is hashed to 64 bits (unsigned, XXH3), and a hash below 2**64 / `scale` is
    kept. A text of fewer tokens has no hashes.
    """
    tokens = fold_tokens(text)
    ceiling = _HASHES // settings.scale
    hashes = {
        xxh3_64_intdigest(gram.encode("utf-8", "surrogatepass")) for gram in list_ngrams(tokens, settings.ngram)
    }
    return Fingerprint(hashes=tuple(sorted(h for h in hashes if h < ceiling)), tokens=len(tokens))


def list_ngrams(tokens: Sequence[str], length: int) -> list[str]:
    """Return every run of `length` tokens, in order, joined by spaces.

    >>> list_ngrams(["a", "b", "c"], 2)
    ['a b', 'b c']
    """
    return [" ".join(tokens[at : at + length]) for at in range(len(tokens) - length + 1)]
