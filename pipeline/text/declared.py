"""What the markup of a page declares in meta elements, links, headings, `<time>` and marked bylines."""

from typing import NamedTuple

from lxml import etree, html

from pipeline.text.characters import clean_characters, fold_space
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
_LANGUAGE = ("content-language", "og:locale", "dc.language", "language", "inlanguage")
_BY_RELATION = etree.XPath(".//a[@rel='author'] | .//*[@itemprop='author' and not(self::meta)]")
_BY_CLASS = etree.XPath(
    ".//body//*[self::a or self::span or self::p or self::div or self::address or self::li or self::cite]"
    "[contains(@class, 'byline') or contains(@class, 'author') or contains(@class, 'Byline') or contains(@class, 'Author')]"
)
_MAX_BYLINES = 6
_MAX_BYLINE = 120
_MAX_TIME = 80


class Declared(NamedTuple):
    """What the markup says, as written; `metas` by lower-case name, each with its values in order."""

    metas: dict[str, tuple[str, ...]]
    title: str = ""
    headings: tuple[str, ...] = ()
    canonical: str | None = None
    language: str | None = None
    bylines: tuple[str, ...] = ()
    times: tuple[str, ...] = ()

    def meta(self, *names: str) -> str:
        """Return the value of the first of these metas that is there, or ""."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    @property
    def published(self) -> tuple[tuple[str, str], ...]:
        """The metas that give a date of publication, the most exact names first, as (name, value)."""
        return tuple((name, self.metas[name][0]) for name in _PUBLISHED if name in self.metas)

    @property
    def modified(self) -> str:
        """The date of the last change, as written."""
        return self.meta(*_MODIFIED)

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors that metas name, of the first name that has any."""
        return next((self.metas[name] for name in _AUTHORS if name in self.metas), ())

    @property
    def site_name(self) -> str:
        """The name of the site."""
        return self.meta(*_SITE)

    @property
    def headline(self) -> str:
        """The headline that metas give, perhaps with the site's name behind it."""
        return self.meta(*_TITLE)

    @property
    def locale(self) -> str:
        """The language that metas give, as written."""
        return self.meta(*_LANGUAGE)


def read_declared(root: html.HtmlElement) -> Declared:
    """Read what the markup of a page declares."""
    return Declared(
        metas=_read_metas(root),
        title=_clean(read_text(root.find(".//title"))),
        headings=tuple(filter(None, (_clean(read_text(element)) for element in root.iter("h1")))),
        canonical=next((link.get("href") for link in root.iter("link") if _is_canonical(link)), None),
        language=root.get("lang") or root.get("xml:lang"),
        bylines=_read_bylines(root),
        times=tuple(filter(None, (_read_time(element) for element in root.iter("time")))),
    )


def _read_metas(root: html.HtmlElement) -> dict[str, tuple[str, ...]]:
    metas: dict[str, tuple[str, ...]] = {}
    for element in root.iter("meta"):
        value = _clean(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if value and (name := (element.get(attribute) or "").strip().lower()):
                metas[name] = (*metas.get(name, ()), value)
    return metas


def _is_canonical(link: html.HtmlElement) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split() and bool(link.get("href"))


def _read_bylines(root: html.HtmlElement) -> tuple[str, ...]:
    """The texts of elements that are marked as the author's: by relation first, else by class."""
    for elements in (_BY_RELATION(root), _BY_CLASS(root)):
        found = (_clean(read_text(element)) for element in elements[:_MAX_BYLINES])
        if texts := tuple(dict.fromkeys(text for text in found if 0 < len(text) <= _MAX_BYLINE)):
            return texts
    return ()


def _read_time(element: html.HtmlElement) -> str:
    return fold_space(element.get("datetime") or element.get("content") or read_text(element))[:_MAX_TIME]


def _clean(value: str) -> str:
    return fold_space(clean_characters(value[:_MAX_VALUE]))
