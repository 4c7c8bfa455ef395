"""Results written into documents: after each block of SQL its result, after each `columns` mark a table's columns."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import duckdb

from tests.docs.markdown import list_blocks

_COLUMNS = re.compile(r"^<!-- columns: (?P<name>\w+) -->\n", re.MULTILINE)
_TABLE = re.compile(r"\n*(?:^\|.*\n)*\n*", re.MULTILINE)
_SAME_EVERYWHERE = ("batch_id", "load_seq")

Open = Callable[[str], duckdb.DuckDBPyConnection]


def render_document(document: str, open_edition: Open) -> str:
    """Return the document with every result as it is now.

    Args:
        document: Markdown with blocks of SQL; the word after `sql` names the edition of the world to ask.
        open_edition: Opens the snapshot of an edition: `demo` or `later`.
    """
    parts, at = [], 0
    for block in list_blocks(document, "sql"):
        parts += [document[at : block.end], "\n\n", _run(block.text, open_edition(block.info[3:].strip() or "demo"))]
        at = _TABLE.match(document, block.end).end()  # type: ignore[union-attr]
        parts.append("\n")
    return _render_columns("".join([*parts, document[at:]]), open_edition("demo"))


def list_described(document: str) -> set[str]:
    """Return the names of the tables and views whose columns a document lists."""
    return {match["name"] for match in _COLUMNS.finditer(document)}


def _run(sql: str, connection: duckdb.DuckDBPyConnection) -> str:
    found = connection.execute(sql)
    return _write_table([column[0] for column in found.description or ()], found.fetchall())


def _render_columns(document: str, connection: duckdb.DuckDBPyConnection) -> str:
    parts, at = [], 0
    for match in _COLUMNS.finditer(document):
        parts += [document[at : match.end()], "\n", _describe_table(match["name"], connection), "\n"]
        at = _TABLE.match(document, match.end()).end()  # type: ignore[union-attr]
    return "".join([*parts, document[at:]])


def _describe_table(name: str, connection: duckdb.DuckDBPyConnection) -> str:
    what = connection.execute(
        "select comment from duckdb_views() where view_name = $1"
        " union all select comment from duckdb_tables() where table_name = $1",
        [name],
    ).fetchone()
    columns = connection.execute(
        "select column_name, lower(data_type), comment from duckdb_columns()"
        " where table_name = $1 and schema_name = 'main' order by column_index",
        [name],
    ).fetchall()
    if what is None or not columns:
        raise AssertionError(f"{name}: no such table or view")
    kept = [(f"`{column}`", kind, comment) for column, kind, comment in columns if column not in _SAME_EVERYWHERE]
    head = [f"`{name}`", "type", what[0]]
    return _write_table(head, kept)


def _write_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    is_number = [any(isinstance(row[at], int | float) and not isinstance(row[at], bool) for row in rows) for at in range(len(names))]
    lines = [
        f"| {' | '.join(names)} |",
        f"| {' | '.join('---:' if number else '---' for number in is_number)} |",
        *(f"| {' | '.join(map(_write_value, row))} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _write_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date | bool | int):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(_write_value, value))
    return " ".join(str(value).split()).replace("|", "\\|")
