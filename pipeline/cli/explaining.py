"""`namewire names explain`: what became of every name in a text, and why."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from pipeline import names
from pipeline.cli.inputs import read_moment, read_text
from pipeline.errors import ConfigError
from pipeline.settings import Settings
from pipeline.stages.preparing import read_lexicon
from schemas.records import Alias, Document


def explain(
    text: Annotated[str, typer.Argument(help="The text itself, or - for standard input.", show_default=False)],
    title: Annotated[str, typer.Option(help="A headline that belongs to it.")] = "",
    on: Annotated[str, typer.Option(help="The day on which it was published, as 2015-06-23.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
) -> None:
    """Show for every place that a name may stand at which aliases matched, which rule decided, and on what."""
    try:
        published_at = read_moment(on or None)
    except ValueError as error:
        raise ConfigError(f"--on {on}: {error}") from error
    given = read_text("-") if text == "-" else text
    document = Document(title=_mend(title), text=_mend(given), published_at=published_at)
    explained = names.explain(document, read_lexicon(Settings()))
    for explanation in explained:
        if as_json:
            sys.stdout.write(json.dumps(explanation.model_dump(mode="json"), ensure_ascii=False) + "\n")
        else:
            print("\n".join(_write_lines(explanation)))
    if not explained and not as_json:
        print("No spelling of the lexicon stands in the text.")


def _mend(given: str) -> str:
    """Replace what a shell hands over of bytes that are no UTF-8, one character each, so that places stay."""
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in given)


def _write_lines(explanation: names.Explanation) -> Iterator[str]:
    place = f"{'title ' if explanation.in_title else ''}{explanation.start_char}-{explanation.end_char}"
    meaning = explanation.entity_id or ("nobody" if explanation.rule == "none" else "open")
    yield f"{place}  {' '.join(explanation.surface.split())}  →  {meaning}"
    yield f"    {explanation.rule}: {explanation.evidence}"
    for claim in explanation.claims:
        yield f"    {claim.entity_id}: {_describe_alias(claim.alias)}"


def _describe_alias(alias: Alias) -> str:
    facts = [alias.strength, alias.language, alias.source]
    if alias.valid_from or alias.valid_to:
        facts.append(f"{alias.valid_from or ''}..{alias.valid_to or ''}")
    if alias.needs:
        shown = alias.needs[:6]
        facts.append(f"needs {', '.join(shown)}{' …' if len(alias.needs) > len(shown) else ''}")
    return f"“{alias.text}” ({'; '.join(facts)})"
