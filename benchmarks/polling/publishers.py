"""A thousand publishers in one process: each has an address of its own in 127.0.0.0/8.

`python publishers.py FEEDS ENTRIES` prints its port once every answer lies ready, and ends with its
standard input. Answers are whole byte strings made beforehand, so that what is measured is whoever
asks. Between passes its master writes `first` or `grown`, what is to be published from now on, and
is told as JSON how the requests since then were answered.
"""

import asyncio
import gzip
import json
import resource
import sys
from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b

from feeds import pages

MODIFIED = {"first": "Mon, 01 Jun 2026 06:00:00 GMT", "grown": "Mon, 01 Jun 2026 12:00:00 GMT"}
STATES = tuple(MODIFIED)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a publisher says in one state."""

    etag: bytes
    full: bytes
    unchanged: bytes


def host_of(outlet: int) -> str:
    return f"127.1.{outlet // 250}.{outlet % 250 + 1}"


def _answers(state: str, page: bytes) -> Answers:
    etag = f'"{blake2b(page, digest_size=12).hexdigest()}"'
    validators = f"ETag: {etag}\r\nLast-Modified: {MODIFIED[state]}\r\n"
    body = gzip.compress(page, 1, mtime=0)  # as web servers do by default
    headers = (
        "Content-Type: application/xml; charset=utf-8\r\nContent-Encoding: gzip\r\n"
        f"Vary: Accept-Encoding\r\nContent-Length: {len(body)}\r\n"
    )
    return Answers(
        etag=f"\r\nif-none-match: {etag}\r\n".encode(),
        full=f"HTTP/1.1 200 OK\r\n{validators}{headers}\r\n".encode() + body,
        unchanged=f"HTTP/1.1 304 Not Modified\r\n{validators}\r\n".encode(),
    )


class Publishers:
    """All of them: what they publish now, and how they were asked since it was last told."""

    def __init__(self, feeds: int, entries: int) -> None:
        self._by_state: dict[str, dict[str, Answers]] = {state: {} for state in STATES}
        for outlet in range(feeds):
            for state, page in zip(STATES, pages(outlet, entries), strict=True):
                self._by_state[state][host_of(outlet)] = _answers(state, page)
        self.now = self._by_state["first"]
        self.asked: Counter[str] = Counter()

    def publish(self, state: str) -> str:
        """From now on this; how the requests until now were answered."""
        self.now = self._by_state[state]
        told, self.asked = json.dumps(self.asked), Counter()
        return told

    def answer(self, host: str, request: bytes) -> bytes:
        answers = self.now[host]
        same = answers.etag in request.lower()
        self.asked["304" if same else "200"] += 1
        return answers.unchanged if same else answers.full


class Connection(asyncio.Protocol):
    """One connection; requests without bodies, one after another."""

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._host = transport.get_extra_info("sockname")[0]
        if self._host not in self._publishers.now:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        self._got += data
        while (end := self._got.find(b"\r\n\r\n") + 4) > 3:
            request, self._got = self._got[:end], self._got[end:]
            self._transport.write(self._publishers.answer(self._host, request))


async def _serve(publishers: Publishers) -> None:
    loop = asyncio.get_running_loop()
    # One socket for all addresses; whoever comes by another than a publisher's is hung up on.
    server = await loop.create_server(lambda: Connection(publishers), "0.0.0.0", backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    while state := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        print(publishers.publish(state), flush=True)


if __name__ == "__main__":
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a client may keep them all open
    asyncio.run(_serve(Publishers(int(sys.argv[1]), int(sys.argv[2]))))
