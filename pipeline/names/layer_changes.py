"""What laying a new version of a layer below the curated entities would change, in counts and examples."""

from collections.abc import Mapping

from pipeline.names.imports.assembly import Counted, Tally
from pipeline.names.layers import Layer
from pipeline.names.merging import explain_merge
from schemas.records import Entity, Record


class LayerChanges(Record):
    """Entities and aliases of the layer against its former version, and what the curated entities make of it."""

    entities: tuple[Counted, ...]
    aliases: tuple[Counted, ...]
    curated: tuple[Counted, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether the layer stays as it is."""
        return all(counted.what == _SAME for counted in self.entities)


_SAME = "unchanged"


def compare_layers(
    before: Layer | None,
    after: Layer,
    curated: tuple[Entity, ...],
    drops: Mapping[str, frozenset[str]] | None = None,
) -> LayerChanges:
    """Compare a layer with its former version, None where it is new; other layers are not looked at."""
    entities, aliases = Tally(), Tally()
    old = {entity.entity_id: entity for entity in before.entities} if before else {}
    new = {entity.entity_id: entity for entity in after.entities}
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key), new.get(key)
        entities.add(_name_change(one, other), _describe(other or one))
        texts = [{alias.text for alias in entity.aliases} if entity else set() for entity in (one, other)]
        for text in sorted(texts[1] - texts[0]):
            aliases.add("added", text)
        for text in sorted(texts[0] - texts[1]):
            aliases.add("removed", text)
    return LayerChanges(
        entities=entities.list_counts(),
        aliases=aliases.list_counts(),
        curated=_count_merge(after, curated, drops),
    )


def _name_change(one: Entity | None, other: Entity | None) -> str:
    if one is None:
        return "new"
    if other is None:
        return "gone"
    return _SAME if one == other else "changed"


def _describe(entity: Entity | None) -> str:
    return f"{entity.entity_id} ({entity.name})" if entity else ""


def _count_merge(
    layer: Layer, curated: tuple[Entity, ...], drops: Mapping[str, frozenset[str]] | None
) -> tuple[Counted, ...]:
    tally = Tally()
    merge = explain_merge(curated, [layer], drops)
    for entity_id, other in merge.same.items():
        tally.add("entity is a curated one: only its other names are taken", f"{entity_id} = {other}")
    for dropped in merge.dropped:
        is_own = dropped.entity_id == dropped.bearer_id
        what = "name dropped by a curator" if is_own else "name of a curated entity: left out here"
        tally.add(what, f"{dropped.text} ({dropped.bearer_id})")
    return tally.list_counts()
