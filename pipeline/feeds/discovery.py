"""Where a site's feeds may be: what its home page links, what its robots.txt names, and the places that are usual."""

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from pipeline.feeds.decoding import decode_document
from pipeline.feeds.links import LinkRefusedError, resolve_link
from pipeline.feeds.registry import simplify_url
from schemas.records import FeedCandidate

_FEED_TYPES = ("rss", "atom", "rdf", "feed+json")
_FEED_PATH = re.compile(
    r"(?i)(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._-]|\d|$)|\.(?:rss|rdf|atom)$|[?&](?:feed|format)=(?:rss|atom)"
)
_NO_FEED_PATH = re.compile(r"(?i)\.(?:png|jpe?g|gif|svg|css|js|pdf|zip|mp[34])$")
_PLACES = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds", "/?feed=rss2", "/feed.json",
)  # fmt: skip
_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/googlenews.xml")
_SITEMAP_LINE = re.compile(r"(?im)^\s*sitemap\s*:\s*(\S+)")
_MAX_BYTES = 2 << 20


def find_feed_links(body: bytes, url: str, content_type: str | None) -> tuple[FeedCandidate, ...]:
    """Return the feeds that an HTML page names: `link rel=alternate` first, then links that look like feeds."""
    text = decode_document(body[:_MAX_BYTES], content_type).text
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return ()
    base = tree.find(".//base[@href]")
    root = urljoin(url, base.get("href") or "") if base is not None else url
    found: dict[str, FeedCandidate] = {}
    for element in tree.iter("link"):
        rel, kind = (element.get("rel") or "").lower().split(), (element.get("type") or "").lower()
        if (
            "alternate" in rel
            and "hreflang" not in element.attrib
            and _is_feed_type(kind, element.get("href") or "")
        ):
            _add(found, root, element.get("href"), element.get("title") or "", "link")
    for element in tree.iter("a"):
        href = element.get("href") or ""
        if _FEED_PATH.search(href.partition("#")[0]) and not _NO_FEED_PATH.search(href):
            _add(found, root, href, " ".join(element.text_content().split())[:200], "anchor")
    return tuple(found.values())


def list_usual_places(url: str) -> tuple[FeedCandidate, ...]:
    """Return where feeds and news sitemaps usually are: below the page's own folder, then at the root."""
    root = urljoin(url, "/")
    folder = url if urlsplit(url).path.endswith("/") else url.rpartition("/")[0] + "/"
    places = [f"{folder.rstrip('/')}/feed", *(root.rstrip("/") + place for place in (*_PLACES, *_SITEMAPS))]
    found: dict[str, FeedCandidate] = {}
    for place in places:
        _add(found, root, place, "", "place")
    return tuple(found.values())


def find_sitemaps(robots: str, url: str) -> tuple[FeedCandidate, ...]:
    """Return the sitemaps that a robots.txt names (sitemaps.org), those of news first."""
    found: dict[str, FeedCandidate] = {}
    for address in sorted(_SITEMAP_LINE.findall(robots), key=lambda address: "news" not in address.lower()):
        _add(found, url, address, "", "robots.txt")
    return tuple(found.values())


def find_robots(url: str) -> str:
    """Return where the robots.txt of an address is.

    >>> find_robots("https://example.org/news/?a=1")
    'https://example.org/robots.txt'
    """
    return urljoin(url, "/robots.txt")


def is_comments_feed(url: str, title: str) -> bool:
    """Tell whether a feed is that of readers' comments.

    >>> is_comments_feed("https://blog.example/comments/feed/", "")
    True
    """
    return "/comments" in url.lower() or title.lower().startswith(("comments on", "comments for"))


def _is_feed_type(kind: str, href: str) -> bool:
    return any(name in kind for name in _FEED_TYPES) or ("xml" in kind and bool(_FEED_PATH.search(href)))


def _add(found: dict[str, FeedCandidate], root: str, href: str | None, title: str, source: str) -> None:
    try:
        url = resolve_link(re.sub(r"(?i)^feed:(?://)?(?=https?:)", "", (href or "").strip()), root)
    except LinkRefusedError:
        return
    found.setdefault(simplify_url(url), FeedCandidate(url=url, title=title, source=source))
