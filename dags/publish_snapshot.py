"""### Publish the snapshot that analysts read

Copies the warehouse to `data/snapshots/news-<seq>.duckdb`, adds the full-text index, compares its counts with
the ledger, and moves `data/news.duckdb` to it. Readers of the former snapshot keep it until they reconnect.

**Needs** free disk of about the size of the warehouse. **Skips** when nothing changed, or the newest snapshot
is younger than `NAMEWIRE_PUBLISH_MIN_INTERVAL_S`.

**When it fails** the former snapshot stays the current one. "counts differ from the ledger" means the copy is
not the warehouse: run `maintain_warehouse`, then this again; the pipeline itself goes on.
"""

from datetime import timedelta

from airflow.sdk import AssetOrTimeSchedule, DeltaTriggerTimetable, Param, dag, task
from wiring import ARTICLES, DAG_DEFAULTS, SNAPSHOT

from pipeline.settings import Settings


@dag(
    schedule=AssetOrTimeSchedule(timetable=DeltaTriggerTimetable(timedelta(minutes=10)), assets=[ARTICLES]),
    doc_md=__doc__,
    params={"force": Param(False, type="boolean", description="Publish also when the newest snapshot is young.")},
    **DAG_DEFAULTS,
)
def publish_snapshot():
    @task(task_id="publish_snapshot", outlets=[SNAPSHOT])
    def publish(params: dict | None = None) -> dict:
        from airflow.sdk.exceptions import AirflowSkipException

        from pipeline import stages

        report = stages.publish_snapshot(Settings(), force=params["force"])
        if report.skipped:
            raise AirflowSkipException(report.skipped)
        return report.model_dump(mode="json")

    publish()


publish_snapshot()
