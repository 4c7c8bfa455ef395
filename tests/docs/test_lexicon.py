"""`docs/lexicon.md`: its files are lexicon files, its commands print what is shown, its spellings are found."""

import os
import re
from pathlib import Path

import pytest

from pipeline import names
from sample.registry import write_registry
from sample.server import serve_in_thread
from sample.world import World
from schemas.records import Document
from tests.docs.markdown import ROOT, list_blocks
from tests.docs.walking import mask_volatile, prepare_terminal, walk_through
from tests.end_to_end.worlds import build_settings, run_pass

PATH = ROOT / "docs" / "lexicon.md"
LEXICON = PATH.read_text(encoding="utf-8")
FILES = [block.text for block in list_blocks(LEXICON, "yaml") if "mistake" not in block.info]


def test_the_files_shown_lie_over_the_shipped_lexicon() -> None:
    shown = {f"data/lexicon/{number}.yaml": file for number, file in enumerate(FILES)}
    faults = names.lint_lexicon(dict(names.read_shipped_lexicon()) | shown)
    assert [fault for fault in faults if "data/lexicon" in fault] == []


def test_the_walk_through_prints_what_is_shown(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What needs a warehouse takes minutes (a replay compares two lexicons): only where documents are written.

    What replays, judgements and undoing do is tested by itself, in tests/cli and tests/stages.
    """
    writes = bool(os.environ.get("NAMEWIRE_WRITE_DOCS"))
    if writes:
        run_line(request.getfixturevalue("world"), tmp_path)
    prepare_terminal(tmp_path, monkeypatch)
    walked = walk_through(LEXICON, has_warehouse=writes)
    if writes:
        PATH.write_text(walked, encoding="utf-8")
    else:
        assert mask_volatile(walked).splitlines() == mask_volatile(LEXICON).splitlines()


def run_line(world: World, folder: Path) -> None:
    """Take the sample world down the line once, as `make demo` does."""
    with serve_in_thread(world) as server:
        write_registry(world, folder / "registry.yaml", server.port)
        run_pass(build_settings(folder / "data", folder / "registry.yaml"), silent_host="bosporus-radio")


def test_the_spellings_that_need_not_be_listed_are_found(lexicon: names.Lexicon) -> None:
    (table,) = re.findall(r"^\| what \| example \|\n\| --- \| --- \|\n((?:\|.*\n)+)", LEXICON, re.MULTILINE)
    for row in table.splitlines():
        for spelling in row.split(" | ")[1].rstrip(" |").split(", "):
            written = spelling.replace("↵", "\n")
            document = Document(
                text=f"Reports on {written} came after those on Abu Musab al-Zarqawi, and of him alone."
            )
            found = [m.surface for m in names.resolve(document, lexicon) if m.start_char <= len("Reports on #")]
            assert found, spelling


def test_the_counts_of_the_shipped_lexicon_hold(lexicon: names.Lexicon) -> None:
    entities = lexicon.sources
    least_entities, least_names = map(int, re.findall(r"more than ([\d,]+) ", LEXICON.replace(",", ""))[:2])
    assert len(entities) > least_entities
    assert sum(len(entity.aliases) for entity in entities) > least_names
    kinds = {
        kind
        for row in re.findall(r"^\| `kind` \| (.*) \|$", LEXICON, re.MULTILINE)
        for kind in re.findall(r"`([\w-]+)`", row)
    }
    assert kinds == {entity.kind for entity in entities}
    sources = set(
        re.findall(r"^\| `([\w-]+)` \| [^|]+ \| [^|]+ \|$", LEXICON.partition("| `source` | what")[2], re.MULTILINE)
    )
    assert sources == {alias.source for entity in entities for alias in entity.aliases}
