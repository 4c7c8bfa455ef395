"""Links: absolute and harmless, or refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.feeds.links import LinkRefusedError, resolve_link, strip_tracking

BASE = "https://feeds.example/dir/rss.xml"


@pytest.mark.faults
@pytest.mark.parametrize(
    ("raw", "link"),
    [
        pytest.param("/a", "https://feeds.example/a", id="[D10] absolute path"),
        pytest.param("a?b=1", "https://feeds.example/dir/a?b=1", id="[D10] relative"),
        pytest.param("//host.example/a", "https://host.example/a", id="[D10] protocol-relative"),
        pytest.param(" https://x.example/a\n b ", "https://x.example/a%20b", id="[D10] blanks"),
        pytest.param("HTTPS://X.example/Ä", "https://X.example/Ä", id="[D10] case and umlaut"),
        pytest.param("https://x.example:8443/a", "https://x.example:8443/a", id="[D10] port"),
        pytest.param(
            "https://x.example/?u=http://a@b", "https://x.example/?u=http://a@b", id="[D10] @ in the query"
        ),
        pytest.param('https://x.example/"<>', "https://x.example/%22%3C%3E", id="[D10] unsafe characters"),
        pytest.param("https://x.example/a:b", "https://x.example/a:b", id="[D10] colon in the path"),
    ],
)
def test_links(raw: str, link: str) -> None:
    assert resolve_link(raw, BASE) == link


@pytest.mark.faults
@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param("", "no link", id="[D10] empty"),
        pytest.param(" \n", "no link", id="[D10] blank"),
        pytest.param("javascript:alert(1)", "link scheme javascript", id="[D10] javascript"),
        pytest.param("java\nscript:alert(1)", "link scheme javascript", id="[D10] hidden javascript"),
        pytest.param("data:text/html,x", "link scheme data", id="[D10] data"),
        pytest.param("mailto:a@b.example", "link scheme mailto", id="[D10] mailto"),
        pytest.param("file:///etc/passwd", "link scheme file", id="[D10] file"),
        pytest.param("http:///x", "link without host", id="[D10] no host"),
        pytest.param("http:x", "link without host", id="[D10] no slashes"),
        pytest.param("http://", "link without host", id="[D10] nothing"),
        pytest.param("http://a b/", "link without host", id="[D10] blank in the host"),
        pytest.param("http://[::1", "link is no URL", id="[D10] broken IPv6"),
        pytest.param("http://u:p@x.example/", "link with userinfo", id="[B11] userinfo"),
        pytest.param("https://x.example/" + "a" * 2048, "link too long", id="[D10] too long"),
    ],
)
def test_refused_links(raw: str, reason: str) -> None:
    with pytest.raises(LinkRefusedError) as refused:
        resolve_link(raw, BASE)
    assert str(refused.value) == reason


@given(raw=st.text(max_size=60))
def test_what_passes_is_http_without_blanks(raw: str) -> None:
    try:
        link = resolve_link(raw, BASE)
    except LinkRefusedError:
        return
    assert link.startswith(("http://", "https://"))
    assert not any(character.isspace() for character in link)
    assert resolve_link(link, BASE) == link


@pytest.mark.parametrize(
    ("link", "plain"),
    [
        ("https://x.example/?id=1&b=", "https://x.example/?id=1&b="),
        ("https://x.example/?utm_medium=rss", "https://x.example/"),
        ("https://x.example/?at_medium=RSS&at_campaign=KARANGA&p=2", "https://x.example/?p=2"),
        ("https://x.example/?a=b%20c&fbclid=1#top", "https://x.example/?a=b+c"),
    ],
)
def test_tracking_parameters(link: str, plain: str) -> None:
    assert strip_tracking(link) == plain
