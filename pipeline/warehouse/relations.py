"""Records in and out of SQL: bound through Arrow as relations, read back as validated records."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import duckdb
import pyarrow as pa

from schemas.arrow import from_table
from schemas.records import Record

_R = TypeVar("_R", bound=Record)


def register_ids(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> None:
    """Make ids joinable as the relation `wanted(id)`."""
    connection.register("wanted", pa.table({"id": pa.array(ids, pa.string())}))


def read_records(
    connection: duckdb.DuckDBPyConnection, model: type[_R], sql: str, parameters: Mapping[str, object] | None = None
) -> tuple[_R, ...]:
    """Run a query whose columns are the fields of a record, and return its rows as such records."""
    return from_table(connection.execute(sql, dict(parameters or {})).to_arrow_table(), model)


def list_columns(model: type[Record], relation: str) -> str:
    """List a record's fields as columns of a relation.

    >>> from schemas.records import KnownEntry
    >>> list_columns(KnownEntry, "entries")
    'entries.entry_id, entries.content_hash, entries.version'
    """
    return ", ".join(f"{relation}.{name}" for name in model.model_fields)
