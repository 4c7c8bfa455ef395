"""Page → article → mentions → fingerprint: the pure rooms in a row, for fresh pages and archived ones alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline import copies, names, text
from pipeline.settings import Settings
from schemas.records import (
    Credit,
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


@dataclass(frozen=True)
class Tools:
    """What articles are made with: the lexicon, and what each publisher prints on page after page."""

    lexicon: names.Lexicon
    furniture: Mapping[str, text.Furniture] = field(default_factory=dict)


def make_article(
    page: PageSource, hints: EntryHints, publisher: str, tools: Tools, settings: Settings
) -> MadeArticle | Rejection:
    """Make an article of a page of a publisher, or say why there is none."""
    lexicon = tools.lexicon
    article = text.extract_article(page, hints, tools.furniture.get(publisher, text.NO_FURNITURE))
    if isinstance(article, Rejection):
        return article
    cut = (
        (f"names: sought in the first {names.MAX_TEXT:,} characters",) if len(article.text) > names.MAX_TEXT else ()
    )
    article = article.model_copy(
        update={"credits": resolve_outlets(article, lexicon), "notes": (*article.notes, *cut)}
    )
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


def resolve_outlets(article: ExtractedArticle, lexicon: names.Lexicon) -> tuple[Credit, ...]:
    """Return the credits of an article with the outlets of the lexicon that they name; a byline names a person."""
    day = article.published_at.date() if article.published_at else None
    return tuple(
        credit
        if credit.role == "byline"
        else credit.model_copy(update={"entity_id": names.find_outlet(credit.name, lexicon, day)})
        for credit in article.credits
    )
