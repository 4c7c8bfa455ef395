"""What a response is worth by its head alone: statuses, challenge pages and types that are no page."""

from collections.abc import Callable
from datetime import datetime

from pipeline.web.failure import ExchangeError
from pipeline.web.freshness import read_retry_after
from schemas.records import Request

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS = frozenset({301, 308})
_PASSING_CLIENT_ERRORS = frozenset({408, 425, 429})
_PAGE_TYPES = frozenset({"text/html", "text/plain", "text/xml", "application/xml", "application/xhtml+xml"})
_CHALLENGE_MARKS = (b"<title>just a moment", b"cdn-cgi/challenge-platform", b"_cf_chl_opt")
_CHALLENGE_SPAN = 20_000

Header = Callable[[str], str | None]


def check_head(request: Request, status: int, header: Header, now: datetime) -> None:
    """Let a usable response head pass; `header` looks one up by name.

    A page that is gone or forbidden is rejected for good; a feed never is, its caller decides by the status.

    Raises:
        ExchangeError: the response is of no use.
    """
    if header("cf-mitigated"):
        raise ExchangeError("blocked: challenge", status=status, reached=True)
    if status == 304:
        if not (request.etag or request.last_modified):
            raise ExchangeError("http 304", "to an unconditional request", status=304, reached=True)
    elif status == 200 or (status == 226 and request.kind == "feed"):
        _check_page_type(request, header("Content-Type"))
    else:
        raise _refuse_status(request, status, header("Retry-After"), now)


def check_body(request: Request, body: bytes, content_type: str | None) -> None:
    """Let a usable body of a 200 pass.

    Raises:
        ExchangeError: it is empty, or a challenge page in place of what was asked for.
    """
    if request.kind == "robots":
        return
    if not body.strip():
        raise ExchangeError("empty body", status=200, reached=True)
    if "html" in (content_type or "html").lower():
        head = body[:_CHALLENGE_SPAN].lower()
        if head.lstrip().startswith((b"<!doctype html", b"<html")) and _is_challenge(head):
            raise ExchangeError("blocked: challenge", status=200, reached=True)


def _is_challenge(head: bytes) -> bool:
    # The platform's script alone also stands in ordinary pages that Cloudflare serves.
    return _CHALLENGE_MARKS[0] in head and any(mark in head for mark in _CHALLENGE_MARKS[1:])


def _check_page_type(request: Request, content_type: str | None) -> None:
    if request.kind != "page" or not content_type:
        return
    plain = content_type.partition(";")[0].strip().lower()
    is_other_xml = plain.startswith("application/") and plain.endswith("+xml")
    if "/" in plain and plain not in _PAGE_TYPES and not is_other_xml and "*" not in plain:
        raise ExchangeError(f"content-type: {plain[:80]}", transient=False, status=200, reached=True)


def _refuse_status(request: Request, status: int, retry_after: str | None, now: datetime) -> ExchangeError:
    for_good = 400 <= status < 500 and status not in _PASSING_CLIENT_ERRORS
    retry_after_at = read_retry_after(retry_after, now)
    return ExchangeError(
        f"http {status}",
        transient=request.kind == "feed" or not for_good,
        again=status in (500, 502, 503, 504) and retry_after_at is None,
        reached=True,
        status=status,
        retry_after_at=retry_after_at,
    )
