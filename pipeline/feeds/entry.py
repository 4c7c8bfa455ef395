"""One raw item → an entry, or the reason why it is none."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from pydantic import ValidationError

from pipeline.feeds.dates import ReadDate, read_date
from pipeline.feeds.links import LinkRefusedError, looks_like_link, resolve_link, strip_tracking
from pipeline.feeds.plaintext import (
    MAX_CONTENT,
    MAX_SUMMARY,
    clean_characters,
    read_plain_line,
    read_plain_text,
)
from pipeline.feeds.rawfeed import RawFeed, RawItem
from schemas.ids import make_entry_id, make_id
from schemas.records import Entry, RejectedItem, Rejection

MAX_RAW = 4096
MAX_AUTHORS = 20
_USERINFO = re.compile(r"//[^/?#\s@]*@")


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that an item stands in, and where and when it was fetched."""

    feed: RawFeed
    feed_id: str
    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class FoundLink:
    """The address of an item, as it is written and as it is followed."""

    raw: str
    absolute: str


def make_item(item: RawItem, position: int, origin: Origin) -> Entry | RejectedItem:
    """Clean one item of a document and give it its id; or reject it."""
    if item.problem:
        return _reject(item, position, origin.feed_id, item.problem)
    if not any((item.guid, item.link, item.title, item.summary, item.content)):
        return _reject(item, position, origin.feed_id, "empty item")
    notes: list[str] = []
    raw_link = item.link or ""
    if not raw_link and item.guid and looks_like_link(item.guid):
        raw_link = item.guid
        notes.append("link-from-guid")
    try:
        link = FoundLink(raw_link, resolve_link(raw_link, _find_base(item, raw_link, origin.url, notes)))
    except LinkRefusedError as error:
        return _reject(item, position, origin.feed_id, str(error), detail=raw_link[:200])
    try:
        return _build_entry(item, position, origin, link, notes)
    except ValidationError as error:
        # Its bytes are in the archive, and can be replayed: the other items of the document stand.
        first = error.errors()[0]
        detail = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        return _reject(item, position, origin.feed_id, "quarantined: invalid item", detail)


def _build_entry(item: RawItem, position: int, origin: Origin, link: FoundLink, notes: list[str]) -> Entry:
    raw_published, raw_updated = _divide_dates(item, origin.feed, notes)
    title, title_cut = read_plain_line(item.title)
    summary, summary_cut = read_plain_text(item.summary, MAX_SUMMARY)
    # A whole article stands in the description where the feed has no element for it.
    content, content_cut = read_plain_text(item.content or (item.summary if summary_cut else ""), MAX_CONTENT)
    notes += [note for note, was_cut in {"title-cut": title_cut, "content-cut": content_cut}.items() if was_cut]
    content = "" if content == summary else content
    raw_link = _clean_raw(link.raw)
    guid = _clean_raw(item.guid) if item.guid else None
    language = item.language or origin.feed.language
    return Entry(
        entry_id=make_entry_id(origin.feed_id, guid or raw_link),
        feed_id=origin.feed_id,
        position=position,
        guid=guid,
        link=link.absolute,
        raw_link=raw_link,
        title=title,
        raw_title=_clean_raw(item.title),
        summary=summary,
        content=content,
        authors=_clean_authors(item.authors),
        published_at=_note_date(read_date(raw_published, origin.fetched_at), raw_published, "published", notes),
        raw_published=_clean_raw(raw_published) if raw_published else None,
        updated_at=_note_date(read_date(raw_updated, origin.fetched_at), raw_updated, "updated", notes),
        raw_updated=_clean_raw(raw_updated) if raw_updated else None,
        language=read_plain_line(language, 35)[0] or None if language else None,
        source_name=read_plain_line(item.source_name, 300)[0] or None if item.source_name else None,
        source_url=_clean_source(item.source_url, link.absolute),
        content_hash=_hash_content(title, link.absolute, summary, content, raw_published, raw_updated),
        notes=tuple(notes),
    )


def _find_base(item: RawItem, raw_link: str, url: str, notes: list[str]) -> str:
    """Return what a relative link is resolved against: its xml:base, noted where that is another site's."""
    if not item.base or raw_link.lower().startswith(("http://", "https://")):
        return url
    try:
        base = urljoin(url, item.base)
        host, own = urlsplit(base).hostname or "", urlsplit(url).hostname or ""
    except ValueError:
        return url
    if host.removeprefix("www.") != own.removeprefix("www."):
        notes.append(f"foreign-base: {host[:100]}")
    return base


def _divide_dates(item: RawItem, feed: RawFeed, notes: list[str]) -> tuple[str | None, str | None]:
    """Return the raw dates of publication and update: RSS has one date, which dc:date may hold."""
    if item.published or not item.updated or feed.format.startswith(("atom", "json")):
        return item.published, item.updated
    notes.append("published-from-date")
    return item.updated, None


def _note_date(read: ReadDate | None, raw: str | None, name: str, notes: list[str]) -> datetime | None:
    if read is None:
        if raw:
            notes.append(f"{name}-unreadable")
        return None
    if not read.has_zone:
        notes.append(f"{name}-without-zone")
    return read.at


def _clean_raw(text: str) -> str:
    """Return a raw value as the warehouse can hold it: only impossible characters and undue length go."""
    return text[:MAX_RAW].encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()


def _clean_authors(authors: tuple[str, ...]) -> tuple[str, ...]:
    names = (read_plain_line(name, 200)[0] for name in authors[:MAX_AUTHORS])
    return tuple(dict.fromkeys(name for name in names if name))


def _clean_source(raw: str | None, link: str) -> str | None:
    try:
        return resolve_link(raw, link) if raw else None
    except LinkRefusedError:
        return None


def _hash_content(title: str, link: str, summary: str, content: str, *dates: str | None) -> str:
    parts = (title, strip_tracking(link), " ".join(summary.split()), " ".join(content.split()))
    raw_dates = (" ".join((date or "").split()) for date in dates)
    return make_id("v1", *parts, *raw_dates)


def _reject(item: RawItem, position: int, feed_id: str, reason: str, detail: str = "") -> RejectedItem:
    said = hashlib.sha256(repr(item).encode("utf-8", "replace")).hexdigest()
    shown = _USERINFO.sub("//…@", detail or item.title[:200] or (item.guid or "")[:200])
    return RejectedItem(
        entry_id=make_id("r1", feed_id, str(position), said),
        position=position,
        rejection=Rejection(stage="parse", reason=reason, detail=clean_characters(shown)),
    )
