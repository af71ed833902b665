"""Reads a body no further than a limit, whatever its compression promises.

httpx decodes a whole network chunk at once: a 1.8 KB body with two layers of gzip became 1,024 MB.
Here each step of the decoder is bounded, and layers are refused.
"""

import zlib
from collections.abc import AsyncIterator

STEP = 256 * 1024
_DECODERS = {"gzip": 31, "x-gzip": 31, "deflate": 47}  # zlib's window bits; 47 finds zlib or gzip


class TooLarge(Exception):
    """The decoded body is larger than we take."""


class BadEncoding(Exception):
    """The body is not compressed as its header says, or in a way we do not read."""


async def read_body(chunks: AsyncIterator[bytes], encoding: str, limit: int) -> bytes:
    """The decoded body of at most `limit` bytes; raises TooLarge or BadEncoding."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return await _plain(chunks, limit)
    if name not in _DECODERS:
        raise BadEncoding(f"content encoding {name[:40]!r}")
    try:
        return await _decoded(chunks, _DECODERS[name], limit)
    except zlib.error as error:
        raise BadEncoding(f"not valid {name}: {error}") from None


async def _plain(chunks: AsyncIterator[bytes], limit: int) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLarge
    return bytes(body)


async def _decoded(chunks: AsyncIterator[bytes], window: int, limit: int) -> bytes:
    decoder, body = zlib.decompressobj(window), bytearray()
    async for chunk in chunks:
        rest = chunk
        while rest and not decoder.eof:
            body += decoder.decompress(rest, STEP)
            rest = decoder.unconsumed_tail
            if len(body) > limit:
                raise TooLarge
    if not decoder.eof:
        raise BadEncoding("the compressed answer was cut off")
    return bytes(body)
