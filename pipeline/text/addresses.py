"""The addresses under which one article is known. Nothing here asks the network."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

# courlan (trafilatura's own) was tried: it sorts the query and drops every parameter whose name holds `cid`,
# `eid`, `uid`, `source` or `session`, which on many sites are what tells one page from another. w3lib keeps
# the parameters but knows no trackers. So: names that only ever track, and nothing else.
_TRACKERS = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|itm|vero|oly|at|ga)_[a-z_]+"
    r"|(?:fb|g|d|tw|tt|y|ys|ir)clid|msclkid|li_fat_id|gbraid|wbraid|gclsrc|_ga|_gl|_openstat|_hsenc|_hsmi"
    r"|igshid?|mc_[ce]id|mkt_tok|s_kwcid|ef_id|wickedid|epik|xtor|ncid|ocid|cmpid|smid|smtyp|sr_share|mbid|wprov"
    r"|fb_(?:action_ids|action_types|ref|source)|ns_(?:mchannel|source|campaign|linkname|fee)|ito|sref|yptr|spm"
    r"|guccounter|guce_referrer(?:_sig)?|wt_z?mc|hsctatracking|feedtype|traffic_source",
    re.IGNORECASE,
)
_MAX_LENGTH = 2048


def find_addresses(link: str, final_url: str | None, canonical_url: str | None) -> tuple[str, ...]:
    """Return every address of an article, each once: the raw link first, then the cleaned ones.

    After the raw link come the link, the final URL and the canonical URL, each without fragment and tracking
    parameters; all other parameters stay as and where they were, since `?id=` may be all that tells two
    articles apart. The canonical URL should have passed `find_canonical`.

    >>> find_addresses("https://x.org/a.php?id=7&utm_source=rss#top", "https://x.org/a.php?id=7", None)
    ('https://x.org/a.php?id=7&utm_source=rss#top', 'https://x.org/a.php?id=7')
    """
    cleaned = (clean_address(address) for address in (link, final_url, canonical_url) if address)
    return tuple(dict.fromkeys([link, *(address for address in cleaned if address)]))


def clean_address(address: str) -> str:
    """Return `address` without fragment and tracking parameters, or "" where it is no web address.

    Scheme and host are lower-cased, the port left out where it is the scheme's own; path and query keep their
    spelling. A fragment that starts with `!` stays: on old scripted sites it is the page.

    >>> clean_address("HTTP://X.org:80/a?ID=1&fbclid=z&empty=")
    'http://x.org/a?ID=1&empty='
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not host or len(address) > _MAX_LENGTH:
        return ""
    netloc = f"[{host}]" if ":" in host else host
    if port and port != {"http": 80, "https": 443}[scheme]:
        netloc = f"{netloc}:{port}"
    kept = [pair for pair in parts.query.split("&") if not _TRACKERS.fullmatch(pair.partition("=")[0])]
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((scheme, netloc, parts.path or "/", "&".join(kept), fragment))


def join_address(base: str, address: str | None) -> str | None:
    """Return `address` made absolute against `base`, or None where that gives no web address.

    >>> join_address("https://x.org/a/b", "../c"), join_address("https://x.org/", "javascript:void(0)")
    ('https://x.org/c', None)
    """
    if not address or not address.strip():
        return None
    try:
        joined = urljoin(base, address.strip())
    except ValueError:
        return None
    return joined if clean_address(joined) else None


def find_host(address: str | None) -> str:
    """Return the host of `address` in lower case without `www.`, `m.` or `amp.`, or "".

    >>> find_host("https://www.Example.org:8443/x")
    'example.org'
    """
    try:
        host = (urlsplit(address or "").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.(?=[^.]+\.)", "", host)
