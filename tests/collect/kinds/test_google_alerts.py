"""A Google alert's feed, whose links are read and never followed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.records import Outcome, ParsedEntry
from tests.collect.kinds.conversation import asking, hear, only
from tests.fakes.platforms import ATOM, GoogleAlerts, Story
from tests.fakes.publisher import atom
from tests.fakes.social import Answer, Platform

MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
STORY = Story(
    "Northmoor PCC's budget & the panel",
    "https://www.northmoor-echo.example/news/1?section=crime&page=2",
    MOMENT,
    text="The Northmoor PCC met the panel ...",
)


@pytest.fixture
def google() -> GoogleAlerts:
    return GoogleAlerts([STORY])


@pytest.fixture
def platform(google: GoogleAlerts) -> Iterator[Platform]:
    with Platform(google.speak) as server:
        yield server


def alert(platform: Platform) -> str:
    return f"{platform.url}/alerts/feeds/1234/5678"


def with_link(link: str) -> Answer:
    return Answer(atom("Alert", [{"guid": "1", "title": "A", "link": link}]), headers=ATOM)


def test_an_entry_has_the_publishers_address_and_words_without_bold_type(
    platform: Platform,
) -> None:
    feed = hear(asking("google-alerts", alert(platform), ""))
    assert (feed.outcome, feed.flaw) == (Outcome.FRESH, "")
    assert only(feed) == ParsedEntry(
        guid="tag:google.com,2013:googlealerts/feed:0",
        url=STORY.url,
        title=STORY.title,
        text=STORY.text,
        published_at=MOMENT,
        outlet="northmoor-echo.example",
        outlet_url="https://www.northmoor-echo.example",
    )


def test_nobody_but_the_alert_is_asked(platform: Platform) -> None:
    hear(asking("google-alerts", alert(platform), ""))
    assert [call.target for call in platform.calls] == ["/alerts/feeds/1234/5678"]


@pytest.mark.parametrize(
    ("link", "url", "outlet"),
    [
        ("https://www.google.co.uk/url?q=http://a.example/1", "http://a.example/1", "a.example"),
        ("https://a.example/url?url=https://b.example/", None, "a.example"),
        ("https://google.com/url?url=javascript:alert(1)", None, ""),
        ("https://google.com/url?ct=ga", None, ""),
        ("https://www.google.com/search?q=Northmoor", None, ""),
        ("https://notgoogle.com/url?url=https://b.example/", None, "notgoogle.com"),
        ("https://a.example:8080/1", None, "a.example"),
    ],
)
def test_a_link_is_unwrapped_if_it_is_googles(
    platform: Platform, link: str, url: str | None, outlet: str
) -> None:
    platform.next_answers(with_link(link))
    entry = only(hear(asking("google-alerts", alert(platform), "")))
    assert (entry.url, entry.outlet) == (url or link, outlet)


def test_an_alert_without_news_is_no_fault(platform: Platform, google: GoogleAlerts) -> None:
    google.stories = []
    feed = hear(asking("google-alerts", alert(platform), ""))
    assert (feed.entries, feed.outcome) == ((), Outcome.FRESH)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(b"<html><p>Sign in</p></html>", 200, ATOM), Outcome.NOT_A_FEED),
        (Answer(b"  ", 200, ATOM), Outcome.EMPTY),
        (Answer(b"<feed", 200, ATOM), Outcome.NOT_A_FEED),
        (Answer({"error": "slow down"}, 429), Outcome.WAIT),
        (Answer({"error": "gone"}, 410), Outcome.GONE),
    ],
)
def test_what_is_no_feed_ends_in_a_reason(
    platform: Platform, answer: Answer, outcome: Outcome
) -> None:
    platform.next_answers(answer)
    feed = hear(asking("google-alerts", alert(platform), ""))
    assert (feed.entries, feed.outcome) == ((), outcome)
    assert feed.reason
