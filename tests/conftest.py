"""What all tests share: a cache folder of their own, and the shipped lexicon that the first of them compiles."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.names import Lexicon
from pipeline.settings import Settings
from pipeline.stages.preparing import read_lexicon


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Put the rows of `@pytest.mark.faults("C4", "C6")` into the id of the test: `test_cut_off_body[C4+C6]`."""
    rows = [row for mark in metafunc.definition.iter_markers("faults") for row in mark.args]
    if rows:
        metafunc.fixturenames.append("fault_rows")
        metafunc.parametrize("fault_rows", ["+".join(rows)])


@pytest.fixture(scope="session", autouse=True)
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder for this run of the tests and all its workers: what the user's holds decides nothing."""
    root = tmp_path_factory.getbasetemp()
    folder = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NAMEWIRE_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session")
def lexicon(cache_dir: Path) -> Lexicon:
    """The shipped lexicon alone."""
    return read_lexicon(Settings(data_dir=cache_dir / "no-data", cache_dir=cache_dir))
