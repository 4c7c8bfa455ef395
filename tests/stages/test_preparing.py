"""The lexicon of a data folder: shipped files, a curator's own, judgements and layers, and never yesterday's."""

from datetime import date
from pathlib import Path

import pytest

from pipeline import names
from pipeline.errors import ConfigError
from pipeline.names.layers import Layer, LayerHeader
from pipeline.settings import Settings
from pipeline.stages.layers import remove_layer_file, write_layer_file
from pipeline.stages.preparing import read_lexicon
from schemas.records import Alias, Document, Entity

SHIPPED = "entities:\n- {entity_id: kelv-front, name: Kelv Front, kind: armed-group}\n"
OWN = "entities:\n- {entity_id: kelv-front, aliases: {en: [Kelv Column]}}\n"
ALIASES = (Alias(text="Kelv Front"), Alias(text="Kelv Legion"))
LISTED = Entity(entity_id="x", name="Kelv Front", kind="armed-group", aliases=ALIASES)
HEADER = LayerHeader(
    layer="list", source="the list", licence="CC0", file="x.csv", made_on=date(2026, 1, 1), entities=1, aliases=2
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(names, "read_shipped_lexicon", lambda: {"a.yaml": SHIPPED})
    (tmp_path / "data" / "lexicon" / "judgements").mkdir(parents=True)
    return Settings(data_dir=tmp_path / "data", cache_dir=tmp_path / "cache")


def find(settings: Settings, text: str) -> list[str | None]:
    return [mention.entity_id for mention in names.resolve(Document(text=text), read_lexicon(settings))]


@pytest.mark.parametrize("place", ["own.yaml", "judgements/0001-kelv-column.yaml"])
def test_files_of_the_data_folder_count_as_soon_as_they_are_there(settings: Settings, place: str) -> None:
    path = settings.data_dir / "lexicon" / place
    before = read_lexicon(settings).version
    assert find(settings, "The Kelv Column left.") == []
    path.write_text(OWN, encoding="utf-8")
    assert find(settings, "The Kelv Column left.") == ["kelv-front"]
    path.write_text(OWN.replace("Column", "Corps"), encoding="utf-8")
    assert find(settings, "The Kelv Column left; the Kelv Corps came.") == ["kelv-front"]
    path.unlink()
    assert read_lexicon(settings).version == before


@pytest.mark.parametrize("name", [".own.yaml", "own.yaml~", "own.txt"])
def test_files_that_an_editor_leaves_do_not_count(settings: Settings, name: str) -> None:
    (settings.data_dir / "lexicon" / name).write_text("no lexicon: [", encoding="utf-8")
    assert find(settings, "The Kelv Front left.") == ["kelv-front"]


def test_a_layer_lies_beneath_until_it_is_removed(settings: Settings) -> None:
    before = read_lexicon(settings).version
    write_layer_file(settings, Layer(header=HEADER, entities=(LISTED,)))
    assert find(settings, "The Kelv Legion left.") == ["kelv-front"]
    drop = "entities:\n- {entity_id: kelv-front, drop: [Kelv Legion]}\n"
    own = settings.data_dir / "lexicon" / "own.yaml"
    own.write_text(drop, encoding="utf-8")
    assert find(settings, "The Kelv Legion left.") == []
    own.unlink()
    remove_layer_file(settings, "list")
    assert read_lexicon(settings).version == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"entities: [", "data/lexicon/own.yaml:2: not YAML", id="no YAML"),
        pytest.param(b"entities: [] # \xe9", "not UTF-8 at byte 15", id="another encoding"),
        pytest.param(
            b"entities:\n- {entity_id: b, name: B, kind: group, parent_id: c}", "'b' refers to 'c'", id="orphan"
        ),
    ],
)
def test_a_faulty_file_stops_the_run_and_is_named(settings: Settings, content: bytes, said: str) -> None:
    (settings.data_dir / "lexicon" / "own.yaml").write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        read_lexicon(settings)
