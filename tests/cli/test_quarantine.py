"""`namewire quarantine`: what a reader sees of what could not be read."""

import csv
import io

import pytest

from pipeline import cli
from tests.quarantining import break_poll, load, make_document, make_settings, poll, stage_polls

BODY = make_document("a", "b")


@pytest.fixture
def run(tmp_path, monkeypatch, capfdbinary):
    settings = make_settings(tmp_path)
    stage_polls(settings, break_poll(poll(settings, BODY)))
    load(settings)
    monkeypatch.setenv("NAMEWIRE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("NAMEWIRE_FEEDS_PATH", str(settings.feeds_path))

    def run(*arguments):
        monkeypatch.setattr("sys.argv", ["namewire", "quarantine", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code or 0, *capfdbinary.readouterr()

    return run


def read_rows(out):
    return list(csv.DictReader(io.StringIO(out.decode())))


def test_cases_are_listed_shown_and_replayed(run, tmp_path):
    ((row),) = read_rows(run("list")[1])
    assert (row["kind"], row["state"], row["reason"], row["times_seen"]) == (
        "feed",
        "waiting",
        "parser killed",
        "1",
    )
    assert read_rows(run("list", "--kind", "page")[1]) == read_rows(run("list", "--reason", "other")[1]) == []
    shown = run("show", row["quarantine_id"])[1].decode()
    assert "exception: cpu limit" in shown
    assert run("show", row["quarantine_id"][:8], "--bytes", "-")[1] == BODY
    run("show", row["quarantine_id"], "--bytes", str(tmp_path / "out"))
    assert (tmp_path / "out").read_bytes() == BODY
    _, out, said = run("replay", "--all", "--dry-run")
    assert (read_rows(out)[0]["state"], said) == ("replayed", b"1 of 1 replayed, nothing was loaded\n")
    assert read_rows(run("list")[1])[0]["state"] == "waiting"
    assert run("replay", row["quarantine_id"])[0] == 0
    assert read_rows(run("list", "--state", "replayed")[1])[0]["note"] == "2 entries in the document"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        pytest.param(("replay",), 2, b"give cases, --reason or --all", id="replay-nothing"),
        pytest.param(("replay", "q1-zz"), 1, b"namewire: q1-zz: no waiting case", id="replay-unknown"),
        pytest.param(("show", "q1-zz"), 1, b"namewire: q1-zz: 0 cases", id="show-unknown"),
        pytest.param(("show", "q1", "--bytes", "/no/such/folder"), 1, b"/no/such/folder", id="no-folder"),
    ],
)
def test_what_is_wrong_is_one_line(run, arguments, status, said):
    code, _, err = run(*arguments)
    assert code == status
    assert said in err
    assert b"Traceback" not in err
