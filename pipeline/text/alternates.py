"""Other versions of a page that it names itself: AMP (`rel=amphtml`) and print (`media=print`)."""

import re
from html import unescape
from urllib.parse import urljoin

_SPAN = 256 * 1024
_LINK = re.compile(rb"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


def find_alternates(body: bytes, url: str) -> tuple[tuple[str, str], ...]:
    """Return (version, address) of each other version that the beginning of a page names, AMP first.

    >>> find_alternates(b'<link rel="amphtml" href="/amp/1">', "https://example.org/1")
    (('amp', 'https://example.org/amp/1'),)
    """
    found: dict[str, str] = {}
    for match in _LINK.finditer(body[:_SPAN]):
        parts = _ATTRIBUTE.findall(match[1].decode("utf-8", "replace"))
        link = {name.lower(): unescape(one or two or three).strip() for name, one, two, three in parts}
        rel = link.get("rel", "").lower().split()
        is_print = "alternate" in rel and link.get("media", "").lower() == "print"
        version = "amp" if "amphtml" in rel else "print" if is_print else ""
        address = urljoin(url, link.get("href", "")) if version and link.get("href") else ""
        if address.startswith(("http://", "https://")) and address != url:
            found.setdefault(version, address)
    return tuple(sorted(found.items()))
