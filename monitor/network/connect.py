"""Connects to publishers: a name is resolved once, each of its addresses is checked, and the
connection goes to a checked one, so that nothing can change between the check and the use.

Names are resolved in threads of our own: with the interpreter's six, 40 dead names made 251 of
360 live feeds fail.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from ipaddress import ip_address
from threading import BoundedSemaphore, Thread
from typing import Any

import httpcore2
import httpx2

from monitor.network.addresses import is_forbidden

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

RESOLVERS = 64
# For one address of several, since a dead IPv6 must not hide a live IPv4; a first packet that is
# lost goes out again after one second.
EACH_SECONDS = 2.0

_places = BoundedSemaphore(RESOLVERS)


class Forbidden(Exception):
    """The name leads into a network that is not the public one."""


class CheckedTransport(httpx2.AsyncHTTPTransport):
    """httpx's own transport, with a connection of `CheckedBackend` for each request."""

    def __init__(self, context: ssl.SSLContext, backend: "CheckedBackend") -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool = _OneForEach(ssl_context=context, network_backend=backend)


class _OneForEach(httpcore2.AsyncConnectionPool):
    """No connection is kept, and so none is pooled.

    What a server says beyond its answer, as some do after a 304, would be taken for the next one,
    and a feed is not asked for again before minutes have passed.
    """

    async def handle_async_request(self, request: httpcore2.Request) -> httpcore2.Response:
        if request.url.scheme not in {b"http", b"https"}:
            raise httpcore2.UnsupportedProtocol("it is no web address")
        connection = self.create_connection(request.url.origin)
        try:
            answer = await connection.handle_async_request(request)
        except BaseException:
            await connection.aclose()
            raise
        return httpcore2.Response(
            answer.status,
            headers=answer.headers,
            content=_LastBody(answer.stream, connection),
            extensions=answer.extensions,
        )


class _LastBody:
    """The body of a connection's only answer; closing it ends the connection."""

    def __init__(self, body: Any, connection: httpcore2.AsyncConnectionInterface) -> None:  # noqa: ANN401
        self._body, self._connection = body, connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._body:
            yield part

    async def aclose(self) -> None:
        try:
            await self._body.aclose()
        finally:
            await self._connection.aclose()


class CheckedBackend(httpcore2.AsyncNetworkBackend):
    """Opens connections; the name that a certificate is checked against stays the asked one."""

    def __init__(
        self,
        resolve: Resolve,
        allow_private: bool,
        plain: httpcore2.AsyncNetworkBackend | None = None,
    ) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._plain = plain or httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - the library's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore2.AsyncNetworkStream:
        addresses = await self._resolve(host, port)
        if not self._allow_private and any(map(is_forbidden, addresses)):
            raise Forbidden(f"{host} leads into a private network")
        return await self._first_of(addresses, port, timeout)

    async def _first_of(
        self, addresses: Sequence[str], port: int, timeout: float | None
    ) -> httpcore2.AsyncNetworkStream:
        *others, last = addresses
        for address in others:
            with suppress(httpcore2.ConnectError, httpcore2.ConnectTimeout):
                return _Stream(await self._plain.connect_tcp(address, port, EACH_SECONDS))
        return _Stream(await self._plain.connect_tcp(last, port, timeout))

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Stream(httpcore2.AsyncNetworkStream):
    """A connection that closes when a deadline cuts its handshake.

    The library's own waits for the garbage collector then: 20 hanging handshakes left 15 sockets.
    """

    def __init__(self, plain: httpcore2.AsyncNetworkStream) -> None:
        self._plain = plain

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._plain.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._plain.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._plain.aclose()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's signature
        return self._plain.get_extra_info(info)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        try:
            return await self._plain.start_tls(ssl_context, server_hostname, timeout)
        except httpcore2.ConnectError as error:  # without a word, if the server just hung up
            raise httpcore2.ConnectError(f"SSL: {error}") from None
        except BaseException:
            await self._plain.aclose()
            raise


async def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, in the system's order of preference.

    The thread is no pool's: the interpreter waits at its end for a pool's threads, and a resolver
    that hangs would keep the daemon from stopping.
    """
    with suppress(ValueError):
        return [str(ip_address(host))]
    answer: asyncio.Future[Sequence[str]] = asyncio.get_running_loop().create_future()
    Thread(target=_ask_system, args=(host, port, answer), daemon=True).start()
    try:
        return await answer
    except OSError as error:
        raise httpcore2.ConnectError(f"no such host: {error}") from None


def _ask_system(host: str, port: int, answer: asyncio.Future[Sequence[str]]) -> None:
    with _places:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
            _tell(answer, answer.set_result, addresses)
        except (OSError, UnicodeError) as error:
            failure = error if isinstance(error, OSError) else OSError(str(error))
            _tell(answer, answer.set_exception, failure)


def _tell(answer: asyncio.Future[Any], how: Callable[[Any], None], what: object) -> None:
    """Hands the answer to its loop, unless the request was cut off or the loop has ended."""

    def hand_over() -> None:
        if not answer.done():
            how(what)

    with suppress(RuntimeError):
        answer.get_loop().call_soon_threadsafe(hand_over)
