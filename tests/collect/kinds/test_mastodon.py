"""A Mastodon instance asked for a hashtag and for an account."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.collect.kinds import mastodon
from monitor.collect.reading import Unreadable
from monitor.records import Asking, Outcome, ParsedFeed, Reading
from tests.collect.kinds.conversation import asking, guids, hear, only, talk
from tests.fakes.social import Answer, Mastodon, Platform

NEWEST = 116_000_000_000_000_000
TAG = "https://social.example/api/v1/timelines/tag/northmoor"


def post(number: int, **changes: Any) -> dict[str, Any]:
    """A post of the size that ids have today; the later the higher its number."""
    return {
        "id": str(NEWEST + number),
        "uri": f"https://social.example/users/echo/statuses/{number}",
        "url": f"https://social.example/@echo/{number}",
        "created_at": f"2026-06-01T09:{number % 60:02}:00.000Z",
        "content": f"<p>Northmoor PCC, part {number}</p>",
        "spoiler_text": "",
        "visibility": "public",
        "language": "en",
        "reblog": None,
        "account": {"acct": "echo", "display_name": "The Echo"},
        **changes,
    }


@pytest.fixture
def instance() -> Mastodon:
    return Mastodon(posts=[post(3), post(2), post(1)])


@pytest.fixture
def platform(instance: Mastodon) -> Iterator[Platform]:
    with Platform(instance.speak) as server:
        yield server


def watch(platform: Platform, query: str = "#northmoor", **more: Any) -> Asking:
    return asking("mastodon", platform.url, query, **more)


# ---------------------------------------------------------------- hashtags


def test_a_hashtag_is_asked_for_without_a_login(platform: Platform) -> None:
    feed = hear(watch(platform))
    (call,) = platform.calls
    assert (call.method, call.target) == ("GET", "/api/v1/timelines/tag/northmoor?limit=40")
    assert "authorization" not in call.headers
    assert [one[-1] for one in guids(feed)] == ["3", "2", "1"]


def test_a_post_is_read_as_text_with_its_warning_in_front(
    platform: Platform, instance: Mastodon
) -> None:
    content = (
        '<p>The PCC <span class="h-card">@<span>desk</span></span><br>said&nbsp;so</p><p>!</p>'
    )
    instance.posts = [post(4, content=content, spoiler_text="policing")]
    entry = only(hear(watch(platform)))
    assert entry.guid == "https://social.example/users/echo/statuses/4"
    assert entry.url == "https://social.example/@echo/4"
    assert (entry.title, entry.text) == ("", "policing: The PCC @desk said so !")
    assert (entry.author, entry.language) == ("The Echo (@echo)", "en")
    assert entry.published_at == datetime(2026, 6, 1, 9, 4, tzinfo=UTC)


def test_the_next_poll_goes_on_ten_minutes_before_the_newest(platform: Platform) -> None:
    first = hear(watch(platform))
    assert NEWEST + 3 - int(first.cursor) == 600_000 << 16
    hear(watch(platform, cursor=first.cursor))
    assert platform.calls[-1].asked == {"limit": "40", "since_id": first.cursor}


@pytest.mark.parametrize("number", ["99", "0A1b-flake", "9" * 900])
def test_ids_of_another_making_are_taken_as_they_are(number: str) -> None:
    assert _read([post(1, id=number)]).cursor == number


def test_a_poll_that_finds_nothing_keeps_its_place(platform: Platform) -> None:
    place = str(NEWEST + 50)
    feed = hear(watch(platform, cursor=place))
    assert (feed.entries, feed.outcome, feed.cursor) == ((), Outcome.FRESH, place)


def test_full_pages_lead_to_older_ones(platform: Platform, instance: Mastodon) -> None:
    instance.posts = [post(number) for number in range(50, 0, -1)]
    first = hear(watch(platform))
    last = hear(watch(platform, more=first.more, page=2))
    assert platform.calls[-1].asked == {"limit": "40", "max_id": first.more}
    assert first.more == str(NEWEST + 11)
    assert len(set(guids(first) + guids(last))) == 50
    assert (last.more, last.cursor) == ("", "")


def test_a_page_that_repeats_is_not_followed() -> None:
    again = [post(number) for number in range(30, 0, -1)]
    assert _read(again, f"{TAG}?max_id={NEWEST + 1}").more == ""


def test_what_is_passed_on_or_not_public_is_left_out() -> None:
    rows = [
        post(1),
        post(2, reblog=post(9)),
        post(3, visibility="private"),
        post(4, visibility="direct"),
        post(5, content=""),
    ]
    assert [one[-1] for one in guids(_read(rows))] == ["1"]


# ---------------------------------------------------------------- accounts


def test_an_account_is_looked_up_once_and_then_read(platform: Platform, instance: Mastodon) -> None:
    found = hear(watch(platform, "@echo"))
    assert (found.session, found.outcome, found.entries) == ("109522", Outcome.FRESH, ())
    feed = hear(watch(platform, "@echo", session=found.session))
    lookup, posts = platform.calls
    assert (lookup.path, lookup.asked) == ("/api/v1/accounts/lookup", {"acct": "echo"})
    assert posts.path == "/api/v1/accounts/109522/statuses"
    assert posts.asked == {"limit": "40", "exclude_reblogs": "true"}
    assert len(feed.entries) == 3


def test_an_unknown_account_is_said_in_words(platform: Platform) -> None:
    feed = hear(watch(platform, "@nobody"))
    assert (feed.outcome, feed.session) == (Outcome.ERROR, "")
    assert feed.reason == "the instance knows nothing of that name (404)"


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"id": 5}', b'{"id": ""}'])
def test_a_lookup_without_a_number_is_unreadable(body: bytes) -> None:
    url = f"https://social.example{mastodon.LOOKUP}?acct=echo"
    with pytest.raises(Unreadable, match="named no account"):
        mastodon.read(Reading(kind="mastodon", url=url), body)


# ---------------------------------------------------------------- keys and refusals


def test_an_instance_that_hides_its_posts_wants_a_token(
    platform: Platform, instance: Mastodon
) -> None:
    instance.token = "members-only"
    feed = hear(watch(platform))
    assert feed.outcome is Outcome.TOKEN
    assert feed.reason == "the instance shows this only to those with a valid token"
    wanted = watch(platform, secret="members-only")
    fetched, feed = talk(wanted)
    assert (len(feed.entries), platform.calls[-1].key) == (3, "members-only")
    told = [fetched.url, repr(wanted), repr(mastodon.ask(wanted)), platform.calls[-1].target]
    assert not [text for text in told if "members-only" in text]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, Outcome.TOKEN),
        (403, Outcome.TOKEN),
        (410, Outcome.ERROR),
        (500, Outcome.SERVER),
        (503, Outcome.WAIT),
    ],
)
def test_refusals_have_their_outcome(platform: Platform, status: int, outcome: Outcome) -> None:
    platform.next_answers(Answer({"error": "no"}, status))
    assert hear(watch(platform)).outcome is outcome


def test_a_used_up_quota_asks_us_to_wait(platform: Platform) -> None:
    platform.next_answers(Answer({"error": "Too many requests"}, 429, {"Retry-After": "120"}))
    fetched, feed = talk(watch(platform))
    assert (feed.outcome, fetched.retry_after) == (Outcome.WAIT, "120")


@pytest.mark.parametrize("body", [b"", b"[", b"{}", b'{"error": "no"}', b"null"])
def test_what_is_no_list_of_posts_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        mastodon.read(Reading(kind="mastodon", url=TAG), body)


def test_the_largest_instance_is_asked_when_none_is_named() -> None:
    url = mastodon.ask(asking("mastodon", "", "#north moor/é")).url
    assert url == "https://mastodon.social/api/v1/timelines/tag/north%20moor%2F%C3%A9?limit=40"


def _read(posts: list[dict[str, Any]], url: str = TAG) -> ParsedFeed:
    return mastodon.read(Reading(kind="mastodon", url=url), json.dumps(posts).encode())
