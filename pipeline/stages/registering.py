"""Write `data/feeds.yaml`, the part of the registry that is the user's: the only file of feeds that is written."""

import logging
import os
from collections.abc import Mapping, Sequence

from pipeline import feeds
from pipeline.errors import TransientError
from pipeline.settings import Settings
from pipeline.stages.preparing import read_registry, read_text
from schemas.records import Feed

log = logging.getLogger(__name__)


def write_overlay(settings: Settings, changed: Sequence[Feed]) -> None:
    """Add feeds to `data/feeds.yaml`, or put them in the place of those with the same ids.

    Raises:
        ConfigError: What would be written could not be read back.
        TransientError: The disk refused.
    """
    if not changed:
        return
    path = settings.overlay_path
    held = feeds.parse_registry(read_text(path), str(path)) if path.exists() else ()
    merged = {feed.feed_id: feed for feed in (*held, *changed)}
    text = feeds.write_registry(tuple(merged.values()))
    feeds.parse_registry(text, str(path))  # a line that cannot be read back would stop every command
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise TransientError(
            f"{path}: the registry could not be written: {error}; free the disk and retry"
        ) from error


def write_moves(settings: Settings, moves: Mapping[str, str]) -> tuple[Feed, ...]:
    """Give feeds that have moved for good their new address; return those that changed.

    Their ids stay, so that nothing of what is known of them is lost; the table `feeds_history` keeps the former
    address. An address that another feed of the registry has is not taken: that would be one feed twice.
    """
    registry = read_registry(settings)
    addresses = {feeds.simplify_url(feed.url): feed.feed_id for feed in registry}
    changed: list[Feed] = []
    for feed in registry:
        target = moves.get(feed.feed_id)
        if target is None or target == feed.url:
            continue
        other = addresses.get(feeds.simplify_url(target), feed.feed_id)
        if other != feed.feed_id:
            log.warning("load_entries: %s has moved to %s, which is the feed %s already", feed.url, target, other)
            continue
        log.warning("load_entries: %s has moved for good, the registry now says %s", feed.url, target)
        changed.append(feed.model_copy(update={"url": feeds.check_feed_url(target)}))
    write_overlay(settings, changed)
    return tuple(changed)
