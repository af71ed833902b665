"""A server that says whatever bytes it is told to, and counts who is connected."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from threading import Thread
from typing import Any, Self

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Northmoor</title></channel></rss>'


class Wire:
    """Holds one talk with each caller, on a thread of its own; use as a context manager."""

    def __init__(
        self,
        talk: Talk,
        *,
        hosts: Sequence[str] = ("127.0.0.1",),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._talk = talk
        self._hosts = hosts
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._talks: set[asyncio.Task[Any]] = set()
        self._servers: list[asyncio.Server] = []
        self.port = 0
        self.callers = 0  # that were ever connected

    def __enter__(self) -> Self:
        self._thread.start()
        self._wait(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self._wait(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    @property
    def connected(self) -> int:
        """Who is connected now."""
        return len(self._talks)

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _open(self) -> None:
        for host in self._hosts:
            server = await asyncio.start_server(
                self._serve, host, self.port, ssl=self._tls, backlog=1024
            )
            self._servers.append(server)
            self.port = server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._talks.add(task)
        self.callers += 1
        try:
            with suppress(OSError, EOFError, asyncio.LimitOverrunError):
                await self._talk(reader, writer)
        except asyncio.CancelledError:
            pass  # the server's end; asyncio would report it as an error
        finally:
            self._talks.discard(task)
            writer.close()

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        talks = list(self._talks)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await asyncio.sleep(0.01)  # for the transports to close


async def path_of(reader: asyncio.StreamReader) -> str:
    """The path that one request asks for, read with all its headers."""
    head = await reader.readuntil(b"\r\n\r\n")
    return head.split(b" ", 2)[1].decode("latin-1")


def answer(body: bytes = FEED, *headers: str, status: str = "200 OK") -> bytes:
    """A whole, honest answer."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


class Script:
    """A resolver that answers each look-up with its next line, the last one for ever."""

    def __init__(self, *lines: Sequence[str]) -> None:
        self._lines = list(lines)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self._lines.pop(0) if len(self._lines) > 1 else self._lines[0]
