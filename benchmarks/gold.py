"""The gold set of names: labelled documents → text, labels and offsets. The format is in tests/gold/names/README.md.

Labels stand in the text as `[[surface|wanted]]` or `[[surface|wanted|kind]]`. Nothing here resolves or scores.
"""

import re
from collections.abc import Container
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

GOLD_DIR = Path(__file__).resolve().parent.parent / "tests" / "gold" / "names"
OPEN = "?"
NOT_A_NAME = "!"
KINDS = frozenset({"ordinary", "is", "possessive", "definition", "dated", "script", "surname", "look-alike"})
_HEAD = ("published", "language", "before_rules")
_LABEL = re.compile(r"\[\[(?P<inside>.*?)\]\]", re.DOTALL)
_MARKUP = re.compile(r"\[\[|\]\]")


class GoldError(ValueError):
    """A gold file that is not as its format says; the message begins with file and line."""


class Label(NamedTuple):
    """What a reader sees at a place: an entity's id, OPEN, or NOT_A_NAME. Offsets as in a mention."""

    start_char: int
    end_char: int
    surface: str
    wanted: str
    kind: str
    in_title: bool

    @property
    def wants_entity(self) -> bool:
        """Say whether an entity has to be given here."""
        return self.wanted not in (OPEN, NOT_A_NAME)


class GoldDocument(NamedTuple):
    """A document without its markup, and the labels that it had."""

    name: str
    published_at: datetime | None
    language: str
    before_rules: bool
    title: str
    text: str
    labels: tuple[Label, ...]


def read_gold(folder: Path, known: Container[str], pattern: str = "*.txt") -> list[GoldDocument]:
    """Read all documents of a folder, by name. `known` are the entity ids that a label may want.

    Raises GoldError naming file and line.
    """
    return [parse_gold(path.name, path.read_text("utf-8"), known) for path in sorted(folder.glob(pattern))]


def parse_gold(name: str, content: str, known: Container[str]) -> GoldDocument:
    """Parse one file of the gold set. Raises GoldError naming file and line."""
    head, mark, body = content.partition("\n---\n")
    if not mark:
        raise GoldError(f"{name}:1: no line '---' after the head")
    fields = _parse_head(name, head)
    title_line, _, rest = body.partition("\n")
    if not rest.startswith("\n"):
        raise GoldError(f"{name}:{len(_HEAD) + 3}: no blank line after the title")
    title, in_title = _strip_labels(name, title_line, len(_HEAD) + 2, True, known)
    text, in_text = _strip_labels(name, rest[1:].rstrip("\n"), len(_HEAD) + 4, False, known)
    return GoldDocument(
        name=name,
        published_at=_parse_day(name, fields["published"]),
        language=fields["language"],
        before_rules=fields["before_rules"] == "yes",
        title=title,
        text=text,
        labels=(*in_title, *in_text),
    )


def _parse_head(name: str, head: str) -> dict[str, str]:
    lines = head.split("\n")
    fields = {}
    for number, (line, wanted) in enumerate(zip(lines, _HEAD, strict=False), start=1):
        key, _, value = line.partition(":")
        if key != wanted or not value.strip():
            raise GoldError(f"{name}:{number}: '{wanted}: …' expected, not {line!r}")
        fields[key] = value.strip()
    if len(lines) != len(_HEAD):
        raise GoldError(f"{name}:{len(lines)}: the head has the lines {', '.join(_HEAD)} and no other")
    if fields["before_rules"] not in ("yes", "no"):
        raise GoldError(f"{name}:3: before_rules is yes or no, not {fields['before_rules']!r}")
    return fields


def _parse_day(name: str, published: str) -> datetime | None:
    if published == "unknown":
        return None
    try:
        return datetime.strptime(published, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise GoldError(f"{name}:1: published is a day or unknown, not {published!r}") from error


def _strip_labels(
    name: str, marked: str, line: int, in_title: bool, known: Container[str]
) -> tuple[str, tuple[Label, ...]]:
    """Take the markup out of a title or text that begins on `line`, and give its labels their offsets."""
    parts: list[str] = []
    labels = []
    length = at = 0
    for found in _LABEL.finditer(marked):
        place = f"{name}:{line + marked.count(chr(10), 0, found.start())}"
        surface, wanted, kind = _parse_label(place, found["inside"], known)
        before = _refuse_markup(name, marked, at, found.start(), line)
        start = length + len(before)
        length = start + len(surface)
        parts += (before, surface)
        labels.append(Label(start, length, surface, wanted, kind, in_title))
        at = found.end()
    parts.append(_refuse_markup(name, marked, at, len(marked), line))
    return "".join(parts), tuple(labels)


def _refuse_markup(name: str, marked: str, start: int, end: int, line: int) -> str:
    if stray := _MARKUP.search(marked, start, end):
        number = line + marked.count("\n", 0, stray.start())
        raise GoldError(f"{name}:{number}: '{stray.group()}' without its other half")
    return marked[start:end]


def _parse_label(place: str, inside: str, known: Container[str]) -> tuple[str, str, str]:
    """Return surface, what is wanted, and kind (by default look-alike for NOT_A_NAME, else ordinary)."""
    surface, *rest = inside.split("|")
    if "[[" in inside or len(rest) not in (1, 2) or not surface.strip() or surface != surface.strip():
        raise GoldError(f"{place}: [[surface|wanted]] or [[surface|wanted|kind]] expected, not [[{inside}]]")
    wanted = rest[0]
    kind = rest[1] if len(rest) == 2 else "look-alike" if wanted == NOT_A_NAME else "ordinary"
    if kind not in KINDS:
        raise GoldError(f"{place}: no such kind: {kind!r}; there are {', '.join(sorted(KINDS))}")
    if wanted not in (OPEN, NOT_A_NAME) and wanted not in known:
        raise GoldError(f"{place}: the lexicon has no entity {wanted!r}")
    return surface, wanted, kind
