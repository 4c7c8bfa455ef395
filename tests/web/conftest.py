"""A raw loopback server that answers as it is told, and a fetcher that asks it."""

import asyncio
import inspect
import ssl
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import pytest
from hypothesis import settings as hypothesis_settings

from pipeline.settings import FetchSettings
from pipeline.web import Fetcher
from schemas.records import FetchFailure, Request, Response

hypothesis_settings.register_profile("namewire", deadline=None)
hypothesis_settings.load_profile("namewire")

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
Handler = Callable[[asyncio.StreamWriter], Awaitable[None]]
Route = bytes | Handler | list[bytes]


class RawServer:
    """Answers each path with bytes, with what a handler writes, or with one of a list after the other."""

    def __init__(self, routes: Mapping[str, Route], tls: ssl.SSLContext | None = None) -> None:
        self.routes = dict(routes)
        self.tls = tls
        self.heads: list[str] = []
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    @property
    def paths(self) -> list[str]:
        return [head.split(" ")[1] for head in self.heads]

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.heads.append(head)
            route = self.routes.get(head.split(" ")[1], b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            if isinstance(route, list):
                route = route.pop(0) if len(route) > 1 else route[0]
            if inspect.iscoroutinefunction(route):
                await route(writer)
            elif isinstance(route, bytes):
                writer.write(route.replace(b"{port}", str(self.port).encode()))
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


class Asked:
    """What came of a request, the server that was asked, and the waits that were made."""

    def __init__(self, answers: list[Response | FetchFailure], server: RawServer, waits: list[float]) -> None:
        self.answers = answers
        self.answer: Any = answers[-1]
        self.server = server
        self.waits = waits


def reply(body: bytes = b"", *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """Return an HTTP response; a Content-Length is added unless a header says how long the body is."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in headers):
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def ask(
    routes: Mapping[str, Route],
    *paths: str,
    kind: str = "page",
    etag: str | None = None,
    robots: bool = False,
    resolver: Any = None,
    tls: ssl.SSLContext | None = None,
    **settings: Any,
) -> Asked:
    """Ask a server for `paths` one after the other; a URL is asked for as it is, `{port}` filled in."""
    waits: list[float] = []
    elapsed = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal elapsed
        waits.append(seconds)
        elapsed += seconds
        await asyncio.sleep(0)

    async def run() -> Asked:
        chosen = FetchSettings(**{"pace_s": 0, "allow_loopback": True, "page_seconds": 5, **settings})
        async with (
            RawServer(routes, tls) as server,
            Fetcher(
                chosen,
                now=lambda: NOW + timedelta(seconds=elapsed),
                sleep=sleep,
                clock=lambda: elapsed,
                version="0",
                resolver=resolver,
            ) as fetcher,
        ):
            answers: list[Any] = []
            for path in paths:
                url = f"http://site.localhost:{server.port}{path}" if path.startswith("/") else path
                url = url.replace("{port}", str(server.port))
                if robots:
                    answers.append(await fetcher.is_allowed(url))
                else:
                    answers.append(await fetcher.fetch(Request(url=url, kind=kind, etag=etag)))  # type: ignore[arg-type]
            return Asked(answers, server, waits)

    return asyncio.run(run())


@pytest.fixture(name="ask")
def _ask() -> Callable[..., Asked]:
    return ask


@pytest.fixture(name="reply")
def _reply() -> Callable[..., bytes]:
    return reply


@pytest.fixture
def now() -> datetime:
    return NOW
