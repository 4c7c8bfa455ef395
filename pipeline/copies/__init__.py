"""Articles → fingerprints → relations → stories. Pure: candidates and known relations are handed in."""

from pipeline.copies.family import find_family
from pipeline.copies.fingerprint import fingerprint_text
from pipeline.copies.outcome import EntryOutcome, decide_outcome
from pipeline.copies.relation import MATCHER_VERSION, relate_articles, relate_pair
from pipeline.copies.story import group_stories

__all__ = [
    "MATCHER_VERSION",
    "EntryOutcome",
    "decide_outcome",
    "find_family",
    "fingerprint_text",
    "group_stories",
    "relate_articles",
    "relate_pair",
]
