"""When an article was published: chosen among what page and feed say, with the place that said it.

The order is JSON-LD, metas, microdata, feed, `<time>`, address, text: a page's machine-readable word names its
own article, a feed often gives the time of the last edit, and `<time>` may belong to a related story.
"""

import logging
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from htmldate import find_date
from lxml import html

from pipeline.text.dates import Moment, find_written_date, is_plausible, make_moment, parse_date
from pipeline.text.tree import list_after, read_short_text, read_visible_text
from schemas.records import EntryHints

logging.getLogger("htmldate").setLevel(logging.CRITICAL)
_URL_DATE = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/-]|$)")
_URL_COMPACT = re.compile(r"[/_-](?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=[/_.-]|$)")
_DATED = re.compile(r"date|time|publish|posted|meta", re.IGNORECASE)
_NEAR = 30
_FAR = 400
_MAX_DATED = 12
_MAX_WORDS = 120
_MAX_OFFSET = timedelta(hours=15)


class Publication(NamedTuple):
    """The chosen moment with what was written and where; `moment` is None where nothing plausible was."""

    moment: Moment | None
    raw: str | None
    source: str | None


def choose_publication(
    written: tuple[tuple[str, str], ...], times: tuple[str, ...], hints: EntryHints, latest: datetime | None
) -> Publication:
    """Choose the date of publication; `written` are the page's (source, words) pairs in order of trust.

    A page's time without an offset borrows the moment of another source that is less than 15 hours away from
    it: the same clock, read with its offset. Where none is, only the day is kept.
    """
    pairs = [(source, raw, parse_date(raw, latest)) for source, raw in written if raw]
    if hints.published_at and is_plausible(hints.published_at, latest):
        pairs.append(("feed", hints.raw_published or hints.published_at.isoformat(), _read_feed(hints, latest)))
    pairs += [("time", raw, parse_date(raw, latest)) for raw in times[:1]]
    chosen = next((pair for pair in pairs if pair[2]), None)
    if chosen is None:
        return Publication(None, pairs[0][1] if pairs else None, None)
    source, raw, moment = chosen
    if moment and not moment.has_time:
        for other_source, other_raw, other in pairs:
            if other and other.has_time and _is_same_clock(moment, other):
                return Publication(other, other_raw, other_source)
    return Publication(moment, raw, source)


def search_publication(root: html.HtmlElement, url: str, latest: datetime | None) -> Publication:
    """Search address and text for a date: the last and dear resort, where nothing declares one."""
    for pattern in (_URL_DATE, _URL_COMPACT):
        if found := pattern.search(url):
            raw = "-".join(found.group("year", "month", "day"))
            if moment := parse_date(raw, latest):
                return Publication(moment, found[0].strip("/_-"), "url")
    for element in _list_dated(root):
        words = read_short_text(element, _MAX_WORDS)
        if len(words) <= _MAX_WORDS and (day := find_written_date(words, latest)):
            return Publication(parse_date(day, latest), day, "text")
    until = ((latest or datetime(2099, 1, 1, tzinfo=UTC)) + timedelta(hours=48)).strftime("%Y-%m-%d")
    try:
        searched: str | None = find_date(
            root, extensive_search=True, original_date=True, max_date=until, min_date="1990-01-01", url=url
        )
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError, KeyError, IndexError):
        return Publication(None, None, None)
    # A year alone, as in a footer's ©2009, comes back as its first of January.
    moment = parse_date(_read_slashes(root, searched, latest), latest) if searched else None
    if searched and searched.endswith("-01-01"):
        moment = None
    return Publication(moment, searched, "text") if moment else Publication(None, None, None)


def _read_slashes(root: html.HtmlElement, searched: str, latest: datetime | None) -> str:
    """Return the day that `11/06/2026` means: of its two readings the later that has come, since news is fresh."""
    year, _, rest = searched.partition("-")
    month, _, day = rest.partition("-")
    if max(int(month), int(day)) > 12 or latest is None:
        return searched
    shown = read_visible_text(root)
    slashed = re.compile(rf"\b(?:0?{int(month)}/0?{int(day)}|0?{int(day)}/0?{int(month)})/{year}\b")
    readings = sorted({searched, f"{year}-{day}-{month}"})
    past = [reading for reading in readings if reading <= latest.strftime("%Y-%m-%d")]
    return past[-1] if past and slashed.search(shown) else searched


def _list_dated(root: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements behind the headline that may hold the date: those that are named so, then the nearest."""
    heading = next(root.iter("h1"), None)
    after = [] if heading is None else list_after(heading, _FAR)
    named = [element for element in after if _DATED.search(f"{element.get('class', '')} {element.get('id', '')}")]
    return [*named[:_MAX_DATED], *after[:_NEAR]]


def _read_feed(hints: EntryHints, latest: datetime | None) -> Moment | None:
    """The feed's moment, with its own offset where the raw date gives the same instant."""
    if hints.published_at is None:
        return None
    written = parse_date(hints.raw_published, latest) if hints.raw_published else None
    return (
        written
        if written and written.has_time and written.at == hints.published_at
        else make_moment(hints.published_at)
    )


def _is_same_clock(day: Moment, other: Moment) -> bool:
    if day.wall is None:
        return day.written == other.written[:10]
    return abs(day.wall.replace(tzinfo=UTC) - other.at) <= _MAX_OFFSET
