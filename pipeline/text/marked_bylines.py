"""Elements of a page that are marked as its author's, by relation, microdata, class or the address of a profile."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import html

from pipeline.text.author_phrases import BY_WORDS
from pipeline.text.authors import is_full_name
from pipeline.text.characters import clean_characters, fold_space
from pipeline.text.microdata import is_of_other
from pipeline.text.tree import list_after, read_short_text

_BY_STEMS = ("author", "autor", "auteur", "byline", "by-line", "_by", "-by", "wroteby", "verfasser", "redakteur")
_BY_WORDS = (
    "schreiber", "writer", "journalist", "reporter", "columnist", "contributor", "username", "muhabir", "yazar",
    "firma", "signature",
)  # fmt: skip
_BY_CLASS = re.compile(
    r"author(?!i[sz]|ity)|autor(?!i[sz])|auteur|by-?line|(?:wrote|written|posted)[_-]?by(?![a-z])|verfasser|redakteur|"
    rf"(?<![a-z])(?:{'|'.join(_BY_WORDS)})(?![a-z])"
)
_NAME = re.compile(
    r"(?<![a-z])(?:fn|full-?name|display-?name|person-?name|(?:author|autor|byline|meta|writer|auteur|user)[\w-]*?name)(?![a-z])",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es|in|i)?|auteurs?|autore|reporters?|staff|journalists?|redaktion|redakteur(?:e|in)?|people|"
    r"contributors?|writers?|columnists?|by|team|newsteam|profile|profil|users?|mitarbeiter|opinion-writers|yazar(?:lar)?|"
    r"member|membres|firmas?)/[^/?#]",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"comments?(?!s?-?(?:count|link|number))[\w-]*|[\w-]*(?:disqus|related|recommend|teaser|carousel|slider)[\w-]*|"
    r"respond|replies|(?:[\w-]*-)?cards?(?:__[\w-]+)?|(?!post-)[\w-]*listing[\w-]*|tile|latest|trending|"
    r"(?:[\w-]*[_-])?sidebar(?:[_-]?(?:right|left|primary|secondary|area|inner|widgets?|\d))?|widget(?:[_-][\w-]*)?|"
    r"(?:most-?)?(?:popular|read)(?:[_-][\w-]+)?|more-(?:stories|news|from)|promo|image|photo|caption|figure|avatar|"
    r"share|social(?:[_-][\w-]+)?",
    re.IGNORECASE,
)
_OF_POST = ("category-", "tag-", "post-", "type-")
"""What a theme of a blog writes on each post: its categories are no places."""
_NO_NAME = re.compile(
    r"avatar|image|photo|(?<![a-z])(?:img|bio|biography|description|desc|follow|social|share|date|time|title|role|"
    r"position|job|email|links?|count|count|label|prefix|twitter|comments?)(?![a-z])",
    re.IGNORECASE,
)
_TAGS = (
    "a", "address", "b", "button", "cite", "dd", "div", "em", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "i", "li", "p", "section", "small", "span", "strong", "td", "ul",
)  # fmt: skip
_LINES = (
    "p",
    "div",
    "span",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "b",
    "i",
    "td",
    "li",
    "small",
    "address",
    "time",
)
_NAME_WORD = r"[^\W\d_a-z][\w.'’-]*"
_NAME_WORDS = rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|van|von|de|da|der|del|di|la|le|bin|al|zu|y|e|und|and|et|&)){{1,8}}"
_BY_LINE = re.compile(
    rf"^\W*(?i:(?:{'|'.join(BY_WORDS)})\s*:?)\s+(?P<who>{_NAME_WORDS}(?:, {_NAME_WORDS})*)"
    r"(?=\s*(?:$|[|•·,/–—-]|\d|\())"
)
_DATE_LINE = re.compile(rf"^\W*\d[\d./ -]*\d\s*[-–—|•·]\s*(?P<who>{_NAME_WORDS})$")
_MAX_AFTER = 60
_MAX_LINE = 100
_ASIDE_TAGS = ("aside", "figure", "footer", "nav")
_LEVELS = 10
_MAX_FOUND = 40
_MAX_BYLINE = 120
_NEAR = 20


class Byline(NamedTuple):
    """The text of a marked element; `kind` is `itemprop`, `rel`, `name`, `class` or `profile`."""

    text: str
    kind: str
    marks: str
    position: int
    is_below: bool
    """Whether it stands below the first h1."""


def read_bylines(root: html.HtmlElement) -> tuple[Byline, ...]:
    """Return the bylines of a page in the order of the document, without those of comments and of other articles."""
    found: list[Byline] = []
    is_below = False
    for position, element in enumerate(root.iter(*_TAGS)):
        tag, name = element.tag, element.get("class") or element.get("data-testid") or ""
        if tag == "h1":
            is_below = True
        elif tag != "a" and not _tell_class(name) and element.get("itemprop") is None:
            continue
        kind, marks = _tell_kind(element)
        if kind and not _is_aside(element):
            found += (Byline(text, kind, marks, position, is_below) for text in _read_names(element))
            if len(found) >= _MAX_FOUND:
                break
    return tuple(found)


def read_lines(root: html.HtmlElement) -> tuple[str, ...]:
    """Return names from short lines near the headline: "By Ann Lee", or "12.3.2022 - Ann Lee" behind a date."""
    heading = next(root.iter("h1", "h2"), None)
    if heading is None:
        return ()
    found: list[str] = []
    for element in list_after(heading, _MAX_AFTER):
        if element.tag in _LINES and len(read_short_text(element, _MAX_LINE)) <= _MAX_LINE:
            text = _read(element)
            line = _BY_LINE.search(text) or _DATE_LINE.search(text)
            found += [clean_characters(line["who"])] if line else []
    return tuple(dict.fromkeys(found))


def group_bylines(bylines: tuple[Byline, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (kind, texts) of places that may name the authors, best first: those side by side are one place.

    Places below the headline come before those above it. A link to a profile counts only with two words: the
    menus of a site have such links too.
    """
    for is_below in (True, False):
        for kind in ("itemprop", "rel", "name", "class", "profile"):
            those = [byline for byline in bylines if byline.kind == kind and byline.is_below == is_below]
            if kind == "profile":
                those = [byline for byline in those if is_full_name(byline.text)]
            while those:
                group = [those[0]]
                for byline in those[1:]:
                    if byline.position - group[-1].position <= _NEAR and byline.marks == group[0].marks:
                        group.append(byline)
                yield kind, tuple(dict.fromkeys(byline.text for byline in group))
                those = [byline for byline in those if byline not in group]


def _tell_kind(element: html.HtmlElement) -> tuple[str, str]:
    """The kind of an element's mark and its class, or "" where it has none. Every element of a page passes here."""
    marks = element.get("class") or ""
    if element.tag == "a":
        if "author" in (element.get("rel") or "").lower().split():
            return "rel", marks
        if _is_profile(element.get("href") or ""):
            return "profile", ""
    if "author" in (element.get("itemprop") or "").lower() and element.tag != "meta":
        return ("itemprop", marks) if not is_of_other(element) else ("", "")
    return _tell_class(marks or element.get("data-testid") or ""), marks


@lru_cache(maxsize=4096)
def _tell_class(marks: str) -> str:
    low = marks.lower()
    if not any(stem in low for stem in (*_BY_STEMS, *_BY_WORDS)):
        return ""
    if not _BY_CLASS.search(low) or _NO_NAME.search(marks):
        return ""
    return "name" if _NAME.search(marks) else "class"


@lru_cache(maxsize=4096)
def _is_profile(address: str) -> bool:
    return _PROFILE.search(address) is not None


def _is_aside(element: html.HtmlElement) -> bool:
    """Say whether an element is among comments, pictures or links to other articles."""
    place: html.HtmlElement | None = element
    for _ in range(_LEVELS):
        if place is None or place.tag in ("main", "body"):
            return False
        if place is not element and place.tag in _ASIDE_TAGS and not _is_post_footer(place):
            return True
        if _names_aside(f"{place.get('class', '')} {place.get('id', '')}"):
            return True
        place = place.getparent()
    return False


@lru_cache(maxsize=4096)
def _names_aside(names: str) -> bool:
    return any(_ASIDE.fullmatch(name) and not name.startswith(_OF_POST) for name in names.split())


def _is_post_footer(element: html.HtmlElement) -> bool:
    return element.tag == "footer" and next(element.iterancestors("article"), None) is not None


def _read_names(element: html.HtmlElement) -> list[str]:
    """The names inside an element where some are marked again, else its text if that is short."""
    inner = [below for below in element.iterdescendants() if _is_name(below)]
    texts = [_read(each) for each in inner] or [_read(element)]
    return [text for text in dict.fromkeys(texts) if 0 < len(text) <= _MAX_BYLINE]


def _is_name(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag == "meta":
        return False
    if "name" in (element.get("itemprop") or "").lower().split():
        return True
    if element.tag == "a" and (
        "author" in (element.get("rel") or "") or _PROFILE.search(element.get("href") or "")
    ):
        return bool((element.text_content() or "").strip())
    return bool(_NAME.search(element.get("class") or ""))


def _read(element: html.HtmlElement) -> str:
    """The text of an element, a bar between its parts where a style sheet keeps them apart."""
    joined = ""
    for part in element.itertext():
        meets = joined[-1:].isalnum() and part[:1].isalnum()
        joined += f" | {part}" if meets else part
        if len(joined) > 10 * _MAX_BYLINE:
            break
    return fold_space(clean_characters(joined))
