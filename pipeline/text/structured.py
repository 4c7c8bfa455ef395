"""What a page says of itself in JSON-LD (schema.org), read leniently: many sites print it broken."""

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any, Literal, NamedTuple

from lxml import html

from pipeline.text.characters import clean_characters, fold_space

_MAX_DEPTH = 64
_MAX_SCRIPT = 4_000_000
_ARTICLE = re.compile(r"(?:\w*Article|Report|BlogPosting|LiveBlogPosting|SocialMediaPosting|Review|OpinionPiece)$")
_PAGE = re.compile(
    r"(?:\w*WebPage|CreativeWork|ItemPage|AboutPage|Recipe|HowTo|\w*Posting|\w*Report|PodcastEpisode|Book)$"
)
_PAGES = {
    "CollectionPage": "a collection", "SearchResultsPage": "search results", "ImageGallery": "a gallery",
    "MediaGallery": "a gallery", "DiscussionForumPosting": "a forum", "QAPage": "a question with answers",
    "CheckoutPage": "a shop", "JobPosting": "a job",
}  # fmt: skip
_THINGS = {
    "Product": "a product", "ProductGroup": "a product", "ItemList": "a list", "PodcastSeries": "a podcast",
    "OfferCatalog": "a list of offers", "ProfilePage": "a profile", "RealEstateListing": "an offer",
}  # fmt: skip
_PARTS = {
    "VideoObject": "a video", "AudioObject": "an audio", "PodcastEpisode": "a podcast", "RadioEpisode": "a broadcast",
    "TVEpisode": "a broadcast", "Event": "an event", "MusicEvent": "an event",
    "SportsEvent": "an event", "ContactPage": "a contact page", "Series": "a series", "WeatherForecast": "a forecast",
}  # fmt: skip
_SCRIPTED = re.compile(
    r"[\"'](?:date_?published|first_?published(?:_?(?:at|date))?|published(?:_?(?:at|on|date|time|_time))?|"
    r"publi(?:sh|cation)_?(?:date|time)(?:_?time)?|article_?publi\w{0,12})[\"']\s*[:=,]\s*[\"']([^\"']{8,40})[\"']",
    re.IGNORECASE,
)
_MAX_SCRIPTED = 3
_LISTS = (
    "itemListElement",
    "hasPart",
    "mentions",
    "blogPost",
    "relatedLink",
    "citation",
    "comment",
    "review",
    "video",
)
_ORGANISATION = re.compile(
    r"Organization|Corporation|NewsMediaOrganization|NGO|WebSite|Brand|GovernmentOrganization"
)
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")


class OtherKind(NamedTuple):
    """What a schema.org type other than an article is, in words, and what it says of the page.

    "page": it is the page itself; "thing": the page is about it; "part": it may as well be a part of an article.
    """

    words: str
    strength: Literal["page", "thing", "part"]


class Party(NamedTuple):
    """A person or organisation that structured data names."""

    name: str
    is_organisation: bool
    url: str | None = None
    is_person: bool = False
    """Whether its type says so: that of a personal site is both."""
    logo: str | None = None


class Structured(NamedTuple):
    """The article that a page's JSON-LD describes, and the other things that it says the page is."""

    headline: str = ""
    body: str = ""
    published: str | None = None
    scripted: tuple[str, ...] = ()
    """Dates of publication in scripts that are no JSON-LD, only where neither that nor the usual meta gives one."""
    modified: str | None = None
    authors: tuple[Party, ...] = ()
    publisher: Party | None = None
    sources: tuple[Party, ...] = ()
    based_on: tuple[Party, ...] = ()
    providers: tuple[Party, ...] = ()
    """Who provided the article or holds its copyright."""
    language: str | None = None
    section: str = ""
    images: tuple[str, ...] = ()
    is_free: bool | None = None
    is_article: bool = False
    other_types: tuple[str, ...] = ()
    word_count: int | None = None
    paid_parts: tuple[str, ...] = ()


def read_structured(root: html.HtmlElement) -> Structured:
    """Read the JSON-LD of a page: the first article that is not an item of a list, else what else it is.

    What the article does not say itself, such as its dates, its page or another work that it is may say.
    `paid_parts` are the CSS selectors of the parts that it declares as not free.
    """
    nodes = [node for script in _find_scripts(root) for node in _walk(_load(script), 0)]
    article = next((node for node in nodes if _is_article(node) and node.get("articleBody")), None)
    article = article or next((node for node in nodes if _is_article(node)), None)
    types = tuple(dict.fromkeys(kind for node in nodes for kind in _types(node)))
    page = next((node for node in nodes if _is_page(node)), {})
    said = article or page
    works = [said, page]
    return Structured(
        headline=_text(said.get("headline") or (article.get("name") if article else "")),
        body=_long_text(article.get("articleBody")) if article else "",
        published=_first(works, "datePublished") or _first(works, "dateCreated") or None,
        scripted=() if _first(works, "datePublished") or _has_meta(root) else tuple(_find_scripted(root)),
        modified=_first(works, "dateModified") or None,
        authors=tuple(_parties(said.get("author"), nodes)) or tuple(_parties(said.get("creator"), nodes)),
        publisher=next(_parties(said.get("publisher"), nodes), None),
        sources=tuple(_parties(said.get("sourceOrganization"), nodes)) if article else (),
        based_on=tuple(_outlets(said.get("isBasedOn") or said.get("isBasedOnUrl"), nodes)) if article else (),
        providers=tuple(
            party for key in ("provider", "copyrightHolder") for party in _parties(said.get(key), nodes)
        )
        if article
        else (),
        language=_first(works, "inLanguage") or None,
        section=_text(article.get("articleSection")) if article else "",
        images=tuple(dict.fromkeys(_addresses(said.get("image"), nodes))),
        is_free=_is_free([article] if article else nodes),
        is_article=article is not None,
        other_types=types,
        word_count=_count(article.get("wordCount")) if article else None,
        paid_parts=tuple(_list_paid_parts(article.get("hasPart"))) if article else (),
    )


def describe_type(kind: str) -> OtherKind | None:
    """Return what a schema.org type other than an article is, or None."""
    if kind in _PAGES:
        return OtherKind(_PAGES[kind], "page")
    if kind in _THINGS:
        return OtherKind(_THINGS[kind], "thing")
    return OtherKind(_PARTS[kind], "part") if kind in _PARTS else None


def _find_scripts(root: html.HtmlElement) -> Iterator[str]:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield (script.text or "")[:_MAX_SCRIPT]


def _has_meta(root: html.HtmlElement) -> bool:
    return root.find("head/meta[@property='article:published_time']") is not None


def _find_scripted(root: html.HtmlElement) -> Iterator[str]:
    """The dates that scripts call those of publication, as in the data of an application or a tag manager."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or ""):
            continue
        if "ublish" in text or "ublication" in text or "dateCreated" in text:
            yield from (found[1].replace("\\/", "/") for found in islice(_SCRIPTED.finditer(text), _MAX_SCRIPTED))


def _load(script: str) -> Any:
    """Parse one script; a list of what could be read where it is broken or holds several documents."""
    script = _COMMENT.sub("", _COMMENT.sub("", script.strip()))
    for attempt in (script, _TRAILING_COMMA.sub(r"\1", script)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    decoder, found, start = json.JSONDecoder(strict=False), list[Any](), script.find("{")
    while start >= 0 and len(found) < _MAX_DEPTH:
        try:
            value, end = decoder.raw_decode(script, start)
        except (ValueError, RecursionError):
            break
        found.append(value)
        start = script.find("{", end)
    return found


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the typed objects of a document, outermost first; those of lists of other pages are left out."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for key, item in value.items():
            if isinstance(item, dict | list) and key not in _LISTS:
                yield from _walk(item, depth + 1)


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE.match(kind) for kind in _types(node)) and bool(
        node.get("headline") or node.get("articleBody") or node.get("datePublished")
    )


def _is_page(node: dict[str, Any]) -> bool:
    return any(_PAGE.match(kind) for kind in _types(node)) and bool(node.get("datePublished") or node.get("author"))


def _first(works: list[dict[str, Any]], name: str) -> str:
    return next((text for text in (_text(work.get(name)) for work in works) if text), "")


def _addresses(value: Any, nodes: list[dict[str, Any]]) -> Iterator[str]:
    """The addresses of pictures: strings, or objects with `url`, given or by reference."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item.strip()
        elif isinstance(item, dict):
            same = (
                other for other in nodes if "@id" in item and other.get("@id") == item["@id"] and "url" in other
            )
            node = item if "url" in item or "contentUrl" in item else next(same, item)
            address = node.get("contentUrl") or node.get("url")
            if isinstance(address, str):
                yield address.strip()


def _is_free(nodes: list[dict[str, Any]]) -> bool | None:
    for node in nodes:
        said = str(node.get("isAccessibleForFree", "")).strip().lower()
        if said in ("false", "true", "no", "yes", "0", "1"):
            return said in ("true", "yes", "1")
    return None


def _count(value: Any) -> int | None:
    number = _text(value)
    return int(number) if number.isdecimal() and len(number) < 7 and int(number) else None


def _list_paid_parts(value: Any) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict) and _is_free([part]) is False:
            selectors = part.get("cssSelector")
            for selector in selectors if isinstance(selectors, list) else [selectors]:
                if isinstance(selector, str) and selector.strip():
                    yield selector.strip()


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str | dict)), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("alternateName") or ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return fold_space(clean_characters(_strip_markup(value))) if isinstance(value, str) else ""


def _long_text(value: Any) -> str:
    if isinstance(value, list):
        value = "\n".join(item for item in value if isinstance(item, str))
    if not isinstance(value, str):
        return ""
    text = clean_characters(_strip_markup(value, breaks=True))
    return "\n".join(line for line in (fold_space(line) for line in text.split("\n")) if line)


def _strip_markup(value: str, breaks: bool = False) -> str:
    """Return a value as text: some sites put escaped markup into their JSON, some of it twice."""
    if "<" not in value and "&" not in value:
        return value
    for _ in range(2):
        if breaks:
            value = re.sub(r"<(?:br|/p|/div|/h\d|/li)\b[^>]*>", "\n", value, flags=re.IGNORECASE)
        value = re.sub(r"</?[a-zA-Z][^<>]{0,2000}>", "", value)
        value = unescape(value)
    return value


def _parties(value: Any, nodes: list[dict[str, Any]]) -> Iterator[Party]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            is_url = item.startswith(("http://", "https://"))
            name = "" if is_url else _text(item)
            if name or is_url:
                yield Party(name, is_organisation=False, url=item if is_url else None)
        elif isinstance(item, dict):
            node = _resolve(item, nodes)
            address: str | None = next(
                (node[key] for key in ("url", "@id") if isinstance(node.get(key), str)), None
            )
            kinds = _types(node)
            logo = next(_addresses(node.get("logo"), nodes), None)
            organisation = any(_ORGANISATION.search(kind) for kind in kinds)
            names = node.get("name")
            for each in names if isinstance(names, list) else [names]:
                if _text(each) or address:
                    yield Party(
                        _text(each), organisation and "Person" not in kinds, address, "Person" in kinds, logo
                    )


def _outlets(value: Any, nodes: list[dict[str, Any]]) -> Iterator[Party]:
    """The outlets of works: a work's own name is its headline, so its publisher is read, else its address."""
    for item in value if isinstance(value, list) else [value]:
        work = _resolve(item, nodes) if isinstance(item, dict) else {}
        owner = next((work[key] for key in ("publisher", "sourceOrganization", "provider") if work.get(key)), None)
        address = next((work[key] for key in ("url", "@id") if isinstance(work.get(key), str)), None)
        parties = _parties(owner if owner else address if work else item, nodes)
        yield from (party._replace(url=address or party.url) for party in parties)


def _resolve(node: dict[str, Any], nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """Follow a reference `{"@id": …}` to the object of the page's graph that it names."""
    if "@id" not in node or (node.get("name") and "@type" in node):
        return node
    same = [other for other in nodes if other.get("@id") == node["@id"] and other.get("name")]
    return next((other for other in same if "@type" in other), same[0] if same else node)
