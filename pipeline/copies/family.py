"""Publishers → the family that they belong to: what one owner's papers print alike is one voice, not ten."""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import urlsplit

import yaml
from pydantic import TypeAdapter

from pipeline.copies.outlet import fold_outlet
from pipeline.errors import DataError
from schemas.records import Record


class Family(Record):
    """Publishers of one owner: names as they are written, and hosts, each with everything below it."""

    family: str
    owner: str
    source: str
    publishers: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def find_family(publisher: str, url: str = "") -> str | None:
    """Return the family of a publisher by the host of its page, else by its name; None where it has none known.

    >>> find_family("The Scotsman"), find_family("", "https://www.scotsman.com/news/1")
    ('national-world', 'national-world')
    >>> find_family("Velsk Courier", "https://velskcourier.example/1") is None
    True
    """
    by_host, by_name = _index_shipped()
    for host in _list_parents(url):
        if family := by_host.get(host):
            return family
    return by_name.get(fold_outlet(publisher))


def parse_families(text: str) -> tuple[Family, ...]:
    """Read families from YAML.

    Raises DataError where a name or host stands in two families, or a family twice: then it tells nothing.
    """
    families = tuple(TypeAdapter(list[Family]).validate_python(yaml.safe_load(text)))
    seen: dict[str, str] = {}
    for family in families:
        keys = {family.family, *family.hosts, *(fold_outlet(name) for name in family.publishers)}
        for key in keys:
            if seen.setdefault(key, family.family) != family.family or not key:
                raise DataError(f"families: {key!r} of {family.family} belongs to {seen[key]} too")
    if len({family.family for family in families}) < len(families):
        raise DataError("families: one id is given twice")
    return families


@cache
def read_shipped_families() -> tuple[Family, ...]:
    """Return the packaged families; the only file access in this room."""
    return parse_families((resources.files("pipeline.copies") / "families.yaml").read_text(encoding="utf-8"))


@cache
def _index_shipped() -> tuple[dict[str, str], dict[str, str]]:
    families = read_shipped_families()
    by_host = {host: family.family for family in families for host in family.hosts}
    by_name = {fold_outlet(name): family.family for family in families for name in family.publishers}
    return by_host, by_name


def _list_parents(url: str) -> Iterator[str]:
    """Yield the host of an address and the domains above it, the longest first."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return
    labels = host.split(".")
    for at in range(len(labels) - 1):
        yield ".".join(labels[at:])
