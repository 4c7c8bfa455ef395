"""The network edge: URL → response, guarded, polite, archived. The only room that imports aiohttp."""

from pipeline.web.agent import build_user_agent
from pipeline.web.archive import Archive, read_archived
from pipeline.web.fetcher import Fetcher
from pipeline.web.freshness import read_cache_hints, read_etag, read_last_modified
from pipeline.web.hosts import HostStore
from pipeline.web.places import Places
from pipeline.web.shard import cut_shards, find_shard_key
from pipeline.web.target import redact_url

__all__ = [
    "Archive",
    "Fetcher",
    "HostStore",
    "Places",
    "build_user_agent",
    "cut_shards",
    "find_shard_key",
    "read_archived",
    "read_cache_hints",
    "read_etag",
    "read_last_modified",
    "redact_url",
]
