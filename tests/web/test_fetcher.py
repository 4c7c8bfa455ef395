"""The fetcher against a server that does everything wrong."""

import asyncio
import gzip
import socket
import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from pipeline.settings import FetchSettings
from pipeline.web import Fetcher
from schemas.records import Request

HTML = b"<html><body><p>An article.</p></body></html>"
TYPE = "Content-Type: text/html; charset=utf-8"


def outcome(answer: Any) -> tuple[str, bool]:
    return answer.reason, answer.transient


def test_a_whole_response(ask: Any, reply: Any, now: Any) -> None:
    asked = ask({"/a": reply(gzip.compress(HTML), TYPE, "Content-Encoding: gzip", 'ETag: "x"')}, "/a")
    assert asked.answer.body == HTML
    assert (asked.answer.status, asked.answer.final_url, asked.answer.hops) == (200, asked.answer.url, ())
    assert asked.answer.header("etag") == '"x"'
    assert asked.answer.fetched_at == now
    head = asked.server.heads[0]
    assert "Accept-Encoding: gzip\r\n" in head
    assert "User-Agent: namewire/0 (+https://" in head
    assert "Cookie" not in head


REJECTED, LATER = False, True
STATUSES = [
    ("C16", "404 Not Found", "http 404", REJECTED),
    ("C16", "410 Gone", "http 410", REJECTED),
    ("C16", "451 Unavailable", "http 451", REJECTED),
    ("C16", "402 Payment", "http 402", REJECTED),
    ("C15", "403 Forbidden", "http 403", REJECTED),
    ("C13", "429 Too Many", "http 429", LATER),
    ("C14", "503 Unavailable", "http 503", LATER),
    ("C14", "500 Error", "http 500", LATER),
    ("C19", "206 Partial", "http 206", LATER),
    ("C19", "204 No Content", "http 204", LATER),
    ("C18", "226 IM Used", "http 226", LATER),
    ("C8", "304 Not Modified", "http 304", LATER),
    ("C19", "300 Choices", "http 300", LATER),
]


@pytest.mark.faults
@pytest.mark.parametrize(
    ("status", "reason", "transient"),
    [pytest.param(status, reason, later, id=f"[{row}] {status}") for row, status, reason, later in STATUSES],
)
def test_statuses_of_a_page(ask: Any, reply: Any, status: str, reason: str, transient: bool) -> None:
    asked = ask({"/a": reply(b"", TYPE, status=status)}, "/a")
    assert outcome(asked.answer) == (reason, transient)
    assert asked.answer.status == int(status[:3])


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden", "451 No"])
def test_a_feed_is_never_rejected_by_a_status(ask: Any, reply: Any, status: str) -> None:
    assert ask({"/rss": reply(b"", status=status)}, "/rss", kind="feed").answer.transient


@pytest.mark.faults("C18")
def test_a_delta_of_a_feed_is_taken(ask: Any, reply: Any) -> None:
    """[C18] 226 IM Used is a usable answer for a feed."""
    assert ask({"/rss": reply(b"<rss/>", status="226 IM Used")}, "/rss", kind="feed").answer.status == 226


async def _late_body(writer: asyncio.StreamWriter) -> None:
    writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: W/"2"\r\nContent-Length: 4\r\n\r\n')
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.write(b"junk")
    await writer.drain()


@pytest.mark.faults
@pytest.mark.parametrize(
    "route",
    [
        pytest.param(
            b'HTTP/1.1 304 Not Modified\r\nETag: W/"2"\r\nContent-Length: 4\r\n\r\n', id="[C8] length only"
        ),
        pytest.param(_late_body, id="[C8] body in its own packet"),
    ],
)
def test_conditional_requests(ask: Any, route: Any) -> None:
    asked = ask({"/rss": route}, "/rss", kind="feed", etag='"1"')
    assert (asked.answer.status, asked.answer.body, asked.answer.header("etag")) == (304, b"", 'W/"2"')
    assert 'If-None-Match: "1"\r\n' in asked.server.heads[0]


@pytest.mark.faults("C8")
def test_a_304_that_cannot_be_read(ask: Any, reply: Any) -> None:
    """[C8] With its body in one packet the 304 is no HTTP to the client: the whole document is asked for."""
    spoilt = reply(b"junk", 'ETag: "2"', status="304 Not Modified")
    asked = ask({"/rss": [spoilt, reply(b"<rss/>", 'ETag: "2"')]}, "/rss", kind="feed", etag='"1"')
    assert (asked.answer.status, asked.answer.header("etag")) == (200, '"2"')
    assert "If-None-Match" not in asked.server.heads[1]


@pytest.mark.faults
@pytest.mark.parametrize(
    ("response", "kind", "reason"),
    [
        pytest.param(
            ("", "cf-mitigated: challenge", "403 Forbidden"), "page", "blocked: challenge", id="[C15] 403"
        ),
        pytest.param(
            ("<!DOCTYPE html><title>Just a moment...</title><script>_cf_chl_opt={}</script>", TYPE, "200 OK"),
            "feed",
            "blocked: challenge",
            id="[C15] 200 on a feed",
        ),
        pytest.param(("", TYPE, "200 OK"), "feed", "empty body", id="[C19] empty feed"),
        pytest.param((" \n", TYPE, "200 OK"), "page", "empty body", id="[C19] blank page"),
    ],
)
def test_what_looks_like_an_answer(
    ask: Any, reply: Any, response: tuple[str, str, str], kind: str, reason: str
) -> None:
    body, header, status = response
    asked = ask({"/a": reply(body.encode(), header, status=status)}, "/a", kind=kind)
    assert outcome(asked.answer) == (reason, True)


def test_a_page_about_challenges_is_no_challenge(ask: Any, reply: Any) -> None:
    body = b"<html><title>Just a moment in history</title><p>Challenges.</p></html>"
    assert ask({"/a": reply(body, TYPE)}, "/a").answer.status == 200


@pytest.mark.faults
@pytest.mark.parametrize(
    "kind", [pytest.param(kind, id=f"[E11] {kind}") for kind in ("application/pdf", "video/mp4", "image/svg+xml")]
)
def test_types_that_are_no_page_are_refused_before_the_body(ask: Any, reply: Any, kind: str) -> None:
    asked = ask({"/a": reply(b"", f"Content-Type: {kind}; x=y", length=10**9)}, "/a")
    assert outcome(asked.answer) == (f"content-type: {kind}", False)


@pytest.mark.faults
@pytest.mark.parametrize(
    "kind", [pytest.param(k, id=f"[C20] {k}") for k in ("image/png", "text/html", "application/json")]
)
def test_a_feed_may_call_itself_anything(ask: Any, reply: Any, kind: str) -> None:
    assert ask({"/rss": reply(b"<rss/>", f"Content-Type: {kind}")}, "/rss", kind="feed").answer.status == 200


async def _drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def _drip_head(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        writer.write(f"X-{number}: y\r\n".encode())
        await writer.drain()
        await asyncio.sleep(0.05)


async def _early_hints(writer: asyncio.StreamWriter) -> None:
    for _ in range(100_000):
        writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 20)
        await writer.drain()
        await asyncio.sleep(0.01)


async def _endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(100_000):
        writer.write(b"x" * 65_536)
        await writer.drain()


async def _endless_extension(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5;")
    for _ in range(100_000):
        writer.write(b"a=b;" * 1000)
        await writer.drain()
        await asyncio.sleep(0.001)


async def _silent(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("handler", "reasons"),
    [
        pytest.param(_drip, {"timeout"}, id="[C1] body drips"),
        pytest.param(_drip_head, {"timeout"}, id="[C1] head drips"),
        pytest.param(_early_hints, {"timeout", "not HTTP"}, id="[C2] endless 103"),
        pytest.param(_endless, {"too big"}, id="[C2] endless body"),
        pytest.param(_endless_extension, {"timeout", "not HTTP", "truncated"}, id="[C2] endless chunk extension"),
        pytest.param(_silent, {"timeout"}, id="[C1] silence"),
    ],
)
def test_bounded_in_time_and_size(ask: Any, handler: Any, reasons: set[str]) -> None:
    asked = ask({"/a": handler}, "/a", page_seconds=0.4)
    assert asked.answer.reason in reasons


@pytest.mark.faults
@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(b"X: " + b"y" * 100_000, "not HTTP", id="[C7] long header"),
        pytest.param(b"\r\n".join(b"X: y" for _ in range(2000)), "not HTTP", id="[C7] many headers"),
        pytest.param(b"X: a\x00b", "not HTTP", id="[C7] NUL"),
    ],
)
def test_headers_out_of_bounds(ask: Any, raw: bytes, reason: str) -> None:
    asked = ask({"/a": b"HTTP/1.1 200 OK\r\n" + raw + b"\r\nContent-Length: 0\r\n\r\n"}, "/a")
    assert outcome(asked.answer) == (reason, True)


@pytest.mark.faults
@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"Content-Length: 900\r\n\r\n" + HTML, id="[C6] shorter than it says"),
        pytest.param(b"Transfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n", id="[C6] no last chunk"),
        pytest.param(
            b"Content-Encoding: gzip\r\nContent-Length: 30\r\n\r\n" + gzip.compress(HTML)[:30],
            id="[C4] gzip cut off",
        ),
    ],
)
def test_cut_off_bodies_are_never_taken(ask: Any, reply: Any, raw: bytes) -> None:
    asked = ask({"/a": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + raw}, "/a")
    assert outcome(asked.answer) == ("truncated", True)
    assert (len(asked.server.heads), asked.waits) == (3, [1.0, 4.0])


def test_what_passes_is_tried_again(ask: Any, reply: Any) -> None:
    asked = ask({"/a": [reply(b"", status="502 Bad"), reply(HTML, TYPE)]}, "/a")
    assert (asked.answer.status, asked.waits) == (200, [1.0])


@pytest.mark.faults("C3")
def test_a_bomb_is_refused(ask: Any, reply: Any) -> None:
    """[C3] The decoded budget holds over the wire as well."""
    bomb = gzip.compress(b"<p>" * 20_000_000)
    asked = ask({"/a": reply(bomb, TYPE, "Content-Encoding: gzip")}, "/a")
    assert outcome(asked.answer) == ("too big", False)


@pytest.mark.faults
@pytest.mark.parametrize("coding", [pytest.param(c, id=f"[C3] {c}") for c in ("br", "zstd", "gzip, gzip")])
def test_codings_not_offered(ask: Any, reply: Any, coding: str) -> None:
    asked = ask({"/a": reply(b"x", TYPE, f"Content-Encoding: {coding}")}, "/a")
    assert outcome(asked.answer) == ("content coding", False)


def hop(reply: Any, location: str, status: str = "302 Found") -> bytes:
    return reply(b"", f"Location: {location}", "Set-Cookie: a=b", status=status)


def test_redirects_are_followed_and_kept(ask: Any, reply: Any) -> None:
    routes = {"/a": hop(reply, "/b"), "/b": hop(reply, "c?x=1"), "/c?x=1": reply(HTML, TYPE)}
    asked = ask(routes, "/a")
    base = f"http://site.localhost:{asked.server.port}"
    assert (asked.answer.hops, asked.answer.final_url) == ((f"{base}/a", f"{base}/b"), f"{base}/c?x=1")
    assert not any("Cookie" in head for head in asked.server.heads)
    assert asked.answer.notes == ()


@pytest.mark.parametrize(("status", "notes"), [("301 Moved", ("moved-permanently",)), ("307 Temporary", ())])
def test_permanent_redirects_are_noted(ask: Any, reply: Any, status: str, notes: tuple[str, ...]) -> None:
    assert ask({"/a": hop(reply, "/b", status), "/b": reply(HTML, TYPE)}, "/a").answer.notes == notes


@pytest.mark.faults
@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        pytest.param({"/a": "/a"}, ("too many redirects", True), id="[B9] to itself"),
        pytest.param({"/a": "/b", "/b": "/a"}, ("too many redirects", True), id="[B9] loop"),
        pytest.param(
            {f"/{n}": f"/{n + 1}" for n in range(8)} | {"/a": "/0"}, ("too many redirects", True), id="[B9] six"
        ),
        pytest.param({"/a": ""}, ("redirect without Location", True), id="[B9] nowhere"),
        pytest.param({"/a": "http://10.0.0.1/x"}, ("refused", False), id="[B8] private"),
        pytest.param({"/a": "file:///etc/passwd"}, ("refused", False), id="[B8] file"),
        pytest.param({"/a": "gopher://example.org/"}, ("refused", False), id="[B8] gopher"),
        pytest.param({"/a": "http://example.org:22/"}, ("refused", False), id="[B8] port 22"),
        pytest.param({"/a": "http://me:pw@site.localhost:{port}/"}, ("refused", False), id="[B11] userinfo"),
    ],
)
def test_redirects_that_are_not_followed(
    ask: Any, reply: Any, routes: dict[str, str], expected: tuple[str, bool]
) -> None:
    asked = ask({path: hop(reply, location) for path, location in routes.items()}, "/a")
    assert outcome(asked.answer) == expected
    assert len(asked.server.heads) <= 6
    assert "pw@" not in asked.answer.detail


@pytest.mark.faults
@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://10.0.0.1/", id="[B1]"),
        pytest.param("http://[64:ff9b::a9fe:a9fe]/", id="[B3]"),
        pytest.param("http://user:pw@example.org/", id="[B11]"),
        pytest.param("ftp://example.org/", id="[A15]"),
    ],
)
def test_refused_before_any_packet(ask: Any, url: str) -> None:
    asked = ask({}, url, contact="ops@example.org")
    assert outcome(asked.answer) == ("refused", False)
    assert "pw" not in asked.answer.model_dump_json()


@pytest.mark.faults("B14")
def test_a_closed_port(ask: Any) -> None:
    """[B14] Refused connections come back later, with their own reason."""
    assert outcome(ask({}, "http://127.0.0.1:1/").answer) == ("connect: refused", True)


def make_certificate(folder: Path, *, days: int) -> ssl.SSLContext:
    """Return the context of a server whose certificate nobody signed; it has expired where `days` is negative."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "site.localhost")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=90))
        .not_valid_after(today + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("site.localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "server.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


@pytest.mark.faults
@pytest.mark.parametrize("days", [pytest.param(30, id="[B14] self-signed"), pytest.param(-1, id="[B14] expired")])
def test_certificates_are_verified(ask: Any, reply: Any, tmp_path: Path, days: int) -> None:
    tls = make_certificate(tmp_path, days=days)
    asked = ask({"/a": reply(HTML, TYPE)}, "https://site.localhost:{port}/a", tls=tls)
    assert outcome(asked.answer) == ("tls: certificate", True)
    assert asked.server.heads == []


class FailingDNS(AbstractResolver):
    def __init__(self, code: int) -> None:
        self.code = code

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> Any:
        raise socket.gaierror(self.code, "asked in vain")

    async def close(self) -> None:
        pass


@pytest.mark.faults
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param(socket.EAI_NONAME, "dns: no such name", id="[B13] NXDOMAIN"),
        pytest.param(socket.EAI_AGAIN, "dns: no answer", id="[B13] SERVFAIL or time-out"),
    ],
)
def test_names_that_do_not_resolve(ask: Any, code: int, reason: str) -> None:
    asked = ask({}, "http://news.example/", contact="ops@example.org", resolver=FailingDNS(code))
    assert outcome(asked.answer) == (reason, True)


@pytest.mark.faults
@pytest.mark.parametrize(
    "hosts", [pytest.param(["10.0.0.1"], id="[B5]"), pytest.param(["8.8.8.8", "::1"], id="[B6]")]
)
def test_names_with_a_closed_address(ask: Any, hosts: list[str]) -> None:
    class ClosedDNS(FailingDNS):
        async def resolve(self, host: str, port: int = 0, family: Any = 0) -> Any:
            return [
                {"hostname": host, "host": h, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
                for h in hosts
            ]

    asked = ask({}, "http://news.example/", contact="ops@example.org", resolver=ClosedDNS(0))
    assert outcome(asked.answer) == ("refused", False)


@pytest.mark.faults("B12")
def test_proxies_of_the_environment_are_ignored(ask: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """[B12] The request goes to the server itself."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert ask({"/a": reply(HTML, TYPE)}, "/a").answer.status == 200


def test_without_a_contact_only_loopback_is_called(ask: Any) -> None:
    answer = ask({}, "http://example.org/").answer
    assert outcome(answer) == ("no contact", True)
    assert "NAMEWIRE_FETCH__CONTACT" in answer.detail


@pytest.mark.faults("C13", "C14")
def test_a_429_pauses_the_host(ask: Any, reply: Any) -> None:
    """[C13] The second URL is not asked for; a 503 [C14] stops its own URL only."""
    limited = reply(b"", "Retry-After: 600", status="429 Slow down")
    asked = ask({"/a": limited, "/b": reply(HTML, TYPE)}, "/a", "/b")
    assert [answer.reason for answer in asked.answers] == ["http 429", "host paused"]
    assert asked.answers[0].retry_after_at == asked.answers[1].retry_after_at
    assert asked.server.paths == ["/a"]
    busy = reply(b"", "Retry-After: 600", status="503 Busy")
    assert ask({"/a": busy, "/b": reply(HTML, TYPE)}, "/a", "/b").answer.status == 200


@pytest.mark.faults("E14")
def test_a_host_that_is_away_is_left_alone(ask: Any, reply: Any) -> None:
    """[E14] After five time-outs in a row the others are not asked for."""
    asked = ask({f"/{n}": _silent for n in range(8)}, *(f"/{n}" for n in range(8)), page_seconds=0.05)
    assert [answer.reason for answer in asked.answers] == ["timeout"] * 5 + ["host away"] * 3


def test_starts_are_paced(ask: Any, reply: Any) -> None:
    asked = ask({"/a": reply(HTML, TYPE)}, "/a", "/a", "/a", pace_s=5)
    assert asked.waits == [5.0, 5.0]


def test_opt_outs_of_text_mining_are_noted(ask: Any, reply: Any) -> None:
    assert ask({"/a": reply(HTML, TYPE, "TDM-Reservation: 1")}, "/a").answer.notes == ("tdm-reservation",)
    head = HTML.replace(b"<html>", b"<html><meta content='noai' name=robots><meta name=tdm-reservation content=1>")
    asked = ask({"/a": reply(head, TYPE, "X-Robots-Tag: otherbot: noindex, noai")}, "/a")
    assert asked.answer.notes == (
        "x-robots-tag: noai", "x-robots-tag: noindex", "meta robots: noai", "meta tdm-reservation",
    )  # fmt: skip


ROBOTS = [
    ("C22", (b"User-agent: *\nDisallow: /a", "200 OK"), False),
    ("C22", (b"\xef\xbb\xbfUser-agent: namewire\nDisallow: /", "200 OK"), False),
    ("C22", (b"User-agent: other\nDisallow: /", "200 OK"), True),
    ("C22", (b"", "404 Not Found"), True),
    ("C22", (b"", "403 Forbidden"), True),
    ("C22", (b"<!DOCTYPE html><p>User-agent: *\nDisallow: /", "200 OK"), True),
    ("C22", (b"User-agent: *\nDisallow: /a\n" + b"#" * 2_000_000, "200 OK"), False),
    ("C22", (b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /a", "200 OK"), True),
    ("C22", (b"", "500 Error"), "robots: http 500"),
    ("C22", (b"", "429 Slow"), "robots: http 429"),
]


@pytest.mark.faults
@pytest.mark.parametrize(
    ("robots", "expected"),
    [pytest.param(r, e, id=f"[{row}] {r[1]} {r[0][:24]!r}") for row, r, e in ROBOTS],
)
def test_robots(ask: Any, reply: Any, robots: tuple[bytes, str], expected: bool | str) -> None:
    asked = ask({"/robots.txt": reply(robots[0], status=robots[1])}, "/a/b", robots=True)
    assert (asked.answer if isinstance(expected, bool) else asked.answer.reason) == expected


@pytest.mark.faults("C22")
def test_robots_that_cannot_be_had(ask: Any, reply: Any) -> None:
    """[C22] A time-out defers, six redirects are as good as no file."""
    asked = ask({"/robots.txt": _silent}, "/a", robots=True, feed_seconds=0.1)
    assert outcome(asked.answer) == ("robots: timeout", True)
    routes = {f"/{n}": hop(reply, f"/{n + 1}") for n in range(9)} | {"/robots.txt": hop(reply, "/0")}
    assert ask(routes, "/a", robots=True).answer is True


def test_robots_are_asked_for_once_a_host(ask: Any, reply: Any) -> None:
    asked = ask({"/robots.txt": reply(b"User-agent: *\nCrawl-delay: 7\n")}, "/a", "/b", "/c", robots=True)
    assert (asked.answers, asked.server.paths) == ([True, True, True], ["/robots.txt"])


def test_robots_of_a_refused_host_are_not_asked_for(ask: Any) -> None:
    assert outcome(ask({}, "http://10.0.0.1/", robots=True).answer) == ("refused", False)


def test_kept_connection_that_breaks_is_not_asked_again_behind_the_pace(reply: Any) -> None:
    seen = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while await reader.readuntil(b"\r\n\r\n"):
                seen.append(writer)
                if len(seen) > 1:
                    break
                writer.write(reply(HTML, TYPE))
        writer.transport.abort()

    async def no_wait(_: float) -> None:
        await asyncio.sleep(0)

    async def run() -> None:
        settings = FetchSettings(pace_s=0, allow_loopback=True, robots=False)
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/a"
            async with Fetcher(settings, now=lambda: datetime.now(UTC), sleep=no_wait, version="0") as fetcher:
                for _ in range(2):
                    await fetcher.fetch(Request(url=url, kind="page"))

    asyncio.run(run())
    # One that is answered, and three tries of the second: the client of itself would have made four.
    assert len(seen) == 4
