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
    body = bytearray()
    await fill(body, chunks, encoding, limit)
    return bytes(body)


async def fill(body: bytearray, chunks: AsyncIterator[bytes], encoding: str, limit: int) -> None:
    """Adds the decoded body to `body`, where it stays as far as it came whatever is raised."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return await _plain(body, chunks, limit)
    if name not in _DECODERS:
        raise BadEncoding(f"content encoding {name[:40]!r}")
    try:
        return await _decoded(body, chunks, _DECODERS[name], limit)
    except zlib.error as error:
        raise BadEncoding(f"not valid {name}: {error}") from None


async def _plain(body: bytearray, chunks: AsyncIterator[bytes], limit: int) -> None:
    async for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLarge


async def _decoded(body: bytearray, chunks: AsyncIterator[bytes], window: int, limit: int) -> None:
    decoder, taken = zlib.decompressobj(window), 0
    async for chunk in chunks:
        rest, taken = chunk, taken + len(chunk)
        while rest and not decoder.eof:
            body += decoder.decompress(rest, STEP)
            rest = decoder.unconsumed_tail
            if len(body) > limit:
                raise TooLarge
        if taken > limit + STEP:  # a file name without end, rubbish behind the last block
            raise TooLarge
    if not decoder.eof:
        raise BadEncoding("the compressed answer was cut off")
