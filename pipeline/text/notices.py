"""Lines of a page template that stand between the paragraphs of a text: shares, captions, counters.

A line is one as a whole or not at all, and only by its form: a sentence that speaks of a photo stays.
"""

import re
from typing import Literal, NamedTuple

from pipeline.text.phrases import (
    AGO_AFTER,
    AGO_BEFORE,
    ARCHIVE_PHOTO,
    COUNTED,
    NETWORKS,
    NOT_COUNTED,
    PHOTO,
    PHOTO_BY,
    PHOTO_LIBRARIES,
    READING_TIME,
    READING_TIME_LABELS,
    SHARE,
    SHARE_WITH,
    TIME_UNITS,
    UPDATED,
)
from pipeline.text.wires import AGENCIES

_MAX_LINE = 400
_MAX_SHARE = 160
_MAX_LABELLED = 20
_MAX_CREDITED = 8
_MAX_CAPTION = 40
_MAX_CREDIT = 120
_TRIM = " \t.…·•*»›>→-–—|[](){}:!&/,;#+▼▲↑↓"


def _one_of(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))


_NUMBER = r"\d[\d.,\u00a0 ]*[kmк]?"
_GAP = r"[\s|/,·•:&+()\[\]–—-]*"
_SHARE_ITEM = (
    rf"(?:(?P<verb>{_one_of(SHARE)})(?:\s+(?:{_one_of(SHARE_WITH)})\s+(?:{_one_of(NETWORKS)}|x))?"
    rf"|(?P<network>{_one_of(NETWORKS)})|{_NUMBER})(?!\w)"
)
_SHARE = re.compile(rf"(?:{_SHARE_ITEM}{_GAP})+", re.IGNORECASE)
_SHARE_PART = re.compile(_SHARE_ITEM, re.IGNORECASE)

_COUNT = (
    rf"(?:{_NUMBER}\s*(?:{_one_of(COUNTED)})|(?:{_one_of(COUNTED)})\s*[:(\[]\s*{_NUMBER}[)\]]?"
    rf"|(?:{_one_of(NOT_COUNTED)})\s+(?:{_one_of(COUNTED)})|{_NUMBER}[ -]?(?:{_one_of(READING_TIME)})"
    rf"|(?:{_one_of(READING_TIME_LABELS)})\s*[::]?\s*(?:\w+\s+)?{_NUMBER}\s*(?:{_one_of(TIME_UNITS)})?)"
)
_AGO = (
    rf"(?:(?:{_one_of(UPDATED)})\s*[::]?\s*)?(?:(?:{_one_of(AGO_BEFORE)})\s+{_NUMBER}\s*(?:{_one_of(TIME_UNITS)})"
    rf"|{_NUMBER}\s*(?:{_one_of(TIME_UNITS)})\.?\s+(?:{_one_of(AGO_AFTER)}))"
)
_COUNTER = re.compile(rf"(?:(?:{_COUNT}|{_AGO})(?!\w){_GAP})+", re.IGNORECASE)

_COUNTED = re.compile(rf".*\d|(?:{_one_of(NOT_COUNTED)})\s", re.IGNORECASE)

_CREDITOR = rf"(?:{_one_of((*PHOTO_LIBRARIES, *AGENCIES))})"
_LABELLED = re.compile(
    rf"(?:{_one_of(PHOTO)})\s*(?:[::©](?!\s*\d)|\.\s*:|,\s(?=AP\b|AFP\b|Reuters\b|Getty\b))", re.IGNORECASE
)
_PHOTO_BY = re.compile(rf"(?i:(?:{_one_of(PHOTO)})\s+(?:{_one_of(PHOTO_BY)}))\s*:?\s+['‘“\"©]?[A-ZÀ-ÞА-ЯЁ]")
_ARCHIVE = re.compile(rf"(?:{_one_of(ARCHIVE_PHOTO)})", re.IGNORECASE)
_AGENCY_PHOTO = re.compile(rf"{_CREDITOR}\s+(?:file\s+)?(?:photo|foto|фото)s?(?:\s*[/:].*)?", re.IGNORECASE)
_LIBRARY = re.compile(
    rf"(?:©\s*)?(?:(?:{_CREDITOR})\s*(?:/|,|via|\|)\s*)*(?:{_one_of(PHOTO_LIBRARIES)})(?:\s*(?:/|\|)\s*.{{1,40}})?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(rf"(?:©|\(c\))\s*{_CREDITOR}(?:\s*(?:/|,|via|\||\d).{{0,60}})?", re.IGNORECASE)
_CREDITED_END = re.compile(
    rf"(?:[(\[][^()\[\]]{{0,40}}\b(?:{_one_of(PHOTO)})\b\s*(?:[:©]|by\b|courtesy\b)[^()\[\]]{{1,60}}[)\]]"
    rf"|[(\[]{_CREDITOR}\s+(?:file\s+)?(?:photo|foto|фото)s?\b[^()\[\]]{{0,60}}[)\]]"
    rf"|[(\[](?:{_one_of(ARCHIVE_PHOTO[:3])})[)\]]"
    rf"|(?<=[.!?…”\"»]\s)(?:photo(?:graph)?|foto|bild|фото|صورة|crédit photo)(?: credit| by)?\s*[::]\s*[^.!?]{{2,50}}"
    rf"|(?<=[.!?…”\"»]\s)©\s*{_CREDITOR}(?:\s*/[^.!?]{{1,40}})?)\W*$",
    re.IGNORECASE,
)
_SENTENCE_INSIDE = re.compile(r"[.!?]\s+[^\W\d_]")


class Notice(NamedTuple):
    """What a line is, and the words that say so."""

    kind: Literal["share", "caption", "counter"]
    evidence: str


def find_notice(line: str, *, is_inside: bool = False) -> Notice | None:
    """Return what of a page template a whole line is, None where it may be the article's own.

    `is_inside` lines stand between paragraphs of the text: one bare word such as "Facebook" is a heading there.

    >>> find_notice("Share on Facebook | Tweet | Print").kind, find_notice("(AP Photo/Ann Lee)").kind
    ('share', 'caption')
    >>> find_notice("12 comments").kind, find_notice("12 comments were deleted."), find_notice("Photo by photo")
    ('counter', None, None)
    """
    if len(line) > _MAX_LINE:
        return None
    words = line.strip(_TRIM)
    if is_counter(line):
        return Notice("counter", words)
    if len(words) <= _MAX_SHARE and _SHARE.fullmatch(words) and _is_share(words, is_inside):
        return Notice("share", words)
    evidence = _find_photo_credit(line, words)
    return Notice("caption", evidence) if evidence else None


def is_counter(line: str) -> bool:
    """Return whether a line only counts what changes by itself: comments, views, minutes since, minutes to read.

    >>> is_counter("Updated 5 minutes ago | 3,456 views"), is_counter("5 minutes ago it rained")
    (True, False)
    """
    words = line.strip(_TRIM)
    return (
        0 < len(words) <= _MAX_SHARE and _COUNTED.match(words) is not None and _COUNTER.fullmatch(words) is not None
    )


def _is_share(words: str, is_inside: bool) -> bool:
    """A verb, or two networks side by side; between paragraphs more than one bare word."""
    parts = list(_SHARE_PART.finditer(words))
    verbs = [part["verb"] for part in parts if part["verb"]]
    networks = sum(part["network"] is not None for part in parts)
    if is_inside and len(parts) == 1 and " " not in words:
        return False
    return bool(verbs) or networks >= 2


def _find_photo_credit(line: str, words: str) -> str | None:
    """The words of a line that say whose picture it describes."""
    count = len(line.split())
    if _ARCHIVE.fullmatch(words) or _AGENCY_PHOTO.fullmatch(words):
        return words
    if count <= _MAX_CREDITED and (_LIBRARY.fullmatch(words) or _COPYRIGHT.fullmatch(words)):
        return words
    if count <= _MAX_CREDITED and not _SENTENCE_INSIDE.search(words) and (by := _PHOTO_BY.match(words)):
        return by[0]
    if count <= _MAX_LABELLED and not _SENTENCE_INSIDE.search(words) and (labelled := _LABELLED.match(words)):
        return labelled[0]
    if count <= _MAX_CAPTION and (credited := _CREDITED_END.search(line, max(0, len(line) - _MAX_CREDIT))):
        return credited[0]
    return None
