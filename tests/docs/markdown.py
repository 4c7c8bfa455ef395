"""The Markdown of the documents, as far as the tests read it: fenced blocks, tables, links, headings."""

import re
from collections.abc import Iterator
from pathlib import Path

from schemas.records import Record

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = tuple(
    sorted(
        [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docker").glob("*.md")]
    )
)
_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


class Block(Record):
    """A fenced block: its info string, its text, and where it ends in the document."""

    info: str
    text: str
    end: int


def list_blocks(document: str, language: str) -> list[Block]:
    """Return the fenced blocks of a language, whatever else their info strings say."""
    found = (Block(info=m["info"].strip(), text=m["text"], end=m.end()) for m in _FENCE.finditer(document))
    return [block for block in found if block.info.split(" ")[0] == language]


def list_commands(document: str) -> Iterator[str]:
    """Yield the shell lines of a document, and inline code that may be one; comments are cut off."""
    for block in list_blocks(document, "sh"):
        for line in block.text.replace("\\\n", " ").splitlines():
            yield line.partition("  #")[0].strip()
    yield from _CODE.findall(_FENCE.sub("", document))


def list_links(document: str) -> list[str]:
    """Return the targets of all links outside of fenced blocks."""
    return [match["target"] for match in _LINK.finditer(_FENCE.sub("", document))]


def list_anchors(document: str) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them.

    >>> sorted(list_anchors("# One, two `three`"))
    ['one-two-three']
    """
    headings = _HEADING.findall(_FENCE.sub("", document))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
