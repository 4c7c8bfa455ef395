"""Misbehaviour on demand: the faults that the server can be told to show, and which one a request meets."""

import re
from collections.abc import Mapping

from sample.site import Reply

FAULTS = {
    "status:NNN": "answers with that status; `status:429:120` adds Retry-After",
    "timeout": "accepts the request and never answers",
    "reset": "resets the connection before answering",
    "truncate": "promises the whole body and closes after half of it",
    "slow": "sends the body a byte each half second",
    "empty": "answers 200 without a body",
    "garbage": "answers 200 with random-looking bytes",
    "html": "answers 200 with a page in place of what was asked for",
    "gzip-truncate": "sends a gzip body that is cut off, with a matching Content-Length",
    "redirect:URL": "redirects there with 302",
}

_KNOWN = re.compile(
    r"status:[1-5]\d\d(:\d+)?|timeout|reset|truncate|slow|empty|garbage|html|gzip-truncate|redirect:\S+"
)
_BLOCK_PAGE = b"<!doctype html><html><head><title>Just a moment...</title></head><body>Checking.</body></html>"


def check_fault(fault: str) -> str:
    """Return the fault; raise ValueError, naming those that there are, when it is none.

    >>> check_fault("status:503")
    'status:503'
    """
    if not _KNOWN.fullmatch(fault):
        raise ValueError(f"no such fault: {fault!r}; there are {', '.join(FAULTS)}")
    return fault


def find_fault(faults: Mapping[str, str], host: str, path: str) -> str | None:
    """Return the fault that a request meets: the longest place wins.

    A place is a host, a host with a path prefix, or a path prefix on any host.

    >>> find_fault({"a.localhost": "reset", "/rss": "timeout"}, "a.localhost", "/rss.xml")
    'reset'
    """
    met = [place for place in faults if _is_at(place, host, path)]
    return faults[max(met, key=len)] if met else None


def change_reply(fault: str, reply: Reply) -> Reply:
    """Return the reply as a fault of its content turns it; faults of the connection leave it as it is."""
    kind, _, detail = fault.partition(":")
    if kind == "status":
        status, _, wait = detail.partition(":")
        headers = {"Content-Type": "text/plain; charset=utf-8"} | ({"Retry-After": wait} if wait else {})
        return Reply(status=int(status), headers=headers, body=f"{status}\n".encode())
    if kind == "redirect":
        return Reply(status=302, headers={"Location": detail})
    if kind == "timeout":
        return Reply(status=0, never=True)
    bodies = {"empty": b"", "garbage": bytes(i * i * 7 % 251 for i in range(2048)), "html": _BLOCK_PAGE}
    if kind not in bodies:
        return reply
    content_type = "text/html; charset=utf-8" if kind == "html" else reply.headers.get("Content-Type", "")
    return Reply(status=200, headers={"Content-Type": content_type}, body=bodies[kind])


def _is_at(place: str, host: str, path: str) -> bool:
    named, slash, prefix = place.partition("/")
    return named.partition(":")[0] in ("", host) and path.startswith(slash + prefix)
