"""Is an acronym in capitals an English word here? `IS` is weighed by `copula`, others count by their line."""

from pipeline.names import words
from pipeline.names.copula import read_clause, score_name
from pipeline.names.folding import View
from pipeline.names.grammar import is_shouting, read_next_word, read_previous_word
from pipeline.names.hits import Hit

_CERTAIN = 99.0
_VERB_BELOW, _NAME_FROM = -3.0, -1.5
"""Log-odds below which an `IS` is the verb and leaves nothing, and from which it is a name; between it stays open."""
_SHOUTED_VERB_BELOW, _SHOUTED_NAME_FROM = 0.6, 1.6
_GOVERNED = 1.5
_MARKS = (".", ",", "?", "!", ":", ";", "\n", "")


def is_verb(view: View, hit: Hit) -> bool:
    """Say whether an acronym that is an English word (`IS`) is more likely that word here; capitals tell little."""
    surface = view.kept[hit.start : hit.name_end]
    if surface.lower() not in words.CAPITAL_WORDS or len(surface) > 3 or not surface.isupper():
        return False
    if surface == "IS":
        return _score_copula(view, hit) < (_SHOUTED_VERB_BELOW if is_shouting(view, hit) else _VERB_BELOW)
    if hit.possessive or _stands_alone(view, hit) or not is_shouting(view, hit):
        return False
    return surface != "US" or read_previous_word(view, hit).lower() in words.US_GOVERNORS


def may_be_verb(view: View, hit: Hit) -> bool:
    """Say whether an `IS` that is not certainly the verb may be it as well as a name."""
    if view.kept[hit.start : hit.name_end] != "IS":
        return False
    return _score_copula(view, hit) < (_SHOUTED_NAME_FROM if is_shouting(view, hit) else _NAME_FROM)


def _score_copula(view: View, hit: Hit) -> float:
    """Return the log-odds that an `IS` is a name: as the clause has it, or for certain."""
    kept, start, end = view.kept, hit.start, hit.end
    hyphens = (kept[start - 1 : start] == "-" and kept[start - 2 : start - 1].isalnum()) or (
        kept[end : end + 1] == "-" and kept[end + 1 : end + 2].isalnum()
    )
    if hit.possessive or hyphens or _stands_alone(view, hit):
        return _CERTAIN
    double = _find_double(kept, start, end)
    if double:
        # One of `IS IS` is the name: the second in a question, else the first.
        return _CERTAIN if (double == "second") == _asks_before(kept, start, double) else -_CERTAIN
    score = score_name(kept, start, end, shouting=is_shouting(view, hit))
    return _CERTAIN if score is None else score + _GOVERNED * _count_signs(view, hit)


def _count_signs(view: View, hit: Hit) -> int:
    """Count what conflict news says of groups and other texts too seldom to learn from: `BOMBS IS FIGHTERS`."""
    before, after = read_previous_word(view, hit).lower(), read_next_word(view, hit).lower()
    ends = before in words.PREPOSITIONS and view.kept[hit.end : hit.end + 1] in _MARKS
    return (before in words.NAME_GOVERNORS) + (after in words.GROUP_NOUNS) + ends


def _find_double(kept: str, start: int, end: int) -> str:
    if kept[max(0, start - 3) : start] == "IS " and not kept[max(0, start - 4) : start - 3].isalnum():
        return "second"
    return "first" if kept[end : end + 3] == " IS" and not kept[end + 3 : end + 4].isalnum() else ""


def _asks_before(kept: str, start: int, double: str) -> bool:
    """Say whether the verb of `IS IS` comes first: in a question, after its question word or at its beginning."""
    begin = start - 3 if double == "second" else start
    left, right = read_clause(kept, begin, begin + 2)
    asks = left[-1].lower() in words.QUESTION_WORDS or not any(token.isalnum() for token in left[1:])
    return right[-1] == "?" and asks


def _stands_alone(view: View, hit: Hit) -> bool:
    """Say whether brackets or quotation marks stand round the name."""
    before, after = view.kept[hit.start - 1 : hit.start], view.kept[hit.end : hit.end + 1]
    return ((before in "([{" and after in ")]},;") or (before in "“\"«‘'" and after in "”\"»’'")) and bool(
        before and after
    )
