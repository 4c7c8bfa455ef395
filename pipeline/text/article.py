"""Page → article: the one place where decoding, parsing, metadata, text, credits and completeness meet."""

from itertools import chain
from typing import NamedTuple

from pipeline.text.addresses import clean_address, find_host, join_address
from pipeline.text.authors import choose_authors, find_people, is_full_name
from pipeline.text.body import VERSION, Body, choose_body
from pipeline.text.characters import count_words, fold_space
from pipeline.text.cleaning import clean_text
from pipeline.text.credits import join_credits
from pipeline.text.datelines import find_dateline
from pipeline.text.furniture import NO_FURNITURE, Furniture
from pipeline.text.image import choose_image
from pipeline.text.language import Language, find_language
from pipeline.text.marked_bylines import group_bylines, read_bylines, read_lines
from pipeline.text.origin import Markup, drop_own, find_origin
from pipeline.text.page import SeenPage, read_page
from pipeline.text.page_blocks import Page, list_blocks
from pipeline.text.publication import (
    Publication,
    choose_modified,
    choose_publication,
    choose_scripted,
    find_local_clock,
    needs_local_clock,
)
from pipeline.text.shown_dates import find_shown_date
from pipeline.text.signs import PageFacts
from pipeline.text.surroundings import find_attributions
from pipeline.text.title import Headline, choose_headline
from pipeline.text.tree import read_visible_text, strip_tree
from pipeline.text.verdict import Made, judge_page
from pipeline.text.weighing import Weights
from schemas.records import Credit, EntryHints, ExtractedArticle, PageSource, Rejection, RemovedBlock

EXTRACTOR_VERSION = f"2+trafilatura-{VERSION}"
_NO_HINTS = EntryHints()


def extract_article(
    page: PageSource,
    hints: EntryHints = _NO_HINTS,
    furniture: Furniture = NO_FURNITURE,
    weights: Weights | None = None,
) -> ExtractedArticle | Rejection:
    """Make the article of a page; a rejection where the bytes are no page at all.

    `hints` are what the feed said, `furniture` what the publisher prints on page after page. The text is a
    paragraph a line; its words are the page's own, or the feed's where the page gave none (`text_source`). Whether
    it is whole is said in `completeness`; nothing that can be parsed is rejected. The same input gives the same
    article. `weights` are those of `weighing`, where others than the shipped ones are measured.
    """
    seen = read_page(page, hints)
    return seen if isinstance(seen, Rejection) else _make_article(seen, hints, furniture, weights)


def read_blocks(page: PageSource) -> tuple[Page, PageFacts] | None:
    """Return the blocks of a page and what it declares, as they are weighed; None where it is no page of HTML."""
    seen = read_page(page, _NO_HINTS)
    if isinstance(seen, Rejection) or seen.plain:
        return None
    facts = seen.list_facts(_find_headline(seen, _NO_HINTS).title)
    strip_tree(seen.root)
    return list_blocks(seen.root), facts


def _make_article(
    page: SeenPage, hints: EntryHints, furniture: Furniture, weights: Weights | None
) -> ExtractedArticle:
    headline = _find_headline(page, hints)
    strip_tree(page.root)
    body = (
        Body(page.plain, notes=("plain text",))
        if page.plain
        else choose_body(page.root, page.list_facts(headline.title), hints, weights)
    )
    return _describe_article(page, hints, headline, body, furniture)


def _describe_article(
    page: SeenPage, hints: EntryHints, headline: Headline, body: Body, furniture: Furniture
) -> ExtractedArticle:
    """Clean the text, and say of it all that the page and the feed tell."""
    clean = clean_text(body.text, headline.title, furniture)
    publication = _find_publication(page, hints, body)
    said = join_credits(find_attributions(page.root, clean.text), clean.credits)
    authors = _find_authors(page, hints, said)
    canonical, foreign = _find_canonical(page)
    words = count_words(clean.text)
    verdict = judge_page(page, Made(body, clean, words, headline.title, publication), hints)
    modified = _find_modified(page)
    language = _find_language(page, hints, clean.text or headline.title)
    moment = publication.moment
    return ExtractedArticle(
        url=page.url,
        canonical_url=canonical,
        title=headline.title,
        raw_title=headline.raw,
        title_source=headline.source if headline.title else None,
        authors=authors.people,
        authors_source=authors.source,
        published=moment.written if moment else None,
        published_at=moment.at if moment else None,
        raw_published=publication.raw,
        published_source=publication.source,
        modified_at=modified.moment.at if modified.moment else None,
        raw_modified=modified.raw,
        modified_source=modified.source,
        language=language.code,
        language_source=language.source,
        site_name=page.declared.site_name
        or (page.structured.publisher.name if page.structured.publisher else None),
        section=_find_section(page),
        image_url=_find_image(page),
        text=clean.text,
        word_count=words,
        completeness=verdict.completeness,
        completeness_reason=verdict.reason,
        text_source=body.source,
        credits=_join_credits(page, said, authors, hints, foreign),
        removed=(*clean.removed, *_list_captions(body)),
        notes=page.notes + body.notes,
        dateline=find_dateline(clean.text),
    )


def _list_captions(body: Body) -> tuple[RemovedBlock, ...]:
    return tuple(
        RemovedBlock(kind="caption", words=words, evidence="marked as a caption") for words in body.captions
    )


def _find_headline(page: SeenPage, hints: EntryHints) -> Headline:
    declared, structured = page.declared, page.structured
    site = declared.site_name or (structured.publisher.name if structured.publisher else "")
    said = (
        ("json-ld", structured.headline),
        ("microdata", page.microdata.headline),
        *declared.headlines,
        ("title", declared.title),
    )
    chosen = choose_headline(said, declared.headings, site, page.url)
    return chosen if chosen.title or not hints.title else Headline(fold_space(hints.title), hints.title, "feed")


def _find_publication(page: SeenPage, hints: EntryHints, body: Body) -> Publication:
    written = (
        ("json-ld", page.structured.published or ""),
        *((f"meta:{name}", value) for name, value in page.declared.published),
        ("microdata", page.microdata.published),
    )
    chosen = choose_publication(written, page.url, hints, page.latest)
    if needs_local_clock(chosen, page.url):
        return find_local_clock(chosen, page.url, read_visible_text(page.root))
    if chosen.moment or not body.text:
        return chosen
    scripted = choose_scripted(page.structured.scripted, page.latest)
    if scripted.moment:
        return scripted
    tag = page.declared.language or page.declared.locale or hints.language or ""
    title = _find_headline(page, hints).title
    shown = find_shown_date(page.root, title, tag, find_host(page.url), page.latest)
    return Publication(shown.moment, shown.raw, "text") if shown else chosen


class _Authors(NamedTuple):
    """The authors, where they were found, and the bylines of the page where it took these to find them."""

    people: tuple[str, ...] = ()
    source: str | None = None
    bylines: tuple[str, ...] = ()


def _find_authors(page: SeenPage, hints: EntryHints, said: tuple[Credit, ...]) -> _Authors:
    publisher = page.structured.publisher
    # The publisher of a personal site is its author.
    is_personal = publisher is not None and publisher.is_person
    names = (page.declared.site_name, publisher.name if publisher else "", find_host(page.url))
    site: tuple[str, ...] = () if is_personal else names
    parties = tuple(party.name for party in page.structured.authors if not party.is_organisation)
    people = find_people(parties, *site)
    if people and all(map(is_full_name, people)):
        # Reading bylines too gained nothing on 1,277 pages, and costs as much as reading the JSON-LD.
        return _Authors(people, "json-ld")
    marked = read_bylines(page.root)
    bylines = tuple(dict.fromkeys(byline.text for byline in marked))
    places = chain(
        (("json-ld", parties),),
        page.declared.authors,
        group_bylines(marked),
        (("text", tuple(credit.name for credit in said if credit.role == "byline")),),
    )
    chosen = choose_authors(places, site) or choose_authors(
        (("line", read_lines(page.root)), ("feed", hints.authors)), site
    )
    return _Authors(chosen.people, chosen.source, bylines) if chosen else _Authors(bylines=bylines)


def _join_credits(
    page: SeenPage, said: tuple[Credit, ...], authors: _Authors, hints: EntryHints, foreign: str | None
) -> tuple[Credit, ...]:
    markup = Markup(page.url, page.structured, page.declared, authors.bylines, foreign)
    return drop_own(join_credits(said, find_origin(markup, authors.people, hints)), markup)


def _find_canonical(page: SeenPage) -> tuple[str | None, str | None]:
    """The canonical address if it is on the page's own site, and the same if it is on another."""
    address = join_address(page.url, page.declared.canonical)
    if address is None:
        return None, None
    ours, theirs = find_host(page.url), find_host(address)
    is_own = not ours or ours == theirs or ours.endswith(f".{theirs}") or theirs.endswith(f".{ours}")
    return (clean_address(address), None) if is_own else (None, clean_address(address))


def _find_language(page: SeenPage, hints: EntryHints, text: str) -> Language:
    said = (
        ("html", page.declared.language),
        ("json-ld", page.structured.language),
        ("meta", page.declared.locale),
        ("feed", hints.language),
    )
    return find_language(text, said)


def _find_modified(page: SeenPage) -> Publication:
    """The last change; before the publication it is none, and some sites print the time of the request."""
    said = (
        ("json-ld", page.structured.modified or ""),
        ("microdata", page.microdata.modified),
        *((f"meta:{name}", value) for name, value in page.declared.modified),
    )
    return choose_modified(said, page.latest)


def _find_section(page: SeenPage) -> str | None:
    return page.structured.section or page.microdata.section or page.declared.section or None


def _find_image(page: SeenPage) -> str | None:
    logo = page.structured.publisher.logo if page.structured.publisher else None
    said = (*page.declared.images, *page.structured.images, *page.microdata.images)
    return choose_image(said, page.url, logo)
