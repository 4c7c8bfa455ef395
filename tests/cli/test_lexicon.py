"""`namewire names lint`: a line a fault, and a status that a script can ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Namewire

SHIPPED = "entities:\n- {entity_id: kelv-front, name: Kelv Front, kind: armed-group}\n"


@pytest.fixture
def overlay(data_dir: Path, replace_lexicon: Callable[[str], None]) -> Path:
    """Where a curator's own file lies, over a lexicon of one."""
    replace_lexicon(SHIPPED)
    path = data_dir / "lexicon" / "own.yaml"
    path.parent.mkdir(parents=True)
    return path


def test_a_sound_lexicon_is_said_to_be_one(namewire: Namewire, overlay: Path) -> None:
    overlay.write_text("entities:\n- {entity_id: kelv-front, aliases: {en: [KVF]}}\n")
    ended = namewire("names", "lint")
    assert (ended.status, ended.text, ended.errors) == (0, "The lexicon has no faults.\n", "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            "entities:\n- {entity_id: b, name: B Front, kind: group, aliases: {en: [Kelv Front]}}\n",
            "own.yaml:2: alias 'Kelv Front' is strong for 'b' and, in the same period, for 'kelv-front' at a.yaml:2",
            id="two bearers",
        ),
        pytest.param(
            "entities:\n- {entity_id: b, name: B Front, kind: group, founded: 2010-02-30}\n",
            "own.yaml:2: entities.0.founded: ",
            id="no day",
        ),
        pytest.param("entities: [", "own.yaml:2: not YAML: ", id="no YAML"),
        pytest.param("entities:\n- {entity_id: b}\n", "own.yaml:2: entity 'b' needs a name", id="no name"),
    ],
)
def test_faults_are_told_with_file_and_line(namewire: Namewire, overlay: Path, text: str, fault: str) -> None:
    overlay.write_text(text)
    ended = namewire("names", "lint")
    assert ended.status == 1
    assert ended.text.startswith(f"data/lexicon/{fault}")
    assert len(ended.text.splitlines()) == 1
    assert ended.errors == "namewire: 1 faults in the lexicon\n"


def test_a_file_in_another_encoding_is_named(namewire: Namewire, overlay: Path) -> None:
    overlay.write_bytes("entities: [] # é\n".encode("latin-1"))
    ended = namewire("names", "lint")
    assert ended.status == 1
    assert "own.yaml: not UTF-8 at byte 15" in ended.errors
