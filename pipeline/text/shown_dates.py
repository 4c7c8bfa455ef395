"""The date that a page shows of itself: found in its visible text and in `<time>`, judged by where it stands."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from lxml import etree, html

from pipeline.text.characters import fold_space
from pipeline.text.date_phrases import NOT_PUBLISHED, PUBLISHED, UPDATED
from pipeline.text.dates import Moment, parse_date
from pipeline.text.day_order import Order, Reading, find_order, read_numeric
from pipeline.text.months import MONTHS

_TEXTS = etree.XPath(".//text()")
_MACHINE = etree.XPath(".//time[@datetime] | .//abbr[@title] | .//*[@itemprop='datePublished'][@content or @title]")
_YEAR = re.compile(r"(?<!\d)(?:199\d|20[0-4]\d)(?!\d)|(?<!\d)\d{1,2}\s?[./|]\s?\d{1,2}\s?[./|]\s?\d\d(?!\d)")
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_SHOWN = (
    re.compile(r"(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?)?(?!\d)"),
    re.compile(
        rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?,?[\s-]*(?:de |of |d’|d')?(?:{_MONTH})(?!\w)"
        r"\.?,?[\s-]*(?:de |del |г\. )?\d{4}(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\w)(?:{_MONTH})(?!\w)\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d)\d{{4}},?\s(?:{_MONTH})(?!\w)\.?\s\d{{1,2}}(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)\d{4}年\s?\d{1,2}月\s?\d{1,2}日"),
    re.compile(r"(?<![\d.])\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?(?:\d{4}|\d\d)(?![\d.]\d)"),
    re.compile(r"(?<![\d/])\d{1,2}\s?[/|]\s?\d{1,2}\s?[/|]\s?(?:\d{4}|\d\d)(?![\d/])"),
    re.compile(r"(?<![\d-])\d{1,2}-\d{1,2}-\d{4}(?![\d-])"),
)  # fmt: skip
_DATED = re.compile(r"date|time(?!line)|publi[sc]|posted|datum|fecha|meta|info|byline|stamp|created", re.IGNORECASE)
_UPDATED_MARK = re.compile(r"updated|modified|lastmod", re.IGNORECASE)
_ASIDE = re.compile(
    r"sidebar|teaser|widget|footer|copyright|event|calendar|archive|popular|latest|most-?read|carousel|slider|promo|"
    r"(?<![a-z])card|ticker|(?<![a-z])(?:next|prev|nav|menu|more|list)(?![a-z])",
    re.IGNORECASE,
)
_POST = re.compile(r"(?:post|entry|article)-?footer|(?:category|tag|post)-\S+", re.IGNORECASE)
_OF_OTHERS = re.compile(r"comment|related|recommend|disqus|reply|replies|tweet|instagram", re.IGNORECASE)
_LABEL_END = (
    r"(?:\s*(?:on|am|vom|le|el|il|em|den|dem|at|the|by [\w .-]{2,40}|von [\w .-]{2,40}))?"
    r"[\s:,|–-]*(?:[^\W\d_]{2,12}\.?,?\s*)?$"
)
_PUBLISHED_LABEL, _UPDATED_LABEL, _OTHER_LABEL = (
    re.compile(rf"(?<!\w)(?:{'|'.join(words)}){_LABEL_END}", re.IGNORECASE)
    for words in (PUBLISHED, UPDATED, NOT_PUBLISHED)
)
_RANGE = re.compile(
    r"^\s*(?:[-–—]|bis|to|until)\s*(?:zum\s|einschließlich\s)?\d|^\s*(?:um|at|ab)?\s*\d{1,2}[:.]\d\d\s*(?:[-–—]|bis|to)\s*\d"
)
_IN_SENTENCE = re.compile(r"(?<!\w)[^\W\d_A-Z]{2,}\s$")
_SENTENCE_ON = re.compile(r"^,?\s[^\W\d_A-Z]{2,}\s[^\W\d_]{2,}")
_BEFORE, _AFTER = 45, 30
_LEVELS = 6
_MAX_TEXT = 200_000
_MAX_YEARS = 80
_MAX_MACHINE = 40
_NEAR, _FAR = 400, 1500
_LONG = 250
_MIN_SCORE = -2
_NEVER = -9
_CERTAIN = 6


class Shown(NamedTuple):
    """A date that a page shows: the words, the day, and how likely it is that of its publication."""

    raw: str
    moment: Moment
    score: int


class _Text(NamedTuple):
    """All text of a page in one string, where each piece begins and whose it is, and where the headline ends."""

    text: str
    starts: list[int]
    owners: list[etree._ElementUnicodeResult]
    heading_end: int


def find_shown_date(
    root: html.HtmlElement, title: str, language: str, host: str, latest: datetime | None
) -> Shown | None:
    """Return the date that a stripped page most likely shows as that of its publication, or None.

    Best is a date marked or labelled as such near the headline; one of a related article, a comment, an event, a
    copyright line or in running text is not taken for it. `title` is the headline; `language` (a tag) and `host`
    tell what `06/07/2015` means where no other date of the page does.
    """
    body = root.find("body")
    if body is None:
        return None
    page = _join_texts(body, title)
    shown = [*_read_machine(body, page, latest)]
    if any(each.score >= _CERTAIN for each in shown):
        return max(shown, key=lambda each: each.score)
    reading = Reading(
        find_order(page.text, language, host), frozenset(each.moment.at.date() for each in shown), latest
    )
    shown += _read_text(page, reading)
    shown = [each for each in shown if each.score > _NEVER]
    best = max(shown, key=lambda each: each.score, default=None)
    is_only = len({each.moment.written[:10] for each in shown}) == 1
    return best if best and (best.score >= _MIN_SCORE or is_only) else None


def find_written_date(words: str, latest: datetime | None) -> Moment | None:
    """Return the first plausible date among a few words, such as a meta's `Tue., 25.01.2022 - 14:45`.

    >>> find_written_date("Tue., 25.01.2022 - 14:45", None).written
    '2022-01-25'
    """
    return next((moment for _, _, moment in _find_dates(words, Reading(None, frozenset(), latest))), None)


def list_dates(words: str) -> list[date]:
    """Return all days that a few words may mean, both readings of `06/07/2015` among them."""
    orders: tuple[Order, ...] = ("dmy", "mdy")
    return [
        moment.at.date()
        for order in orders
        for _, _, moment in _find_dates(words, Reading(order, frozenset(), None))
    ]


def _join_texts(body: html.HtmlElement, title: str) -> _Text:
    parts: list[str] = []
    starts: list[int] = []
    owners: list[etree._ElementUnicodeResult] = []
    length = 0
    for part in _TEXTS(body):
        # Splitting folds white space three times as fast as a pattern, which here is half of the cost.
        if folded := " ".join(part.split()):
            starts.append(length)
            parts.append(folded)
            owners.append(part)
            length += len(folded) + 1
            if length > _MAX_TEXT:
                break
    text = " ".join(parts)
    return _Text(text, starts, owners, _find_heading_end(body, text, title))


def _find_heading_end(body: html.HtmlElement, text: str, title: str) -> int:
    """Where the headline ends in the text: the last time that an h1 or, failing that, anything has its words."""
    heading = next(
        (each for each in body.iter("h1", "h2") if title and title in fold_space("".join(each.itertext()))), None
    )
    words = title if heading is None else fold_space(" ".join(heading.itertext()))
    at = text.find(words) if words else -1
    return at + len(words) if at >= 0 else 0


def _read_machine(body: html.HtmlElement, page: _Text, latest: datetime | None) -> Iterator[Shown]:
    """The dates of attributes, each judged at the place of the element's own text."""
    elements = _MACHINE(body)[:_MAX_MACHINE]
    places: dict[html.HtmlElement, int] = {}
    if elements:
        for start, part in zip(page.starts, page.owners, strict=True):
            places.setdefault(part.getparent(), start)
    for element in elements:
        raw = element.get("datetime") or element.get("content") or element.get("title") or ""
        if moment := parse_date(raw, latest):
            position = next((places[each] for each in element.iter() if each in places), None)
            shown = 1 if position is not None else -3
            yield Shown(raw, moment, shown + _judge(page, position, position, element))


def _read_text(page: _Text, reading: Reading) -> Iterator[Shown]:
    done = 0
    for count, year in enumerate(_YEAR.finditer(page.text)):
        if count >= _MAX_YEARS:
            return
        if year.start() < done:
            continue
        start = max(done, year.start() - _BEFORE)
        for at, end, moment in _find_dates(page.text[start : year.end() + _AFTER], reading):
            if start + at >= year.end() or start + end < year.end():
                continue
            first, done = start + at, start + end
            owner = page.owners[bisect_right(page.starts, done - 1) - 1]
            above = owner.getparent().getparent() if owner.is_tail else owner.getparent()
            yield Shown(page.text[first:done], moment, _judge(page, first, done, above))
            break


def _find_dates(text: str, reading: Reading) -> Iterator[tuple[int, int, Moment]]:
    """The dates of a short text: where each begins and ends, and its moment."""
    for pattern in _SHOWN:
        for found in pattern.finditer(text):
            moment = parse_date(_spell(found[0]), reading.latest) or read_numeric(
                found[0].replace(" ", ""), reading
            )
            if moment:
                yield found.start(), found.end(), moment


def _spell(words: str) -> str:
    """A date without what `parse_date` does not read: hyphens between its parts, `er`, `of`."""
    words = re.sub(r"(?<=[^\W\d_])-|-(?=[^\W\d_])", " ", words)
    words = (
        re.sub(r"^(\d{1,2})(?:er|º|\.)?,?\s*(?:of |d’|d')?", r"\1 ", words)
        if words[:1].isdigit() and re.search(r"[^\W\d]{3}", words)
        else words
    )
    return re.sub(r"年|月", "-", words).removesuffix("日").replace("г. ", "").replace("- ", "-")


def _judge(page: _Text, first: int | None, end: int | None, element: html.HtmlElement | None) -> int:
    """Score a place: marks and labels of publication, nearness to the headline; against asides, prose, events."""
    if first is None or end is None:
        return _judge_marks(element, is_near=False)
    before, after = page.text[max(0, first - _BEFORE) : first], page.text[end : end + _AFTER]
    score = 0
    if _OTHER_LABEL.search(before) or _RANGE.search(after):
        score -= 6
    elif _UPDATED_LABEL.search(before):
        score -= 3
    elif _PUBLISHED_LABEL.search(before):
        score += 3
    elif _IN_SENTENCE.search(before) and _SENTENCE_ON.search(after):
        score -= 3
    distance = first - page.heading_end
    is_near = bool(page.heading_end) and -_NEAR <= distance <= _NEAR
    if is_near:
        score += 3 if distance >= 0 else 1
    elif page.heading_end and 0 <= distance <= _FAR:
        score += 1
    return score + _judge_marks(element, is_near)


def _judge_marks(element: html.HtmlElement | None, is_near: bool) -> int:
    """Score the names of the elements round a date. Near the headline a name such as `card` says little."""
    score, is_marked = 0, False
    place = element
    for level in range(_LEVELS):
        if place is None or place.tag in ("body", "main"):
            break
        marks = f"{place.get('class', '')} {place.get('id', '')} {place.get('itemprop', '')}"
        if level < 3 and not is_marked and (place.tag == "time" or _DATED.search(marks)):
            is_marked = True
            score += 2 if not _UPDATED_MARK.search(marks) or "publish" in marks.lower() else -2
        if place.tag == "blockquote" or _OF_OTHERS.search(marks):
            return score - 6
        if place.tag in ("footer", "aside", "nav") or _ASIDE.search(_POST.sub("", marks)):
            return score - (3 if is_near else 6)
        if place.tag in ("p", "td") and sum(map(len, place.itertext())) > _LONG:
            score -= 3
        place = place.getparent()
    return score
