"""Layers: imported entities beside the curated ones, each with its source and licence, as JSON lines.

The first line is the header, then comes one entity a line, sorted by id; what is as in the header or by default is
left out. A layer is what its source says; what curators say otherwise is decided when it is laid below theirs.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from pipeline.errors import ConfigError
from schemas.records import Alias, Entity, Record

FORMAT = "namewire-layer-1"
"""Stands in the header, so that no other JSON lines are taken for a layer."""


class LayerHeader(Record):
    """The first line of a layer: its name, what it was made of, when, and under which licence."""

    layer: str
    source: str
    licence: str
    file: str
    made_on: date
    entities: int
    aliases: int


class Layer(Record):
    """A layer: its header, and entities sorted by id."""

    header: LayerHeader
    entities: tuple[Entity, ...]


def write_layer(header: LayerHeader, entities: Iterable[Entity]) -> Iterator[str]:
    """Write a layer as lines, each with its end; the same layer is always written the same."""
    yield _dump({"format": FORMAT, **header.model_dump(mode="json")})
    for entity in sorted(entities, key=lambda entity: entity.entity_id):
        fields = entity.model_dump(mode="json", exclude_defaults=True, exclude={"aliases"})
        aliases = [_write_alias(alias, header) for alias in entity.aliases]
        yield _dump({**fields, "aliases": aliases})


def read_layer(name: str, lines: Iterable[str]) -> Layer:
    """Read a layer back.

    Raises:
        ConfigError: It is no layer, or a line is none of its entities; the message names file and line.
    """
    rest = iter(lines)
    header = read_header(name, next(rest, ""))
    entities = tuple(_read_entity(f"{name}:{number}", line, header) for number, line in enumerate(rest, 2))
    if len(entities) != header.entities:
        raise ConfigError(f"{name}: cut off: {len(entities)} entities of {header.entities}; import it again")
    return Layer(header=header, entities=entities)


def read_header(name: str, line: str) -> LayerHeader:
    """Read the first line of a layer.

    Raises:
        ConfigError: It is none.
    """
    try:
        fields = json.loads(line)
        if not isinstance(fields, dict) or fields.pop("format", None) != FORMAT:
            raise ValueError("no header")
        return LayerHeader.model_validate(fields)
    except ValueError as error:
        raise ConfigError(f"{name}:1: not a layer of Namewire; remove the file or import it again") from error


def read_layers(files: Mapping[str, Iterable[str]]) -> tuple[Layer, ...]:
    """Read layers by file name (name → lines), sorted by the names of the layers.

    Raises:
        ConfigError: As `read_layer`.
    """
    layers = [read_layer(name, lines) for name, lines in files.items()]
    return tuple(sorted(layers, key=lambda layer: layer.header.layer))


def _write_alias(alias: Alias, header: LayerHeader) -> dict[str, Any]:
    fields = alias.model_dump(mode="json", exclude_defaults=True)
    fields = {"text": alias.text, **fields, "source": alias.source, "licence": alias.licence}
    for key in ("source", "licence"):
        if fields[key] == getattr(header, key):
            del fields[key]
    return fields


def _read_entity(where: str, line: str, header: LayerHeader) -> Entity:
    try:
        fields = json.loads(line)
        stated = {"source": header.source, "licence": header.licence}
        fields["aliases"] = [{**stated, **alias} for alias in fields["aliases"]]
        return Entity.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{where}: not an entity of a layer: {place}: {first['msg']}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise ConfigError(f"{where}: not an entity of a layer: {error}") from error


def _dump(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"
