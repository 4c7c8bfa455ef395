"""Wikidata items: dump lines, `Special:EntityData/Q….json`, and what `wbgetentities` answers.

See https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html. A dump is one item a line between `[` and
`]`, each but the last with a comma; the others are one object with `entities`, perhaps over many lines.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pipeline.names.imports.dates import read_partial_date
from pipeline.names.imports.kinds import (
    BODY_PROPERTIES,
    CLASS_KINDS,
    NEVER,
    PERSON_PROPERTIES,
    PLACE_PROPERTIES,
)
from pipeline.names.imports.source import WIKIDATA_ID, SkippedLine, SourceEntity, SourceItem, SourceName

_MAX_DOCUMENT = 64 * 1024 * 1024
_YEAR = 9


def parse_wikidata(lines: Iterable[tuple[int, str]]) -> Iterator[SourceItem]:
    """Parse Wikidata items; items of classes without a news name, redirects and properties are left."""
    rest = iter(lines)
    for number, line in rest:
        text = line.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            if text not in ("{", "[{") and not text.endswith(("{", "[")):
                yield SkippedLine(number, f"not JSON: {error}", is_fault=True)
                continue
            found = _read_document(number, text, rest)
        yield from _open_value(number, found)


def _read_document(number: int, first: str, rest: Iterator[tuple[int, str]]) -> Any:
    """Read a value that is spread over the lines to the end of the file."""
    parts, size = [first], 0
    for _, line in rest:
        parts.append(line)
        size += len(line)
        if size > _MAX_DOCUMENT:
            limit = _MAX_DOCUMENT // 2**20
            return SkippedLine(number, f"one value of more than {limit} MiB: give one item a line", is_fault=True)
    return _decode_values(number, "\n".join(parts))


def _decode_values(number: int, text: str) -> list[Any]:
    """Decode the values of a text one after the other, with what stands between the items of a list."""
    found: list[Any] = []
    decoder, here = json.JSONDecoder(), 0
    while True:
        here += len(text[here:]) - len(text[here:].lstrip(" \t\r\n,[]"))
        if here >= len(text):
            return found
        try:
            value, here = decoder.raw_decode(text, here)
        except (ValueError, RecursionError) as error:
            return [*found, SkippedLine(number, f"not JSON: {error}", is_fault=True)]
        found.append(value)


def _open_value(number: int, found: Any) -> Iterator[SourceItem]:
    if isinstance(found, SkippedLine):
        yield found
    elif isinstance(found, list):
        for item in found:
            yield from _open_value(number, item)
    elif isinstance(found, dict) and isinstance(found.get("entities"), dict):
        for item in found["entities"].values():
            yield from _open_value(number, item)
    elif isinstance(found, dict):
        yield _parse_item(number, found)
    else:
        yield SkippedLine(number, f"not a JSON object but {type(found).__name__}", is_fault=True)


def _parse_item(number: int, item: dict[str, Any]) -> SourceItem:
    item_id = item.get("id")
    if not isinstance(item_id, str):
        return SkippedLine(number, "no Wikidata item: `id` is missing", is_fault=True)
    if not WIKIDATA_ID.fullmatch(item_id):
        return SkippedLine(number, f"about something else: {item.get('type', 'property')}")
    if "missing" in item:
        return SkippedLine(number, f"{item_id}: Wikidata has no such item", is_fault=True)
    claims = item.get("claims") if isinstance(item.get("claims"), dict) else {}
    assert isinstance(claims, dict)
    kind = _find_kind(claims)
    if not kind:
        return SkippedLine(number, "about something else: an item of another class")
    names = tuple(_list_names(item, claims))
    if not names:
        return SkippedLine(number, f"{item_id}: no label")
    person = kind == "person"
    predecessor, succeeded_on = (None, None) if person else _find_predecessor(claims)
    return SourceEntity(
        line=number,
        source_id=item_id,
        kind=kind,
        names=names,
        wikidata_id=item_id,
        parent_id=None if person else _find_item(claims, "P749") or _find_item(claims, "P361"),
        predecessor_id=predecessor,
        succeeded_on=succeeded_on,
        founded=_find_date(claims, "P569" if person else "P571"),
        ended=_find_date(claims, "P570" if person else "P576", is_end=True),
    )


def _list_names(item: dict[str, Any], claims: dict[str, Any]) -> Iterator[SourceName]:
    """Yield labels (English first: it becomes the entity's name), aliases and short names (P1813)."""
    labels = item.get("labels") if isinstance(item.get("labels"), dict) else {}
    aliases = item.get("aliases") if isinstance(item.get("aliases"), dict) else {}
    assert isinstance(labels, dict)
    assert isinstance(aliases, dict)
    for language in sorted(labels, key=_rank_language):
        yield from _read_term(labels[language], language, is_label=True)
    for language in sorted(aliases, key=_rank_language):
        for term in aliases[language] if isinstance(aliases[language], list) else ():
            yield from _read_term(term, language, is_label=False)
    for snak in _list_values(claims, "P1813"):
        if isinstance(snak, dict) and isinstance(snak.get("text"), str):
            yield SourceName(snak["text"], _tag_language(str(snak.get("language", "mul"))), "short")


def _rank_language(language: str) -> tuple[bool, bool, str]:
    return language != "en", language != "mul", language


def _read_term(term: Any, language: str, *, is_label: bool) -> Iterator[SourceName]:
    if isinstance(term, dict) and isinstance(term.get("value"), str) and term["value"].strip():
        yield SourceName(term["value"], _tag_language(language), "name" if is_label else "alias")


def _tag_language(language: str) -> str | None:
    """Return `en` for `en-gb`; a name for all languages (`mul`) has none."""
    base = language.partition("-")[0].lower()
    return None if base in ("mul", "und", "zxx", "mis") or not 2 <= len(base) <= 3 else base


def _find_kind(claims: dict[str, Any]) -> str:
    classes = [str(value.get("id")) for value in _list_values(claims, "P31") if isinstance(value, dict)]
    if NEVER.intersection(classes):
        return ""
    for found in classes:
        if found in CLASS_KINDS:
            return CLASS_KINDS[found]
    if not classes:
        return ""
    for kind, properties in (
        ("person", PERSON_PROPERTIES),
        ("organisation", BODY_PROPERTIES),
        ("place", PLACE_PROPERTIES),
    ):
        if sum(name in claims for name in properties) >= 2:
            return kind
    return ""


def _list_statements(claims: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the statements of a property that are not deprecated, preferred ones first."""
    found = claims.get(name)
    stated = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    kept = [one for one in stated if one.get("rank") != "deprecated"]
    return sorted(kept, key=lambda one: one.get("rank") != "preferred")


def _list_values(claims: dict[str, Any], name: str) -> list[Any]:
    return [
        value for one in _list_statements(claims, name) if (value := _read_snak(one.get("mainsnak"))) is not None
    ]


def _read_snak(snak: Any) -> Any:
    """Return the value of a snak, None where it is `somevalue` or `novalue`."""
    value = snak.get("datavalue") if isinstance(snak, dict) else None
    return value.get("value") if isinstance(value, dict) else None


def _find_item(claims: dict[str, Any], name: str) -> str | None:
    for value in _list_values(claims, name):
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            return str(value["id"])
    return None


def _find_predecessor(claims: dict[str, Any]) -> tuple[str | None, date | None]:
    """Return what the item replaces (P1365) or follows (P155), and the day that the statement gives for it."""
    for name in ("P1365", "P155"):
        for statement in _list_statements(claims, name):
            value = _read_snak(statement.get("mainsnak"))
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                qualifiers = statement.get("qualifiers")
                days = [_find_qualifier(qualifiers, one) for one in ("P585", "P580")]
                return str(value["id"]), next((day for day in days if day), None)
    return None, None


def _find_qualifier(qualifiers: Any, name: str) -> date | None:
    found = qualifiers.get(name) if isinstance(qualifiers, dict) else None
    values = [_read_snak(snak) for snak in found] if isinstance(found, list) else []
    return next((day for value in values if (day := _read_time(value, is_end=False))), None)


def _find_date(claims: dict[str, Any], name: str, *, is_end: bool = False) -> date | None:
    return next((day for value in _list_values(claims, name) if (day := _read_time(value, is_end=is_end))), None)


def _read_time(value: Any, *, is_end: bool) -> date | None:
    """Read a time of at least the precision of a year; one before our era or of a decade is none."""
    if not isinstance(value, dict) or not isinstance(value.get("time"), str):
        return None
    precision = value.get("precision")
    if not isinstance(precision, int) or precision < _YEAR:
        return None
    parts = value["time"].partition("T")[0].split("-")
    return read_partial_date("-".join(parts[: precision - _YEAR + 1]), is_end=is_end)
