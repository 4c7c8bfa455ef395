"""What a source says, whatever its format: entities with their names as written, and lines that were left out."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from schemas.records import Strength

Role = Literal["name", "alias", "weak", "short"]
"""What the source calls a name: the main one, another, one of low quality, or an abbreviation."""

WIKIDATA_ID = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class SourceName:
    """A name as the source writes it; what is None is left to us or to the whole import."""

    text: str
    language: str | None = None
    role: Role = "alias"
    strength: Strength | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class SourceEntity:
    """One thing of the source, or one row about it; `kind` is empty where the row does not say.

    `parent_id` and `predecessor_id` are ids of the source; `other_ids` are those that it had before.
    With `has_own_id` the source means `source_id` to be the entity's id, whatever its Wikidata id.
    """

    line: int
    source_id: str
    kind: str
    names: tuple[SourceName, ...]
    wikidata_id: str | None = None
    parent_id: str | None = None
    predecessor_id: str | None = None
    succeeded_on: date | None = None
    founded: date | None = None
    ended: date | None = None
    other_ids: tuple[str, ...] = ()
    has_own_id: bool = False


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line without an entity: one that cannot be read (`is_fault`), or one that is about something else."""

    line: int
    reason: str
    is_fault: bool = False


SourceItem = SourceEntity | SkippedLine


def parse_object(number: int, line: str) -> dict[str, Any] | SkippedLine:
    """Parse one line of JSON that must hold an object."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        return SkippedLine(number, f"not JSON: {error}", is_fault=True)
    if not isinstance(found, dict):
        return SkippedLine(number, f"not a JSON object but {type(found).__name__}", is_fault=True)
    return found


def find_broken_text(line: str) -> bool:
    """Say whether a line held bytes that are not UTF-8 (they were read as lone surrogates)."""
    return not line.isascii() and any("\ud800" <= char <= "\udfff" for char in line)


def list_texts(value: Any) -> Iterator[str]:
    """Yield the strings of a JSON value that is one or a list of them; others are left out."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield item
