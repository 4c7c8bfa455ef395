"""Page → article. Pure: bytes in, records out; trafilatura and htmldate are known here only.

An article's text is a paragraph a line, in NFC; cleaned plain text may keep one empty line between paragraphs.
"""

from pipeline.text.addresses import find_addresses
from pipeline.text.article import EXTRACTOR_VERSION, extract_article
from pipeline.text.characters import hash_text
from pipeline.text.cleaning import clean_text

__all__ = ["EXTRACTOR_VERSION", "clean_text", "extract_article", "find_addresses", "hash_text"]
