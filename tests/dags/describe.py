"""Run as a process of its own by the tests: parses the DAG files as Airflow does and describes them as JSON.

A process of its own, since importing Airflow warns, sets logging up and makes its home.
"""

import json
import sys
from pathlib import Path
from typing import Any

DAGS = Path(__file__).parents[2] / "dags"
HEAVY = ("pipeline.stages", "pipeline.warehouse", "pipeline.web", "duckdb", "trafilatura", "feedparser", "pyarrow")


def describe_task(task: Any) -> dict[str, Any]:
    """Return what an operator relies on; of a mapped task what its instances get."""
    settings = {**task.partial_kwargs} if task.is_mapped else vars(task)
    policy = settings.get("retry_policy")
    rules = [(rule.exception, rule.action.name) for rule in policy.rules] if policy else []
    timeout = task.execution_timeout
    return {
        "retries": task.retries,
        "retry_delay": task.retry_delay.total_seconds(),
        "timeout": timeout.total_seconds() if timeout else None,
        "rules": rules,
        "pool": task.pool,
        "trigger_rule": str(getattr(task.trigger_rule, "value", task.trigger_rule)),
        "is_mapped": task.is_mapped,
        "map_index_template": task.map_index_template,
        "outlets": [asset.name for asset in task.outlets or ()],
        "downstream": sorted(task.downstream_task_ids),
    }


def describe_dag(dag: Any) -> dict[str, Any]:
    """Return what is set on a DAG and on its tasks."""
    condition = getattr(dag.timetable, "asset_condition", None)
    assets = condition.objects if condition else []
    return {
        "file": Path(dag.fileloc).name,
        "doc_md": dag.doc_md,
        "max_active_runs": dag.max_active_runs,
        "catchup": dag.catchup,
        "woken_by": [asset.name for asset in assets],
        "timetable": type(dag.timetable).__name__,
        "params": {
            name: {"value": param.value, "type": param.schema.get("type"), "description": param.description}
            for name, param in ((name, dag.params.get_param(name)) for name in dag.params)
        },
        "tasks": {task.task_id: describe_task(task) for task in dag.tasks},
    }


def main() -> None:
    from airflow.dag_processing.dagbag import BundleDagBag

    connected: list[str] = []
    opened: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo"):
            connected.append(repr(arguments[1:]))
        if event == "sqlite3.connect":
            opened.append(str(arguments[0]))

    before = set(sys.modules)
    sys.addaudithook(watch)
    bag = BundleDagBag(dag_folder=DAGS, bundle_path=DAGS, bundle_name="dags-folder")
    report = {
        "errors": bag.import_errors,
        "imported": sorted(name for name in set(sys.modules) - before if name in HEAVY),
        "connected": connected,
        "opened": opened,
        "dags": {dag_id: describe_dag(dag) for dag_id, dag in bag.dags.items()},
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
