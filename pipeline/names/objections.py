"""Why a hit is no name where it stands; what meets no objection is a mention, with an entity or without."""

from collections.abc import Container

from pipeline.names.enclosing import is_elsewhere, is_in_other_name
from pipeline.names.folding import View
from pipeline.names.grammar import is_plural_family
from pipeline.names.hits import Hit
from pipeline.names.lexicons import Lexicon
from pipeline.names.verbs import is_verb

_NOBODY: frozenset[str] = frozenset()


def find_objection(view: View, hit: Hit, lexicon: Lexicon, edges: Container[int] = ()) -> str:
    """Return why a hit is no name where it stands, or nothing.

    `edges` are the places before which other hits of the field begin or end: what stands there is no unknown name.
    """
    if is_verb(view, hit):
        return "more likely the English word"
    if is_plural_family(view, hit):
        return "a family"
    if is_elsewhere(view, hit, lexicon.relatives.get(hit.bearers[0].entity_id, _NOBODY)):
        return "a place of that name in America"
    return "a piece of a longer name that the lexicon does not know" if is_in_other_name(view, hit, edges) else ""
