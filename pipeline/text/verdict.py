"""A page and its text → the verdict on completeness: gathers what `completeness` weighs."""

from typing import NamedTuple

from pipeline.text.body import Body, read_markup
from pipeline.text.characters import count_words, fold_words
from pipeline.text.completeness import Evidence, Verdict, decide_completeness
from pipeline.text.ending import Ending, read_ending
from pipeline.text.kind import Signs
from pipeline.text.layout import find_parts, list_hidden
from pipeline.text.page import SeenPage
from pipeline.text.publication import Publication
from pipeline.text.tree import read_text, read_visible_text
from schemas.records import CleanText, EntryHints

_LONG = 500
_STUB = 300
_BRIEF = 150


class Made(NamedTuple):
    """What was made of a page so far."""

    body: Body
    clean: CleanText
    words: int
    title: str
    publication: Publication


def judge_page(page: SeenPage, made: Made, hints: EntryHints) -> Verdict:
    """Judge how whole the article is; once more without what the markup hides where that may have been a notice."""
    signs = _read_signs(page, made)
    evidence = Evidence(
        signs=signs,
        text=made.clean.text,
        truncated_by=made.clean.truncated_by,
        description=page.declared.meta("og:description", "description", "twitter:description"),
        feed_text=read_markup(hints.content),
        declared_text=page.structured.body,
        declared_words=page.structured.word_count,
        is_free=False if page.microdata.free.lower() == "false" else page.structured.is_free,
        has_paid_part=_has_paid_part(page, signs.ending) if signs.words < _STUB else None,
        from_feed=made.body.source == "feed",
    )
    verdict = decide_completeness(evidence)
    if verdict.completeness not in ("paywalled", "truncated", "teaser"):
        return verdict
    hidden = list_hidden(page.root)
    seen = _read_signs(page, made, hidden) if hidden else signs
    return verdict if seen == signs else decide_completeness(evidence._replace(signs=seen))


def _read_signs(page: SeenPage, made: Made, hidden: tuple[str, ...] = ()) -> Signs:
    declared, clean, words, publication = page.declared, made.clean, made.words, made.publication
    is_short = words < _LONG
    ending = read_ending(page.root, clean, hidden) if is_short else Ending(tuple(clean.text.split("\n")))
    own = count_words("\n".join(ending.lines)) if ending.is_parted else words
    return Signs(
        url=page.url,
        title=declared.title or made.title,
        heading=made.title,
        words=own,
        ending=ending,
        layout=page.layout,
        page_text=_read_shown(page, hidden) if own < _BRIEF else "",
        og_type=declared.meta("og:type").lower(),
        generator=declared.meta("generator").lower(),
        schema_types=page.structured.other_types,
        is_article=page.structured.is_article or page.microdata.is_article,
        has_date=publication.moment is not None and publication.source not in ("text", "feed"),
        has_any_date=publication.moment is not None and publication.source != "feed",
    )


def _read_shown(page: SeenPage, hidden: tuple[str, ...]) -> str:
    """The text of the page without what its markup hides."""
    shown = read_visible_text(page.root)
    for words in hidden:
        shown = shown.replace(words, " ")
    return shown


def _has_paid_part(page: SeenPage, ending: Ending) -> bool | None:
    """Say whether the part that is declared as paid is here and holds the text's last words; None where none is."""
    last = fold_words(ending.lines[-1])[-40:] if ending.lines else ""
    if not page.structured.paid_parts or not last:
        return None
    parts = (part for selector in page.structured.paid_parts for part in find_parts(page.root, selector))
    return any(last in fold_words(read_text(part)) for part in parts)
