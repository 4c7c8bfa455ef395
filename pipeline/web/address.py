"""Which addresses may be connected to (FAULTS "Address rule"): the guard and the resolver of the connector."""

import ipaddress
import socket
from collections.abc import Callable

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple]  # type: ignore[type-arg]

# `ipaddress.is_global` is True for several of these, among them the metadata service through NAT64.
_CLOSED_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)


class AddressRefusedError(OSError):
    """An address outside the rule. An OSError, so that the connector gives it back as it is."""


def is_open_address(host: str, *, allow_loopback: bool = False) -> bool:
    """Tell whether the address in `host` may be connected to; False for what is no address at all.

    >>> is_open_address("93.184.215.14"), is_open_address("64:ff9b::a9fe:a9fe"), is_open_address("127.0.0.1")
    (True, False, False)
    >>> is_open_address("127.0.0.1", allow_loopback=True), is_open_address("::ffff:10.0.0.1")
    (True, False)
    """
    try:
        address = _unwrap(ipaddress.ip_address(host))
    except ValueError:
        return False
    if address.is_loopback:
        return allow_loopback
    if address.is_multicast or address.is_reserved or address.is_unspecified or not address.is_global:
        return False
    return not any(address in network for network in _CLOSED_NETWORKS if network.version == address.version)


def is_loopback_name(host: str) -> bool:
    """Tell whether `host` is `localhost`, ends in `.localhost` (RFC 6761), or is a loopback address."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return _unwrap(ipaddress.ip_address(name)).is_loopback
    except ValueError:
        return False


def is_own_address(family: int, host: str) -> bool:
    """Tell whether the kernel would answer `host` itself: it then picks it as the source address as well.

    A connected UDP socket sends nothing. Binding to the address was tried first; it also succeeds for
    strangers' addresses where `ip_nonlocal_bind` is set, as on machines behind a floating address.
    """
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((host, 9))
            return bool(ipaddress.ip_address(probe.getsockname()[0]) == ipaddress.ip_address(host))
        except (OSError, ValueError):
            return False


def make_guard(*, allow_loopback: bool) -> Callable[[AddrInfo], socket.socket]:
    """Return a socket factory that refuses every address outside the rule, just before it is connected.

    This is the last check and the one that holds: whatever was resolved or redirected, no socket is made for
    an address that is not open. An address of this very machine is refused too, so that its own services
    cannot be reached by its public name.
    """

    def guard(info: AddrInfo) -> socket.socket:
        family, kind, protocol, _, target = info
        host = str(target[0])
        if not is_open_address(host, allow_loopback=allow_loopback):
            raise AddressRefusedError("not a public address")
        if not is_loopback_name(host) and is_own_address(family, host):
            raise AddressRefusedError("an address of this machine")
        return socket.socket(family=family, type=kind, proto=protocol)

    return guard


class GuardedResolver(AbstractResolver):
    """Resolve names through the system, and refuse a name whole when any of its addresses is not open."""

    def __init__(self, *, allow_loopback: bool, inner: AbstractResolver | None = None) -> None:
        """Wrap `inner` (the system's resolver when None, which needs a running event loop)."""
        self._allow_loopback = allow_loopback
        self._inner = inner or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of `host`; `*.localhost` is 127.0.0.1 where loopback is allowed.

        Raises:
            AddressRefusedError: an address of the name is not open, or the name is a loopback name.
        """
        if is_loopback_name(host):
            if not self._allow_loopback:
                raise AddressRefusedError("a name of this machine")
            return [_make_loopback_result(host, port)]
        results = await self._inner.resolve(host, port, family)
        closed = [result["host"] for result in results if not is_open_address(result["host"])]
        if closed:
            raise AddressRefusedError(f"resolves to {closed[0]}, not a public address")
        return results

    async def close(self) -> None:
        """Close the wrapped resolver."""
        await self._inner.close()


def _unwrap(address: IPAddress) -> IPAddress:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _make_loopback_result(host: str, port: int) -> ResolveResult:
    return {
        "hostname": host,
        "host": "127.0.0.1",
        "port": port,
        "family": socket.AF_INET,
        "proto": 0,
        "flags": 0,
    }
