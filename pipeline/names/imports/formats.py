"""Which format a file has, and the parser of each."""

from collections.abc import Iterable, Iterator

from pipeline.names.imports.followthemoney import parse_followthemoney
from pipeline.names.imports.source import SkippedLine, SourceItem, find_broken_text
from pipeline.names.imports.tables import parse_table
from pipeline.names.imports.wikidata import parse_wikidata

FORMATS = {"ftm": parse_followthemoney, "wikidata": parse_wikidata, "csv": parse_table}
"""The formats by the name that the command takes."""


def guess_format(head: str) -> str:
    """Guess the format from the beginning of a file, some thousand characters of it.

    >>> guess_format('{"id": "NK-1", "schema": "Person", "properties": {}}')
    'ftm'
    >>> guess_format('[\\n{"type": "item", "id": "Q1"')
    'wikidata'
    """
    begin = head.lstrip("\ufeff \t\r\n")
    if begin.startswith("["):
        return "wikidata"
    if not begin.startswith("{"):
        return "csv"
    return "ftm" if '"schema"' in begin or '"properties"' in begin.partition('"labels"')[0] else "wikidata"


def parse_source(form: str, lines: Iterable[str]) -> Iterator[SourceItem]:
    """Parse the lines of a file of a format; a line that is not UTF-8 is skipped with that reason."""
    broken: list[SkippedLine] = []
    for item in FORMATS[form](_number_lines(lines, broken)):
        while broken:
            yield broken.pop(0)
        yield item
    yield from broken


def _number_lines(lines: Iterable[str], broken: list[SkippedLine]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        text = line.removeprefix("\ufeff") if number == 1 else line
        if find_broken_text(text):
            broken.append(SkippedLine(number, "not UTF-8; save the file as UTF-8", is_fault=True))
        elif text.strip() or number == 1:
            yield number, text
