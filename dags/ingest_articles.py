"""### Fetch, extract and resolve the entries that are pending

Plans which entries are pending, fetches their pages in shards, makes articles with mentions and fingerprints
of them, and loads these with their copies and stories in one transaction a batch.

**Needs** entries without an outcome, the network, the pool `warehouse`.
**Leaves** one outcome an entry (loaded, revised, unchanged, duplicate, rejected) or an attempt with the time
of the next; the asset `articles` wakes `publish_snapshot`.

**When it fails** nothing is lost: an entry without an outcome is pending and the next run picks it up. A red
shard names the cause in its log. A page that cannot be had is a row in `rejections` or `attempts`, not a red
task.
"""

from airflow.sdk import Param, TriggerRule, dag, get_current_context, task
from wiring import ARTICLES, DAG_DEFAULTS, ENTRIES, POOL

from pipeline.settings import Settings


@dag(
    schedule=[ENTRIES],
    doc_md=__doc__,
    params={
        "limit": Param(
            0, type="integer", minimum=0, description="Fetch at most so many entries; 0 is the setting."
        ),
    },
    **DAG_DEFAULTS,
)
def ingest_articles():
    @task
    def plan_fetches(params: dict | None = None) -> list[dict]:
        from pipeline import stages

        return [shard.model_dump(mode="json") for shard in stages.plan_fetches(Settings(), limit=params["limit"])]

    @task(map_index_template="{{ shard_name }}")
    def fetch_articles(shard: dict) -> dict:
        from pipeline import stages

        get_current_context()["shard_name"] = shard["name"]
        return stages.fetch_articles(Settings(), stages.Shard(**shard)).model_dump(mode="json")

    @task(outlets=[ARTICLES], pool=POOL, trigger_rule=TriggerRule.ALL_DONE)
    def load_articles() -> dict:
        from airflow.sdk.exceptions import AirflowSkipException

        from pipeline import stages

        report = stages.load_articles(Settings())
        if not report.batches:
            raise AirflowSkipException("nothing was staged")
        return report.model_dump(mode="json")

    @task(trigger_rule=TriggerRule.ONE_FAILED, retries=0)
    def fail_with_shards() -> None:
        raise RuntimeError("a shard failed; its log names the cause, the other shards were loaded")

    shards = fetch_articles.expand(shard=plan_fetches())
    shards >> [load_articles(), fail_with_shards()]


ingest_articles()
