"""What is shared → the kind of copy, or none: two reports of one event, templates and boilerplate stay apart."""

from dataclasses import dataclass

from pipeline.copies.overlap import Overlap
from pipeline.settings import CopySettings
from schemas.records import CopyKind

_CLEARLY_LONGER = 0.9
_LEFT_OUT = 0.03
_WITH_STANDFIRST = 0.9
_WORD_FOR_WORD = 12.0
"""Mean run of equal tokens: cut copies with two wrong letters in a hundred words had 40, re-worded ones 4 to 13."""
_TEMPLATE_SHARE = 0.2
"""Of the numbers and names in shared passages: a market report exchanges more of them, an edited copy fewer."""
_BRIEF = 60
"""Tokens. Below it one number exchanged is enough: "raises prime rate to 7-3/4 pct" by two banks."""
_REWORDED_SHARE = 0.25
_REWORDED_EDITS = 0.02
_SAME_FACTS = 0.6
"""A later report on the same matter brings other numbers and names, an edited copy keeps them: of 300 Reuters pairs
with containment .15 to .3, nearly all follow-ups or templates, 19 were called rewritten without this, 2 with it."""
_LARGE_PART = 0.4


@dataclass(frozen=True)
class Bond:
    """What is known of two articles beside their texts: one publisher, or a copy that names the other's."""

    same_publisher: bool
    attributed: bool


def find_kind(overlap: Overlap, bond: Bond, settings: CopySettings) -> CopyKind | None:
    """Name the kind of copying, None where there is none. `overlap.one` is the copy."""
    if _is_template(overlap):
        return None
    if bond.same_publisher:
        return _find_kind_within_publisher(overlap, settings)
    copy, of = overlap.one, overlap.other
    if _is_identical(overlap, settings):
        return "identical"
    if _is_cut(overlap, settings):
        return "truncated"
    if max(copy.coverage, of.coverage) >= settings.containment and copy.coverage >= 2 * settings.excerpt:
        return "rewritten"
    if _is_reworded(overlap):
        return "rewritten"
    return "excerpt" if _is_excerpt(overlap, bond, settings) else None


def find_contained(overlap: Overlap, settings: CopySettings) -> int:
    """Return 1 where the one is contained in a clearly longer other, -1 for the reverse, 0 for neither."""
    one, other = overlap.one.coverage, overlap.other.coverage
    if one >= settings.containment and other <= _CLEARLY_LONGER * one:
        return 1
    return -1 if other >= settings.containment and one <= _CLEARLY_LONGER * other else 0


def _is_template(overlap: Overlap) -> bool:
    """Say whether the texts are one form filled in twice: numbers and names exchanged, the words between kept."""
    facts = overlap.replaced_facts + overlap.kept_facts
    if overlap.matched < _BRIEF:
        return overlap.replaced_facts >= max(1.0, _TEMPLATE_SHARE / 2 * facts)
    return overlap.replaced_facts >= max(2.0, _TEMPLATE_SHARE * facts)


def _is_identical(overlap: Overlap, settings: CopySettings) -> bool:
    """Say whether the copy is the whole of the other, and little else: a standfirst or caption of its printer's."""
    copy, of = overlap.one, overlap.other
    is_whole = of.coverage >= settings.identical and copy.coverage >= _WITH_STANDFIRST
    return overlap.in_order and is_whole and min(copy.containment, of.containment) >= 0.8


def _is_cut(overlap: Overlap, settings: CopySettings) -> bool:
    """Say whether the copy is little else than parts of a longer text, word for word and in its order.

    Where it is wholly that, one sentence left out is enough, else the other must be clearly longer.
    """
    copy, of = overlap.one.coverage, overlap.other.coverage
    is_part = find_contained(overlap, settings) == 1 or (copy >= settings.identical and copy - of >= _LEFT_OUT)
    return is_part and overlap.in_order and overlap.mean_run >= _WORD_FOR_WORD


def _is_reworded(overlap: Overlap) -> bool:
    """Say whether shared passages lie all over one of the texts with words in them changed, as editing leaves them.

    Paragraphs that two round-ups share are taken over whole.
    """
    copy, of = overlap.one, overlap.other
    is_all_over = max(copy.spread, of.spread) >= 0.5 and copy.own >= _REWORDED_SHARE
    if not is_all_over or overlap.matched < _BRIEF or overlap.same_facts < _SAME_FACTS:
        return False
    return overlap.mean_run < _WORD_FOR_WORD or overlap.edits >= _REWORDED_EDITS


def _is_excerpt(overlap: Overlap, bond: Bond, settings: CopySettings) -> bool:
    """Say whether the copy quotes the other at length, rather than that both carry one background paragraph.

    A paragraph shared by two stories has no quotation marks and names nobody: without either, the passage must be
    a large part of the copy and in one piece, as paragraphs shared by two round-ups are not; or all of the other.
    """
    copy, of = overlap.one, overlap.other
    if overlap.longest < 2 * settings.min_tokens:
        return False
    if bond.attributed or copy.quotes:
        return copy.coverage >= settings.excerpt or overlap.longest >= 3 * settings.min_tokens
    if of.coverage >= settings.containment:
        return copy.coverage >= settings.excerpt
    # With 0.25 instead, 9 in 100 pairs with a background paragraph in common and half of the round-ups came in.
    return overlap.longest >= 0.8 * overlap.matched and copy.own >= _LARGE_PART


def _find_kind_within_publisher(overlap: Overlap, settings: CopySettings) -> CopyKind | None:
    """Boilerplate makes pages of one publisher alike: ask for most of the one and a good part of the other."""
    copy, of = overlap.one, overlap.other
    if overlap.in_order and min(copy.containment, of.containment) >= 0.995:
        return "identical"
    if min(copy.coverage, of.coverage) < settings.excerpt or max(copy.coverage, of.coverage) < settings.containment:
        return None
    is_teaser = find_contained(overlap, settings) == 1 and _is_cut(overlap, settings) and copy.coverage >= 0.9
    return "truncated" if is_teaser else "revised"
