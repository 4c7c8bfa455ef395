"""Results written into documents, each after its mark, so that a document can be compared with what is so.

The marks: a block of SQL, or a shell block with `namewire sql "…"`, before a table of its result; `columns: NAME`
before a table's columns; `closing` before the closing table of the demo, shortened.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any, Self

import duckdb
from rich.console import Console

from pipeline.cli.closing import print_closing
from pipeline.settings import Settings
from pipeline.warehouse import open_snapshot

_SQL = re.compile(r"^```sql(?: (?P<edition>\w+))?\n(?P<sql>.*?)^```\n", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r'^```sh\n\S*namewire sql "(?P<sql>[^"\n]*)"\n```\n', re.MULTILINE)
_COLUMNS = re.compile(r"^<!-- columns: (?P<name>\w+) -->\n", re.MULTILINE)
_CLOSING = re.compile(r"^<!-- closing -->\n", re.MULTILINE)
_TABLE = re.compile(r"\n*(?:^\|.*\n)*\n*", re.MULTILINE)
_BLOCK = re.compile(r"\n*(?:^```text\n.*?^```\n)?\n*", re.MULTILINE | re.DOTALL)
_SAME_EVERYWHERE = ("batch_id", "load_seq")
_WIDTH, _ROWS = 110, 6


class Editions:
    """Snapshots by the name of their edition, each in a data folder of that name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: dict[str, duckdb.DuckDBPyConnection] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def open(self, name: str) -> duckdb.DuckDBPyConnection:
        """Open an edition's snapshot, with times in UTC."""
        if name not in self._opened:
            self._opened[name] = self._stack.enter_context(open_snapshot(self.settings(name)))
        return self._opened[name]

    def settings(self, name: str) -> Settings:
        """Return settings under which an edition's snapshot is the newest."""
        return Settings(data_dir=self.folder / name)


def render_document(document: str, editions: Editions) -> str:
    """Return the document with every result as it is now."""

    def query(match: re.Match[str]) -> str:
        return _run(match["sql"], editions.open(match.groupdict().get("edition") or "demo"))

    document = _replace(document, _SQL, _TABLE, query)
    document = _replace(document, _COMMAND, _TABLE, query)
    document = _replace(
        document, _COLUMNS, _TABLE, lambda match: _describe_table(match["name"], editions.open("demo"))
    )
    return _replace(document, _CLOSING, _BLOCK, lambda match: _close(editions.settings("demo")))


def list_queries(document: str) -> list[tuple[str, str]]:
    """Return edition and text of each block of SQL."""
    return [(match["edition"] or "demo", match["sql"]) for match in _SQL.finditer(document)]


def list_described(document: str) -> set[str]:
    """Return the names of the tables and views whose columns a document lists."""
    return {match["name"] for match in _COLUMNS.finditer(document)}


def _replace(
    document: str, mark: re.Pattern[str], result: re.Pattern[str], write: Callable[[re.Match[str]], str]
) -> str:
    """Write after each mark its result, in place of the one that stands there."""
    parts, at = [], 0
    for match in mark.finditer(document):
        parts += [document[at : match.end()], "\n", write(match), "\n"]
        found = result.match(document, match.end())
        at = found.end() if found else match.end()
    return "".join([*parts, document[at:]]).rstrip("\n") + "\n"


def _run(sql: str, connection: duckdb.DuckDBPyConnection) -> str:
    found = connection.execute(sql)
    return _write_table([column[0] for column in found.description or ()], found.fetchall())


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
    assert what is not None, f"{name}: no such table or view"
    kept = [(f"`{column}`", kind, comment) for column, kind, comment in columns if column not in _SAME_EVERYWHERE]
    return _write_table([f"`{name}`", "type", what[0]], kept)


def _close(settings: Settings) -> str:
    written = StringIO()
    print_closing(settings, Console(file=written, width=_WIDTH, highlight=False))
    lines = "\n".join(line.rstrip() for line in _shorten(written.getvalue().splitlines())).strip("\n")
    return f"```text\n{lines}\n```\n"


def _shorten(lines: Sequence[str]) -> Iterator[str]:
    """Leave out the rows of a table after the first few; a line whose second cell is empty continues a row."""
    rows = 0
    for line in lines:
        cells = line.split("│")
        if len(cells) < 3:
            rows = 0
            yield line
            continue
        rows += bool(cells[2].strip())
        if rows <= _ROWS:
            yield line
        elif rows == _ROWS + 1 and cells[2].strip():
            yield "│".join([cells[0], *(" …".ljust(len(cell)) for cell in cells[1:-1]), cells[-1]])


def _write_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    is_number = [any(_is_number(row[at]) for row in rows) for at in range(len(names))]
    lines = [
        f"| {' | '.join(names)} |",
        f"| {' | '.join('---:' if number else '---' for number in is_number)} |",
        *(f"| {' | '.join(map(_write_value, row))} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _write_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | int):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(_write_value, value))
    return " ".join(str(value).split()).replace("|", "\\|")
