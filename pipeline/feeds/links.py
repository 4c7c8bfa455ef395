"""Links of feed items: made absolute, checked, and compared without their tracking parameters."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

MAX_LINK = 2048
_BLANKS = re.compile(r"[\t\r\n\x0b\x0c\x00-\x08\x0e-\x1f]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNSAFE = re.compile(r"""[\s"<>\\^`{|}\x00-\x1f\x7f]""")
_HOST = re.compile(r"(?:[^\s/?#@:\[\]%\\<>^`{|}]+|\[[0-9a-fA-F:.]+\])(?::\d{0,5})?")
_TRACKING = re.compile(
    r"(?i)utm_\w+|at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)|(?:fb|gc|dc|ms|yc|wb|gb)lid|"
    r"fbclid|gclsrc|mc_[ce]id|_hs(?:enc|mi)|igshid|ito|cmpid|ns_\w+|xtor|rss|partner|CMP|ref_src|ocid|spm|wprov"
)


class LinkRefusedError(ValueError):
    """A link that leads nowhere we go; the message is a short stable reason."""


def resolve_link(raw: str, base: str) -> str:
    """Return `raw` as an absolute http(s) URL, relative links resolved against `base`.

    White space inside is taken out as browsers do, and characters that no URL may hold are escaped.

    Raises:
        LinkRefusedError: another scheme, no host, userinfo, or more than 2,048 characters.

    >>> resolve_link("//example.org/a b\\n", "https://feeds.example.org/rss")
    'https://example.org/a%20b'
    """
    text = _BLANKS.sub("", raw.strip())
    if not text:
        raise LinkRefusedError("no link")
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise LinkRefusedError(f"link scheme {scheme[1].lower()[:20]}")
    if scheme and not text[scheme.end() :].startswith("//"):
        raise LinkRefusedError("link without host")
    try:
        link = urljoin(base, text)
        parts = urlsplit(link)
    except ValueError as error:
        raise LinkRefusedError("link is no URL") from error
    if "@" in parts.netloc:
        raise LinkRefusedError("link with userinfo")
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
        raise LinkRefusedError("link without host")
    link = _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), link)
    if len(link) > MAX_LINK:
        raise LinkRefusedError("link too long")
    return link


def strip_tracking(link: str) -> str:
    """Return `link` as two versions of an entry are compared: no tracking parameters, no fragment.

    >>> strip_tracking("https://example.org/story?id=7&utm_source=rss&fbclid=x#comments")
    'https://example.org/story?id=7'
    """
    try:
        parts = urlsplit(link)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return link
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def looks_like_link(text: str) -> bool:
    """Tell whether a guid is a web address, which then serves where an item has no link."""
    return re.match(r"https?://[^\s/]+\.[^\s/]+|https?://[^\s/]+/", text) is not None
