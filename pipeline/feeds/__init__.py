"""Feed bytes → entries, and when to poll again. Pure; the only room that imports feedparser."""

from pipeline.feeds.discovery import (
    find_feed_links,
    find_robots,
    find_sitemaps,
    is_comments_feed,
    list_usual_places,
)
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
from pipeline.feeds.registry import check_feed_url, choose_field, parse_registry, simplify_url, write_registry
from pipeline.feeds.shipped import read_shipped_registry
from pipeline.feeds.sitemap import list_sitemaps

__all__ = [
    "MAX_VERSIONS",
    "check_feed_url",
    "choose_field",
    "count_entries",
    "decide_health",
    "decide_next_poll",
    "find_feed_links",
    "find_move",
    "find_rhythm",
    "find_robots",
    "find_sitemaps",
    "find_versions",
    "is_comments_feed",
    "is_due",
    "is_turn",
    "join_hints",
    "list_sitemaps",
    "list_usual_places",
    "parse_feed",
    "parse_opml",
    "parse_registry",
    "plan_request",
    "read_shipped_registry",
    "simplify_url",
    "write_opml",
    "write_registry",
]
