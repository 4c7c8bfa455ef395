"""Two lexicons → what differs between them, and whether that can touch a document. Nothing is resolved here.

What a lexicon says reaches a document through spellings alone: needs, dates, strength and relatives are weighed
where a spelling stands, a longer name or a look-alike hides others where it stands itself, and a definition
introduces names of an entity that is spelled out beside it. So a document can only differ where a spelling of a
changed alias stands in it, before or after, or any spelling of an entity that changed itself, or where a word is
joined at a line end that one lexicon knows and the other not. Who was mentioned before is no help: a bearer that
lost by its evidence is not among the candidates of a mention.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from pipeline.names.folding import view_text
from pipeline.names.hits import match_spellings
from pipeline.names.lexicons import Lexicon, build_lexicon
from pipeline.names.matching import find_spellings
from pipeline.names.spellings import spell_alias
from schemas.records import Alias, Document, Entity

_FIELDS = ("name", "kind", "parent_id", "successor_of", "succeeded_on", "founded", "ended")
"""The fields of an entity that rules may look at; its Wikidata id is none of them."""


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity that is new (`before` None), gone (`after` None), or differs in these fields."""

    entity_id: str
    before: Entity | None
    after: Entity | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AliasChange:
    """An alias that an entity got (`before` None), lost (`after` None), or that differs in what it says."""

    entity_id: str
    before: Alias | None
    after: Alias | None


@dataclass(frozen=True)
class Changes:
    """What differs between two lexicons. Sources and licences do not count; false where nothing does."""

    entities: tuple[EntityChange, ...]
    aliases: tuple[AliasChange, ...]
    _whole: tuple[Lexicon, Lexicon] = field(repr=False, compare=False)
    _parts: tuple[Lexicon, ...] = field(repr=False, compare=False)
    """The changed spellings as the lexicon before has them, as the one after has them, and all together."""

    def __bool__(self) -> bool:
        """Say whether there is any change."""
        return bool(self.entities or self.aliases)

    def may_touch(self, document: Document) -> bool:
        """Say whether a document may be resolved otherwise after the change; never no where it is."""
        if not self:
            return False
        before, after = self._whole
        title, text = view_text(document.title), view_text(document.text, lambda: after.words)
        if "-\n" in document.text and view_text(document.text, lambda: before.words).kept != text.kept:
            return True
        *parts, both = self._parts
        # Nearly all texts have none of the spellings: one pass says so, and only then each side judges its own.
        return any(
            any(find_spellings(view.folded, both))
            and any(match_spellings(view, part, in_title=view is title) for part in parts)
            for view in (title, text)
        )


def list_changes(before: Lexicon, after: Lexicon) -> Changes:
    """Compare the entities of two lexicons, look-alikes too."""
    old, new = ({entity.entity_id: entity for entity in lexicon.sources} for lexicon in (before, after))
    entities: list[EntityChange] = []
    aliases: list[AliasChange] = []
    for entity_id in sorted(old.keys() | new.keys()):
        one, other = old.get(entity_id), new.get(entity_id)
        if one == other:
            continue
        fields = _compare_fields(one, other)
        if one is None or other is None or fields:
            entities.append(EntityChange(entity_id, one, other, fields))
        aliases.extend(_compare_aliases(entity_id, one, other))
    return Changes(tuple(entities), tuple(aliases), (before, after), _build_parts(old, new, entities, aliases))


def _compare_fields(one: Entity | None, other: Entity | None) -> tuple[str, ...]:
    if one is None or other is None:
        return ()
    return tuple(name for name in _FIELDS if getattr(one, name) != getattr(other, name))


def _compare_aliases(entity_id: str, one: Entity | None, other: Entity | None) -> Iterator[AliasChange]:
    """Yield the aliases that only one side has, those of one text and language as a pair."""
    old, new = (Counter(map(_strip_source, entity.aliases if entity else ())) for entity in (one, other))
    lost, got = list((old - new).elements()), list((new - old).elements())
    for alias in sorted(lost, key=_sort_alias):
        twin = next((a for a in got if (a.text, a.language) == (alias.text, alias.language)), None)
        if twin is not None:
            got.remove(twin)
        yield AliasChange(entity_id, alias, twin)
    for alias in sorted(got, key=_sort_alias):
        yield AliasChange(entity_id, None, alias)


def _strip_source(alias: Alias) -> Alias:
    """Return the alias without what no rule looks at."""
    return Alias(**alias.model_dump(exclude={"source", "licence"}))


def _sort_alias(alias: Alias) -> tuple[str, str, str]:
    return alias.text, alias.language, alias.strength


def _build_parts(
    old: Mapping[str, Entity],
    new: Mapping[str, Entity],
    entities: Iterable[EntityChange],
    aliases: Iterable[AliasChange],
) -> tuple[Lexicon, ...]:
    """Build for each side the lexicon of the changed spellings.

    Whoever else has one of these spellings is in it too: a place is judged by all bearers of its spelling.
    """
    changed = {(c.entity_id, alias) for c in aliases for alias in (c.before, c.after) if alias is not None}
    whole = {change.entity_id for change in entities}
    touched = whole | {entity_id for entity_id, _ in changed}
    spellings = {
        spelling
        for side in (old, new)
        for entity_id in touched & side.keys()
        for alias in side[entity_id].aliases
        if entity_id in whole or (entity_id, _strip_source(alias)) in changed
        for spelling in _spell(alias, side[entity_id])
    }
    before = {entity_id: _select_aliases(entity, spellings) for entity_id, entity in old.items()}
    after = {
        entity_id: before[entity_id] if old.get(entity_id) == entity else _select_aliases(entity, spellings)
        for entity_id, entity in new.items()
    }
    sides = [[part for part in side.values() if part.aliases] for side in (before, after)]
    both = [part.model_copy(update={"entity_id": f"{n} {part.entity_id}"}) for n in (0, 1) for part in sides[n]]
    return tuple(map(build_lexicon, (*sides, both)))


def _select_aliases(entity: Entity, spellings: Set[str]) -> Entity:
    """Return the entity with its aliases of these spellings only, and without relatives, who may be left out."""
    kept = tuple(alias for alias in entity.aliases if not spellings.isdisjoint(_spell(alias, entity)))
    return entity.model_copy(update={"aliases": kept, "parent_id": None, "successor_of": None})


def _spell(alias: Alias, entity: Entity) -> set[str]:
    return {spelling.folded for spelling in spell_alias(alias, person=entity.kind == "person")}
