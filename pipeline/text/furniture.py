"""What a publisher prints on page after page: which blocks it is, and how a line is known as one of them."""

import hashlib
from collections.abc import Iterable

from pipeline.text.characters import fold_words
from schemas.records import FurnitureBlock

_HASH_PREFIX = "b1"


class Furniture:
    """The blocks that one publisher prints on page after page, ready to be looked up."""

    def __init__(self, blocks: Iterable[FurnitureBlock] = ()) -> None:
        self._evidence = {block.block_hash: block.evidence for block in blocks}

    def find(self, line: str) -> str | None:
        """Return the evidence that a line is one of the blocks, or None."""
        return self._evidence.get(hash_block(line)) if self._evidence else None


NO_FURNITURE = Furniture()


def hash_block(words: str) -> str:
    """Return the hash of a block's letters and digits by case folded.

    >>> hash_block("Sign up for our newsletter!") == hash_block("SIGN UP for our Newsletter")
    True
    """
    return f"{_HASH_PREFIX}-{hashlib.sha256(fold_words(words).encode()).hexdigest()[:32]}"
