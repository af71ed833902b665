"""Bluesky asked by its protocol: a login, searches that go on where they left off, profiles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.collect.kinds import bluesky
from monitor.collect.reading import Unreadable
from monitor.records import Asking, Outcome, ParsedFeed, Reading
from tests.collect.kinds.conversation import NOW, asking, guids, hear, only, talk
from tests.fakes.publisher import Entry, rss
from tests.fakes.social import Answer, Bluesky, Platform

PDS = Bluesky  # where our account lives


def post(number: int, **changes: Any) -> dict[str, Any]:
    """A post, the later the higher its number."""
    at = f"2026-06-01T09:{number:02}:00.000Z"
    words = {"text": f"Northmoor PCC, part {number}", "createdAt": at, "langs": ["en"]}
    return {
        "uri": f"at://did:plc:echo/app.bsky.feed.post/3k{number}",
        "cid": "bafy",
        "author": {"did": "did:plc:echo", "handle": "echo.example", "displayName": "The Echo"},
        "record": {"$type": "app.bsky.feed.post", **words, **changes.pop("record", {})},
        "indexedAt": at,
        **changes,
    }


@pytest.fixture
def pds() -> PDS:
    return Bluesky(posts=[post(3), post(2), post(1)])


@pytest.fixture
def platform(pds: PDS) -> Iterator[Platform]:
    with Platform(pds.speak) as server:
        yield server


def search(platform: Platform, query: str = "Northmoor PCC", **more: Any) -> Asking:
    return asking("bluesky", platform.url, query, **more)


def signed_in(platform: Platform, pds: PDS) -> str:
    return hear(search(platform, secret=pds.secret)).session


# ---------------------------------------------------------------- login


def test_a_login_comes_first_and_brings_the_session(platform: Platform, pds: PDS) -> None:
    feed = hear(search(platform, secret=pds.secret))
    (call,) = platform.calls
    assert (call.method, call.target) == ("POST", "/xrpc/com.atproto.server.createSession")
    assert json.loads(call.body) == {"identifier": pds.handle, "password": pds.password}
    assert (feed.entries, feed.outcome, feed.session) == ((), Outcome.FRESH, pds.token)


def test_a_refused_app_password_is_said_in_words(platform: Platform) -> None:
    feed = hear(search(platform, secret="desk.example:wrong-word"))
    assert (feed.outcome, feed.session) == (Outcome.TOKEN, "")
    assert feed.reason == "Bluesky refuses the app password: renew it"


def test_an_expired_session_is_a_token_matter_and_a_new_login_mends_it(
    platform: Platform, pds: PDS
) -> None:
    old = signed_in(platform, pds)
    pds.expired.add(old)
    feed = hear(search(platform, secret=pds.secret, session=old))
    assert (feed.outcome, feed.reason) == (Outcome.TOKEN, "the session at Bluesky has ended")
    new = signed_in(platform, pds)
    assert len(hear(search(platform, secret=pds.secret, session=new)).entries) == 3


@pytest.mark.parametrize("token", [None, 5, "", "two words", "caf\xe9"])
def test_a_login_without_a_usable_token_is_unreadable(token: object) -> None:
    body = json.dumps({"accessJwt": token}).encode()
    with pytest.raises(Unreadable, match="without a token"):
        bluesky.read(Reading(kind="bluesky", url=f"https://pds.example{bluesky.LOGIN}"), body)


def test_no_secret_stands_in_an_address_a_reason_or_a_repr(platform: Platform, pds: PDS) -> None:
    session = signed_in(platform, pds)
    wanted = search(platform, secret=pds.secret, session=session)
    fetched, feed = talk(wanted)
    shown = repr((wanted, bluesky.ask(wanted), bluesky.ask(search(platform, secret=pds.secret))))
    told = [fetched.url, feed.reason, shown, repr(feed), *(call.target for call in platform.calls)]
    assert not [text for text in told if pds.password in text or session in text]


# ---------------------------------------------------------------- searches


def test_a_search_asks_for_the_latest_with_the_session(platform: Platform, pds: PDS) -> None:
    session = signed_in(platform, pds)
    feed = hear(search(platform, "Northmoor & PCC", secret=pds.secret, session=session))
    call = platform.calls[-1]
    assert (call.method, call.path, call.key) == ("GET", bluesky.SEARCH, session)
    assert call.asked == {
        "q": "Northmoor & PCC",
        "sort": "latest",
        "limit": "100",
        "since": "2026-05-25T12:00:00.000000Z",
    }
    assert [one[-1] for one in guids(feed)] == ["3", "2", "1"]


def test_a_post_is_read_with_its_author_and_language(platform: Platform, pds: PDS) -> None:
    pds.posts = [post(7, record={"text": "Northmoor\nPCC  said\u202e so", "langs": ["en-GB"]})]
    session = signed_in(platform, pds)
    entry = only(hear(search(platform, secret=pds.secret, session=session)))
    assert entry.guid == "at://did:plc:echo/app.bsky.feed.post/3k7"
    assert entry.url == "https://bsky.app/profile/echo.example/post/3k7"
    assert (entry.title, entry.text) == ("", "Northmoor PCC said so")
    assert (entry.author, entry.language) == ("The Echo (@echo.example)", "en")
    assert entry.published_at == datetime(2026, 6, 1, 9, 7, tzinfo=UTC)
    assert not entry.date_doubtful


def test_the_next_search_goes_on_ten_minutes_before_the_newest(
    platform: Platform, pds: PDS
) -> None:
    session = signed_in(platform, pds)
    first = hear(search(platform, secret=pds.secret, session=session))
    assert first.cursor == "2026-06-01T08:53:00.000000Z"
    hear(search(platform, secret=pds.secret, session=session, cursor=first.cursor))
    assert platform.calls[-1].asked["since"] == first.cursor


def test_a_search_that_finds_nothing_keeps_its_place(platform: Platform, pds: PDS) -> None:
    session = signed_in(platform, pds)
    place = "2026-06-01T10:00:00.000000Z"
    feed = hear(search(platform, secret=pds.secret, session=session, cursor=place))
    assert (feed.entries, feed.outcome, feed.cursor) == ((), Outcome.FRESH, place)


@pytest.mark.parametrize(
    "cursor", ["", "junk", "2099-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9" * 5000]
)
def test_a_cursor_that_is_no_time_gone_by_starts_anew(cursor: str) -> None:
    request = bluesky.ask(asking("bluesky", "", "Northmoor", session="eyJ", cursor=cursor))
    assert f"since={(NOW - timedelta(days=7)):%Y-%m-%d}" in request.url


def test_pages_are_asked_for_one_after_the_other(platform: Platform, pds: PDS) -> None:
    pds.per_page = 2
    session = signed_in(platform, pds)
    first = hear(search(platform, secret=pds.secret, session=session))
    again = search(platform, secret=pds.secret, session=session, more=first.more, page=2)
    last = hear(again)
    assert platform.calls[-1].asked["cursor"] == first.more == "2"
    assert [one[-1] for one in guids(first) + guids(last)] == ["3", "2", "1"]
    assert bluesky.ask(again).page == 2
    assert (last.more, last.cursor) == ("", "")  # the first page's cursor is the newest


def test_a_cursor_that_leads_to_its_own_page_is_not_followed(platform: Platform) -> None:
    platform.next_answers(Answer({"posts": [post(1)], "cursor": "same"}))
    feed = hear(search(platform, session="eyJ", secret="a:b", more="same", page=2))
    assert (len(feed.entries), feed.more) == (1, "")


def test_a_search_without_a_login_is_refused_in_words(platform: Platform) -> None:
    feed = hear(search(platform))
    assert "authorization" not in platform.calls[0].headers
    assert feed.outcome is Outcome.TOKEN
    assert feed.reason == "Bluesky wants a login: give it an app password"
    assert bluesky.ask(asking("bluesky", "", "Northmoor")).url.startswith("https://bsky.social/")


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("created", "published", "doubtful"),
    [
        ("2026-06-01T09:09:00Z", "2026-06-01T09:09:00+00:00", False),
        ("2026-06-01T09:12:00Z", "2026-06-01T09:01:00+00:00", True),
        ("2031-01-01T00:00:00Z", "2026-06-01T09:01:00+00:00", True),
        ("2019-01-01T00:00:00+01:00", "2018-12-31T23:00:00+00:00", False),
        ("0001-01-01T00:00:00+14:00", "2026-06-01T09:01:00+00:00", False),
        ("yesterday", "2026-06-01T09:01:00+00:00", False),
    ],
)
def test_a_post_from_the_future_is_dated_when_it_was_seen(
    created: str, published: str, doubtful: bool
) -> None:
    entry = only(_read(bluesky.SEARCH, {"posts": [post(1, record={"createdAt": created})]}))
    assert entry.published_at == datetime.fromisoformat(published)
    assert entry.date_doubtful is doubtful


def test_a_post_without_any_date_has_none() -> None:
    bare = post(1, indexedAt="", record={"createdAt": None})
    assert only(_read(bluesky.SEARCH, {"posts": [bare]})).published_at is None


# ---------------------------------------------------------------- profiles


def test_a_profile_is_read_without_its_reposts(platform: Platform, pds: PDS) -> None:
    repost = {"$type": "app.bsky.feed.defs#reasonRepost", "indexedAt": "2026-06-01T10:00:00Z"}
    pinned = {"$type": "app.bsky.feed.defs#reasonPin"}
    pds.rows = [
        {"post": post(1), "reason": pinned},
        {"post": post(9), "reason": repost},
        {"post": post(2)},
    ]
    session = signed_in(platform, pds)
    feed = hear(search(platform, "@echo.example", secret=pds.secret, session=session))
    call = platform.calls[-1]
    assert (call.path, call.key) == (bluesky.PROFILE, session)
    assert call.asked == {"actor": "echo.example", "limit": "100"}
    assert [one[-1] for one in guids(feed)] == ["1", "2"]
    assert feed.cursor == ""  # a profile is always asked for from its newest


def test_a_profile_without_a_secret_is_read_as_rss(platform: Platform, pds: PDS) -> None:
    story: Entry = {
        "guid": "at://did:plc:echo/app.bsky.feed.post/3k1",
        "description": "Northmoor PCC",
        "link": "https://bsky.app/profile/echo.example/post/3k1",
    }
    pds.rss = rss("@echo.example", [story])
    entry = only(hear(search(platform, "@echo.example")))
    assert platform.calls[0].path == "/profile/echo.example/rss"
    assert (entry.guid, entry.text) == ("at://did:plc:echo/app.bsky.feed.post/3k1", "Northmoor PCC")
    assert bluesky.ask(asking("bluesky", "", "@e.example")).url.startswith("https://bsky.app/")


@pytest.mark.parametrize("handle", ["", "handle.invalid"])
def test_a_lost_handle_is_replaced_by_the_did(handle: str) -> None:
    lost = post(1, author={"did": "did:plc:echo", "handle": handle})
    entry = only(_read(bluesky.SEARCH, {"posts": [lost]}))
    assert entry.url == "https://bsky.app/profile/did:plc:echo/post/3k1"


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("status", "name", "outcome", "reason"),
    [
        (401, "AuthFactorTokenRequired", Outcome.TOKEN, "app password, not the main one"),
        (401, "AccountTakedown", Outcome.TOKEN, "suspended"),
        (400, "InvalidToken", Outcome.TOKEN, "not valid"),
        (400, "BlockedByActor", Outcome.BLOCKED, "blocks our account"),
        (400, "InvalidRequest", Outcome.ERROR, "did not understand us (400)"),
        (502, "UpstreamFailure", Outcome.SERVER, "server failed (502)"),
        (403, "", Outcome.TOKEN, "refuses our key"),
    ],
)
def test_refusals_are_said_in_words(
    platform: Platform, status: int, name: str, outcome: Outcome, reason: str
) -> None:
    platform.next_answers(Answer({"error": name, "message": "…"}, status))
    feed = hear(search(platform, session="eyJ", secret="a:b"))
    assert feed.outcome is outcome
    assert reason in feed.reason


def test_a_used_up_quota_says_when_it_is_renewed(platform: Platform) -> None:
    headers = {"ratelimit-limit": "10", "ratelimit-remaining": "0", "ratelimit-reset": "1780315200"}
    said = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
    platform.next_answers(Answer(said, 429, headers))
    fetched, feed = talk(search(platform, session="eyJ", secret="a:b"))
    assert (feed.outcome, feed.reason) == (Outcome.WAIT, "Bluesky asks us to wait")
    assert (fetched.outcome, fetched.limit_reset) == (Outcome.WAIT, "1780315200")


@pytest.mark.parametrize("body", [b"", b"{", b"<html>", b"[]", b'{"posts": 5}', b'{"feed": []}'])
def test_what_is_no_answer_of_bluesky_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        bluesky.read(Reading(kind="bluesky", url=f"https://pds.example{bluesky.SEARCH}"), body)


def _read(path: str, answer: object) -> ParsedFeed:
    url = f"https://pds.example{path}?q=Northmoor"
    return bluesky.read(Reading(kind="bluesky", url=url), json.dumps(answer).encode())
