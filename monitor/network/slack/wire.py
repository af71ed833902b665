"""One connection of Socket Mode: what came over it, and when it was last known to be alive.

The library's own client runs each listener again after some disconnects, spins on a connection that
ended without a word, and never notices one that is open and deaf; of the library this takes the
connection alone.
"""

import json
import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, RLock, Thread
from time import monotonic
from typing import Any, cast

from slack_sdk.errors import SlackClientError
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState

BUFFER = 65_536
SILENT = logging.Logger("socket mode", level=logging.CRITICAL + 1)  # it would log the address
Heard = Callable[["Wire", dict[str, Any]], None]


class Wire(Connection):
    """Open from its making until `ended`; `heard` is called for each message but Slack's hello."""

    def __init__(self, url: str, heard: Heard, proxied: bool = True) -> None:
        super().__init__(
            url=url,
            logger=SILENT,
            proxy=load_http_proxy_from_env(SILENT) if proxied else None,
            receive_buffer_size=BUFFER,
            on_message_listener=self._hear,
            on_error_listener=lambda _error: None,
        )
        self._heard = heard
        self._bare: socket.socket | None = None
        self._closing = RLock()
        self._state = ConnectionState()  # type: ignore[no-untyped-call]
        self.opened_at = self.word_at = monotonic()
        self.unanswered: set[str] = set()  # envelopes that came over it
        self.welcome = Event()
        self.leaving = Event()  # Slack asks us to take a new connection
        self.ended = Event()

    def open(self, seconds: float) -> bool:
        """Whether Slack greeted us within that time."""
        self.connect()
        if self.sock is None:
            self.ended.set()
            return False
        self._bare, self.sock = self.sock, cast(Any, _Telling(self.sock))
        Thread(target=self._run, daemon=True, name="socket mode").start()
        return self.welcome.wait(seconds)

    def answered_at(self) -> float:
        """When Slack last answered a ping of ours."""
        last = self.last_ping_pong_time or 0.0
        # The library's first ping carries the wall clock's time, which is far ahead of ours.
        return max(last, self.opened_at) if last <= monotonic() else self.opened_at

    def ask(self) -> None:
        """A ping, to be answered."""
        try:
            self.ping(f"{self.session_id}:{monotonic()}")
        except OSError:
            self.ended.set()

    def pong(self, payload: str | bytes = "") -> None:
        """Slack's own ping is a word of Slack's: it comes from what sends the clicks."""
        self.word_at = monotonic()
        super().pong(payload)

    def acknowledge(self, envelope_id: str, payload: dict[str, Any] | None) -> bool:
        """Tells Slack that the envelope came; False if it could not be told."""
        answer = {"envelope_id": envelope_id} | ({"payload": payload} if payload else {})
        try:
            self.send(json.dumps(answer))
        except SlackClientError:
            return False
        return True

    def leave(self) -> None:
        """Closes the connection."""
        self._state.terminated = True
        self.ended.set()
        if self._bare is not None:
            with suppress(OSError):  # the reader holds the lock until its timeout of 3 s is over
                self._bare.shutdown(socket.SHUT_RDWR)
        self.disconnect()

    def disconnect(self) -> None:
        """By one thread at a time: the library looks and then closes, and two of them fall over."""
        with self._closing:
            super().disconnect()

    def _run(self) -> None:
        self.run_until_completion(self._state)
        self.ended.set()

    def _hear(self, text: str) -> None:
        self.word_at = monotonic()
        message = json.loads(text) if text.startswith("{") else {}
        if message.get("type") == "hello":
            self.welcome.set()
        elif message.get("type") == "disconnect":
            self.leaving.set()
        elif envelope_id := message.get("envelope_id"):
            self.unanswered.add(str(envelope_id))
            self._heard(self, message)


class _Telling:
    """A socket that says so when the other side has ended; the library reads nothing for ever."""

    def __init__(self, inner: socket.socket) -> None:
        self._inner = inner
        self.send = inner.send
        self.close = inner.close

    def recv(self, size: int) -> bytes:
        data = self._inner.recv(size)
        if not data:
            raise ConnectionResetError("the other side ended")
        return data
