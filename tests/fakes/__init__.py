"""Stand-ins for the outside world: real servers on 127.0.0.1, none of which outlives its stop()."""

from __future__ import annotations

import os
import socket
import struct
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Event, Lock, Thread
from typing import Any

HOST = "127.0.0.1"
PATIENCE_SECONDS = 5.0  # a thread that outlives stop() by this much is a bug of the fake
LINGER_NOT_AT_ALL = struct.pack("ii", 1, 0)


class Exchange(BaseHTTPRequestHandler):
    """One request, read whole, and every honest and dishonest way of ending it."""

    server: _Listener
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # otherwise a drip may wait 40 ms for a delayed ACK
    content: bytes = b""

    def do_GET(self) -> None:
        # Read even when nobody looks: closing over unread bytes sends RST where FIN is meant.
        self.content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.answer(self)

    def do_POST(self) -> None:
        self.do_GET()

    def send(self, data: bytes) -> None:
        """Put bytes on the wire as they are."""
        self.wfile.write(data)

    def reply(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        """Send a whole answer, with its true Content-Length unless the headers name another."""
        named = {name.lower() for name in headers}
        bodiless = status == 304 or 100 <= status < 200 or status == 204
        length = {} if bodiless or "content-length" in named else {"Content-Length": str(len(body))}
        self.send(head(status, {**headers, **length}) + body)

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Send the headers of an answer that ends when the connection does."""
        self.close_connection = True
        self.send(head(status, {**headers, "Connection": "close"}))

    def hang_up(self) -> None:
        """Close the connection in good order, whatever was or was not said."""
        self.close_connection = True

    def reset(self) -> None:
        """Break the connection with RST."""
        self.close_connection = True
        self.server.reset(self.connection)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait, for ever when no seconds are given, and say whether the server is being stopped."""
        return self.server.stopping.wait(seconds)

    def log_message(self, *_: Any, **__: Any) -> None:
        """Say nothing: the tests look at what was recorded."""


class Loopback:
    """A server that hands each request to `answer`, each on a thread of its own."""

    def __init__(self, answer: Callable[[Exchange], None]) -> None:
        self._answer = answer
        self._listener: _Listener | None = None
        self._port = 0

    @property
    def address(self) -> str:
        """Scheme, host and port; they stay the same after stop() and a second start()."""
        if not self._port:
            raise RuntimeError("the server has no address before start()")
        return f"http://{HOST}:{self._port}"

    def start(self) -> None:
        """Listen, from the moment this returns."""
        if self._listener is not None:
            raise RuntimeError("the server is already started")
        self._listener = _Listener(self._answer, self._port)
        self._port = self._listener.server_port
        # A short poll, since stop() has to wait for the loop to look up.
        Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """End every connection, wait for every thread, and raise the first bug the fake met."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.end()


class _Listener(ThreadingHTTPServer):
    request_queue_size = 128  # the default of 5 refuses a burst of pollers

    def __init__(self, answer: Callable[[Exchange], None], port: int) -> None:
        self.answer = answer
        self.stopping = Event()
        self._bugs: list[BaseException] = []
        self._connections: dict[socket.socket, Thread] = {}
        self._lock = Lock()
        super().__init__((HOST, port), Exchange)

    def server_bind(self) -> None:
        # HTTPServer asks the resolver for the name of 127.0.0.1, which may take seconds.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        work = (request, client_address)
        thread = Thread(target=self.process_request_thread, args=work, daemon=True)
        with self._lock:
            self._connections[request] = thread
        thread.start()

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.pop(request, None)
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception()
        client_left = isinstance(error, ConnectionError)
        cut_by_us = isinstance(error, OSError) and self.stopping.is_set()
        if error is not None and not client_left and not cut_by_us:
            self._bugs.append(error)

    def reset(self, connection: socket.socket) -> None:
        with self._lock:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT_AT_ALL)
            # socket.close() would wait for the reader that shares the descriptor, after a FIN.
            os.close(connection.detach())

    def end(self) -> None:
        self.stopping.set()
        self.shutdown()
        self.server_close()
        threads = self._cut_connections()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if any(thread.is_alive() for thread in threads):
            raise RuntimeError("a connection of the fake outlived stop()")
        if self._bugs:
            raise RuntimeError("the fake itself failed while answering") from self._bugs[0]

    def _cut_connections(self) -> list[Thread]:
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            return list(self._connections.values())


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """The status line and headers of an answer, up to and with the empty line."""
    lines = [f"HTTP/1.1 {status} {responses.get(status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
