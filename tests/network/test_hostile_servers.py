"""Servers that say anything at all: each costs its deadline at most, no memory, and is named."""

from __future__ import annotations

import asyncio
import gzip
import re
import time
import zlib
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from monitor.network.answer import COMPLAINT_SECONDS
from monitor.network.fetch import fetch, open_client
from monitor.records import Fetched, FetchRequest, Outcome, Polling
from tests.fakes.publisher import gzip_bomb, stacked_bomb
from tests.network.wire import FEED, Wire, answer, path_of

DEADLINE = 2.0
LATE = 3.0  # seconds in which a busy machine may not look at us: without a deadline it never ends
POLLING = Polling(
    contact="mailto:desk@example.org",
    allow_private=True,
    deadline_seconds=DEADLINE,
    max_megabytes=5,
)
MEGABYTES = 20
OK = "HTTP/1.1 200 OK\r\n"
TLS_GREETING = b"\x16"
JSON = "Content-Type: application/json"

Say = Callable[[StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Hostile:
    """What a server says, and what is to become of it."""

    says: bytes | Say
    outcome: Outcome
    reason: str
    scheme: str = "http"
    body: bytes | None = None  # that must come of it


def raw(*parts: str | bytes) -> bytes:
    return b"".join(part.encode("latin-1") if isinstance(part, str) else part for part in parts)


def chunked(*parts: str | bytes) -> bytes:
    return raw(OK, "Transfer-Encoding: chunked\r\n\r\n", *parts)


def encoded(encoding: str, body: bytes) -> bytes:
    return answer(body, f"Content-Encoding: {encoding}")


def status(line: str) -> bytes:
    return answer(b"<h1>No.</h1>", "Content-Type: text/html", status=line)


def to(location: str, line: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {location}", status=line)


def endlessly(start: str | bytes, more: bytes) -> Say:
    """As fast as it is read, and in the end the caller hangs up or the deadline comes."""

    async def say(writer: StreamWriter) -> None:
        writer.write(raw(start))
        while True:
            writer.write(more)
            await writer.drain()
            await asyncio.sleep(0)

    return say


def drop_by_drop(start: str | bytes, more: bytes = b"a") -> Say:
    async def say(writer: StreamWriter) -> None:
        writer.write(raw(start))
        while True:
            await asyncio.sleep(0.1)
            writer.write(more)
            await writer.drain()

    return say


def then_reset(start: str | bytes) -> Say:
    async def say(writer: StreamWriter) -> None:
        writer.write(raw(start))
        await asyncio.sleep(0.1)
        writer.transport.abort()

    return say


def deflate_bomb() -> bytes:
    return zlib.compress(b" " * 60_000_000)


NOT_HTTP = (Outcome.BROKEN, "what it answers is not HTTP")
OFF = (Outcome.BROKEN, "the connection broke off")
SLOW = (Outcome.TOO_SLOW, "no whole answer within 2 s")
LARGE = (Outcome.TOO_LARGE, "larger than 5 MB")
READ = (Outcome.FRESH, "read")
UNSAFE_LENGTH = f"Content-Length: {len(FEED)}\r\n"

LINES: Final = {
    "rubbish for a status line": Hostile(b"\x00\x01\x02 what\r\n\r\n", *NOT_HTTP),
    "HTTP/0.9: the body and nothing else": Hostile(FEED + b"\r\n\r\n", *NOT_HTTP),
    "another protocol's greeting": Hostile(b"SSH-2.0-OpenSSH_9.6\r\n\r\n", *NOT_HTTP),
    "a frame of HTTP/2": Hostile(b"\0\0\x06\x04" + b"\0" * 11, *NOT_HTTP),
    "the alarm of a TLS port": Hostile(b"\x15\x03\x01\x00\x02\x02\x46", *NOT_HTTP),
    "no reason phrase": Hostile(raw("HTTP/1.1 200\r\n\r\n", FEED), *READ, body=FEED),
    "HTTP/1.0 without a length": Hostile(raw("HTTP/1.0 200 OK\r\n\r\n", FEED), *READ, body=FEED),
    "status 99": Hostile(b"HTTP/1.1 99 Low\r\n\r\n", *NOT_HTTP),
    "status 2000": Hostile(b"HTTP/1.1 2000 High\r\n\r\n", *NOT_HTTP),
    "status 999": Hostile(status("999 Denied"), Outcome.ERROR, "HTTP 999"),
    "half a status line": Hostile(b"HTTP/1.1 20", *OFF),
    "a status line without end": Hostile(endlessly("HTTP/1.1 200 ", b"x" * 9999), *NOT_HTTP),
    "nothing, and closed": Hostile(b"", *OFF),
    "nothing, and reset": Hostile(then_reset(""), *OFF),
    "nothing for ever": Hostile(lambda _: asyncio.sleep(60), *SLOW),
    "plain HTTP on a TLS port": Hostile(
        answer(), Outcome.UNREACHABLE, "no secure connection can be made with it", scheme="https"
    ),
    "a thousand answers that are none yet": Hostile(
        raw("HTTP/1.1 103 Early Hints\r\n\r\n" * 1000, answer()), *READ, body=FEED
    ),
    "answers that are none yet, for ever": Hostile(
        drop_by_drop("", b"HTTP/1.1 100 Continue\r\n\r\n" * 500), *SLOW
    ),
    "a change of protocol": Hostile(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        Outcome.BROKEN,
        "what it answers is not HTTP",
    ),
}

HEADERS: Final = {
    "headers drop by drop": Hostile(drop_by_drop(OK + "X-Slow: "), *SLOW),
    "a header of 2 MB": Hostile(answer(FEED, "X-Long: " + "x" * 2_000_000), *NOT_HTTP),
    "10,000 headers": Hostile(
        answer(FEED, *(f"X-{n}: 1" for n in range(10_000))), *READ, body=FEED
    ),
    "100,000 headers": Hostile(answer(FEED, *(f"X-{n}: 1" for n in range(100_000))), *NOT_HTTP),
    "headers without end": Hostile(endlessly(OK, b"X-More: 1\r\n" * 999), *NOT_HTTP),
    "NUL in a header": Hostile(answer(FEED, "X-Nul: a\0b"), *NOT_HTTP),
    "a carriage return in a header": Hostile(answer(FEED, "X-CR: a\rb"), *NOT_HTTP),
    "a folded header": Hostile(answer(FEED, "X-Fold: a\r\n b"), *READ, body=FEED),
    "line feeds alone": Hostile(
        raw(f"HTTP/1.1 200 OK\nContent-Length: {len(FEED)}\n\n", FEED), *READ, body=FEED
    ),
    "a header without a colon": Hostile(answer(FEED, "what"), *NOT_HTTP),
    "a space before the colon": Hostile(answer(FEED, "X-Space : 1"), *NOT_HTTP),
    "a name beyond ASCII": Hostile(answer(FEED, "X-\xe9: 1"), *NOT_HTTP),
    "1,000 cookies": Hostile(
        answer(FEED, *(f"Set-Cookie: c{n}={'x' * 60}; Max-Age=999" for n in range(1000))),
        *READ,
        body=FEED,
    ),
    "an executable, by its type": Hostile(
        answer(FEED, "Content-Type: application/x-msdownload"), *READ, body=FEED
    ),
    "a type that is none": Hostile(answer(FEED, "Content-Type: \xff;;=;"), *READ, body=FEED),
}

BODIES: Final = {
    "a length below zero": Hostile(raw(OK, "Content-Length: -1\r\n\r\n", FEED), *NOT_HTTP),
    "a length in words": Hostile(raw(OK, "Content-Length: six\r\n\r\n", FEED), *NOT_HTTP),
    "a length beyond all": Hostile(raw(OK, f"Content-Length: 1{'0' * 30}\r\n\r\n"), *NOT_HTTP),
    "two lengths, the same": Hostile(answer(FEED, UNSAFE_LENGTH.strip()), *READ, body=FEED),
    "two lengths, not the same": Hostile(answer(FEED, "Content-Length: 9"), *NOT_HTTP),
    "a length that is too long": Hostile(raw(OK, "Content-Length: 999\r\n\r\n", FEED), *OFF),
    "a length that is too short": Hostile(
        raw(OK, "Content-Length: 5\r\n\r\n", FEED), *READ, body=FEED[:5]
    ),
    "a length and chunks": Hostile(
        raw(OK, "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n0\r\n\r\n"),
        *READ,
        body=b"<rss>",
    ),
    "a chunk's size in words": Hostile(chunked("zz\r\n<rss>\r\n0\r\n\r\n"), *NOT_HTTP),
    "a chunk's size below zero": Hostile(chunked("-5\r\n<rss>\r\n0\r\n\r\n"), *NOT_HTTP),
    "a chunk beyond all": Hostile(chunked("F" * 30, "\r\n<rss>"), *NOT_HTTP),
    "a chunk that is longer than it says": Hostile(chunked("2\r\n<rss>\r\n0\r\n\r\n"), *NOT_HTTP),
    "a chunk's extension without end": Hostile(endlessly(chunked("5;"), b"a=b;" * 999), *NOT_HTTP),
    "trailers without end": Hostile(
        endlessly(chunked("5\r\n<rss>\r\n0\r\n"), b"X-More: 1\r\n" * 999), *NOT_HTTP
    ),
    "chunks that are cut off": Hostile(chunked("5\r\n<rss>\r\n5\r\n<c"), *OFF),
    "chunks without a last one": Hostile(chunked("5\r\n<rss>\r\n"), *OFF),
    "an encoding of the transfer that nobody knows": Hostile(
        raw(OK, "Transfer-Encoding: gzip\r\n\r\n", gzip.compress(FEED)), *NOT_HTTP
    ),
    "a byte at a time": Hostile(drop_by_drop(OK + "\r\n", b" "), *SLOW),
    "chunks of one byte": Hostile(drop_by_drop(chunked(), b"1\r\na\r\n" * 500), *SLOW),
    "a body without end": Hostile(endlessly(OK + "\r\n", b" " * 65_536), *LARGE),
    "chunks without end": Hostile(
        endlessly(chunked(), b"10000\r\n" + b" " * 65_536 + b"\r\n"), *LARGE
    ),
    "a body that is reset": Hostile(then_reset(OK + "Content-Length: 999\r\n\r\n<rss>"), *OFF),
    "204 with a body": Hostile(
        raw("HTTP/1.1 204 No Content\r\n", UNSAFE_LENGTH, "\r\n", FEED), Outcome.ERROR, "HTTP 204"
    ),
    "304 to whom it gave nothing": Hostile(
        raw("HTTP/1.1 304 Not Modified\r\n", UNSAFE_LENGTH, "\r\n", FEED),
        Outcome.ERROR,
        "unchanged, it says, and never gave us anything (304)",
    ),
}

ENCODINGS: Final = {
    "a bomb in gzip": Hostile(lambda w: _write(w, encoded("gzip", gzip_bomb())), *LARGE),
    "a bomb in x-gzip": Hostile(lambda w: _write(w, encoded("x-gzip", gzip_bomb())), *LARGE),
    "a bomb in deflate": Hostile(encoded("deflate", deflate_bomb()), *LARGE),
    "a bomb in a bomb": Hostile(
        lambda w: _write(w, encoded("gzip, gzip", stacked_bomb())),
        Outcome.BROKEN,
        "content encoding 'gzip, gzip'",
    ),
    "a bomb in a bomb, in two headers": Hostile(
        lambda w: _write(
            w, answer(stacked_bomb(), "Content-Encoding: gzip", "Content-Encoding: gzip")
        ),
        Outcome.BROKEN,
        "content encoding 'gzip,gzip'",
    ),
    "br, which nobody asked for": Hostile(
        encoded("br", b"\x0b\x02\x80<rss/>\x03"), Outcome.BROKEN, "content encoding 'br'"
    ),
    "zstd, which nobody asked for": Hostile(
        encoded("zstd", b"\x28\xb5\x2f\xfd"), Outcome.BROKEN, "content encoding 'zstd'"
    ),
    "gzip that is none": Hostile(encoded("gzip", FEED), Outcome.BROKEN, "not valid gzip"),
    "gzip that goes wrong": Hostile(
        encoded("gzip", gzip.compress(FEED)[:10] + b"\xff" * 64), Outcome.BROKEN, "not valid gzip"
    ),
    "gzip that is cut off": Hostile(
        encoded("gzip", gzip.compress(FEED)[:-9]), Outcome.BROKEN, "the compressed answer was cut"
    ),
    "gzip of nothing at all": Hostile(
        encoded("gzip", b""), Outcome.BROKEN, "the compressed answer was cut off"
    ),
    "rubbish behind the gzip": Hostile(
        encoded("gzip", gzip.compress(FEED) + b"rubbish" * 999), *READ, body=FEED
    ),
    "rubbish behind the gzip, without end": Hostile(
        endlessly(
            raw(OK, "Content-Encoding: gzip\r\n\r\n", gzip.compress(FEED)), b"rubbish!" * 8192
        ),
        *LARGE,
    ),
    "a file name in the gzip, without end": Hostile(
        endlessly(
            raw(OK, "Content-Encoding: gzip\r\n\r\n", b"\x1f\x8b\x08\x08" + b"\0" * 6),
            b"name" * 16_384,
        ),
        *LARGE,
    ),
}

STATUSES: Final = {
    line: Hostile(status(line), outcome, reason)
    for line, outcome, reason in (
        ("206 Partial Content", Outcome.ERROR, "HTTP 206"),
        ("300 Multiple Choices", Outcome.ERROR, "HTTP 300"),
        ("305 Use Proxy", Outcome.ERROR, "HTTP 305"),
        ("400 Bad Request", Outcome.ERROR, "the publisher did not understand us (400)"),
        ("401 Unauthorized", Outcome.BLOCKED, "needs a login (401)"),
        ("402 Payment Required", Outcome.ERROR, "HTTP 402"),
        ("403 Forbidden", Outcome.BLOCKED, "refuses us (403)"),
        ("404 Not Found", Outcome.ERROR, "no feed at this address (404)"),
        ("407 Proxy", Outcome.BLOCKED, "a proxy of theirs needs a login (407)"),
        ("410 Gone", Outcome.GONE, "the publisher withdrew this feed (410)"),
        ("429 Slow Down", Outcome.WAIT, "asked us to wait (429)"),
        ("451 Unavailable", Outcome.BLOCKED, "withheld for legal reasons (451)"),
        ("500 Error", Outcome.SERVER, "the publisher's server failed (500)"),
        ("502 Bad Gateway", Outcome.SERVER, "the publisher's server failed (502)"),
        ("503 Unavailable", Outcome.WAIT, "asked us to wait (503)"),
        ("504 Timeout", Outcome.SERVER, "the publisher's server failed (504)"),
    )
}

COMPLAINTS: Final = {
    "a complaint without end": Hostile(
        endlessly(f"HTTP/1.1 429 Slow\r\n{JSON}\r\n\r\n", b'"more"' * 9999),
        Outcome.WAIT,
        "asked us to wait (429)",
        body=(b'"more"' * 20_000)[: 64 * 1024],
    ),
    "a complaint drop by drop": Hostile(
        drop_by_drop(f'HTTP/1.1 403 No\r\n{JSON}\r\n\r\n{{"', b""),
        Outcome.BLOCKED,
        "refuses us (403)",
        body=b'{"',
    ),
    "a complaint that is a bomb": Hostile(
        lambda w: _write(
            w, answer(gzip_bomb(), JSON, "Content-Encoding: gzip", status="500 Error")
        ),
        Outcome.SERVER,
        "the publisher's server failed (500)",
    ),
    "a complaint that is cut off": Hostile(
        raw(f'HTTP/1.1 401 No\r\n{JSON}\r\nContent-Length: 99\r\n\r\n{{"'),
        Outcome.BLOCKED,
        "needs a login (401)",
        body=b'{"',
    ),
    "a complaint that is not gzip": Hostile(
        answer(b"{}", JSON, "Content-Encoding: gzip", status="404 No"),
        Outcome.ERROR,
        "no feed at this address (404)",
        body=b"",
    ),
}

REDIRECTS: Final = {
    "to itself": Hostile(to("#again"), Outcome.REFUSED, "redirected in a circle"),
    "in a circle": Hostile(to("?{n%2}"), Outcome.REFUSED, "redirected in a circle"),
    "on and on": Hostile(to("?{n}"), Outcome.REFUSED, "more than 5 redirects"),
    "nowhere": Hostile(
        answer(b"", status="301 Moved"),
        Outcome.REFUSED,
        "redirected without a word where to (301)",
    ),
    "to an empty address": Hostile(
        to("", "308 Moved"), Outcome.REFUSED, "redirected to an empty address (308)"
    ),
    "to ftp": Hostile(
        to("ftp://news.example/feed"), Outcome.REFUSED, "'ftp://news.example/feed', which is no web"
    ),
    "to a file": Hostile(
        to("file:///etc/hostname"), Outcome.REFUSED, "'file:///etc/hostname', which is no web"
    ),
    "to a script": Hostile(to("javascript:alert(1)"), Outcome.REFUSED, "which is no web address"),
    "to data": Hostile(to("data:text/xml,<rss/>"), Outcome.REFUSED, "which is no web address"),
    "to half an address": Hostile(to("http://[half"), Outcome.REFUSED, "which is no address"),
    "to a port beyond all": Hostile(
        to("http://127.0.0.1:99999/"), Outcome.REFUSED, "which is no address"
    ),
    "under another name": Hostile(
        to("http://admin:admin@127.0.0.1/"),
        Outcome.REFUSED,
        "redirected to 127.0.0.1 under a name that is not ours",
    ),
    "to a huge address": Hostile(
        to("/" + "x" * 90_000), Outcome.REFUSED, "the address cannot be asked: URL too long"
    ),
    "to a name that is none": Hostile(
        to("http://\xe2\x98\x83.example/"), Outcome.REFUSED, "the address cannot be asked: "
    ),
    "with a bell in the address": Hostile(
        to("http://127.0.0.1/\x07"), Outcome.REFUSED, "the address cannot be asked: "
    ),
}

SERVERS = LINES | HEADERS | BODIES | ENCODINGS | STATUSES | COMPLAINTS | REDIRECTS


async def _write(writer: StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


async def misbehave(reader: StreamReader, writer: StreamWriter) -> None:
    """Talks as the server whose number the path holds, and hangs up."""
    if await reader.readexactly(1) == TLS_GREETING:
        return await _write(writer, answer())
    path, _, query = (await path_of(reader)).partition("?")
    says = list(SERVERS.values())[int(path.strip("/"))].says
    if not isinstance(says, bytes):
        return await says(writer)
    turn = b"%d" % (int(query or 0) + 1), b"%d" % ((int(query or 0) + 1) % 2)
    return await _write(writer, says.replace(b"{n}", turn[0]).replace(b"{n%2}", turn[1]))


@dataclass(frozen=True)
class Ended:
    answer: Fetched
    seconds: float


@dataclass(frozen=True)
class Evening:
    """One evening with all of them: the slow ones together, then the others one by one."""

    ended: dict[str, Ended]
    megabytes: float


@pytest.fixture(scope="module")
def evening() -> Iterator[Evening]:
    gzip_bomb(), stacked_bomb()  # made before memory is measured
    with Wire(misbehave) as wire:
        yield asyncio.run(_spend(wire))


async def _spend(wire: Wire) -> Evening:
    ended: dict[str, Ended] = {}
    numbers = {name: number for number, name in enumerate(SERVERS)}

    async with open_client(POLLING) as client:

        async def ask(name: str) -> None:
            url = wire.url(f"/{numbers[name]}").replace("http", SERVERS[name].scheme, 1)
            began = time.monotonic()
            found = await fetch(client, FetchRequest(source_id=name, url=url), POLLING)
            ended[name] = Ended(found, time.monotonic() - began)

        for name in ("no reason phrase", "plain HTTP on a TLS port"):
            await ask(name)  # what is loaded once is not their doing
        before = _forget_the_peak()
        slow = [name for name, server in SERVERS.items() if server.outcome is Outcome.TOO_SLOW]
        await asyncio.gather(*map(ask, slow))
        for name in SERVERS:
            if name not in slow:
                await ask(name)
    return Evening(ended, _memory("VmHWM") - before)


def _memory(field: str) -> float:
    """In megabytes, as the kernel counts them."""
    line = re.search(rf"{field}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert line
    return int(line[1]) / 1000


def _forget_the_peak() -> float:
    """What we use now; the peak that earlier tests of this process left does not count."""
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


@pytest.mark.parametrize("name", SERVERS)
def test_a_hostile_server_gets_its_outcome_and_reason_within_the_deadline(
    evening: Evening, name: str
) -> None:
    server, ended = SERVERS[name], evening.ended[name]
    assert (ended.answer.outcome, server.reason) == (server.outcome, server.reason)
    assert server.reason in ended.answer.reason
    assert ended.seconds < DEADLINE + LATE
    assert server.body is None or ended.answer.body == server.body


def test_all_of_them_together_cost_no_memory_to_speak_of(evening: Evening) -> None:
    assert len(evening.ended) == len(SERVERS) > 60
    assert evening.megabytes <= MEGABYTES


def test_a_complaint_that_never_ends_is_not_waited_for() -> None:
    async def complain(reader: StreamReader, writer: StreamWriter) -> None:
        await path_of(reader)
        await _write(writer, raw(f"HTTP/1.1 503 Wait\r\n{JSON}\r\n\r\n{{"))
        await reader.read()

    async def ask(wire: Wire) -> Fetched:
        patient = replace(POLLING, deadline_seconds=60)
        async with open_client(patient) as client:
            return await fetch(client, FetchRequest(source_id="api", url=wire.url()), patient)

    with Wire(complain) as wire:
        began = time.monotonic()
        ended = asyncio.run(ask(wire))
    assert (ended.outcome, ended.body) == (Outcome.WAIT, b"{")
    assert time.monotonic() - began < COMPLAINT_SECONDS + 1


def test_what_follows_an_answer_is_not_taken_for_the_answer_to_the_next_request() -> None:
    async def talk(reader: StreamReader, writer: StreamWriter) -> None:
        while path := await path_of(reader):
            await _write(writer, answer(path.encode()) + answer(b"smuggled"))

    async def ask_twice(wire: Wire) -> list[bytes]:
        async with open_client(POLLING) as client:
            requests = [FetchRequest(source_id=path, url=wire.url(path)) for path in ("/a", "/b")]
            return [(await fetch(client, request, POLLING)).body for request in requests]

    with Wire(talk) as wire:
        assert asyncio.run(ask_twice(wire)) == [b"/a", b"/b"]
