"""What may be asked for: the check of a URL before any packet, and URLs as they may be logged."""

import re

from yarl import URL

from pipeline.web.address import is_loopback_name, is_open_address

MAX_URL_LENGTH = 2048
_ENDS_IN_A_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0[xX][0-9a-fA-F]*)\.?$")
_CANONICAL_IPV4 = re.compile(r"(?:(?:0|[1-9]\d{0,2})(?:\.|$)){4}")
_SECRET_PARAMETER = re.compile(
    r"(?i)([?&;](?:[a-z_-]*(?:token|secret|passw(?:or)?d|api_?key|signature)|auth|key|pwd|sig|session|sid)=)[^&;#\s]+"
)
_USERINFO = re.compile(r"(?i)([a-z][a-z0-9+.-]*://)[^/?#\s@]*@")


class TargetRefusedError(ValueError):
    """A URL that is never asked for; the message says why and holds no userinfo."""


def check_target(url: str, *, allow_loopback: bool = False) -> URL:
    """Return `url` as it will be sent, or refuse it (scheme, host, port, userinfo, address).

    Ports other than 80 and 443 are open only on loopback, and loopback only where it is allowed. An address
    in any other notation than the canonical one is refused, since a resolver may read it as another.

    Raises:
        TargetRefusedError: the URL is outside the rule.

    >>> check_target("https://example.org/a b?q=1#part")
    URL('https://example.org/a%20b?q=1#part')
    >>> check_target("http://0x7f000001/")
    Traceback (most recent call last):
    ...
    pipeline.web.target.TargetRefusedError: address in an unusual notation
    """
    if len(url) > MAX_URL_LENGTH:
        raise TargetRefusedError(f"longer than {MAX_URL_LENGTH} characters")
    try:
        target = URL(url)
        host = (target.raw_host or "").rstrip(".").lower()
        port = target.port
    except ValueError as error:
        raise TargetRefusedError("not a URL") from error
    if target.scheme not in ("http", "https"):
        raise TargetRefusedError(f"scheme {target.scheme[:20] or 'missing'}")
    if not host or re.search(r"[\s%\\<>^`{|}]", host):
        raise TargetRefusedError("no valid host")
    if target.raw_user is not None or target.raw_password is not None:
        raise TargetRefusedError("userinfo in the URL")
    _check_host(host, allow_loopback=allow_loopback)
    loopback = allow_loopback and is_loopback_name(host)
    if not loopback and port not in (80, 443):
        raise TargetRefusedError(f"port {port}")
    return target


def check_hop(origin: URL, location: str, *, allow_loopback: bool = False) -> URL:
    """Return where a redirect from `origin` leads, or refuse it; a step from https to http is refused.

    Raises:
        TargetRefusedError: the hop leaves the rule.
    """
    try:
        target = origin.join(URL(location.strip()))
    except ValueError as error:
        raise TargetRefusedError("redirect to what is no URL") from error
    checked = check_target(str(target), allow_loopback=allow_loopback)
    if origin.scheme == "https" and checked.scheme == "http":
        raise TargetRefusedError("redirect from https to http")
    return checked


def redact_url(url: str) -> str:
    """Return `url` without userinfo and without the values of parameters that look like secrets, on one line.

    >>> redact_url("https://me:pw@example.org/feed?token=abc&page=2")
    'https://example.org/feed?token=…&page=2'
    """
    plain = _SECRET_PARAMETER.sub(r"\1…", _USERINFO.sub(r"\1", url))
    return "".join(character if character.isprintable() else "�" for character in plain)


def _check_host(host: str, *, allow_loopback: bool) -> None:
    if is_loopback_name(host):
        if not allow_loopback:
            raise TargetRefusedError("address of this machine")
        return
    if ":" in host:
        if not is_open_address(host, allow_loopback=allow_loopback):
            raise TargetRefusedError("not a public address")
    elif _ENDS_IN_A_NUMBER.search(host):
        if not _CANONICAL_IPV4.fullmatch(host):
            raise TargetRefusedError("address in an unusual notation")
        if not is_open_address(host, allow_loopback=allow_loopback):
            raise TargetRefusedError("not a public address")
