"""How often paragraphs recur in texts at hand, counted as the warehouse counts its own; which of it is furniture."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from pipeline.settings import FurnitureSettings
from pipeline.text.characters import fold_words, hash_text
from pipeline.text.furniture import Furniture, decide_furniture, describe_count, hash_block
from schemas.records import BlockCount, FurnitureBlock

HEAD, TAIL = 2, 3
"""Paragraphs that count as head and tail: above the text stand a label and a standfirst, below it often a credit,
a box and a legal line."""

_AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)


class PublishedText(NamedTuple):
    """A text and whose it is."""

    publisher: str
    text: str


class _Place(NamedTuple):
    text_hash: str
    words: str
    at_head: bool
    at_tail: bool


def find_furniture(texts: Iterable[PublishedText], settings: FurnitureSettings) -> dict[str, Furniture]:
    """Return for each publisher what its texts have in common and should leave out."""
    found: defaultdict[str, list[FurnitureBlock]] = defaultdict(list)
    for count in count_blocks(texts, settings.min_articles):
        if decide_furniture(count, settings).state == "furniture":
            evidence = describe_count(count.articles, count.of_articles)
            block = FurnitureBlock(block_hash=hash_block(count.words), evidence=evidence)
            found[count.publisher].append(block)
    return {publisher: Furniture(blocks) for publisher, blocks in found.items()}


def count_blocks(texts: Iterable[PublishedText], min_articles: int) -> tuple[BlockCount, ...]:
    """Count the paragraphs that stand in so many texts of a publisher; equal texts are one story."""
    totals: defaultdict[str, int] = defaultdict(int)
    places: defaultdict[tuple[str, str], list[_Place]] = defaultdict(list)
    for publisher, text in texts:
        totals[publisher] += 1
        for block, place in _list_places(text).items():
            places[publisher, block].append(place)
    return tuple(
        BlockCount(
            publisher=publisher,
            words=min(place.words for place in found),
            articles=len(found),
            stories=len({place.text_hash for place in found}),
            of_articles=totals[publisher],
            head_articles=sum(place.at_head for place in found),
            tail_articles=sum(place.at_tail for place in found),
            first_seen_at=_AT_ONCE,
            last_seen_at=_AT_ONCE,
        )
        for (publisher, block), found in sorted(places.items())
        if len(found) >= min_articles
    )


def _list_places(text: str) -> dict[str, _Place]:
    """Map the folded words of each paragraph of a text to where it stands there, wherever it does."""
    paragraphs = [line for line in text.split("\n") if line.strip()]
    text_hash = hash_text(text)
    found: dict[str, _Place] = {}
    for number, words in enumerate(paragraphs):
        block = fold_words(words)
        if block:
            at_head, at_tail = number < HEAD, number >= len(paragraphs) - TAIL
            earlier = found.get(block, _Place(text_hash, words, False, False))
            found[block] = _Place(
                text_hash, min(words, earlier.words), at_head or earlier.at_head, at_tail or earlier.at_tail
            )
    return found
