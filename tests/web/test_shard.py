"""Cutting work: one key, one shard; the same cut whatever the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web import cut_shards, find_shard_key

WEIGHTS = st.dictionaries(st.text(min_size=1, max_size=5), st.integers(1, 50), max_size=30)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        pytest.param("https://feeds.bbci.co.uk/news/rss.xml", "bbci.co.uk", id="registered domain"),
        pytest.param("https://www.bbc.co.uk./", "bbc.co.uk", id="trailing dot"),
        pytest.param("https://NEWS.Example.ORG/", "example.org", id="case"),
        pytest.param("https://foo.blogspot.com/feed", "foo.blogspot.com", id="private suffix"),
        pytest.param("https://xn--bcher-kva.de/", "xn--bcher-kva.de", id="IDN"),
        pytest.param("https://news.bücher.de/", "xn--bcher-kva.de", id="IDN as written"),
        pytest.param("http://8.8.8.8/", "8.8.8.8:80", id="address"),
        pytest.param("https://[2606:2800::1]/x", "[2606:2800::1]:443", id="IPv6"),
        pytest.param("http://paper.localhost:8001/rss", "paper.localhost:8001", id="localhost name"),
        pytest.param("http://127.0.0.1:8001/rss", "127.0.0.1:8001", id="loopback"),
        pytest.param("http://intranet/rss", "intranet", id="bare name"),
        pytest.param("not a url", "not a url", id="no URL"),
        pytest.param("http://[::1", "http://[::1", id="broken URL"),
    ],
)
def test_keys(url: str, key: str) -> None:
    assert find_shard_key(url) == key


@given(weights=WEIGHTS, count=st.integers(1, 10))
def test_every_key_is_in_one_shard(weights: dict[str, int], count: int) -> None:
    shards = cut_shards(weights, count)
    assert sorted(key for shard in shards for key in shard) == sorted(weights)
    assert len(shards) == min(count, len(weights))


@given(weights=WEIGHTS, count=st.integers(1, 10), seed=st.randoms())
def test_the_cut_does_not_depend_on_the_order(weights: dict[str, int], count: int, seed: object) -> None:
    keys = list(weights)
    seed.shuffle(keys)  # type: ignore[attr-defined]
    assert cut_shards({key: weights[key] for key in keys}, count) == cut_shards(weights, count)


@given(weights=WEIGHTS.filter(bool), count=st.integers(1, 10))
def test_no_shard_is_heavier_than_need_be(weights: dict[str, int], count: int) -> None:
    loads = [sum(weights[key] for key in shard) for shard in cut_shards(weights, count)]
    assert max(loads) <= sum(weights.values()) / count + max(weights.values())


def test_no_shards_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="0 shards"):
        cut_shards({"a": 1}, 0)
