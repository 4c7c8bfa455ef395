"""Bad input to each filter: one clear line and status 1 or 2, or a rejection record and the batch goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

WHOLE = [pytest.param([name], id=name) for name in ("parse-feed", "extract", "resolve")]
BY_LINE = [pytest.param([name, "--jsonl"], id=f"{name}-jsonl") for name in ("extract", "resolve", "relate")]
BINARY = bytes(range(256)) * 12
GOOD = {
    "id": "good",
    "title": "",
    "text": "ISIS was named in Rome, NATO said.",
    "html": "<p>NATO said ISIS was named.</p>",
}


def check_complaint(ended, *named):
    """Nothing on standard output, and one line on standard error that names what it is about."""
    assert (ended.status, ended.output) == (1, b"")
    assert ended.errors.startswith("namewire: ")
    assert ended.errors.count("\n") == 1
    assert ended.errors.endswith("\n")
    for name in named:
        assert str(name) in ended.errors


@pytest.fixture
def write(tmp_path):
    def write(content: bytes) -> Path:
        path = tmp_path / "input"
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("command", WHOLE + BY_LINE)
class TestEveryFilter:
    def test_file_not_found(self, namewire, command, tmp_path):
        check_complaint(namewire(*command, tmp_path / "nowhere"), tmp_path / "nowhere", "No such file")

    def test_folder(self, namewire, command, tmp_path):
        check_complaint(namewire(*command, tmp_path), tmp_path, "directory")

    def test_empty(self, namewire, command, write):
        path = write(b"")
        check_complaint(namewire(*command, path), path, "empty")

    def test_empty_standard_input(self, namewire, command):
        check_complaint(namewire(*command, "-"), "standard input", "empty")

    def test_unknown_option(self, namewire, command, write):
        ended = namewire(*command, "--no-such-option", write(b"x"))
        assert (ended.status, ended.output) == (2, b"")
        assert "--no-such-option" in ended.errors
        assert "Traceback" not in ended.errors

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_file_without_permission(self, namewire, command, write):
        path = write(b"x")
        path.chmod(0)
        check_complaint(namewire(*command, path), path, "Permission denied")


@pytest.mark.parametrize("command", WHOLE)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(BINARY, id="binary"),
        pytest.param(b"\x00" * 4096, id="nul-bytes"),
        pytest.param(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\n\x00\x01", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + BINARY, id="png"),
        pytest.param(b" \n\t\n", id="white-space"),
    ],
)
def test_no_document_at_all(namewire, command, write, content):
    path = write(content)
    check_complaint(namewire(*command, path), path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"caf\xe9 and ISIS\n", "not UTF-8 at byte 3", id="latin-1"),
        pytest.param("НАТО".encode("utf-16"), "not UTF-8 at byte 0", id="utf-16"),
        pytest.param(b"NATO \x00 said", "NUL", id="nul"),
    ],
)
def test_text_in_another_encoding(namewire, write, content, said):
    path = write(content)
    check_complaint(namewire("resolve", path), path, said)


@pytest.mark.parametrize("command", [pytest.param("parse-feed", id="feed"), pytest.param("extract", id="page")])
@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-8-sig", "latin-1"])
def test_markup_in_another_encoding_is_read(namewire, write, command, encoding):
    item = "<item><title>Café</title><link>http://a.example/1</link></item>"
    feed = f"<rss><channel><title>News</title>{item}</channel></rss>"
    page = "<html><head><title>Café</title></head><body><p>Besançon stayed open all night.</p></body></html>"
    ended = namewire(command, write((feed if command == "parse-feed" else page).encode(encoding)))
    assert ended.status == 0
    assert "Café" in ended.lines[0]["title"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"<html><body><p>Hello.</p></body></html>", id="page"),
        pytest.param(b'{"title": "no feed"}', id="json"),
        pytest.param(b"plain words", id="words"),
        pytest.param(b"<?xml version='1.0'?><svg/>", id="other-xml"),
    ],
)
def test_no_feed(namewire, write, content):
    path = write(content)
    check_complaint(namewire("parse-feed", path), path, "not a feed")


LINES = [
    pytest.param(b"not json", id="not-json"),
    pytest.param(b'{"id": "cut", "text": "NATO', id="cut-off"),
    pytest.param(b"[1, 2]", id="array"),
    pytest.param(b"17", id="number"),
    pytest.param(b"null", id="null"),
    pytest.param(b'{"id": 1, "text": "caf\xe9"}', id="latin-1"),
    pytest.param(BINARY.replace(b"\n", b""), id="binary"),
    pytest.param(b"[" * 200_000, id="deep"),
    pytest.param(b'{"id": 1, "text": ' + b"9" * 5000 + b"}", id="long-number"),
    pytest.param(b'{"id": 1}', id="no-text"),
    pytest.param(b'{"id": 1, "text": 5, "html": 5, "html_path": 5}', id="text-is-a-number"),
    pytest.param(b'{"id": 1, "text": null, "html": null}', id="text-is-null"),
    pytest.param(b'{"id": "\\ud800", "text": 5}', id="surrogate-in-the-id"),
]
DOCUMENT_LINES = [
    pytest.param(b'{"id": 1, "text": "NATO", "published_at": "yesterday"}', id="no-date"),
    pytest.param(b'{"id": 1, "text": "NATO", "published_at": 20260101}', id="date-is-a-number"),
    pytest.param(b'{"id": 1, "text": "NATO", "published_at": "2026-02-31"}', id="no-such-day"),
    pytest.param(b'{"id": 1, "text": "NATO", "title": ["NATO"]}', id="title-is-a-list"),
]


def check_rejected(ended):
    """The bad line has one rejection record, and the good one after it was worked on."""
    assert (ended.status, ended.errors) == (0, "")
    rejected, *others = ended.lines
    assert rejected.keys() <= {"id", "rejected", "detail", "line"}
    assert rejected["rejected"]
    assert others
    assert not [line for line in others if "rejected" in line]
    assert "good" in json.dumps(others)


@pytest.mark.parametrize("command", BY_LINE)
@pytest.mark.parametrize("line", LINES)
def test_bad_line_is_rejected_and_the_batch_goes_on(namewire, write, command, line):
    check_rejected(namewire(*command, write(line + b"\n" + json.dumps(GOOD).encode())))


@pytest.mark.parametrize("command", BY_LINE[1:])
@pytest.mark.parametrize("line", DOCUMENT_LINES)
def test_line_that_is_no_document_is_rejected(namewire, write, command, line):
    check_rejected(namewire(*command, write(line + b"\n" + json.dumps(GOOD).encode())))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param({"id": 1, "html_path": "nowhere.html"}, id="page-not-found"),
        pytest.param({"id": 1, "html_path": "."}, id="page-is-a-folder"),
        pytest.param({"id": 1, "html_path": "a\x00b"}, id="nul-in-the-path"),
        pytest.param({"id": 1, "html_path": "x" * 5000}, id="path-too-long"),
        pytest.param({"id": 1, "html": "\x00\x01\x02"}, id="page-is-binary"),
        pytest.param({"id": 1, "html": ""}, id="page-is-empty"),
    ],
)
def test_line_whose_page_cannot_be_had_is_rejected(namewire, write, line):
    ended = namewire("extract", "--jsonl", write(f"{json.dumps(line)}\n{json.dumps(GOOD)}".encode()))
    check_rejected(ended)
    assert ended.lines[0]["id"] == 1


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        pytest.param({"text": "NATO"}, "missing", id="no-id"),
        pytest.param({"id": 1.5, "text": "NATO"}, "neither", id="id-is-a-fraction"),
        pytest.param({"id": [1], "text": "NATO"}, "neither", id="id-is-a-list"),
    ],
)
def test_articles_are_related_by_their_ids(namewire, write, bad, said):
    ended = namewire("relate", write(f"{json.dumps(bad)}\n{json.dumps(GOOD)}".encode()))
    check_rejected(ended)
    assert said in ended.lines[0]["detail"]


def test_id_that_stands_twice_is_rejected(namewire, write):
    ended = namewire("relate", write(f"{json.dumps(GOOD)}\n{json.dumps(GOOD)}".encode()))
    assert [line["rejected"] for line in ended.lines if "rejected" in line] == ["not a document"]
    assert [line["members"] for line in ended.lines if "members" in line] == [["good"]]


@pytest.mark.parametrize("command", BY_LINE)
def test_lone_surrogates_do_not_stop_the_batch(namewire, write, command):
    line = {
        "id": "odd",
        "title": "a\ud800",
        "text": "NATO\ud800 said ISIS left.",
        "html": "<p>NATO \ud800 said</p>",
    }
    ended = namewire(*command, write(f"{json.dumps(line)}\n{json.dumps(GOOD)}".encode()))
    assert (ended.status, ended.errors) == (0, "")
    assert "good" in ended.text


@pytest.mark.parametrize("command", WHOLE)
@pytest.mark.parametrize("given", ["file", "stdin"])
def test_document_of_100_megabytes_is_refused(command, given, tmp_path):
    ended = _run_measured(command, tmp_path, given)
    assert ended.status == 1
    assert ended.errors.count("\n") == 1
    assert "larger than 16 MiB" in ended.errors
    assert ended.memory < _run_measured(command, tmp_path, "empty").memory + 64 * 2**20


@pytest.mark.parametrize("command", BY_LINE)
def test_line_of_100_megabytes_is_rejected_and_the_batch_goes_on(command, tmp_path):
    ended = _run_measured(command, tmp_path, "file", after=b"\n" + json.dumps(GOOD).encode())
    assert (ended.status, ended.errors) == (0, "")
    rejected, *others = map(json.loads, ended.output.splitlines())
    assert rejected["rejected"] == "not an input line"
    assert "16 MiB" in rejected["detail"]
    assert "good" in json.dumps(others)
    assert ended.memory < 2**30


def test_page_of_100_megabytes_is_rejected_and_the_batch_goes_on(namewire, write, tmp_path):
    with (tmp_path / "huge.html").open("wb") as file:
        file.truncate(100 * 2**20)
    line = {"id": 1, "html_path": "huge.html"}
    ended = namewire("extract", "--jsonl", write(f"{json.dumps(line)}\n{json.dumps(GOOD)}".encode()))
    check_rejected(ended)
    assert "16 MiB" in ended.lines[0]["detail"]


class _Measured:
    """How a process ended, and the most memory that it held, in bytes."""

    def __init__(self, status: int, output: bytes, errors: str, memory: int) -> None:
        self.status, self.output, self.errors, self.memory = status, output, errors, memory


# Linux counts into a child's ru_maxrss what its parent held when it was started (man 2 getrusage: kept over
# execve). A launcher that holds little stands between, or the figure would be that of the tests' own process.
_LAUNCHER = """
import os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), file=sys.stderr)
"""


def _run_measured(command: list[str], folder: Path, given: str, after: bytes = b"") -> _Measured:
    """Run a filter on a sparse file of 100 MB; `given` says whether as a file, on standard input, or an empty one."""
    path = folder / "huge"
    with path.open("wb") as file:
        file.truncate(0 if given == "empty" else 100 * 2**20)
        file.seek(0, os.SEEK_END)
        file.write(after)
    arguments = [sys.executable, "-m", "pipeline.cli", *command, "-" if given == "stdin" else str(path)]
    with (path if given == "stdin" else Path(os.devnull)).open("rb") as source:
        ended = subprocess.run(
            [sys.executable, "-S", "-c", _LAUNCHER, *arguments],
            stdin=source,
            capture_output=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=True,
        )
    errors, _, measured = ended.stderr.decode().rstrip("\n").rpartition("\n")
    status, memory = map(int, measured.split())
    return _Measured(status, ended.stdout, errors + "\n" if errors else "", memory)
