"""Whatever a social platform sends ends in posts or in a reason, and can cross to our process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from monitor.collect.kinds import bluesky, mastodon, x
from monitor.collect.reading import Unreadable
from monitor.collect.sources import KINDS
from monitor.collect.wire import feed_from_bytes, feed_to_bytes
from monitor.records import Kind, Outcome, ParsedFeed, Reading
from tests.collect.kinds import test_bluesky, test_facebook, test_instagram, test_mastodon, test_x
from tests.collect.kinds.conversation import asking, talk
from tests.fakes.social import Answer, Platform

POSTS = [test_bluesky.post(1)]
ROWS = [{"post": test_bluesky.post(1)}, {"post": {}, "reason": {"$type": bluesky.REPOST}}]
TWEET = test_x.post(1, note_tweet={"text": "…"}, referenced_tweets=[{"type": "quoted"}])
PAGING = {"cursors": {"after": "x"}, "next": "https://graph.example/"}
ANSWERS: dict[str, tuple[Kind, str, Any]] = {
    "Bluesky's login": ("bluesky", bluesky.LOGIN, {"accessJwt": "eyJ", "did": "did:plc:desk"}),
    "Bluesky's search": (
        "bluesky",
        bluesky.SEARCH,
        {"posts": POSTS, "cursor": "9"},
    ),
    "Bluesky's profile": ("bluesky", bluesky.PROFILE, {"feed": ROWS, "cursor": "9"}),
    "Mastodon's account": ("mastodon", mastodon.LOOKUP, {"id": "5"}),
    "Mastodon's posts": ("mastodon", "/api/v1/timelines/tag/a", [test_mastodon.post(1)]),
    "X": (
        "x",
        x.SEARCH,
        {
            "data": [TWEET],
            "includes": {"users": [test_x.ECHO]},
            "meta": {"result_count": 1, "next_token": "9"},
        },
    ),
    "Facebook": ("facebook", "/v1/1/posts", {"data": [test_facebook.post(1)], "paging": PAGING}),
    "Instagram": ("instagram", "/v1/1/media", {"data": [test_instagram.picture(1)]}),
    "a refusal of the Graph": ("facebook", "/v1/1/posts", {"error": {"code": 190}}),
    "a refusal of X": ("x", x.SEARCH, {"title": "UsageCapExceeded", "type": "…"}),
}
STATUSES = (200, 400, 401, 429, 500)
JUNK: list[Any] = [
    None,
    True,
    -1,
    1e999,
    10**4000,
    "",
    "\ud800\0\u202e",
    "<p>\udfff<b>" * 50,
    "9" * 20_000,
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    [],
    {},
    [[{}]],
    {"a": None},
]
BODIES = {
    "nothing": b"",
    "half a document": b'{"posts": [{"uri": "at://',
    "nesting without end": b"[" * 200_000,
    "nesting in the right place": b'{"data":' * 100_000,
    "a number of 10,000 digits": b'{"data": [], "n": ' + b"9" * 10_000 + b"}",
    "bytes of no encoding": b'{"data": "\xff\xfe"}',
    "a lone surrogate in bytes": b'{"data": "\xed\xa0\x80"}',
    "a web page": b"<!doctype html><title>Away</title>",
    "UTF-16": '{"data": []}'.encode("utf-16"),
    "NaN": b"NaN",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_with_junk_in_any_place_never_breaks_the_reading(name: str) -> None:
    kind, path, answer = ANSWERS[name]
    spoiled = [json.dumps(one).encode() for one in _spoiled(answer)]
    assert len(spoiled) >= len(JUNK)
    for body in spoiled:
        for status in STATUSES:
            _survives(kind, path, status, body)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_no_answer_never_breaks_the_reading(name: str, body: bytes, status: int) -> None:
    kind, path, _ = ANSWERS[name]
    feed = _survives(kind, path, status, body)
    assert feed is None or feed.entries == ()


@pytest.mark.parametrize("name", ANSWERS)
def test_the_sound_answers_are_understood(name: str) -> None:
    """Or the tests above would spoil what nobody reads anyway."""
    kind, path, answer = ANSWERS[name]
    feed = _survives(kind, path, 200 if "refusal" not in name else 429, json.dumps(answer).encode())
    assert feed is not None
    assert feed.entries or feed.session or feed.more or "refusal" in name


@pytest.mark.parametrize(
    "secret", ["line\nbreak", "line\r\nX-Other: b", "line \u2019", "\ud800line"]
)
@pytest.mark.parametrize("kind", ["mastodon", "x", "facebook", "instagram"])
def test_a_key_that_no_header_can_carry_is_not_shown(kind: Kind, secret: str) -> None:
    with Platform(lambda _: Answer({}, 401)) as platform:
        fetched, feed = talk(asking(kind, platform.url, "#northmoor", secret=secret))
        (call,) = platform.calls
    assert (feed.outcome, "x-other" in call.headers) == (Outcome.TOKEN, False)
    assert "line" not in fetched.reason + feed.reason


def _survives(kind: Kind, path: str, status: int, body: bytes) -> ParsedFeed | None:
    """The reading, the same on both sides of the wire; None where there is nothing to read."""
    reading = Reading(kind=kind, url=f"https://platform.example{path}?since=a", status=status)
    try:
        feed = KINDS[kind].read(reading, body)
    except Unreadable:
        return None
    assert feed_from_bytes(feed_to_bytes(feed)) == feed
    repr(feed).encode()
    for entry in feed.entries:
        "".join((entry.guid, entry.url, entry.text, entry.author, entry.language)).encode()
        assert entry.guid
        assert entry.text
        assert len(entry.guid) <= 2000
    assert len(feed.cursor) <= 1000
    assert len(feed.more) <= 1000
    assert len(feed.session) <= 4000
    return feed


def _spoiled(answer: Any) -> Iterator[Any]:
    """The answer with each of its parts in turn replaced by each kind of junk."""
    for path in _paths(answer):
        for junk in JUNK:
            copy = [deepcopy(answer)]
            place: Any = copy
            for step in (0, *path)[:-1]:
                place = place[step]
            place[(0, *path)[-1]] = junk
            yield copy[0]


def _paths(value: Any) -> Iterator[tuple[Any, ...]]:
    yield ()
    if isinstance(value, dict | list):
        steps = value if isinstance(value, dict) else range(len(value))
        for step in steps:
            yield from ((step, *rest) for rest in _paths(value[step]))
