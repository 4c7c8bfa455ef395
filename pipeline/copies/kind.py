"""What is shared → the kind of copy, or none: two reports of one event, templates and boilerplate stay apart."""

from dataclasses import dataclass

from pipeline.copies.overlap import Overlap
from pipeline.settings import CopySettings
from schemas.records import CopyKind

_CLEARLY_LONGER = 0.9
_LEFT_OUT = 0.03
_WITH_STANDFIRST = 0.92
_IN_ORDER = 0.98
_MISREAD = 0.93
_MISREAD_PLACES = 0.01
_SMALL_CHANGES = 0.035
"""Changed places for each shared token: texts with 3 misread words in 100 had up to .032, those re-worded so that
.7 of their 5-grams were left .037 to .071."""
_LITTLE_ELSE = 0.85
_IN_ONE_PIECE = 0.7
"""Own words of the printer's beside a piece of the other; edited copies have up to .84 in 3 to 12 passages."""
_FEW_CHANGES = 10.0
"""Mean run of equal tokens, for texts too short for a share of changes to say much."""
_WORD_FOR_WORD = 12.0
_TEMPLATE_SHARE = 0.2
"""Of the numbers and names in shared passages: a market report exchanges more of them, an edited copy fewer."""
_BRIEF = 60
"""Tokens. Below it one number exchanged is enough: "raises prime rate to 7-3/4 pct" by two banks."""
_REWORDED_SHARE = 0.25
_REWORDED_EDITS = 0.02
_SAME_FACTS = 0.6
"""A later report on the same matter brings other numbers and names, an edited copy keeps them: of 300 Reuters pairs
with containment .15 to .3, nearly all follow-ups or templates, 19 were called rewritten without this, 2 with it."""
_LARGE_PART = 0.5
_HALF = 0.5
_SAME_HALF = 0.45
"""A background paragraph that short reports share is up to .41 of them, items of round-ups .45."""
_SAME_SUBJECT = 0.3
"""Of the numbers and names with which each begins: pages that only share boilerplate, background or items of a
round-up had 0, later versions of a report .4 and more."""


@dataclass(frozen=True)
class _Retelling:
    """What a text that is told anew has at least: shares of near pairs, words, facts and the facts it begins with."""

    pairs: float
    words: float
    facts: float
    lead: float


_FREE = _Retelling(pairs=0.2, words=0.6, facts=0.75, lead=0.5)
"""Told anew throughout. Reports of one event by others had pairs of .07 and words of .37 at most, follow-ups .3 and
.57 with leads of .5 and less; paraphrases by hand .18 to .38 and .58 to .78. With pairs of .18, words of .55, facts
of .7 and leads of .4, 15 and not 11 of 33 paraphrases were found, but on half of the Reuters candidates 13 and not
6 pairs were added, most of the others market reports of one day."""
_CLOSE = _Retelling(pairs=0.33, words=0.6, facts=0.7, lead=0.3)
"""Told anew in part, the rest word for word."""
_RETOLD_DAYS = 5.0
"""Weekly and monthly reports repeat their former figures, and are told apart from a text told anew by their days."""
_RETOLD_TOKENS = 80
_RETOLD_FACTS = 8
_RETOLD_SPREAD = 0.5
_RETOLD_LENGTH = 0.5


@dataclass(frozen=True)
class Bond:
    """What is known of two articles beside their texts: one publisher, a copy that names the other's, days between.

    Where a date is missing they count as of one day.
    """

    same_publisher: bool
    attributed: bool
    days_apart: float = 0.0


def find_kind(overlap: Overlap, bond: Bond, settings: CopySettings) -> CopyKind | None:
    """Name the kind of copying, None where there is none. `overlap.one` is the copy."""
    if _is_template(overlap):
        return None
    if bond.same_publisher:
        return _find_kind_within_publisher(overlap, bond, settings)
    copy = overlap.one
    if _is_identical(overlap, settings):
        return "identical"
    if _is_cut(overlap, settings):
        return "truncated"
    is_excerpt = _is_excerpt(overlap, bond, settings)
    if is_excerpt and copy.quotes and copy.coverage < settings.containment:
        return "excerpt"
    if _is_largely_taken(overlap, settings) or _is_reworded(overlap) or _is_retold(overlap, bond):
        return "rewritten"
    return "excerpt" if is_excerpt else None


def find_contained(overlap: Overlap, settings: CopySettings) -> int:
    """Return 1 where the one is contained in a clearly longer other, -1 for the reverse, 0 for neither."""
    one, other = overlap.one.coverage, overlap.other.coverage
    if one >= settings.containment and other <= _CLEARLY_LONGER * one:
        return 1
    return -1 if other >= settings.containment and one <= _CLEARLY_LONGER * other else 0


def _is_template(overlap: Overlap) -> bool:
    """Say whether the texts are one form filled in twice: numbers and names exchanged, the words between kept."""
    facts = overlap.facts.replaced + overlap.facts.kept
    if overlap.matched < _BRIEF:
        return overlap.facts.replaced >= max(1.0, _TEMPLATE_SHARE / 2 * facts)
    return overlap.facts.replaced >= max(2.0, _TEMPLATE_SHARE * facts)


def _is_identical(overlap: Overlap, settings: CopySettings) -> bool:
    """Say whether the copy is the whole of the other, and little else: a standfirst or caption of its printer's.

    Misread words all over a text leave small gaps and seldom part a passage; a sentence that was changed parts it.
    """
    copy, of = overlap.one, overlap.other
    has_small_gaps = overlap.edits >= _MISREAD_PLACES or overlap.longest >= 0.9 * overlap.matched
    is_misread = of.coverage >= _MISREAD and of.reach >= settings.identical and has_small_gaps
    is_whole = (of.coverage >= settings.identical or is_misread) and copy.coverage >= _WITH_STANDFIRST
    return overlap.order >= _IN_ORDER and is_whole and overlap.edits <= _SMALL_CHANGES


def _is_cut(overlap: Overlap, settings: CopySettings) -> bool:
    """Say whether the copy is little else than parts of a longer text, word for word and in its order.

    Where it is wholly that, one sentence left out is enough, else the other must be clearly longer.
    """
    copy, of = overlap.one.coverage, overlap.other.coverage
    is_part = find_contained(overlap, settings) == 1 or (copy >= settings.identical and copy - of >= _LEFT_OUT)
    is_verbatim = overlap.edits <= _SMALL_CHANGES or (overlap.matched < _BRIEF and overlap.mean_run >= _FEW_CHANGES)
    is_one_piece = overlap.longest >= 0.95 * overlap.matched and copy >= _IN_ONE_PIECE
    return is_part and overlap.order >= 0.9 and (copy >= _LITTLE_ELSE or is_one_piece) and is_verbatim


def _is_largely_taken(overlap: Overlap, settings: CopySettings) -> bool:
    """Say whether most of the one stands in the other, or half of both in one piece under another beginning."""
    copy, of = overlap.one, overlap.other
    if max(copy.coverage, of.coverage) >= settings.containment:
        return copy.coverage >= 2 * settings.excerpt and min(copy.own, of.own) >= settings.excerpt
    is_one_piece = overlap.longest >= max(0.95 * overlap.matched, 2 * settings.min_tokens)
    return is_one_piece and max(copy.own, of.own) >= _HALF and min(copy.own, of.own) >= _SAME_HALF


def _is_reworded(overlap: Overlap) -> bool:
    """Say whether shared passages lie all over one of the texts with words in them changed, as editing leaves them.

    Paragraphs that two round-ups share are taken over whole.
    """
    copy, of = overlap.one, overlap.other
    is_all_over = max(copy.spread, of.spread) >= 0.5 and copy.own >= _REWORDED_SHARE
    if not is_all_over or overlap.matched < _BRIEF or overlap.facts.same < _SAME_FACTS:
        return False
    return overlap.mean_run < _WORD_FOR_WORD or overlap.edits >= _REWORDED_EDITS


def _is_retold(overlap: Overlap, bond: Bond) -> bool:
    """Say whether the one is the other told anew: the same facts, most of the words, side by side all over it."""
    parts = (overlap.one, overlap.other)
    shorter, longer = sorted(part.tokens for part in parts)
    if bond.days_apart > _RETOLD_DAYS:
        return False
    if shorter < max(_RETOLD_TOKENS, _RETOLD_LENGTH * longer) or overlap.facts.count < _RETOLD_FACTS:
        return False
    if min(part.retold.spread for part in parts) < _RETOLD_SPREAD:
        return False
    facts = min(overlap.facts.same, overlap.facts.numbers)
    return any(
        min(part.retold.pairs for part in parts) >= least.pairs
        and min(part.retold.words for part in parts) >= least.words
        and facts >= least.facts
        and overlap.facts.lead >= least.lead
        for least in (_FREE, _CLOSE)
    )


def _is_excerpt(overlap: Overlap, bond: Bond, settings: CopySettings) -> bool:
    """Say whether the copy quotes the other at length, rather than that both carry one background paragraph.

    A paragraph shared by two stories has no quotation marks and names nobody: without either, the passage must be
    a large part of the copy and in one piece, as paragraphs shared by two round-ups are not; or all of the other.
    """
    copy, of = overlap.one, overlap.other
    is_marked = bond.attributed or copy.quotes
    if overlap.longest < (1.5 if is_marked else 2.0) * settings.min_tokens:
        return False
    if is_marked:
        return copy.coverage >= settings.excerpt or overlap.longest >= 3 * settings.min_tokens
    if of.own >= settings.containment:
        return copy.own >= settings.excerpt
    # With 0.25 instead, 9 in 100 pairs with a background paragraph in common and half of the round-ups came in.
    return overlap.longest >= 0.8 * overlap.matched and copy.own >= _LARGE_PART


def _find_kind_within_publisher(overlap: Overlap, bond: Bond, settings: CopySettings) -> CopyKind | None:
    """Boilerplate makes pages of one publisher alike: ask for most of the one and a good part of the other."""
    copy, of = overlap.one, overlap.other
    if overlap.order >= _IN_ORDER and min(copy.containment, of.containment) >= 0.995:
        return "identical"
    if overlap.facts.lead < _SAME_SUBJECT:
        return None
    if min(copy.coverage, of.coverage) < settings.excerpt or max(copy.coverage, of.coverage) < settings.containment:
        return "revised" if _is_retold(overlap, bond) else None
    is_teaser = find_contained(overlap, settings) == 1 and _is_cut(overlap, settings) and copy.coverage >= 0.9
    return "truncated" if is_teaser else "revised"
