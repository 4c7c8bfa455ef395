"""The picture that a page is shared with: an absolute web address, no logo and no placeholder."""

import re
from collections.abc import Iterable

from pipeline.text.addresses import join_address

_NO_PICTURE = re.compile(
    r"(?<![a-z])(?:logos?|placeholder|default|blank|spacer|favicon|avatar|gravatar|no-?image|dummy|sprite|pixel|1x1|"
    r"fallback|apple-touch-icon|icon|share-?(?:image|bild|default)|og-?(?:image|default|logo)|social-?(?:share|default)|"
    r"facebook|twitter)(?![a-z])|\.(?:svg|ico)$",
    re.IGNORECASE,
)
_MAX_LENGTH = 2048


def choose_image(addresses: Iterable[str], url: str, logo: str | None) -> str | None:
    """Return the first address, made absolute, that is a picture of its own, or None.

    `logo` is the publisher's, by its own word.

    >>> choose_image(("/img/logo.png", "//x.org/pier.jpg"), "https://x.org/a", None)
    'https://x.org/pier.jpg'
    """
    for address in addresses:
        joined = join_address(url, address)
        if joined and len(joined) <= _MAX_LENGTH and joined != join_address(url, logo) and not _is_sign(joined):
            return joined
    return None


def _is_sign(address: str) -> bool:
    """Say whether the last part of an address, without what a server of pictures is asked for, names no picture."""
    path = address.partition("?")[0].rstrip("/")
    return bool(_NO_PICTURE.search(path.rpartition("/")[2]))
