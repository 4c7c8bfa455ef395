"""`namewire names import`, `layers` and `remove`: names from other people's lists, in layers of their own."""

import re
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.cli.tables import build_table
from pipeline.errors import ConfigError
from pipeline.names.imports import FORMATS, Counted, ImportOptions
from pipeline.settings import Settings
from pipeline.stages.clock import read_clock
from pipeline.stages.importing import ImportOrder, ImportPlan, plan_import
from pipeline.stages.layers import read_headers, remove_layer_file, write_layer_file

_FAULTS = 20
_ENDINGS = re.compile(r"(\.(gz|bz2|jsonl?|csv|tsv|txt|ftm|nested))+$", re.IGNORECASE)


def register(app: typer.Typer) -> None:
    """Give `namewire names` the commands for layers."""
    app.command("import")(import_layer)
    app.command("layers")(list_layers)
    app.command("remove")(remove_layer)


def import_layer(
    file: Annotated[str, typer.Argument(help="The list, perhaps packed (gzip, bzip2); - for standard input.")],
    source: Annotated[str, typer.Option(help="Who says so; kept with each name.")],
    licence: Annotated[str, typer.Option("--licence", "--license", help="Its licence; kept with each name.")],
    layer: Annotated[str, typer.Option(help="The layer to write; named like the file where left out.")] = "",
    form: Annotated[str, typer.Option("--format", help="ftm, wikidata or csv; guessed where left out.")] = "",
    languages: Annotated[str, typer.Option(help="Only names in these, such as en,ru,ar.")] = "",
    kinds: Annotated[str, typer.Option(help="Only entities of these kinds, such as person,armed-group.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and no more.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
) -> None:
    """Import names as a layer of their own, below the curated ones: FollowTheMoney, Wikidata JSON or CSV."""
    settings = Settings()
    if not source.strip() or not licence.strip():
        raise ConfigError("--source and --licence must say something: an analyst sees them beside each name")
    if form and form not in FORMATS:
        raise ConfigError(f"--format {form}: is none of {', '.join(FORMATS)}")
    order = ImportOrder(
        file=file,
        form=form,
        layer=layer or _name_layer(file),
        options=ImportOptions(
            source=source.strip(), licence=licence.strip(), languages=_split(languages), kinds=_split(kinds)
        ),
    )
    plan = plan_import(settings, order, read_clock().date())
    _show_plan(file, plan)
    if dry_run:
        print("Nothing was written.")
    elif plan.changes.is_empty:
        print(f"Layer {order.layer} is as it was; nothing was written.")
    elif yes or _confirm(file, f"Write layer {order.layer}?"):
        print(f"Wrote {write_layer_file(settings, plan.layer)}")
        print("New articles are read with it from now on; `namewire replay names` reads the others again.")
    else:
        print("Nothing was written.")


def list_layers() -> None:
    """List the imported layers with their sources and licences."""
    headers = read_headers(Settings())
    columns = ["layer", "entities", "aliases", "source", "licence", "file", "made_on"]
    Console().print(build_table("", columns, ([getattr(header, name) for name in columns] for header in headers)))
    print(f"{len(headers)} layer{'' if len(headers) == 1 else 's'}")


def remove_layer(
    layer: str, yes: Annotated[bool, typer.Option("--yes", help="Remove without asking.")] = False
) -> None:
    """Remove an imported layer; curated names are not touched."""
    if not yes and not _confirm("", f"Remove layer {layer}?"):
        print("Nothing was removed.")
        return
    print(f"Removed {remove_layer_file(Settings(), layer)}")


def _show_plan(file: str, plan: ImportPlan) -> None:
    imported = plan.imported
    for line, fault in imported.faults[:_FAULTS]:
        print(f"{file}:{line}: {fault}", file=sys.stderr)
    if imported.fault_count > _FAULTS:
        more = imported.fault_count - _FAULTS
        print(f"{file}: {more:,} more that cannot be read", file=sys.stderr)
    header = plan.layer.header
    print(
        f"{file}: {plan.form}, {imported.lines:,} records, {imported.fault_count:,} that cannot be read;"
        f" {header.entities:,} entities with {header.aliases:,} aliases"
    )
    for title, counts in (
        ("Left out", imported.skipped),
        ("Names refused", imported.refused),
        ("Names that need evidence", imported.careful),
        ("Curated names win", plan.changes.curated),
        (f"Entities of layer {header.layer}", plan.changes.entities),
        (f"Aliases of layer {header.layer}", plan.changes.aliases),
    ):
        _show_counts(title, counts)


def _show_counts(title: str, counts: tuple[Counted, ...]) -> None:
    if counts:
        rows = [(counted.what, counted.count, ", ".join(counted.samples)) for counted in counts]
        Console().print(build_table(title, ["what", "count", "for example"], rows))


def _confirm(file: str, question: str) -> bool:
    if file == "-":
        raise ConfigError("standard input is the list itself, so nobody can be asked: say --yes or --dry-run")
    return typer.confirm(question)


def _name_layer(file: str) -> str:
    if file == "-":
        raise ConfigError("standard input has no name: say --layer")
    return re.sub(r"[^a-z0-9]+", "-", _ENDINGS.sub("", Path(file).name).lower()).strip("-")


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
