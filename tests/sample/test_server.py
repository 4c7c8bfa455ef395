"""The server: names, conditional answers, misbehaviour on demand, and control from outside."""

import asyncio
import gzip
import http.client
import json
import os
import signal
import socket
import subprocess
import sys

import pytest

from sample.faults import change_reply, check_fault, find_fault
from sample.server import SampleServer
from sample.site import Reply

LEDGER = "caucasus-ledger.localhost"


def control(get, order):
    return get("127.0.0.1", "/_control", method="POST", body=json.dumps(order))


def test_dispatches_on_the_host(get):
    assert b"Caucasus Ledger" in get(LEDGER, "/").body
    assert b"Daily Beacon" in get("Daily-Beacon.localhost", "/").body
    assert b"sample world" in get("127.0.0.1", "/").body
    assert get("unknown.localhost", "/rss.xml").status == 404
    assert get(LEDGER, "/no-such-page").status == 404


def test_links_carry_the_port_in_use(get, server):
    assert f"http://{LEDGER}:{server.port}/2015/07/".encode() in get(LEDGER, "/rss.xml").body


def test_remembers_requests(get, server):
    get(LEDGER, "/rss.xml?x=1", headers={"User-Agent": "test/1", "If-None-Match": '"a"'})
    (seen,) = server.requests
    assert (seen.host, seen.path, seen.method, seen.status) == (LEDGER, "/rss.xml?x=1", "GET", 200)
    assert (seen.headers["user-agent"], seen.headers["if-none-match"]) == ("test/1", '"a"')


def test_answers_head_and_refuses_other_methods(get):
    head = get(LEDGER, "/rss.xml", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert get(LEDGER, "/rss.xml", method="DELETE").status == 405


def test_compresses_when_asked(get):
    plain = get(LEDGER, "/")
    packed = get(LEDGER, "/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


@pytest.mark.parametrize(
    ("host", "path", "status", "content_type"),
    [
        pytest.param("daily-beacon.localhost", "/opinion/feed.xml", 404, "text/html", id="missing"),
        pytest.param("levant-courier.localhost", "/rss", 200, "text/html", id="html in place of a feed"),
        pytest.param("relief-bulletin.localhost", "/feeds/sitreps.xml", 200, "application/rss", id="malformed"),
    ],
)
def test_faulty_feeds(get, host, path, status, content_type):
    got = get(host, path)
    assert got.status == status
    assert got.headers["Content-Type"].startswith(content_type)


def test_silent_feed_never_answers_and_disturbs_nobody(get):
    with pytest.raises(TimeoutError):
        get("bosporus-radio.localhost", "/rss/news.xml", timeout=0.3)
    assert get("bosporus-radio.localhost", "/").status == 200
    assert get(LEDGER, "/rss.xml").status == 200


def test_stops_while_a_client_waits_for_the_silent_feed(world):
    async def visit():
        async with SampleServer(world, port=0) as server:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(b"GET /rss/news.xml HTTP/1.1\r\nHost: bosporus-radio.localhost\r\n\r\n")
            await writer.drain()
            while not server.requests:
                await asyncio.sleep(0)
        left = await reader.read()
        writer.close()
        return left

    assert asyncio.run(asyncio.wait_for(visit(), 20)) == b""


def test_port_in_use_is_an_os_error(world, server):
    async def start():
        async with SampleServer(world, port=server.port):
            pass

    with pytest.raises(OSError, match="address already in use"):
        asyncio.run(start())


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        pytest.param("status:503", 503, id="503"),
        pytest.param("status:429:120", 429, id="429"),
        pytest.param("empty", 200, id="empty"),
        pytest.param("garbage", 200, id="garbage"),
        pytest.param("html", 200, id="html"),
        pytest.param("redirect:http://10.0.0.1/", 302, id="redirect"),
    ],
)
def test_misbehaves_and_heals(get, server, fault, status):
    good = get(LEDGER, "/rss.xml").body
    server.misbehave(LEDGER, fault)
    bad = get(LEDGER, "/rss.xml")
    assert (bad.status, bad.body != good) == (status, True)
    assert get("daily-beacon.localhost", "/feeds/rss.xml").status == 200
    server.misbehave(LEDGER, None)
    assert get(LEDGER, "/rss.xml").body == good


def test_retry_after_is_sent(get, server):
    server.misbehave(LEDGER, "status:429:120")
    assert get(LEDGER, "/rss.xml").headers["Retry-After"] == "120"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        pytest.param("truncate", http.client.IncompleteRead, id="truncate"),
        pytest.param("timeout", TimeoutError, id="timeout"),
    ],
)
def test_breaks_the_connection(get, server, fault, error):
    server.misbehave(f"{LEDGER}/rss.xml", fault)
    with pytest.raises(error):
        get(LEDGER, "/rss.xml", timeout=0.8)
    assert get(LEDGER, "/").status == 200


def test_resets(server):
    """Read from the socket itself: `http.client` calls an orderly close a reset too."""
    server.misbehave(LEDGER, "reset")
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {LEDGER}\r\n\r\n".encode())
        with pytest.raises(ConnectionResetError):
            connection.recv(4096)


def test_drips(server):
    """No client's time-out for one read ends this, so the test reads from the socket itself."""
    server.misbehave(LEDGER, "slow")
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(f"GET /rss.xml HTTP/1.1\r\nHost: {LEDGER}\r\n\r\n".encode())
        got = connection.recv(4096)
        while b"\r\n\r\n<?" not in got:
            got += connection.recv(4096)
    assert got.startswith(b"HTTP/1.1 200")
    assert len(got.partition(b"\r\n\r\n")[2]) < 10


def test_cuts_off_gzip_under_a_matching_length(get, server):
    server.misbehave(LEDGER, "gzip-truncate")
    got = get(LEDGER, "/rss.xml")
    assert int(got.headers["Content-Length"]) == len(got.body)
    with pytest.raises(EOFError):
        gzip.decompress(got.body)


def test_publishes(get, server, world):
    before = get("meridian-press.localhost", "/rss/world.xml")
    server.publish("un-envoy-briefs-council-yemen-truce")
    etag = {"If-None-Match": before.headers["ETag"], "If-Modified-Since": before.headers["Last-Modified"]}
    after = get("meridian-press.localhost", "/rss/world.xml", headers=etag)
    assert after.status == 200
    assert after.body.count(b"<item>") == before.body.count(b"<item>") + 1
    assert get("meridian-press.localhost", "/rss/world.xml", headers={**etag, "If-None-Match": ""}).status == 200
    path = world.by_slug["un-envoy-briefs-council-yemen-truce"].path
    assert get("meridian-press.localhost", path).status == 200
    with pytest.raises(ValueError, match="nothing held back"):
        server.publish("no-such-article")


def test_is_controlled_from_outside(get, world):
    slug = "akkar-water-works-restart-v2"
    assert control(get, {"publish": slug}).json()["published"] == [slug]
    assert control(get, {"misbehave": {"at": LEDGER, "fault": "status:500"}}).status == 200
    assert get(LEDGER, "/").status == 500
    assert control(get, {"misbehave": {"at": LEDGER, "fault": None}}).json()["misbehaving"] == {}
    state = get("127.0.0.1", "/_control").json()
    assert slug not in state["held_back"]
    assert set(state["held_back"]) | {slug} == set(world.held_back)


@pytest.mark.parametrize(
    "order",
    [
        pytest.param({}, id="empty"),
        pytest.param({"publish": "no-such"}, id="unknown article"),
        pytest.param({"misbehave": {"at": "a", "fault": "explode"}}, id="unknown fault"),
        pytest.param({"misbehave": {"fault": "reset"}}, id="no place"),
        pytest.param({"shutdown": True}, id="unknown order"),
        pytest.param(["publish"], id="a list"),
    ],
)
def test_refuses_orders_that_it_does_not_know(get, order):
    got = control(get, order)
    assert got.status == 400
    assert "error" in got.json()


def test_control_is_not_a_page_of_a_publisher(get):
    assert get(LEDGER, "/_control").status == 404


@pytest.mark.parametrize("fault", ["", "status:", "status:99", "boom", "redirect:"])
def test_check_fault_refuses(fault):
    with pytest.raises(ValueError, match="no such fault"):
        check_fault(fault)


@pytest.mark.parametrize(
    ("faults", "host", "path", "expected"),
    [
        pytest.param({"a.localhost": "reset"}, "a.localhost", "/x", "reset", id="host"),
        pytest.param({"a.localhost": "reset"}, "b.localhost", "/x", None, id="another host"),
        pytest.param(
            {"a.localhost/rss": "empty", "a.localhost": "reset"}, "a.localhost", "/rss", "empty", id="longest"
        ),
        pytest.param({"/rss": "slow"}, "b.localhost", "/rss.xml", "slow", id="path on any host"),
        pytest.param({"a.localhost:8700/rss": "slow"}, "a.localhost", "/rss.xml", "slow", id="with a port"),
        pytest.param({"a.localhost": "reset"}, "a.localhost.example", "/", None, id="longer name"),
    ],
)
def test_find_fault(faults, host, path, expected):
    assert find_fault(faults, host, path) == expected


def test_change_reply_leaves_faults_of_the_connection_to_the_server():
    reply = Reply(status=200, headers={"Content-Type": "text/plain"}, body=b"x")
    assert change_reply("truncate", reply) == reply


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_run_server_says_where_it_is_and_stops_on_a_signal(name):
    code = "from sample.server import run_server; run_server(0, publish_after=0)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        port = int(line.split("127.0.0.1:")[1].split("/")[0])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/_control")
        state = json.loads(connection.getresponse().read())
        connection.close()
        process.send_signal(name)
        assert process.wait(20) == 0
        assert process.stdout.read() == ""
    assert line.startswith("Sample world at http://127.0.0.1:")
    assert (state["held_back"], len(state["published"])) == ([], 3)
