"""### Poll the feeds that are due

Plans which feeds are due, polls them in shards (one shard visits a host, no other does), and loads the
entries.

**Needs** the registry of feeds (`pipeline/feeds/feeds.yaml` and `data/feeds.yaml`), the network, the pool
`warehouse`.
**Leaves** rows in `polls` and `entries`; the asset `entries` wakes `ingest_articles` when entries are
pending.

**When it fails** a red shard names the setting or file in its log; the other shards are loaded all the same,
and the feeds of the red one stay due. Feeds that answer badly never make a task red: they are rows in
`feed_health`. Clearing a task is always safe: entries that are known are recognised.
"""

from datetime import timedelta

from airflow.sdk import Param, TriggerRule, dag, get_current_context, task
from wiring import DAG_DEFAULTS, ENTRIES, POOL

from pipeline.settings import Settings


@dag(
    schedule=timedelta(seconds=Settings().poll_every_s),
    doc_md=__doc__,
    params={
        "only": Param("", type="string", description="Poll only feeds whose URL or publisher contains this."),
        "force": Param(False, type="boolean", description="Poll also feeds that are not due yet."),
    },
    **DAG_DEFAULTS,
)
def poll_feeds():
    @task
    def plan_polls(params: dict | None = None) -> list[dict]:
        from pipeline import stages

        shards = stages.plan_polls(Settings(), only=params["only"], force=params["force"], spread=True)
        return [shard.model_dump(mode="json") for shard in shards]

    @task(task_id="poll_feeds", map_index_template="{{ shard_name }}")
    def poll_shard(shard: dict) -> dict:
        from pipeline import stages

        get_current_context()["shard_name"] = shard["name"]
        return stages.poll_feeds(Settings(), stages.Shard(**shard)).model_dump(mode="json")

    @task(outlets=[ENTRIES], pool=POOL, trigger_rule=TriggerRule.ALL_DONE)
    def load_entries() -> dict:
        from airflow.sdk.exceptions import AirflowSkipException

        from pipeline import stages

        report = stages.load_entries(Settings())
        if not report.pending:
            raise AirflowSkipException(f"nothing to fetch: {report}")
        return report.model_dump(mode="json")

    @task(trigger_rule=TriggerRule.ONE_FAILED, retries=0)
    def fail_with_shards() -> None:
        raise RuntimeError("a shard failed; its log names the cause, the other shards were loaded")

    shards = poll_shard.expand(shard=plan_polls())
    shards >> [load_entries(), fail_with_shards()]


poll_feeds()
