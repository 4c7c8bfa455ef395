"""`namewire names`: look after the lexicon."""

import typer

from pipeline import names
from pipeline.cli import explaining, importing, judging
from pipeline.errors import DataError
from pipeline.settings import Settings
from pipeline.stages.preparing import read_lexicon_files

app = typer.Typer(no_args_is_help=True, help="The lexicon of names.")
app.command()(explaining.explain)
importing.register(app)
judging.register(app)


@app.callback()
def choose() -> None:
    """Look after the lexicon."""


@app.command()
def lint() -> None:
    """Check the shipped lexicon with the files of data/lexicon/ laid over it; a line a fault."""
    faults = names.lint_lexicon(read_lexicon_files(Settings()))
    for fault in faults:
        print(fault)
    if faults:
        raise DataError(f"{len(faults)} faults in the lexicon")
    print("The lexicon has no faults.")
