"""Whom the names mean that a document defines: a known entity, or one that the lexicon does not know."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.names.definitions import Definition
from pipeline.names.evidence import Place
from pipeline.names.folding import View, fold_text
from pipeline.names.hits import Hit
from pipeline.names.lexicons import Bearer, Lexicon
from schemas.records import Alias

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Binding:
    """A short form that stands for an entity in this document, or for somebody unknown (`entity_id` None)."""

    short: str
    place: Place
    entity_id: str | None
    long_form: str


class Bindings:
    """The bindings of one document, by folded short form and place."""

    def __init__(self, bindings: Iterable[Binding]) -> None:
        """Sort the bindings; the last one before a place counts there, before the first the first."""
        self._bindings: dict[tuple[str, bool], list[Binding]] = defaultdict(list)
        self._places: dict[tuple[str, bool], list[Place]] = defaultdict(list)
        for binding in sorted(bindings, key=lambda binding: binding.place):
            key = (fold_text(binding.short), binding.short.isupper())
            self._bindings[key].append(binding)
            self._places[key].append(binding.place)

    def __bool__(self) -> bool:
        """Say whether the document defines any name."""
        return bool(self._bindings)

    def find(self, folded: str, surface: str, place: Place) -> Binding | None:
        """Return the binding that governs a written name at a place; capitals must agree."""
        key = (folded, surface.isupper())
        if key not in self._bindings:
            return None
        return self._bindings[key][max(0, bisect_right(self._places[key], place) - 1)]

    def introduced(self) -> Mapping[str, Binding]:
        """Return, by short form as written, the first binding of each that means a known entity."""
        known: dict[str, Binding] = {}
        for bindings in self._bindings.values():
            for binding in bindings:
                if binding.entity_id is not None:
                    known.setdefault(binding.short, binding)
        return known


def bind_definitions(
    definitions: Iterable[Definition],
    found: Iterable[Hit],
    hits: Sequence[Hit],
    sure: Mapping[Hit, str],
    lexicon: Lexicon,
) -> Bindings:
    """Decide for each definition whom it means. `hits` are in reading order, `sure` the certain ones among them.

    `found` are all hits, those that met an objection too: a short form may stand where it is a piece of a name.

    A long form that holds a bearer of the short form, or is covered by a certain name, defines that entity. One
    that is made of the initials and is unknown makes the short form mean nobody of ours in this document.
    """
    claims = {(hit.in_title, hit.start): hit for hit in found}
    by_field = {flag: [hit for hit in hits if hit.in_title is flag] for flag in (True, False)}
    starts = {flag: [hit.start for hit in found] for flag, found in by_field.items()}
    bound = []
    for definition in definitions:
        field_hits = by_field[definition.in_title]
        low = max(0, bisect_right(starts[definition.in_title], definition.long_start - 80))
        high = bisect_right(starts[definition.in_title], definition.long_end)
        inside = [
            hit
            for hit in field_hits[low:high]
            if hit.end > definition.long_start and hit.start < definition.long_end
        ]
        own = claims.get((definition.in_title, definition.position))
        entity_id, decided = _name_long_form(definition, inside, own, sure, lexicon)
        if decided:
            place = (0 if definition.in_title else 1, definition.position)
            bound.append(Binding(definition.short, place, entity_id, definition.long_form))
    return Bindings(bound)


def introduce_hits(
    view: View, bindings: Bindings, taken: Iterable[Hit], lexicon: Lexicon, *, in_title: bool
) -> list[Hit]:
    """Find the short forms that only this document knows, where no hit of the lexicon stands."""
    introduced = bindings.introduced()
    if not introduced:
        return []
    occupied = bytearray(len(view.folded))
    for hit in taken:
        occupied[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
    found = []
    for token in _TOKEN.finditer(view.kept):
        if occupied.find(1, token.start(), token.end()) >= 0:
            continue
        mangled = int(token[0] not in introduced and token[0].endswith("s"))
        binding = introduced.get(token[0][:-1] if mangled else token[0])
        if binding is not None:
            end = token.end() - mangled
            possessive = bool(mangled) or view.folded.startswith("'", end)
            if not _may_stand(binding, view.kept, token.start(), end, in_title):
                continue
            bearer = _make_bearer(binding, lexicon)
            found.append(Hit(in_title, token.start(), token.end(), end, (bearer,), possessive))
    return found


def _may_stand(binding: Binding, kept: str, start: int, end: int, in_title: bool) -> bool:
    """Say whether a noun that a document took for a name (`the Council`) is that name here: later, and with `the`."""
    if any(char.isupper() for char in binding.short[1:]) or not binding.short[0].isupper():
        return True
    if (0 if in_title else 1, start) < binding.place:
        return False
    article = kept[max(0, start - 5) : start].lower().lstrip().lstrip('“"«(')
    return article.startswith("the ") and not kept[end + 1 : end + 2].isupper()


def _make_bearer(binding: Binding, lexicon: Lexicon) -> Bearer:
    entity_id = binding.entity_id or ""
    alias = Alias(text=binding.short, strength="ambiguous", source="document")
    return Bearer(entity_id, lexicon.entities[entity_id].kind, alias, binding.short, ())


def _name_long_form(
    definition: Definition, inside: list[Hit], own: Hit | None, sure: Mapping[Hit, str], lexicon: Lexicon
) -> tuple[str | None, bool]:
    """Return whom the long form names, and whether the definition decides anything."""
    bearers = {bearer.entity_id for bearer in own.bearers} if own is not None else set()
    named = [sure[hit] for hit in inside if hit in sure]
    for entity_id in named:
        if entity_id in bearers:
            return entity_id, True
    covering = [
        hit
        for hit in inside
        if hit in sure and hit.start <= definition.long_start and hit.end >= definition.long_end - 1
    ]
    if covering:
        return sure[covering[0]], True
    if own is None:
        return None, False
    if definition.long_form.islower() and bearers & set(sure.values()):
        # `"IS" (intelligence summary)` in a report on the Islamic State is a remark, not the name's meaning there.
        return None, False
    kin = sorted(bearer for bearer in bearers if lexicon.relatives.get(bearer, frozenset()) & set(named))
    if kin:
        return None, False
    return None, definition.strict
