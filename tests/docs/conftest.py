"""Two editions of the sample world for the documents: as `make demo` sees it, and with what is published later."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.rendering import Editions
from tests.end_to_end.conftest import Line, line, world  # noqa: F401  (one run of the line for both folders)


@pytest.fixture(scope="session")
def editions(line: Line, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editions]:  # noqa: F811
    """The snapshots, each as the newest of a data folder of its own."""
    folder = tmp_path_factory.mktemp("editions")
    for name, snapshot in (("demo", line.first.snapshot), ("later", line.published.snapshot)):
        link_snapshot(folder / name, snapshot)
    with Editions(folder) as opened:
        yield opened


def link_snapshot(data_dir: Path, snapshot: Path) -> None:
    """Lay a data folder that holds one snapshot, as a publication leaves it."""
    (data_dir / "snapshots").mkdir(parents=True)
    (data_dir / "snapshots" / snapshot.name).hardlink_to(snapshot)
    (data_dir / "news.duckdb").symlink_to(Path("snapshots", snapshot.name))
