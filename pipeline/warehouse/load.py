"""Load a set of rows: all of them and the ledger's row in one transaction, once, whoever else tries the same."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

import duckdb

from pipeline import __version__
from pipeline.errors import DataError
from schemas.arrow import to_table
from schemas.rows import BatchRow, LoadReport, LoadSet, Row

_LEDGER_FIELDS = ("kind", "path", "undoes", "note", "created_at")
TABLE_FIELDS = tuple(
    name
    for name in LoadSet.model_fields
    if name in BatchRow.model_fields and name not in ("batch_id", *_LEDGER_FIELDS)
)
"""The fields of a LoadSet that hold rows; the ledger counts each under the same name."""


def load_rows(
    connection: duckdb.DuckDBPyConnection, loads: LoadSet, expected_seq: int | None, now: datetime
) -> LoadReport:
    """Insert a load's rows and its ledger row in one transaction, or nothing.

    Args:
        connection: A warehouse open for writing.
        loads: The rows.
        expected_seq: The number of the last load that the rows were decided on; None where that does not matter.
        now: When the load happens, for the ledger.

    Returns:
        `loaded`, `already loaded`, or `superseded` where the last load is another than expected.

    Raises:
        DataError: An undo names a batch that the ledger does not have.
        duckdb.Error: Whatever stopped it; the transaction is rolled back with the connection.
    """
    connection.begin()
    seq = read_seq(connection)
    held = connection.execute("SELECT load_seq FROM batches WHERE batch_id = ?", [loads.batch_id]).fetchone()
    if held is not None:
        connection.rollback()
        return LoadReport(batch_id=loads.batch_id, state="already loaded", load_seq=held[0], rows=0)
    if expected_seq is not None and expected_seq != seq:
        connection.rollback()
        return LoadReport(batch_id=loads.batch_id, state="superseded", load_seq=seq, rows=0)
    _check_undo(connection, loads)
    # Two loads at once both change this row: a catalog that lets both begin lets only one commit.
    connection.execute("UPDATE load_fence SET load_seq = ?", [seq + 1])
    counts = {name: _insert(connection, getattr(loads, name), loads.batch_id, seq + 1) for name in TABLE_FIELDS}
    batch = _build_batch_row(loads, seq + 1, counts, now)
    connection.register("incoming", to_table([batch]))
    connection.execute("INSERT INTO batches BY NAME FROM incoming")
    connection.commit()
    return LoadReport(batch_id=loads.batch_id, state="loaded", load_seq=seq + 1, rows=batch.rows)


def read_seq(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of the last load; 0 before the first."""
    row = connection.execute("SELECT max(load_seq) FROM load_fence").fetchone()
    if row is None or row[0] is None:
        raise DataError("the warehouse's table load_fence is empty: it was not made by Namewire")
    return int(row[0])


def _check_undo(connection: duckdb.DuckDBPyConnection, loads: LoadSet) -> None:
    if (loads.kind == "undo") != (loads.undoes is not None):
        raise DataError(
            f"batch {loads.batch_id}: kind {loads.kind!r} undoes {loads.undoes!r}: an undo names a batch"
        )
    if loads.undoes is None:
        return
    known = connection.execute("SELECT 1 FROM batches WHERE batch_id = ?", [loads.undoes]).fetchone()
    if known is None:
        raise DataError(f"batch {loads.undoes}: cannot be undone, it is not in the ledger (the table batches)")


def _insert(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row], batch_id: str, load_seq: int) -> int:
    """Insert the rows whose key no standing row has, the first of each key; return how many."""
    if not rows:
        return 0
    kind = type(rows[0])
    own_key = [name for name in kind.key if name != "batch_id"]
    read_key = attrgetter(*own_key)
    distinct = list({read_key(row): row for row in reversed(rows)}.values())[::-1]
    connection.register("incoming", to_table(distinct))
    # The batch is not in the ledger, so a key that holds its id can meet no row: only the others need the join.
    joined = "" if len(own_key) < len(kind.key) else _join_standing(kind.table, own_key)
    sql = (
        f"INSERT INTO {kind.table} BY NAME "  # noqa: S608 - the table and its key are named in schemas/rows.py
        f"SELECT incoming.*, ? AS batch_id, ? AS load_seq FROM incoming {joined}"
    )
    result = connection.execute(sql, [batch_id, load_seq]).fetchone()
    connection.unregister("incoming")
    return int(result[0]) if result else 0


def _join_standing(table: str, key: Sequence[str]) -> str:
    """Leave out rows that are there, but not those whose batch was undone: the new ones stand in for them."""
    columns = ", ".join(key)
    standing = f"SELECT {columns} FROM {table} ANTI JOIN undone_batches USING (load_seq)"  # noqa: S608 - as above
    return f"ANTI JOIN ({standing}) AS standing USING ({columns})"


def _build_batch_row(loads: LoadSet, load_seq: int, counts: dict[str, int], now: datetime) -> BatchRow:
    return BatchRow(
        batch_id=loads.batch_id,
        load_seq=load_seq,
        **{name: getattr(loads, name) for name in _LEDGER_FIELDS},
        loaded_at=now,
        namewire_version=__version__,
        rows=sum(counts.values()),
        **counts,
    )
