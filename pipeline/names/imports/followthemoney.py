"""FollowTheMoney JSON lines, the format of OpenSanctions (`entities.ftm.json`, `targets.nested.json`).

One object a line: `id`, `schema`, `caption`, `referents`, and `properties`, lists of values, in which the nested
form has whole entities where the other has ids. See https://followthemoney.tech/explorer/schemata/.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pipeline.names.imports.dates import read_partial_date
from pipeline.names.imports.source import (
    WIKIDATA_ID,
    Role,
    SkippedLine,
    SourceEntity,
    SourceItem,
    SourceName,
    list_texts,
    parse_object,
)

_KINDS = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "LegalEntity": "organisation",
    "PublicBody": "government",
    "Territory": "place",
}
_TOPICS = (
    ("crime.terror", "armed-group"),
    ("mil", "government"),
    ("gov.igo", "organisation"),
    ("gov", "government"),
)
_NAMES: tuple[tuple[str, Role], ...] = (
    ("name", "name"),
    ("alias", "alias"),
    ("previousName", "alias"),
    ("abbreviation", "short"),
    ("weakAlias", "weak"),
)


def parse_followthemoney(lines: Iterable[tuple[int, str]]) -> Iterator[SourceItem]:
    """Parse FollowTheMoney entities; ships, addresses, sanctions and other things without a news name are left."""
    for number, line in lines:
        fields = parse_object(number, line)
        yield fields if isinstance(fields, SkippedLine) else _parse_entity(number, fields)


def _parse_entity(number: int, fields: dict[str, Any]) -> SourceItem:
    source_id, schema, properties = fields.get("id"), fields.get("schema"), fields.get("properties")
    if not isinstance(source_id, str) or not source_id or not isinstance(schema, str):
        return SkippedLine(number, "no FollowTheMoney entity: `id` or `schema` is missing", is_fault=True)
    if schema not in _KINDS:
        return SkippedLine(number, f"about something else: {schema}")
    if not isinstance(properties, dict):
        return SkippedLine(number, f"{source_id}: `properties` is missing", is_fault=True)
    names = tuple(_list_names(fields.get("caption"), properties))
    if not names:
        return SkippedLine(number, f"{source_id}: no name", is_fault=True)
    kind = _find_kind(schema, set(list_texts(properties.get("topics", []))))
    person = kind == "person"
    return SourceEntity(
        line=number,
        source_id=source_id,
        kind=kind,
        names=names,
        wikidata_id=_find_wikidata_id(source_id, properties),
        parent_id=_find_reference(properties.get("parent")),
        founded=_find_date(properties, "birthDate" if person else "incorporationDate"),
        ended=_find_date(properties, "deathDate" if person else "dissolutionDate", is_end=True),
        other_ids=tuple(list_texts(fields.get("referents", []))),
    )


def _list_names(caption: Any, properties: dict[str, Any]) -> Iterator[SourceName]:
    """Yield the names, the caption first where it is one of them: it is the source's choice among them."""
    main = list(list_texts(properties.get("name", [])))
    if isinstance(caption, str) and (caption in main or not main) and caption.strip():
        yield SourceName(caption, role="name")
    for key, role in _NAMES:
        for text in list_texts(properties.get(key, [])):
            yield SourceName(text, role=role)


def _find_kind(schema: str, topics: set[str]) -> str:
    kind = _KINDS[schema]
    if schema not in ("Organization", "PublicBody"):
        return kind
    for topic, other in _TOPICS:
        if any(found == topic or found.startswith(f"{topic}.") for found in topics - {"gov.soe"}):
            return other
    return kind


def _find_wikidata_id(source_id: str, properties: dict[str, Any]) -> str | None:
    stated = [source_id, *list_texts(properties.get("wikidataId", []))]
    return next((text for text in stated if WIKIDATA_ID.fullmatch(text)), None)


def _find_reference(value: Any) -> str | None:
    for item in value if isinstance(value, list) else [value]:
        found = item.get("id") if isinstance(item, dict) else item
        if isinstance(found, str) and found:
            return found
    return None


def _find_date(properties: dict[str, Any], key: str, *, is_end: bool = False) -> date | None:
    found = [read_partial_date(text, is_end=is_end) for text in list_texts(properties.get(key, []))]
    return next((day for day in found if day is not None), None)
