"""Run as a process of its own by the tests: loads the batches of `build_loads`, and dies where it is told to.

    python loading.py FOLDER STORAGE [STATEMENT]

STATEMENT is the number of the statement of the load at which it is killed; 0 is after the last commit.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from pipeline.warehouse.connection import open_warehouse
from pipeline.warehouse.load import load_rows
from schemas.rows import LoadSet
from tests.warehouse.conftest import build_settings
from tests.warehouse.made_rows import NOW, make_ingested, make_lexicon, make_polled, make_registry


def build_loads() -> list[LoadSet]:
    return [
        make_registry(),
        make_lexicon(),
        make_polled("polled-1", 30),
        make_ingested("ingested-1", tuple(range(20))),
        make_ingested("ingested-2", (3, 4, 25), revision=2),
    ]


class DyingConnection:
    """A connection whose process is killed before its n-th statement."""

    def __init__(self, connection: Any, last: int) -> None:
        self._connection = connection
        self._left = last

    def execute(self, *arguments: Any) -> Any:
        self._count()
        return self._connection.execute(*arguments)

    def commit(self) -> None:
        self._count()
        self._connection.commit()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, storage: str, statement: str | None = None) -> None:
    settings = build_settings(Path(folder), storage)
    for loads in build_loads():
        with open_warehouse(settings) as connection:
            last = int(statement) if statement and loads.batch_id == "ingested-1" else -1
            dying = DyingConnection(connection, last)
            report = load_rows(dying, loads, None, NOW)  # type: ignore[arg-type]
            print(report.state, flush=True)
            if last == 0:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
