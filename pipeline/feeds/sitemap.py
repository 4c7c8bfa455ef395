"""News sitemaps (Google's namespace sitemap-news 0.9), read like feeds for sites that have none; sitemap indexes."""

import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from pipeline.feeds.rawfeed import RawFeed, RawItem

_NEWS = "http://www.google.com/schemas/sitemap-news/"


class NoNewsError(ValueError):
    """A sitemap without a single piece of news: a list of all pages of a site, say."""


def read_news_sitemap(text: str, max_items: int) -> RawFeed:
    """Return the pieces of news of a sitemap in their order; entries without `news:news` are pages and left out.

    Raises:
        NoNewsError: there is none.
    """
    items: list[RawItem] = []
    publication, others, count = "", 0, 0
    for element in _iterate(text, "url"):
        news = next((child for child in element if _is_news(child, "news")), None)
        if news is None:
            others += 1
            continue
        count += 1
        if len(items) < max_items:
            name, language = _read_publication(news)
            publication = publication or name
            items.append(
                RawItem(
                    link=_find_text(element, "loc"),
                    title=_find_text(news, "title") or "",
                    published=_find_text(news, "publication_date"),
                    language=language,
                )
            )
    if not items:
        raise NoNewsError(f"a sitemap of {others} pages without news:news; it does not say what is new")
    notes: tuple[str, ...] = (f"capped: {max_items} of {count} items",) if count > max_items else ()
    notes += (f"{others} pages without news left out",) if others else ()
    return RawFeed(title=publication, format="news-sitemap", items=tuple(items), notes=notes)


def list_sitemaps(text: str) -> tuple[str, ...]:
    """Return the addresses of the sitemaps that a sitemap index names, as written, those of news first."""
    found = [address for element in _iterate(text, "sitemap") if (address := _find_text(element, "loc"))]
    return tuple(sorted(found, key=lambda address: "news" not in address.lower()))


def _iterate(text: str, name: str) -> Iterator[etree._Element]:
    parser = etree.XMLPullParser(
        ("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with suppress(etree.XMLSyntaxError):  # what came before the damage is there all the same
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    for _, element in parser.read_events():
        if _read_name(element) == name:
            yield element


def _read_name(element: etree._Element) -> str:
    """Return the local name of an element; the empty text of a comment, and of a name that is no Unicode."""
    with suppress(UnicodeDecodeError):  # a reference to half a surrogate pair in a name of a namespace
        return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""
    return ""


def _is_news(element: etree._Element, name: str) -> bool:
    return (
        isinstance(element.tag, str) and element.tag.startswith(f"{{{_NEWS}") and element.tag.endswith(f"}}{name}")
    )


def _read_publication(news: etree._Element) -> tuple[str, str | None]:
    publication = next((child for child in news if _is_news(child, "publication")), None)
    if publication is None:
        return "", None
    return _find_text(publication, "name") or "", _find_text(publication, "language")


def _find_text(element: etree._Element, name: str) -> str | None:
    for child in element:
        if _read_name(child) == name:
            with suppress(UnicodeDecodeError):
                return "".join(child.itertext()).strip() or None
    return None
