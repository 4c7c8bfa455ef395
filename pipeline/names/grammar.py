"""What the words round a hit say about it: a verb in capitals, a common noun, a piece of somebody else's name."""

import re

from pipeline.names import words
from pipeline.names.copula import knows_clause, read_clause, score_name
from pipeline.names.folding import View
from pipeline.names.hits import Hit

_REACH = 60
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_WORD_END = re.compile(r"[\w'’.]+$")
_OPENER = re.compile(r"(\w+) of (?:the )?$")
_NEXT_WORD = re.compile(r"([-\s])([\w'’]+)")
_LINE_REACH = 120
_CERTAIN = 99.0
_VERB_BELOW, _NAME_FROM = -3.0, -1.5
"""Log-odds below which an `IS` is the verb and leaves nothing, and from which it is a name; between it stays open."""
_SHOUTED_VERB_BELOW, _SHOUTED_NAME_FROM = 0.6, 1.6
_GOVERNED = 1.5


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


def is_shouting(view: View, hit: Hit) -> bool:
    """Say whether the line round a hit is written in capitals, so that capitals tell nothing.

    The hit itself and single letters do not count; one other word is enough in a short line.
    """
    line = _read_line(view, hit)
    others = [word for word in _WORD.findall(line) if len(word) > 1 and any(char.isalpha() for char in word)]
    capitals = sum(word.isupper() for word in others) - 1
    return len(others) > 1 and capitals >= 0.7 * (len(others) - 1)


def is_title_case(view: View, hit: Hit) -> bool:
    """Say whether the line round a hit is a headline with its longer words capitalised."""
    line = _read_line(view, hit)
    longer = [word for word in _WORD.findall(line) if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


def find_objection(view: View, hit: Hit) -> str:
    """Return why a hit is no name where it stands, or nothing."""
    if is_verb(view, hit):
        return "more likely the English word"
    if is_plural_family(view, hit):
        return "a family"
    return "a piece of a longer name that the lexicon does not know" if is_in_other_name(view, hit) else ""


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
    shouting = is_shouting(view, hit)
    if not shouting and not knows_clause(kept, start, end):
        return _CERTAIN
    return score_name(kept, start, end, shouting=shouting) + _GOVERNED * _count_signs(view, hit)


def _count_signs(view: View, hit: Hit) -> int:
    """Count what conflict news says of groups and other texts too seldom to learn from: `BOMBS IS FIGHTERS`."""
    before, after = read_previous_word(view, hit).lower(), read_next_word(view, hit).lower()
    ends = before in words.PREPOSITIONS and view.kept[hit.end : hit.end + 1] in (
        ".",
        ",",
        "?",
        "!",
        ":",
        ";",
        "\n",
        "",
    )
    return (before in words.NAME_GOVERNORS) + (after in words.GROUP_NOUNS) + ends


def _find_double(kept: str, start: int, end: int) -> str:
    if kept[max(0, start - 3) : start] == "IS " and not kept[max(0, start - 4) : start - 3].isalnum():
        return "second"
    return "first" if kept[end : end + 3] == " IS" and not kept[end + 3 : end + 4].isalnum() else ""


def _asks_before(kept: str, start: int, double: str) -> bool:
    """Say whether the verb of `IS IS` comes first: after a question word, or at the beginning of a question."""
    begin = start - 3 if double == "second" else start
    left, right = read_clause(kept, begin, begin + 2)
    if left[-1].lower() in words.QUESTION_WORDS:
        return True
    return right[-1] == "?" and not any(token.isalnum() for token in left[1:])


def _stands_alone(view: View, hit: Hit) -> bool:
    """Say whether brackets or quotation marks stand round the name."""
    before, after = view.kept[hit.start - 1 : hit.start], view.kept[hit.end : hit.end + 1]
    return ((before in "([{" and after in ")]},;") or (before in "“\"«‘'" and after in "”\"»’'")) and bool(
        before and after
    )


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


def is_plural_family(view: View, hit: Hit) -> bool:
    """Say whether `the Assads` names a family: a person's name with a plural s after the article."""
    return hit.is_mangled and hit.bearers[0].kind == "person" and read_previous_word(view, hit).lower() == "the"


def is_in_other_name(view: View, hit: Hit) -> bool:
    """Say whether a hit is a piece of a longer name that the lexicon does not know.

    `Jill Biden` is not Joe, `Isis Martinez` is not the group, `Damascus University` is not the city. Headlines in
    capitals or title case tell nothing, so there only institutions count.
    """
    surface = view.kept[hit.start : hit.end]
    if hit.bearers[0].alias.strength == "strong" and (surface.isupper() or " " in surface):
        return False
    if _is_in_institution(view, hit):
        return True
    if hit.bearers[0].alias.strength == "strong" or surface.isupper():
        return False
    if is_title_case(view, hit) or is_shouting(view, hit):
        return False
    weak = hit.bearers[0].kind == "person"
    return _has_given_name(view, hit) or (not weak and _has_surname(view, hit))


def _is_in_institution(view: View, hit: Hit) -> bool:
    after = read_next_word(view, hit)
    if after[:1].isupper() and after.lower() in words.INSTITUTION_NOUNS and view.kept[hit.end] != "-":
        return after.lower() not in words.UNSURE_INSTITUTION_NOUNS or not is_title_case(view, hit)
    if not view.folded.endswith((" of ", " of the "), max(0, hit.start - _REACH), hit.start):
        return False
    opener = _OPENER.search(view.kept[max(0, hit.start - _REACH) : hit.start])
    return opener is not None and opener[1][0].isupper() and opener[1].lower() in words.INSTITUTION_OPENERS


def _has_given_name(view: View, hit: Hit) -> bool:
    before = read_previous_word(view, hit)
    if not before[:1].isupper() or before.isupper() or "\n" in view.kept[max(0, hit.start - 2) : hit.start]:
        return False
    low = before.lower()
    if low in words.TITLES or low in words.SENTENCE_OPENERS or _is_demonym(low):
        return False
    return not low.endswith(("ing", "ly", "ed"))


def _is_demonym(word: str) -> bool:
    return word.endswith(words.DEMONYM_ENDINGS) and word not in words.DEMONYM_LOOK_ALIKES


def _has_surname(view: View, hit: Hit) -> bool:
    after = read_next_word(view, hit)
    return after[:1].isupper() and not after.isupper() and after.lower() not in words.GROUP_NOUNS


def _read_line(view: View, hit: Hit) -> str:
    start = view.kept.rfind("\n", max(0, hit.start - _LINE_REACH), hit.start) + 1
    end = view.kept.find("\n", hit.end, hit.end + _LINE_REACH)
    begin = max(start, hit.start - _LINE_REACH)
    return view.kept[begin : end if end >= 0 else hit.end + _LINE_REACH]
