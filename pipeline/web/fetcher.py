"""The fetcher: guarded, paced requests with redirects, a few retries, and robots.txt."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from pipeline.settings import FetchSettings
from pipeline.web.address import GuardedResolver, is_loopback_name, make_guard
from pipeline.web.agent import build_user_agent
from pipeline.web.exchange import Answer, exchange
from pipeline.web.failure import ExchangeError, describe_error
from pipeline.web.hosts import MAX_PAUSE, HostStore
from pipeline.web.optout import find_opt_outs
from pipeline.web.pace import HostGate
from pipeline.web.places import MOST_SLOW, Places
from pipeline.web.robots import RobotsRules, read_robots
from pipeline.web.target import TargetRefusedError, check_hop, check_target, redact_url
from pipeline.web.verdict import PERMANENT_REDIRECTS
from schemas.records import FetchFailure, Request, Response

RETRY_DELAYS_S = (1.0, 4.0)


class Fetcher:
    """An async context manager that fetches URLs and remembers the manners of each host while it is open.

    `now` tells the time of day for the records; waits are measured by `clock` (monotonic seconds, the event
    loop's when None) and made by `sleep`.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        version: str,
        clock: Callable[[], float] | None = None,
        resolver: AbstractResolver | None = None,
        hosts: HostStore | None = None,
    ) -> None:
        """Prepare; nothing is opened yet. `resolver` replaces the system's, and is guarded like it.

        `hosts` keeps what is learnt of hosts beyond this fetcher, and shares it with others.

        Raises:
            ConfigError: no contact is set and loopback is not allowed.
        """
        self._settings = settings
        self._agent = build_user_agent(settings, version)
        self._now = now
        self._sleep = sleep
        self._clock = clock
        self._resolver = resolver
        self._hosts = hosts
        self._gates: dict[str, HostGate] = {}
        self._robots: dict[str, asyncio.Task[RobotsRules | FetchFailure]] = {}
        self._slots = Places(settings.concurrency)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connector: no proxy from the environment, no cookies, every address guarded."""
        allow_loopback = self._settings.allow_loopback
        self._clock = self._clock or asyncio.get_running_loop().time
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._settings.concurrency + MOST_SLOW,
                # Starts are seconds apart: servers have closed kept connections by then.
                force_close=True,
                resolver=GuardedResolver(allow_loopback=allow_loopback, inner=self._resolver),
                socket_factory=make_guard(allow_loopback=allow_loopback),
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._agent},
            auto_decompress=False,
            trust_env=False,
        )
        # Where a connection breaks, aiohttp asks again at once, behind the back of the host's pace; our retries keep
        # it. There is no public switch: aiohttp's own test client sets it so.
        self._session._retry_connection = False
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        for task in self._robots.values():
            task.cancel()
        if self._session is not None:
            await self._session.close()

    async def fetch(self, request: Request) -> Response | FetchFailure:
        """Return the whole response to one GET, or why there is none.

        Follows at most `max_redirects` redirects, each checked like the first URL, keeps the pace of every
        host on the way, and tries again, a little later, what fails in passing (resets, cut-off bodies, 5xx).
        """
        failure = await self._try(request)
        if _is_spoilt_304(request, failure):
            request = request.model_copy(update={"etag": None, "last_modified": None})
            failure = await self._try(request)
        for delay in RETRY_DELAYS_S:
            if isinstance(failure, Response) or not failure.again:
                break
            await self._sleep(delay)
            failure = await self._try(request)
        return failure if isinstance(failure, Response) else self._make_failure(request, failure)

    async def wait_turn(self, url: str) -> None:
        """Wait until the pace of the host of `url` lets it be asked, for who then takes a place that others want."""
        with suppress(TargetRefusedError):
            await self._find_gate(check_target(url, allow_loopback=self._settings.allow_loopback)).wait_turn()

    async def is_allowed(self, url: str) -> bool | FetchFailure:
        """Tell whether the host's robots.txt lets us ask for `url`, or why that cannot be known now.

        The file is fetched once a host for the life of the fetcher, and its Crawl-delay slows the host's pace.
        """
        if not self._settings.robots:
            return True
        try:
            target = check_target(url, allow_loopback=self._settings.allow_loopback)
        except TargetRefusedError as error:
            return self._make_failure(Request(url=url, kind="page"), describe_error(error))
        origin = str(target.origin())
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._fetch_robots(target))
        rules = await asyncio.shield(self._robots[origin])
        if isinstance(rules, FetchFailure):
            return rules.model_copy(update={"url": redact_url(url)})
        return rules.is_allowed(str(target))

    def refuse(self, url: str, reason: str) -> FetchFailure:
        """Return the failure of a request that is not made, for good, such as of a page closed by robots.txt."""
        error = ExchangeError(reason, transient=False)
        return self._make_failure(Request(url=url, kind="page"), error)

    async def _try(self, request: Request) -> Response | ExchangeError:
        try:
            return await self._follow(request)
        except TargetRefusedError as error:
            return describe_error(error)
        except ExchangeError as error:
            return error

    async def _follow(self, request: Request) -> Response:
        allow_loopback = self._settings.allow_loopback
        target = check_target(request.url, allow_loopback=allow_loopback)
        hops: list[str] = []
        statuses: set[int] = set()
        seconds = 0.0
        while True:
            answer = await self._visit(target, _bind_validators(request, target, hops))
            seconds += answer.seconds
            if answer.location is None:
                return self._make_response(request, target, replace(answer, seconds=seconds), hops, statuses)
            hops.append(str(target))
            statuses.add(answer.status)
            if not answer.location:
                raise ExchangeError("redirect without Location", status=answer.status, reached=True)
            target = _take_hop(target, answer.location, hops, allow_loopback=allow_loopback)
            if len(hops) > self._settings.max_redirects or str(target) in hops:
                raise ExchangeError("too many redirects", " → ".join(hops), reached=True)

    async def _visit(self, target: URL, request: Request) -> Answer:
        if self._session is None:
            raise RuntimeError("the fetcher is not open: use it in `async with`")
        if not self._settings.contact.strip() and not is_loopback_name(target.raw_host or ""):
            detail = "NAMEWIRE_FETCH__CONTACT is not set: only loopback is called"
            raise ExchangeError("no contact", detail, asked=False)
        gate = self._find_gate(target)
        self._check_gate(gate)
        async with gate.hold(), self._slots.take():
            self._check_gate(gate)
            try:
                answer = await exchange(self._session, target, request, self._settings, self._now())
            except ExchangeError as error:
                self._note_error(gate, error)
                raise
            gate.count_answer()
            return answer

    def _find_gate(self, target: URL) -> HostGate:
        host = target.host_port_subcomponent or ""
        if host not in self._gates:
            clock = self._clock or asyncio.get_running_loop().time
            memory = self._hosts.open(host) if self._hosts else None
            self._gates[host] = HostGate(
                self._settings.pace_s, clock=clock, now=self._now, sleep=self._sleep, memory=memory
            )
        return self._gates[host]

    def _check_gate(self, gate: HostGate) -> None:
        until = gate.find_pause()
        if until is None:
            return
        if gate.is_away:
            raise ExchangeError("host away", "it failed too often in a row", retry_after_at=until, asked=False)
        raise ExchangeError("host paused", "after a 429", retry_after_at=until, asked=False)

    def _note_error(self, gate: HostGate, error: ExchangeError) -> None:
        if error.status == 429:
            default = self._now() + timedelta(seconds=self._settings.retry_after_s)
            gate.push_back(min(error.retry_after_at or default, self._now() + MAX_PAUSE))
        if error.reached:
            gate.count_answer()
        elif error.reason != "refused":
            gate.count_failure()

    async def _fetch_robots(self, target: URL) -> RobotsRules | FetchFailure:
        origin = str(target.origin())
        kept = self._hosts.read_robots(origin, self._now()) if self._hosts else None
        if kept is None:
            answer = await self.fetch(Request(url=str(target.origin() / "robots.txt"), kind="robots"))
            rules = read_robots(answer)
        else:
            rules = RobotsRules(kept)
        if isinstance(rules, FetchFailure):
            return rules
        if self._hosts and kept is None:
            self._hosts.keep_robots(origin, rules.text, self._now())
        if rules.crawl_delay_s is not None:
            self._find_gate(target).slow_to(rules.crawl_delay_s)
        return rules

    def _make_response(
        self, request: Request, target: URL, answer: Answer, hops: list[str], statuses: set[int]
    ) -> Response:
        notes = answer.notes
        if statuses and statuses <= PERMANENT_REDIRECTS:
            notes = (*notes, "moved-permanently")
        if request.kind == "page":
            notes = (*notes, *find_opt_outs(answer.headers, answer.body))
        return Response(
            url=request.url,
            final_url=str(target) if hops else request.url,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            fetched_at=self._now(),
            seconds=answer.seconds,
            hops=tuple(hops),
            notes=notes,
        )

    def _make_failure(self, request: Request, error: ExchangeError) -> FetchFailure:
        return FetchFailure(
            url=redact_url(request.url),
            reason=error.reason,
            detail=error.detail,
            transient=error.transient,
            status=error.status,
            retry_after_at=error.retry_after_at,
            asked=error.asked,
            fetched_at=self._now(),
        )


def _is_spoilt_304(request: Request, failure: Response | ExchangeError) -> bool:
    """Tell whether a conditional request met no HTTP: a 304 that carries a body is unreadable to the client.

    The document is then asked for whole, so that such a feed is not lost.
    """
    is_conditional = bool(request.etag or request.last_modified)
    return is_conditional and isinstance(failure, ExchangeError) and failure.reason == "not HTTP"


def _bind_validators(request: Request, target: URL, hops: list[str]) -> Request:
    """Return the request with its validators only where they go to the address that gave them."""
    here = request.validators_url in (None, str(target)) or (not hops and request.validators_url == request.url)
    return request if here else request.model_copy(update={"etag": None, "last_modified": None})


def _take_hop(origin: URL, location: str, hops: list[str], *, allow_loopback: bool) -> URL:
    """Return the next hop; where it is refused, the chain that led there is in the error."""
    try:
        return check_hop(origin, location, allow_loopback=allow_loopback)
    except TargetRefusedError as error:
        chain = " → ".join([*hops, location])
        raise ExchangeError("refused", f"{error}: {chain}", transient=False, reached=True) from error
