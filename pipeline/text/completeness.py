"""Is this the whole article? The verdict of one page by itself, with its evidence."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.text.addresses import find_host
from pipeline.text.characters import fold_words
from pipeline.text.phrases import CONSENT, NOT_FOUND, PAYWALL, WALL_TITLES
from pipeline.text.structured import describe_type
from schemas.records import Completeness

_SHORT = 150
_STUB = 300
_TEASER = 80
_LONGER = 1.3
_MORE_WORDS = 60
_SHARE_OF_DECLARED = 0.6
_CONSENT_HITS = 3


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


_NOT_FOUND = _any_of(NOT_FOUND)
_WALL_TITLES = _any_of(WALL_TITLES)
_CONSENT = _any_of(CONSENT)
_PAYWALL = _any_of(PAYWALL)


class Evidence(NamedTuple):
    """What the verdict is made from. `page_text` is all text of the page, `words` those of the article."""

    url: str
    title: str
    text: str
    words: int
    truncated_by: str | None = None
    page_text: str = ""
    description: str = ""
    feed_text: str = ""
    og_type: str = ""
    schema_types: tuple[str, ...] = ()
    is_article: bool = False
    is_free: bool | None = None
    has_date: bool = False
    declared_words: int | None = None
    from_feed: bool = False


class Verdict(NamedTuple):
    """The completeness of a page and the evidence for it, in words."""

    completeness: Completeness
    reason: str


def decide_completeness(seen: Evidence) -> Verdict:
    """Return how whole the article is; the first kind with evidence, else full."""
    for rule in (_is_no_article, _is_missing, _is_paywalled, _is_truncated, _is_teaser):
        if verdict := rule(seen):
            return verdict
    return Verdict(
        "full", f"{seen.words} words to the end" + ("; isAccessibleForFree: false" if seen.is_free is False else "")
    )


def _is_no_article(seen: Evidence) -> Verdict | None:
    reason = None
    if seen.words < _SHORT and (found := _NOT_FOUND.search(seen.title)):
        reason = f"soft 404: title “{found[0]}”"
    elif seen.words < _SHORT and (found := _WALL_TITLES.search(seen.title)):
        reason = f"a wall before the page: title “{found[0]}”"
    elif (
        seen.words < _SHORT
        and not seen.is_article
        and len(hits := _CONSENT.findall(seen.text or seen.page_text[:3000])) >= _CONSENT_HITS
    ):
        reason = f"consent wall: “{hits[0]}”"
    elif not seen.is_article:
        reason = _describe_other(seen)
    return Verdict("not-an-article", reason) if reason else None


def _describe_other(seen: Evidence) -> str | None:
    """Say what a page is that declares no article and is the front page, a list or a media page."""
    try:
        path = urlsplit(seen.url).path.strip("/").lower()
    except ValueError:
        path = "?"
    query = "?" in seen.url
    if (
        find_host(seen.url)
        and path in ("", "index.html", "index.php", "home")
        and not query
        and seen.og_type != "article"
    ):
        return "home page: the address has no path"
    if seen.og_type.startswith(("video", "music")) and seen.words < _SHORT:
        return f"og:type {seen.og_type}"
    kinds = (describe_type(kind) for kind in seen.schema_types)
    kind = next((kind for kind in kinds if kind), None)
    if kind and seen.og_type != "article" and not seen.has_date and seen.words < _SHORT:
        return f"schema.org says {kind}"
    return None


def _is_missing(seen: Evidence) -> Verdict | None:
    if not seen.words:
        return Verdict("empty", "no text on the page" + (" nor in the feed" if not seen.feed_text else ""))
    if seen.from_feed:
        return Verdict("teaser", f"the page gave no text; {seen.words} words of the feed stand in")
    return None


def _is_paywalled(seen: Evidence) -> Verdict | None:
    if seen.words >= _STUB and not seen.truncated_by:
        return None
    if seen.is_free is False:
        return Verdict("paywalled", f"isAccessibleForFree: false, {seen.words} words")
    found = _PAYWALL.search(seen.page_text) if seen.words < _STUB else None
    return Verdict("paywalled", f"“{found[0]}”") if found else None


def _is_truncated(seen: Evidence) -> Verdict | None:
    if seen.truncated_by:
        return Verdict("truncated", seen.truncated_by)
    in_feed = len(seen.feed_text.split())
    if in_feed > seen.words * _LONGER and in_feed > seen.words + _MORE_WORDS:
        return Verdict("truncated", f"feed content longer than page: {in_feed} words against {seen.words}")
    if seen.declared_words and seen.words < seen.declared_words * _SHARE_OF_DECLARED:
        return Verdict("truncated", f"JSON-LD wordCount {seen.declared_words}, {seen.words} words on the page")
    return None


def _is_teaser(seen: Evidence) -> Verdict | None:
    if seen.words >= _TEASER:
        return None
    text, description = fold_words(seen.text), fold_words(seen.description)
    if (
        text
        and description
        and (
            text in description
            or (len(description) > 60 and description in text and len(description) > 0.7 * len(text))
        )
    ):
        return Verdict("teaser", f"only the page's description, {seen.words} words")
    return None
