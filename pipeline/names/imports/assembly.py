"""Source entities → entities of a layer: names cleaned, weighed and counted, ids made stable, doubles joined."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.names.imports.cleaning import CleanName, clean_name
from pipeline.names.imports.languages import UNDETERMINED, guess_language
from pipeline.names.imports.source import SkippedLine, SourceEntity, SourceItem, SourceName
from pipeline.names.imports.strengths import NEVER_STRONG, UNKNOWN_KIND, has_common_word, weigh_name
from schemas.records import Alias, Entity, Record

SAMPLES = 5
"""How many examples are kept of each reason."""
MAX_FAULTS = 100
"""How many unreadable lines are named; all are counted."""

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class ImportOptions(Record):
    """What holds for a whole import. `languages` and `kinds` are those to keep, all where empty."""

    source: str
    licence: str
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class Counted(Record):
    """Something that happened to lines, names or entities: how often, and examples."""

    what: str
    count: int
    samples: tuple[str, ...]


class Fault(NamedTuple):
    """A line that cannot be read, and why."""

    line: int
    problem: str


class Imported(Record):
    """What a file gave: entities sorted by id, and every line and name that is not in them, counted by reason."""

    entities: tuple[Entity, ...]
    lines: int
    faults: tuple[Fault, ...]
    fault_count: int
    skipped: tuple[Counted, ...]
    refused: tuple[Counted, ...]
    careful: tuple[Counted, ...]


def assemble_entities(
    items: Iterable[SourceItem], options: ImportOptions, *, kinds: Mapping[str, str] | None = None
) -> Imported:
    """Assemble entities from what a parser yields.

    Args:
        items: Entities and skipped lines, in any order; several entities of one id become one.
        options: Source and licence of all aliases, and what to keep.
        kinds: Kinds of entities that are known already, for rows that give an id alone.
    """
    assembly = _Assembly(options, kinds or {})
    for item in items:
        assembly.add(item)
    return assembly.finish()


def make_entity_id(source_id: str, wikidata_id: str | None) -> str:
    """Return the id of an imported entity: its Wikidata id in small letters, else the source's id as a slug.

    >>> [make_entity_id("NK-7xZ", None), make_entity_id("NK-7xZ", "Q42")]
    ['nk-7xz', 'q42']
    """
    if wikidata_id is not None:
        return wikidata_id.lower()
    plain = unicodedata.normalize("NFKD", source_id).encode("ascii", "ignore").decode().lower()
    slug = _NOT_SLUG.sub("-", plain).strip("-")
    # A name in another script leaves no letters: its code points are as stable.
    return slug or "-".join(f"{ord(char):x}" for char in source_id[:40] if char.isalnum())


@dataclass(slots=True)
class Tally:
    """Counts by what happened, with the first few examples of each."""

    counts: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, sample: str) -> None:
        """Count one, and keep it as an example while there are few."""
        self.counts[what] += 1
        known = self.samples.setdefault(what, [])
        if len(known) < SAMPLES and sample not in known:
            known.append(sample)

    def list_counts(self) -> tuple[Counted, ...]:
        """Return the counts, the largest first."""
        return tuple(
            Counted(what=what, count=count, samples=tuple(self.samples[what]))
            for what, count in self.counts.most_common()
        )


@dataclass(slots=True)
class _Draft:
    """An entity while its names are gathered."""

    first: SourceEntity
    kind: str
    name: str = ""
    name_rank: int = 9
    aliases: dict[tuple[str, str], Alias] = field(default_factory=dict)

    def fill(self, item: SourceEntity) -> None:
        """Take from a further record what the earlier ones left open."""
        given = {key: getattr(item, key) for key in _FIELDS if getattr(self.first, key) is None}
        if any(value is not None for value in given.values()):
            self.first = replace(self.first, **given)


_FIELDS = ("wikidata_id", "parent_id", "predecessor_id", "succeeded_on", "founded", "ended")


class _Assembly:
    def __init__(self, options: ImportOptions, kinds: Mapping[str, str]) -> None:
        self._options = options
        self._kinds = kinds
        self._languages = frozenset(language.partition("-")[0] for language in options.languages)
        self._drafts: dict[str, _Draft] = {}
        self._ids: dict[str, str] = {}
        self._skipped, self._refused, self._careful = Tally(), Tally(), Tally()
        self._faults: list[Fault] = []
        self._fault_count = 0
        self._lines = 0

    def add(self, item: SourceItem) -> None:
        self._lines += 1
        if isinstance(item, SkippedLine):
            self._skip(item)
            return
        draft = self._find_draft(item)
        if isinstance(draft, SkippedLine):
            self._skip(draft)
            return
        for name in item.names:
            self._add_name(draft, name)

    def _find_draft(self, item: SourceEntity) -> _Draft | SkippedLine:
        """Find the entity that a record is about, or begin it; or say why the record is left out."""
        wikidata_id = None if item.has_own_id else item.wikidata_id
        entity_id = self._ids.get(item.source_id) or make_entity_id(item.source_id, wikidata_id)
        if not entity_id:
            return SkippedLine(item.line, f"no id can be made of {item.source_id!r}", is_fault=True)
        draft = self._drafts.get(entity_id)
        kind = item.kind or (draft.kind if draft else self._kinds.get(entity_id, UNKNOWN_KIND))
        if self._options.kinds and kind not in self._options.kinds:
            return SkippedLine(item.line, f"kind not asked for: {kind}")
        if draft is None:
            draft = self._drafts[entity_id] = _Draft(item, kind)
        elif draft.kind != kind:
            said = f"{item.source_id}: {kind} here, {draft.kind} in line {draft.first.line}"
            return SkippedLine(item.line, said, is_fault=True)
        else:
            draft.fill(item)
        for key in (item.source_id, *item.other_ids):
            self._ids.setdefault(key, entity_id)
        return draft

    def finish(self) -> Imported:
        entities = []
        for entity_id in sorted(self._drafts):
            draft = self._drafts[entity_id]
            if draft.aliases:
                entities.append(self._make_entity(entity_id, draft))
            else:
                self._skip(SkippedLine(draft.first.line, "no usable name"))
        return Imported(
            entities=tuple(entities),
            lines=self._lines,
            faults=tuple(self._faults),
            fault_count=self._fault_count,
            skipped=self._skipped.list_counts(),
            refused=self._refused.list_counts(),
            careful=self._careful.list_counts(),
        )

    def _skip(self, item: SkippedLine) -> None:
        if not item.is_fault:
            self._skipped.add(item.reason, f"line {item.line}")
            return
        self._fault_count += 1
        if len(self._faults) < MAX_FAULTS:
            self._faults.append(Fault(item.line, item.reason))

    def _add_name(self, draft: _Draft, name: SourceName) -> None:
        written = clean_name(name.text, is_person=draft.kind == "person")
        if isinstance(written, str):
            self._refused.add(written, name.text[:60])
            return
        for one in written:
            language = name.language or guess_language(one.text)
            rank = ("en", UNDETERMINED).index(language) if language in ("en", UNDETERMINED) else 2
            if name.role == "name" and rank < draft.name_rank:
                draft.name, draft.name_rank = one.text, rank
            if self._languages and language.partition("-")[0] not in (self._languages | {UNDETERMINED}):
                self._refused.add(f"language not asked for: {language}", one.text)
                continue
            # Russian and Ukrainian decline the same letters each in its way; elsewhere one language will do.
            key = (one.text, language if language in ("ru", "uk") else "")
            if key not in draft.aliases:
                draft.aliases[key] = self._make_alias(draft.kind, name, one, language)

    def _make_alias(self, kind: str, name: SourceName, written: CleanName, language: str) -> Alias:
        strength, reason = weigh_name(written.text, kind=kind, role=name.role, language=language)
        if name.strength is not None and not (name.strength == "strong" and reason in NEVER_STRONG):
            strength, reason = name.strength, ""
        if reason:
            self._careful.add(f"{strength}: {reason}", written.text)
        return Alias(
            text=written.text,
            language=language,
            strength=strength,
            case=written.case if strength == "strong" and not has_common_word(written.text) else "exact",
            valid_from=name.valid_from,
            valid_to=name.valid_to,
            source=name.source or self._options.source,
            licence=name.licence or self._options.licence,
        )

    def _make_entity(self, entity_id: str, draft: _Draft) -> Entity:
        first = draft.first
        return Entity(
            entity_id=entity_id,
            name=draft.name or next(iter(draft.aliases.values())).text,
            kind=draft.kind,
            parent_id=self._find_id(first.parent_id, entity_id),
            successor_of=self._find_id(first.predecessor_id, entity_id),
            succeeded_on=first.succeeded_on,
            wikidata_id=first.wikidata_id,
            founded=first.founded,
            ended=first.ended,
            aliases=tuple(draft.aliases.values()),
        )

    def _find_id(self, source_id: str | None, entity_id: str) -> str | None:
        if source_id is None:
            return None
        found = self._ids.get(source_id) or make_entity_id(source_id, None)
        return found if found and found != entity_id else None
