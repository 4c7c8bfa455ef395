"""`namewire` for tests: in this process for tables of cases, in one of its own where pipes and memory matter."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from json import loads
from pathlib import Path
from typing import Any

import pytest

from pipeline import names
from pipeline.cli import main
from sample.edition import Edition
from sample.site import Ask, answer
from sample.world import World, load_world

ROOT = Path(__file__).parents[2]


@dataclass
class Ended:
    """How a command ended."""

    status: int
    output: bytes
    errors: str

    @property
    def text(self) -> str:
        return self.output.decode()

    @property
    def lines(self) -> list[Any]:
        """The JSON lines that it printed."""
        return [loads(line) for line in self.output.splitlines()]


Namewire = Callable[..., Ended]


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder, which the settings name."""
    monkeypatch.setenv("NAMEWIRE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def replace_lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put one file in place of the shipped lexicon, which takes seconds to be read and checked."""
    monkeypatch.setenv("NAMEWIRE_CACHE_DIR", str(tmp_path / "cache"))

    def replace(text: str) -> None:
        monkeypatch.setattr(names, "read_shipped_lexicon", lambda: {"a.yaml": text})

    return replace


@pytest.fixture
def namewire(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Namewire:
    """Run `namewire` with these arguments in this process."""

    def run(*arguments: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "argv", ["namewire", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsysbinary.readouterr()
        try:
            main()
            status: Any = 0
        except SystemExit as ended:
            status = ended.code
        captured = capsysbinary.readouterr()
        return Ended(int(status or 0), captured.out, captured.err.decode())

    return run


@pytest.fixture
def namewire_process(data_dir: Path) -> Namewire:
    """Run `namewire` with these arguments in a process of its own."""

    def run(*arguments: object, stdin: bytes = b"", **options: Any) -> Ended:
        command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
        environment = os.environ | {"NAMEWIRE_DATA_DIR": str(data_dir)}
        ended = subprocess.run(command, cwd=ROOT, env=environment, input=stdin, capture_output=True, **options)
        return Ended(ended.returncode, ended.stdout, ended.stderr.decode())

    return run


@pytest.fixture(scope="session")
def world() -> World:
    return load_world()


@pytest.fixture(scope="session")
def get(world: World) -> Callable[[str, str], bytes]:
    """Return what the sample world has at a path of a host, without a network."""

    def get(host: str, path: str) -> bytes:
        reply = answer(Edition(world=world, port=8700), Ask(host=f"{host}.localhost", path=path))
        assert reply.status == 200
        return reply.body

    return get
