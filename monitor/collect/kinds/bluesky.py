"""Bluesky: searches, and the posts of one profile (`@handle`), signed in with an app password.

The secret is `handle:app-password`. Without one there is no search, and a profile is read as the
RSS that its page offers.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

from monitor.collect.channel import language_of
from monitor.collect.kinds import feed
from monitor.collect.kinds.social import (
    address,
    bearer,
    complaint,
    moment_at,
    next_page,
    page_of,
    parameter,
    refused,
    signed,
)
from monitor.collect.reading import (
    MOST_TEXT,
    Unreadable,
    list_at,
    nothing,
    read_json,
    text_at,
    within,
)
from monitor.records import Asking, FetchRequest, Outcome, ParsedEntry, ParsedFeed, Reading
from monitor.times import as_iso, from_iso

SIGNED_IN = "https://bsky.social"
SITE = "https://bsky.app"
LOGIN = "/xrpc/com.atproto.server.createSession"
SEARCH = "/xrpc/app.bsky.feed.searchPosts"
PROFILE = "/xrpc/app.bsky.feed.getAuthorFeed"
REPOST = "app.bsky.feed.defs#reasonRepost"

LONGEST_TOKEN = 4000  # characters: servers take some 8,000 of headers
GAP_SECONDS = 2.0  # some 10 calls at once are allowed, and come back within 15 s
FIRST_LOOK = timedelta(days=7)
LATE = timedelta(minutes=10)  # a post may be indexed after others that are younger
CLOCKS_DIFFER = timedelta(minutes=10)  # the author's, who dates the post, from Bluesky's

_RENEW = "Bluesky refuses the app password: renew it"
_REFUSALS = {
    "AuthenticationRequired": (Outcome.TOKEN, _RENEW),
    "AuthMissing": (Outcome.TOKEN, "Bluesky wants a login: give it an app password"),
    "AuthFactorTokenRequired": (Outcome.TOKEN, "Bluesky wants an app password, not the main one"),
    "AccountTakedown": (Outcome.TOKEN, "Bluesky has suspended our account"),
    "ExpiredToken": (Outcome.TOKEN, "the session at Bluesky has ended"),
    "InvalidToken": (Outcome.TOKEN, "the session at Bluesky is not valid"),
    "RateLimitExceeded": (Outcome.WAIT, "Bluesky asks us to wait"),
    "BlockedActor": (Outcome.BLOCKED, "our account blocks this profile"),
    "BlockedByActor": (Outcome.BLOCKED, "this profile blocks our account"),
}


def ask(asking: Asking) -> FetchRequest:
    """The login while there is a secret and no session; then the profile or the search."""
    if asking.secret and not asking.session:
        return _login(asking)
    profile = asking.source.query.startswith("@")
    if profile and not asking.session:
        path = f"/profile/{quote(asking.source.query[1:], safe=':')}/rss"
        return _request(asking, asking.source.url or SITE, path, {})
    base = asking.source.url or SIGNED_IN  # public.api.bsky.app refuses searches since 2025
    wanted = {"limit": "100", "cursor": asking.more}
    if profile:
        return _request(asking, base, PROFILE, {"actor": asking.source.query[1:], **wanted})
    words = {"q": asking.source.query, "sort": "latest", "since": _since(asking)}
    return _request(asking, base, SEARCH, {**words, **wanted})


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The session of a login, or a page of posts without what the profile merely passed on."""
    path = urlsplit(reading.url).path
    if reading.status != 200:
        return _refusal(reading.status, complaint(body))
    if path.endswith("/rss"):
        return feed.read(reading, body)
    answer = read_json(body)
    if path.endswith(LOGIN):
        return _session(answer)
    posts = _own(answer) if path.endswith(PROFILE) else list_at(answer, "posts")
    more = next_page(reading, "cursor", text_at(answer, "cursor"))
    return page_of(map(_entry, posts), _cursor(reading, posts), more)


def _login(asking: Asking) -> FetchRequest:
    handle, _, password = asking.secret.partition(":")
    words = {"identifier": handle.strip().removeprefix("@"), "password": password.strip()}
    return FetchRequest(
        source_id=asking.source.id,
        url=address(asking.source.url or SIGNED_IN, LOGIN, {}),
        body=json.dumps(words).encode(),
        gap_seconds=GAP_SECONDS,
    )


def _request(asking: Asking, base: str, path: str, parameters: dict[str, str]) -> FetchRequest:
    return FetchRequest(
        source_id=asking.source.id,
        url=address(base, path, parameters),
        headers=bearer(asking.session),
        page=asking.page,
        gap_seconds=GAP_SECONDS,
    )


def _since(asking: Asking) -> str:
    """Where the last poll left off, unless that is no time or has yet to come."""
    first = asking.now - FIRST_LOOK
    try:
        since = from_iso(asking.cursor)
    except (ValueError, OverflowError):
        since = first
    return as_iso(since if since <= asking.now else first)


def _session(answer: Any) -> ParsedFeed:  # noqa: ANN401
    token = text_at(answer, "accessJwt")
    fit = token.isascii() and " " not in token and len(token) <= LONGEST_TOKEN
    if not token or not fit:
        raise Unreadable("Bluesky let us in without a token")
    return ParsedFeed(entries=(), outcome=Outcome.FRESH, reason="signed in", session=token)


def _refusal(status: int, said: Any) -> ParsedFeed:  # noqa: ANN401
    known = _REFUSALS.get(text_at(said, "error"))
    return nothing(*known) if known else refused("Bluesky", status)


def _own(answer: Any) -> list[Any]:  # noqa: ANN401
    rows = list_at(answer, "feed")
    return [within(row, "post") for row in rows if text_at(row, "reason", "$type") != REPOST]


def _cursor(reading: Reading, posts: Sequence[Any]) -> str:
    """The newest time on a search's first page, less what may come late."""
    if parameter(reading.url, "cursor") or not parameter(reading.url, "since"):
        return ""
    times = [at for post in posts if (at := moment_at(post, "indexedAt"))]
    return as_iso(max(times) - LATE) if times else parameter(reading.url, "since")


def _entry(post: Any) -> ParsedEntry | None:  # noqa: ANN401
    uri, text = text_at(post, "uri"), text_at(post, "record", "text")
    if not uri or not text:
        return None
    published_at, doubtful = _published_at(post)
    return ParsedEntry(
        guid=uri[:2000],
        url=_link(post, uri),
        title="",
        text=text[:MOST_TEXT],
        author=signed(text_at(post, "author", "displayName"), text_at(post, "author", "handle")),
        published_at=published_at,
        date_doubtful=doubtful,
        language=language_of(text_at(post, "record", "langs", 0)),
    )


def _published_at(post: Any) -> tuple[datetime | None, bool]:  # noqa: ANN401
    """When the author says; when Bluesky saw it, if that was long before."""
    written, seen = moment_at(post, "record", "createdAt"), moment_at(post, "indexedAt")
    if written and seen and written - seen > CLOCKS_DIFFER:
        return seen, True
    return written or seen, False


def _link(post: Any, uri: str) -> str:  # noqa: ANN401
    handle = text_at(post, "author", "handle")
    lost = handle in {"", "handle.invalid"}  # its name no longer leads anywhere; the DID does
    who = text_at(post, "author", "did") if lost else handle
    key = uri.rsplit("/", 1)[-1]
    return f"{SITE}/profile/{quote(who[:300], safe=':')}/post/{quote(key[:300])}"
