"""The lexicon made ready for matching: a trie over all spellings, and the records behind it, decoded on demand."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from pipeline.errors import ConfigError
from pipeline.names.compiled import pack_sections, split_lines, unpack_sections
from pipeline.names.folding import fold_text, keep_text
from pipeline.names.spellings import find_edges, spell_alias
from schemas.records import Alias, Entity

RULES_VERSION = 2
"""The version of the rules, which stands before the hash of the data in `Lexicon.version`; raise it with them."""

LOOK_ALIKE = "look-alike"
"""The kind of an entity whose aliases are longer strings that name none of ours (`Bank of Syria`)."""

TOKEN = re.compile(r"[^\W\u3040-\u9fff\uac00-\ud7af]+|[\u3040-\u9fff\uac00-\ud7af]+")
"""A run of letters and digits; one that is written without spaces between words (Chinese) is a run of its own."""

SHORT_HEAD, OPENING = 4, 3
"""Characters of a first word that is too short to look up for itself, and how many more are then compared."""

_LONGEST = 200
"""Characters of the longest spelling that is looked for; more than any name has."""


@dataclass(frozen=True, slots=True, eq=False)
class Bearer:
    """One entity's claim to a spelling. `needs` are the alias's context words, folded.

    `head` and `tail` count the words of the alias that are no part of the name: `President`, `news agency`.
    `founded` and `ended` are the entity's.
    """

    entity_id: str
    kind: str
    alias: Alias
    cased: str
    needs: tuple[str, ...]
    needs_article: bool = False
    head: int = 0
    tail: int = 0
    founded: date | None = None
    ended: date | None = None

    def is_valid_on(self, day: date | None) -> bool:
        """Say whether the alias meant the entity on a day; with no day it may have."""
        if day is None:
            return True
        low, high = self.alias.valid_from, self.alias.valid_to
        return (low is None or low <= day) and (high is None or day <= high)


class Lexicon:
    """Entities, and the spellings that may mean them; made by `build_lexicon` or from the bytes that one gave.

    `entities` holds no look-alikes. `version` is `RULES_VERSION` and a hash of the data, whatever its order.
    `heads` are the first words of all spellings, `openings` what short ones go on with, `words` all words; folded.
    `kinds` is the matcher's memory of the words that it met.
    """

    def __init__(self, data: bytes | memoryview) -> None:
        """Read a compiled lexicon; its records are decoded when they are first asked for.

        Raises:
            DataError: The bytes are no compiled lexicon, or one of other rules.
        """
        self._data = data
        self._sections = unpack_sections(data)
        facts = self._sections.facts
        self.version: str = facts["version"]
        self.longest: int = facts["longest"]
        self.relatives = {key: frozenset(others) for key, others in facts["relatives"].items()}
        self.heads = self._sections.heads
        self.openings = self._sections.openings
        self.trie = self._sections.trie
        self.kinds: dict[str, int] = {}
        self._bearers: dict[int, tuple[Bearer, ...]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the bytes."""
        return Lexicon, (bytes(self._data),)

    def __repr__(self) -> str:
        """Say which lexicon it is and how large."""
        return f"<Lexicon {self.version}: {len(self._sections.entities)} entities>"

    def to_bytes(self) -> bytes:
        """Return the compiled lexicon, to be kept and given to `Lexicon` again."""
        return bytes(self._data)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of all spellings, folded."""
        return self.heads | split_lines(self._sections.words)

    @cached_property
    def sources(self) -> tuple[Entity, ...]:
        """All entities sorted by id, look-alikes too."""
        return tuple(map(Entity.model_validate_json, self._sections.entities))

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The entities by id, without look-alikes; decoded one by one."""
        return _Entities(self._sections.facts["ids"], self._sections.entities)

    def read_bearers(self, spelling: int) -> tuple[Bearer, ...]:
        """Return who claims a spelling, by its number in the trie."""
        known = self._bearers.get(spelling)
        if known is None:
            claims = json.loads(self._sections.claims[spelling])
            known = self._bearers[spelling] = tuple(self._read_bearer(*claim) for claim in claims)
        return known

    def find_bearers(self, folded: str) -> tuple[Bearer, ...]:
        """Return who claims a folded spelling, nobody where it is none."""
        number = self.trie.get(folded)
        return self.read_bearers(number) if number is not None else ()

    def _read_bearer(self, number: int, cased: str, needs_article: bool) -> Bearer:
        entity_id, kind, edges, alias = self._sections.aliases[number].split(b"\0", 3)
        head, tail, founded, ended = edges.decode().split(",")
        read = Alias.model_validate_json(alias)
        needs = tuple(dict.fromkeys(fold_text(keep_text(need)) for need in read.needs))
        return Bearer(
            entity_id=entity_id.decode(),
            kind=kind.decode(),
            alias=read,
            cased=cased or read.text,
            needs=needs,
            needs_article=needs_article,
            head=int(head),
            tail=int(tail),
            founded=_read_day(founded),
            ended=_read_day(ended),
        )


class _Entities(Mapping[str, Entity]):
    """Entities by id over their records in bytes."""

    def __init__(self, numbers: dict[str, int], records: Any) -> None:
        self._numbers = numbers
        self._records = records
        self._decoded: dict[str, Entity] = {}

    def __getitem__(self, entity_id: str) -> Entity:
        if entity_id not in self._decoded:
            self._decoded[entity_id] = Entity.model_validate_json(self._records[self._numbers[entity_id]])
        return self._decoded[entity_id]

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def build_lexicon(entities: Iterable[Entity]) -> Lexicon:
    """Build the matcher's lexicon from entities in any order.

    Raises:
        ConfigError: An entity appears twice, or its parent or predecessor is unknown.
    """
    sources = tuple(sorted(entities, key=lambda entity: entity.entity_id))
    for one, other in pairwise(sources):
        if one.entity_id == other.entity_id:
            raise ConfigError(f"lexicon: entity {one.entity_id!r} appears twice")
    claims, aliases = _collect_claims(sources)
    heads, openings = _list_beginnings(claims)
    facts = {
        "version": f"{RULES_VERSION}-{_hash_entities(sources)}",
        "longest": max(map(len, claims), default=0),
        "relatives": _index_relatives(sources),
        "ids": {e.entity_id: number for number, e in enumerate(sources) if e.kind != LOOK_ALIKE},
    }
    data = pack_sections(
        spellings=sorted(claims),
        claims={spelling: _write_json(found).encode() for spelling, found in claims.items()},
        aliases=aliases,
        entities=(entity.model_dump_json(exclude_defaults=True).encode() for entity in sources),
        facts=facts,
        heads=heads,
        openings=openings,
        words={word for spelling in claims for word in TOKEN.findall(spelling)} - heads,
    )
    return Lexicon(data)


def _collect_claims(entities: Iterable[Entity]) -> tuple[dict[str, list[tuple[int, str, bool]]], list[bytes]]:
    """Return, by folded spelling, the numbers of the aliases that are spelled so, and the aliases.

    A variant (`San'a` without its apostrophe) yields where another entity has an alias that is written so (`SANA`).
    """
    claims: dict[str, list[tuple[int, str, bool]]] = defaultdict(list)
    variants: dict[str, list[tuple[str, tuple[int, str, bool]]]] = defaultdict(list)
    owners: dict[str, set[str]] = defaultdict(set)
    aliases: list[bytes] = []
    for entity in entities:
        texts = frozenset(alias.text for alias in entity.aliases)
        for alias in entity.aliases:
            for spelling in spell_alias(alias, person=entity.kind == "person"):
                if len(spelling.folded) > _LONGEST:
                    continue
                cased = spelling.cased if spelling.cased != alias.text else ""
                claim = (len(aliases), cased, spelling.needs_article)
                if spelling.is_variant:
                    variants[spelling.folded].append((entity.entity_id, claim))
                else:
                    claims[spelling.folded].append(claim)
                    owners[spelling.folded].add(entity.entity_id)
            own = alias.text == entity.name
            head, tail = (0, 0) if own else find_edges(alias.text, texts, person=entity.kind == "person")
            edges = f"{head},{tail},{entity.founded or ''},{entity.ended or ''}"
            owner = f"{entity.entity_id}\0{entity.kind}\0{edges}\0"
            aliases.append((owner + alias.model_dump_json(exclude_defaults=True)).encode())
    for folded, found in variants.items():
        claims[folded].extend(claim for owner_id, claim in found if owners.get(folded, {owner_id}) == {owner_id})
    return claims, aliases


def _list_beginnings(spellings: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the first words of the spellings, and what must stand there where that word is short.

    A short word (`the`, `in`) begins many spellings and stands everywhere, so the two characters after the next space
    are asked for, too; a word that is a whole spelling is asked for alone, and also with a lost `'s`.
    """
    heads: set[str] = set()
    openings: set[str] = set()
    for spelling in spellings:
        found = TOKEN.search(spelling)
        if found is None:
            continue
        head = found[0]
        heads.add(head)
        if found.end() == len(spelling):
            heads.add(head + "s")
            openings.update((head, head + "s"))
        elif len(spelling) < len(head) + OPENING - 1 or found.start():
            openings.add(head)
        else:
            openings.add(spelling[: len(head) + OPENING])
    return heads, {opening for opening in openings if len(opening) <= SHORT_HEAD + OPENING}


def _read_day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _index_relatives(sources: Iterable[Entity]) -> dict[str, list[str]]:
    """Map each entity to its parent, branches, predecessor and successors."""
    entities = {entity.entity_id for entity in sources}
    relatives: dict[str, set[str]] = defaultdict(set)
    for entity in sources:
        for other in (entity.parent_id, entity.successor_of):
            if other is None:
                continue
            if other not in entities:
                raise ConfigError(f"lexicon: {entity.entity_id!r} refers to {other!r}, which no file defines")
            relatives[entity.entity_id].add(other)
            relatives[other].add(entity.entity_id)
    return {key: sorted(others) for key, others in relatives.items()}


def _hash_entities(entities: Iterable[Entity]) -> str:
    digest = hashlib.sha256()
    for entity in entities:
        aliases = sorted(alias.model_dump_json() for alias in entity.aliases)
        digest.update(entity.model_copy(update={"aliases": ()}).model_dump_json().encode())
        digest.update("\n".join(aliases).encode())
    return digest.hexdigest()[:16]


def _write_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
