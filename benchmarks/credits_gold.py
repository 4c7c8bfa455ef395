"""The gold set of credits: labelled documents → what is given to the extractor, and the credits that are wanted.

The format is in tests/gold/credits/README.md. Nothing here extracts or scores.
"""

import html
import re
from pathlib import Path
from typing import NamedTuple, get_args

import yaml

from schemas.records import CreditRole

GOLD_DIR = Path(__file__).resolve().parent.parent / "tests" / "gold" / "credits"
ROLES: tuple[str, ...] = get_args(CreditRole)
EITHER = "?"
PAGE_URL = "https://www.harbourpost.example/news/1"
_LABEL = re.compile(r"\[\[(?P<surface>[^\[\]|]+)\|(?P<roles>[^\[\]|]+)(?:\|(?P<name>[^\[\]|]+))?\]\]")
_TAGS = re.compile(r"<(script|style|head)\b.*?</\1>|<[^>]*>", re.DOTALL)
_FIELDS = frozenset({"title", "url", "source", "author"})


class CreditGoldError(ValueError):
    """A gold file that is not as its format says; the message begins with file and document."""


class WantedCredit(NamedTuple):
    """A label: any of `roles` is right; `EITHER` as the only one judges nothing. `surface` stands in the document."""

    roles: tuple[str, ...]
    name: str
    surface: str


class CreditDocument(NamedTuple):
    """A document without its markup. `is_page` says that `content` is HTML; `fields` are the lines with `@`."""

    name: str
    language: str
    is_page: bool
    content: str
    fields: dict[str, str]
    wanted: tuple[WantedCredit, ...]

    @property
    def said(self) -> str:
        """What a reader sees: the text, or the page without its tags and scripts; spaces as single ones."""
        seen = html.unescape(_TAGS.sub(" ", self.content)) if self.is_page else self.content
        return " ".join(seen.split())


def read_credit_gold(folder: Path = GOLD_DIR) -> list[CreditDocument]:
    """Read all documents in the order of file names. Raises CreditGoldError naming file and document."""
    prose = yaml.safe_load((folder / "prose.yaml").read_text("utf-8"))
    documents = []
    for path in sorted(folder.glob("*-*.txt")):
        language = path.name.partition("-")[0]
        _, *parts = re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)
        documents += [_parse_document(path.name, language, part, prose[language]) for part in parts]
    return documents


def _parse_document(file: str, language: str, part: str, prose: list[str]) -> CreditDocument:
    name, _, rest = part.partition("\n")
    fields: dict[str, str] = {}
    wanted: list[WantedCredit] = []
    while rest.startswith("@"):
        line, _, rest = rest.partition("\n")
        key, _, value = line[1:].partition(" ")
        if key not in _FIELDS:
            raise CreditGoldError(f"{file}, {name}: no such line: @{key}")
        fields[key] = _strip_labels(f"{file}, {name}", value, wanted)
    content = _strip_labels(f"{file}, {name}", rest, wanted)
    is_page = content.startswith("<")
    filling = "\n".join(f"<p>{paragraph}</p>" for paragraph in prose) if is_page else "\n".join(prose)
    content = content.replace("%prose", filling).strip()
    return CreditDocument(name, language, is_page, content, fields, tuple(wanted))


def _strip_labels(place: str, marked: str, wanted: list[WantedCredit]) -> str:
    """Take the labels out of a text and add what they want to `wanted`."""

    def take(found: re.Match[str]) -> str:
        surface, roles = found["surface"], tuple(found["roles"].split("/"))
        if unknown := set(roles) - {EITHER, *ROLES}:
            raise CreditGoldError(f"{place}: no such role: {', '.join(sorted(unknown))}")
        wanted.append(WantedCredit(roles, found["name"] or surface, surface))
        return surface

    bare = _LABEL.sub(take, marked)
    if "[[" in bare or "]]" in bare:
        raise CreditGoldError(f"{place}: a label that is not [[surface|role]] or [[surface|role|name]]")
    return bare
