"""The DAG files: short wiring, nothing done at import, and what an operator relies on set everywhere."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "dags").glob("*.py"))
DAG_FILES = [path for path in FILES if path.name != "wiring.py"]
DAGS = ["ingest_articles", "maintain_warehouse", "poll_feeds", "publish_snapshot", "replay_articles"]
LOADERS = [
    ("poll_feeds", "load_entries"),
    ("ingest_articles", "load_articles"),
    ("replay_articles", "load_articles"),
    ("maintain_warehouse", "maintain_warehouse"),
]
SHARDS = [
    ("poll_feeds", "poll_feeds"),
    ("ingest_articles", "fetch_articles"),
    ("replay_articles", "replay_articles"),
]
WATCHER = "fail_with_shards"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What Airflow makes of the DAG files, parsed in a process of its own without a metadata database."""
    home = tmp_path_factory.mktemp("airflow")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "NAMEWIRE"))}
    environment = kept | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "NAMEWIRE_DATA_DIR": str(home / "data"),
    }
    command = [sys.executable, "-m", "tests.dags.describe"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    assert not (home / "data").exists()
    assert not (home / "airflow.db").exists()
    return found


@pytest.fixture(params=DAGS)
def dag(request, report):
    return report["dags"][request.param]


@pytest.mark.faults("A11")
def test_files_import_without_network_and_database(report):
    """[A11]"""
    assert report["errors"] == {}
    assert sorted(report["dags"]) == DAGS
    assert (report["connected"], report["opened"]) == ([], [])


def test_import_is_light(report):
    assert report["imported"] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_short_wiring(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert all(function.end_lineno - function.lineno <= 50 for function in functions)


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda path: path.name)
def test_file_holds_the_dag_of_its_name(path, report):
    assert report["dags"][path.stem]["file"] == path.name


def test_doc_tells_what_it_needs_and_what_to_do_when_it_fails(dag):
    assert dag["doc_md"].startswith("### ")
    assert "**Needs**" in dag["doc_md"]
    assert "**When it fails**" in dag["doc_md"]


def test_params_are_typed_and_described(dag):
    assert dag["params"]
    for param in dag["params"].values():
        assert param["type"]
        assert param["value"] is not None
        assert param["description"].endswith(".")


def test_one_run_at_a_time(dag):
    assert (dag["max_active_runs"], dag["catchup"]) == (1, False)


def test_every_task_is_retried_by_class_of_error_and_ends(dag):
    for name, task in dag["tasks"].items():
        assert task["timeout"], name
        assert task["retries"] >= (0 if name == WATCHER else 1), name
        assert task["retry_delay"] > 0, name
        rules = dict(task["rules"])
        assert rules["pipeline.errors.TransientError"] == "RETRY", name
        assert rules["pipeline.errors.ConfigError"] == rules["pipeline.errors.DataError"] == "FAIL", name


def test_retry_rules_name_classes_that_there_are(dag):
    from pipeline import errors

    named = {rule.rpartition(".") for task in dag["tasks"].values() for rule, _ in task["rules"]}
    assert {module for module, _, _ in named} == {"pipeline.errors"}
    assert all(issubclass(getattr(errors, name), errors.NamewireError) for _, _, name in named)


@pytest.mark.parametrize(("dag_id", "task_id"), LOADERS)
def test_loaders_sit_in_the_pool(report, dag_id, task_id):
    assert report["dags"][dag_id]["tasks"][task_id]["pool"] == "warehouse"


@pytest.mark.parametrize(("dag_id", "task_id"), SHARDS)
def test_shards_are_mapped_and_named(report, dag_id, task_id):
    task = report["dags"][dag_id]["tasks"][task_id]
    assert task["is_mapped"]
    assert "shard" in task["map_index_template"]
    assert task["pool"] == "default_pool"


def test_nothing_else_is_mapped(report):
    mapped = {(d, t) for d, dag in report["dags"].items() for t, task in dag["tasks"].items() if task["is_mapped"]}
    assert mapped == set(SHARDS)


def test_assets_are_the_chain_of_the_line(report):
    outlets = {
        d: {o for task in dag["tasks"].values() for o in task["outlets"]} for d, dag in report["dags"].items()
    }
    woken_by = {d: dag["woken_by"] for d, dag in report["dags"].items()}
    assert outlets == {
        "poll_feeds": {"entries"},
        "ingest_articles": {"articles"},
        "publish_snapshot": {"snapshot"},
        "replay_articles": {"articles"},
        "maintain_warehouse": set(),
    }
    assert woken_by == {
        "poll_feeds": [],
        "ingest_articles": ["entries"],
        "publish_snapshot": ["articles"],
        "replay_articles": [],
        "maintain_warehouse": [],
    }


def test_schedules(report):
    assert {d: dag["timetable"] for d, dag in report["dags"].items()} == {
        "poll_feeds": "DeltaTriggerTimetable",
        "ingest_articles": "AssetTriggeredTimetable",
        "publish_snapshot": "AssetOrTimeSchedule",
        "replay_articles": "NullTimetable",
        "maintain_warehouse": "CronTriggerTimetable",
    }


@pytest.mark.parametrize(("dag_id", "loader"), LOADERS[:2])
def test_shards_that_are_done_are_loaded_though_another_failed(report, dag_id, loader):
    tasks = report["dags"][dag_id]["tasks"]
    (shard,) = [task for d, task in SHARDS if d == dag_id]
    assert tasks[shard]["downstream"] == sorted([loader, WATCHER])
    assert tasks[loader]["trigger_rule"] == "all_done"
    assert tasks[WATCHER]["trigger_rule"] == "one_failed"
