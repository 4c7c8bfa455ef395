"""`namewire quarantine list`, `show` and `replay`: what could not be read, and another try at it."""

import sys
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from pipeline.cli.tables import print_result
from pipeline.errors import ConfigError
from pipeline.settings import Settings
from pipeline.stages.retrying import find_cases, read_bytes, replay_quarantine
from pipeline.warehouse import Warehouse
from schemas.records import QuarantinedCase

app = typer.Typer(no_args_is_help=True, help="What could not be read, with its bytes.")

_COLUMNS = "quarantine_id, kind, state, reason, times_seen, last_seen_at, bytes, url, note"
Reason = Annotated[str, typer.Option(help="Only cases whose reason contains this.")]


@app.command("list")
def list_cases(
    reason: Reason = "",
    kind: Annotated[str, typer.Option(help="Only feed, item, page or batch.")] = "",
    state: Annotated[str, typer.Option(help="Only waiting, replayed or expired.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
) -> None:
    """List the cases in quarantine, those last met first."""
    found = Warehouse(Settings()).query(f"SELECT {_COLUMNS} FROM quarantine ORDER BY last_seen_at DESC NULLS LAST")  # noqa: S608 - columns of ours
    wanted = {"kind": kind, "state": state}
    kept = [
        index
        for index, row in enumerate(found.to_pylist())
        if reason.lower() in row["reason"].lower()
        and all(value in ("", row[name]) for name, value in wanted.items())
    ]
    print_result(found.take(pa.array(kept[:limit], pa.int64())))


@app.command()
def show(
    case_id: Annotated[str, typer.Argument(help="The case, or the beginning of its id.")],
    to: Annotated[str, typer.Option("--bytes", help="Write its bytes to this file, or to standard output: -")] = "",
) -> None:
    """Show a case and where its bytes are; with --bytes, write them."""
    settings = Settings()
    found = [case for case in Warehouse(settings).read_quarantine() if case.quarantine_id.startswith(case_id)]
    if len(found) != 1:
        raise ConfigError(f"{case_id}: {len(found)} cases have an id that begins so; see namewire quarantine list")
    if to == "-":
        sys.stdout.buffer.write(read_bytes(settings, found[0]))
        return
    if to:
        _write(Path(to), read_bytes(settings, found[0]))
    for name, value in found[0].model_dump().items():
        if value not in (None, ""):
            print(f"{name}: {value}")


@app.command()
def replay(
    case_ids: Annotated[list[str] | None, typer.Argument(help="Cases, or the beginnings of their ids.")] = None,
    reason: Reason = "",
    everything: Annotated[bool, typer.Option("--all", help="Every case that waits.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would become of them, load nothing.")
    ] = False,
) -> None:
    """Read cases again with the code of now, without network, and load what succeeds; the others wait on."""
    if not (case_ids or reason or everything):
        raise typer.BadParameter("give cases, --reason or --all")
    settings = Settings()
    before = find_cases(settings, case_ids or (), reason)
    after = replay_quarantine(settings, before, dry_run=dry_run)
    print_result(_tabulate(after))
    replayed = sum(case.state == "replayed" for case in after)
    print(f"{replayed} of {len(before)} replayed" + (", nothing was loaded" if dry_run else ""), file=sys.stderr)


def _tabulate(cases: tuple[QuarantinedCase, ...]) -> pa.Table:
    columns = ("quarantine_id", "kind", "state", "reason", "url", "note")
    return pa.table({name: pa.array([getattr(case, name) for case in cases], pa.string()) for name in columns})


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from error
