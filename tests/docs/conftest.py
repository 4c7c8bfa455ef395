"""Two editions of the sample world for the documents: as `make demo` sees it, and with what is published later."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import duckdb
import pytest

from tests.end_to_end.conftest import Line, line, world  # noqa: F401  (one run of the line for both folders)


@pytest.fixture(scope="session")
def open_edition(line: Line) -> Iterator[Callable[[str], duckdb.DuckDBPyConnection]]:  # noqa: F811
    """Open the snapshot of an edition, `demo` or `later`."""
    paths = {"demo": line.first.snapshot, "later": line.published.snapshot}
    with ExitStack() as stack:
        opened = {name: stack.enter_context(duckdb.connect(str(path), read_only=True)) for name, path in paths.items()}
        for connection in opened.values():
            connection.execute("SET TimeZone = 'UTC'")
        yield opened.__getitem__
