"""A GOV.UK Notify that keeps its texts in memory, checks keys, and misbehaves when told to."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import jwt

from monitor.clock import now_utc
from tests.fakes import Exchange, Loopback

JSON_HEADERS = {"Content-Type": "application/json"}
SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
KEY = "3d844edf-8d35-48ac-975b-e847b4f122b0"
CANARY_KEY = f"night_watch-{SERVICE}-{KEY}"  # as Notify's page shows it: name, service, secret
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
_MOBILE = re.compile(r"\+[1-9][0-9]{7,14}")

Answer = tuple[int, Any]


@dataclass(frozen=True)
class Text:
    """A text message as Notify took it."""

    id: str
    reference: str
    phone: str
    body: str
    status: str


class FakeNotify:
    """One service with one template, whose whole text is ((message))."""

    def __init__(self) -> None:
        self._server = Loopback(self._answer)
        self._lock = Lock()
        self._faults: deque[str] = deque()
        self._texts: list[Text] = []
        self._asked: list[str] = []

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        """Away, with what it took kept for its return."""
        self._server.stop()

    @property
    def url(self) -> str:
        return self._server.address

    @property
    def texts(self) -> list[Text]:
        """Every text that it took, in order, those that failed later included."""
        with self._lock:
            return list(self._texts)

    @property
    def asked(self) -> list[str]:
        """`POST /v2/notifications/sms` and the like, in order."""
        with self._lock:
            return list(self._asked)

    def misbehave(self, mode: str, times: int = 1) -> None:
        """Queue a mode of MODES for as many posts, or looks, to come."""
        if mode not in MODES:
            raise ValueError(f"no mode is called {mode}; there are {', '.join(MODES)}")
        with self._lock:
            self._faults.extend([mode] * times)

    def take(self, body: dict[str, Any], status: str = "created") -> Answer:
        with self._lock:
            text = Text(
                id=str(UUID(int=len(self._texts) + 1)),
                reference=str(body.get("reference") or ""),
                phone=body["phone_number"],
                body=body["personalisation"]["message"],
                status=status,
            )
            self._texts.append(text)
        return 201, {"id": text.id, "reference": text.reference, "content": {"body": text.body}}

    def _answer(self, exchange: Exchange) -> None:
        with self._lock:
            self._asked.append(f"{exchange.command} {urlsplit(exchange.path).path}")
            mode = self._faults.popleft() if self._faults else "ok"
        if refused := _wrong_with_key(exchange.headers.get("Authorization") or ""):
            _say(exchange, refused)
        else:
            MODES[mode](self, exchange)

    def honest(self, exchange: Exchange, status: str = "created") -> Answer:
        """What Notify answers when all is well, a mistake in the request included."""
        where = urlsplit(exchange.path)
        if (exchange.command, where.path) == ("GET", "/v2/notifications"):
            return 200, {"notifications": self._of(parse_qs(where.query)), "links": {}}
        if (exchange.command, where.path) != ("POST", "/v2/notifications/sms"):
            return 404, {"errors": [{"error": "NoResultFound", "message": "No result found"}]}
        body = json.loads(exchange.content)
        wrong = _wrong_with_text(body)
        return wrong or self.take(body, status)

    def _of(self, query: dict[str, list[str]]) -> list[dict[str, str]]:
        (reference,) = query.get("reference", [""])
        return [
            {"id": one.id, "reference": one.reference, "status": one.status}
            for one in reversed(self.texts)
            if reference in ("", one.reference)
        ]


def _wrong_with_key(header: str) -> Answer | None:
    """A token is good for 30 seconds, and signed with the key of the service that it names."""
    kind, _, token = header.partition(" ")
    try:
        claims = jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_iat": False})
    except jwt.InvalidTokenError as error:
        return 403, _error("AuthError", f"Invalid token: {error}")
    fresh = abs(claims.get("iat", 0) - now_utc().timestamp()) <= 30
    if kind != "Bearer" or claims.get("iss") != SERVICE or not fresh:
        return 403, _error("AuthError", "Invalid token: service not found")
    return None


def _wrong_with_text(body: dict[str, Any]) -> Answer | None:
    if body.get("template_id") != TEMPLATE:
        return 400, _error("BadRequestError", "Template not found")
    if not _MOBILE.fullmatch(str(body.get("phone_number") or "")):
        return 400, _error("ValidationError", "phone_number Not a valid phone number")
    if set(body.get("personalisation") or {}) != {"message"}:
        return 400, _error("BadRequestError", "Missing personalisation: message")
    return None


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"status_code": 0, "errors": [{"error": kind, "message": message}]}


def _say(exchange: Exchange, answer: Answer) -> None:
    status, body = answer
    exchange.reply(status, JSON_HEADERS, json.dumps(body).encode())


def _refuse(status: int, kind: str) -> Callable[[FakeNotify, Exchange], None]:
    return lambda _, exchange: _say(exchange, (status, _error(kind, "said Notify")))


def _fail(_: FakeNotify, exchange: Exchange) -> None:
    _say(exchange, (500, _error("Exception", "Internal server error")))


def _take_and_fail(notify: FakeNotify, exchange: Exchange) -> None:
    notify.honest(exchange)
    _fail(notify, exchange)


def _take_and_hang(notify: FakeNotify, exchange: Exchange) -> None:
    notify.honest(exchange)
    exchange.wait()


def _take_and_drip(notify: FakeNotify, exchange: Exchange) -> None:
    notify.honest(exchange)
    exchange.begin(201, JSON_HEADERS)
    while not exchange.wait(0.1):
        exchange.send(b" ")


def _take_and_leave(notify: FakeNotify, exchange: Exchange) -> None:
    notify.honest(exchange)
    exchange.hang_up()


def _take_and_reset(notify: FakeNotify, exchange: Exchange) -> None:
    notify.honest(exchange)
    exchange.reset()


def _take_and_cut(notify: FakeNotify, exchange: Exchange) -> None:
    _, body = notify.honest(exchange)
    half = json.dumps(body).encode()[:20]
    exchange.reply(201, JSON_HEADERS | {"Content-Length": "400"}, half)
    exchange.hang_up()


def _later(status: str) -> Callable[[FakeNotify, Exchange], None]:
    return lambda notify, exchange: _say(exchange, notify.honest(exchange, status))


def _page(status: int) -> Callable[[FakeNotify, Exchange], None]:
    html = b"<!DOCTYPE html><title>Guest network</title>"
    return lambda _, exchange: exchange.reply(status, {"Content-Type": "text/html"}, html)


MODES: dict[str, Callable[[FakeNotify, Exchange], None]] = {
    "ok": lambda notify, exchange: _say(exchange, notify.honest(exchange)),
    "429": _refuse(429, "RateLimitError"),
    "429_day": _refuse(429, "TooManyRequestsError"),
    "400": _refuse(400, "BadRequestError"),
    "403": _refuse(403, "AuthError"),
    "500": _fail,
    "500_after_accept": _take_and_fail,
    "hang": _take_and_hang,
    "drip": _take_and_drip,
    "lost_answer": _take_and_leave,
    "reset": _take_and_reset,
    "half_answer": _take_and_cut,
    "permanent-failure": _later("permanent-failure"),
    "technical-failure": _later("technical-failure"),
    "page": _page(200),
    "page_503": _page(503),
    "page_403": _page(403),
    "redirect": lambda _, exchange: exchange.reply(302, {"Location": "http://127.0.0.1:9/"}),
}
