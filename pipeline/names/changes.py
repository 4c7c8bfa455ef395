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
    spellings = {
        *(spelling for change in entities for spelling in _spell_entity(change)),
        *(spelling for change in aliases for spelling in _spell_alias(change, old, new)),
    }
    return Changes(tuple(entities), tuple(aliases), (before, after), _build_parts(before, after, spellings))


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


def _spell_entity(change: EntityChange) -> Iterator[str]:
    for entity in (change.before, change.after):
        if entity is not None:
            for alias in entity.aliases:
                yield from _spell(alias, entity)


def _spell_alias(change: AliasChange, old: Mapping[str, Entity], new: Mapping[str, Entity]) -> Iterator[str]:
    for alias, side in ((change.before, old), (change.after, new)):
        if alias is not None:
            yield from _spell(alias, side[change.entity_id])


def _spell(alias: Alias, entity: Entity) -> Iterator[str]:
    return (spelling.folded for spelling in spell_alias(alias, person=entity.kind == "person"))


def _build_parts(before: Lexicon, after: Lexicon, spellings: Set[str]) -> tuple[Lexicon, ...]:
    """Build for each side the lexicon of the changed spellings, and one of both.

    All bearers of these spellings are in it, the unchanged too: a place is judged by all of them.
    """
    parts = [_select_bearers(lexicon, spellings) for lexicon in (before, after)]
    both = [part.model_copy(update={"entity_id": f"{n} {part.entity_id}"}) for n in (0, 1) for part in parts[n]]
    return tuple(map(build_lexicon, (*parts, both)))


def _select_bearers(lexicon: Lexicon, spellings: Iterable[str]) -> list[Entity]:
    """Return whoever is spelled so in a lexicon, with these aliases only."""
    claims: dict[tuple[str, str], dict[Alias, None]] = {}
    for spelling in sorted(spellings):
        for bearer in lexicon.find_bearers(spelling):
            claims.setdefault((bearer.entity_id, bearer.kind), {})[bearer.alias] = None
    return [
        Entity(entity_id=entity_id, name=entity_id, kind=kind, aliases=tuple(aliases))
        for (entity_id, kind), aliases in claims.items()
    ]
