"""Bodies are read no further than a limit, whatever their compression promises."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.network.body import BadEncoding, TooLarge, read_body
from tests.fakes.publisher import gzip_bomb, rss, stacked_bomb

MB = 1_000_000
FEED = rss("News", [{"title": f"Number {n}"} for n in range(200)])
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
}


async def chunks_of(data: bytes, size: int) -> AsyncIterator[bytes]:
    for first in range(0, len(data), size):
        yield data[first : first + size]


def read(data: bytes, encoding: str, limit: int = MB, chunk: int = 65_536) -> bytes:
    return asyncio.run(read_body(chunks_of(data, chunk), encoding, limit))


@pytest.mark.parametrize("encoding", [*ENCODERS, "GZIP", " gzip "])
@pytest.mark.parametrize("chunk", [1, 7, 65_536])
def test_a_body_is_read_whole_in_every_encoding_that_we_take(encoding: str, chunk: int) -> None:
    encode = ENCODERS[encoding.strip().lower()]
    assert read(encode(FEED), encoding, chunk=chunk) == FEED


@given(data=st.binary(max_size=2000), chunk=st.integers(1, 100), encoding=st.sampled_from("ig"))
def test_what_was_sent_is_what_is_read(data: bytes, chunk: int, encoding: str) -> None:
    name = {"i": "identity", "g": "gzip"}[encoding]
    assert read(ENCODERS[name](data), name, chunk=chunk) == data


@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_body_of_the_limit_is_taken_and_one_byte_more_is_too_large(encoding: str) -> None:
    encode = ENCODERS[encoding]
    assert read(encode(FEED), encoding, limit=len(FEED)) == FEED
    with pytest.raises(TooLarge):
        read(encode(FEED), encoding, limit=len(FEED) - 1)


@pytest.mark.parametrize("chunk", [1000, 65_536, 10 * MB])
def test_a_bomb_is_put_out_early_and_in_bounded_memory(chunk: int) -> None:
    bomb = gzip_bomb()
    tracemalloc.start()
    with pytest.raises(TooLarge):
        read(bomb, "gzip", limit=10 * MB, chunk=chunk)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10 * MB + 5 * MB


def test_a_body_without_end_is_given_up_at_the_limit() -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * 65_536

    with pytest.raises(TooLarge):
        asyncio.run(read_body(endless(), "", MB))
    assert taken == MB // 65_536 + 1


@pytest.mark.parametrize(
    "encoding", ["gzip, gzip", "gzip,gzip", "gzip, identity", "br", "zstd", "compress", "utf-8"]
)
def test_layers_and_encodings_that_we_do_not_read_are_refused_unread(encoding: str) -> None:
    asked_for = []

    async def body() -> AsyncIterator[bytes]:
        asked_for.append("a chunk")
        yield gzip.compress(FEED)

    with pytest.raises(BadEncoding, match=f"^content encoding '{encoding}'$"):
        asyncio.run(read_body(body(), encoding, MB))
    assert asked_for == []


def test_a_stacked_bomb_that_admits_one_layer_is_only_the_inner_layer() -> None:
    assert read(stacked_bomb(), "gzip", limit=10 * MB) == gzip_bomb()


def test_an_encoding_of_any_length_makes_a_short_reason() -> None:
    with pytest.raises(BadEncoding) as caught:
        read(b"", "x" * 10_000)
    assert len(str(caught.value)) < 80


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("kept", [0, 1, 10, -9, -1])
def test_a_compressed_body_that_is_cut_off_is_not_taken_for_whole(encoding: str, kept: int) -> None:
    whole = ENCODERS[encoding](FEED)
    with pytest.raises(BadEncoding) as caught:
        read(whole[:kept], encoding)
    assert str(caught.value) == "the compressed answer was cut off"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize(
    "wrong", [FEED, b"\x1f\x8b\x08" + b"\xff" * 100, gzip.compress(FEED)[:-8] + b"x" * 8]
)
def test_a_body_that_is_not_what_its_header_says_is_told_in_words(
    encoding: str, wrong: bytes
) -> None:
    with pytest.raises(BadEncoding, match=f"^not valid {encoding}: "):
        read(wrong, encoding)


def test_what_follows_a_whole_compressed_body_is_ignored() -> None:
    assert read(gzip.compress(FEED) + b"\0" * 100, "gzip") == FEED
