"""The feed registry of the sample world, in the form that Namewire reads."""

from pathlib import Path

import yaml

from sample.edition import Edition
from sample.world import World


def write_registry(world: World, path: Path, port: int) -> None:
    """Write the world's feeds, the faulty ones too, as a registry file; links carry `port`."""
    path.write_text(registry_yaml(world, port), encoding="utf-8")


def registry_yaml(world: World, port: int) -> str:
    """Return the registry as YAML text."""
    edition = Edition(world=world, port=port)
    rows = [
        {
            "url": edition.url(publisher, feed.path),
            "title": feed.title,
            "publisher": publisher.name,
            "country": publisher.country,
            "language": publisher.language,
            "kind": publisher.kind,
            "checked": "never",
        }
        for publisher in world.publishers
        for feed in publisher.feeds
    ]
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=110)
