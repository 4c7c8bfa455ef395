"""What a publisher prints on page after page: which blocks it is, and how a line is known as one of them."""

import hashlib
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from pipeline.settings import FurnitureSettings
from pipeline.text.characters import count_words, fold_words
from pipeline.text.phrases import FURNITURE
from schemas.records import BlockCount, BlockPosition, FurnitureBlock, FurnitureState

_HASH_PREFIX = "b1"
_HEADING = 3
"""Words. Shorter ones are headings as often as not: of 24 blocks that 54 feeds repeat at the edges of their texts
(982 full texts), the 8 with less were "Introduction", "Wrapping Up", tags and the like; of the other 16 none was
text."""
_TELLING = re.compile(rf"(?<!\w)(?:{'|'.join(FURNITURE)})(?!\w)", re.IGNORECASE)


class Furniture:
    """The blocks that one publisher prints on page after page, ready to be looked up."""

    def __init__(self, blocks: Iterable[FurnitureBlock] = ()) -> None:
        self._evidence = {block.block_hash: block.evidence for block in blocks}

    def find(self, line: str) -> str | None:
        """Return the evidence that a line is one of the blocks, or None."""
        return self._evidence.get(hash_block(line)) if self._evidence else None


NO_FURNITURE = Furniture()


class FurnitureDecision(NamedTuple):
    """Whether a block is furniture, and why, for a reader."""

    state: FurnitureState
    reason: str


def hash_block(words: str) -> str:
    """Return the hash of a block's letters and digits by case folded.

    >>> hash_block("Sign up for our newsletter!") == hash_block("SIGN UP for our Newsletter")
    True
    """
    return f"{_HASH_PREFIX}-{hashlib.sha256(fold_words(words).encode()).hexdigest()[:32]}"


def decide_furniture(
    count: BlockCount, settings: FurnitureSettings, known: Collection[str] = frozenset()
) -> FurnitureDecision:
    """Decide whether a block that recurs on a publisher's pages is furniture, or text that recurs.

    It counts stories, not articles: a wire story that was printed five times is one. At the edges of the texts its
    place tells; between paragraphs only its words do, since there the background of a running story, headings and
    lines of lists recur as well. Of blocks whose hashes are `known` as furniture the share may be less: a
    box that left the template still stands on the older pages.
    """
    share = count.articles / count.of_articles
    edge = max(count.head_articles, count.tail_articles) / count.articles
    told = _TELLING.search(count.words)
    counted = f"in {count.articles} of {count.of_articles} articles"
    if count.stories < settings.min_stories:
        return FurnitureDecision("text", f"{counted}, but of {count.stories} stories only")
    if share < settings.min_share and hash_block(count.words) not in known:
        return FurnitureDecision("text", f"{counted}: a share below {settings.min_share:g}")
    if told:
        return FurnitureDecision("furniture", f"{counted}; it says “{told[0]}”")
    if edge >= settings.min_edge_share and count_words(count.words) >= _HEADING:
        return FurnitureDecision("furniture", f"{counted}, at the {find_position(count)} of {edge:.0%}")
    return FurnitureDecision("text", f"{counted}, at one edge of {edge:.0%} only")


def find_position(count: BlockCount) -> BlockPosition:
    """Return where a block mostly stands."""
    if max(count.head_articles, count.tail_articles) * 2 <= count.articles:
        return "inside"
    return "head" if count.head_articles > count.tail_articles else "tail"


def describe_count(articles: int, of_articles: int) -> str:
    """Return the evidence that stands beside a block that was left out."""
    return f"in {articles} of {of_articles} articles"
