"""What a page says of its article in microdata (`itemprop` of schema.org)."""

import re
from typing import NamedTuple

from lxml import etree, html

from pipeline.text.characters import clean_characters, fold_space
from pipeline.text.tree import read_text

_ITEMS = etree.XPath(".//*[@itemprop or @itemtype]")
_ARTICLE = re.compile(r"(?:Article|BlogPosting|OpinionPiece)$")
_WANTED = frozenset(
    ("headline", "datepublished", "datemodified", "articlebody", "isaccessibleforfree", "articlesection")
)
_MAX_IMAGES = 3
_OTHER_PAGES = (
    "Comment", "ListItem", "ItemList", "ImageObject", "VideoObject", "Product", "UserComments", "Answer",
)  # fmt: skip


class Microdata(NamedTuple):
    """The properties of the page's article as written; "" where there is none.

    `is_article` says that the page is about one article: several are the items of a list.
    """

    headline: str = ""
    published: str = ""
    modified: str = ""
    body: str = ""
    free: str = ""
    section: str = ""
    images: tuple[str, ...] = ()
    is_article: bool = False


def read_microdata(root: html.HtmlElement) -> Microdata:
    """Read the microdata of the page's article; items of lists, comments and media are left out."""
    found: dict[str, str] = {}
    elements = _ITEMS(root)
    articles = 0
    for element in elements:
        articles += _ARTICLE.search(element.get("itemtype") or "") is not None
        for name in (element.get("itemprop") or "").lower().split():
            if name in _WANTED and name not in found and not is_of_other(element):
                found[name] = _read_lines(element) if name == "articlebody" else _read_value(element)
    return Microdata(
        found.get("headline", ""),
        found.get("datepublished", ""),
        found.get("datemodified", ""),
        found.get("articlebody", ""),
        found.get("isaccessibleforfree", ""),
        found.get("articlesection", ""),
        _read_images(elements),
        "articlebody" in found or articles == 1,
    )


def _read_images(elements: list[html.HtmlElement]) -> tuple[str, ...]:
    """The addresses of the article's pictures; `image` may itself be an item, with `url` inside."""
    named = ((element, (element.get("itemprop") or "").lower().split()) for element in elements)
    found = [element for element, names in named if "image" in names][:_MAX_IMAGES]
    texts = (element.get("content") or element.get("src") or element.get("href") or "" for element in found)
    inside = (
        below.get("content") or below.get("src") or below.get("href") or ""
        for element in found
        for below in element.iterdescendants()
        if below.get("itemprop") in ("url", "contentUrl")
    )
    return tuple(text.strip() for text in (*texts, *inside) if text.strip())


def is_of_other(element: html.HtmlElement) -> bool:
    """Say whether a property is that of a comment, an item of a list or a medium, and not of the article."""
    scope = next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)
    return scope is not None and (scope.get("itemtype") or "").rsplit("/", 1)[-1] in _OTHER_PAGES


def _read_value(element: html.HtmlElement) -> str:
    value = element.get("content") or element.get("datetime") or read_text(element)
    return fold_space(clean_characters(value))


def _read_lines(element: html.HtmlElement) -> str:
    """The paragraphs of an element, a line each."""
    paragraphs = [read_text(paragraph) for paragraph in element.iter("p")]
    return clean_characters("\n".join(filter(None, paragraphs)))
