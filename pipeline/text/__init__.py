"""Page → article. Pure: bytes in, records out; trafilatura is known here only.

An article's text is a paragraph a line, in NFC; cleaned plain text may keep one empty line between paragraphs.
"""

from pipeline.text.addresses import find_addresses, find_host
from pipeline.text.alternates import find_alternates
from pipeline.text.article import EXTRACTOR_VERSION, extract_article
from pipeline.text.blocks import PublishedText, find_furniture
from pipeline.text.characters import drop_dateline, hash_text
from pipeline.text.cleaning import clean_text
from pipeline.text.datelines import find_dateline
from pipeline.text.differences import Change, compare_texts
from pipeline.text.furniture import (
    NO_FURNITURE,
    Furniture,
    decide_furniture,
    describe_count,
    find_position,
    hash_block,
)

__all__ = [
    "EXTRACTOR_VERSION",
    "NO_FURNITURE",
    "Change",
    "Furniture",
    "PublishedText",
    "clean_text",
    "compare_texts",
    "decide_furniture",
    "describe_count",
    "drop_dateline",
    "extract_article",
    "find_addresses",
    "find_alternates",
    "find_dateline",
    "find_furniture",
    "find_host",
    "find_position",
    "hash_block",
    "hash_text",
]
