"""Compare tables with the ledger: what a load says it added is what is there."""

import duckdb

from pipeline.warehouse.load import TABLE_FIELDS
from schemas.rows import LoadSet, Row


def find_table(field: str) -> str:
    """Return the table that a LoadSet's field goes to.

    >>> find_table("mentions")
    'mentions_history'
    """
    annotation = LoadSet.model_fields[field].annotation
    row: type[Row] = annotation.__args__[0]  # type: ignore[union-attr]
    return row.table


TABLES = tuple(find_table(field) for field in TABLE_FIELDS)
"""The tables that loads fill, in the order of LoadSet's fields."""


def find_differences(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Name each table whose count is not the ledger's sum, with both; count the polls that do not add up."""
    found = []
    for field, table in zip(TABLE_FIELDS, TABLES, strict=True):
        sql = f"SELECT (SELECT count(*) FROM {table}), (SELECT coalesce(sum({field}), 0) FROM batches)"  # noqa: S608
        held, recorded = connection.execute(sql).fetchall()[0]
        if held != recorded:
            found.append(f"{table}: {held} rows, the ledger says {recorded}")
    polls = connection.execute("SELECT count(*) FROM poll_ledger WHERE adds_up IS DISTINCT FROM true").fetchall()[
        0
    ][0]
    if polls:
        found.append(f"poll_ledger: {polls} polls whose counts do not add up")
    return tuple(found)
