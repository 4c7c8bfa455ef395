"""`namewire furniture`: what publishers print on page after page, and what texts leave out of it."""

from typing import Annotated

import typer
from rich.console import Console

from pipeline import stages
from pipeline.cli.tables import build_table
from pipeline.errors import ConfigError
from pipeline.settings import Settings
from pipeline.warehouse import Warehouse
from schemas.rows import FurnitureRow

app = typer.Typer(no_args_is_help=True, help="What publishers print on page after page.")

_EXAMPLES = 10
_SHOWN_HASH = 11


@app.command()
def learn() -> None:
    """Count what recurs in the texts of each publisher, and decide what of it new articles leave out."""
    report = stages.learn_furniture(Settings())
    print(f"{report.blocks} blocks recur, {report.furniture} of them are furniture: {report.learnt} new.")
    if report.dropped:
        print(f"{report.dropped} blocks are text again.")
    if report.learnt or report.dropped:
        print("Articles that are there already change with: namewire replay text")


@app.command("list")
def list_blocks(
    publisher: Annotated[str, typer.Option(help="Only publishers whose name contains this.")] = "",
    all_blocks: Annotated[bool, typer.Option("--all", help="Also what recurs and stays in the texts.")] = False,
) -> None:
    """List the blocks that are left out, by publisher, the most frequent first."""
    rows = [
        row
        for row in Warehouse(Settings()).read_furniture()
        if publisher.lower() in row.publisher.lower() and (all_blocks or row.state == "furniture")
    ]
    columns = ["publisher", "block", "state", "articles", "of", "stories", "position", "words"]
    Console().print(build_table("", columns, [_list_cells(row) for row in rows]))


@app.command()
def show(block: Annotated[str, typer.Argument(help="The block, or the beginning of its hash.")]) -> None:
    """Show a block, why it is furniture or text, and the newest articles from which it was left out."""
    warehouse = Warehouse(Settings())
    found = [row for row in warehouse.read_furniture() if row.block_hash.startswith(block)]
    if not found:
        raise ConfigError(
            f"{block}: no block that was counted has a hash that begins so; see namewire furniture list"
        )
    for row in found:
        print(f"{row.publisher}: {row.block_hash}\n{row.words}\n{row.state}: {row.reason}")
        print(
            f"first seen {row.first_seen_at:%Y-%m-%d}, last seen {row.last_seen_at:%Y-%m-%d}, {row.stories} stories"
        )
        for example in warehouse.read_furniture_examples(row, _EXAMPLES):
            print(f"  {example.position}: {example.title}  {example.url}")


def _list_cells(row: FurnitureRow) -> tuple[str | int, ...]:
    return (
        row.publisher, row.block_hash[:_SHOWN_HASH], row.state, row.articles, row.of_articles, row.stories,
        row.position, row.words,
    )  # fmt: skip
