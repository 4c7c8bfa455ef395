"""`namewire feeds`: the registry of feeds. Only `data/feeds.yaml` is written; the shipped list never is."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from pipeline import __version__, feeds
from pipeline.cli.inputs import name_input, read_bytes
from pipeline.cli.tables import build_table
from pipeline.errors import ConfigError, DataError
from pipeline.settings import Settings
from pipeline.stages.preparing import read_registry
from pipeline.stages.registering import write_overlay
from pipeline.web import Fetcher
from schemas.ids import make_feed_id
from schemas.records import Feed, FetchFailure, ParsedFeed, Rejection, Request

app = typer.Typer(no_args_is_help=True, help="The registry of feeds.")


@app.command("list")
def list_feeds(
    only: Annotated[str, typer.Option(help="Only feeds whose URL, title or publisher contains this.")] = "",
) -> None:
    """List the feeds that are polled."""
    registry = _select(read_registry(Settings()), only)
    columns = ["publisher", "title", "country", "language", "kind", "checked", "url"]
    Console().print(build_table("", columns, ([getattr(f, c) for c in columns] for f in registry)))
    print(f"{len(registry)} feeds")


@app.command()
def add(
    url: str,
    publisher: Annotated[str, typer.Option(help="Who publishes it.")],
    title: Annotated[str, typer.Option(help="Its title; the feed's own where left out.")] = "",
    country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2.")] = "XX",
    language: Annotated[str, typer.Option(help="BCP 47.")] = "und",
    kind: Annotated[
        str, typer.Option(help="wire, broadcaster, outlet, think-tank, ngo, un or government.")
    ] = "outlet",
    check: Annotated[bool, typer.Option(help="Poll it once first and refuse what is no feed.")] = True,
) -> None:
    """Add a feed to data/feeds.yaml."""
    settings = Settings()
    url = feeds.check_feed_url(url)
    known = {feeds.simplify_url(feed.url) for feed in read_registry(settings)}
    if feeds.simplify_url(url) in known:
        raise ConfigError(f"{url}: is in the registry already")
    feed = Feed(
        feed_id=make_feed_id(url), url=url, title=title or publisher, publisher=publisher,
        country=country, language=language, kind=kind,
    )  # fmt: skip
    if check:
        feed, verdict = asyncio.run(_check_feeds(settings, [feed]))[0]
        if feed.checked == "never":
            raise DataError(f"{url}: {verdict}; --no-check adds it all the same")
        print(verdict)
    write_overlay(settings, [feed])
    print(f"added to {settings.overlay_path}")


@app.command("import")
def import_opml(file: Annotated[str, typer.Argument(help="An OPML file, or - for standard input.")]) -> None:
    """Add the feeds of an OPML file to data/feeds.yaml; those in the registry are left as they are."""
    settings = Settings()
    known = {feeds.simplify_url(feed.url) for feed in read_registry(settings)}
    body = read_bytes(file)
    try:
        found = feeds.parse_opml(body)
    except ConfigError as error:
        raise ConfigError(f"{name_input(file)}: {error}") from error
    if not found:
        raise DataError(f"{name_input(file)}: no feeds in it; is it OPML?")
    fresh = [feed for feed in found if feeds.simplify_url(feed.url) not in known]
    write_overlay(settings, fresh)
    print(f"{len(fresh)} feeds added, {len(found) - len(fresh)} known")


@app.command("export")
def export_opml() -> None:
    """Print the registry as OPML 2.0."""
    sys.stdout.buffer.write(feeds.write_opml(read_registry(Settings())))


@app.command("check")
def check_feeds(
    only: Annotated[str, typer.Option(help="Only feeds whose URL, title or publisher contains this.")] = "",
) -> None:
    """Poll each feed once, report, and note the day in data/feeds.yaml."""
    settings = Settings()
    registry = _select(read_registry(settings), only)
    results = asyncio.run(_check_feeds(settings, registry))
    rows = [(feed.publisher, feed.url, verdict) for feed, verdict in results]
    Console().print(build_table("", ["publisher", "url", "verdict"], rows))
    good = [feed for feed, _ in results if feed.checked != "never"]
    write_overlay(settings, good)
    print(f"{len(good)} of {len(results)} are feeds")
    if len(good) < len(results):
        raise typer.Exit(1)


def _select(registry: Sequence[Feed], only: str) -> list[Feed]:
    return [f for f in registry if only.lower() in f"{f.url} {f.title} {f.publisher}".lower()]


async def _check_feeds(settings: Settings, registry: Sequence[Feed]) -> list[tuple[Feed, str]]:
    def read_clock() -> datetime:
        return datetime.now(UTC)

    async with Fetcher(settings.fetch, now=read_clock, version=__version__) as fetcher:

        async def check_one(feed: Feed) -> tuple[Feed, str]:
            answer = await fetcher.fetch(Request(url=feed.url, kind="feed"))
            if isinstance(answer, FetchFailure):
                return feed, f"{answer.reason}: {answer.detail}"
            parsed = feeds.parse_feed(
                answer.body, url=answer.final_url, feed_id=feed.feed_id, fetched_at=answer.fetched_at
            )
            if isinstance(parsed, Rejection):
                return feed, f"{parsed.reason}: {parsed.detail}"
            return feed.model_copy(update={"checked": f"{answer.fetched_at:%Y-%m-%d}"}), _describe(parsed)

        return list(await asyncio.gather(*(check_one(feed) for feed in registry)))


def _describe(parsed: ParsedFeed) -> str:
    return f"{parsed.format}, {len(parsed.items)} items: {parsed.title}"
