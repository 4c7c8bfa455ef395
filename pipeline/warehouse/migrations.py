"""Tables and views: created on an empty warehouse, brought up to date on an older one, one transaction a step.

`schemas/tables/*.sql` is what a new warehouse gets. A change of a table changes that file and adds
`schemas/migrations/NNNN_what.sql` (from 0002), which an older warehouse gets. Views are made anew whenever
their SQL changed. Nothing else in Namewire runs DDL on the warehouse.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

import duckdb

from pipeline import __version__
from pipeline.errors import DataError
from schemas.records import Record

_FIRST_VERSION = 1
# A statement ends at a semicolon at the end of a line: none stands there inside a literal of ours.
_STATEMENT_END = re.compile(r";\s*$", re.MULTILINE)


class Definition(Record):
    """The SQL of the tables, the views and the migrations, each by name, in the order in which it runs."""

    tables: tuple[tuple[str, str], ...]
    views: tuple[tuple[str, str], ...]
    migrations: tuple[tuple[int, str], ...]

    @property
    def version(self) -> int:
        """The version of the tables that this code reads and writes."""
        return max((number for number, _ in self.migrations), default=_FIRST_VERSION)

    @property
    def views_hash(self) -> str:
        """A hash of the views' SQL."""
        return hashlib.sha256("\n".join(sql for _, sql in self.views).encode()).hexdigest()


def read_definition() -> Definition:
    """Read the SQL that is shipped in `schemas`."""
    root = files("schemas")
    return Definition(
        tables=_read_folder(root / "tables"),
        views=_read_folder(root / "views"),
        migrations=tuple((int(name[:4]), sql) for name, sql in _read_folder(root / "migrations")),
    )


def migrate(connection: duckdb.DuckDBPyConnection, definition: Definition, now: datetime) -> int:
    """Create the tables and views or bring them up to date; do nothing where they are.

    Returns:
        The version of the tables.

    Raises:
        DataError: A newer Namewire made them.
    """
    version, views_hash = _read_version(connection)
    if version > definition.version:
        raise DataError(
            f"the warehouse has tables of version {version}, and Namewire {__version__} knows version"
            f" {definition.version}: use the newer Namewire that made them"
        )
    if (version, views_hash) == (definition.version, definition.views_hash):
        return version
    connection.begin()
    drop_views(connection)
    if version == 0:
        create_tables(connection, definition)
        connection.execute("INSERT INTO load_fence VALUES (0)")
    else:
        for number, sql in definition.migrations:
            if number > version:
                _run(connection, sql)
                _note_version(connection, number, "", now)
                # One transaction each: DuckDB 1.5 commits no change of a table that it has also updated.
                connection.commit()
                connection.begin()
    create_views(connection, definition)
    _note_version(connection, definition.version, definition.views_hash, now)
    connection.commit()
    return definition.version


def _note_version(connection: duckdb.DuckDBPyConnection, version: int, views_hash: str, now: datetime) -> None:
    connection.execute(
        "INSERT INTO schema_version SELECT count(*) + 1, ?, ?, ?, ? FROM schema_version",
        [version, views_hash, __version__, now],
    )


def create_tables(connection: duckdb.DuckDBPyConnection, definition: Definition) -> None:
    """Create the tables with their comments, empty."""
    for _, sql in definition.tables:
        _run(connection, sql)


def create_views(connection: duckdb.DuckDBPyConnection, definition: Definition) -> None:
    """Create the views with their comments; a column that comes from a table keeps the table's comment."""
    # DuckLake keeps comments on tables, their columns and views, not on the columns of views.
    has_comments = not _is_lake(connection)
    for _, sql in definition.views:
        _run(connection, sql, has_column_comments=has_comments)
    if has_comments:
        for view, column, comment in _find_inherited_comments(connection):
            quoted = comment.replace("'", "''")
            connection.execute(f"COMMENT ON COLUMN {view}.{column} IS '{quoted}'")


def drop_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop all views, those too that this version no longer has."""
    found = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
    ).fetchall()
    for (name,) in found:
        connection.execute(f'DROP VIEW "{name}"')


def _read_version(connection: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    known = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = current_database() AND table_name = 'schema_version'"
    ).fetchone()
    if known is None:
        return 0, ""
    row = connection.execute("SELECT version, views_hash FROM schema_version ORDER BY step DESC LIMIT 1").fetchone()
    if row is None:
        raise DataError("the warehouse's table schema_version is empty: it was not made by Namewire")
    return int(row[0]), str(row[1])


def _read_folder(folder: Traversable) -> tuple[tuple[str, str], ...]:
    found = [item for item in folder.iterdir() if item.name.endswith(".sql")] if folder.is_dir() else []
    named = sorted(found, key=lambda item: item.name)
    return tuple((item.name.removesuffix(".sql"), item.read_text(encoding="utf-8")) for item in named)


def _run(connection: duckdb.DuckDBPyConnection, sql: str, *, has_column_comments: bool = True) -> None:
    for statement in _split_statements(sql):
        if has_column_comments or not statement.startswith("COMMENT ON COLUMN"):
            connection.execute(statement)


def _split_statements(sql: str) -> Sequence[str]:
    return [statement.strip() for statement in _STATEMENT_END.split(sql) if statement.strip()]


def _is_lake(connection: duckdb.DuckDBPyConnection) -> bool:
    row = connection.execute(
        "SELECT type FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    return row is not None and row[0] == "ducklake"


def _find_inherited_comments(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Find for each bare column of a view the comment of a table's column: its own `*_history`'s before others'."""
    return connection.execute(
        """
        SELECT bare.table_name, bare.column_name, arg_min(described.comment, CASE
            WHEN described.table_name = bare.table_name || '_history' THEN 0
            WHEN starts_with(bare.table_name, rtrim(described.table_name, 's')) THEN 1 ELSE 2 END)
        FROM duckdb_columns() AS bare
        JOIN duckdb_views() AS views
            ON views.view_name = bare.table_name AND views.database_name = bare.database_name
        JOIN duckdb_columns() AS described
            ON described.column_name = bare.column_name AND described.database_name = bare.database_name
        JOIN duckdb_tables() AS tables
            ON tables.table_name = described.table_name AND tables.database_name = bare.database_name
        WHERE bare.database_name = current_database() AND NOT views.internal
            AND bare.comment IS NULL AND described.comment IS NOT NULL
        GROUP BY ALL
        """
    ).fetchall()
