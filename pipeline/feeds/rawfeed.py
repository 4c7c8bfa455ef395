"""What a feed document says, as it says it: between the readers of the formats and the cleaning of entries."""

from dataclasses import dataclass, field

from schemas.records import FreshnessHints


@dataclass(frozen=True, slots=True)
class RawItem:
    """One item, uncleaned. `base` is the xml:base in force, `problem` why the item cannot be read at all."""

    guid: str | None = None
    link: str | None = None
    title: str = ""
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    base: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A document: its title, the name of its format, and its items in their order."""

    title: str
    format: str
    items: tuple[RawItem, ...]
    language: str | None = None
    hints: FreshnessHints = field(default_factory=FreshnessHints)
    notes: tuple[str, ...] = ()
