"""URLs before any packet: what is asked for, what is refused, what may be logged."""

import pytest
from yarl import URL

from pipeline.web.target import TargetRefusedError, check_hop, check_target, redact_url

REFUSED = [
    ("A15", "file:///etc/passwd"),
    ("A15", "feed://example.org/rss"),
    ("A15", ""),
    ("A15", "http:///x"),
    ("A15", "https://example.org/" + "a" * 2040),
    ("B2", "http://127.1/"),
    ("B2", "http://2130706433/"),
    ("B2", "http://0x7f000001/"),
    ("B2", "http://0x7f.1/"),
    ("B2", "http://0177.0.0.1/"),
    ("B2", "http://0/"),
    ("B2", "http://127.0.0.1./"),
    ("B2", "http://8.8.8.010/"),
    ("B3", "http://[::1]/"),
    ("B3", "http://[::]/"),
    ("B3", "http://[::ffff:10.0.0.1]/"),
    ("B3", "http://[64:ff9b::a9fe:a9fe]/"),
    ("B3", "http://[2002:7f00:1::]/"),
    ("B3", "http://[fe80::1%25eth0]/"),
    ("B3", "http://[fec0::1]/"),
    ("B3", "http://[fd00:ec2::254]/"),
    ("B4", "http://①②⑦.⓪.⓪.①/"),
    ("B4", "http://127。0。0。1/"),
    ("B4", "http://ⓛocalhost/"),
    ("B5", "http://localhost/"),
    ("B5", "http://printer.localhost/"),
    ("B8", "http://example.org:22/"),
    ("B8", "http://example.org:0/"),
    ("B8", "http://example.org:99999/"),
    ("B8", "gopher://example.org/"),
    ("B11", "http://user:pw@example.org/"),
    ("B11", "http://user@example.org/"),
    ("B1", "http://169.254.169.254/latest/meta-data"),
]


@pytest.mark.faults
@pytest.mark.parametrize("url", [pytest.param(url, id=f"[{row}] {url[:40]}") for row, url in REFUSED])
def test_refused(url: str) -> None:
    with pytest.raises(TargetRefusedError):
        check_target(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:80/a?b=c#d",
        "https://bücher.example/ü b",
        "http://8.8.8.8/",
        "https://under_score.example.org/",
    ],
)
def test_open(url: str) -> None:
    assert check_target(url).scheme in ("http", "https")


def test_other_ports_are_open_on_allowed_loopback_only() -> None:
    assert check_target("http://paper.localhost:9000/rss", allow_loopback=True).port == 9000
    with pytest.raises(TargetRefusedError, match="port 9000"):
        check_target("http://example.org:9000/rss", allow_loopback=True)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("origin", "location"),
    [
        pytest.param("https://example.org/", "http://example.org/", id="[B10] downgrade"),
        pytest.param("http://example.org/", "file:///etc/passwd", id="[B8] file"),
        pytest.param("http://example.org/", "//10.0.0.1/", id="[B8] private"),
        pytest.param("http://example.org/", "http://me:pw@example.org/", id="[B11] userinfo"),
        pytest.param("http://example.org/", "http://[::1", id="[B8] no URL"),
    ],
)
def test_refused_hops(origin: str, location: str) -> None:
    with pytest.raises(TargetRefusedError):
        check_hop(URL(origin), location)


def test_relative_hops_are_resolved() -> None:
    assert str(check_hop(URL("https://example.org/a/b?c=1"), " ../d?e=2 ")) == "https://example.org/d?e=2"


@pytest.mark.faults
@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param("https://a:b@x.org/", "https://x.org/", id="[J2] userinfo"),
        pytest.param("https://x.org/?api_key=123&p=1", "https://x.org/?api_key=…&p=1", id="[J2] key"),
        pytest.param("https://x.org/?ACCESS_TOKEN=1", "https://x.org/?ACCESS_TOKEN=…", id="[J2] token"),
        pytest.param("https://x.org/?keyword=isis", "https://x.org/?keyword=isis", id="[J2] no secret"),
        pytest.param("https://x.org/\n\x1b[31m", "https://x.org/��[31m", id="[J1] control characters"),
    ],
)
def test_redacted(url: str, shown: str) -> None:
    assert redact_url(url) == shown
