"""What documents show is what comes out: queries, columns, the closing table, the filter of the README.

`NAMEWIRE_WRITE_DOCS=1 pytest tests/docs` writes the results as they are now into the documents; read the difference
before you commit it.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.docs.markdown import ROOT, list_blocks
from tests.docs.rendering import Editions, list_described, list_queries, render_document

ANALYSTS = ROOT / "docs" / "analysts.md"
CONTRACT = set(
    re.findall(
        r"\w+",
        """
        feeds polls entries outcomes pages rejections batches
        articles article_urls credits mentions entities aliases fingerprints
        name_candidates name_candidate_articles name_judgements
        copies stories story_members
        entity_daily entity_pairs entity_sources story_sources feed_health ledger
        removed_blocks article_revisions article_completeness completeness_by_publisher furniture
        copied_from copy_network publishers
        """,
    )
)
SHOWN_COMMANDS = re.compile(
    r'^(?P<line>```sh\n(?:echo "(?P<text>.+)" \| )?'
    r"\S*namewire (?P<command>(?:names explain|resolve --rewrite).*)\n```\n"
    r"\n```text\n)[^`]*```\n",
    re.MULTILINE,
)
"""Commands of the README that need no data, with what they print."""


@pytest.mark.parametrize("name", ["docs/analysts.md", "README.md"])
def test_every_result_is_what_comes_out(name: str, editions: Editions) -> None:
    path = ROOT / name
    held = path.read_text(encoding="utf-8")
    rendered = render_document(held, editions)
    if os.environ.get("NAMEWIRE_WRITE_DOCS"):
        path.write_text(rendered, encoding="utf-8")
    elif rendered != held:
        line = next((now for then, now in zip(held.split("\n"), rendered.split("\n"), strict=False) if then != now))
        pytest.fail(f"{name} shows other results, first at {line!r}; NAMEWIRE_WRITE_DOCS=1 writes them anew")


def test_there_are_queries_enough_to_begin_with() -> None:
    assert len(list_queries(ANALYSTS.read_text(encoding="utf-8"))) >= 15


def test_no_query_comes_back_empty(editions: Editions) -> None:
    for edition, sql in list_queries(ANALYSTS.read_text(encoding="utf-8")):
        assert editions.open(edition).execute(sql).fetchall(), sql


def test_every_table_of_the_contract_is_described() -> None:
    assert list_described(ANALYSTS.read_text(encoding="utf-8")) >= CONTRACT


def test_the_python_example_runs(editions: Editions, tmp_path: Path) -> None:
    (block,) = list_blocks(ANALYSTS.read_text(encoding="utf-8"), "python")
    (tmp_path / "data").symlink_to(editions.folder / "demo")
    # By itself: a process opens a file under one configuration only, and another test has it open already.
    ran = subprocess.run(
        [sys.executable, "-c", block.text], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"\(\d+,\)\n", ran.stdout)


def test_the_filter_of_the_readme_prints_what_is_shown() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r'^echo "(.+)" \| \S*namewire resolve$', readme, re.MULTILINE)
    (shown,) = list_blocks(readme, "json")
    printed = CliRunner().invoke(app, ["resolve"], input=command + "\n").stdout
    assert [json.loads(line) for line in printed.splitlines()] == list(map(json.loads, shown.text.splitlines()))


def test_the_commands_of_the_readme_print_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ROOT / "README.md"
    readme = path.read_text(encoding="utf-8")
    monkeypatch.setenv("NAMEWIRE_DATA_DIR", str(tmp_path))
    printed = SHOWN_COMMANDS.sub(lambda m: m["line"] + run_command(m["command"], m["text"]) + "```\n", readme)
    assert printed.count("→") > 1
    if os.environ.get("NAMEWIRE_WRITE_DOCS"):
        path.write_text(printed, encoding="utf-8")
    else:
        assert printed.splitlines() == readme.splitlines()


def run_command(command: str, piped: str | None) -> str:
    """Run what follows `namewire` in a shell line, in this process; return what it printed."""
    ended = CliRunner().invoke(app, shlex.split(command), input=f"{piped}\n" if piped else None)
    assert ended.exit_code == 0, ended.output
    return ended.stdout
