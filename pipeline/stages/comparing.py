"""The matcher without a warehouse: documents in, relations and stories out; what `namewire relate` runs."""

from collections.abc import Iterable
from datetime import date

from pipeline import copies, text
from pipeline.settings import CopySettings
from pipeline.stages.relating import build_query, summarise_comparable
from pipeline.warehouse import find_candidates_among
from schemas.records import Comparable, Copy, Document, Record, Story


class Comparand(Record):
    """A document to relate, with the id that its giver knows it by."""

    id: str
    document: Document
    publisher: str = ""
    url: str = ""


def relate_documents(
    comparands: Iterable[Comparand], settings: CopySettings
) -> tuple[tuple[Copy, ...], tuple[Story, ...]]:
    """Return the relations among documents with distinct ids, and the stories that they make."""
    articles = tuple(_build_comparable(comparand, settings) for comparand in comparands)
    # One day for all: documents without a date are in every window, and the matcher checks those that have one.
    queries = tuple(build_query(article, _ONE_DAY) for article in articles)
    found = copies.relate_articles(articles, find_candidates_among(queries, settings), settings)
    return found, copies.group_stories(tuple(map(summarise_comparable, articles)), found)


_ONE_DAY = date(2000, 1, 1)


def _build_comparable(comparand: Comparand, settings: CopySettings) -> Comparable:
    """Take headline, attribution, tails and dateline off, as the extractor does, and keep what they credit."""
    document = comparand.document
    clean = text.clean_text(document.text, document.title)
    body = text.drop_dateline(clean.text, text.find_dateline(clean.text))
    return Comparable(
        article_id=comparand.id,
        title=document.title,
        text=body,
        publisher=comparand.publisher,
        url=comparand.url,
        published_at=document.published_at,
        completeness="truncated" if clean.truncated_by else None,
        credits=clean.credits,
        fingerprint=copies.fingerprint_text(body, settings),
    )
