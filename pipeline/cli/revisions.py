"""`namewire diff`: what was changed in an article, word by word."""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from pipeline import text
from pipeline.errors import ConfigError
from pipeline.settings import Settings
from pipeline.warehouse import read_revisions
from schemas.rows import StoredRevision

_MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
_STYLES = {"same": "", "removed": "red strike", "added": "bold green"}


def diff(
    article: Annotated[str, typer.Argument(help="Its id, or one of its addresses.", show_default=False)],
    revision: Annotated[
        int | None, typer.Option(min=2, help="The revision to compare with the one before it; else the last.")
    ] = None,
) -> None:
    """Show what was changed in an article: in colours on a terminal, else as [-removed-] and {+added+}."""
    revisions = read_revisions(Settings(), article)
    if not revisions:
        raise ConfigError(f"{article}: no article of the newest snapshot has this id or address")
    if len(revisions) == 1 and revision is None:
        print(f"{revisions[0].article_id} has one revision: nothing was changed.")
        return
    before, after = _choose_revisions(revisions, revision)
    is_plain = not sys.stdout.isatty()
    for line in _write_difference(before, after, is_plain):
        Console(soft_wrap=is_plain, highlight=False).print(line)


def _choose_revisions(
    revisions: Sequence[StoredRevision], revision: int | None
) -> tuple[StoredRevision, StoredRevision]:
    numbers = [stored.revision for stored in revisions]
    place = len(numbers) - 1 if revision is None else numbers.index(revision) if revision in numbers else 0
    if place == 0:
        known = ", ".join(map(str, numbers[1:])) or "none"
        raise ConfigError(f"{revisions[0].article_id}: no such revision: {revision}; to compare there is: {known}")
    return revisions[place - 1], revisions[place]


def _write_difference(before: StoredRevision, after: StoredRevision, is_plain: bool) -> Iterator[Text]:
    """Write the headline, then each changed paragraph; of those between only the number."""
    yield Text(f"{after.publisher}, {after.url}")
    yield Text(f"revision {before.revision} of {before.fetched_at:%Y-%m-%d %H:%M} UTC")
    yield Text(f"revision {after.revision} of {after.fetched_at:%Y-%m-%d %H:%M} UTC")
    for paragraph in text.compare_texts(before.title, after.title):
        yield Text("")
        yield _write_paragraph(paragraph, is_plain)
    for is_same, group in groupby(text.compare_texts(before.text, after.text), key=_is_same):
        paragraphs = list(group)
        if is_same:
            yield Text("")
            yield Text(f"… {len(paragraphs)} unchanged …", style="" if is_plain else "dim")
            continue
        for paragraph in paragraphs:
            yield Text("")
            yield _write_paragraph(paragraph, is_plain)


def _is_same(paragraph: Sequence[text.Change]) -> bool:
    return all(change.kind == "same" for change in paragraph)


def _write_paragraph(paragraph: Sequence[text.Change], is_plain: bool) -> Text:
    written = Text()
    for place, change in enumerate(paragraph):
        written.append(" " if place else "")
        words = _MARKS[change.kind].format(change.words) if is_plain else change.words
        written.append(words, style="" if is_plain else _STYLES[change.kind])
    return written
