"""### Keep the warehouse small, clean and checked

Every night: load what was staged and not loaded, learn what each publisher prints on page after page, remove
what killed tasks left behind, compact, drop old snapshots, and compare the tables with the ledger.

**Needs** the pool `warehouse`; readers are not disturbed, loads wait a moment.
**When it fails** the log names the table whose rows differ from the ledger. The staged batches and the
archive are the record: `docs/operators.md` tells how to rebuild from them.
"""

from airflow.sdk import Param, dag, task
from wiring import DAG_DEFAULTS, POOL

from pipeline.settings import Settings


@dag(
    schedule="17 3 * * *",
    doc_md=__doc__,
    params={"check_only": Param(False, type="boolean", description="Compare with the ledger and change nothing.")},
    **DAG_DEFAULTS,
)
def maintain_warehouse():
    @task(task_id="maintain_warehouse", pool=POOL)
    def maintain(params: dict | None = None) -> dict:
        from pipeline import stages

        return stages.maintain_warehouse(Settings(), check_only=params["check_only"]).model_dump(mode="json")

    maintain()


maintain_warehouse()
