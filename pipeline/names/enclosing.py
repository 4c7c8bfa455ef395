"""Is a hit a piece of a longer name that the lexicon does not know? Its capitalised neighbours tell.

Headlines in capitals or title case tell nothing: there only institutions count.
"""

import re
from collections.abc import Container

from pipeline.names import words
from pipeline.names.folding import View
from pipeline.names.grammar import is_english, is_shouting, is_title_case, read_next_word, read_previous_word
from pipeline.names.hits import Hit

_REACH = 60
_OPENER = re.compile(r"(\w+) (of|for|to|in) (?:the )?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;,…]\s+|\n\s*|[“\"«(•–—]\s?|[-*]\s+)[“\"«(‘']?$")
_STATE = re.compile(rf", (?:{'|'.join(words.AMERICAN_STATES)})\b(?!,? and\b|,? or\b|, [A-Z])")
_PLACES = ("state", "place")


def is_in_other_name(view: View, hit: Hit, edges: Container[int] = ()) -> bool:
    """Say whether a hit is a piece of a longer name; `edges` are where other hits begin or end.

    `Jill Biden` is not Joe, `Isis Martinez` is not the group, `Damascus University` and `Paris Hilton` are not the
    cities.
    """
    surface = view.kept[hit.start : hit.end]
    first = hit.bearers[0]
    strong = first.alias.strength == "strong"
    after = read_next_word(view, hit)
    if first.kind == "person" and after in words.MONUMENT_NOUNS:
        return True
    if after in words.FIRM_NOUNS and not _is_headline(view, hit):
        return True
    if strong and (surface.isupper() or " " in surface):
        return False
    if _is_in_institution(view, hit):
        return True
    if (strong and first.kind not in _PLACES) or surface.isupper():
        return False
    if strong:
        beside = (hit.start - 1 not in edges and _has_name_before(view, hit)) or (
            hit.end + 1 not in edges and _has_name_after(view, hit)
        )
    else:
        beside = _has_given_name(view, hit) or (first.kind != "person" and _has_surname(view, hit))
    return beside and not _is_headline(view, hit)


def _is_headline(view: View, hit: Hit) -> bool:
    return is_title_case(view, hit) or is_shouting(view, hit)


def is_elsewhere(view: View, hit: Hit, relatives: frozenset[str]) -> bool:
    """Say whether a state of America follows a name that is no place there: `Paris, Texas`, `Lebanon, Ohio`.

    A list (`Mexico, Texas and Arizona`) names both.
    """
    if hit.bearers[0].kind not in _PLACES or "united-states" in relatives:
        return False
    return _STATE.match(view.kept, hit.end) is not None


def _is_in_institution(view: View, hit: Hit) -> bool:
    after = read_next_word(view, hit)
    if after[:1].isupper() and after.lower() in words.INSTITUTION_NOUNS and view.kept[hit.end] != "-":
        return after.lower() not in words.UNSURE_INSTITUTION_NOUNS or not is_title_case(view, hit)
    opener = _OPENER.search(view.kept[max(0, hit.start - _REACH) : hit.start])
    if opener is None or not opener[1][0].isupper() or hit.bearers[0].kind == "person":
        return False
    if opener[2] in ("to", "in"):
        return opener[1] == "Mission"
    if opener[2] == "of" and hit.bearers[0].kind in _PLACES and not _is_headline(view, hit):
        begin = max(0, hit.start - _REACH) + opener.start(1)
        starts = _SENTENCE_START.search(view.kept[max(0, begin - 4) : begin]) is not None
        return not starts and not _may_precede_of(opener[1].lower())
    openers = words.INSTITUTION_OPENERS if opener[2] == "of" else words.CAUSE_OPENERS
    return opener[1].lower() in openers


def _has_name_before(view: View, hit: Hit) -> bool:
    """Say whether a word in capitals inside a sentence, neither title nor direction, is joined to a place's name."""
    before = read_previous_word(view, hit)
    if not before[:1].isupper() or before.isupper() or view.kept[hit.start - 1] != " ":
        return False
    low = before.lower()
    start = view.kept.rfind(before, 0, hit.start)
    begins = _SENTENCE_START.search(view.kept[max(0, start - 4) : start]) is not None
    return not begins and not _may_precede(low)


def _has_name_after(view: View, hit: Hit) -> bool:
    after = read_next_word(view, hit)
    if not after[:1].isupper() or after.isupper() or view.kept[hit.end] != " " or hit.possessive:
        return False
    low = after.lower()
    if low in words.NAME_FOLLOWERS or low in words.TITLES or _is_demonym(low):
        return False
    if read_previous_word(view, hit) == "of" or not is_english(view, hit):
        return False  # `the president of Iraq Barham Salih`, `президент России Владимир Путин`
    # `In Libya Haftar said`: a sentence may begin with the place where it plays.
    return not _opens_sentence(view, hit)


def _opens_sentence(view: View, hit: Hit) -> bool:
    before = read_previous_word(view, hit)
    if before.lower() not in words.LOCATIVES or not before[0].isupper():
        return False
    start = view.kept.rfind(before, 0, hit.start)
    return _SENTENCE_START.search(view.kept[max(0, start - 4) : start]) is not None


def _may_precede(word: str) -> bool:
    return (
        word in words.NAME_PRECEDERS or word in words.TITLES or word in words.SENTENCE_OPENERS or _is_demonym(word)
    )


def _may_precede_of(word: str) -> bool:
    """Say whether `Government of Libya` leaves Libya a name of its own, as `Gateway of Libya` does not."""
    return word in words.OFFICES or word in words.TITLES or word in words.NAME_PRECEDERS or len(word) < 3


def _has_given_name(view: View, hit: Hit) -> bool:
    before = read_previous_word(view, hit)
    if not before[:1].isupper() or before.isupper() or "\n" in view.kept[max(0, hit.start - 2) : hit.start]:
        return False
    low = before.lower()
    if low in words.TITLES or low in words.SENTENCE_OPENERS or _is_demonym(low):
        return False
    return not low.endswith(("ing", "ly", "ed"))


def _is_demonym(word: str) -> bool:
    return word.removesuffix("s").endswith(words.DEMONYM_ENDINGS) and word not in words.DEMONYM_LOOK_ALIKES


def _has_surname(view: View, hit: Hit) -> bool:
    after = read_next_word(view, hit)
    return after[:1].isupper() and not after.isupper() and after.lower() not in words.GROUP_NOUNS
