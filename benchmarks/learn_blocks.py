"""Learn `pipeline/text/weights.txt`: what tells the blocks of an article from the frame of its page.

    python -m benchmarks.learn_blocks

Pages are those articles of the extraction benchmarks of ../shared/corpora whose authors share their annotations
(MIT, CC BY, Apache-2.0). A block is text where the annotated text has its words, or where a wanted segment lies in
it; frame where not, or where an unwanted one does; else it is left out. Kept are weights of tags, of words of class
names and of single words. `learn_parts` learns without a part of the sites, to measure on these.
"""

import hashlib
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from benchmarks.corpora import CORPUS_READERS, GoldPage, read_corpus
from pipeline.text.article import read_blocks
from pipeline.text.signs import list_signs
from pipeline.text.weighing import BIAS
from schemas.records import PageSource

_WEIGHTS = Path(__file__).parents[1] / "pipeline" / "text" / "weights.txt"
PARTS = 2
_TRUST = {"181": 1.0, "990": 2.0, "1497": 0.5}
"""How much a page of each corpus weighs: the third was annotated with less care, the second marks few blocks."""
_LEAST_SITES = 12
_LEAST_TEXT = 500
_ROUNDS, _RATE = 8, 0.03
_FREEDOM = 0.05
"""The inverse of the strength of the L2 penalty, as C of liblinear: of .02 to .15 the best on sites left out."""
_KEPT = 0.05
_GRAM, _SHORT, _NEAR = 4, 6, 6
_INSIDE, _OUTSIDE = 0.6, 0.3
_CAP = 400


class Example(NamedTuple):
    """A block to learn from: its signs, whether it is text, and how much it weighs."""

    signs: tuple[str, ...]
    is_text: bool
    weight: float
    site: str


def main() -> None:
    """Learn from all pages and write the weights."""
    weights = learn_weights(list(list_examples()))
    kept = sorted((sign, weight) for sign, weight in weights.items() if abs(weight) >= _KEPT or sign == BIAS)
    _WEIGHTS.write_text("".join(f"{sign}\t{weight:.2f}\n" for sign, weight in kept), encoding="utf-8")
    print(f"{_WEIGHTS.name}: {len(kept)} weights")


def learn_parts() -> list[dict[str, float]]:
    """Learn weights for each part of the sites from all others, to measure on pages of sites that were not seen."""
    examples = list(list_examples())
    return [learn_weights([e for e in examples if _part(e.site) != part]) for part in range(PARTS)]


def part_of(url: str) -> int:
    """Return in which part of the sites a page lies; pages of one registered name lie together."""
    return _part(_name_site(url))


def list_examples() -> Iterator[Example]:
    """Read the blocks of all pages of the corpora that can be labelled."""
    for key in CORPUS_READERS:
        for page in read_corpus(key):
            if page.kind == "article" and (page.wanted or len(page.text) >= _LEAST_TEXT):
                yield from _read_examples(key, page)


def learn_weights(examples: Sequence[Example]) -> dict[str, float]:
    """Learn a weight for each sign that enough sites have: logistic regression by AdaGrad (Duchi et al., 2011)."""
    sites: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for sign in example.signs:
            sites[sign].add(example.site)
    known = {sign for sign, seen in sites.items() if len(seen) >= _LEAST_SITES}
    rows = [(e.is_text, e.weight, [sign for sign in e.signs if sign in known]) for e in examples]
    scale = len(rows) / sum(weight for _, weight, _ in rows)
    counts = Counter(sign for _, _, signs in rows for sign in signs)
    weights = dict.fromkeys((BIAS, *known), 0.0)
    decay = {sign: 1 / (_FREEDOM * count) for sign, count in counts.items()} | {BIAS: 0.0}
    steps = dict.fromkeys(weights, 1e-9)
    chance = random.Random(5)
    for turn in range(_ROUNDS):
        chance.shuffle(rows)
        for is_text, weight, signs in rows:
            total = weights[BIAS] + sum([weights[sign] for sign in signs])
            error = weight * scale * (is_text - 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))
            for sign in (BIAS, *signs):
                slope = error - weights[sign] * decay[sign]
                steps[sign] += slope * slope
                weights[sign] += _RATE * slope / math.sqrt(steps[sign])
        print(f"round {turn + 1} of {_ROUNDS}", flush=True)
    return weights


def _read_examples(key: str, gold: GoldPage) -> Iterator[Example]:
    seen = read_blocks(PageSource(url=gold.url, body=gold.body))
    if seen is None:
        return
    page, facts = seen
    all_signs = list_signs(page, facts)
    texts = [block.text for block in page.blocks]
    labels = _label_segments(texts, gold) if gold.wanted else _label_words(texts, gold.text)
    pairs = [(s, at) for at, s in enumerate(all_signs) if s is not None and labels[at] is not None]
    for signs, at in pairs:
        weight = _TRUST[key] * math.sqrt(min(len(texts[at]), _CAP) / len(pairs))
        yield Example(tuple(dict.fromkeys(signs)), bool(labels[at]), weight, _name_site(gold.url))


def _label_segments(texts: Sequence[str], gold: GoldPage) -> list[bool | None]:
    wanted, unwanted = ([" ".join(s.split()) for s in group] for group in (gold.wanted, gold.unwanted))
    labels: list[bool | None] = []
    for text in texts:
        is_wanted, is_unwanted = (
            any(s in text or (len(text) > 25 and text in s) for s in group) for group in (wanted, unwanted)
        )
        labels.append(True if is_wanted else False if is_unwanted else None)
    return labels


def _label_words(texts: Sequence[str], gold: str) -> list[bool | None]:
    """Label blocks by runs of four words; a short block also by the words of those before and behind it."""
    words = [re.findall(r"\w+", text.lower()) for text in texts]
    wanted = re.findall(r"\w+", gold.lower())
    grams = set(zip(*(wanted[start:] for start in range(_GRAM)), strict=False))
    whole = f" {' '.join(wanted)} "
    labels: list[bool | None] = []
    for at, own in enumerate(words):
        if len(own) >= _SHORT:
            found = sum(tuple(own[n : n + _GRAM]) in grams for n in range(len(own) - _GRAM + 1))
            share = found / (len(own) - _GRAM + 1)
            labels.append(True if share >= _INSIDE else False if share <= _OUTSIDE else None)
        elif not own or f" {' '.join(own)} " not in whole:
            labels.append(False if own else None)
        else:
            before = next((w for w in reversed(words[max(0, at - _NEAR) : at]) if w), [])
            after = next((w for w in words[at + 1 : at + _NEAR] if w), [])
            joined = [[*before[-_GRAM:], *own] if before else [], [*own, *after[:_GRAM]] if after else []]
            is_there = any(part and f" {' '.join(part)} " in whole for part in joined)
            labels.append(True if is_there or len(own) >= _GRAM else None if len(own) >= 2 else False)
    return labels


def _part(site: str) -> int:
    return hashlib.sha256(site.encode()).digest()[0] % PARTS


def _name_site(url: str) -> str:
    host = urlsplit(url).hostname or url
    return ".".join(host.split(".")[-3 if host.endswith(".uk") else -2 :])


if __name__ == "__main__":
    main()
