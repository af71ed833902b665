"""The server's side of a WebSocket, as RFC 6455 has it and no further than Slack goes."""

from __future__ import annotations

import base64
import hashlib
import struct
from io import BufferedIOBase

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


def accepted(key: str) -> str:
    """What a server says to the key in a client's handshake."""
    digest = hashlib.sha1(f"{key}{MAGIC}".encode()).digest()
    return base64.b64encode(digest).decode()


def frame(opcode: int, payload: bytes) -> bytes:
    """A whole message in one frame; a server's frames are not masked."""
    first, length = bytes([0x80 | opcode]), len(payload)
    if length < 126:
        return first + bytes([length]) + payload
    if length < 65536:
        return first + b"\x7e" + struct.pack("!H", length) + payload
    return first + b"\x7f" + struct.pack("!Q", length) + payload


def read_frame(stream: BufferedIOBase) -> tuple[int, bytes] | None:
    """The next message of a client and its opcode; None when the client is gone."""
    head = stream.read(2)
    if len(head) < 2:
        return None
    length = head[1] & 0x7F
    if length == 126:
        (length,) = struct.unpack("!H", stream.read(2))
    elif length == 127:
        (length,) = struct.unpack("!Q", stream.read(8))
    assert head[1] & 0x80, "a client's frames are masked"
    mask, payload = stream.read(4), stream.read(length)
    if len(payload) < length:
        return None
    unmasked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
    return head[0] & 0x0F, unmasked
