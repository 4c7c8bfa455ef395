"""The addresses of one article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import find_addresses
from pipeline.text.addresses import clean_address


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        pytest.param("https://x.org/a?id=7&utm_source=rss&utm_medium=feed", "https://x.org/a?id=7", id="utm"),
        pytest.param(
            "https://x.org/a?fbclid=1&gclid=2&b=3#top", "https://x.org/a?b=3", id="click ids and fragment"
        ),
        pytest.param(
            "https://x.org/a.php?cid=7&uid=8&eid=9&source=y&session=1",
            "https://x.org/a.php?cid=7&uid=8&eid=9&source=y&session=1",
            id="what courlan drops",
        ),
        pytest.param("https://x.org/a?spmid=7&epikon=8", "https://x.org/a?spmid=7&epikon=8", id="longer names"),
        pytest.param("https://x.org/a?z=1&a=2", "https://x.org/a?z=1&a=2", id="order stays"),
        pytest.param(
            "https://x.org/a?q=%D0%B0+b&empty=&flag", "https://x.org/a?q=%D0%B0+b&empty=&flag", id="spelling stays"
        ),
        pytest.param("HTTPS://X.ORG:443/A", "https://x.org/A", id="case and port"),
        pytest.param("http://x.org:8080", "http://x.org:8080/", id="other port, no path"),
        pytest.param("https://x.org/#!/story/7", "https://x.org/#!/story/7", id="scripted page"),
        pytest.param("http://user:pw@x.org/a", "http://x.org/a", id="userinfo goes"),
        pytest.param("http://[2001:db8::1]:81/a", "http://[2001:db8::1]:81/a", id="IPv6"),
        pytest.param("javascript:alert(1)", "", id="javascript"),
        pytest.param("http:///a", "", id="no host"),
        pytest.param("http://x.org:99999/", "", id="no port"),
        pytest.param("http://[x", "", id="no address"),
        pytest.param("/a", "", id="relative"),
    ],
)
def test_clean_address(address: str, cleaned: str):
    assert clean_address(address) == cleaned


def test_raw_link_stands_first_and_each_address_once():
    link = "https://x.org/a?id=7&utm_source=rss"
    assert find_addresses(link, "https://x.org/a?id=7#c", "https://x.org/b") == (
        link,
        "https://x.org/a?id=7",
        "https://x.org/b",
    )
    assert find_addresses("https://x.org/a", None, None) == ("https://x.org/a",)


@given(st.text(max_size=80))
def test_cleaning_an_address_twice_changes_nothing(address: str):
    once = clean_address(address)
    assert clean_address(once) == once
