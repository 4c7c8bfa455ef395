"""Where a page gives no whole text: the AMP or print version that it names, taken where it is fuller."""

from collections.abc import Awaitable, Callable

from pipeline import text
from pipeline.web import find_shard_key
from schemas.records import ArchiveRef, FetchFailure, IngestedEntry, Request, Response

Ask = Callable[[Request], Awaitable[Response | FetchFailure]]
Ingest = Callable[[Response], Awaitable[IngestedEntry]]

_POOR = frozenset({"truncated", "teaser", "empty", "paywalled", "not-an-article"})


async def fall_back(entry: IngestedEntry, page: Response, ask: Ask, ingest: Ingest) -> IngestedEntry:
    """Return an entry with the text of another version of its page where that is fuller, else as it is.

    The version must be named by the page and lie on its own site; `ask` keeps the manners, `ingest` archives it and
    makes the article. Which version it was, and where the page itself is archived, stands in the notes of the page.
    """
    if entry.article is None or entry.article.completeness not in _POOR:
        return entry
    for version, address in text.find_alternates(page.body, page.final_url):
        if find_shard_key(address) != find_shard_key(page.final_url):
            continue
        answer = await ask(Request(url=address, kind="page"))
        if isinstance(answer, FetchFailure):
            continue
        other = await ingest(answer)
        if other.article is None or not _is_fuller(other, entry):
            continue
        return _join(entry, other, version)
    return entry


def describe_fallback(version: str, ref: ArchiveRef | None) -> str:
    """Return the note of a page that stands in for another.

    >>> describe_fallback("amp", ArchiveRef(path="archive/a.warc.gz", offset=7))
    'fallback: amp; the page itself: archive/a.warc.gz at 7'
    """
    return f"fallback: {version}" + (f"; the page itself: {ref.path} at {ref.offset}" if ref else "")


def _is_fuller(other: IngestedEntry, entry: IngestedEntry) -> bool:
    assert other.article is not None
    assert entry.article is not None
    if other.article.text_source != "page":
        return False
    return entry.article.text_source == "feed" or other.article.word_count > entry.article.word_count


def _join(entry: IngestedEntry, other: IngestedEntry, version: str) -> IngestedEntry:
    page = other.page
    if page is not None and entry.page is not None:
        ref = ArchiveRef(path=entry.page.archive_path, offset=entry.page.archive_offset)
        page = page.model_copy(update={"notes": (*page.notes, describe_fallback(version, ref))})
    addresses = tuple(dict.fromkeys((*entry.addresses, *other.addresses)))
    article = other.article
    if article is not None and entry.article is not None:
        own = {"url": entry.article.url, "canonical_url": entry.article.canonical_url}
        article = article.model_copy(update=own)
    return other.model_copy(update={"page": page, "addresses": addresses, "article": article})
