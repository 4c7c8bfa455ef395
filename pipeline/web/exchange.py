"""One request and its answer, without redirects, pace or retries: the only place where bytes are received."""

import time
from dataclasses import dataclass, replace
from datetime import datetime

import aiohttp
from yarl import URL

from pipeline.settings import FetchSettings
from pipeline.web.decoding import BodyDecoder, BodyTooBigError
from pipeline.web.failure import describe_error
from pipeline.web.freshness import is_sendable_validator
from pipeline.web.verdict import REDIRECTS, check_body, check_head
from schemas.records import Request

MAX_HEADER_LINE = 32 * 1024
MAX_HEADERS = 256
ROBOTS_BYTES = 512 * 1024
_CHUNK = 64 * 1024
_ACCEPT = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
    "robots": "text/plain, */*;q=0.1",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one exchange brought, in how many `seconds`. `location` is set for a redirect: its body is not read."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    notes: tuple[str, ...] = ()
    location: str | None = None
    seconds: float = 0.0


async def exchange(
    session: aiohttp.ClientSession, target: URL, request: Request, settings: FetchSettings, now: datetime
) -> Answer:
    """Ask once for `target` and read the answer within the budgets of the request's kind.

    Raises:
        ExchangeError: nothing usable came; every exception of the client ends as one.
    """
    seconds = settings.page_seconds if request.kind == "page" else settings.feed_seconds
    begun = time.monotonic()
    try:
        async with session.get(
            target,
            headers=_make_headers(request),
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=seconds),
            max_line_size=MAX_HEADER_LINE,
            max_field_size=MAX_HEADER_LINE,
            max_headers=MAX_HEADERS,
        ) as response:
            answer = await _read_answer(response, request, settings, now)
            if answer.status != 200:
                response.close()
            return replace(answer, seconds=time.monotonic() - begun)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise describe_error(error) from error


async def _read_answer(
    response: aiohttp.ClientResponse, request: Request, settings: FetchSettings, now: datetime
) -> Answer:
    headers = tuple((_clean(name), _clean(value)) for name, value in response.headers.items())
    if response.status in REDIRECTS:
        location = response.headers.get("Location", "")
        return Answer(response.status, headers, b"", location=location)
    check_head(request, response.status, response.headers.get, now)
    if response.status == 304:
        return Answer(304, headers, b"")
    body, notes = await _read_body(response, request, settings)
    check_body(request, body, response.headers.get("Content-Type"))
    return Answer(response.status, headers, body, notes)


async def _read_body(
    response: aiohttp.ClientResponse, request: Request, settings: FetchSettings
) -> tuple[bytes, tuple[str, ...]]:
    raw_limit = {"feed": settings.feed_raw_bytes, "page": settings.page_raw_bytes, "robots": 8 * ROBOTS_BYTES}
    decoder = BodyDecoder(
        response.headers.get("Content-Encoding"),
        raw_limit=raw_limit[request.kind],
        decoded_limit=ROBOTS_BYTES if request.kind == "robots" else settings.decoded_bytes,
    )
    try:
        async for chunk in response.content.iter_chunked(_CHUNK):
            decoder.feed(chunk)
    except BodyTooBigError:
        if request.kind != "robots":
            raise
        return decoder.cut(), (*decoder.notes, "robots-cut")
    body = decoder.finish()
    return body, tuple(decoder.notes)


def _make_headers(request: Request) -> dict[str, str]:
    headers = {"Accept": _ACCEPT[request.kind], "Accept-Encoding": "gzip"}
    if is_sendable_validator(request.etag):
        headers["If-None-Match"] = request.etag or ""
    if is_sendable_validator(request.last_modified):
        headers["If-Modified-Since"] = request.last_modified or ""
    return headers


def _clean(text: str) -> str:
    """Return a header as text that every encoding can carry: the client leaves lone surrogates in it."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
