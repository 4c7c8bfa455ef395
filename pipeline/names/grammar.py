"""What the words round a hit say about its line and place: capitals everywhere, a common noun, a family."""

import re
from functools import lru_cache

from pipeline.names import words
from pipeline.names.copula import read_clause
from pipeline.names.folding import View
from pipeline.names.hits import Hit

_REACH = 60
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_WORD_END = re.compile(r"[\w'’.]+$")
_NEXT_WORD = re.compile(r"([-\s])([\w'’]+)")
_LINE_REACH = 120
_SENTENCE_REACH = 200
_ENGLISH = re.compile(
    r"\b(?:the|of|and|was|were|said|with|that|for|is|has|had|have|his|her|their|by|from|an|he|she|they|there|who|it|be|as)\b",
    re.IGNORECASE,
)
_QUOTES = '"“”«»'


def read_previous_word(view: View, hit: Hit) -> str:
    """Return the word that stands directly before a hit, without punctuation between, else nothing."""
    before = view.kept[max(0, hit.start - _REACH) : hit.start]
    if not before or (before[-1] != "-" and not before[-1].isspace()) or before[-2:-1].isspace():
        return ""
    tail = before[:-1].split()
    match = _WORD_END.search(tail[-1]) if tail else None
    if match is None or match[0].endswith(("’s", "'s")):
        return ""
    word = match[0]
    return "" if word.endswith(".") and word.lower() not in words.TITLES and len(word) > 2 else word


def read_next_word(view: View, hit: Hit) -> str:
    """Return the word that follows a hit directly, without punctuation between, else nothing."""
    match = _NEXT_WORD.match(view.kept, hit.end, hit.end + _REACH)
    return match[2] if match is not None and view.kept[hit.end] != "\n" else ""


def read_neighbours(view: View, hit: Hit) -> tuple[str, str]:
    """Return the words directly before and after a hit, each nothing where punctuation or nothing stands there."""
    return read_previous_word(view, hit), read_next_word(view, hit)


def is_shouting(view: View, hit: Hit) -> bool:
    """Say whether the line or the sentence round a hit is written in capitals, so that capitals tell nothing.

    The hit itself and single letters do not count; one other word is enough in a short line.
    """
    return _is_line_in_capitals(_read_line(view, hit)) or _is_shouted_sentence(view, hit)


def _is_shouted_sentence(view: View, hit: Hit) -> bool:
    letters = [word for word in read_neighbours(view, hit) if any(char.isalpha() for char in word)]
    if not letters or not all(map(str.isupper, letters)):
        return False
    begin = max(0, hit.start - _SENTENCE_REACH)
    window = view.kept[begin : hit.name_end + _SENTENCE_REACH]
    return _is_sentence_in_capitals(window, hit.start - begin, hit.name_end - begin)


@lru_cache(maxsize=4096)
def _is_line_in_capitals(line: str) -> bool:
    others = [word for word in _WORD.findall(line) if len(word) > 1 and any(char.isalpha() for char in word)]
    capitals = sum(word.isupper() for word in others) - 1
    return len(others) > 1 and capitals >= 0.7 * (len(others) - 1)


@lru_cache(maxsize=4096)
def _is_sentence_in_capitals(window: str, start: int, end: int) -> bool:
    """Say whether all words as far as the next quotation mark or end of the sentence are capitals.

    Acronyms may stand side by side (`US, UN`): one of the words must be a small one (`LET US BE CLEAR`).
    """
    left, right = read_clause(window, start, end)
    cut = next((i for i in range(len(left) - 1, -1, -1) if left[i] in _QUOTES), -1)
    stop = next((i for i, token in enumerate(right) if token in _QUOTES), len(right))
    others = [token for token in (*left[cut + 1 :], *right[:stop]) if len(token) > 1 and token[0].isalpha()]
    return any(token.lower() in words.SMALL_WORDS for token in others) and all(map(str.isupper, others))


def is_title_case(view: View, hit: Hit) -> bool:
    """Say whether the line round a hit is a headline with its longer words capitalised."""
    line = _read_line(view, hit)
    longer = [word for word in _WORD.findall(line) if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


def is_english(view: View, hit: Hit) -> bool:
    """Say whether the line round a hit has one of the small words that every English line of some length has."""
    return _ENGLISH.search(_read_line(view, hit)) is not None


def is_common_noun(view: View, hit: Hit) -> bool:
    """Say whether `an Islamic State` or `all Islamic States` speaks of the thing and not of the group."""
    last = view.folded[hit.start : hit.name_end].rpartition(" ")[2]
    if last not in words.COMMON_HEADS or view.kept[hit.start : hit.name_end].isupper():
        return False
    before, after = read_previous_word(view, hit).lower(), read_next_word(view, hit).lower()
    attributive = bool(after) and after not in words.STOP_FOLLOWERS
    if hit.is_mangled:
        return not attributive or before in words.PLURAL_DETERMINERS
    return before in {"a", "an", "any", "no"} and not attributive


def is_title_acronym(view: View, hit: Hit) -> bool:
    """Say whether an acronym that is a word, too, is written like that word: `Isis`."""
    surface = view.kept[hit.start : hit.name_end]
    return surface.istitle() and surface.lower() in words.CAPITAL_WORDS


def is_title_with_article(view: View, hit: Hit) -> bool:
    """Say whether `the Isis` names a river or a magazine, as it does where it is no `the Isis fighters`."""
    if not is_title_acronym(view, hit):
        return False
    after = read_next_word(view, hit)
    return read_previous_word(view, hit).lower() == "the" and not (
        after[:1].islower() and after in words.GROUP_NOUNS
    )


def is_plural_family(view: View, hit: Hit) -> bool:
    """Say whether `the Assads` names a family: a person's name with a plural s after the article."""
    return hit.is_mangled and hit.bearers[0].kind == "person" and read_previous_word(view, hit).lower() == "the"


def _read_line(view: View, hit: Hit) -> str:
    start = view.kept.rfind("\n", max(0, hit.start - _LINE_REACH), hit.start) + 1
    end = view.kept.find("\n", hit.end, hit.end + _LINE_REACH)
    begin = max(start, hit.start - _LINE_REACH)
    return view.kept[begin : end if end >= 0 else hit.end + _LINE_REACH]
