"""`namewire names import`, `layers` and `remove`: what is shown, what is written, and what never is."""

import bz2
import gzip
import json
from pathlib import Path

import pytest

ROWS = "entity_id,name,kind,alias\nkelvar,Kelvar Front,armed-group,KVF\nislamic-state,,,Harrat Caliphate\n"
SAY = ("--source", "the list", "--licence", "CC BY 4.0")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "My List.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.fixture
def layer_path(data_dir: Path) -> Path:
    return data_dir / "lexicon" / "layers" / "my-list.jsonl"


def read_entities(path: Path) -> dict[str, list[str]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {entity["entity_id"]: [alias["text"] for alias in entity["aliases"]] for entity in lines}


def test_a_dry_run_shows_and_writes_nothing(namewire, table, data_dir):
    ended = namewire("names", "import", table, *SAY, "--dry-run")
    assert (ended.status, ended.errors) == (0, "")
    assert "2 entities with 3 aliases" in ended.text
    assert "Nothing was written." in ended.text
    assert not data_dir.exists()


@pytest.mark.parametrize(
    ("arguments", "answer", "written"),
    [
        pytest.param((), b"y\n", True, id="yes"),
        pytest.param((), b"n\n", False, id="no"),
        pytest.param(("--yes",), b"", True, id="unasked"),
    ],
)
def test_it_asks_before_it_writes(namewire, table, layer_path, arguments, answer, written):
    ended = namewire("names", "import", table, *SAY, *arguments, stdin=answer)
    assert ended.status == 0
    assert layer_path.exists() == written
    if written:
        assert read_entities(layer_path) == {
            "islamic-state": ["Harrat Caliphate"],
            "kelvar": ["Kelvar Front", "KVF"],
        }
        header = json.loads(layer_path.read_text(encoding="utf-8").splitlines()[0])
        expected = ("my-list", "the list", "CC BY 4.0", "My List.csv")
        assert tuple(header[key] for key in ("layer", "source", "licence", "file")) == expected


def test_importing_again_changes_nothing_and_another_file_only_what_differs(namewire, table, layer_path):
    namewire("names", "import", table, *SAY, "--yes")
    before = layer_path.read_bytes()
    ended = namewire("names", "import", table, *SAY, "--yes")
    assert "Layer my-list is as it was; nothing was written." in ended.text
    assert layer_path.read_bytes() == before
    table.write_text("name,kind\nTolmin Army,armed-group\n", encoding="utf-8")
    ended = namewire("names", "import", table, *SAY, "--yes")
    assert "gone" in ended.text
    assert "removed" in ended.text
    assert read_entities(layer_path) == {"tolmin-army": ["Tolmin Army"]}


@pytest.mark.parametrize("pack", [pytest.param(gzip.compress, id="gzip"), pytest.param(bz2.compress, id="bzip2")])
def test_a_packed_file_is_opened(namewire, tmp_path, layer_path, pack):
    path = tmp_path / "my-list.csv.packed"
    path.write_bytes(pack(ROWS.encode()))
    assert namewire("names", "import", path, *SAY, "--layer", "my-list", "--yes").status == 0
    assert len(read_entities(layer_path)) == 2


def test_standard_input_is_read_but_cannot_be_asked(namewire, layer_path):
    assert namewire("names", "import", "-", *SAY, stdin=ROWS.encode()).errors == (
        "namewire: standard input has no name: say --layer\n"
    )
    arguments = ("names", "import", "-", *SAY, "--layer", "my-list")
    assert "say --yes or --dry-run" in namewire(*arguments, stdin=ROWS.encode()).errors
    assert namewire(*arguments, "--yes", stdin=ROWS.encode()).status == 0
    assert len(read_entities(layer_path)) == 2


def test_bad_lines_are_named_with_file_and_line(namewire, tmp_path, layer_path):
    path = tmp_path / "my-list.ftm.json"
    good = json.dumps({"id": "nk-1", "schema": "Person", "properties": {"name": ["Ilan Tarov"]}})
    path.write_bytes(b"{\n" + good.encode() + b"\n\xff\n")
    ended = namewire("names", "import", path, *SAY, "--yes")
    assert ended.status == 0
    first, second = ended.errors.splitlines()
    assert first.startswith(f"{path}:1: not JSON")
    assert second == f"{path}:3: not UTF-8; save the file as UTF-8"
    assert "2 that cannot be read" in ended.text
    assert read_entities(layer_path) == {"nk-1": ["Ilan Tarov"]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\n\n", "empty", id="blank"),
        pytest.param(b"{\n{\n", "nothing in it could be read as wikidata", id="no-json"),
        pytest.param(b"colour\nred\n", "nothing in it could be read as csv", id="no-columns"),
        pytest.param(gzip.compress(ROWS.encode() * 1000)[:-20], "cut off or damaged", id="cut-off"),
        pytest.param(b"\xff\xfen\x00", "UTF-16", id="utf-16"),
        pytest.param(b"PK\x03\x04....", "binary", id="spreadsheet"),
    ],
)
def test_a_file_in_which_nothing_can_be_read_is_an_error(namewire, tmp_path, data_dir, content, said):
    path = tmp_path / "list"
    path.write_bytes(content)
    ended = namewire("names", "import", path, *SAY, "--yes")
    assert ended.status == 1
    assert said in ended.errors
    assert len(ended.errors.splitlines()) == 1
    assert not data_dir.exists()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        pytest.param(("list.csv", "--source", "x"), 2, "--licence", id="no-licence"),
        pytest.param(("list.csv", "--licence", "x"), 2, "--source", id="no-source"),
        pytest.param(("list.csv", "--source", "x", "--licence", " "), 1, "must say something", id="blank-licence"),
        pytest.param(("list.csv", *SAY), 1, "list.csv: cannot be read", id="no-file"),
        pytest.param(("list.csv", *SAY, "--format", "xml"), 1, "--format xml", id="no-format"),
        pytest.param(("list.csv", *SAY, "--layer", "../x"), 1, "'../x'", id="a-path"),
    ],
)
def test_wrong_usage_is_one_clear_message(namewire, data_dir, arguments, status, said):
    ended = namewire("names", "import", *arguments)
    assert ended.status == status
    assert said in ended.errors
    assert not data_dir.exists()


def test_layers_are_listed_and_removed(namewire, table, layer_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    assert namewire("names", "layers").text.splitlines()[-1] == "0 layers"
    namewire("names", "import", table, *SAY, "--yes")
    listed = namewire("names", "layers").text
    assert "CC BY 4.0" in listed
    assert listed.splitlines()[-1] == "1 layer"
    assert namewire("names", "remove", "my-list", stdin=b"n\n").text.endswith("Nothing was removed.\n")
    assert layer_path.exists()
    assert namewire("names", "remove", "my-list", "--yes").status == 0
    assert not layer_path.exists()
    assert (
        namewire("names", "remove", "my-list", "--yes").errors
        == "namewire: my-list: no such layer; there is: none\n"
    )


def test_a_damaged_layer_is_named(namewire, table, layer_path):
    namewire("names", "import", table, *SAY, "--yes")
    layer_path.write_text(layer_path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    ended = namewire("names", "import", table, *SAY, "--yes")
    assert ended.errors == f"namewire: {layer_path}: cut off: 0 entities of 2; import it again\n"
