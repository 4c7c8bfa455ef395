"""The line: one short function for each Airflow task, and the only place where edges meet pure rooms.

plan_polls    | poll_feeds[shard]      | load_entries       feeds.yaml -> entries
plan_fetches  | fetch_articles[shard]  | load_articles      entries -> articles, mentions, copies, stories
publish_snapshot                                            warehouse -> news.duckdb
plan_replays  | replay_articles[shard] | load_replays       archive, stored text -> articles, mentions
learn_furniture                                             warehouse -> what publishers print everywhere
maintain_warehouse
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.stages.articles import fetch_articles, plan_fetches
    from pipeline.stages.entries import load_entries
    from pipeline.stages.furnishing import FurnitureReport, learn_furniture
    from pipeline.stages.loads import load_articles
    from pipeline.stages.polls import plan_polls, poll_feeds
    from pipeline.stages.publishing import maintain_warehouse, publish_snapshot
    from pipeline.stages.rebuilding import rebuild_warehouse
    from pipeline.stages.replays import (
        ReplayPlan,
        compare_replays,
        compare_texts,
        drop_replays,
        load_replays,
        plan_replays,
        replay_articles,
        undo_batch,
    )
    from pipeline.stages.reports import LoadSummary, ShardReport
    from pipeline.stages.shards import Shard

__all__ = [
    "FurnitureReport",
    "LoadSummary",
    "ReplayPlan",
    "Shard",
    "ShardReport",
    "compare_replays",
    "compare_texts",
    "drop_replays",
    "fetch_articles",
    "learn_furniture",
    "load_articles",
    "load_entries",
    "load_replays",
    "maintain_warehouse",
    "plan_fetches",
    "plan_polls",
    "plan_replays",
    "poll_feeds",
    "publish_snapshot",
    "rebuild_warehouse",
    "replay_articles",
    "undo_batch",
]

_HOMES = {
    "articles": ("fetch_articles", "plan_fetches"),
    "entries": ("load_entries",),
    "furnishing": ("FurnitureReport", "learn_furniture"),
    "loads": ("load_articles",),
    "polls": ("plan_polls", "poll_feeds"),
    "publishing": ("maintain_warehouse", "publish_snapshot"),
    "rebuilding": ("rebuild_warehouse",),
    "replays": (
        "ReplayPlan",
        "compare_replays",
        "compare_texts",
        "drop_replays",
        "load_replays",
        "plan_replays",
        "replay_articles",
        "undo_batch",
    ),
    "reports": ("LoadSummary", "ShardReport"),
    "shards": ("Shard",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a stage when it is first asked for: a task, or a child process, loads only the rooms that it needs."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
