"""A walk-through, done as its reader does it: files are written, commands run in order, what they print is kept.

The marks: a fenced block whose info string ends in a path is a file to write; `namewire …` and `rm …` in a shell
block are run; a `text` block right after it is what its commands printed, on a terminal of 130 columns. Without a
warehouse only those shell blocks are run that need none.
"""

import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from pipeline.cli import main

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL)
_SHOWN = re.compile(r"\n```text\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL)
_BATCH = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b")
_WITHOUT_WAREHOUSE = re.compile(
    r"(?:(?:rm .*|namewire names (?:accept|explain|import|judgements|layers|lint|reject|remove)\b.*)\n)+"
)
_VOLATILE = (
    (_BATCH, "BATCH"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "DAY"),
    (re.compile(r"news-\d+"), "news-N"),
    (re.compile(r"(?<= at )[\w-]+\.yaml:\d+"), "FILE:LINE"),
)
"""What is another with every reader: ids of batches, today, the number of a snapshot, where
a shipped name stands."""


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def prepare_terminal(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Go to the folder whose `data` the commands work on; print tables without colours."""
    patch.chdir(folder)
    for name, value in {"NAMEWIRE_DATA_DIR": "data", "TERM": "dumb", "COLUMNS": "130", "LINES": "50"}.items():
        patch.setenv(name, value)


def walk_through(document: str, *, has_warehouse: bool) -> str:
    """Do what a document says in the current folder; return it with what came out, where that is another."""
    parts, at, batch = [], 0, ""
    for block in _FENCE.finditer(document):
        language, _, path = block["info"].strip().partition(" ")
        if path:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(block["text"], encoding="utf-8")
        if language != "sh" or not (has_warehouse or _WITHOUT_WAREHOUSE.fullmatch(block["text"])):
            continue
        printed = "".join(_run_line(line, batch) for line in block["text"].splitlines())
        batch = next(iter(_BATCH.findall(printed)), batch)
        shown = _SHOWN.match(document, block.end())
        if shown and mask_volatile(shown["text"]) != mask_volatile(printed):
            parts += [document[at : shown.start("text")], printed]
            at = shown.end("text")
    return "".join([*parts, document[at:]])


def mask_volatile(printed: str) -> str:
    """Replace what may differ between two readers."""
    for pattern, mask in _VOLATILE:
        printed = pattern.sub(mask, printed)
    return printed


def _run_line(line: str, batch: str) -> str:
    words = shlex.split(line, comments=True)
    if words[:1] == ["rm"]:
        Path(words[1]).unlink()
    if words[:1] != ["namewire"]:
        return ""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(_Terminal()) as printed, redirect_stderr(printed):
        patch.setattr(sys, "argv", [batch if batch and _BATCH.fullmatch(word) else word for word in words])
        with pytest.raises(SystemExit):
            main()
    return "".join(f"{row.rstrip()}\n" for row in printed.getvalue().splitlines())
