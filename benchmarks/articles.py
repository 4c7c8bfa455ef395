"""The articles that the speed of names is measured on: 600 words each, always the same, with names that are found.

Sentences are those of the sample world and of the gold set, with sentences of ordinary words between them and some
in which entities of a generated lexicon are named as reports name people and bodies. An article so made names about
sixteen entities of the curated lexicon and three generated ones.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.gold import GOLD_DIR, read_gold
from pipeline.names.english import ENGLISH_WORDS
from sample.world import load_world
from schemas.records import Entity

COUNT = 300
WORDS = 600
_PARAGRAPH = 4
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]+[\"”’)]*(?=\s|$)")
_SENTENCE_WORDS = range(5, 60)
_LATIN = re.compile(r"[\u0000-\u024f\u2010-\u203f]+")
_NAMED, _FILLED, _LABELLED = 0.04, 0.52, 0.57
"""The shares of all sentences up to which one names generated entities, is filled with words, is of the gold set."""

_GLUE = {
    "the": 6,
    "of": 3,
    "to": 3,
    "and": 3,
    "in": 3,
    "a": 2,
    "that": 1,
    "for": 1,
    "on": 1,
    "is": 1,
    "was": 1,
    "said": 1,
    "with": 1,
    "as": 1,
    "by": 1,
    "it": 1,
    "from": 1,
    "he": 1,
    "had": 1,
    "not": 1,
    "but": 1,
    "an": 1,
}
_GLUE_SHARE = 0.45
_TEMPLATES = (
    "{full} said on Tuesday that the talks with the {body} had failed, and {short} left the hall.",
    "The {body} denied that {full} had ever been its envoy.",
    "A court fined {full} and the {body} over a shipment that never arrived; {short} will appeal.",
    "In a letter seen by reporters, {full} asked the {body} for a truce of ten days.",
)


class BenchArticle(NamedTuple):
    """An article of a measurement."""

    title: str
    text: str


def write_articles(generated: Sequence[Entity], count: int = COUNT, seed: int = 11) -> Iterator[BenchArticle]:
    """Write articles of `WORDS` words in which some of the generated entities are named.

    Args:
        generated: Entities of `lexicons.generate_aliases`, people and bodies.
        count: How many articles.
        seed: Another one gives other articles.
    """
    writer = _Writer(generated, seed)
    for _ in range(count):
        yield writer.write_article()


def _read_prose() -> list[str]:
    world = load_world()
    return [sentence for article in world.articles for sentence in _split_sentences(article.body)]


def _read_labelled() -> list[str]:
    documents = read_gold(GOLD_DIR, _Anything())
    return [sentence for document in documents for sentence in _split_sentences(document.text)]


class _Anything:
    """Holds every id: what a label wants is of no account here."""

    def __contains__(self, _: object) -> bool:
        return True


def _split_sentences(text: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip()
        if len(sentence.split()) in _SENTENCE_WORDS and _LATIN.fullmatch(sentence):
            yield sentence


class _Writer:
    """Draws sentences with one generator, so that a seed means the same articles."""

    def __init__(self, generated: Sequence[Entity], seed: int) -> None:
        self._dice = random.Random(seed)
        self._prose, self._labelled, self._words = _read_prose(), _read_labelled(), sorted(ENGLISH_WORDS)
        self._people = [entity for entity in generated if entity.kind == "person"]
        self._bodies = [entity for entity in generated if entity.kind != "person"]

    def write_article(self) -> BenchArticle:
        title = self._fill_sentence(8).removesuffix(".")
        sentences: list[str] = []
        length = 0
        while length < WORDS:
            sentences.append(self._write_sentence())
            length += len(sentences[-1].split())
        last = sentences.pop().split()
        sentences.append(" ".join(last[: len(last) - (length - WORDS)]))
        groups = (sentences[at : at + _PARAGRAPH] for at in range(0, len(sentences), _PARAGRAPH))
        return BenchArticle(title, "\n\n".join(map(" ".join, groups)))

    def _write_sentence(self) -> str:
        drawn = self._dice.random()
        if drawn < _NAMED:
            return self._name_entities()
        if drawn < _FILLED:
            return self._fill_sentence(self._dice.randint(8, 26))
        return self._dice.choice(self._labelled if drawn < _LABELLED else self._prose)

    def _name_entities(self) -> str:
        person, body = self._dice.choice(self._people), self._dice.choice(self._bodies)
        full = self._dice.choice([alias.text for alias in person.aliases if alias.strength == "strong"])
        name = self._dice.choice([alias.text for alias in body.aliases])
        template = self._dice.choice(_TEMPLATES)
        return template.format(full=full, short=full.split()[-1], body=name)

    def _fill_sentence(self, length: int) -> str:
        dice = self._dice
        glue = iter(dice.choices(tuple(_GLUE), tuple(_GLUE.values()), k=length))
        words = (next(glue) if dice.random() < _GLUE_SHARE else dice.choice(self._words) for _ in range(length))
        return " ".join(words).capitalize() + "."
