"""A Slack Web API that keeps its messages in memory and misbehaves when told to."""

from __future__ import annotations

import base64
import binascii
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from threading import RLock
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.fakes import Exchange, Loopback
from tests.fakes.slack.link import Ending as Breaking
from tests.fakes.slack.link import Envelope, Switchboard

JSON_HEADERS = {"Content-Type": "application/json; charset=utf-8"}
HTML_HEADERS = {"Content-Type": "text/html; charset=utf-8"}
HTML_AWAY = b"<!DOCTYPE html><title>Slack</title><h1>We will be back shortly</h1>"
SELF = {"user": "U0MONITOR", "bot_id": "B0MONITOR", "team": "T0OFFICE"}
HISTORY_LIMIT = 999  # of conversations.history; more is cut down to it
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Params = dict[str, Any]
Answer = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """A message as Slack accepted it, or as it now stands in the channel."""

    channel: str
    text: str
    blocks: list[Any]
    metadata: dict[str, Any] | None
    ts: str
    at_monotonic: float
    thread_ts: str | None


@dataclass(frozen=True)
class Whisper:
    """What one person alone was told, in a channel."""

    channel: str
    user: str
    text: str


@dataclass(frozen=True)
class Call:
    """One request as it arrived, answered or not; `at` is monotonic seconds."""

    method: str
    at: float
    params: Params


@dataclass(frozen=True)
class Fault:
    """One answer to come: how it goes wrong, and for which API method, None being any."""

    mode: str
    method: str | None = None
    detail: str = ""
    retry_after: str = ""
    delay: float | None = None
    hang: float = 0.0


class FakeSlack:
    """A workspace where every channel exists and the bot is a member of each.

    `clock` gives the moment that `ts` is made of: pass the test's own where time is injected,
    or a read-back by `oldest` looks in the wrong year.
    """

    def __init__(
        self,
        *,
        token: str = "xoxb-test",
        app_token: str = "xapp-test",
        ping_seconds: float = 2.0,
        delay: float = 0.0,
        hang: float = 30.0,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.delay = delay
        self._token = token
        self._app_token = app_token
        self._hang = hang
        self._clock = clock or _wall_clock
        self._server = Loopback(self._answer)
        self._link = Switchboard(ping_seconds, lambda: self._server.address)
        self._lock = RLock()
        self._faults: deque[Fault] = deque()
        self._calls: list[Call] = []
        self._accepted: list[Post] = []
        self._shown: dict[tuple[str, str], Post] = {}
        self._direct: dict[str, str] = {}
        self._whispers: list[Whisper] = []
        self._homes: dict[str, dict[str, Any]] = {}
        self._people: dict[str, str] = {}
        self._last_micros = 0
        self._methods: dict[str, Callable[[Params], Answer]] = {
            "apps.connections.open": self._connect,
            "auth.test": self._auth_test,
            "chat.delete": self._delete,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.postMessage": self._post_message,
            "chat.update": self._update,
            "conversations.history": self._history,
            "conversations.open": self._open,
            "conversations.replies": self._replies,
            "users.info": self._user,
            "views.publish": self._publish,
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; after a stop(), on the same port and with the same messages."""
        self._server.start()

    def stop(self) -> None:
        """Refuse new connections and cut the open ones, those that hang included."""
        self._server.stop()

    @property
    def url(self) -> str:
        """What to give a client as its base_url."""
        return f"{self._server.address}/api/"

    @property
    def posts(self) -> list[Post]:
        """Every message that chat.postMessage accepted, as first worded, swallowed ones too."""
        with self._lock:
            return list(self._accepted)

    @property
    def calls(self) -> list[Call]:
        """Every request, in order of arrival."""
        with self._lock:
            return list(self._calls)

    def visible(self, channel: str | None = None) -> list[Post]:
        """The messages a person sees now, oldest first, with updates applied."""
        with self._lock:
            return [post for post in self._shown.values() if channel in (None, post.channel)]

    @property
    def whispers(self) -> list[Whisper]:
        """Everything that one person alone was told, in order."""
        with self._lock:
            return list(self._whispers)

    @property
    def homes(self) -> dict[str, dict[str, Any]]:
        """The app's home as each person sees it."""
        with self._lock:
            return dict(self._homes)

    @property
    def link(self) -> Switchboard:
        """The connections of Socket Mode."""
        return self._link

    def know(self, user: str, name: str) -> None:
        """A member of the workspace, by id and display name."""
        self._people[user] = name

    def press(
        self,
        action: str,
        alert_id: str,
        user: str = "U0SAM",
        *,
        ts: str = "",
        envelope: str = "",
        message: tuple[str, str] = ("C0ALERTS", ""),
        option: str = "",
    ) -> Envelope:
        """A person presses a button; `option` is what was chosen of a menu."""
        with self._lock:
            pressed_at = ts or self._next_ts()
        chosen: Answer = {"value": alert_id}
        if option:
            chosen = {"selected_option": {"value": f"{alert_id} {option}"}}
        channel, message_ts = message
        payload = {
            "type": "block_actions",
            "user": {"id": user, "username": self._people.get(user, "")},
            "channel": {"id": channel},
            "container": {"channel_id": channel, "message_ts": message_ts},
            "message": {"ts": message_ts},
            "actions": [
                {"action_id": action, "block_id": alert_id, "action_ts": pressed_at, **chosen}
            ],
        }
        return self._link.send(envelope or f"press-{pressed_at}-{user}", "interactive", payload)

    def type_command(self, words: str, user: str = "U0SAM", *, channel: str = "C1") -> Envelope:
        """A person types `/monitor` and these words."""
        with self._lock:
            typed_at = self._next_ts()
        payload = {
            "command": "/monitor",
            "text": words,
            "user_id": user,
            "user_name": self._people.get(user, ""),
            "channel_id": channel,
            "trigger_id": typed_at,
            "response_url": "https://hooks.slack.example/never-used",
        }
        return self._link.send(f"command-{typed_at}", "slash_commands", payload)

    def open_home(self, user: str = "U0SAM") -> Envelope:
        """A person opens the app's home."""
        with self._lock:
            opened_at = self._next_ts()
        event = {"type": "app_home_opened", "user": user, "tab": "home", "event_ts": opened_at}
        payload = {"type": "event_callback", "event_id": f"Ev{opened_at}", "event": event}
        return self._link.send(f"home-{opened_at}", "events_api", payload)

    def disconnect(self, ending: Breaking) -> float:
        """Breaks Socket Mode in one of ENDINGS; the moment it happened, in monotonic seconds."""
        if ending == "open 500":
            self.misbehave("http_500", 3, method="apps.connections.open")
        return self._link.disconnect(ending)

    def misbehave(
        self,
        mode: str,
        times: int = 1,
        *,
        method: str | None = "chat.postMessage",
        retry_after: float | str | None = None,
        delay: float | None = None,
    ) -> None:
        """Queue `mode` for the next `times` calls of `method`, or of any method if None.

        `mode` is a key of ENDINGS_ACCEPTED or ENDINGS_REFUSED; those for named errors take the
        code after a colon. "ok" is an answer without fault, to space faults out or to be late.
        """
        name, _, detail = mode.partition(":")
        _check_mode(name, detail)
        wait = {"bad_retry_after": "soon"}.get(name, "1") if retry_after is None else retry_after
        fault = Fault(name, method, detail, str(wait), delay, self._hang)
        with self._lock:
            self._faults.extend([fault] * times)

    def behave(self) -> None:
        """Forget every fault still queued."""
        with self._lock:
            self._faults.clear()

    def _answer(self, exchange: Exchange) -> None:
        address = urlsplit(exchange.path)
        if address.path == "/link":
            return self._link.serve(exchange)
        if not address.path.startswith("/api/"):
            return exchange.reply(404, HTML_HEADERS, b"<h1>Not found</h1>")
        method = address.path.removeprefix("/api/")
        with self._lock:
            params, unreadable = _read_params(exchange, address.query)
            self._calls.append(Call(method, time.monotonic(), params))
            fault = self._next_fault(method)
            answer: Answer = {}
            if fault.mode in ENDINGS_ACCEPTED:
                token = exchange.headers.get("Authorization", "")
                answer = self._carry_out(method, params, token, unreadable, fault)
        if exchange.wait(self.delay if fault.delay is None else fault.delay):
            return exchange.hang_up()
        ending = ENDINGS_ACCEPTED.get(fault.mode) or ENDINGS_REFUSED[fault.mode]
        return ending(exchange, answer, fault)

    def _next_fault(self, method: str) -> Fault:
        fault = next((f for f in self._faults if f.method in (None, method)), None)
        if fault is None:
            return Fault("ok")
        self._faults.remove(fault)
        return fault

    def _carry_out(
        self, method: str, params: Params, token: str, unreadable: str, fault: Fault
    ) -> Answer:
        before = dict(self._shown)
        try:
            of_app = method == "apps.connections.open"
            _check_token(token, self._app_token if of_app else self._token)
            _check_body(unreadable)
            answer = {"ok": True, **self._methods.get(method, _unknown)(params)}
        except _RefusedError as refusal:
            answer = _no(str(refusal))
        if fault.mode == "swallow":
            self._shown = before
        return answer

    def _auth_test(self, params: Params) -> Answer:
        return {
            "url": "https://office.slack.com/",
            "team": "Press office",
            "user": "monitor",
            "team_id": SELF["team"],
            "user_id": SELF["user"],
            "bot_id": SELF["bot_id"],
            "is_enterprise_install": False,
        }

    def _post_message(self, params: Params) -> Answer:
        if not any(params.get(key) for key in ("text", "blocks", "attachments", "markdown_text")):
            raise _RefusedError("no_text")
        post = Post(
            channel=_channel(params),
            text=str(params.get("text") or ""),
            blocks=_decoded(params.get("blocks"), list, "invalid_blocks") or [],
            metadata=_decoded(params.get("metadata"), dict, "invalid_metadata_format"),
            ts=self._next_ts(),
            at_monotonic=time.monotonic(),
            thread_ts=params.get("thread_ts"),
        )
        self._accepted.append(post)
        self._shown[post.channel, post.ts] = post
        return {"channel": post.channel, "ts": post.ts, "message": _message(post, True)}

    def _update(self, params: Params) -> Answer:
        """Replace what the call names and keep the rest, as Slack's reference says of blocks."""
        channel, ts = _channel(params), str(params.get("ts"))
        post = self._shown.get((channel, ts))
        if post is None:
            raise _RefusedError("message_not_found")
        blocks = _decoded(params.get("blocks"), list, "invalid_blocks")
        metadata = _decoded(params.get("metadata"), dict, "invalid_metadata_format")
        post = replace(
            post,
            text=post.text if params.get("text") is None else str(params["text"]),
            blocks=post.blocks if blocks is None else blocks,
            metadata=post.metadata if metadata is None else metadata,
        )
        self._shown[channel, ts] = post
        return {"channel": channel, "ts": ts, "text": post.text, "message": _message(post, True)}

    def _delete(self, params: Params) -> Answer:
        place = (_channel(params), str(params.get("ts")))
        if self._shown.pop(place, None) is None:
            raise _RefusedError("message_not_found")
        return {"channel": place[0], "ts": place[1]}

    def _post_ephemeral(self, params: Params) -> Answer:
        if not params.get("user") or not params.get("text"):
            raise _RefusedError("no_text" if params.get("user") else "user_not_in_channel")
        told = Whisper(_channel(params), str(params["user"]), str(params["text"]))
        self._whispers.append(told)
        return {"message_ts": self._next_ts()}

    def _connect(self, params: Params) -> Answer:
        return {"url": self._link.next_address()}

    def _user(self, params: Params) -> Answer:
        name = self._people.get(str(params.get("user")))
        if name is None:
            raise _RefusedError("user_not_found")
        profile = {"display_name": name, "real_name": name}
        return {"user": {"id": params["user"], "name": name, "profile": profile}}

    def _publish(self, params: Params) -> Answer:
        view = _decoded(params.get("view"), dict, "invalid_arguments")
        self._homes[str(params.get("user_id"))] = view
        return {"view": view}

    def _history(self, params: Params) -> Answer:
        """A page of the channel, newest first, without the replies in threads, as Slack gives."""
        found = [p for p in self.visible(_channel(params)) if p.thread_ts in (None, p.ts)]
        return _page([p for p in reversed(found) if _within(p, params)], params)

    def _replies(self, params: Params) -> Answer:
        """A page of one thread, oldest first, its parent included."""
        ts = str(params.get("ts"))
        found = [p for p in self.visible(_channel(params)) if ts in (p.ts, p.thread_ts)]
        if not found:
            raise _RefusedError("thread_not_found")
        return _page([p for p in found if _within(p, params)], params)

    def _open(self, params: Params) -> Answer:
        if params.get("channel"):
            return {"channel": {"id": params["channel"]}}
        users = ",".join(sorted(filter(None, str(params.get("users") or "").split(","))))
        if not users:
            raise _RefusedError("users_list_not_supplied")
        letter = "G" if "," in users else "D"
        made = self._direct.setdefault(users, f"{letter}{len(self._direct) + 1:08d}")
        return {"channel": {"id": made}}

    def _next_ts(self) -> str:
        # A clock may stand still or go back; a ts names a message, so it may not.
        now = (self._clock() - EPOCH) // timedelta(microseconds=1)
        self._last_micros = max(now, self._last_micros + 100)
        seconds, micros = divmod(self._last_micros, 1_000_000)
        return f"{seconds}.{micros:06d}"


class _RefusedError(Exception):
    """Slack's code for why it will not."""


def _check_mode(name: str, detail: str) -> None:
    known = sorted({*ENDINGS_ACCEPTED, *ENDINGS_REFUSED})
    if name not in known:
        raise ValueError(f"no such mode: {name!r}; there are {', '.join(known)}")
    if bool(detail) != (name in NAMED):
        raise ValueError(f"a code after the colon goes with {', '.join(sorted(NAMED))} alone")


def _check_token(header: str, expected: str) -> None:
    if not header:
        raise _RefusedError("not_authed")
    if header != f"Bearer {expected}":
        raise _RefusedError("invalid_auth")


def _check_body(unreadable: str) -> None:
    if unreadable:
        raise _RefusedError(unreadable)


def _unknown(params: Params) -> Answer:
    raise _RefusedError("unknown_method")


def _wall_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - Slack's clock is its own, not the monitor's


def _read_params(exchange: Exchange, query: str) -> tuple[Params, str]:
    """The call's parameters from address and body, and the error code if the body is no use."""
    params: Params = dict(parse_qsl(query, keep_blank_values=True))
    if not exchange.content:
        return params, ""
    text = exchange.content.decode("utf-8", "replace")
    if exchange.headers.get_content_type() != "application/json":
        return params | dict(parse_qsl(text, keep_blank_values=True)), ""
    try:
        body = json.loads(text)
    except ValueError:
        return params, "invalid_json"
    return (params | body, "") if isinstance(body, dict) else (params, "json_not_object")


def _decoded(value: Any, kind: type, code: str) -> Any:
    """A list or object, which a form carries as JSON text, or None where there is none."""
    if value in (None, ""):
        return None
    try:
        decoded = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise _RefusedError(code) from None
    if not isinstance(decoded, kind):
        raise _RefusedError(code)
    return decoded


def _channel(params: Params) -> str:
    if not params.get("channel"):
        raise _RefusedError("channel_not_found")
    return str(params["channel"])


def _yes(value: Any) -> bool:
    return str(value).lower() in ("1", "true")


def _within(post: Post, params: Params) -> bool:
    """Whether the post lies between `oldest` and `latest`, themselves left out unless inclusive."""
    ts = Decimal(post.ts)
    oldest = _moment(params, "oldest", Decimal(0))
    latest = _moment(params, "latest", Decimal("Infinity"))
    return oldest < ts < latest or (_yes(params.get("inclusive")) and ts in (oldest, latest))


def _moment(params: Params, name: str, default: Decimal) -> Decimal:
    try:
        return Decimal(str(params.get(name) or default))
    except InvalidOperation:
        raise _RefusedError(f"invalid_ts_{name}") from None


def _page(found: list[Post], params: Params) -> Answer:
    start = _start(found, str(params.get("cursor") or ""))
    end = start + _limit(params)
    with_metadata = _yes(params.get("include_all_metadata"))
    following = _cursor(found[end].ts) if end < len(found) else ""
    return {
        "messages": [_message(post, with_metadata) for post in found[start:end]],
        "has_more": bool(following),
        "response_metadata": {"next_cursor": following},
    }


def _limit(params: Params) -> int:
    try:
        return min(max(int(params.get("limit") or 100), 1), HISTORY_LIMIT)
    except ValueError:
        raise _RefusedError("invalid_limit") from None


def _cursor(ts: str) -> str:
    return base64.b64encode(f"next_ts:{ts}".encode()).decode()


def _start(found: list[Post], cursor: str) -> int:
    """Where the page begins: a cursor names a message, so that new ones do not shift it."""
    if not cursor:
        return 0
    try:
        ts = base64.b64decode(cursor, validate=True).decode().removeprefix("next_ts:")
        return [post.ts for post in found].index(ts)
    except (binascii.Error, ValueError):
        raise _RefusedError("invalid_cursor") from None


def _message(post: Post, with_metadata: bool) -> Answer:
    message: Answer = {"type": "message", "ts": post.ts, "text": post.text, **SELF}
    if post.blocks:
        message["blocks"] = post.blocks
    if post.thread_ts:
        message["thread_ts"] = post.thread_ts
    if post.metadata is not None and with_metadata:
        message["metadata"] = post.metadata
    return message


def _no(code: str) -> Answer:
    return {"ok": False, "error": code}


def _say(exchange: Exchange, answer: Mapping[str, Any]) -> None:
    exchange.reply(200, JSON_HEADERS, json.dumps(answer).encode())


def _answer_in_full(exchange: Exchange, answer: Answer, fault: Fault) -> None:
    _say(exchange, answer)


def _answer_by_half(exchange: Exchange, answer: Answer, fault: Fault) -> None:
    body = json.dumps(answer).encode()
    exchange.begin(200, {**JSON_HEADERS, "Content-Length": str(len(body))})
    exchange.send(body[: len(body) // 2])


def _close(exchange: Exchange, answer: Answer, fault: Fault) -> None:
    exchange.hang_up()


def _reset(exchange: Exchange, answer: Answer, fault: Fault) -> None:
    exchange.reset()


def _stay_silent(exchange: Exchange, answer: Answer, fault: Fault) -> None:
    exchange.wait(fault.hang)
    exchange.hang_up()


def _fail(exchange: Exchange, answer: Answer, fault: Fault) -> None:
    exchange.reply(500, {"Content-Type": "text/plain"}, b"Internal Server Error")


def _be_away(exchange: Exchange, answer: Answer, fault: Fault) -> None:
    exchange.reply(503, HTML_HEADERS, HTML_AWAY)


def _ask_to_wait(exchange: Exchange, answer: Answer, fault: Fault) -> None:
    headers = {**JSON_HEADERS, "Retry-After": fault.retry_after}
    exchange.reply(429, headers, json.dumps(_no("ratelimited")).encode())


def _name_error(exchange: Exchange, answer: Answer, fault: Fault) -> None:
    _say(exchange, _no(fault.detail))


Ending = Callable[[Exchange, Answer, Fault], None]

# The call is carried out, then this happens to its answer.
ENDINGS_ACCEPTED: dict[str, Ending] = {
    "ok": _answer_in_full,
    "swallow": _answer_in_full,
    "half_body": _answer_by_half,
    "accept_then_close": _close,
    "accept_then_reset": _reset,
    "accept_then_hang": _stay_silent,
    "accept_then_500": _fail,
    "accept_then_error": _name_error,  # Slack: "some aspect of the operation" may have succeeded
}
# The call is not carried out.
ENDINGS_REFUSED: dict[str, Ending] = {
    "refuse_429": _ask_to_wait,
    "bad_retry_after": _ask_to_wait,
    "http_500": _fail,
    "html_503": _be_away,
    "error": _name_error,
}
NAMED = {"error", "accept_then_error"}
