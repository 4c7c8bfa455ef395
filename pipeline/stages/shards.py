"""Cut work into shards, one mapped task each: a host belongs to one shard only, so its pace needs no lock."""

from collections.abc import Iterable

from pipeline.web import cut_shards, find_shard_key
from schemas.records import Record


class Shard(Record):
    """The ids (of feeds, entries or articles) that one mapped task works on, and a name that an operator reads."""

    name: str
    ids: tuple[str, ...]


def plan_shards(work: Iterable[tuple[str, str]], count: int) -> tuple[Shard, ...]:
    """Cut (id, URL) pairs into at most `count` shards of about equal size, whole hosts each."""
    ids_of_host: dict[str, list[str]] = {}
    for item_id, url in work:
        ids_of_host.setdefault(find_shard_key(url), []).append(item_id)
    hosts_of_shard = cut_shards({host: len(ids) for host, ids in ids_of_host.items()}, count)
    return tuple(
        Shard(name=_name_shard(hosts), ids=tuple(i for host in hosts for i in ids_of_host[host]))
        for hosts in hosts_of_shard
    )


def _name_shard(hosts: tuple[str, ...]) -> str:
    """Name a shard by its first host and the count of the others.

    >>> _name_shard(("apnews.com", "bbc.co.uk", "dw.com"))
    'apnews.com +2'
    """
    return hosts[0] if len(hosts) == 1 else f"{hosts[0]} +{len(hosts) - 1}"
