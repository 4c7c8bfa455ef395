"""Feed bytes → entries, and when to poll again. Pure; the only room that imports feedparser."""

from pipeline.feeds.document import parse_feed
from pipeline.feeds.health import decide_health, find_rhythm
from pipeline.feeds.moving import find_move
from pipeline.feeds.opml import parse_opml, write_opml
from pipeline.feeds.polling import (
    MAX_VERSIONS,
    count_entries,
    decide_next_poll,
    find_versions,
    is_due,
    is_turn,
    join_hints,
    plan_request,
)
from pipeline.feeds.registry import check_feed_url, parse_registry, simplify_url, write_registry
from pipeline.feeds.shipped import read_shipped_registry

__all__ = [
    "MAX_VERSIONS",
    "check_feed_url",
    "count_entries",
    "decide_health",
    "decide_next_poll",
    "find_move",
    "find_rhythm",
    "find_versions",
    "is_due",
    "is_turn",
    "join_hints",
    "parse_feed",
    "parse_opml",
    "parse_registry",
    "plan_request",
    "read_shipped_registry",
    "simplify_url",
    "write_opml",
    "write_registry",
]
