"""`sql`, `shell` and `status`: read the newest snapshot; the warehouse itself is never opened by a reader."""

import sys
from typing import Annotated

import typer
from rich.console import Console

from pipeline.cli.tables import build_table, print_result
from pipeline.errors import NamewireError
from pipeline.settings import Settings
from pipeline.warehouse import find_newest_snapshot, query_snapshot

_STATUS = (
    (
        "Feeds",
        """
        select state, count(*) as feeds, max(last_success_at) as last_success
        from feed_health group by state order by feeds desc
        """,
    ),
    (
        "Entries by outcome",
        "select outcome, coalesce(reason, '') as reason, entries from ledger order by entries desc",
    ),
    (
        "Latest batches",
        "select load_seq, kind, rows, loaded_at, note from batches order by load_seq desc limit 8",
    ),
    (
        "Quarantine",
        "select state, kind, reason, count(*) as cases from quarantine group by all order by state desc, cases desc",
    ),
    (
        "Feeds that need a look",
        """
        select publisher, title, state, failures, last_error, next_poll_at
        from feed_health where state not in ('healthy', 'new') order by failures desc, title limit 20
        """,
    ),
)


def sql(statement: Annotated[str, typer.Argument(help="A query over the tables of docs/analysts.md.")]) -> None:
    """Run a query on the newest snapshot: a table on a terminal, else CSV."""
    print_result(query_snapshot(Settings(), statement))


def shell() -> None:
    """Query the newest snapshot line by line; a query ends with a semicolon."""
    settings = Settings()
    is_terminal = sys.stdin.isatty()
    if is_terminal:
        import readline  # noqa: F401  (gives input() its history)

        print(f"{find_newest_snapshot(settings)}\nA query ends with ; and Ctrl-D leaves. Try: show tables;")
    statement = ""
    while (line := _read_line("....> " if statement else "news> ", is_terminal)) is not None:
        statement = f"{statement}\n{line}".strip()
        if not statement.endswith(";"):
            continue
        try:
            print_result(query_snapshot(settings, statement))
        except NamewireError as error:
            print(error, file=sys.stderr)
        statement = ""


def status() -> None:
    """Show how feeds, entries and batches stand in the newest snapshot."""
    settings = Settings()
    console = Console()
    console.print(f"Newest snapshot: {find_newest_snapshot(settings)}\n")
    for title, statement in _STATUS:
        result = query_snapshot(settings, statement)
        console.print(build_table(title, result.column_names, (tuple(r.values()) for r in result.to_pylist())))


def _read_line(prompt: str, is_terminal: bool) -> str | None:
    try:
        return input(prompt if is_terminal else "")
    except EOFError:
        return None
