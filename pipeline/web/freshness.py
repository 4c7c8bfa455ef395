"""What response headers say about when to come back and how to ask conditionally (RFC 9110, RFC 9111)."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from schemas.records import FreshnessHints, Response

MAX_VALIDATOR_BYTES = 1024
_MAX_DELTA_S = 366 * 86_400
_DELTA = re.compile(r"\d{1,9}")
_HEADER_SAFE = re.compile(r"[\x20-\x7e\x80-\xff]+")


def read_cache_hints(response: Response) -> FreshnessHints:
    """Return max-age, Expires and Retry-After as far as they make sense; the rest is left out.

    `no-cache` and `no-store` take max-age away, zero and negative ages and past dates say nothing, and a
    max-age that is given twice with different values is not believed. Expires counts from the server's own
    Date, so that a wrong clock there does no harm.
    """
    return FreshnessHints(
        max_age_s=_read_max_age(response),
        expires_at=_read_expires(response),
        retry_after_at=read_retry_after(response.header("Retry-After"), response.fetched_at),
    )


def read_retry_after(value: str | None, now: datetime) -> datetime | None:
    """Return the time that a Retry-After header names, as seconds or as a date, or None for anything else."""
    if value is None:
        return None
    text = value.strip()
    if _DELTA.fullmatch(text):
        seconds = int(text)
        return now + timedelta(seconds=min(seconds, _MAX_DELTA_S)) if seconds else None
    at = read_http_date(text)
    if at is None or at <= now:
        return None
    return min(at, now + timedelta(seconds=_MAX_DELTA_S))


def read_etag(response: Response) -> str | None:
    """Return the ETag verbatim, quotes and `W/` included; None when it is too long or cannot be sent back."""
    return _read_validator(response.header("ETag"))


def read_last_modified(response: Response) -> str | None:
    """Return Last-Modified verbatim; None when it is no date or lies after the response's own Date."""
    value = _read_validator(response.header("Last-Modified"))
    modified = read_http_date(value) if value else None
    if modified is None or modified > (read_http_date(response.header("Date")) or response.fetched_at):
        return None
    return value


def read_http_date(value: str | None) -> datetime | None:
    """Return an HTTP date in UTC, or None for what is not one.

    >>> read_http_date("Sun, 06 Nov 1994 08:49:37 GMT")
    datetime.datetime(1994, 11, 6, 8, 49, 37, tzinfo=datetime.timezone.utc)
    """
    try:
        date = parsedate_to_datetime(value or "")
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def is_sendable_validator(value: str | None) -> bool:
    """Tell whether a remembered ETag or Last-Modified may be sent in a request header."""
    return _read_validator(value) is not None


def _read_validator(value: str | None) -> str | None:
    if not value or len(value.encode("utf-8", "replace")) > MAX_VALIDATOR_BYTES:
        return None
    return value if _HEADER_SAFE.fullmatch(value) else None


def _read_max_age(response: Response) -> int | None:
    fields = [value for name, value in response.headers if name.lower() == "cache-control"]
    directives = [part.strip().lower() for part in ",".join(fields).split(",")]
    if any(part.split("=")[0] in ("no-cache", "no-store") for part in directives):
        return None
    ages = {part.partition("=")[2].strip(' "') for part in directives if part.startswith("max-age=")}
    if len(ages) != 1 or not _DELTA.fullmatch(age := ages.pop()):
        return None
    return min(int(age), _MAX_DELTA_S) or None


def _read_expires(response: Response) -> datetime | None:
    expires = read_http_date(response.header("Expires"))
    if expires is None:
        return None
    lifetime = expires - (read_http_date(response.header("Date")) or response.fetched_at)
    if lifetime <= timedelta(0):
        return None
    return response.fetched_at + min(lifetime, timedelta(seconds=_MAX_DELTA_S))
