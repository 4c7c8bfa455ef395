"""What the five DAGs share: assets, defaults of every task, retries by class of error. No DAG is in this file."""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import Asset, ExceptionRetryPolicy, RetryAction, RetryRule

ENTRIES = Asset("entries")
ARTICLES = Asset("articles")
SNAPSHOT = Asset("snapshot")

POOL = "warehouse"
"""One slot, a courtesy that keeps loads from queueing at the lock; `make up` creates it."""

START = datetime(2026, 1, 1, tzinfo=UTC)

_RETRIES = ExceptionRetryPolicy(
    rules=[
        RetryRule("pipeline.errors.ConfigError", RetryAction.FAIL, reason="a person must change something"),
        RetryRule("pipeline.errors.DataError", RetryAction.FAIL, reason="our own data is not what it must be"),
        RetryRule("pipeline.errors.TransientError", RetryAction.RETRY, reason="passing"),
    ]
)

TASK_DEFAULTS: dict[str, Any] = {
    "owner": "namewire",
    "retries": 3,
    "retry_delay": timedelta(seconds=20),
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(minutes=5),
    "retry_policy": _RETRIES,
    "execution_timeout": timedelta(minutes=20),
}

DAG_DEFAULTS: dict[str, Any] = {
    "start_date": START,
    "catchup": False,
    "max_active_runs": 1,
    "default_args": TASK_DEFAULTS,
    "tags": ["namewire"],
}
