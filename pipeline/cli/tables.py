"""Query results for people and programs: a table on a terminal, else CSV with a header and nothing more."""

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from rich.console import Console
from rich.table import Table

_MAX_CELL = 120


def print_result(result: pa.Table) -> None:
    """Print a query's result as the reader of standard output wants it."""
    # By column: two of one name (`select a.*, b.*`) would be one key of a dict.
    rows = list(zip(*(column.to_pylist() for column in result.columns), strict=True))
    if sys.stdout.isatty():
        Console().print(build_table("", result.column_names, rows))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(result.column_names)
    writer.writerows([_write_value(value) for value in row] for row in rows)


def build_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """Build a table of text cells, numbers to the right."""
    rows = [tuple(row) for row in rows]
    table = Table(title=title or None, title_justify="left", header_style="bold", expand=False)
    for index, column in enumerate(columns):
        is_number = any(isinstance(row[index], int | float) for row in rows)
        table.add_column(column, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_escape(_show_value(value)) for value in row))
    return table


def _write_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _show_value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    shown = _write_value(value)
    return shown if len(shown) <= _MAX_CELL else shown[: _MAX_CELL - 1] + "…"


def _escape(cell: str) -> str:
    return cell.replace("[", "\\[")
