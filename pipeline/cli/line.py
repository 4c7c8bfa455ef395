"""`run`, `publish`, `replay`, `maintain`, `rebuild`, `serve-sample`: the stages without Airflow."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline import stages
from pipeline.cli.closing import print_closing
from pipeline.cli.tables import build_table
from pipeline.errors import ConfigError
from pipeline.settings import Settings

Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Processes to use.")]

replay_app = typer.Typer(no_args_is_help=True, help="Make mentions or articles anew from what is stored.")


def run(
    once: Annotated[bool, typer.Option("--once", help="One pass over all feeds that are due, then stop.")] = False,
    only: Annotated[str, typer.Option(help="Only feeds whose URL or publisher contains this.")] = "",
    force: Annotated[bool, typer.Option(help="Poll feeds that are not due yet, too.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Run the whole line in this process: poll, fetch, load, publish."""
    settings = Settings()
    console = Console(stderr=True)
    while True:
        run_pass(settings, console, only=only, force=force, spread=not once, jobs=jobs)
        print_closing(settings, Console())
        if once:
            return
        console.print(f"Next pass in {settings.poll_every_s:.0f} s; Ctrl-C stops.")
        time.sleep(settings.poll_every_s)


def run_pass(
    settings: Settings,
    console: Console,
    *,
    only: str = "",
    force: bool = False,
    spread: bool = False,
    jobs: int = 1,
) -> None:
    """Take every feed that is due and every entry that is pending down the line, then publish."""
    # One shard a process: a host that hangs keeps only the end of the pass waiting, not the shards behind its own.
    settings = settings.model_copy(update={"shards": settings.shards.model_copy(update={"count": jobs})})
    shards = stages.plan_polls(settings, only=only, force=force, spread=spread)
    _run_shards(console, "Polling feeds", stages.poll_feeds, settings, shards, jobs)
    loaded = stages.load_entries(settings)
    console.print(f"Entries: {_count(loaded)}; {loaded.pending} pending")
    shards = stages.plan_fetches(settings)
    _run_shards(console, "Fetching articles", stages.fetch_articles, settings, shards, jobs)
    console.print(f"Articles: {_count(stages.load_articles(settings))}")
    report = stages.publish_snapshot(settings, force=True)
    console.print(f"Snapshot: {report.skipped or report.path}\n")


def publish(force: Annotated[bool, typer.Option(help="Also when the newest snapshot is young.")] = False) -> None:
    """Publish the newest snapshot for analysts."""
    report = stages.publish_snapshot(Settings(), force=force)
    print(report.skipped or report.path)


def maintain(
    check_only: Annotated[bool, typer.Option("--check", help="Only compare with the ledger.")] = False,
) -> None:
    """Sweep, compact, and compare the tables with the ledger."""
    report = stages.maintain_warehouse(Settings(), check_only=check_only)
    Console().print(build_table("", ["what", "value"], report.model_dump().items()))


def rebuild() -> None:
    """Make the warehouse anew from the staged batches; the former file is kept beside it."""
    summary = stages.rebuild_warehouse(Settings())
    print(f"{summary.batches} batches, {summary.rows} rows; publish it with: namewire publish --force")


def serve_sample(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8700,
    publish_after: Annotated[
        float | None, typer.Option(help="Seconds until the held-back articles appear.")
    ] = None,
) -> None:
    """Serve the sample world on loopback until Ctrl-C."""
    from sample.server import run_server

    try:
        run_server(port, "127.0.0.1", publish_after)
    except OSError as error:
        raise ConfigError(f"port {port}: {error.strerror or error}; choose another with --port") from error


@replay_app.command("names")
def replay_names(dry_run: Annotated[bool, typer.Option(help="Only show the difference.")] = False) -> None:
    """Resolve again, with the lexicon as it is now, the stored articles that its change can touch."""
    _replay("names", dry_run)


@replay_app.command("text")
def replay_text(dry_run: Annotated[bool, typer.Option(help="Only show the difference.")] = False) -> None:
    """Make all articles again from the archived pages."""
    _replay("text", dry_run)


@replay_app.command("undo")
def replay_undo(batch: Annotated[str, typer.Argument(help="The batch, or the beginning of its id.")]) -> None:
    """Hide the rows of a replay: the former ones show again."""
    print(f"undone: {stages.undo_batch(Settings(), batch)}")


def _replay(what: Any, dry_run: bool) -> None:
    settings = Settings()
    console = Console()
    plan = stages.plan_replays(settings, what)
    touched = f"{plan.touched} of {plan.articles} articles can be touched." if what == "names" else ""
    console.print(touched or f"{plan.articles} articles are made anew.")
    for shard in plan.shards:
        report = stages.replay_articles(settings, shard, what)
        console.print(f"{report.shard}: {report.done} articles")
    difference = stages.compare_replays(settings)
    console.print(
        build_table(
            "Difference",
            ["entity", "alias", "before", "after"],
            (tuple(d.model_dump().values()) for d in difference),
        )
    )
    if what == "text":
        columns = ["publisher", "articles", "changed", "words before", "words after", "furniture"]
        texts = (tuple(d.model_dump().values()) for d in stages.compare_texts(settings))
        console.print(build_table("Texts", columns, texts))
    if dry_run:
        stages.drop_replays(settings)
        console.print("Nothing was loaded.")
        return
    summary = stages.load_replays(settings)
    if not summary.batches:
        console.print("There was nothing to load.")
        return
    console.print(f"Loaded {summary.rows} rows. To undo it: namewire replay undo {summary.batch_id[:12]}")


def _run_shards(
    console: Console,
    title: str,
    stage: Callable[..., Any],
    settings: Settings,
    shards: Sequence[stages.Shard],
    jobs: int,
) -> None:
    total = sum(len(shard.ids) for shard in shards)
    with _show_progress(console, title, total) as advance:
        if jobs == 1:
            for shard in shards:
                stage(settings, shard, tick=lambda name: advance(1))
            return
        with ProcessPoolExecutor(jobs) as pool:
            for report in pool.map(partial(stage, settings), shards):
                advance(report.done)


@contextmanager
def _show_progress(console: Console, title: str, total: int) -> Any:
    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(title, total=total)
        yield lambda count: progress.advance(task, count)


def _count(summary: stages.LoadSummary) -> str:
    return ", ".join(f"{count} {name}" for name, count in summary.counts.items() if count) or "none"
