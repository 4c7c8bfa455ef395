"""Articles as the search for copies meets them: words by Zipf's law, stock phrases, a publisher's boilerplate.

Always the same, of nobody's prose: words of the language model are drawn, not sentences copied.
"""

import random
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.names.english import ENGLISH_WORDS

PUBLISHERS = 300
_BOILERPLATE_SHARE = 0.4
_PHRASES, _PHRASE_WORDS, _PHRASE_SHARE = 20_000, range(6, 11), 0.02
"""Of 1,000 articles' n-grams 16 in 100 then occur twice or more and 2 in 100 ten times, near to what Reuters-21578
has (21 and 2)."""
_NUMBER_SHARE = 0.02
_WORDS = range(400, 601)
_SENTENCE_WORDS = range(8, 30)


class WrittenArticle(NamedTuple):
    """An article without its boilerplate, and the number of its publisher, who may add one."""

    publisher: int
    title: str
    body: str


class Writer:
    """Draws articles with one generator of random numbers, so that a seed means the same articles."""

    def __init__(self, seed: int) -> None:
        """Draw the vocabulary, the stock phrases and the boilerplates, which are the same for every seed."""
        self._words = sorted(ENGLISH_WORDS)
        common = random.Random(5)
        common.shuffle(self._words)
        self._weights = _weigh(len(self._words))
        self._dice = common
        self._phrases = [" ".join(self._draw_words(common.choice(_PHRASE_WORDS))) for _ in range(_PHRASES)]
        self._phrase_weights = _weigh(_PHRASES, 100)
        self.boilerplates = tuple(self._draw_boilerplate() for _ in range(PUBLISHERS))
        self._publisher_weights = _weigh(PUBLISHERS)
        self._dice = random.Random(seed)

    def write_article(self) -> WrittenArticle:
        """Write the next article, of 400 to 600 words; large publishers come often, as 1/rank."""
        publisher = self._dice.choices(range(PUBLISHERS), cum_weights=self._publisher_weights)[0]
        title = " ".join(self._draw_words(8)).capitalize()
        return WrittenArticle(publisher, title, self._draw_prose(self._dice.choice(_WORDS)))

    def _draw_boilerplate(self) -> str:
        if self._dice.random() >= _BOILERPLATE_SHARE:
            return ""
        return self._draw_prose(self._dice.randint(30, 70))

    def _draw_prose(self, length: int) -> str:
        drawn = self._draw_words(length)
        sentences: list[str] = []
        at = 0
        while at < length:
            end = at + self._dice.choice(_SENTENCE_WORDS)
            sentences.append(" ".join(drawn[at:end]).capitalize() + ".")
            at = end
        return " ".join(sentences)

    def _draw_words(self, length: int) -> list[str]:
        dice = self._dice
        words = dice.choices(self._words, cum_weights=self._weights, k=length)
        for at in range(length):
            drawn = dice.random()
            if drawn < _NUMBER_SHARE:
                words[at] = str(dice.randint(2, 9999))
            elif drawn < _NUMBER_SHARE + _PHRASE_SHARE and hasattr(self, "_phrase_weights"):
                phrase = dice.choices(self._phrases, cum_weights=self._phrase_weights)[0].split()
                words[at : at + len(phrase)] = phrase
        return words[:length]


def _weigh(count: int, flat: float = 2.7) -> Sequence[float]:
    """Return the cumulated weights of Zipf and Mandelbrot's law."""
    return list(accumulate(1 / (rank + flat) for rank in range(count)))
