"""The batch whose copies are sought: articles never seen, among them copies of articles that the warehouse holds."""

import random
from datetime import UTC, datetime, time
from typing import NamedTuple

from benchmarks.copies_prose import PUBLISHERS, Writer, WrittenArticle
from benchmarks.copies_world import LAST_DAY, WIRES, Stock, World, name_article, read_text
from pipeline import copies
from pipeline.settings import CopySettings
from schemas.records import Comparable

SIZE = 500
_IDENTICAL, _CUT, _EDITED, _PRINTED = 50, 50, 25, 25
"""Copies in a batch: whole under another publisher's boilerplate, the first 40 in 100, every 12th word another, and
prints of a report that very many print."""
_KEPT, _EVERY = 0.4, 12
_SOON, _SOON_SHARE, _WINDOW = 3, 0.8, 30
"""Copies follow soon: four in five of the sources are of the last three days, the others of the last thirty."""


class Batch(NamedTuple):
    """Articles to relate, and for each that is a copy the id of the article that it was copied from."""

    articles: tuple[Comparable, ...]
    sources: dict[str, str]


def write_batch(stock: Stock, world: World, settings: CopySettings, size: int = SIZE) -> Batch:
    """Write the batch: copies of stored articles first, the rest new."""
    dice = random.Random(3)
    fresh = Writer(2)
    articles: list[Comparable] = []
    sources: dict[str, str] = {}
    for number, source in enumerate(_choose_sources(stock, world, dice)):
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


def _choose_sources(stock: Stock, world: World, dice: random.Random) -> list[int]:
    """Return for each copy the number in the stock of what it copies."""
    late_first = sorted(range(len(stock.written)), key=lambda number: -stock.moments[number])
    plain = [number for number in late_first if number % WIRES]
    wires = [number for number in late_first if number % WIRES == 0]
    count = _IDENTICAL + _CUT + _EDITED
    recent = dice.sample(_keep_days(stock, world, plain, _SOON, count), round(_SOON_SHARE * count))
    others = sorted(set(_keep_days(stock, world, plain, _WINDOW, 2 * count)) - set(recent))
    chosen = [*recent, *dice.sample(others, count - len(recent))]
    dice.shuffle(chosen)
    return [*chosen, *dice.choices(_keep_days(stock, world, wires, _SOON, 4), k=_PRINTED)]


def _keep_days(stock: Stock, world: World, late_first: list[int], days: int, least: int) -> list[int]:
    """Keep the articles of the last days, and at least so many."""
    kept = sum(stock.moments[number] >= 1 - days / world.days for number in late_first)
    return late_first[: max(kept, least)]


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
