"""Bluesky, Mastodon, X and the Graph API on a real socket, answering as each documents."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.fakes import Exchange, Loopback

JSON_HEADERS = {"Content-Type": "application/json; charset=utf-8"}
XRPC = "/xrpc/"


@dataclass(frozen=True)
class Call:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def asked(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))

    @property
    def key(self) -> str:
        """What stands behind `Bearer`."""
        return self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass(frozen=True)
class Answer:
    """An answer; `body` is sent as JSON unless it is bytes already."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def raw(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class Platform:
    """A platform on a socket: answers as `speak` says, or as told for the next calls."""

    def __init__(self, speak: Callable[[Call], Answer]) -> None:
        self._speak = speak
        self._server = Loopback(self._answer)
        self._lock = Lock()
        self._calls: list[Call] = []
        self._told: deque[Answer] = deque()

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        """What to give to a source as its address."""
        return self._server.address

    @property
    def calls(self) -> list[Call]:
        """Every request, in order of arrival."""
        with self._lock:
            return list(self._calls)

    def next_answers(self, *answers: Answer) -> None:
        """Give these to the next calls, whatever they ask."""
        with self._lock:
            self._told.extend(answers)

    def _answer(self, exchange: Exchange) -> None:
        headers = {name.lower(): text for name, text in exchange.headers.items()}
        call = Call(exchange.command, exchange.path, headers, exchange.content)
        with self._lock:
            self._calls.append(call)
            told = self._told.popleft() if self._told else None
        answer = told or self._speak(call)
        exchange.reply(answer.status, {**JSON_HEADERS, **answer.headers}, answer.raw)


# ---------------------------------------------------------------- Bluesky


@dataclass
class Bluesky:
    """A PDS with one account; `posts` are newest first. Searches need a login, as at public."""

    handle: str = "desk.example"
    password: str = "abcd-efgh-ijkl-mnop"
    posts: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)  # of a profile
    rss: bytes = b""
    per_page: int = 100
    logins: int = 0
    expired: set[str] = field(default_factory=set)

    @property
    def secret(self) -> str:
        return f"{self.handle}:{self.password}"

    @property
    def token(self) -> str:
        """The access token that the last login brought."""
        return _access(self.logins)

    def speak(self, call: Call) -> Answer:
        if call.path.endswith("/rss"):
            return Answer(self.rss, headers={"Content-Type": "application/rss+xml"})
        match call.path.removeprefix(XRPC):
            case "com.atproto.server.createSession":
                return self._login(call)
            case "app.bsky.feed.searchPosts":
                return self._refusal(call) or self._page(call, "posts", self.posts)
            case "app.bsky.feed.getAuthorFeed":
                return self._refusal(call) or self._page(call, "feed", self.rows)
        return _bluesky_error(501, "MethodNotImplemented")

    def _login(self, call: Call) -> Answer:
        given = json.loads(call.body)
        if call.method != "POST" or "json" not in call.headers.get("content-type", ""):
            return _bluesky_error(400, "InvalidRequest")
        if given != {"identifier": self.handle, "password": self.password}:
            return _bluesky_error(401, "AuthenticationRequired")
        self.logins += 1
        who = {"did": "did:plc:desk", "handle": self.handle, "active": True}
        return Answer({**who, "accessJwt": self.token, "refreshJwt": "eyJ.refresh.sig"})

    def _refusal(self, call: Call) -> Answer | None:
        if call.key in self.expired:
            return _bluesky_error(400, "ExpiredToken")
        if not call.key:
            return _bluesky_error(401, "AuthMissing")
        known = {_access(login) for login in range(1, self.logins + 1)}  # none ends another
        return None if call.key in known else _bluesky_error(400, "InvalidToken")

    def _page(self, call: Call, name: str, rows: list[dict[str, Any]]) -> Answer:
        since = call.asked.get("since", "")
        found = [row for row in rows if row.get("indexedAt", "9") >= since]
        start = int(call.asked.get("cursor", "0"))
        end = start + min(self.per_page, int(call.asked.get("limit", "25")))
        more = {"cursor": str(end)} if end < len(found) else {}
        return Answer({name: found[start:end], **more})


def _access(login: int) -> str:
    return f"eyJ.access-{login}.sig"


def _bluesky_error(status: int, name: str) -> Answer:
    return Answer({"error": name, "message": f"{name}, in many words"}, status)


# ---------------------------------------------------------------- Mastodon


@dataclass
class Mastodon:
    """An instance with one account; `posts` are newest first, under their ids."""

    account: str = "echo"
    number: str = "109522"
    posts: list[dict[str, Any]] = field(default_factory=list)
    per_page: int = 40
    token: str = ""  # "": the instance shows its posts to all

    def speak(self, call: Call) -> Answer:
        if call.key != self.token:
            return Answer({"error": "This method requires an authenticated user"}, 422)
        if call.path == "/api/v1/accounts/lookup":
            known = call.asked["acct"] == self.account
            return self._account() if known else Answer({"error": "Record not found"}, 404)
        if call.path.startswith("/api/v1/timelines/tag/"):
            return self._page(call, self.posts)
        if call.path == f"/api/v1/accounts/{self.number}/statuses":
            return self._page(call, self.posts)
        return Answer({"error": "Record not found"}, 404)

    def _account(self) -> Answer:
        return Answer({"id": self.number, "username": self.account, "acct": self.account})

    def _page(self, call: Call, posts: list[dict[str, Any]]) -> Answer:
        oldest = int(call.asked.get("since_id", "0"))
        end = int(call.asked.get("max_id", "9" * 30))
        found = [post for post in posts if oldest < int(post["id"]) < end]
        return Answer(found[: min(self.per_page, int(call.asked.get("limit", "20")))])


# ---------------------------------------------------------------- X


@dataclass
class X:
    """The recent search; `posts` are newest first, each with `author_id` of one of `users`."""

    token: str = "AAAA-bearer"
    posts: list[dict[str, Any]] = field(default_factory=list)
    users: list[dict[str, Any]] = field(default_factory=list)
    per_page: int = 100

    def speak(self, call: Call) -> Answer:
        if call.key != self.token:
            return x_error(401, "Unauthorized", "about:blank")
        if call.path != "/2/tweets/search/recent":
            return x_error(404, "Not Found", "about:blank")
        oldest = int(call.asked.get("since_id", "0"))
        found = [post for post in self.posts if int(post["id"]) > oldest]
        start = int(call.asked.get("next_token", "0"))
        end = start + min(self.per_page, int(call.asked["max_results"]))
        return self._page(found[start:end], str(end) if end < len(found) else "")

    def _page(self, posts: list[dict[str, Any]], next_token: str) -> Answer:
        if not posts:
            return Answer({"meta": {"result_count": 0}})
        writers = {post["author_id"] for post in posts}
        meta = {"newest_id": posts[0]["id"], "oldest_id": posts[-1]["id"]}
        goes_on = {"next_token": next_token} if next_token else {}
        users = [user for user in self.users if user["id"] in writers]
        return Answer(
            {
                "data": posts,
                "includes": {"users": users},
                "meta": {**meta, **goes_on, "result_count": len(posts)},
            }
        )


def x_error(status: int, title: str, kind: str, **headers: str) -> Answer:
    """A refusal as X words one."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    said = {"title": title, "detail": title, "type": kind, "status": status}
    return Answer(said, status, named)


# ---------------------------------------------------------------- Facebook and Instagram


@dataclass
class Graph:
    """The Graph API with one page or account; `posts` are newest first."""

    token: str = "EAAB-page-token"
    page: str = "4242"
    edge: str = "posts"
    posts: list[dict[str, Any]] = field(default_factory=list)
    per_page: int = 50

    def speak(self, call: Call) -> Answer:
        if call.key != self.token:
            # The real one repeats the token here, which is why no reason quotes it.
            return graph_error(400, 190, f"Malformed access token {call.key}")
        version, page, edge = call.path.strip("/").split("/")
        if not version.startswith("v") or (page, edge) != (self.page, self.edge):
            return graph_error(400, 100, "Unsupported get request")
        start = int(call.asked.get("after", "0"))
        end = start + min(self.per_page, int(call.asked.get("limit", "25")))
        wanted = call.asked["fields"].split(",")
        rows = [_only(post, wanted) for post in self.posts[start:end]]
        return Answer({"data": rows, "paging": self._paging(call, start, end)})

    def _paging(self, call: Call, start: int, end: int) -> dict[str, Any]:
        cursors = {"cursors": {"before": str(start), "after": str(end)}}
        address = f"https://graph.example{call.path}?access_token={self.token}&after={end}"
        return {**cursors, "next": address} if end < len(self.posts) else cursors


def _only(post: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    return {name: value for name, value in post.items() if name in fields}


def graph_error(status: int, code: int, message: str) -> Answer:
    """A refusal as the Graph API words one."""
    said = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1"}
    return Answer({"error": said}, status)
