"""What went wrong with a request, in stable words: every way that a client fails becomes one `ExchangeError`."""

import errno
import socket
import ssl
from datetime import datetime

import aiohttp

from pipeline.web.address import AddressRefusedError
from pipeline.web.decoding import BodyTooBigError, BodyTruncatedError, CodingRefusedError
from pipeline.web.target import TargetRefusedError, redact_url

_CONNECT_REASONS = {
    errno.ECONNREFUSED: "connect: refused",
    errno.ECONNRESET: "connect: reset",
    errno.EPIPE: "connect: reset",
    errno.EHOSTUNREACH: "connect: unreachable",
    errno.ENETUNREACH: "connect: unreachable",
    errno.ETIMEDOUT: "timeout",
}


class ExchangeError(Exception):
    """One request that brought nothing usable.

    `transient`: another run may succeed. `again`: it is worth trying once more in this run. `reached`: the
    host answered, so that it does not count as away. `asked`: a request went out at all.
    """

    def __init__(
        self,
        reason: str,
        detail: str = "",
        *,
        transient: bool = True,
        again: bool = False,
        reached: bool = False,
        status: int | None = None,
        retry_after_at: datetime | None = None,
        asked: bool = True,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = redact_url(detail)[:500]
        self.transient = transient
        self.again = again
        self.reached = reached
        self.status = status
        self.retry_after_at = retry_after_at
        self.asked = asked


def describe_error(error: Exception) -> ExchangeError:
    """Return what a failed exchange means: from the client's exception, or from one of our own checks."""
    match error:
        case ExchangeError():
            return error
        case TargetRefusedError() | AddressRefusedError():
            return ExchangeError("refused", str(error), transient=False)
        case CodingRefusedError():
            return ExchangeError("content coding", str(error), transient=False, reached=True)
        case BodyTooBigError():
            return ExchangeError("too big", str(error), transient=False, reached=True)
        case BodyTruncatedError() | aiohttp.ClientPayloadError():
            return ExchangeError("truncated", str(error), again=True, reached=True)
        case TimeoutError():
            return ExchangeError("timeout", str(error))
        case aiohttp.ClientResponseError():
            return ExchangeError("not HTTP", error.message, reached=True)
        case aiohttp.InvalidURL():
            return ExchangeError("refused", "not a URL", transient=False)
        case aiohttp.ClientSSLError():
            return _describe_tls(error)
        case aiohttp.ServerDisconnectedError():
            return ExchangeError("connect: closed", again=True)
        case aiohttp.ClientConnectorError():
            return _describe_connect(error.os_error)
        case OSError():
            return _describe_connect(error)
        case _:
            return ExchangeError("not HTTP", f"{type(error).__name__}: {error}")


def _describe_connect(error: OSError) -> ExchangeError:
    if isinstance(error, AddressRefusedError):
        return describe_error(error)
    if isinstance(error, socket.gaierror) or error.errno is None:
        absent = getattr(socket, "EAI_NODATA", socket.EAI_NONAME)
        missing = error.errno in (socket.EAI_NONAME, absent)
        return ExchangeError("dns: no such name" if missing else "dns: no answer", str(error))
    reason = _CONNECT_REASONS.get(error.errno, "connect: failed")
    return ExchangeError(reason, str(error), again=reason == "connect: reset")


def _describe_tls(error: aiohttp.ClientSSLError) -> ExchangeError:
    cause = getattr(error, "certificate_error", None) or error.os_error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return ExchangeError("tls: certificate", cause.verify_message)
    return ExchangeError("tls", str(cause))
