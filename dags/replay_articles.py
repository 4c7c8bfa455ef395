"""### Make articles or mentions anew from what is archived

After a change of the lexicon (`what = names`) mentions are resolved again from the stored text, in the
articles that the change can touch; after a change of the extractor (`what = text`) articles are made again
from the archived pages. No network is used.
One run is one replay: its rows stand beside the former ones, the views show the newest.

**Needs** the archive below `data/archive` for `text`, the stored articles for `names`.
**Look first**: `namewire replay names --dry-run` prints the difference by entity and alias.
**Undo**: `namewire replay undo BATCH` re-points the views to the former rows.

**When it fails** nothing has changed but the batches already loaded, each whole; run it again.
"""

from airflow.sdk import Param, TriggerRule, dag, get_current_context, task
from wiring import ARTICLES, DAG_DEFAULTS, POOL

from pipeline.settings import Settings


@dag(
    schedule=None,
    doc_md=__doc__,
    params={
        "what": Param("names", type="string", enum=["names", "text"], description="What to make anew."),
    },
    **DAG_DEFAULTS,
)
def replay_articles():
    @task
    def plan_replays(params: dict | None = None) -> list[dict]:
        from pipeline import stages

        return [shard.model_dump(mode="json") for shard in stages.plan_replays(Settings(), params["what"]).shards]

    @task(task_id="replay_articles", map_index_template="{{ shard_name }}")
    def replay_shard(shard: dict, params: dict | None = None) -> dict:
        from pipeline import stages

        get_current_context()["shard_name"] = shard["name"]
        return stages.replay_articles(Settings(), stages.Shard(**shard), params["what"]).model_dump(mode="json")

    @task(outlets=[ARTICLES], pool=POOL, trigger_rule=TriggerRule.NONE_FAILED)
    def load_articles() -> dict:
        from pipeline import stages

        stages.compare_replays(Settings())  # its log shows the difference before anything is loaded
        return stages.load_replays(Settings()).model_dump(mode="json")

    replay_shard.expand(shard=plan_replays()) >> load_articles()


replay_articles()
