"""Curated entities and imported layers → one lexicon in which the curated ones always win.

An imported entity that is a curated one only brings aliases that it lacks. It is one by its Wikidata id, its
`entity_id`, or a canonical name that is a strong name of one curated entity alone, of the same sort of thing (where
its canonical name is a short form, by its strong names). An imported alias that is spelled like one of another
curated entity, a look-alike too, is left out. Among imported entities the same spelling stays with both: the
resolver then names the candidates and does not choose.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.names.entries import read_blocks
from pipeline.names.folding import fold_text, keep_text
from pipeline.names.layers import Layer
from pipeline.names.spellings import spell_alias
from schemas.records import Alias, Entity

_SORTS = {"person": "person", "place": "place", "state": "place", "look-alike": "look-alike"}
_ARTICLE = "the "
"""A list that writes it before a curated name must not take the name away by being longer."""
_ALL_SORTS = ("person", "place", "body")


class DroppedAlias(NamedTuple):
    """An imported alias that a curated entity bears, or that curators took away (`bearer_id` is then its own)."""

    entity_id: str
    text: str
    bearer_id: str


class Merge(NamedTuple):
    """The outcome: all entities sorted by id, which imported ids are curated ones, and what was left out."""

    entities: tuple[Entity, ...]
    same: Mapping[str, str]
    dropped: tuple[DroppedAlias, ...]


def merge_layers(
    curated: tuple[Entity, ...], layers: Iterable[Layer], drops: Mapping[str, frozenset[str]] | None = None
) -> tuple[Entity, ...]:
    """Lay imported layers below the curated entities, as `explain_merge`, and return the entities alone."""
    return explain_merge(curated, layers, drops).entities


def list_drops(files: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return by entity id the alias texts that lexicon files drop, so that no layer brings them back."""
    found: dict[str, frozenset[str]] = {}
    for located in read_blocks({name: text for name, text in files.items() if "drop:" in text}):
        if located.block.drop:
            known = found.get(located.block.entity_id, frozenset())
            found[located.block.entity_id] = known | frozenset(located.block.drop)
    return found


def explain_merge(
    curated: tuple[Entity, ...], layers: Iterable[Layer], drops: Mapping[str, frozenset[str]] | None = None
) -> Merge:
    """Lay imported layers below the curated entities and say what became of them.

    Args:
        curated: The entities of the YAML files, overlays applied.
        layers: Imported layers; the first of two that hold an entity gives its fields.
        drops: By entity id the alias texts that curators dropped, which no layer brings back.
    """
    merger = _Merger(curated, drops or {})
    for layer in sorted(layers, key=lambda layer: layer.header.layer):
        for entity in layer.entities:
            merger.add(entity)
    return merger.finish()


class _Merger:
    def __init__(self, curated: tuple[Entity, ...], drops: Mapping[str, frozenset[str]]) -> None:
        self._drops = drops
        self._merged = {entity.entity_id: entity for entity in curated}
        self._curated = frozenset(self._merged)
        self._added: dict[str, dict[tuple[str, str], Alias]] = {}
        self._bearers = _index_spellings(curated)
        self._by_wikidata = {entity.wikidata_id: entity.entity_id for entity in curated if entity.wikidata_id}
        self._by_name = _index_names(curated)
        self._same: dict[str, str] = {}
        self._dropped: list[DroppedAlias] = []

    def add(self, entity: Entity) -> None:
        entity_id = self._find_same(entity)
        self._same[entity.entity_id] = entity_id
        kept = [alias for alias in entity.aliases if self._may_add(entity_id, alias, entity.kind)]
        if not kept and entity_id not in self._merged:
            return
        if entity_id not in self._merged:
            self._merged[entity_id] = entity
            if entity.wikidata_id:
                self._by_wikidata.setdefault(entity.wikidata_id, entity_id)
        known = self._added.setdefault(entity_id, {})
        for alias in kept:
            known.setdefault((alias.text, alias.language), alias)

    def finish(self) -> Merge:
        entities = {key: self._finish_entity(entity) for key, entity in self._merged.items()}
        _cut_circles(entities, self._curated)
        return Merge(
            entities=tuple(entities[key] for key in sorted(entities)),
            same={key: other for key, other in self._same.items() if other in self._curated},
            dropped=tuple(self._dropped),
        )

    def _find_same(self, entity: Entity) -> str:
        if entity.wikidata_id in self._by_wikidata:
            return self._by_wikidata[entity.wikidata_id]
        if entity.entity_id in self._merged:
            return entity.entity_id
        found = self._find_bearers(entity)
        if len(found) != 1:
            return entity.entity_id
        other = found.pop()
        told_apart = entity.wikidata_id and self._merged[other].wikidata_id
        return entity.entity_id if told_apart else other

    def _find_bearers(self, entity: Entity) -> set[str]:
        """Find the curated bearers of an entity's name, or of all its strong ones where its name is a short form."""
        # A list that does not say what its things are means any sort.
        sorts = _ALL_SORTS if entity.kind == "other" else (_sort_kind(entity.kind),)
        strong = [alias.text for alias in entity.aliases if alias.strength == "strong"]
        texts = [entity.name] if entity.name in strong or not strong else strong
        keys = [(_fold_name(text), sort) for text in texts for sort in sorts]
        return {self._by_name[key] for key in keys if key in self._by_name}

    def _may_add(self, entity_id: str, alias: Alias, kind: str) -> bool:
        if alias.text in self._drops.get(entity_id, ()):
            self._dropped.append(DroppedAlias(entity_id, alias.text, entity_id))
            return False
        if entity_id in self._curated and entity_id in self._bearers.get(_fold_name(alias.text), ()):
            return False
        for spelling in spell_alias(alias, person=kind == "person"):
            others = self._bearers.get(spelling.folded.removeprefix(_ARTICLE), set()) - {entity_id}
            if others:
                self._dropped.append(DroppedAlias(entity_id, alias.text, min(others)))
                return False
        return True

    def _finish_entity(self, entity: Entity) -> Entity:
        added = tuple(self._added.get(entity.entity_id, {}).values())
        if entity.entity_id in self._curated:
            return entity.model_copy(update={"aliases": entity.aliases + added}) if added else entity
        parent = self._find_reference(entity.parent_id, entity)
        before = self._find_reference(entity.successor_of, entity)
        update = {"aliases": added, "parent_id": parent, "successor_of": before}
        return entity.model_copy(update=update)

    def _find_reference(self, entity_id: str | None, entity: Entity) -> str | None:
        """Return the id under which a parent or predecessor is in the lexicon, None where it is not or is itself."""
        if entity_id is None:
            return None
        found = self._same.get(entity_id) or self._by_wikidata.get(entity_id.upper(), entity_id)
        known = self._merged.get(found)
        return found if known is not None and found != entity.entity_id and known.kind != "look-alike" else None


def _index_spellings(curated: Iterable[Entity]) -> dict[str, set[str]]:
    bearers: dict[str, set[str]] = {}
    for entity in curated:
        for alias in entity.aliases:
            for spelling in spell_alias(alias, person=entity.kind == "person"):
                bearers.setdefault(spelling.folded.removeprefix(_ARTICLE), set()).add(entity.entity_id)
    return bearers


def _index_names(curated: Iterable[Entity]) -> dict[tuple[str, str], str]:
    """Map strong names that hold at all times, with their sort of thing, to the one curated bearer."""
    found: dict[tuple[str, str], str] = {}
    twice = set()
    for entity in curated:
        strong = [alias for alias in entity.aliases if alias.strength == "strong"]
        texts = [alias.text for alias in strong if alias.valid_from is None and alias.valid_to is None]
        for text in (entity.name, *texts):
            key = (_fold_name(text), _sort_kind(entity.kind))
            if found.setdefault(key, entity.entity_id) != entity.entity_id:
                twice.add(key)
    return {key: entity_id for key, entity_id in found.items() if key not in twice}


def _sort_kind(kind: str) -> str:
    """Return the sort of thing: lists disagree on what sort of body one is, not on whether it is a person."""
    return _SORTS.get(kind, "body")


def _fold_name(text: str) -> str:
    return fold_text(keep_text(text).strip()).removeprefix(_ARTICLE)


def _cut_circles(entities: dict[str, Entity], curated: frozenset[str]) -> None:
    """Take away the reference of an imported entity that leads back to itself."""
    for field in ("parent_id", "successor_of"):
        for key in sorted(entities):
            if key in curated or getattr(entities[key], field) is None:
                continue
            seen = {key}
            here = getattr(entities[key], field)
            while here is not None and here not in seen:
                seen.add(here)
                here = getattr(entities[here], field)
            if here == key:
                entities[key] = entities[key].model_copy(update={field: None})
