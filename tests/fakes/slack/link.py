"""Socket Mode: connections to the app, what is sent over them, and how they break."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Any, Literal

from tests.fakes import Exchange, head
from tests.fakes.slack.frames import CLOSE, PING, PONG, TEXT, accepted, frame, read_frame

Ending = Literal["close", "reset", "half-open", "refresh", "open 500", "no such host", "deaf"]
ENDINGS: tuple[Ending, ...] = (
    "close",
    "reset",
    "half-open",
    "refresh",
    "open 500",
    "no such host",
    "deaf",
)
NO_HOST = "ws://no-such-host.invalid:8080/link"


@dataclass
class Envelope:
    """One envelope and what became of it; times are monotonic seconds."""

    id: str
    sent_at: list[float] = field(default_factory=list)
    acked_at: list[float] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)  # payloads that came with acknowledgements

    @property
    def delay(self) -> float:
        """Seconds from the last sending to the last acknowledgement."""
        return self.acked_at[-1] - self.sent_at[-1]


class Link:
    """One connection of the app."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.opened_at = time.monotonic()
        self.state: Literal["open", "half-open", "deaf", "gone"] = "open"
        self._lock = Condition()

    def push(self, opcode: int, payload: bytes) -> None:
        with self._lock, suppress(OSError):
            self.exchange.send(frame(opcode, payload))

    def say(self, message: Mapping[str, Any]) -> None:
        self.push(TEXT, json.dumps(message).encode())


class Switchboard:
    """All connections of the app, the oldest first, and the envelopes that were sent over them."""

    def __init__(self, ping_seconds: float, address: Callable[[], str]) -> None:
        self._address = address
        self._ping_seconds = ping_seconds
        self._changed = Condition()
        self._hosts: list[str] = []  # answers to come of apps.connections.open
        self.links: list[Link] = []
        self.envelopes: dict[str, Envelope] = {}

    def next_address(self) -> str:
        """What apps.connections.open tells the app to connect to."""
        with self._changed:
            if self._hosts:
                return self._hosts.pop(0)
        return f"{self._address().replace('http', 'ws')}/link?ticket=1"

    def serve(self, exchange: Exchange) -> None:
        """A connection, from its handshake to its end."""
        key = exchange.headers["Sec-WebSocket-Key"]
        said = {"Upgrade": "websocket", "Connection": "Upgrade"}
        exchange.close_connection = True
        exchange.send(head(101, {**said, "Sec-WebSocket-Accept": accepted(key)}))
        link = Link(exchange)
        link.say({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0"}})
        with self._changed:
            self.links.append(link)
            self._changed.notify_all()
        Thread(target=self._ping, args=(link,), daemon=True).start()
        try:
            self._listen(link)
        finally:
            with self._changed:
                link.state = "gone"
                self._changed.notify_all()

    def live(self) -> list[Link]:
        with self._changed:
            return [link for link in self.links if link.state == "open"]

    def wait_for_link(self, seconds: float, after: float = 0.0) -> Link | None:
        """The newest connection that works and was opened after that moment."""

        def found() -> Link | None:
            fit = [one for one in self.links if one.state == "open" and one.opened_at > after]
            return fit[-1] if fit else None

        with self._changed:
            return self._changed.wait_for(found, seconds)

    def send(self, envelope_id: str, kind: str, payload: Mapping[str, Any]) -> Envelope:
        """Sends an envelope over the newest connection; the same id again is sent again."""
        envelope = self.envelopes.setdefault(envelope_id, Envelope(envelope_id))
        link = self.wait_for_link(20)
        assert link is not None, "the app is not connected"
        envelope.sent_at.append(time.monotonic())
        link.say(
            {
                "type": kind,
                "envelope_id": envelope_id,
                "accepts_response_payload": kind == "slash_commands",
                "payload": payload,
            }
        )
        return envelope

    def wait_for_ack(self, envelope: Envelope, seconds: float = 10) -> Envelope:
        """The envelope once it was acknowledged as often as it was sent."""

        def acked() -> bool:
            return len(envelope.acked_at) >= len(envelope.sent_at)

        with self._changed:
            assert self._changed.wait_for(acked, seconds), f"{envelope.id} was not acknowledged"
        return envelope

    def disconnect(self, ending: Ending) -> float:
        """Ends every connection so; the moment it happened, in monotonic seconds."""
        at = time.monotonic()
        if ending == "no such host":
            self._hosts.append(NO_HOST)
        for link in self.live():
            self._end(link, ending)
        return at

    def _end(self, link: Link, ending: Ending) -> None:
        match ending:
            case "half-open" | "deaf":
                link.state = ending
            case "refresh":
                link.say({"type": "disconnect", "reason": "refresh_requested"})
            case "reset":
                link.state = "gone"
                link.exchange.reset()
            case _:
                link.state = "gone"
                link.push(CLOSE, b"\x03\xe9away")

    def _ping(self, link: Link) -> None:
        while not link.exchange.wait(self._ping_seconds) and link.state != "gone":
            if link.state == "open":
                link.push(PING, b"Ping from applink-canary")

    def _listen(self, link: Link) -> None:
        with suppress(OSError, ValueError):
            while received := read_frame(link.exchange.rfile):
                opcode, payload = received
                if opcode == CLOSE:
                    return
                if opcode == PING and link.state in ("open", "deaf"):
                    link.push(PONG, payload)
                if opcode == TEXT and link.state == "open":
                    self._acknowledged(json.loads(payload))

    def _acknowledged(self, said: Mapping[str, Any]) -> None:
        with self._changed:
            envelope = self.envelopes[said["envelope_id"]]
            envelope.acked_at.append(time.monotonic())
            envelope.answers.append(said.get("payload"))
            self._changed.notify_all()
