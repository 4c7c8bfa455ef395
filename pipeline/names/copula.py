"""Is an `IS` in capitals the verb or a name? A logistic model of the words round it, learnt from `is` and from names.

The verb and a name stand in different places of an English clause: a clause has one finite verb, a name follows
prepositions and transitive verbs, a verb follows its subject. The weights say how much each sign counts; they were
learnt by `benchmarks/copula.py` from texts in which `is` stands for the verb and names such as Hamas or Google for
the name; no `IS` was labelled. Method: logistic regression over binary features with AdaGrad (J. Duchi
et al., JMLR 12, 2011).
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from pipeline.names import words
from pipeline.names.shipped import read_copula_weights

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|\n+")
_REACH = 160
_SENTENCE_ENDS = ".!?;:"
_QUOTES = "\"“”«»‘’'"
_CLASSES = {
    "aux": words.AUXILIARIES,
    "past": words.PLAIN_PASTS,
    "prep": words.PREPOSITIONS,
    "det": words.DETERMINERS,
    "pron": words.PRONOUNS,
    "conj": words.CONJUNCTIONS,
    "gov": words.NAME_GOVERNORS,
    "noun": words.GROUP_NOUNS,
    "verb": words.GROUP_VERBS,
}
_CLASS_OF = {word: name for name, members in reversed(_CLASSES.items()) for word in members}
_ENDINGS = ("ing", "ed", "ly")


def score_name(text: str, start: int, end: int, *, shouting: bool) -> float | None:
    """Return the log-odds that the word at `start:end` is a name and no verb, names being as frequent as verbs.

    None where the sentence is in another language, as far as the model has learnt English: fewer than 3 words of 10.

    Args:
        text: The text; 160 characters on both sides are read.
        start: Where the word begins.
        end: Where it ends.
        shouting: Whether the line is in capitals, so that those of its neighbours tell nothing.
    """
    begin = max(0, start - _REACH - 1)
    return _score_window(text[begin : end + _REACH + 1], start - begin, end - begin, shouting)


@lru_cache(maxsize=4096)
def _score_window(window: str, start: int, end: int, shouting: bool) -> float | None:
    weights = _read_weights()
    left, right = read_clause(window, start, end)
    if not shouting and not _knows(left, right, weights):
        return None
    signs = _list_signs(left, right, shouting=shouting)
    return weights["bias"] + sum(weights.get(sign, 0.0) for sign in signs)


def _knows(left: list[str], right: list[str], weights: Mapping[str, float]) -> bool:
    tokens = [token.lower() for token in (*left, *right) if token[0].isalpha()]
    known = sum(f"l1={token}" in weights or f"r1={token}" in weights for token in tokens)
    return known >= 0.3 * len(tokens)


def list_signs(text: str, start: int, end: int, *, shouting: bool) -> list[str]:
    """Return the signs round a word: the words beside it, their classes and endings, and where finite verbs stand."""
    return _list_signs(*read_clause(text, start, end), shouting=shouting)


def _list_signs(left: list[str], right: list[str], *, shouting: bool) -> list[str]:
    last, before = left[-1], left[-2] if len(left) > 1 else "<s>"
    after, then = right[0], right[1] if len(right) > 1 else "</s>"
    kinds = [_classify(token) for token in (before, last, after, then)]
    finite = (_find_finite(reversed(left[1:])), _find_finite(right))
    signs = [
        f"l1={last.lower()}",
        f"r1={after.lower()}",
        f"l2={before.lower()}",
        f"r2={then.lower()}",
        f"k={kinds[1]}|{kinds[2]}",
        f"kl={kinds[0]}|{kinds[1]}",
        f"kr={kinds[2]}|{kinds[3]}",
        f"f={finite[0]}{finite[1]}",
        f"fl={kinds[1]}|{finite[1]}",
        f"fr={kinds[2]}|{finite[0]}",
        f"ff={kinds[1]}|{finite[0]}{finite[1]}",
        f"q={right[-1] == '?'}|{kinds[1]}",
        f"s1={last.lower()[-3:]}",
        f"e1={after.lower()[-3:]}",
    ]
    if not shouting and last[0].isalpha() and before != "<s>":
        signs.append(f"lc={last[0].isupper()}")
    if not shouting and after[0].isalpha():
        signs.append(f"rc={after[0].isupper()}|{kinds[1]}")
    return signs


def read_clause(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Return the tokens of the sentence before a word, from `<s>`, and after it, to its end mark or `</s>`."""
    left = _TOKEN.findall(text, max(0, start - _REACH), start)
    right = _TOKEN.findall(text, end, end + _REACH)
    if start > _REACH:
        del left[:1]
    if end + _REACH < len(text):
        del right[-1:]
    cut = _find_sentence_end(left, range(len(left) - 1, -1, -1), -1)
    stop = _find_sentence_end(right, range(len(right)), len(right))
    closing = right[stop] if stop < len(right) and right[stop][0] != "\n" else "</s>"
    return ["<s>", *left[cut + 1 :]], [*right[:stop], closing]


def _find_sentence_end(tokens: list[str], places: range, otherwise: int) -> int:
    """Return the first of the places whose token ends a sentence; the point of an initial does not: `the U.S. IS`."""
    for place in places:
        token = tokens[place]
        if token in _SENTENCE_ENDS or token[0] == "\n":
            before = tokens[place - 1] if token == "." and place else ""
            if not (len(before) == 1 and before.isupper()):
                return place
    return otherwise


def _classify(token: str) -> str:
    if not token[0].isalnum():
        if token[0] == "<":
            return token
        return "quote" if token in _QUOTES else "dash" if token in "-–—/" else token if token in "()[]," else "p"
    low = token.lower()
    known = _CLASS_OF.get(low)
    if known:
        return known
    if low[0].isdigit():
        return "num"
    ending = next((e for e in _ENDINGS if low.endswith(e) and len(low) > len(e) + 2), None)
    if ending:
        return ending
    return "s" if low.endswith("s") and not low.endswith("ss") and len(low) > 3 else "w"


def _find_finite(tokens: Iterable[str]) -> str:
    """Say whether the nearest clause has a finite verb for certain (`F`), perhaps (`e`: a word in -ed) or not."""
    perhaps = "-"
    for token in tokens:
        low = token.lower()
        if token in ',()[]—–"“”':
            break
        if low in words.AUXILIARIES or low in words.PLAIN_PASTS:
            return "F"
        if low.endswith("ed") and len(low) > 4:
            perhaps = "e"
    return perhaps


@cache
def _read_weights() -> dict[str, float]:
    lines = read_copula_weights().splitlines()
    return {sign: float(weight) for sign, _, weight in (line.rpartition("\t") for line in lines)}
