"""Serves the sample world on loopback, one port and a host name for each publisher, and misbehaves on demand."""

import asyncio
import gzip
import ipaddress
import signal
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Self

from aiohttp import web

from sample.edition import Edition
from sample.faults import FAULTS, change_reply, check_fault, find_fault
from sample.site import Ask, Reply, answer
from sample.world import SampleRecord, World, load_world

_KEPT_HEADERS = ("if-none-match", "if-modified-since", "user-agent", "accept-encoding")
_STATUS_NONE = 0


class SeenRequest(SampleRecord):
    """A request that came in. `status` is 0 where no answer was given; `at` is the monotonic clock."""

    host: str
    path: str
    method: str
    headers: dict[str, str]
    status: int
    at: float


class SampleServer:
    """The sample world on a port of this machine; an asynchronous context manager."""

    def __init__(self, world: World, *, port: int = 8700, host: str = "127.0.0.1") -> None:
        self.world = world
        self.port = port
        self.host = host
        self.requests: list[SeenRequest] = []
        self._faults: dict[str, str] = {}
        self._published: frozenset[str] = frozenset()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen; `port` then holds the port in use. Raise OSError when the port is taken."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        try:
            await site.start()
        except OSError:
            await self.stop()
            raise
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop listening and drop what is open."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def index_url(self) -> str:
        """Return the address of the page that lists the publishers."""
        return f"http://{self.host}:{self.port}/"

    def misbehave(self, path_prefix_or_host: str, fault: str | None) -> None:
        """Show a fault from now on at a host, a host with a path prefix, or a path prefix; None heals.

        The faults are listed in `sample.faults.FAULTS`. Raise ValueError for another one.
        """
        if fault is None:
            self._faults.pop(path_prefix_or_host, None)
        else:
            self._faults[path_prefix_or_host] = check_fault(fault)

    def publish(self, slug: str) -> None:
        """Let a held-back article, or the new version of one, appear in its feeds and at its address."""
        if slug not in self.world.held_back:
            raise ValueError(f"nothing held back under {slug!r}; there are {', '.join(self.world.held_back)}")
        self._published |= {slug}

    def publish_all(self) -> None:
        """Let everything that is held back appear."""
        self._published = frozenset(self.world.held_back)

    def describe(self) -> dict[str, Any]:
        """Return the state that `/_control` shows."""
        return {
            "publishers": [publisher.host for publisher in self.world.publishers],
            "held_back": [slug for slug in self.world.held_back if slug not in self._published],
            "published": sorted(self._published),
            "misbehaving": dict(self._faults),
            "faults": FAULTS,
            "requests": len(self.requests),
        }

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        host = request.host.partition(":")[0].lower()
        if request.path == "/_control" and host not in self.world.by_host:
            return await self._control(request)
        if request.method not in ("GET", "HEAD"):
            return self._note(request, host, web.Response(status=405, headers={"Allow": "GET, HEAD"}))
        fault = find_fault(self._faults, host, request.path_qs)
        edition = Edition(world=self.world, port=self.port, published=self._published)
        reply = answer(edition, _ask(request, host))
        if fault:
            reply = change_reply(fault, reply)
        if reply.never or fault in ("reset", "truncate", "slow"):
            self._log(request, host, _STATUS_NONE if reply.never or fault == "reset" else reply.status)
            return await _send_badly(request, reply, fault)
        return self._note(request, host, _whole_response(request, reply, fault))

    async def _control(self, request: web.Request) -> web.Response:
        if not ipaddress.ip_address(request.remote or "0.0.0.0").is_loopback:
            return web.json_response({"error": "only from this machine"}, status=403)
        if request.method == "GET":
            return web.json_response(self.describe())
        try:
            self._obey(await request.json())
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        return web.json_response(self.describe())

    def _obey(self, order: dict[str, Any]) -> None:
        unknown = set(order) - {"publish", "misbehave"}
        if unknown or not order:
            raise ValueError(f'expected "publish" or "misbehave", not {sorted(unknown)}')
        if "publish" in order:
            self.publish(order["publish"])
        if "misbehave" in order:
            self.misbehave(order["misbehave"]["at"], order["misbehave"]["fault"])

    def _note(self, request: web.Request, host: str, response: web.Response) -> web.Response:
        self._log(request, host, response.status)
        return response

    def _log(self, request: web.Request, host: str, status: int) -> None:
        headers = {name: request.headers[name] for name in _KEPT_HEADERS if name in request.headers}
        seen = SeenRequest(
            host=host,
            path=request.path_qs,
            method=request.method,
            headers=headers,
            status=status,
            at=monotonic(),
        )
        self.requests.append(seen)


@contextmanager
def serve_in_thread(world: World, port: int = 0) -> Iterator[SampleServer]:
    """Serve the world from a thread of its own while the block runs, for callers that are not asynchronous."""
    server = SampleServer(world, port=port)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="sample-world", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.start(), loop).result()
        try:
            yield server
        finally:
            asyncio.run_coroutine_threadsafe(server.stop(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def run_server(port: int, host: str = "127.0.0.1", publish_after: float | None = None) -> None:
    """Serve until SIGINT or SIGTERM; print one line at the start. Raise OSError when the port is taken.

    `publish_after` is the number of seconds after which everything held back appears by itself.
    """
    asyncio.run(_serve_until_stopped(port, host, publish_after))


async def _serve_until_stopped(port: int, host: str, publish_after: float | None) -> None:
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    async with SampleServer(load_world(), port=port, host=host) as server:
        feeds = sum(len(publisher.feeds) for publisher in server.world.publishers)
        print(
            f"Sample world at {server.index_url} ({len(server.world.publishers)} publishers, {feeds} feeds)",
            flush=True,
        )
        if publish_after is not None:
            loop.call_later(publish_after, server.publish_all)
        await stopping.wait()


def _ask(request: web.Request, host: str) -> Ask:
    return Ask(
        host=host,
        path=request.raw_path,
        if_none_match=request.headers.get("If-None-Match"),
        if_modified_since=request.headers.get("If-Modified-Since"),
    )


def _whole_response(request: web.Request, reply: Reply, fault: str | None) -> web.Response:
    headers, body = dict(reply.headers), reply.body
    accepts = "gzip" in request.headers.get("Accept-Encoding", "")
    if fault == "gzip-truncate" or (accepts and len(body) > 600 and "text" in headers["Content-Type"]):
        body = gzip.compress(body, mtime=0)
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    if fault == "gzip-truncate":
        body = body[: len(body) * 2 // 3]
    return web.Response(status=reply.status, headers=headers, body=body)


async def _send_badly(request: web.Request, reply: Reply, fault: str | None) -> web.StreamResponse:
    if reply.never:
        await asyncio.Event().wait()
    if fault == "reset":
        _reset(request)
        return web.Response()
    response = web.StreamResponse(status=reply.status, headers=reply.headers)
    response.content_length = len(reply.body)
    await response.prepare(request)
    if fault == "truncate":
        await response.write(reply.body[: len(reply.body) // 2])
        if request.transport:
            request.transport.close()
        return response
    for position in range(len(reply.body)):
        await response.write(reply.body[position : position + 1])
        await asyncio.sleep(0.5)
    return response


def _reset(request: web.Request) -> None:
    """Close the connection with RST: the kernel sends one when a socket lingers for no time."""
    if request.transport:
        raw = request.transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
