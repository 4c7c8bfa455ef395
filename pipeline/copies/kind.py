"""What is shared → the kind of copy, or none: two reports of one event, templates and boilerplate stay apart."""

from dataclasses import dataclass

from pipeline.copies.overlap import Overlap
from pipeline.settings import CopySettings
from schemas.records import CopyKind

_TEMPLATE_SHARE = 0.3
_CLEARLY_LONGER = 0.9
_VERBATIM_RUN = 8.0


@dataclass(frozen=True)
class Shape:
    """An overlap seen from the copy: `share` is its part found in the other, `share_of` the reverse."""

    share: float
    share_of: float
    spread: float
    in_order: bool
    verbatim: bool
    longest: int
    same_publisher: bool
    exact: bool


def find_kind(shape: Shape, settings: CopySettings) -> CopyKind | None:
    """Name the kind of copy that a shape shows, None where it shows no copying."""
    if shape.same_publisher:
        return _find_kind_within_publisher(shape, settings)
    if min(shape.share, shape.share_of) >= settings.identical:
        return "identical"
    if is_cut(shape, settings):
        return "truncated"
    if shape.spread >= 0.5 and shape.share >= 2 * settings.excerpt:
        return "rewritten"
    if shape.share_of >= settings.containment and shape.share >= settings.excerpt:
        return "rewritten"
    if shape.share >= settings.excerpt and shape.longest >= 2 * settings.min_tokens:
        return "excerpt"
    return None


def is_cut(shape: Shape, settings: CopySettings) -> bool:
    """Say whether the copy is little else than parts of a clearly longer text, word for word and in its order."""
    return (
        shape.share >= settings.containment
        and shape.share_of <= _CLEARLY_LONGER * shape.share
        and shape.in_order
        and shape.verbatim
    )


def is_template(overlap: Overlap) -> bool:
    """Say whether the texts are one form filled in twice: numbers and names exchanged, the words between kept."""
    facts = overlap.replaced_facts + overlap.kept_facts
    return overlap.replaced_facts >= 3 and overlap.replaced_facts >= _TEMPLATE_SHARE * facts


def see_shape(overlap: Overlap, *, one_is_copy: bool, same_publisher: bool) -> Shape:
    """Turn a symmetric overlap to the side of the copy."""
    return Shape(
        share=overlap.coverage if one_is_copy else overlap.coverage_of,
        share_of=overlap.coverage_of if one_is_copy else overlap.coverage,
        spread=overlap.spread if one_is_copy else overlap.spread_of,
        in_order=overlap.in_order,
        verbatim=overlap.mean_run >= _VERBATIM_RUN,
        longest=overlap.longest,
        same_publisher=same_publisher,
        exact=min(overlap.containment, overlap.containment_of) >= 0.995,
    )


def _find_kind_within_publisher(shape: Shape, settings: CopySettings) -> CopyKind | None:
    """Boilerplate makes pages of one publisher alike: ask for most of the one and a good part of the other."""
    if shape.exact:
        return "identical"
    if shape.share < settings.excerpt or shape.share_of < settings.excerpt:
        return None
    if max(shape.share, shape.share_of) < settings.containment:
        return None
    return "truncated" if is_cut(shape, settings) and shape.share >= 0.9 else "revised"
