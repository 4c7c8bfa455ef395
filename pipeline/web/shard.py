"""How work is cut for mapped tasks: one host is only ever visited from one shard."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from tld import get_fld
from yarl import URL

from pipeline.web.address import is_loopback_name

Item = TypeVar("Item")


def find_shard_key(url: str) -> str:
    """Return what `url` is sharded by: its registered domain; host and port for addresses and `*.localhost`.

    A URL without a host is its own key; it will be refused in whatever shard it lands.

    >>> find_shard_key("https://feeds.bbci.co.uk/news/rss.xml"), find_shard_key("http://192.0.2.7:8080/feed")
    ('bbci.co.uk', '192.0.2.7:8080')
    >>> find_shard_key("http://sahel-dispatch.localhost:9000/index.rdf")
    'sahel-dispatch.localhost:9000'
    """
    try:
        target = URL(url)
        host = (target.raw_host or "").lower().rstrip(".")
        port = target.port
    except ValueError:
        return url
    if not host:
        return url
    if is_loopback_name(host) or ":" in host or host.rpartition(".")[2].isdigit():
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    domain: str | None = get_fld(f"http://{host}/", fail_silently=True)
    return domain or host


def cut_shards(items: Iterable[Item], count: int, url_of: Callable[[Item], str]) -> tuple[tuple[Item, ...], ...]:
    """Cut `items` into at most `count` shards of about equal size in which no key stands twice.

    The cut depends on the items alone (largest group first, into the emptiest shard), the order within a
    group is kept, and empty shards are left out.

    >>> cut_shards(["http://a.org/1", "http://b.org/1", "http://a.org/2"], 2, str)
    (('http://a.org/1', 'http://a.org/2'), ('http://b.org/1',))
    """
    if count < 1:
        raise ValueError(f"{count} shards")
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[find_shard_key(url_of(item))].append(item)
    shards: list[list[Item]] = [[] for _ in range(count)]
    for _, group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        min(shards, key=len).extend(group)
    return tuple(tuple(shard) for shard in shards if shard)
