"""How work is cut for mapped tasks: one host is only ever visited from one shard."""

from collections.abc import Mapping

from tld import get_fld
from yarl import URL

from pipeline.web.address import is_loopback_name


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


def cut_shards(weights: Mapping[str, int], count: int) -> tuple[tuple[str, ...], ...]:
    """Cut keys into at most `count` shards of about equal weight, each key in one of them.

    `weights` tells how much work each key has. The cut depends on keys and weights alone, not on their order
    (the heaviest first, into the lightest shard); empty shards are left out.

    Raises:
        ValueError: `count` is less than 1.

    >>> cut_shards({"a.org": 2, "b.org": 1, "c.org": 1}, 2)
    (('a.org',), ('b.org', 'c.org'))
    """
    if count < 1:
        raise ValueError(f"{count} shards")
    shards: list[list[str]] = [[] for _ in range(count)]
    loads = [0] * count
    for key, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])):
        lightest = loads.index(min(loads))
        shards[lightest].append(key)
        loads[lightest] += weight
    return tuple(tuple(shard) for shard in shards if shard)
