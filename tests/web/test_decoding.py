"""The bounded decoder: whole streams only, nothing beyond the budget, whatever the chunks."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.decoding import BodyDecoder, BodyTooBigError, BodyTruncatedError, CodingRefusedError

MIB = 1024 * 1024


def decode(body: bytes, coding: str | None = "gzip", step: int = 7, limit: int = MIB) -> tuple[bytes, list[str]]:
    decoder = BodyDecoder(coding, raw_limit=MIB, decoded_limit=limit)
    for start in range(0, len(body), step):
        decoder.feed(body[start : start + step])
    return decoder.finish(), decoder.notes


@given(bodies=st.lists(st.binary(max_size=400), min_size=1, max_size=3), step=st.integers(1, 50))
def test_members_are_joined_however_they_are_cut(bodies: list[bytes], step: int) -> None:
    assert decode(b"".join(gzip.compress(body) for body in bodies), step=step) == (b"".join(bodies), [])


@given(body=st.binary(min_size=1, max_size=300), cut=st.integers(1, 500), step=st.integers(1, 50))
def test_a_stream_cut_anywhere_is_never_whole(body: bytes, cut: int, step: int) -> None:
    stream = gzip.compress(body)
    kept = stream[: max(3, len(stream) - cut)]
    with pytest.raises(BodyTruncatedError):
        decode(kept, step=step)


@given(body=st.binary(max_size=300).filter(lambda b: not b.startswith(b"\x1f\x8b")), step=st.integers(1, 50))
def test_plain_bodies_pass_whatever_is_declared(body: bytes, step: int) -> None:
    assert decode(body, None, step) == (body, [])
    assert decode(body, "gzip", step) == (body, ["gzip-declared-but-plain"] if body else [])


@pytest.mark.faults
@pytest.mark.parametrize(
    ("stream", "expected", "notes"),
    [
        pytest.param(gzip.compress(b"ab") + b"\0" * 9, b"ab", ["gzip-trailing-garbage"], id="[C5] zero padding"),
        pytest.param(gzip.compress(b"ab") + b"junk", b"ab", ["gzip-trailing-garbage"], id="[C5] garbage"),
        pytest.param(gzip.compress(b"ab") + gzip.compress(b"cd"), b"abcd", [], id="[C5] members"),
        pytest.param(gzip.compress(b""), b"", [], id="[C5] empty member"),
        pytest.param(b"<rss/>", b"<rss/>", ["gzip-declared-but-plain"], id="[C5] a lie"),
        pytest.param(b"x", b"x", ["gzip-declared-but-plain"], id="[C5] one byte"),
    ],
)
@pytest.mark.parametrize("step", [1, 3, 1000])
def test_odd_streams(stream: bytes, expected: bytes, notes: list[str], step: int) -> None:
    assert decode(stream, step=step) == (expected, notes)


@pytest.mark.faults
@pytest.mark.parametrize(
    "coding",
    [
        pytest.param("br", id="[C3] br"),
        pytest.param("zstd", id="[C3] zstd"),
        pytest.param("gzip, gzip", id="[C3] double gzip"),
        pytest.param("deflate", id="[C3] deflate"),
        pytest.param("GZIP,br", id="[C3] stacked"),
    ],
)
def test_codings_that_were_not_offered(coding: str) -> None:
    with pytest.raises(CodingRefusedError):
        BodyDecoder(coding, raw_limit=1, decoded_limit=1)


@pytest.mark.parametrize("coding", [None, "", "identity", "gzip", "x-gzip", " GZip ", "identity, gzip"])
def test_codings_that_are_read(coding: str | None) -> None:
    BodyDecoder(coding, raw_limit=1, decoded_limit=1)


@pytest.mark.faults("C3")
def test_a_bomb_stops_at_the_budget() -> None:
    """[C3] 100 MB of zeros in 100 KB: what is decoded beyond the budget is one step at most."""
    bomb = gzip.compress(b"\0" * (100 * MIB))
    decoder = BodyDecoder("gzip", raw_limit=MIB, decoded_limit=2 * MIB)
    with pytest.raises(BodyTooBigError):
        decoder.feed(bomb)
    assert decoder._size <= 2 * MIB + 64 * 1024


def test_the_wire_budget() -> None:
    with pytest.raises(BodyTooBigError, match="on the wire"):
        decode(b"x" * (MIB + 1), None, step=5000)


def test_damage_inside_is_truncation() -> None:
    stream = bytearray(gzip.compress(bytes(range(256)) * 20))
    stream[40] ^= 0xFF
    with pytest.raises(BodyTruncatedError):
        decode(bytes(stream))
