"""Is this page an article at all? What says that it is a list, an error, a wall, a player, a form, a forum."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from pipeline.text.addresses import clean_address, find_host
from pipeline.text.ending import Ending
from pipeline.text.layout import Layout
from pipeline.text.structured import OtherKind, describe_type
from pipeline.text.wall_phrases import (
    BODY_CLASSES,
    CONSENT,
    FORUM_PATHS,
    FORUM_SYSTEMS,
    LIST_PATHS,
    LIVE,
    NOT_FOUND,
    PARKED,
    WALL_TITLES,
)

_SHORT = 150
_BRIEF = 60
_LITTLE = 25
_CONSENT_HITS = 3
_MANY_LINKS = 4
_VERY_MANY_LINKS = 8
_MANY_PICTURES = 4
_ENTRIES = 5
_LONG_PARAGRAPH = 40


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


_NOT_FOUND = _any_of(NOT_FOUND)
_WALL_TITLES = _any_of(WALL_TITLES)
_CONSENT = _any_of(CONSENT)
_PARKED = _any_of(PARKED)
_LIVE_TITLE = re.compile(
    rf"^\W*(?:{'|'.join(LIVE)})\b|[:|–—-]\s*(?:{'|'.join(LIVE)})\b\s*\W*(?:updates?)?$", re.IGNORECASE
)
_CLOCK = re.compile(r"(?<![\d.:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d.:])|(?<!\d)\d{1,3}(?:\+\d)?['’′]")
_LIST_PATH = re.compile(
    rf"/(?:{'|'.join(LIST_PATHS)})/[^/]+(?:/page/?\d*)?/?$|/page/\d+/?$|/search/?$|/(?:19|20)\d\d(?:/\d\d?){{0,2}}/?$",
    re.IGNORECASE,
)
_FORUM_PATH = re.compile("|".join(FORUM_PATHS), re.IGNORECASE)
_FORUM_HOST = re.compile(r"^(?:forums?|community|discuss(?:ions?)?|board)\.", re.IGNORECASE)
_FRONT = ("", "index.html", "index.php", "index.htm", "home")


class Signs(NamedTuple):
    """What a page says of its kind. `words` are those of the article's own lines, `page_text` all that it shows."""

    url: str
    title: str
    heading: str
    words: int
    ending: Ending
    layout: Layout
    page_text: str = ""
    og_type: str = ""
    generator: str = ""
    schema_types: tuple[str, ...] = ()
    is_article: bool = False
    has_date: bool = False
    has_any_date: bool = False

    @property
    def declares_article(self) -> bool:
        """Say whether the page itself calls what it holds an article."""
        return self.is_article or self.og_type == "article"


def find_other_kind(signs: Signs) -> str | None:
    """Return the evidence that a page is no article, or None."""
    return next((reason for rule in _RULES if (reason := rule(signs))), None)


def _find_error(signs: Signs) -> str | None:
    """An error, a challenge or a parked domain that came with status 200: said by its headline, and little else."""
    if signs.words >= _SHORT:
        return None
    for headline in dict.fromkeys((signs.title, signs.heading)):
        if found := _NOT_FOUND.search(headline):
            return f"soft 404: title “{found[0]}”"
        if not signs.declares_article and (found := _WALL_TITLES.search(headline)):
            return f"a wall before the page: title “{found[0]}”"
    first = "\n".join(signs.ending.lines[:2])
    if signs.words < _BRIEF and not signs.declares_article and (found := _NOT_FOUND.search(first)):
        return f"soft 404: “{found[0]}”"
    if found := _PARKED.search(signs.page_text[:3000]):
        return f"parked domain: “{found[0]}”"
    return None


def _find_consent(signs: Signs) -> str | None:
    if signs.words >= _SHORT or signs.declares_article:
        return None
    said = "\n".join(signs.ending.lines) or signs.page_text[:3000]
    hits = {hit.casefold() for hit in _CONSENT.findall(said)}
    return f"consent wall: “{'”, “'.join(sorted(hits)[:3])}”" if len(hits) >= _CONSENT_HITS else None


def _find_live(signs: Signs) -> str | None:
    if "LiveBlogPosting" in signs.schema_types:
        return "schema.org says a live blog"
    if signs.heading and signs.words < _LITTLE and not signs.declares_article and _LIVE_TITLE.search(signs.heading):
        return f"live: “{signs.heading[:40]}” without a text"
    if signs.heading and _LIVE_TITLE.search(signs.heading):
        times = len(_CLOCK.findall("\n".join(signs.ending.lines) or signs.page_text))
        if times >= _ENTRIES:
            return f"live: “{signs.heading[:40]}” with {times} times"
    return None


def _find_front_page(signs: Signs) -> str | None:
    try:
        address = urlsplit(signs.url)
    except ValueError:
        return None
    path = unquote(address.path).strip("/").lower()
    query = urlsplit(clean_address(signs.url)).query
    if find_host(signs.url) and path in _FRONT and not query and not signs.declares_article:
        return "home page: the address has no path"
    return None


def _find_declared(signs: Signs) -> str | None:
    """What a page that declares no article declares to be: in schema.org, og:type, the classes of its body."""
    if signs.og_type.startswith(("video", "music")) and signs.words < _SHORT and not signs.is_article:
        return f"og:type {signs.og_type}"
    if signs.is_article:
        return None
    if kind := next((kind for kind in signs.layout.body_classes if kind in BODY_CLASSES), None):
        return f"body class “{kind}”: {BODY_CLASSES[kind]}"
    if signs.og_type.startswith(("product", "profile")) or signs.og_type in ("event", "business.business", "place"):
        return f"og:type {signs.og_type}"
    described = (describe_type(kind) for kind in signs.schema_types)
    kinds = (kind for kind in described if kind and _counts(kind, signs))
    return next((f"schema.org says {kind.words}" for kind in kinds), None)


def _counts(kind: OtherKind, signs: Signs) -> bool:
    """Say whether a type of schema.org is evidence. Plugins print og:type article on shops and lists too."""
    if kind.strength == "page":
        return True
    is_bare = signs.words < _SHORT and not signs.has_date
    return not signs.declares_article and (kind.strength == "thing" or is_bare)


def _find_forum_or_list(signs: Signs) -> str | None:
    """What the address and the software say that made the page."""
    if signs.is_article:
        return None
    if system := next((name for name in FORUM_SYSTEMS if name in signs.generator), None):
        return f"a forum: made by {system}"
    try:
        address = urlsplit(signs.url)
    except ValueError:
        return None
    if (found := _FORUM_PATH.search(address.path)) or (
        _FORUM_HOST.search(address.netloc) and address.path.count("/") > 1
    ):
        return f"a forum: address “{found[0] if found else address.netloc}”"
    is_list = _LIST_PATH.search(unquote(address.path)) or re.search(r"(?:^|&)(?:s|q|query|search)=", address.query)
    if is_list and signs.og_type != "article" and (signs.layout.headline_links >= 3 or signs.words < _SHORT):
        return f"a list: address “{address.path[-40:]}”"
    return None


def _find_media(signs: Signs) -> str | None:
    """A player, a gallery or a document with a caption."""
    if signs.words >= _BRIEF or signs.declares_article:
        return None
    if signs.layout.documents:
        return f"a document in a viewer, {signs.words} words"
    if signs.layout.players and len(signs.ending.paragraphs) <= 2:
        return f"a player, {signs.words} words"
    if signs.layout.pictures >= _MANY_PICTURES and not signs.ending.paragraphs:
        return f"{signs.layout.pictures} pictures, no paragraph"
    return None


def _find_form(signs: Signs) -> str | None:
    if signs.layout.has_password and signs.words < _BRIEF and not signs.declares_article and not signs.has_date:
        return f"a form with a password, {signs.words} words"
    return None


def _find_index(signs: Signs) -> str | None:
    """A list of articles without a text of its own: linked headlines, none of its paragraphs long, no date."""
    if signs.declares_article or signs.has_date:
        return None
    links = signs.layout.headline_links
    longest = max((line.count(" ") + 1 for line in signs.ending.lines), default=0)
    is_many = links >= _MANY_LINKS if signs.words < _SHORT else links >= _VERY_MANY_LINKS
    if is_many and longest < _LONG_PARAGRAPH:
        return f"{links} linked headlines, no paragraph of more than {longest} words"
    rows = sum(line.startswith("|") for line in signs.ending.lines)
    if rows >= 3 and rows > len(signs.ending.lines) / 2 and signs.words < _SHORT:
        return f"a table of {rows} rows, no text"
    return None


def _find_nothing(signs: Signs) -> str | None:
    """Some words, no date anywhere, and nothing that says it is an article: a form, an offer, data."""
    if signs.declares_article or signs.has_any_date or not 0 < signs.words < _BRIEF:
        return None
    return f"neither date nor type of an article, {signs.words} words"


_RULES = (
    _find_error, _find_consent, _find_live, _find_front_page, _find_declared, _find_forum_or_list, _find_media,
    _find_form, _find_index, _find_nothing,
)  # fmt: skip
