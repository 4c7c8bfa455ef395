"""Documents name what there is: commands, settings, tables, files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel
from typer.core import TyperGroup

from pipeline.cli import app
from pipeline.settings import Settings
from tests.docs.markdown import DOCUMENTS, ROOT, list_anchors, list_commands, list_links

OPERATORS = ROOT / "docs" / "operators.md"
NOT_IN_SETTINGS = {"NAMEWIRE_SAMPLE_PORT", "NAMEWIRE_LOG_LEVEL", "NAMEWIRE_WRITE_DOCS"}
DAGS = sorted(path.stem for path in (ROOT / "dags").glob("*.py") if path.stem != "wiring")
ROOT_COMMAND = typer.main.get_command(app)


def list_variables(model: type[BaseModel] = Settings, prefix: str = "NAMEWIRE_") -> Iterator[tuple[str, object]]:
    """Yield the environment variable of each setting, and its default."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from list_variables(kind, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper(), field.default


def show_default(value: object) -> str:
    return "" if value is None or value == "" else f"`{str(value).lower() if isinstance(value, bool) else value}`"


@pytest.fixture(params=DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_every_setting_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| `(NAMEWIRE_\w+)` \| (.*?) \| (.+) \|$", OPERATORS.read_text("utf-8"), re.MULTILINE)
    documented = {name: default for name, default, _ in rows if name not in NOT_IN_SETTINGS}
    assert documented == {name: show_default(default) for name, default in list_variables()}


def test_every_variable_in_a_document_is_a_setting(path: Path) -> None:
    named = set(re.findall(r"\bNAMEWIRE_[A-Z_]+[A-Z]\b", path.read_text("utf-8")))
    assert named <= {name for name, _ in list_variables()} | NOT_IN_SETTINGS


def test_every_command_in_a_document_exists(path: Path) -> None:
    for line in list_commands(path.read_text("utf-8")):
        for words in re.findall(r"(?:^|\| |/)namewire ((?:[a-z][\w-]*|--[a-z-]+)(?: [\w-]+)*)", line):
            check_command(words.split(" "))


def check_command(words: list[str]) -> None:
    """Assert that `namewire WORDS` is a command, and that it has the options that are named."""
    command = ROOT_COMMAND
    for word in words:
        if word.startswith("--"):
            assert word in {option for part in command.params for option in (*part.opts, *part.secondary_opts)}, (
                words
            )
        elif isinstance(command, TyperGroup):
            assert word in command.commands, f"namewire {' '.join(words)}: there is no {word}"
            command = command.commands[word]


def test_every_target_in_a_document_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for line in list_commands(path.read_text("utf-8")):
        for target in re.findall(r"(?:^|\s)make ([a-z][a-z-]*)", line):
            assert target in targets, line


def test_every_link_in_a_document_leads_somewhere(path: Path) -> None:
    for link in list_links(path.read_text("utf-8")):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), f"{path.name}: {link}"
        if anchor:
            assert anchor in list_anchors(target.read_text("utf-8")), f"{path.name}: {link}"


def test_every_dag_is_documented() -> None:
    headings = re.findall(r"^### `(\w+)`$", OPERATORS.read_text("utf-8"), re.MULTILINE)
    assert sorted(headings) == DAGS


def test_every_file_named_in_a_document_exists(path: Path) -> None:
    folders = "pipeline|dags|schemas|sample|docker|docs|tests|benchmarks"
    for name in re.findall(rf"`((?:{folders})/[\w./-]+\.\w+)`", path.read_text("utf-8")):
        assert (ROOT / name).exists(), f"{path.name}: {name}"
