"""What the markup of a page declares in meta elements, links, headings and `<time>`."""

import re
from typing import NamedTuple

from lxml import html

from pipeline.text.characters import clean_characters, fold_space
from pipeline.text.headings import Heading, read_headings
from pipeline.text.tree import read_text

_MAX_VALUE = 2000
_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "rnews:datepublished",
    "datepublished", "date.created", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created",
    "dc.date",
    "dcterms.date", "citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publish_date", "publish-date", "publishdate", "publication_date", "pubdate", "pub_date",
    "article_date_original",
    "originalpublicationdate", "displaydate", "ptime", "dateposted", "creation_date", "date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
)
_AUTHORS = ("author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator",
            "byl", "citation_author", "cxenseparse:author", "authors")  # fmt: skip
_SITE = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:app:name:iphone")
_TITLE = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
)
_SECTION = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "cxenseparse:section",
    "section",
    "news_category",
)
_IMAGE = (
    "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url",
    "sailthru.image.full", "thumbnail",
)  # fmt: skip
_LANGUAGE = ("content-language", "og:locale", "dc.language", "language", "inlanguage")
_MAX_HEADINGS = 5
_MAX_SUBHEADINGS = 4
_WRITTEN_BY = re.compile(
    r"written|author|verfasst|geschrieben|autor|écrit|escrito|auteur|scritto|автор", re.IGNORECASE
)
_NAMING = ("property", "name", "itemprop", "http-equiv")
_READ = ("meta", "link", "title", "h1", "h2", "h3", "time")
_POST_TITLE = re.compile(r"(?:post|entry|article)-?(?:title|headline)|^headline$", re.IGNORECASE)
_MAX_TIME = 80


class Declared(NamedTuple):
    """What the markup says; `metas` by lower-case name, each with its values in order, as they stand in the page.

    They are cleaned where they are asked for: of some forty metas of a page few ever are.
    """

    metas: dict[str, tuple[str, ...]]
    title: str = ""
    headings: tuple[Heading, ...] = ()
    canonical: str | None = None
    language: str | None = None
    times: tuple[str, ...] = ()

    def meta(self, *names: str) -> str:
        """Return the value of the first of these metas that is there, or ""."""
        return next((value for name in names if name in self.metas if (value := _clean(self.metas[name][0]))), "")

    def list_metas(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Return name and first value of those of these metas that are there, in this order."""
        return tuple(
            (name, value) for name in names if name in self.metas if (value := _clean(self.metas[name][0]))
        )

    @property
    def published(self) -> tuple[tuple[str, str], ...]:
        """The metas that give a date of publication, the most exact names first, as (name, value)."""
        return self.list_metas(*_PUBLISHED)

    @property
    def modified(self) -> tuple[tuple[str, str], ...]:
        """The metas that give a date of the last change, as (name, value)."""
        return self.list_metas(*_MODIFIED)

    @property
    def section(self) -> str:
        """The part of the site that the article stands in."""
        return self.meta(*_SECTION)

    @property
    def images(self) -> tuple[str, ...]:
        """The addresses of the picture to share the page with, as written."""
        return tuple(fold_space(value) for name in _IMAGE for value in self.metas.get(name, ()))

    @property
    def authors(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The authors that metas give, as (source, values)."""
        labelled = ("twitter:data1",) if _WRITTEN_BY.search(self.meta("twitter:label1")) else ()
        named = (name for name in (*_AUTHORS, *labelled) if name in self.metas)
        return tuple((f"meta:{name}", tuple(map(_clean, self.metas[name]))) for name in named)

    @property
    def site_name(self) -> str:
        """The name of the site."""
        return self.meta(*_SITE)

    @property
    def headlines(self) -> tuple[tuple[str, str], ...]:
        """The headlines that metas give, perhaps with the site's name behind them, as (source, value)."""
        return tuple((f"meta:{name}", value) for name, value in self.list_metas(*_TITLE))

    @property
    def locale(self) -> str:
        """The language that metas give, as written."""
        return self.meta(*_LANGUAGE)


def read_declared(root: html.HtmlElement) -> Declared:
    """Read what the markup of a page declares."""
    found: dict[str, list[html.HtmlElement]] = {name: [] for name in _READ}
    for element in root.iter(*found):
        found[element.tag].append(element)
    return Declared(
        metas=_read_metas(found["meta"]),
        title=_clean(read_text(found["title"][0])) if found["title"] else "",
        headings=(
            *read_headings(found["h1"][:_MAX_HEADINGS], 1),
            *read_headings([*found["h2"], *filter(_is_post_title, found["h3"])][:_MAX_SUBHEADINGS], 2),
        ),
        canonical=next((link.get("href") for link in found["link"] if _is_canonical(link)), None),
        language=root.get("lang") or root.get("xml:lang"),
        times=tuple(filter(None, (_read_time(element) for element in found["time"]))),
    )


def _is_post_title(element: html.HtmlElement) -> bool:
    """Say whether an h3 is named as the headline of a post: in old themes of blogs the h1 is the blog's name."""
    return bool(_POST_TITLE.search(element.get("class") or ""))


def _read_metas(elements: list[html.HtmlElement]) -> dict[str, tuple[str, ...]]:
    metas: dict[str, tuple[str, ...]] = {}
    for element in elements:
        attributes = element.attrib
        value = attributes.get("content")
        if not value or value.isspace():
            continue
        for attribute in _NAMING:
            if name := attributes.get(attribute):
                name = name.strip().lower()
                metas[name] = (*metas.get(name, ()), value)
    return metas


def _is_canonical(link: html.HtmlElement) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split() and bool(link.get("href"))


def _read_time(element: html.HtmlElement) -> str:
    return fold_space(element.get("datetime") or element.get("content") or read_text(element))[:_MAX_TIME]


def _clean(value: str) -> str:
    return fold_space(clean_characters(value[:_MAX_VALUE]))
