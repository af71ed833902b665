"""Reddit's feeds, asked with the token of an account of our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.collect.kinds import reddit
from monitor.records import Asking, Outcome, ParsedEntry
from tests.collect.kinds.conversation import asking, hear, only, talk
from tests.fakes.platforms import ATOM, Reddit, Story
from tests.fakes.publisher import atom
from tests.fakes.social import Answer, Platform

MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
POST = Story(
    title="Northmoor PCC at the fete",
    url="https://www.reddit.com/r/northmoor/comments/1a/northmoor_pcc/",
    at=MOMENT,
    text="Anybody else there? It was submitted by /u/nobody I think.",
    author="fenlander",
)


@pytest.fixture
def site() -> Reddit:
    return Reddit([POST])


@pytest.fixture
def platform(site: Reddit) -> Iterator[Platform]:
    with Platform(site.speak) as server:
        yield server


def newest(platform: Platform, secret: str = "f33d-t0ken:northmoor-desk") -> Asking:
    return asking("reddit", platform.url, "r/northmoor", secret=secret)


def test_a_post_comes_without_the_signature_under_it(platform: Platform) -> None:
    feed = hear(newest(platform))
    assert (feed.outcome, feed.flaw) == (Outcome.FRESH, "")
    assert only(feed) == ParsedEntry(
        guid="t3_0",
        url=POST.url,
        title=POST.title,
        text=POST.text,
        author="/u/fenlander",
        published_at=MOMENT,
        outlet="r/northmoor",
        outlet_url="https://www.reddit.com/r/northmoor/",
    )


def test_a_post_that_is_only_a_link_has_no_text(platform: Platform, site: Reddit) -> None:
    site.stories = [Story("A link", POST.url, author="fenlander")]
    assert only(hear(newest(platform))).text == ""


@pytest.mark.parametrize(
    ("query", "path", "asked"),
    [
        ("r/northmoor", "/r/northmoor/new/.rss", {"limit": "50"}),
        ("/r/northmoor/", "/r/northmoor/new/.rss", {"limit": "50"}),
        (
            'r/northmoor "PCC" budget',
            "/r/northmoor/search.rss",
            {"q": '"PCC" budget', "restrict_sr": "on", "sort": "new", "limit": "50"},
        ),
        (
            '"Northmoor PCC"',
            "/search.rss",
            {"q": '"Northmoor PCC"', "sort": "new", "limit": "50"},
        ),
    ],
)
def test_a_subreddit_or_a_search_is_asked_for_in_the_name_of_our_account(
    platform: Platform, site: Reddit, query: str, path: str, asked: dict[str, str]
) -> None:
    site.feeds = {path}
    hear(asking("reddit", platform.url, query, secret=site.secret))
    (call,) = platform.calls
    assert call.path == path
    assert call.asked == {**asked, "feed": "f33d-t0ken", "user": "northmoor-desk"}


@pytest.mark.parametrize("tail", ["/r/northmoor/new/.rss", "/r/northmoor/new/.rss?limit=5"])
def test_a_whole_address_is_asked_with_the_token_too(
    platform: Platform, site: Reddit, tail: str
) -> None:
    assert only(hear(asking("reddit", platform.url + tail, "", secret=site.secret)))


def test_without_an_address_reddit_is_asked() -> None:
    request = reddit.ask(asking("reddit", "", "r/northmoor", secret="t0ken:desk"))
    assert request.url == (
        "https://www.reddit.com/r/northmoor/new/.rss?limit=50&feed=t0ken&user=desk"
    )
    assert "t0ken" not in repr(request)


def test_a_subreddit_without_posts_is_no_fault(platform: Platform, site: Reddit) -> None:
    site.stories = []
    feed = hear(newest(platform))
    assert (feed.entries, feed.outcome) == ((), Outcome.FRESH)


# ---------------------------------------------------------------- refusals and secrets


def test_a_token_that_is_not_accepted_is_to_be_renewed(platform: Platform) -> None:
    feed = hear(newest(platform, "0ld-t0ken:northmoor-desk"))
    assert (feed.entries, feed.outcome) == ((), Outcome.TOKEN)
    assert feed.reason == (
        "Reddit refuses our feed token (403): take a new one from reddit.com/prefs/feeds"
    )


def test_without_a_token_reddit_asks_us_to_wait(platform: Platform) -> None:
    feed = hear(newest(platform, ""))
    assert (feed.outcome, feed.reason) == (Outcome.WAIT, "Reddit asks us to wait (429)")


def test_a_subreddit_that_does_not_exist_is_said_to(platform: Platform, site: Reddit) -> None:
    feed = hear(asking("reddit", platform.url, "r/nowhere", secret=site.secret))
    assert feed.outcome is Outcome.ERROR


@pytest.mark.parametrize("link", ["#top", "?", "", "/r/northmoor/comments/1/", "new/"])
def test_no_link_carries_our_token(platform: Platform, site: Reddit, link: str) -> None:
    body = atom("Feed", [{"guid": "1", "title": "A", "link": link}])
    platform.next_answers(Answer(body.replace(b"https://news.example/", b""), headers=ATOM))
    fetched, feed = talk(newest(platform))
    assert "f33d-t0ken" in fetched.url
    assert "f33d-t0ken" not in repr(feed)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(b"<html><p>whoa there</p></html>", 200, ATOM), Outcome.NOT_A_FEED),
        (Answer(b"", 200, ATOM), Outcome.EMPTY),
        (Answer(b"{", 200), Outcome.NOT_A_FEED),
    ],
)
def test_what_is_no_feed_ends_in_a_reason(
    platform: Platform, answer: Answer, outcome: Outcome
) -> None:
    platform.next_answers(answer)
    feed = hear(newest(platform))
    assert (feed.entries, feed.outcome) == ((), outcome)
    assert feed.reason
