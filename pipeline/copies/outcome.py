"""What an ingested entry becomes: one counted outcome an entry."""

from typing import Literal

from schemas.records import IngestedEntry, KnownArticle

EntryOutcome = Literal["loaded", "revised", "unchanged", "duplicate"]


def decide_outcome(entry: IngestedEntry, known: KnownArticle | None) -> EntryOutcome:
    """Return what becomes of an entry with an article, given what the warehouse holds under its addresses.

    Nothing known there is `loaded`, another text or headline is `revised`. The same is `unchanged` where the
    article already came through this entry, and `duplicate` where it came through another.
    """
    if known is None:
        return "loaded"
    if entry.text_hash != known.text_hash or _is_retitled(entry, known):
        return "revised"
    return "unchanged" if entry.entry_id in known.entry_ids else "duplicate"


def _is_retitled(entry: IngestedEntry, known: KnownArticle) -> bool:
    """Say whether the headline has other letters or digits than before."""
    if entry.article is None or known.title is None:
        return False
    return _fold(entry.article.title) != _fold(known.title)


def _fold(title: str) -> str:
    return "".join(filter(str.isalnum, title.casefold()))
