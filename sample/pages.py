"""HTML pages of the sample world: articles, front pages, sections and the small print, per publisher's template."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from sample.edition import Edition, add_port
from sample.prose import plain_text, render_block, split_paragraphs
from sample.world import Article, Publisher, SampleRecord

INFO_PAGES = {
    "/about": "About us",
    "/contact": "Contact",
    "/privacy": "Privacy notice",
    "/cookies": "Cookies",
    "/terms": "Terms of use",
    "/newsletter": "Newsletters",
    "/subscribe": "Subscribe",
}


class Card(SampleRecord):
    """An article as it stands in a list: on a front page, in a section or under related links."""

    title: str
    url: str
    deck: str
    section: str
    date: datetime
    image: str


class ArticleView(SampleRecord):
    """An article as a template writes it; `blocks` are HTML."""

    title: str
    url: str
    deck: str
    section: str
    section_url: str
    blocks: tuple[str, ...]
    authors: tuple[str, ...]
    agency: str | None
    published: datetime
    updated: datetime | None
    image: str
    caption: str
    paywalled: bool
    json_ld: str


def render_article(edition: Edition, publisher: Publisher, article: Article) -> bytes:
    """Return an article's page in the publisher's charset, or in the wrong one where the article says so."""
    view = _view_article(edition, publisher, article)
    others = [one for one in edition.articles(publisher) if one.path != article.path]
    related = [_make_card(edition, publisher, one) for one in others[:4]]
    html = _render(edition, publisher, kind="article", title=article.title, article=view, cards=related)
    charset = "windows-1252" if article.page == "wrong-charset" else publisher.charset
    return html.encode(charset, "xmlcharrefreplace")


def render_front(edition: Edition, publisher: Publisher, section: str | None = None) -> bytes:
    """Return the front page, or the page of one section."""
    wanted = [one for one in edition.articles(publisher) if section in (None, one.section)]
    cards = [_make_card(edition, publisher, one) for one in wanted]
    title = section or publisher.tagline
    html = _render(edition, publisher, kind="front", title=title, article=None, cards=cards)
    return html.encode(publisher.charset, "xmlcharrefreplace")


def render_info(edition: Edition, publisher: Publisher, title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a page of plain words: the small print, or that a page was not found."""
    html = _render(edition, publisher, kind="info", title=title, article=None, cards=[], paragraphs=paragraphs)
    return html.encode(publisher.charset, "xmlcharrefreplace")


def render_index(edition: Edition) -> bytes:
    """Return the page that stands at the server's own address: every publisher and feed."""
    counts = {
        publisher.slug: sum(article.publisher == publisher.slug for article in edition.world.articles)
        for publisher in edition.world.publishers
    }
    html = (
        _environment()
        .get_template("_index.html")
        .render(publishers=edition.world.publishers, counts=counts, url=edition.url)
    )
    return html.encode()


def section_path(publisher: Publisher, section: str) -> str:
    """Return the path of a section: its number, so that every script has a plain address."""
    return f"/section/{publisher.sections.index(section) + 1}"


def _render(edition: Edition, publisher: Publisher, **fields: Any) -> str:
    template = _environment().get_template(f"{publisher.slug}.html")
    nav = [(one, edition.url(publisher, section_path(publisher, one))) for one in publisher.sections]
    return template.render(
        publisher=publisher,
        nav=nav,
        home=edition.url(publisher),
        url=partial(edition.url, publisher),
        feed_urls=[(feed.title, edition.url(publisher, feed.path), feed.format) for feed in publisher.feeds],
        **{"paragraphs": [], **fields},
    )


def _make_card(edition: Edition, publisher: Publisher, article: Article) -> Card:
    blocks = split_paragraphs(article.body)
    return Card(
        title=article.title,
        url=edition.url(publisher, article.path),
        deck=article.deck or (plain_text(blocks[0]) if blocks else ""),
        section=article.section,
        date=article.date,
        image=_image_url(edition, publisher, article),
    )


def _view_article(edition: Edition, publisher: Publisher, article: Article) -> ArticleView:
    blocks = split_paragraphs(add_port(article.body, edition.port))
    return ArticleView(
        title=article.title,
        url=edition.url(publisher, article.path),
        deck=article.deck,
        section=article.section,
        section_url=edition.url(publisher, section_path(publisher, article.section)),
        blocks=tuple(render_block(block) for block in blocks[: article.served_paragraphs]),
        authors=article.authors,
        agency=article.agency,
        published=article.date,
        updated=article.updated,
        image=_image_url(edition, publisher, article),
        caption=article.caption or "",
        paywalled=article.page == "paywalled",
        json_ld=_write_json_ld(edition, publisher, article),
    )


def _image_url(edition: Edition, publisher: Publisher, article: Article) -> str:
    return edition.url(publisher, f"/media/{article.page_slug}.svg")


def _write_json_ld(edition: Edition, publisher: Publisher, article: Article) -> Markup:
    """Return a schema.org NewsArticle as JSON that is safe inside a script element."""
    fields: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": edition.url(publisher, article.path)},
        "headline": article.title,
        "description": article.deck,
        "datePublished": article.date.isoformat(),
        "dateModified": article.changed_at.isoformat(),
        "inLanguage": publisher.language,
        "articleSection": article.section,
        "image": [_image_url(edition, publisher, article)],
        "author": [{"@type": "Person", "name": name} for name in article.authors]
        or {"@type": "Organization", "name": publisher.name},
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": publisher.name,
            "url": edition.url(publisher),
            "logo": {"@type": "ImageObject", "url": edition.url(publisher, "/media/logo.svg")},
        },
    }
    if article.page == "paywalled":
        fields["isAccessibleForFree"] = False
        fields["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".locked"}
    return Markup(json.dumps(fields, ensure_ascii=False, indent=1).replace("</", "<\\/"))


@cache
def _environment() -> Environment:
    folder = files("sample") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["iso"] = lambda moment: moment.isoformat()
    environment.filters["day"] = lambda moment: f"{moment.day} {moment:%B %Y}"
    environment.filters["html"] = Markup
    environment.filters["bare"] = lambda block: Markup(block.removeprefix("<p>").removesuffix("</p>"))
    return environment
