"""What the markup of a page shows of its kind, read before the tree is stripped: players, forms, lists, pages.

It says what is there; `kind` and `completeness` judge it.
"""

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from pipeline.text.characters import fold_words
from pipeline.text.tree import read_short_text, read_text
from pipeline.text.wall_phrases import CONTINUES

_WATCHED = (
    "h1", "h2", "h3", "h4", "iframe", "video", "audio", "amp-video", "amp-audio", "input", "button", "embed",
    "object", "figure", "link",
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_PLAYERS = frozenset(("video", "audio", "amp-video", "amp-audio"))
_PLAYER_ADDRESS = re.compile(
    r"player|/embed|youtube|youtu\.be|vimeo|dailymotion|rutube|soundcloud|podcast|/video", re.I
)
_TEXT_BEFORE = etree.XPath("preceding::text()[normalize-space()][1]")
_HIDDEN = etree.XPath(
    "//template | //body//*[@hidden or @aria-hidden='true' or"
    " contains(translate(@style, ' ', ''), 'display:none')][not(self::svg)]"
)
_BY_ID = etree.XPath("//*[@id=$name]")
_BY_CLASS = etree.XPath("//*[contains(concat(' ', normalize-space(@class), ' '), $name)]")
_NEXT = etree.XPath("//a[@rel='next']")
_FURTHER = re.compile(
    r"(?:[/?&_.,-]|page|seite|pagina|página|sayfa|stranica|p|s|pg|=)*[2-9]\d?(?:\.\w{2,5})?/?", re.IGNORECASE
)
_EXTENSION = re.compile(r"\.\w{2,5}$|/$")
_NAMED = re.compile(r"([.#])([\w-]+)[^.#]*$")
_MAX_LABEL = 60
_MAX_HIDDEN = 40
_MAX_HIDDEN_TEXT = 600
_MIN_HIDDEN_TEXT = 12


class Layout(NamedTuple):
    """What stands in a page. `unfolders` are the labels of buttons that show the rest, each with the words before
    it, folded; `next_page` the address of
    the article's next page."""

    body_classes: frozenset[str] = frozenset()
    headline_links: int = 0
    players: int = 0
    pictures: int = 0
    documents: int = 0
    has_password: bool = False
    unfolders: tuple[tuple[str, str], ...] = ()
    next_page: str | None = None


def read_layout(root: html.HtmlElement, url: str) -> Layout:
    """Read what a page shows besides its text. The tree stays as it is and must still have its buttons and media."""
    found: dict[str, list[html.HtmlElement]] = {tag: [] for tag in _WATCHED}
    for element in root.iter(*_WATCHED):
        found[element.tag].append(element)
    body = root.find("body")
    classes = f"{body.get('class') or ''} {body.get('id') or ''}" if body is not None else ""
    players = sum(len(found[tag]) for tag in _PLAYERS)
    players += sum(bool(_PLAYER_ADDRESS.search(_read_source(frame))) for frame in found["iframe"])
    return Layout(
        body_classes=frozenset(classes.lower().split()),
        headline_links=sum(_is_linked(heading) for tag in _HEADINGS for heading in found[tag]),
        players=players,
        pictures=len(found["figure"]),
        documents=sum(
            ".pdf" in _read_source(frame) for tag in ("embed", "object", "iframe") for frame in found[tag]
        ),
        has_password=any((field.get("type") or "").lower() == "password" for field in found["input"]),
        unfolders=tuple(_list_unfolders(found["button"])),
        next_page=_find_next_page([*found["link"], *_NEXT(root)], url),
    )


def find_parts(root: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """Return the elements that the last class or id of a CSS selector names: publishers use no more of CSS there."""
    found = _NAMED.search(selector)
    if found is None:
        return []
    parts: list[html.HtmlElement] = (
        _BY_ID(root, name=found[2]) if found[1] == "#" else _BY_CLASS(root, name=f" {found[2]} ")
    )
    return parts


def list_hidden(root: html.HtmlElement) -> tuple[str, ...]:
    """The words of what is hidden by its own markup. A long hidden text is no notice, and is perhaps the article."""
    texts = (read_text(element) for element in _HIDDEN(root)[:_MAX_HIDDEN])
    return tuple(dict.fromkeys(text for text in texts if _MIN_HIDDEN_TEXT <= len(text) <= _MAX_HIDDEN_TEXT))


def _read_source(element: html.HtmlElement) -> str:
    return f"{element.get('src') or element.get('data') or element.get('data-src') or ''}".lower()


def _is_linked(heading: html.HtmlElement) -> bool:
    """Say whether a heading leads to another page: it holds a link or stands in one."""
    parent = heading.getparent()
    return (parent is not None and parent.tag == "a") or next(heading.iter("a"), None) is not None


def _list_unfolders(buttons: list[html.HtmlElement]) -> list[tuple[str, str]]:
    unfolders = []
    for button in buttons:
        label = read_short_text(button, _MAX_LABEL)
        if len(label) <= _MAX_LABEL and CONTINUES.fullmatch(label.strip(" .…»›→>:")):
            before = _TEXT_BEFORE(button)
            unfolders.append((label, fold_words(before[0]) if before else ""))
    return unfolders


def _find_next_page(links: list[html.HtmlElement], url: str) -> str | None:
    """The address of `rel=next` where it is this page's with a number behind it, not that of another article."""
    for link in links:
        if "next" in (link.get("rel") or "").lower().split() and link.get("href"):
            try:
                address: str = urljoin(url, link.get("href"))
                here, there = urlsplit(url), urlsplit(address)
            except ValueError:
                continue
            ours = _EXTENSION.sub("", f"{here.netloc}{here.path}")
            theirs = f"{there.netloc}{there.path}" + (f"?{there.query}" if there.query else "")
            if here.path.strip("/") and theirs.startswith(ours) and _FURTHER.fullmatch(theirs[len(ours) :]):
                return address
    return None
