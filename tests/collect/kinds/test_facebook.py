"""Our own Facebook page by the Graph API, which Instagram shares: its refusals are tested here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.collect.kinds import facebook, graph
from monitor.collect.reading import Unreadable
from monitor.records import Asking, Outcome, Reading
from tests.collect.kinds.conversation import asking, guids, hear, only, talk
from tests.fakes.social import Answer, Graph, Platform, graph_error

POSTS = f"https://graph.example/{graph.VERSION}/4242/posts"


def post(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"4242_{number}",
        "message": f"Northmoor news, part {number}\n\nRead on.",
        "created_time": f"2026-06-01T09:{number:02}:00+0000",
        "permalink_url": f"https://www.facebook.com/4242/posts/{number}",
        "likes": number,
        **changes,
    }


@pytest.fixture
def service() -> Graph:
    return Graph(posts=[post(3), post(2), post(1)])


@pytest.fixture
def platform(service: Graph) -> Iterator[Platform]:
    with Platform(service.speak) as server:
        yield server


def watch(platform: Platform, **more: Any) -> Asking:
    return asking("facebook", platform.url, "4242", **{"secret": "EAAB-page-token", **more})


def test_the_page_is_asked_by_its_id_with_the_token_in_a_header(platform: Platform) -> None:
    wanted = watch(platform)
    fetched, feed = talk(wanted)
    (call,) = platform.calls
    assert (call.method, call.path) == ("GET", f"/{graph.VERSION}/4242/posts")
    assert call.asked == {"fields": "id,message,created_time,permalink_url", "limit": "50"}
    assert call.key == "EAAB-page-token"
    assert guids(feed) == ["4242_3", "4242_2", "4242_1"]
    told = [fetched.url, call.target, repr(wanted), repr(facebook.ask(wanted)), repr(feed)]
    assert not [text for text in told if "EAAB" in text]


def test_a_post_is_read(platform: Platform, service: Graph) -> None:
    service.posts = [post(7)]
    entry = only(hear(watch(platform)))
    assert (entry.title, entry.text) == ("", "Northmoor news, part 7 Read on.")
    assert entry.url == "https://www.facebook.com/4242/posts/7"
    assert entry.published_at == datetime(2026, 6, 1, 9, 7, tzinfo=UTC)


def test_pictures_without_words_are_left_out(platform: Platform, service: Graph) -> None:
    del service.posts[1]["message"]
    assert guids(hear(watch(platform))) == ["4242_3", "4242_1"]


def test_pages_are_asked_for_by_cursor_and_never_by_the_address_that_is_offered(
    platform: Platform, service: Graph
) -> None:
    service.per_page = 2
    first = hear(watch(platform))
    last = hear(watch(platform, more=first.more, page=2))
    assert platform.calls[-1].asked["after"] == first.more == "2"
    assert "access_token" not in platform.calls[-1].target
    assert guids(first) + guids(last) == ["4242_3", "4242_2", "4242_1"]
    assert last.more == ""


def test_a_cursor_that_leads_to_its_own_page_is_not_followed() -> None:
    paging = {"cursors": {"after": "same"}, "next": "https://graph.example/"}
    body = json.dumps({"data": [post(1)], "paging": paging}).encode()
    assert facebook.read(Reading(kind="facebook", url=f"{POSTS}?after=same"), body).more == ""


def test_an_empty_page_is_no_failure(platform: Platform, service: Graph) -> None:
    service.posts = []
    feed = hear(watch(platform))
    assert (feed.entries, feed.outcome, feed.more) == ((), Outcome.FRESH, "")


def test_a_refused_token_is_to_be_renewed_and_never_repeated(platform: Platform) -> None:
    feed = hear(watch(platform, secret="EAAB-expired"))
    assert feed.outcome is Outcome.TOKEN
    assert feed.reason == "the token has ended: renew the page token (Facebook's error 190)"


@pytest.mark.parametrize(
    ("code", "outcome", "reason"),
    [
        (10, Outcome.TOKEN, "lacks the right"),
        (200, Outcome.TOKEN, "lacks the right"),
        (299, Outcome.TOKEN, "lacks the right"),
        (4, Outcome.WAIT, "asks us to wait"),
        (17, Outcome.WAIT, "asks us to wait"),
        (32, Outcome.WAIT, "asks us to wait"),
        (613, Outcome.WAIT, "asks us to wait"),
        (80_001, Outcome.WAIT, "asks us to wait"),
        (100, Outcome.ERROR, "no such page"),
        (2, Outcome.SERVER, "server failed"),
        (300, Outcome.ERROR, "did not understand us (400)"),
        (10**3000, Outcome.ERROR, "did not understand us (400)"),
    ],
)
def test_error_codes_are_said_in_words(
    platform: Platform, code: int, outcome: Outcome, reason: str
) -> None:
    platform.next_answers(graph_error(400, code, "EAAB-page-token"))
    feed = hear(watch(platform))
    assert feed.outcome is outcome
    assert reason in feed.reason
    assert "EAAB" not in feed.reason


def test_a_refusal_in_a_good_answer_is_a_refusal_all_the_same(platform: Platform) -> None:
    platform.next_answers(graph_error(200, 190, "…"))
    assert hear(watch(platform)).outcome is Outcome.TOKEN


def test_a_used_up_quota_asks_us_to_wait(platform: Platform) -> None:
    platform.next_answers(Answer({}, 429, {"Retry-After": "600"}))
    fetched, feed = talk(watch(platform))
    assert (feed.outcome, fetched.retry_after) == (Outcome.WAIT, "600")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"data": {}}', b'{"error": []}'])
def test_what_is_no_answer_of_the_graph_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        facebook.read(Reading(kind="facebook", url=POSTS), body)


def test_the_public_address_names_a_version() -> None:
    url = facebook.ask(asking("facebook", "", "42/../me")).url
    assert url.startswith(f"https://graph.facebook.com/{graph.VERSION}/42%2F..%2Fme/posts?")
