"""The address rule, on addresses and on names."""

import asyncio
import socket
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from pipeline.web.address import (
    AddressRefusedError,
    GuardedResolver,
    is_open_address,
    is_own_address,
    make_guard,
)

CLOSED = [
    ("B1", "127.0.0.1 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 0.0.0.0"),
    ("B1", "100.64.0.1 100.100.100.200 168.63.129.16 192.0.0.8 192.88.99.1 224.0.0.1 239.255.255.255 240.0.0.1"),
    ("B1", "255.255.255.255 192.0.2.1 198.51.100.1 203.0.113.1 198.18.0.1"),
    ("B3", "::1 :: ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1::"),
    ("B3", "2002:a9fe:a9fe:: fe80::1 fec0::1 fd00:ec2::254 ff02::1 2001::1 2001:db8::1 3fff::1 5f00::1 100::1"),
    ("B2", "127.1 2130706433 0x7f000001 0177.0.0.1 localhost  300.1.1.1"),
]


@pytest.mark.faults
@pytest.mark.parametrize(
    "host", [pytest.param(host, id=f"[{row}] {host}") for row, hosts in CLOSED for host in hosts.split()]
)
def test_closed_addresses_are_refused(host: str) -> None:
    assert not is_open_address(host)


@pytest.mark.parametrize("host", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8"])
def test_public_addresses_are_open(host: str) -> None:
    assert is_open_address(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "fe80::1"])
def test_allowing_loopback_opens_nothing_else(host: str) -> None:
    assert is_open_address("127.0.0.1", allow_loopback=True)
    assert not is_open_address(host, allow_loopback=True)


class FakeDNS(AbstractResolver):
    """Answers the outermost question, what a name resolves to, with what it is told."""

    def __init__(self, *hosts: str) -> None:
        self.hosts = hosts
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked += 1
        return [
            {"hostname": host, "host": address, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for address in self.hosts
        ]

    async def close(self) -> None:
        pass


@pytest.mark.faults
@pytest.mark.parametrize(
    "hosts",
    [
        pytest.param(["10.0.0.1"], id="[B5] private"),
        pytest.param(["8.8.8.8", "127.0.0.1"], id="[B6] public and private"),
        pytest.param(["127.0.0.1"], id="[B5] loopback, though loopback is allowed"),
    ],
)
def test_names_with_a_closed_address_are_refused_whole(hosts: list[str]) -> None:
    resolver = GuardedResolver(allow_loopback=True, inner=FakeDNS(*hosts))
    with pytest.raises(AddressRefusedError):
        asyncio.run(resolver.resolve("news.example", 80))


def test_localhost_names_are_loopback_only_where_it_is_allowed() -> None:
    dns = FakeDNS("8.8.8.8")
    open_resolver = GuardedResolver(allow_loopback=True, inner=dns)
    found = asyncio.run(open_resolver.resolve("paper.localhost", 8080))
    assert [(result["host"], result["port"]) for result in found] == [("127.0.0.1", 8080)]
    with pytest.raises(AddressRefusedError):
        asyncio.run(GuardedResolver(allow_loopback=False, inner=dns).resolve("paper.localhost", 8080))
    assert dns.asked == 0


def _info(host: str) -> Any:
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 80))


@pytest.mark.faults
@pytest.mark.parametrize(
    "host", [pytest.param("127.0.0.1", id="[B7] rebound"), pytest.param("10.1.2.3", id="[B1]")]
)
def test_the_guard_makes_no_socket_for_a_closed_address(host: str) -> None:
    with pytest.raises(AddressRefusedError):
        make_guard(allow_loopback=False)(_info(host))


@pytest.mark.faults("B16")
def test_the_guard_refuses_addresses_of_this_machine() -> None:
    """[B16] An address that the kernel answers itself is refused, public or not."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("8.8.8.8", 9))
        except OSError:
            pytest.skip("this machine has no route out, so no address of its own to ask for")
        own = probe.getsockname()[0]
    assert is_own_address(socket.AF_INET, own)
    assert not is_own_address(socket.AF_INET, "8.8.8.8")
    with pytest.raises(AddressRefusedError):
        make_guard(allow_loopback=False)(_info(own))


@pytest.mark.faults("B16")
def test_the_guard_asks_whose_address_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """[B16] Public addresses pass only when they are not this machine's."""

    class OwnSocket(socket.socket):
        """A kernel that has 8.8.8.8 on one of its interfaces."""

        def connect(self, target: Any) -> None:
            pass

        def getsockname(self) -> Any:
            return ("8.8.8.8", 1)

    make_guard(allow_loopback=False)(_info("1.1.1.1")).close()
    monkeypatch.setattr(socket, "socket", OwnSocket)
    with pytest.raises(AddressRefusedError, match="this machine"):
        make_guard(allow_loopback=False)(_info("8.8.8.8"))


@pytest.mark.faults("B7")
def test_a_rebound_name_is_stopped_at_the_socket(ask: Any) -> None:
    """[B7] The resolver's answer passes, the address that is then connected does not."""

    class Rebinding(FakeDNS):
        async def resolve(self, *args: Any, **kwargs: Any) -> list[ResolveResult]:
            found = await super().resolve(*args, **kwargs)
            return [_Rebound(result) for result in found]

    class _Rebound(dict[str, Any]):
        """Public when it is looked at first, loopback from then on."""

        seen = 0

        def __getitem__(self, key: str) -> Any:
            if key == "host":
                self.seen += 1
                return "8.8.8.8" if self.seen == 1 else "10.0.0.1"
            return super().__getitem__(key)

    asked = ask({}, "http://news.example/", resolver=Rebinding("8.8.8.8"), contact="ops@example.org")
    assert (asked.answer.reason, asked.answer.transient) == ("refused", False)
