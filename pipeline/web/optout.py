"""What a page says of text mining: recorded with the page, and left to the operator to heed.

TDMRep (W3C community report) as header and meta element, and the values noai, noimageai, noindex, nosnippet of
X-Robots-Tag and of meta robots.
"""

import re

_SPAN = 64 * 1024
_META = re.compile(rb"<meta\b([^<>]{1,500})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(name|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_KEPT = ("noai", "noimageai", "noindex", "nosnippet")


def find_opt_outs(headers: tuple[tuple[str, str], ...], body: bytes) -> tuple[str, ...]:
    """Return what the headers and the beginning of a page reserve, each as a note.

    >>> find_opt_outs((("TDM-Reservation", "1"),), b'<meta name="robots" content="index, noai">')
    ('tdm-reservation', 'meta robots: noai')
    """
    found: list[str] = []
    for name, value in headers:
        if name.lower() == "tdm-reservation" and value.strip() == "1":
            found.append("tdm-reservation")
        elif name.lower() == "x-robots-tag":
            found += [f"x-robots-tag: {kept}" for kept in _read_values(value)]
    for match in _META.finditer(body[:_SPAN]):
        parts = _ATTRIBUTE.findall(match[1].decode("utf-8", "replace"))
        meta = {key.lower(): one or two or three for key, one, two, three in parts}
        name, content = meta.get("name", "").lower(), meta.get("content", "")
        if name == "tdm-reservation" and content.strip() == "1":
            found.append("meta tdm-reservation")
        elif name in ("robots", "namewire"):
            found += [f"meta {name}: {kept}" for kept in _read_values(content)]
    return tuple(dict.fromkeys(found))


def _read_values(value: str) -> list[str]:
    said = {part.strip().lower() for part in re.split("[,:]", value)}
    return [kept for kept in _KEPT if kept in said]
