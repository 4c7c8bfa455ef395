"""Blocks of a page → which of them are the article: each by the sum of the weights of its signs.

A logistic regression over the signs of `signs`, learnt from pages whose text people marked
(`benchmarks/learn_blocks.py`); `weights.txt` holds the weights and nothing of these pages' text but single words.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import repeat

from pipeline.text.page_blocks import Page
from pipeline.text.signs import PageFacts, list_signs

BIAS = "bias"
_NEVER = -9.0
Weights = Mapping[str, float]


def weigh_blocks(page: Page, facts: PageFacts, weights: Weights | None = None) -> list[float]:
    """Return for each block how surely it is text of the article, as log odds: above 0 rather so than not.

    `weights` are those that ship unless others are given, as measurements on pages that were not learnt from do.
    """
    weights = weights or read_weights()
    get, bias, unknown = weights.get, weights[BIAS], repeat(0.0)
    return [_NEVER if signs is None else bias + sum(map(get, signs, unknown)) for signs in list_signs(page, facts)]


@cache
def read_weights() -> Weights:
    """Return the weights that ship, read once."""
    lines = files("pipeline.text").joinpath("weights.txt").read_text(encoding="utf-8").splitlines()
    return {sign: float(weight) for sign, _, weight in (line.rpartition("\t") for line in lines)}
