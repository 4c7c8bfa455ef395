"""Faults that a curator can make and a parser accepts; one clear line each, with the other bearer."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.errors import ConfigError
from pipeline.names.english import ENGLISH_WORDS
from pipeline.names.entries import Located, list_aliases, parse_lexicon, read_blocks
from pipeline.names.folding import fold_text
from pipeline.names.lexicons import LOOK_ALIKE
from schemas.records import Alias, Entity

_BRANCH = re.compile(r"'s | – | - |–| in ")


@dataclass(frozen=True, slots=True)
class _Claim:
    entity_id: str
    where: str
    alias: Alias


def lint_lexicon(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return one line a fault (`file:line: …`), none where the lexicon is sound.

    Faults: two strong bearers of one alias in one period; an ordinary English word that is not ambiguous; an
    alias or entity twice; a validity that ends before it begins; an unknown parent or predecessor; a cycle of
    parents; a branch by its name that has no parent; blocks that are not sorted; an ambiguous alias with neither
    context words nor a strong one beside it.
    """
    try:
        entities = {entity.entity_id: entity for entity in parse_lexicon(files)}
        blocks = list(read_blocks(files))
    except ConfigError as error:
        return (str(error),)
    faults = [
        *_check_order(blocks),
        *_check_aliases(blocks),
        *_check_bearers(blocks),
        *_check_relations(blocks, entities),
        *_check_branches(blocks, entities),
    ]
    return tuple(dict.fromkeys(faults))


def _check_order(blocks: list[Located]) -> Iterator[str]:
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for located in blocks:
        entity_id, where = located.block.entity_id, f"{located.file}:{located.line}"
        if entity_id in first and first[entity_id].partition(":")[0] == located.file:
            yield f"{where}: entity {entity_id!r} appears twice, first at {first[entity_id]}"
        elif entity_id < last.get(located.file, ""):
            follower = last[located.file]
            yield f"{where}: entity {entity_id!r} must stand before {follower!r}: blocks are sorted by entity_id"
        first.setdefault(entity_id, where)
        last[located.file] = entity_id


def _check_aliases(blocks: list[Located]) -> Iterator[str]:
    for located in blocks:
        seen: set[tuple[str, str]] = set()
        aliases = list_aliases(located)
        for alias in aliases:
            where = located.locate_alias(alias.language, alias.text)
            if (alias.text, alias.language) in seen:
                yield f"{where}: alias {alias.text!r} of {located.block.entity_id!r} appears twice"
            seen.add((alias.text, alias.language))
            yield from _check_alias(alias, aliases, where, located)


def _check_alias(alias: Alias, others: list[Alias], where: str, located: Located) -> Iterator[str]:
    name = f"alias {alias.text!r} of {located.block.entity_id!r}"
    if not fold_text(alias.text).strip() or not alias.text[0].isalnum() or alias.text != alias.text.strip():
        yield f"{where}: {name} must begin with a letter or digit and have no space around it"
    if alias.valid_from and alias.valid_to and alias.valid_to < alias.valid_from:
        yield f"{where}: {name} ends ({alias.valid_to}) before it begins ({alias.valid_from})"
    if (located.block.kind or located.defaults.kind) == LOOK_ALIKE:
        return
    written_as_word = alias.case == "any" or alias.text.islower() or alias.text.istitle()
    if (
        alias.strength == "strong"
        and alias.language == "en"
        and written_as_word
        and alias.text.lower() in ENGLISH_WORDS
    ):
        yield f"{where}: {name} is an ordinary English word and must be ambiguous"
    if alias.strength == "ambiguous" and not alias.needs and not any(o.strength == "strong" for o in others):
        yield f"{where}: ambiguous {name} can never count: no needs and no strong alias"


def _check_bearers(blocks: list[Located]) -> Iterator[str]:
    for bearers in _collect_claims(blocks).values():
        for index, claim in enumerate(bearers):
            other = next(
                (o for o in bearers[:index] if o.entity_id != claim.entity_id and _collide(o, claim)), None
            )
            if other is not None:
                yield (
                    f"{claim.where}: alias {claim.alias.text!r} is strong for {claim.entity_id!r} and, in the same "
                    f"period, for {other.entity_id!r} at {other.where}"
                )


def _collect_claims(blocks: list[Located]) -> dict[str, list[_Claim]]:
    """Collect the strong aliases by spelling, without those that the same or a later block drops."""
    claims: dict[str, list[_Claim]] = defaultdict(list)
    for located in blocks:
        entity_id, dropped = located.block.entity_id, located.block.drop
        for alias in list_aliases(located):
            if alias.strength == "strong":
                where = located.locate_alias(alias.language, alias.text)
                claims[fold_text(alias.text)].append(_Claim(entity_id, where, alias))
        for text in dropped:
            bearers = claims[fold_text(text)]
            bearers[:] = [c for c in bearers if (c.entity_id, c.alias.text) != (entity_id, text)]
    return claims


def _collide(one: _Claim, other: _Claim) -> bool:
    a, b = one.alias, other.alias
    if a.case == b.case == "exact" and a.text != b.text and a.text.isupper() != b.text.isupper():
        return False
    starts = max(a.valid_from or date.min, b.valid_from or date.min)
    return starts <= min(a.valid_to or date.max, b.valid_to or date.max)


def _check_relations(blocks: list[Located], entities: Mapping[str, Entity]) -> Iterator[str]:
    where = {located.block.entity_id: f"{located.file}:{located.line}" for located in blocks}
    for entity in entities.values():
        for field, other in (("parent_id", entity.parent_id), ("successor_of", entity.successor_of)):
            if other is not None and other not in entities:
                line = where[entity.entity_id]
                yield f"{line}: {field} of {entity.entity_id!r} is {other!r}, which no file defines"
        for field in ("parent_id", "successor_of"):
            if _is_in_cycle(entity, field, entities):
                yield f"{where[entity.entity_id]}: {field} of {entity.entity_id!r} leads back to itself"
        if entity.founded and entity.ended and entity.ended < entity.founded:
            yield f"{where[entity.entity_id]}: {entity.entity_id!r} ended ({entity.ended}) before it was founded"


def _check_branches(blocks: list[Located], entities: Mapping[str, Entity]) -> Iterator[str]:
    """Tell groups that are branches by name (`Islamic State – Sinai`) and have neither parent nor predecessor."""
    where = {located.block.entity_id: f"{located.file}:{located.line}" for located in blocks}
    groups = {entity.name: entity for entity in entities.values() if entity.kind == "armed-group"}
    for entity in groups.values():
        if entity.parent_id or entity.successor_of:
            continue
        stems = (entity.name[: found.start()] for found in _BRANCH.finditer(entity.name))
        whole = next((groups[stem] for stem in stems if stem in groups), None)
        if whole is not None:
            yield (
                f"{where[entity.entity_id]}: {entity.entity_id!r} is by its name a branch of {whole.entity_id!r} at "
                f"{where[whole.entity_id]}, and has no parent_id"
            )


def _is_in_cycle(entity: Entity, field: str, entities: Mapping[str, Entity]) -> bool:
    seen: set[str] = set()
    here = getattr(entity, field)
    while here is not None and here in entities and here not in seen:
        if here == entity.entity_id:
            return True
        seen.add(here)
        here = getattr(entities[here], field)
    return False
