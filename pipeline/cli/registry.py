"""`namewire feeds`: the registry of feeds. Only `data/feeds.yaml` is written; the shipped list never is."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipeline import feeds
from pipeline.cli.inputs import name_input, read_bytes
from pipeline.cli.tables import build_table
from pipeline.errors import ConfigError, DataError
from pipeline.settings import Settings
from pipeline.stages.clock import Tick
from pipeline.stages.discovering import find_feeds, look_at_feeds
from pipeline.stages.preparing import read_registry
from pipeline.stages.registering import write_overlay
from schemas.ids import make_feed_id
from schemas.records import Feed, FoundFeed

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
    url: Annotated[str, typer.Argument(help="A feed, or a site whose feeds are to be found.")],
    publisher: Annotated[str, typer.Option(help="Who publishes it; the feed's title where left out.")] = "",
    title: Annotated[str, typer.Option(help="Its title; the feed's own where left out.")] = "",
    country: Annotated[str, typer.Option(help="ISO 3166-1 alpha-2.")] = "XX",
    language: Annotated[str, typer.Option(help="BCP 47; what the feed says where left out.")] = "und",
    kind: Annotated[
        str, typer.Option(help="wire, broadcaster, outlet, think-tank, ngo, un or government.")
    ] = "outlet",
    every: Annotated[bool, typer.Option("--all", help="Add all feeds of the site, not only the best one.")] = False,
    check: Annotated[bool, typer.Option(help="Look at it first, find its feeds and refuse what is none.")] = True,
) -> None:
    """Add a feed, or the feeds of a site, to data/feeds.yaml."""
    settings = Settings()
    url = feeds.check_feed_url(url)
    known = {feeds.simplify_url(feed.url) for feed in read_registry(settings)}
    if feeds.simplify_url(url) in known:
        raise ConfigError(f"{url}: is in the registry already")
    given = Feed(
        feed_id=make_feed_id(url), url=url, title=title or publisher, publisher=publisher or title,
        country=country, language=language, kind=kind,
    )  # fmt: skip
    if not check:
        if not publisher:
            raise ConfigError(f"{url}: without a look at it, --publisher must say whose it is")
        added = [given]
    else:
        found = _search(settings, url)
        good = [one.feed for one in found if one.problem is None and feeds.simplify_url(one.feed.url) not in known]
        if not good:
            raise DataError(f"{url}: {_explain_nothing(found)}; --no-check adds it all the same")
        Console().print(_build_feed_table(found))
        added = [_fill_in(feed, given) for feed in (good if every else good[:1])]
    write_overlay(settings, added)
    for feed in added:
        print(f"added {feed.url} ({feed.title}) to {settings.overlay_path}")
    if check and not every and len(good) > 1:
        print(f"{len(good) - 1} more: --all adds them, or give the address of one")


@app.command("import")
def import_opml(file: Annotated[str, typer.Argument(help="An OPML file, or - for standard input.")]) -> None:
    """Add the feeds of an OPML file to data/feeds.yaml; those in the registry are left as they are."""
    settings = Settings()
    known = {feeds.simplify_url(feed.url) for feed in read_registry(settings)}
    body = read_bytes(file)
    try:
        read = feeds.parse_opml(body)
    except ConfigError as error:
        raise ConfigError(f"{name_input(file)}: {error}") from error
    for refused in read.refused:
        print(f"{name_input(file)}:{refused.line}: {refused.reason}", file=sys.stderr)
    if not read.feeds:
        raise DataError(f"{name_input(file)}: no feeds in it; is it OPML?")
    fresh = [feed for feed in read.feeds if feeds.simplify_url(feed.url) not in known]
    write_overlay(settings, fresh)
    print(f"{len(fresh)} feeds added, {len(read.feeds) - len(fresh)} known, {len(read.refused)} refused")


@app.command("export")
def export_opml() -> None:
    """Print the registry as OPML 2.0."""
    sys.stdout.buffer.write(feeds.write_opml(read_registry(Settings())))


@app.command("check")
def check_feeds(
    only: Annotated[str, typer.Option(help="Only feeds whose URL, title or publisher contains this.")] = "",
) -> None:
    """Look at each feed once, report, and note the day in data/feeds.yaml."""
    settings = Settings()
    registry = _select(read_registry(settings), only)
    with _show_progress(len(registry)) as tick:
        found = look_at_feeds(settings, registry, tick=tick)
    Console().print(_build_feed_table(found))
    good = [one.feed for one in found if one.problem is None]
    write_overlay(settings, good)
    print(f"{len(good)} of {len(found)} are feeds")
    if len(good) < len(found):
        raise typer.Exit(1)


def _select(registry: Sequence[Feed], only: str) -> list[Feed]:
    return [f for f in registry if only.lower() in f"{f.url} {f.title} {f.publisher}".lower()]


def _search(settings: Settings, url: str) -> tuple[FoundFeed, ...]:
    with _show_progress(None) as tick:
        return find_feeds(settings, url, tick=tick)


def _fill_in(feed: Feed, given: Feed) -> Feed:
    """Return a feed that was found with what the person said of it."""
    told = {key: value for key, value in dict(given).items() if key in _TOLD and value not in ("", "XX", "und")}
    return feed.model_copy(update=told)


_TOLD = ("publisher", "title", "country", "language", "kind")


def _explain_nothing(found: Sequence[FoundFeed]) -> str:
    """Say why nothing can be added: of one address its problem, of a site how many were tried."""
    if any(one.problem is None for one in found):
        return "its feeds are in the registry already"
    first = next((one for one in found if one.source == "given"), found[0])
    if len(found) == 1:
        return first.problem or ""
    return f"{first.problem}; and none of {len(found) - 1} other addresses of the site is one"


def _build_feed_table(found: Sequence[FoundFeed]) -> Table:
    columns = ["publisher", "title", "format", "items", "newest", "rhythm", "url", "verdict"]
    return build_table("", columns, (_describe_row(one) for one in found))


def _describe_row(one: FoundFeed) -> tuple[str, ...]:
    verdict = one.problem or (f"moved to {one.moved_to}" if one.moved_to else "ok")
    newest = f"{one.newest_at:%Y-%m-%d %H:%M}" if one.newest_at else ""
    rhythm = describe_span(one.rhythm_s) if one.rhythm_s else ""
    feed = one.feed
    return feed.publisher, feed.title, one.format, str(one.items), newest, rhythm, feed.url, verdict


def describe_span(seconds: int) -> str:
    """Return a span of time in the largest unit of which it has two.

    >>> [describe_span(s) for s in (45, 5400, 200_000)]
    ['45 s', '90 min', '2 d']
    """
    for unit, length in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds} s"


@contextmanager
def _show_progress(total: int | None) -> Iterator[Tick]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Looking", total=total)
        yield lambda name: progress.update(task, advance=1, description=name[:60])
