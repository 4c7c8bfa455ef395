"""The headings of a page as its markup has them: without kickers and hidden labels, the site's own name marked."""

import re
from typing import NamedTuple

from lxml import html

from pipeline.text.characters import clean_characters, fold_space
from pipeline.text.tree import read_text

_KICKER = re.compile(
    r"kicker|top-?line|over-?line|over-?title|sur-?titre|dachzeile|roof-?line|super-?title|pre-?title|pre-?header|"
    r"eyebrow|spitzmarke|occhiello|antetitulo|volanta|(?<![a-z])(?:badge|tag|label|rubrik|category|flag)(?![a-z])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"(?<![a-z])(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|invisible|hidden|a11y|visuallyhidden)(?![a-z])",
    re.IGNORECASE,
)
_LOGO = re.compile(
    r"(?<![a-z])(?:logo|brand|branding|masthead|site-?(?:title|name|logo)|blog-?(?:title|name)|navbar|navigation)",
    re.IGNORECASE,
)
_MAX_HEADING = 400
_MAX_PARTS = 12
_NEAR_ANCESTORS = 3


class Heading(NamedTuple):
    """A heading: `text` is all of it, `plain` leaves kicker and hidden labels out, `parts` are its elements' texts.

    `is_site` says that it names the site: it links to the home page or is marked as its logo.
    """

    text: str
    level: int
    plain: str
    parts: tuple[str, ...] = ()
    is_site: bool = False


def read_headings(elements: list[html.HtmlElement], level: int) -> tuple[Heading, ...]:
    """Read h1 elements, or those of another level; empty ones are left out."""
    found = (_read_heading(element, level) for element in elements)
    return tuple(heading for heading in found if heading.text)


def _read_heading(element: html.HtmlElement, level: int) -> Heading:
    pieces = _divide(element)
    text = _join([words for words, _ in pieces])
    if not text:
        return Heading("", level, "")
    if len(pieces) == 1:
        return Heading(text, level, text, (), _is_site(element))
    plain = _join([words for words, marks in pieces if not _is_left_out(marks)])
    return Heading(
        text, level, plain or text, tuple(words.strip() for words, _ in pieces if words.strip()), _is_site(element)
    )


def _divide(element: html.HtmlElement) -> list[tuple[str, str]]:
    """The texts of the elements directly below (or below the only one), each with its class and id."""
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        element = element[0]
    if not len(element) or len(element) > _MAX_PARTS or _is_running(element):
        return [(read_text(element)[:_MAX_HEADING], "")]
    pieces = [(element.text or "", "")]
    for child in element:
        is_break = child.tag == "br"
        words = " " if is_break else "".join(child.itertext())
        pieces += [(words, f"{child.get('class', '')} {child.get('id', '')}"), (child.tail or "", "")]
    return [(words[:_MAX_HEADING], marks) for words, marks in pieces if words]


def _join(pieces: list[str]) -> str:
    """Join texts; where two meet without a space and the second begins a word, a style sheet keeps them apart."""
    joined = ""
    for piece in pieces:
        meets = joined[-1:].isalnum() and (piece[:1].isupper() or piece[:1].isdigit())
        joined += f" {piece}" if meets else piece
    return fold_space(clean_characters(joined[:_MAX_HEADING]))


def _is_running(element: html.HtmlElement) -> bool:
    """Say whether the elements below only mark words of one line, so that their texts are no parts of their own."""
    return all(child.tag in ("em", "i", "b", "strong", "q", "abbr", "wbr", "sup", "sub", "u") for child in element)


def _is_left_out(marks: str) -> bool:
    return bool(_KICKER.search(marks) or _HIDDEN.search(marks))


def _is_site(element: html.HtmlElement) -> bool:
    if element.tag != "h1":
        return False
    links = [*element.iter("a"), *element.iterancestors("a")]
    if any(map(_is_home, links)):
        return True
    places = [element, *element.iter("span", "a", "div"), *element.iterancestors()][: _NEAR_ANCESTORS + 2]
    return any(_LOGO.search(f"{place.get('class', '')} {place.get('id', '')}") for place in places)


def _is_home(link: html.HtmlElement) -> bool:
    """Say whether a link leads to the front page: no path behind the host, or the relation says so."""
    address = (link.get("href") or "").strip()
    if link.get("rel") == "home" or address in ("/", "./", "index.html", "/index.html", "index.php", "/index.php"):
        return True
    return bool(re.fullmatch(r"(?:https?:)?//[^/?#]+/?", address))
