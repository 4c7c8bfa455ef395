"""Find the feeds of a site, and look at each feed once: what `namewire feeds add` and `check` do at the network."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from pipeline import feeds
from pipeline.settings import Settings
from pipeline.stages.clock import Clock, Tick, Waits, ignore_tick, read_clock
from pipeline.stages.fetching import make_fetcher
from pipeline.stages.parsing import FeedParser
from pipeline.web import Fetcher
from schemas.ids import make_feed_id
from schemas.records import (
    Entry,
    Feed,
    FeedCandidate,
    FetchFailure,
    FoundFeed,
    ParsedFeed,
    Rejection,
    Request,
    Response,
)  # fmt: skip

MAX_REQUESTS = 20
"""Of one site in one search; five seconds apart, they take a minute and a half."""

_ENOUGH_SHARED = 0.8


def find_feeds(
    settings: Settings, url: str, *, clock: Clock = read_clock, waits: Waits | None = None, tick: Tick = ignore_tick
) -> tuple[FoundFeed, ...]:
    """Return the feeds of a site, the best first; of a feed's own address, that feed alone.

    Asked for are the address itself, what its page links to, the places where feeds usually are when it links to
    none, and the news sitemaps that robots.txt names when there is no feed. What is a copy of another, or no feed,
    says so in `problem`; the first of the result is a feed to add unless it has one.
    """
    return asyncio.run(_Search(settings, clock, waits or Waits(), tick).run(url))


def look_at_feeds(
    settings: Settings,
    registry: Sequence[Feed],
    *,
    clock: Clock = read_clock,
    waits: Waits | None = None,
    tick: Tick = ignore_tick,
) -> tuple[FoundFeed, ...]:
    """Ask each feed once, politely, and return what it is; in the order given."""

    async def look_at_all() -> tuple[FoundFeed, ...]:
        parser = FeedParser(settings)
        async with make_fetcher(settings, clock, waits or Waits()) as fetcher:

            async def look_at(feed: Feed) -> FoundFeed:
                answer = await fetcher.fetch(Request(url=feed.url, kind="feed"))
                found, _ = await _describe(parser, feed, answer, "registry")
                tick(feed.title)
                return found

            return tuple(await asyncio.gather(*map(look_at, registry)))

    return asyncio.run(look_at_all())


class _Search:
    """One search of one site, within its number of requests."""

    def __init__(self, settings: Settings, clock: Clock, waits: Waits, tick: Tick) -> None:
        self._settings, self._clock, self._waits, self._tick = settings, clock, waits, tick
        self._parser = FeedParser(settings)
        self._seen: set[str] = set()
        self._found: list[tuple[FoundFeed, frozenset[str]]] = []

    async def run(self, url: str) -> tuple[FoundFeed, ...]:
        async with make_fetcher(self._settings, self._clock, self._waits) as fetcher:
            answer = await self._try(fetcher, FeedCandidate(url=url, title="", source="given"))
            if isinstance(answer, Response) and not self._has_feed():
                await self._look_around(fetcher, answer)
        return _rank(self._found)

    async def _look_around(self, fetcher: Fetcher, page: Response) -> None:
        url = page.final_url
        await self._try_all(fetcher, feeds.find_feed_links(page.body, url, page.header("content-type")))
        if not self._has_feed():
            await self._try_all(fetcher, feeds.list_usual_places(url), until=self._has_feed)
        if not self._has_feed():
            await self._try_sitemaps(fetcher, url)

    async def _try_all(
        self, fetcher: Fetcher, candidates: Iterable[FeedCandidate], until: Callable[[], bool] = lambda: False
    ) -> None:
        for candidate in candidates:
            if until():
                return
            await self._try(fetcher, candidate)

    async def _try_sitemaps(self, fetcher: Fetcher, url: str) -> None:
        robots = await fetcher.fetch(Request(url=feeds.find_robots(url), kind="robots"))
        if isinstance(robots, FetchFailure):
            return
        for sitemap in feeds.find_sitemaps(robots.body.decode("utf-8", "replace"), url):
            answer = await self._try(fetcher, sitemap)
            if self._has_feed():
                return
            if isinstance(answer, Response):
                inner = feeds.list_sitemaps(answer.body.decode("utf-8", "replace"))
                named = (FeedCandidate(url=address, title="", source="sitemap") for address in inner[:3])
                await self._try_all(fetcher, named, until=self._has_feed)

    async def _try(self, fetcher: Fetcher, candidate: FeedCandidate) -> Response | FetchFailure | None:
        key = feeds.simplify_url(candidate.url)
        if key in self._seen or len(self._seen) >= MAX_REQUESTS:
            return None
        self._seen.add(key)
        self._tick(candidate.url)
        answer = await fetcher.fetch(Request(url=candidate.url, kind="feed"))
        feed = Feed(
            feed_id=make_feed_id(candidate.url), url=candidate.url, title=candidate.title, publisher=candidate.title
        )
        found, links = await _describe(self._parser, feed, answer, candidate.source)
        self._found.append((found, links))
        return answer

    def _has_feed(self) -> bool:
        return any(found.problem is None for found, _ in self._found)


async def _describe(
    parser: FeedParser, feed: Feed, answer: Response | FetchFailure, source: str
) -> tuple[FoundFeed, frozenset[str]]:
    """Say what an answer is, and which links are in it."""
    found = FoundFeed(feed=feed, source=source)
    if isinstance(answer, FetchFailure):
        problem = f"{answer.reason}: {answer.detail}" if answer.detail else answer.reason
        return found.model_copy(update={"problem": problem}), frozenset()
    parsed = await asyncio.to_thread(parser.parse, answer, feed.feed_id)
    if isinstance(parsed, Rejection):
        return found.model_copy(update={"problem": f"{parsed.reason}: {parsed.detail}"}), frozenset()
    entries = [item for item in parsed.items if isinstance(item, Entry)]
    dates = [entry.published_at for entry in entries if entry.published_at]
    described = found.model_copy(
        update={
            "feed": _name_feed(feed, parsed, entries, answer.fetched_at),
            "format": parsed.format,
            "items": len(parsed.items),
            "newest_at": max(dates, default=None),
            "rhythm_s": feeds.find_rhythm(entries),
            "moved_to": answer.final_url if "moved-permanently" in answer.notes else None,
        }
    )
    return described, frozenset(entry.link for entry in entries)


def _name_feed(feed: Feed, parsed: ParsedFeed, entries: Sequence[Entry], now: datetime) -> Feed:
    """Give a feed the title that it gives itself where it has none yet, its language, and the day of this look."""
    title = feed.title or parsed.title or feed.url
    language = feed.language
    if language == "und":
        spoken = next((entry.language for entry in entries if entry.language), None)
        language = feeds.choose_field("language", spoken, "und")
    return feed.model_copy(
        update={
            "title": title, "publisher": feed.publisher or parsed.title or title, "language": language,
            "checked": f"{now:%Y-%m-%d}",
        }
    )  # fmt: skip


def _rank(found: Sequence[tuple[FoundFeed, frozenset[str]]]) -> tuple[FoundFeed, ...]:
    """Return what was found, copies marked: feeds first, those of comments behind, otherwise as they were found."""
    kept: list[tuple[FoundFeed, frozenset[str]]] = []
    for one, links in found:
        twin = next((other for other, held in kept if one.problem is None and _is_same(links, held)), None)
        problem = f"the same as {twin.feed.url}" if twin is not None else one.problem
        kept.append((one.model_copy(update={"problem": problem}), links if problem is None else frozenset()))
    return tuple(
        sorted(
            (one for one, _ in kept),
            key=lambda one: (one.problem is not None, feeds.is_comments_feed(one.feed.url, one.feed.title)),
        )
    )


def _is_same(links: frozenset[str], held: frozenset[str]) -> bool:
    return bool(held) and len(links & held) >= _ENOUGH_SHARED * max(len(links), len(held))
