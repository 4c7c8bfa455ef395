"""`namewire names candidates`, `accept`, `reject`, `judgements` and `undo`."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.settings import Settings
from pipeline.warehouse import Warehouse, publish_snapshot
from schemas.rows import NameCandidateRow
from tests.cli.conftest import Namewire
from tests.warehouse.made_rows import NOW, make, make_ingested

CANDIDATES = (
    # article, name, kind, occurrences, entity
    (0, "Zarqi Front", "defined", 2, "islamic-state"),
    (1, "ZARQI FRONT", "capitalised", 1, None),
    (0, "Grey Zarq Union", "capitalised", 1, None),
    (1, "Grey Zarq Union", "capitalised", 1, None),
    (2, "Grey Zarq Union", "capitalised", 1, None),
    (2, "Omar Zarqfulan", "capitalised", 1, None),
)


@pytest.fixture(autouse=True)
def small_lexicon(replace_lexicon: Callable[[str], None]) -> None:
    """Two entities."""
    text = "entities:\n- {entity_id: islamic-state, name: Islamic State, kind: armed-group}\n"
    replace_lexicon(text + "- {entity_id: nato, name: NATO, kind: organisation}\n")


def make_candidate(article: int, name: str, kind: str, occurrences: int, entity_id: str | None) -> NameCandidateRow:
    return make(
        NameCandidateRow,
        article_id=f"a{article}",
        revision=1,
        name=name,
        folded=name.lower(),
        kind=kind,
        occurrences=occurrences,
        other_form="Old Zarq" if entity_id else None,
        entity_id=entity_id,
        quote=f"the {name} fled",
    )


@pytest.fixture
def published(data_dir: Path) -> Path:
    """A snapshot of three articles with candidates."""
    settings = Settings(data_dir=data_dir, publish_min_interval_s=0)
    warehouse = Warehouse(settings)
    warehouse.migrate()
    loads = make_ingested("i", (0, 1, 2))
    warehouse.load(
        loads.model_copy(update={"name_candidates": tuple(make_candidate(*name) for name in CANDIDATES)})
    )
    publish_snapshot(settings, NOW)
    return data_dir


def read_table(output: bytes) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(output.decode())))


def test_candidates_come_with_the_most_useful_first(namewire: Namewire, published: Path) -> None:
    rows = read_table(namewire("names", "candidates").output)
    assert [(row["name"], row["articles"], row["publishers"]) for row in rows] == [
        ("Zarqi Front", "2", "2"),
        ("Grey Zarq Union", "3", "3"),
        ("Omar Zarqfulan", "1", "1"),
    ]
    assert (rows[0]["entity_id"], rows[0]["other_forms"]) == ("islamic-state", "['Old Zarq']")
    assert rows[0]["example"] == "the Zarqi Front fled"
    assert len(read_table(namewire("names", "candidates", "--limit", "1").output)) == 1


def test_since_leaves_out_what_was_seen_before(namewire: Namewire, published: Path) -> None:
    assert [row["name"] for row in read_table(namewire("names", "candidates", "--since", "2024-05-03").output)] == [
        "Omar Zarqfulan"
    ]


def test_judged_names_are_candidates_no_more_and_come_back(namewire: Namewire, published: Path) -> None:
    ended = namewire("names", "reject", "grey  zarq union", "--because", "a trade union")
    assert ended.status == 0, ended.errors
    assert ended.text.startswith("judgement 0001: ")
    assert "namewire replay names --dry-run" in ended.text
    ended = namewire("names", "accept", "Zarqi Front", "--entity", "islamic-state")
    assert ended.status == 0, ended.errors
    assert [row["name"] for row in read_table(namewire("names", "candidates").output)] == ["Omar Zarqfulan"]
    judged = read_table(namewire("names", "judgements").output)
    assert [(j["judgement_id"], j["judgement"], j["name"], j["entity_id"], j["note"]) for j in judged] == [
        ("0001", "rejected", "grey zarq union", "", "a trade union"),
        ("0002", "accepted", "Zarqi Front", "islamic-state", ""),
    ]
    assert "No stored article" in namewire("names", "undo", "1").text
    assert [row["name"] for row in read_table(namewire("names", "candidates").output)] == [
        "Grey Zarq Union",
        "Omar Zarqfulan",
    ]


def test_accepting_tells_who_else_bears_the_name(namewire: Namewire) -> None:
    ended = namewire("names", "accept", "Nato", "--new", "nato-band", "--kind", "band", "--strength", "weak")
    assert "Nato is also a name of nato;" in ended.text


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        pytest.param(("accept", "Zarqi"), 2, "--entity SLUG, or --new SLUG", id="no-entity"),
        pytest.param(("accept", "Zarqi", "--new", "zarqi"), 2, "--kind KIND", id="no-kind"),
        pytest.param(("accept", "Zarqi", "--entity", "nato", "--strength", "iron"), 2, "ambiguous", id="strength"),
        pytest.param(("accept", "Zarqi", "--entity", "natoo"), 1, "natoo: no entity", id="unknown-entity"),
        pytest.param(("reject", "NATO"), 1, "--entity SLUG takes it", id="known-name"),
        pytest.param(("undo", "9"), 1, "9: no judgement in force", id="unknown-judgement"),
        pytest.param(("candidates",), 1, "no snapshot yet", id="no-snapshot"),
        pytest.param(("candidates", "--since", "soon"), 2, "soon", id="no-date"),
    ],
)
def test_wrong_use_is_told(namewire: Namewire, arguments: tuple[str, ...], status: int, complaint: str) -> None:
    ended = namewire("names", *arguments)
    assert ended.status == status
    assert complaint in ended.errors
    assert "Traceback" not in ended.errors
