"""`namewire names candidates`, `accept`, `reject`, `judgements` and `undo`: how the lexicon grows by judgements."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, get_args

import pyarrow as pa
import typer

from pipeline import names
from pipeline.cli.tables import print_result
from pipeline.errors import ConfigError
from pipeline.names.folding import fold_text
from pipeline.names.judgements import Acceptance, read_number
from pipeline.settings import Settings
from pipeline.stages.clock import read_clock
from pipeline.stages.judging import accept_name, read_judgements, reject_name, undo_judgement
from pipeline.stages.preparing import read_lexicon
from pipeline.warehouse import query_snapshot
from schemas.records import Strength

_COLUMNS = "name, kind, score, articles, publishers, first_seen, entity_id, other_forms, example"
_ORDER = "score DESC, publishers DESC, articles DESC, occurrences DESC, folded"
_NEXT = "See what it changes: namewire replay names --dry-run. Take it back: namewire names undo {}"
_Because = Annotated[str, typer.Option("--because", help="Why; kept with the judgement.")]
_Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


def register(app: typer.Typer) -> None:
    """Give `namewire names` the commands for judgements."""
    app.command("candidates")(list_candidates)
    app.command("accept")(accept)
    app.command("reject")(reject)
    app.command("judgements")(list_judgements)
    app.command("undo")(undo)


def list_candidates(
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 30,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only names first seen on this day or later.")
    ] = None,
) -> None:
    """List names that articles use and the lexicon lacks, the most useful first, from the newest snapshot."""
    settings = Settings()
    day = f"WHERE first_seen >= DATE '{since:%Y-%m-%d}'" if since else ""
    # More than asked for: some of them were judged since the snapshot was published.
    found = query_snapshot(
        settings,
        f"SELECT folded, {_COLUMNS} FROM name_candidates {day} ORDER BY {_ORDER} LIMIT {limit + 2000}",  # noqa: S608 - a date and a number
    )
    judged = {fold_text(judgement.name) for judgement in read_judgements(settings) if judgement.entity_id is None}
    lexicon = read_lexicon(settings)
    kept: list[int] = []
    pairs = zip(found.column("folded").to_pylist(), found.column("name").to_pylist(), strict=True)
    for index, (folded, name) in enumerate(pairs):
        if folded not in judged and not names.is_known(name, lexicon):
            kept.append(index)
        if len(kept) == limit:
            break
    print_result(found.take(pa.array(kept, pa.int64())).drop_columns(["folded"]))


def accept(
    name: Annotated[str, typer.Argument(help="The name as texts write it.")],
    entity: Annotated[str, typer.Option(help="The entity of the lexicon that it names.")] = "",
    new: Annotated[str, typer.Option(help="The id of a new entity, such as green-front.")] = "",
    kind: Annotated[str, typer.Option(help="The kind of the new entity, such as armed-group.")] = "",
    parent: Annotated[str, typer.Option(help="The entity that the new one is a branch of.")] = "",
    language: Annotated[str, typer.Option(help="The language of the name.")] = "en",
    strength: Annotated[
        str, typer.Option(help="strong, weak or ambiguous: how sure the name alone is.")
    ] = "strong",
    needs: Annotated[
        str, typer.Option(help="Words of which an ambiguous name needs one, such as front,rebels.")
    ] = "",
    valid_from: _Day = None,
    valid_to: _Day = None,
    because: _Because = "",
) -> None:
    """Give a name to an entity of the lexicon, or make a new one of it."""
    if bool(entity) == bool(new) or bool(new) != bool(kind) or (parent and not new):
        raise typer.BadParameter("give --entity SLUG, or --new SLUG with --kind KIND (and --parent SLUG)")
    if strength not in get_args(Strength):
        raise typer.BadParameter(f"--strength is one of {', '.join(get_args(Strength))}")
    wanted = Acceptance(
        name=name,
        entity_id=entity or new,
        entity_kind=kind or None,
        parent_id=parent or None,
        language=language,
        strength=strength,
        needs=tuple(need.strip() for need in needs.split(",") if need.strip()),
        valid_from=valid_from.date() if valid_from else None,
        valid_to=valid_to.date() if valid_to else None,
    )
    settings = Settings()
    others = sorted(
        {bearer.entity_id for bearer in read_lexicon(settings).find_bearers(fold_text(name))} - {wanted.entity_id}
    )
    _tell(accept_name(settings, wanted, read_clock().date(), because))
    if others:
        print(f"{name} is also a name of {', '.join(others)}; namewire names explain shows how texts decide.")


def reject(
    name: Annotated[str, typer.Argument(help="The name as texts write it.")],
    entity: Annotated[str, typer.Option(help="Take the name from this entity only.")] = "",
    because: _Because = "",
) -> None:
    """Say that a name is none for the lexicon; with --entity, that it does not name that entity."""
    _tell(reject_name(Settings(), name, read_clock().date(), entity or None, because))


def list_judgements() -> None:
    """List the judgements in force."""
    rows = [judgement.model_dump() for judgement in read_judgements(Settings())]
    columns = ["judgement_id", "judgement", "name", "entity_id", "judged_on", "note"]
    print_result(pa.table({column: [row[column] for row in rows] for column in columns}))


def undo(judgement: Annotated[str, typer.Argument(help="Its number, from namewire names judgements.")]) -> None:
    """Take a judgement back; articles that were resolved with it get their former rows, without fetching anything."""
    report = undo_judgement(Settings(), judgement)
    print(f"undone: {report.judgement.judgement_id} ({report.judgement.judgement} {report.judgement.name})")
    if report.hidden_batch:
        print(f"The rows of its replay {report.hidden_batch[:12]} are hidden; the former ones show again.")
    if report.replayed:
        print(f"{report.replayed} articles were resolved again without it.")
    if not report.hidden_batch and not report.replayed:
        print("No stored article was resolved with it.")


def _tell(path: Path) -> None:
    number = read_number(path.name)
    if number is None:
        raise ConfigError(f"{path}: has no number")
    print(f"judgement {number}: {path}")
    print(_NEXT.format(number))
