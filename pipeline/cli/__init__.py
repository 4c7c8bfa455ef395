"""`namewire`: the same stages and filters without Airflow.

Exit status: 0 done, 1 failed, 2 wrong usage. Errors are one line on standard error, never a traceback.
"""

import logging
import os
import sys

import typer
from pydantic import ValidationError

from pipeline.cli import filters, furniture, lexicon, line, quarantine, queries, registry, revisions
from pipeline.errors import NamewireError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="News in, names straight."
)
app.command("parse-feed")(filters.parse_feed)
app.command()(filters.extract)
app.command()(filters.resolve)
app.command()(filters.relate)
app.command()(line.run)
app.command()(queries.sql)
app.command()(queries.shell)
app.command()(queries.status)
app.command()(revisions.diff)
app.command()(line.publish)
app.command()(line.maintain)
app.command()(line.rebuild)
app.command()(line.serve_sample)
app.add_typer(line.replay_app, name="replay")
app.add_typer(registry.app, name="feeds")
app.add_typer(lexicon.app, name="names")
app.add_typer(furniture.app, name="furniture")
app.add_typer(quarantine.app, name="quarantine")


def main() -> None:
    """Run the command line and leave with its exit status."""
    logging.basicConfig(
        level=os.environ.get("NAMEWIRE_LOG_LEVEL", "WARNING"), format="%(message)s", stream=sys.stderr
    )
    stdout = sys.stdout
    try:
        _run_app()
    except NamewireError as error:
        sys.exit(_complain(str(error)))
    except ValidationError as error:
        sys.exit(_complain(_explain_setting(error)))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output left (`| head`): point the descriptor away so that the exit flush is silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        sys.exit(0)


def _run_app() -> None:
    """Run the app; what it printed is written out here and not at exit, where nobody would catch a broken pipe.

    Raises:
        BrokenPipeError: The reader of our output left. Typer would call it a failure of ours, and says so only by
            putting a stand-in in the place of standard output.
    """
    stdout = sys.stdout
    try:
        app()
    except SystemExit:
        if sys.stdout is not stdout:
            raise BrokenPipeError from None
        stdout.flush()
        raise


def _complain(message: str) -> int:
    print(f"namewire: {message}", file=sys.stderr)
    return 1


def _explain_setting(error: ValidationError) -> str:
    first = error.errors()[0]
    name = "NAMEWIRE_" + "__".join(str(part).upper() for part in first["loc"])
    return f"{name}: {first['msg']}"
