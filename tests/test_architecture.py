"""The house as DESIGN draws it: which room imports what, what stays light, and how long things may get."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PURE = ("feeds", "text", "names", "copies")
HEAVY = {"airflow", "duckdb", "trafilatura", "aiohttp", "pyarrow", "feedparser", "lxml"}
HOMES = {
    "feedparser": {"feeds"},
    "trafilatura": {"text"},
    "htmldate": {"text"},
    "lxml": {"text", "feeds"},
    "marisa_trie": {"names"},
    "xxhash": {"copies"},
    "aiohttp": {"web"},
    "warcio": {"web"},
    "protego": {"web"},
    "tld": {"web"},
    "duckdb": {"warehouse"},
    "duckdb_extensions": {"warehouse"},
    "pyarrow": {"warehouse", "staging", "schemas", "cli"},
    "typer": {"cli"},
    "rich": {"cli"},
    "airflow": set(),
    "requests": set(),
    "httpx": set(),
}
LISTS = {"records.py", "rows.py"}  # one record after the other; split, nobody would find one
DRAWERS = {"utils", "util", "helpers", "common", "base", "misc", "manager", "service", "services", "core"}
SOURCES = sorted([*ROOT.glob("pipeline/**/*.py"), *ROOT.glob("schemas/**/*.py")])
CODE = sorted([*SOURCES, *ROOT.glob("dags/*.py"), *ROOT.glob("sample/*.py"), *ROOT.glob("benchmarks/**/*.py")])


def find_room(path):
    """Return the room of a file: the folder below `pipeline`, a module there, or `schemas`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "pipeline" else parts[0]


def find_imports(path):
    """Return the names of the modules that a file imports, those inside of functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def find_loaded(module):
    """Return the packages that are loaded when a fresh interpreter imports a module."""
    command = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    ended = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.split())


@pytest.mark.parametrize("library", HOMES)
def test_library_has_its_room(library):
    found = {
        find_room(path)
        for path in SOURCES
        if any(f"{name}.".startswith(f"{library}.") for name in find_imports(path))
    }
    assert found <= HOMES[library]


@pytest.mark.parametrize("room", [*PURE, "web", "warehouse", "staging"])
def test_rooms_do_not_know_each_other(room):
    allowed = {room, "errors", "settings", "__version__", "__init__"}
    for path in SOURCES:
        if find_room(path) == room:
            known = {name.split(".")[1] for name in find_imports(path) if name.startswith("pipeline.")}
            assert known <= allowed, path


def test_imports_point_one_way():
    for path in SOURCES:
        below = {name.split(".")[1] for name in find_imports(path) if name.startswith("pipeline.")}
        if find_room(path) in ("errors", "settings", "schemas"):
            assert not below, path
        elif find_room(path) != "cli":
            assert "cli" not in below, path
        if find_room(path) not in ("cli", "stages"):
            assert "stages" not in below, path


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_reach_nothing_outside(room):
    """Only `shipped` modules, which hand out the packaged data as text, read files."""
    for path in SOURCES:
        if find_room(path) != room or path.stem == "shipped":
            continue
        imported = {name.split(".")[0] for name in find_imports(path)}
        assert imported.isdisjoint(
            {"os", "socket", "subprocess", "pathlib", "sqlite3", "asyncio", "time", "random"}
        ), path
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("utcnow", "today", "environ", "getenv"), path
                is_clock = isinstance(node.value, ast.Name) and node.value.id == "datetime" and node.attr == "now"
                assert not is_clock, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("open", "input", "print"), path


@pytest.mark.parametrize(
    "module", ["pipeline", "pipeline.errors", "pipeline.settings", "schemas.records", "schemas.rows", "schemas.ids"]
)
def test_import_stays_light(module):
    assert find_loaded(module) & HEAVY == set()


@pytest.mark.parametrize(
    ("module", "foreign"),
    [
        pytest.param("pipeline.feeds", {"trafilatura", "duckdb", "aiohttp"}, id="feeds"),
        pytest.param("pipeline.names", {"trafilatura", "duckdb", "aiohttp", "feedparser", "lxml"}, id="names"),
        pytest.param("pipeline.copies", {"trafilatura", "duckdb", "aiohttp", "feedparser", "lxml"}, id="copies"),
        pytest.param("pipeline.text", {"duckdb", "aiohttp", "feedparser", "pyarrow"}, id="text"),
        pytest.param("pipeline.web", {"duckdb", "trafilatura", "feedparser", "pyarrow"}, id="web"),
        pytest.param("pipeline.staging", {"duckdb", "trafilatura", "feedparser", "aiohttp"}, id="staging"),
        pytest.param("pipeline.warehouse", {"trafilatura", "feedparser", "aiohttp", "lxml"}, id="warehouse"),
        pytest.param("pipeline.cli", {"airflow", "sample"}, id="cli"),
    ],
)
def test_room_brings_its_own_libraries_alone(module, foreign):
    assert find_loaded(module) & foreign == set()


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_grows_too_long(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350 or path.name in LISTS
    assert path.stem not in DRAWERS
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 50, node.name
    assert ast.get_docstring(tree) or not text.strip()
