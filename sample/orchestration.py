"""Run Airflow on this checkout: its environment, its metadata database, its DAGs. Nothing of it is set globally.

What the environment already says stays: in the container image Airflow's folders are the image's own.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARKER = "sample-world"
"""A file of this name in a data folder says that it holds the sample world and no real feeds."""

_COMMON = {
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
    "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
    "AIRFLOW__CORE__PARALLELISM": "8",
    "AIRFLOW__CORE__MAX_ACTIVE_TASKS_PER_DAG": "4",
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
    "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "60",
    "AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL": "60",
    "AIRFLOW__API__WORKERS": "1",
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
}


def build_airflow_environment(data_dir: Path) -> dict[str, str]:
    """Return this process's environment with Airflow's settings for this checkout where it has none of its own."""
    home = (data_dir / "airflow").resolve()
    ours = _COMMON | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "NAMEWIRE_DATA_DIR": str(data_dir.resolve()),
    }
    # Airflow's own commands start one another by name, so the environment's programs must be found first.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return ours | dict(os.environ) | {"PATH": path}


def build_sample_environment(data_dir: Path, port: int) -> dict[str, str]:
    """Return Namewire's settings for the sample world: its registry, loopback allowed, no pace, short patience."""
    return {
        "NAMEWIRE_FEEDS_PATH": str((data_dir / MARKER).resolve()),
        "NAMEWIRE_FETCH__ALLOW_LOOPBACK": "true",
        "NAMEWIRE_FETCH__PACE_S": "0",
        "NAMEWIRE_FETCH__FEED_SECONDS": "4",
        "NAMEWIRE_FETCH__PAGE_SECONDS": "4",
        "NAMEWIRE_POLL__DEFAULT_S": "30",
        "NAMEWIRE_POLL__FLOOR_S": "10",
        "NAMEWIRE_SHARDS__COUNT": "4",
        "NAMEWIRE_PUBLISH_MIN_INTERVAL_S": "0",
    }


def run_airflow(environment: dict[str, str], *arguments: str, log_path: Path) -> None:
    """Run one command of Airflow with its output in a file.

    Raises:
        SystemExit: It failed; the message holds the end of its output.
    """
    log_path.parent.mkdir(parents=True, exist_ok=True)
    with log_path.open("w") as log:
        code = subprocess.call(
            [sys.executable, "-m", "airflow", *arguments], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    if code != 0:
        tail = "".join(log_path.read_text(errors="replace").splitlines(keepends=True)[-15:])
        raise SystemExit(
            f"{tail}\nairflow {' '.join(arguments)} failed with exit status {code}; all of it: {log_path}"
        )
