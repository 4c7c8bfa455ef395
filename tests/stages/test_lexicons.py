"""Compiled lexicons are kept between processes, and their loss or damage changes nothing."""

from pathlib import Path

import pytest

from pipeline import names
from pipeline.stages.lexicons import hash_content, read_compiled
from schemas.records import Alias, Entity


def build() -> names.Lexicon:
    return names.build_lexicon([Entity(entity_id="a", name="A", kind="place", aliases=(Alias(text="Aville"),))])


def fail() -> names.Lexicon:
    raise AssertionError("built although it was kept")


def test_a_lexicon_is_built_once(tmp_path: Path) -> None:
    first = read_compiled(tmp_path / "cache", "one", build)
    assert read_compiled(tmp_path / "cache", "one", fail).to_bytes() == first.to_bytes()


@pytest.mark.parametrize("damage", [pytest.param(b"", id="empty"), pytest.param(b"\0" * 99, id="other bytes")])
def test_a_damaged_file_is_written_anew(tmp_path: Path, damage: bytes) -> None:
    first = read_compiled(tmp_path, "one", build)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    assert read_compiled(tmp_path, "one", build).version == first.version
    assert read_compiled(tmp_path, "one", fail).version == first.version


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert read_compiled(tmp_path / "file" / "cache", "one", build).version == build().version


def test_old_ones_are_removed(tmp_path: Path) -> None:
    for number in range(9):
        read_compiled(tmp_path, str(number), build)
    assert len(list(tmp_path.iterdir())) == 6
    read_compiled(tmp_path, "8", fail)


def test_parts_are_told_apart() -> None:
    assert hash_content(b"ab", b"c") != hash_content(b"a", b"bc")
