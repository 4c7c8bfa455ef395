"""The articles and contenders of `make bench`: same input for all, names that are found, figures in their rows."""

import io
import json
import re
import sys
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import __main__ as command
from benchmarks.articles import WORDS, write_articles
from benchmarks.contenders import ALIASES, ARTICLES, COMPILED, CONTENDERS, LAYER, read_peak, run_round
from benchmarks.lexicons import generate_aliases
from benchmarks.names_speed import Figures, draw_table, run_process, write_folder
from pipeline.names import build_lexicon, read_layers
from schemas.records import Alias, Entity

ROOT = Path(__file__).resolve().parents[2]
GENERATED = generate_aliases(60)
RURITANIA = Entity(
    entity_id="ruritania",
    name="Ruritania",
    kind="state",
    aliases=(Alias(text="Ruritania"), Alias(text="Kingdom of Ruritania")),
)
ARTICLE = ("Ruritania votes", "The Kingdom of Ruritania voted. So did Zenda.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """All that a contender reads, of one entity and one article."""
    (tmp_path / ARTICLES).write_text(json.dumps([ARTICLE]), "utf-8")
    (tmp_path / COMPILED).write_bytes(build_lexicon([RURITANIA]).to_bytes())
    (tmp_path / ALIASES).write_text(json.dumps([(alias.text, "ruritania") for alias in RURITANIA.aliases]), "utf-8")
    return tmp_path


def test_articles_are_the_same_each_time() -> None:
    assert list(write_articles(GENERATED, 2)) == list(write_articles(GENERATED, 2))
    assert list(write_articles(GENERATED, 1)) != list(write_articles(GENERATED, 1, seed=12))


def test_articles_have_their_length_and_no_markup() -> None:
    articles = list(write_articles(GENERATED, 5))
    assert {len(article.text.split()) for article in articles} == {WORDS}
    assert not any("[[" in article.text or "]]" in article.text for article in articles)


def test_articles_name_what_is_generated() -> None:
    texts = " ".join(article.text for article in write_articles(GENERATED, 5))
    aliases = {alias.text for entity in GENERATED for alias in entity.aliases if alias.strength == "strong"}
    assert sum(texts.count(alias) for alias in aliases) >= 5


@pytest.mark.parametrize(
    ("name", "library", "found"),
    [
        pytest.param("namewire", "marisa_trie", 2, id="ours"),
        pytest.param("spacy-orth", "spacy", 3, id="spaCy gives the shorter name inside the longer too"),
        pytest.param("spacy-lower", "spacy", 3, id="spaCy, any case"),
        pytest.param("flashtext", "flashtext", 2, id="flashtext"),
    ],
)
def test_contenders_find_the_same_names(name: str, library: str, found: int, folder: Path) -> None:
    pytest.importorskip(library, reason="the peers are installed by `make bench`")
    find = CONTENDERS[name](folder)()
    assert run_round(find, [ARTICLE, ARTICLE])["found"] == 2 * found


def test_a_contender_answers_from_a_process_of_its_own(folder: Path) -> None:
    with run_process("namewire", folder) as process:
        process.run_round()
        process.run_round()
        figures = process.summarise()
    assert (figures.found, len(figures.rounds)) == (2, 2)
    assert 10 < figures.megabytes < read_peak() + 200


def test_a_contender_that_fails_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match=r"namewire: ended with status 1"), run_process("namewire", tmp_path):
        pass
    assert ARTICLES in capfd.readouterr().err


def test_the_layer_is_one_that_the_line_reads(tmp_path: Path) -> None:
    write_folder(tmp_path, "[]", GENERATED)
    (layer,) = read_layers({LAYER: (tmp_path / LAYER).read_text("utf-8").split("\n")[:-1]})
    assert layer.entities == GENERATED


def test_the_curated_lexicon_has_no_layer(tmp_path: Path) -> None:
    write_folder(tmp_path, "[]", ())
    assert [path.name for path in tmp_path.iterdir()] == [ARTICLES]


def test_the_table_compares_the_best_rounds() -> None:
    figures = [Figures("namewire", 0.125, (3.0, 2.0), 30, 80.0), Figures("flashtext", 3.0, (5.0, 8.0), 20, 510.4)]
    console = Console(file=io.StringIO(), width=110)
    console.print(draw_table("b", 123456, figures, articles=10))
    assert isinstance(console.file, io.StringIO)
    shown = [" ".join(re.findall(r"[\w.:×]+", line)) for line in console.file.getvalue().splitlines()]
    assert "Namewire: names.resolve 5 0.12 80 3.0" in shown
    assert "flashtext any case 2 2.50 × as fast 3.00 510 2.0" in shown


@pytest.mark.parametrize(
    ("arguments", "run"),
    [
        pytest.param([], ["pages", "names", "copies", "feeds"], id="all"),
        pytest.param(["names"], ["names"], id="names alone"),
        pytest.param(["names", "pages"], ["names", "pages"], id="in the order asked for"),
    ],
)
def test_measurements_are_chosen(arguments: list[str], run: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    for name in command.MEASUREMENTS:
        monkeypatch.setitem(command.MEASUREMENTS, name, lambda name=name: ran.append(name))
    monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])
    command.main()
    assert ran == run


def test_an_unknown_measurement_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "nmaes"])
    with pytest.raises(SystemExit, match="2"):
        command.main()
    assert "no such measurement: nmaes" in capsys.readouterr().err


def test_the_peers_move_no_version_that_the_tests_run_on() -> None:
    tested, bench = (read_pins(ROOT / f"requirements-{name}.lock") for name in ("dev", "bench"))
    assert {name: pin for name, pin in bench.items() if tested.get(name, pin) != pin} == {}
    assert {"spacy", "flashtext"} <= bench.keys()


def read_pins(path: Path) -> dict[str, str]:
    """Return by name of the package what a lock says of it, markers too."""
    text = path.read_text("utf-8")
    assert not re.search(r"^\s*(--(extra-)?index-url|-i\b|-f\b)|https?://", text, re.MULTILINE)
    return {found[1]: found[2] for found in re.finditer(r"^([\w.-]+)==(.+?) *\\?$", text, re.MULTILINE)}
