"""The sample world for tests: loaded once, and served from a thread on a free port."""

import http.client
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from sample.server import SampleServer, serve_in_thread
from sample.world import World, load_world


@dataclass
class Got:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def json(self):
        return json.loads(self.body)


Get = Callable[..., Got]


@pytest.fixture(scope="session")
def world() -> World:
    return load_world()


@pytest.fixture
def server(world: World) -> Iterator[SampleServer]:
    with serve_in_thread(world) as server:
        yield server


@pytest.fixture
def get(server: SampleServer) -> Get:
    """Ask the server for a path of a host; raises what `http.client` raises."""

    def get(host, path, *, headers=None, method="GET", body=None, timeout=5.0) -> Got:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
        try:
            named = {"Host": f"{host}:{server.port}", **(headers or {})}
            connection.request(method, path, body=body, headers=named)
            response = connection.getresponse()
            return Got(response.status, response.read(), dict(response.getheaders()))
        finally:
            connection.close()

    return get
