"""Page → article: the one place where decoding, parsing, metadata, text, credits and completeness meet."""

import re
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from lxml import html

from pipeline.text.addresses import clean_address, find_host, join_address
from pipeline.text.authors import choose_authors, find_people, is_full_name
from pipeline.text.body import VERSION, Body, choose_body, read_markup
from pipeline.text.characters import count_words, fold_space, fold_words
from pipeline.text.cleaning import clean_text
from pipeline.text.completeness import Evidence, Verdict, decide_completeness
from pipeline.text.credits import join_credits
from pipeline.text.datelines import find_dateline
from pipeline.text.declared import Declared, read_declared
from pipeline.text.decoding import Decoded, decode_page
from pipeline.text.ending import Ending, read_ending
from pipeline.text.furniture import NO_FURNITURE, Furniture
from pipeline.text.image import choose_image
from pipeline.text.kind import Signs
from pipeline.text.language import Language, find_language
from pipeline.text.layout import Layout, find_parts, list_hidden, read_layout
from pipeline.text.marked_bylines import group_bylines, read_bylines, read_lines
from pipeline.text.microdata import Microdata, read_microdata
from pipeline.text.origin import Markup, drop_own, find_origin
from pipeline.text.publication import (
    Publication,
    choose_modified,
    choose_publication,
    choose_scripted,
    find_local_clock,
    needs_local_clock,
)
from pipeline.text.shown_dates import find_shown_date
from pipeline.text.structured import Structured, read_structured
from pipeline.text.surroundings import find_attributions
from pipeline.text.title import Headline, choose_headline
from pipeline.text.tree import parse_tree, read_text, read_visible_text, strip_tree
from schemas.records import CleanText, Credit, EntryHints, ExtractedArticle, PageSource, Rejection

EXTRACTOR_VERSION = f"1+trafilatura-{VERSION}"
_BINARY = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"GIF8": "GIF", b"\xff\xd8\xff": "JPEG", b"PK\x03\x04": "ZIP",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR", b"ID3": "MP3", b"OggS": "Ogg", b"RIFF": "RIFF", b"\xd0\xcf\x11\xe0": "Office",
    b"\x1aE\xdf\xa3": "WebM",
}  # fmt: skip
_MARKUP = re.compile(
    r"<(?:!doctype html|html|head|body|title|meta|div|p|article|section|main|span|h[1-6]|table|br|a|ul|ol|b|i|font|"
    r"center|form)\b",
    re.IGNORECASE,
)
_LONG = 500
_STUB = 300
_BRIEF = 150
_FEW_WORDS = 40
_NO_HINTS = EntryHints()


class _Page(NamedTuple):
    """What was read off one page before any choice is made."""

    url: str
    latest: datetime | None
    root: html.HtmlElement
    structured: Structured
    declared: Declared
    microdata: Microdata
    layout: Layout
    notes: tuple[str, ...]
    plain: str = ""
    """The text itself, where the page is plain text and no HTML."""


def extract_article(
    page: PageSource, hints: EntryHints = _NO_HINTS, furniture: Furniture = NO_FURNITURE
) -> ExtractedArticle | Rejection:
    """Make the article of a page; a rejection where the bytes are no page at all.

    `hints` are what the feed said, `furniture` what the publisher prints on page after page. The text is a
    paragraph a line; its words are the page's own, or the feed's where the page gave none (`text_source`). Whether
    it is whole is said in `completeness`; nothing that can be parsed is rejected. The same input gives the same
    article.
    """
    decoded = decode_page(page.body, page.content_type, hints.language)
    if rejection := _find_rejection(page.body, decoded):
        return rejection
    is_plain = not _MARKUP.search(decoded.text)
    tree = parse_tree("<html><body></body></html>" if is_plain else decoded.text)
    if tree is None:
        return Rejection(stage="extract", reason="not HTML", detail="no element could be parsed")
    notes = decoded.notes + (("parser_limit: nested too deep",) if tree.hit_limit else ())
    seen = _Page(
        page.url, page.fetched_at, tree.root, read_structured(tree.root), read_declared(tree.root),
        read_microdata(tree.root) if "itemprop" in decoded.text or "itemtype" in decoded.text else Microdata(),
        read_layout(tree.root, page.url), notes, decoded.text if is_plain else "",
    )  # fmt: skip
    return _make_article(seen, hints, furniture)


def _find_rejection(body: bytes, decoded: Decoded) -> Rejection | None:
    reason = detail = ""
    if not body.strip(b" \t\r\n\0"):
        reason, detail = "empty body", f"{len(body)} bytes"
    elif kind := next((kind for mark, kind in _BINARY.items() if body.startswith(mark)), None):
        reason, detail = "binary", kind
    elif not _MARKUP.search(decoded.text) and not _is_prose(decoded.text):
        reason, detail = "not HTML", f"no element of HTML in {len(decoded.text)} characters"
    return Rejection(stage="extract", reason=reason, detail=detail) if reason else None


def _is_prose(text: str) -> bool:
    """Say whether a page without an element is an article in plain text: some sentences, nothing unprintable."""
    is_clean = all(char.isprintable() or char in "\t\n\r\f\u00ad\u200b\ufeff" for char in text)
    return is_clean and text.lstrip()[:1] not in "{[<" and "\ufffd" not in text and count_words(text) >= _FEW_WORDS


def _make_article(page: _Page, hints: EntryHints, furniture: Furniture) -> ExtractedArticle:
    headline = _find_headline(page, hints)
    strip_tree(page.root)
    body = (
        Body(page.plain, notes=("plain text",))
        if page.plain
        else choose_body(page.root, page.structured.body or page.microdata.body, hints)
    )
    clean = clean_text(body.text, headline.title, furniture)
    publication = _find_publication(page, hints, body)
    said = join_credits(find_attributions(page.root, clean.text), clean.credits)
    authors = _find_authors(page, hints, said)
    canonical, foreign = _find_canonical(page)
    words = count_words(clean.text)
    verdict = _judge(page, hints, body, clean, words, headline.title, publication)
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
        removed=clean.removed,
        notes=page.notes + body.notes,
        dateline=find_dateline(clean.text),
    )


def _find_headline(page: _Page, hints: EntryHints) -> Headline:
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


def _find_publication(page: _Page, hints: EntryHints, body: Body) -> Publication:
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


def _find_authors(page: _Page, hints: EntryHints, said: tuple[Credit, ...]) -> _Authors:
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
    page: _Page, said: tuple[Credit, ...], authors: _Authors, hints: EntryHints, foreign: str | None
) -> tuple[Credit, ...]:
    markup = Markup(page.url, page.structured, page.declared, authors.bylines, foreign)
    return drop_own(join_credits(said, find_origin(markup, authors.people, hints)), markup)


def _find_canonical(page: _Page) -> tuple[str | None, str | None]:
    """The canonical address if it is on the page's own site, and the same if it is on another."""
    address = join_address(page.url, page.declared.canonical)
    if address is None:
        return None, None
    ours, theirs = find_host(page.url), find_host(address)
    is_own = not ours or ours == theirs or ours.endswith(f".{theirs}") or theirs.endswith(f".{ours}")
    return (clean_address(address), None) if is_own else (None, clean_address(address))


def _find_language(page: _Page, hints: EntryHints, text: str) -> Language:
    said = (
        ("html", page.declared.language),
        ("json-ld", page.structured.language),
        ("meta", page.declared.locale),
        ("feed", hints.language),
    )
    return find_language(text, said)


def _find_modified(page: _Page) -> Publication:
    """The last change; before the publication it is none, and some sites print the time of the request."""
    said = (
        ("json-ld", page.structured.modified or ""),
        ("microdata", page.microdata.modified),
        *((f"meta:{name}", value) for name, value in page.declared.modified),
    )
    return choose_modified(said, page.latest)


def _find_section(page: _Page) -> str | None:
    return page.structured.section or page.microdata.section or page.declared.section or None


def _find_image(page: _Page) -> str | None:
    logo = page.structured.publisher.logo if page.structured.publisher else None
    said = (*page.declared.images, *page.structured.images, *page.microdata.images)
    return choose_image(said, page.url, logo)


def _judge(
    page: _Page, hints: EntryHints, body: Body, clean: CleanText, words: int, title: str, publication: Publication
) -> Verdict:
    """Judge how whole the article is; once more without what the markup hides where that may have been a notice."""
    signs = _read_signs(page, clean, words, title, publication)
    evidence = Evidence(
        signs=signs,
        text=clean.text,
        truncated_by=clean.truncated_by,
        description=page.declared.meta("og:description", "description", "twitter:description"),
        feed_text=read_markup(hints.content),
        declared_text=page.structured.body,
        declared_words=page.structured.word_count,
        is_free=False if page.microdata.free.lower() == "false" else page.structured.is_free,
        has_paid_part=_has_paid_part(page, signs.ending) if signs.words < _STUB else None,
        from_feed=body.source == "feed",
    )
    verdict = decide_completeness(evidence)
    if verdict.completeness not in ("paywalled", "truncated", "teaser"):
        return verdict
    hidden = list_hidden(page.root)
    seen = _read_signs(page, clean, words, title, publication, hidden) if hidden else signs
    return verdict if seen == signs else decide_completeness(evidence._replace(signs=seen))


def _read_signs(
    page: _Page, clean: CleanText, words: int, title: str, publication: Publication, hidden: tuple[str, ...] = ()
) -> Signs:
    declared = page.declared
    is_short = words < _LONG
    ending = read_ending(page.root, clean, hidden) if is_short else Ending(tuple(clean.text.split("\n")))
    own = count_words("\n".join(ending.lines)) if ending.is_parted else words
    return Signs(
        url=page.url,
        title=declared.title or title,
        heading=title,
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


def _read_shown(page: _Page, hidden: tuple[str, ...]) -> str:
    """The text of the page without what its markup hides."""
    shown = read_visible_text(page.root)
    for words in hidden:
        shown = shown.replace(words, " ")
    return shown


def _has_paid_part(page: _Page, ending: Ending) -> bool | None:
    """Say whether the part that is declared as paid is here and holds the text's last words; None where none is."""
    last = fold_words(ending.lines[-1])[-40:] if ending.lines else ""
    if not page.structured.paid_parts or not last:
        return None
    parts = (part for selector in page.structured.paid_parts for part in find_parts(page.root, selector))
    return any(last in fold_words(read_text(part)) for part in parts)
