"""CSV, a name a row: what a spreadsheet saves. The header names the columns; `entity_id` or `name` is enough."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args

from pipeline.names.imports.dates import read_partial_date
from pipeline.names.imports.source import WIKIDATA_ID, SkippedLine, SourceEntity, SourceItem, SourceName
from schemas.records import Strength

COLUMNS = (
    "entity_id",
    "name",
    "kind",
    "alias",
    "language",
    "strength",
    "wikidata_id",
    "parent_id",
    "valid_from",
    "valid_to",
    "source",
    "licence",
)
"""The columns that are read, in any order."""

_OTHER_WORDS = {"id": "entity_id", "license": "licence", "lang": "language", "qid": "wikidata_id"}
_DELIMITERS = ",;\t|"
_STRENGTHS = frozenset(get_args(Strength))
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?")
_KIND = re.compile(r"[a-z][a-z-]{1,30}")


def parse_table(lines: Iterable[tuple[int, str]]) -> Iterator[SourceItem]:
    """Parse CSV rows; the delimiter (comma, semicolon, tabulator, bar) is the one that the header uses."""
    rest = iter(lines)
    number, header = next(((n, line) for n, line in rest if line.strip()), (0, ""))
    delimiter = max(_DELIMITERS, key=header.count)
    try:
        cells = next(csv.reader([header.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error as error:
        yield SkippedLine(number, f"not CSV: {error}", is_fault=True)
        return
    columns = [_name_column(cell) for cell in cells]
    if not {"entity_id", "name"} & set(columns):
        wanted = ", ".join(COLUMNS)
        yield SkippedLine(
            number, f"the header has neither `entity_id` nor `name`; columns: {wanted}", is_fault=True
        )
        return
    for column in columns:
        if column and column not in COLUMNS:
            yield SkippedLine(number, f"column not read: {column}")
    begun: list[int] = []
    reader = csv.reader(_note_numbers(rest, begun), delimiter=delimiter)
    while True:
        begun.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield SkippedLine(begun[0], f"not CSV: {error}; a quotation mark that is not closed?", is_fault=True)
            continue
        if any(cell.strip() for cell in row):
            yield _parse_row(begun[0], columns, row)


def _note_numbers(lines: Iterator[tuple[int, str]], begun: list[int]) -> Iterator[str]:
    """Hand on the lines and note their numbers, so that a row of many lines is named by its first."""
    for number, line in lines:
        begun.append(number)
        yield line


def _name_column(cell: str) -> str:
    name = cell.strip().lower().replace(" ", "_").replace("-", "_")
    return _OTHER_WORDS.get(name, name)


def _parse_row(number: int, columns: list[str], row: list[str]) -> SourceItem:
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
        return SkippedLine(number, f"{len(row)} cells below {len(columns)} columns", is_fault=True)
    cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False) if cell.strip()}
    problem = _find_problem(cells)
    if problem:
        return SkippedLine(number, problem, is_fault=True)
    wikidata_id = cells.get("wikidata_id")
    source_id = cells.get("entity_id") or wikidata_id or cells["name"]
    return SourceEntity(
        line=number,
        source_id=source_id,
        kind=cells.get("kind", ""),
        names=tuple(_list_names(cells)),
        wikidata_id=wikidata_id,
        parent_id=cells.get("parent_id"),
        has_own_id="entity_id" in cells,
    )


def _find_problem(cells: dict[str, str]) -> str:
    """Say what is wrong with a row, in order of its cells; nothing where it is sound."""
    if "entity_id" not in cells and "name" not in cells:
        return "neither `entity_id` nor `name` is filled"
    if "alias" not in cells and "name" not in cells:
        return "neither `alias` nor `name` is filled"
    shapes = (("kind", _KIND, "small letters and hyphens"), ("language", _LANGUAGE, "such as en or zh-Hans"))
    for column, shape, meaning in (*shapes, ("wikidata_id", WIKIDATA_ID, "such as Q42")):
        if column in cells and not shape.fullmatch(cells[column]):
            return f"{column} {cells[column]!r} is not {meaning}"
    if cells.get("strength", "strong") not in _STRENGTHS:
        return f"strength {cells['strength']!r} is not strong, weak or ambiguous"
    begin, end = _read_date(cells, "valid_from"), _read_date(cells, "valid_to")
    for column, day in (("valid_from", begin), ("valid_to", end)):
        if column in cells and day is None:
            return f"{column} {cells[column]!r} is not a date such as 2011-03-15"
    if begin and end and end < begin:
        return f"valid_to {end} is before valid_from {begin}"
    return ""


def _list_names(cells: dict[str, str]) -> Iterator[SourceName]:
    """Yield the entity's name, and the alias with what the row says of it; a row without an alias is of the name."""
    alias = cells.get("alias")
    if alias is not None and "name" in cells and alias != cells["name"]:
        yield SourceName(cells["name"], role="name", source=cells.get("source"), licence=cells.get("licence"))
    yield SourceName(
        alias or cells["name"],
        language=cells.get("language"),
        role="name" if alias in (None, cells.get("name")) else "alias",
        strength=_read_strength(cells.get("strength")),
        valid_from=_read_date(cells, "valid_from"),
        valid_to=_read_date(cells, "valid_to"),
        source=cells.get("source"),
        licence=cells.get("licence"),
    )


def _read_strength(text: str | None) -> Strength | None:
    return next((strength for strength in get_args(Strength) if strength == text), None)


def _read_date(cells: dict[str, str], column: str) -> date | None:
    return read_partial_date(cells.get(column, ""), is_end=column == "valid_to")
