"""What every run needs first: tables that are up to date, and the registry and lexicon that the files hold."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from pipeline import copies, feeds, names
from pipeline.copies.family import read_shipped_families
from pipeline.errors import ConfigError
from pipeline.settings import Settings
from pipeline.stages.judgements import load_judgements
from pipeline.stages.layers import list_layer_paths, read_layers
from pipeline.stages.lexicons import hash_content, read_compiled
from pipeline.warehouse import Warehouse
from schemas.records import Entity, Feed, Record
from schemas.rows import AliasRow, EntityRow, FeedRow, LoadSet, PublisherRow

log = logging.getLogger(__name__)


class OwnedPublisher(Record):
    """A publisher with the family of publishers that one owner has, where it is known."""

    publisher: str
    family: str | None
    owner: str | None


def prepare_warehouse(settings: Settings, now: datetime) -> Warehouse:
    """Bring the tables, and the projections of registry, lexicon and judgements up to date; return the warehouse."""
    warehouse = Warehouse(settings)
    warehouse.migrate()
    load_registry(settings, warehouse, now)
    lexicon = load_lexicon(settings, warehouse, now)
    load_judgements(warehouse, names.read_judgements(read_lexicon_files(settings)), lexicon.version, now)
    return warehouse


def read_registry(settings: Settings) -> tuple[Feed, ...]:
    """Read the shipped registry with `data/feeds.yaml` laid over it.

    The registry that `feeds_path` names, or that of the sample world in a data folder that holds it, stands in
    place of the shipped one.

    Raises:
        ConfigError: A file is missing or a line of it is not a feed; the message names both.
    """
    path = settings.feeds_path or (settings.sample_path if settings.sample_path.exists() else None)
    text, name = (read_text(path), str(path)) if path else (feeds.read_shipped_registry(), "feeds.yaml")
    shipped = feeds.parse_registry(text, name)
    path = settings.overlay_path
    overlay = feeds.parse_registry(read_text(path), str(path)) if path.exists() else ()
    return _lay_over(shipped, overlay)


def _lay_over(shipped: tuple[Feed, ...], overlay: tuple[Feed, ...]) -> tuple[Feed, ...]:
    """Return both lists as one: a feed of the overlay stands for the shipped one with its id or its address.

    Addresses that differ in scheme, `www.`, a last slash and the like are one: it would be polled twice.
    """
    own = {feeds.simplify_url(feed.url): feed.feed_id for feed in overlay}
    for feed in shipped:
        other = own.get(feeds.simplify_url(feed.url), feed.feed_id)
        if other != feed.feed_id:
            log.info("feeds.yaml: %s is the feed %s of data/feeds.yaml, and left out", feed.url, other)
    kept = [feed for feed in shipped if own.get(feeds.simplify_url(feed.url), feed.feed_id) == feed.feed_id]
    return tuple({feed.feed_id: feed for feed in (*kept, *overlay)}.values())


def read_lexicon(settings: Settings) -> names.Lexicon:
    """Read the shipped lexicon with the files and layers of `data/lexicon/` laid over and under it, built.

    Raises:
        ConfigError: A block of a file is not an entity; the message names file and line.
    """
    files = read_lexicon_files(settings)
    content = [part.encode() for pair in files.items() for part in pair]
    for path in list_layer_paths(settings):
        content += [path.name.encode(), path.read_bytes()]
    return _build_lexicon(settings, hash_content(names.read_source_code(), *content))


def read_lexicon_files(settings: Settings) -> dict[str, str]:
    """Read the YAML of the shipped lexicon, of `data/lexicon/` and of the judgements below it, by file name."""
    folder = settings.data_dir / "lexicon"
    paths = sorted((*folder.glob("[!.]*.yaml"), *(folder / "judgements").glob("[!.]*.yaml")))
    overlay = {f"data/lexicon/{path.relative_to(folder).as_posix()}": read_text(path) for path in paths}
    return {**names.read_shipped_lexicon(), **overlay}


@lru_cache(maxsize=1)
def _build_lexicon(settings: Settings, made_of: str) -> names.Lexicon:
    """Build once, and not even once where it was built before: it takes as long as resolving hundreds of articles."""
    return read_compiled(settings.cache_dir, made_of, lambda: _merge_lexicon(settings))


def _merge_lexicon(settings: Settings) -> names.Lexicon:
    files = read_lexicon_files(settings)
    curated = names.parse_lexicon(files)
    layers = read_layers(settings)
    if not layers:
        return names.build_lexicon(curated)
    return names.build_lexicon(names.merge_layers(curated, layers, names.list_drops(files)))


def load_registry(settings: Settings, warehouse: Warehouse, now: datetime) -> None:
    """Load the registry where its content is not yet what the warehouse shows."""
    registry = read_registry(settings)
    owned = find_owners(registry)
    version = _hash_records((*registry, *owned))
    if warehouse.has_registry(version):
        return
    rows = tuple(FeedRow(**feed.model_dump(), registry_version=version) for feed in registry)
    publishers = tuple(PublisherRow(**dict(owner), registry_version=version) for owner in owned)
    # The sequence makes going back to a former registry a load of its own.
    batch_id = f"registry-{version}-{warehouse.read_seq()}"
    warehouse.load(LoadSet(batch_id=batch_id, kind="registry", created_at=now, feeds=rows, publishers=publishers))


def find_owners(registry: Iterable[Feed]) -> tuple[OwnedPublisher, ...]:
    """Return each publisher of the registry once, with its family and owner where its name or feeds tell them."""
    owners = {family.family: family.owner for family in read_shipped_families()}
    found: dict[str, str | None] = {}
    for feed in registry:
        found[feed.publisher] = found.get(feed.publisher) or copies.find_family(feed.publisher, feed.url)
    return tuple(
        OwnedPublisher(publisher=publisher, family=family, owner=owners[family] if family else None)
        for publisher, family in found.items()
    )


def load_lexicon(settings: Settings, warehouse: Warehouse, now: datetime) -> names.Lexicon:
    """Load the lexicon where its version is not yet the one that the warehouse shows; return it built."""
    lexicon = read_lexicon(settings)
    if warehouse.has_lexicon(lexicon.version):
        return lexicon
    warehouse.load(project_lexicon(lexicon, f"lexicon-{lexicon.version}-{warehouse.read_seq()}", now))
    return lexicon


def project_lexicon(lexicon: names.Lexicon, batch_id: str, now: datetime) -> LoadSet:
    """Return the rows of a lexicon, look-alikes too: who compares two versions has to know what hid which names."""
    return LoadSet(
        batch_id=batch_id,
        kind="lexicon",
        created_at=now,
        entities=tuple(_build_entity_row(entity, lexicon.version) for entity in lexicon.sources),
        aliases=tuple(row for entity in lexicon.sources for row in _build_alias_rows(entity, lexicon.version)),
    )


def read_text(path: Path) -> str:
    """Read a UTF-8 file of the user's.

    Raises:
        ConfigError: It is not there or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def _hash_records(records: tuple[Record, ...]) -> str:
    content = "\n".join(record.model_dump_json() for record in records)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _build_entity_row(entity: Entity, version: str) -> EntityRow:
    return EntityRow(**entity.model_dump(exclude={"aliases"}), lexicon_version=version)


def _build_alias_rows(entity: Entity, version: str) -> list[AliasRow]:
    return [
        AliasRow(
            entity_id=entity.entity_id,
            alias=alias.text,
            case_rule=alias.case,
            lexicon_version=version,
            **alias.model_dump(exclude={"text", "case"}),
        )
        for alias in entity.aliases
    ]
