"""What an ingested entry becomes: one counted outcome an entry."""

from typing import Literal

from schemas.records import IngestedEntry, KnownArticle

EntryOutcome = Literal["loaded", "revised", "unchanged", "duplicate"]


def decide_outcome(entry: IngestedEntry, known: KnownArticle | None) -> EntryOutcome:
    """Return what becomes of an entry with an article, given what the warehouse holds under its addresses.

    Nothing known there is `loaded`, another text is `revised`. The same text is `unchanged` where the article
    already came through this entry, and `duplicate` where it came through another.
    """
    if known is None:
        return "loaded"
    if entry.text_hash != known.text_hash:
        return "revised"
    return "unchanged" if entry.entry_id in known.entry_ids else "duplicate"
