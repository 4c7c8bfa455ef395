"""Page → article → mentions → fingerprint: the pure rooms in a row, for fresh pages and archived ones alike."""

from pipeline import copies, names, text
from pipeline.settings import Settings
from schemas.records import (
    Document,
    EntryHints,
    ExtractedArticle,
    Fingerprint,
    Mention,
    NameCandidate,
    PageSource,
    Record,
    Rejection,
)


class MadeArticle(Record):
    """What is made of one page; the fields of the same names of an `IngestedEntry`."""

    article: ExtractedArticle
    text_hash: str
    fingerprint: Fingerprint
    mentions: tuple[Mention, ...]
    name_candidates: tuple[NameCandidate, ...] = ()
    lexicon_version: str


def make_article(
    page: PageSource, hints: EntryHints, lexicon: names.Lexicon, settings: Settings
) -> MadeArticle | Rejection:
    """Make an article of a page, or say why there is none."""
    article = text.extract_article(page, hints)
    if isinstance(article, Rejection):
        return article
    document = Document(
        title=article.title, text=article.text, published_at=article.published_at, language=article.language
    )
    mentions = names.resolve(document, lexicon)
    return MadeArticle(
        article=article,
        text_hash=text.hash_text(article.text),
        fingerprint=copies.fingerprint_text(text.drop_dateline(article.text, article.dateline), settings.copies),
        mentions=mentions,
        name_candidates=names.find_candidates(document, mentions, lexicon),
        lexicon_version=lexicon.version,
    )
