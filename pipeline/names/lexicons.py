"""The lexicon made ready for matching: one Aho-Corasick automaton over all spellings, and its indexes."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline.errors import ConfigError
from pipeline.names.folding import fold_text
from pipeline.names.spellings import spell_alias
from schemas.records import Alias, Entity

LOOK_ALIKE = "look-alike"
"""The kind of an entity whose aliases are longer strings that name none of ours (`Bank of Syria`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Bearer:
    """One entity's claim to a spelling. `needs` are the alias's context words, folded."""

    entity_id: str
    kind: str
    alias: Alias
    cased: str
    needs: tuple[str, ...]
    needs_article: bool = False

    def is_valid_on(self, day: date | None) -> bool:
        """Say whether the alias meant the entity on a day; with no day it may have."""
        if day is None:
            return True
        low, high = self.alias.valid_from, self.alias.valid_to
        return (low is None or low <= day) and (high is None or day <= high)


@dataclass(frozen=True)
class Lexicon:
    """Entities, and the automaton whose n-th pattern is claimed by `bearers[n]`.

    `entities` holds no look-alikes. `version` is a hash of the data, whatever the order it came in.
    """

    entities: Mapping[str, Entity]
    version: str
    bearers: tuple[tuple[Bearer, ...], ...]
    relatives: Mapping[str, frozenset[str]]
    automaton: AhoCorasick = field(repr=False)
    sources: tuple[Entity, ...] = field(repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as data: the automaton is built anew on the other side."""
        return build_lexicon, (self.sources,)


def build_lexicon(entities: Iterable[Entity]) -> Lexicon:
    """Build the matcher's lexicon from entities in any order.

    Raises ConfigError for an entity that appears twice or whose parent or predecessor is unknown.
    """
    sources = tuple(sorted(entities, key=lambda entity: entity.entity_id))
    named = {entity.entity_id: entity for entity in sources}
    if len(named) != len(sources):
        twice = next(a.entity_id for a, b in pairwise(sources) if a.entity_id == b.entity_id)
        raise ConfigError(f"lexicon: entity {twice!r} appears twice")
    claims = _collect_claims(sources)
    patterns = sorted(claims)
    return Lexicon(
        entities={key: entity for key, entity in named.items() if entity.kind != LOOK_ALIKE},
        version=_hash_entities(sources),
        bearers=tuple(tuple(claims[pattern]) for pattern in patterns),
        relatives=_index_relatives(named),
        automaton=AhoCorasick(patterns, MatchKind.Standard, False, Implementation.ContiguousNFA),
        sources=sources,
    )


def _collect_claims(entities: Iterable[Entity]) -> dict[str, list[Bearer]]:
    claims: dict[str, list[Bearer]] = defaultdict(list)
    for entity in entities:
        for alias in entity.aliases:
            needs = tuple(dict.fromkeys(fold_text(need) for need in alias.needs))
            for spelling in spell_alias(alias, person=entity.kind == "person"):
                bearer = Bearer(entity.entity_id, entity.kind, alias, spelling.cased, needs, spelling.needs_article)
                claims[spelling.folded].append(bearer)
    return claims


def _index_relatives(entities: Mapping[str, Entity]) -> dict[str, frozenset[str]]:
    """Map each entity to its parent, branches, predecessor and successors."""
    relatives: dict[str, set[str]] = defaultdict(set)
    for entity in entities.values():
        for other in (entity.parent_id, entity.successor_of):
            if other is None:
                continue
            if other not in entities:
                raise ConfigError(f"lexicon: {entity.entity_id!r} refers to {other!r}, which no file defines")
            relatives[entity.entity_id].add(other)
            relatives[other].add(entity.entity_id)
    return {key: frozenset(others) for key, others in relatives.items()}


def _hash_entities(entities: Iterable[Entity]) -> str:
    lines = []
    for entity in entities:
        data = entity.model_dump(mode="json")
        data["aliases"] = sorted(data["aliases"], key=lambda alias: json.dumps(alias, sort_keys=True))
        lines.append(json.dumps(data, sort_keys=True, ensure_ascii=False))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
