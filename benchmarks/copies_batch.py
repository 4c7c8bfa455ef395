"""The batch whose copies are sought: articles never seen, among them copies of articles that the warehouse holds."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import NamedTuple

from benchmarks.copies_prose import PUBLISHERS, Writer, WrittenArticle
from benchmarks.copies_world import LAST_DAY, WIRES, Stock, name_article, read_text
from pipeline import copies
from pipeline.settings import CopySettings
from schemas.records import Comparable

SIZE = 500
_IDENTICAL, _CUT, _EDITED, _PRINTED = 50, 50, 25, 25
"""Copies in a batch: whole under another publisher's boilerplate, the first 40 in 100, every 12th word another, and
prints of a report that very many print."""
_KEPT, _EVERY = 0.4, 12


class Batch(NamedTuple):
    """Articles to relate, and for each that is a copy the id of the article that it was copied from."""

    articles: tuple[Comparable, ...]
    sources: dict[str, str]


def write_batch(stock: Stock, settings: CopySettings, size: int = SIZE) -> Batch:
    """Write the batch: copies of stored articles first, the rest new."""
    dice = random.Random(3)
    fresh = Writer(2)
    articles: list[Comparable] = []
    sources: dict[str, str] = {}
    for number, source in _choose_sources(stock, dice):
        written = stock.written[source]
        copy = _copy(written, number, dice)
        article_id = f"a1-batch{len(articles):012d}"
        sources[article_id] = name_article(source)
        articles.append(_build_comparable(article_id, copy, fresh, settings))
    others = [
        _build_comparable(f"a1-batch{at:012d}", fresh.write_article(), fresh, settings)
        for at in range(len(articles), size)
    ]
    return Batch((*articles, *others), sources)


def _choose_sources(stock: Stock, dice: random.Random) -> Iterator[tuple[int, int]]:
    """Yield the number of each copy and the number in the stock of what it copies."""
    plain = dice.sample(range(WIRES, len(stock.written)), _IDENTICAL + _CUT + _EDITED)
    printed: Sequence[int] = dice.choices(range(WIRES), k=_PRINTED)
    yield from enumerate((*plain, *printed))


def _copy(written: WrittenArticle, number: int, dice: random.Random) -> WrittenArticle:
    words = written.body.split()
    if _IDENTICAL <= number < _IDENTICAL + _CUT:
        words = words[: int(_KEPT * len(words))]
    elif _IDENTICAL + _CUT <= number < _IDENTICAL + _CUT + _EDITED:
        words = [dice.choice(words) if at % _EVERY == 0 else word for at, word in enumerate(words)]
    return written._replace(publisher=dice.randrange(PUBLISHERS), body=" ".join(words))


def _build_comparable(
    article_id: str, article: WrittenArticle, writer: Writer, settings: CopySettings
) -> Comparable:
    text = read_text(writer, article)
    moment = datetime.combine(LAST_DAY, time(12), UTC)
    return Comparable(
        article_id=article_id,
        title=article.title,
        text=text,
        publisher=f"Publisher {article.publisher}",
        url=f"https://publisher{article.publisher}.example/{article_id}",
        published_at=moment,
        first_seen_at=moment,
        completeness="full",
        fingerprint=copies.fingerprint_text(text, settings),
    )
