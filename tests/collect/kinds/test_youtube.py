"""A YouTube channel's feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.collect.kinds import youtube
from monitor.records import Outcome, ParsedEntry
from tests.collect.kinds.conversation import asking, hear, only, talk
from tests.fakes.platforms import XML, Story, YouTube
from tests.fakes.social import Answer, Platform

MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
VIDEO = Story(
    title="Panel & PCC, live",
    url="https://www.youtube.com/watch?v=v0",
    at=MOMENT,
    text="Northmoor PCC answers the panel.\n\nAt 10:00 & on request.",
    author="Northmoor Today",
)


@pytest.fixture
def site() -> YouTube:
    return YouTube([VIDEO])


@pytest.fixture
def platform(site: YouTube) -> Iterator[Platform]:
    with Platform(site.speak) as server:
        yield server


def test_the_text_of_a_video_is_its_description(platform: Platform, site: YouTube) -> None:
    feed = hear(asking("youtube", platform.url, site.channel))
    assert (feed.outcome, feed.flaw) == (Outcome.FRESH, "")
    assert only(feed) == ParsedEntry(
        guid="yt:video:v0",
        url=VIDEO.url,
        title=VIDEO.title,
        text="Northmoor PCC answers the panel. At 10:00 & on request.",
        author="Northmoor Today",
        published_at=MOMENT,
    )


def test_a_channel_is_asked_for_by_its_id_or_its_address(platform: Platform, site: YouTube) -> None:
    whole = f"{platform.url}/feeds/videos.xml?channel_id={site.channel}"
    assert youtube.ask(asking("youtube", platform.url, site.channel)).url == whole
    assert only(hear(asking("youtube", whole, ""))).title == VIDEO.title


def test_without_an_address_youtube_is_asked() -> None:
    request = youtube.ask(asking("youtube", "", "UCx"))
    assert request.url == "https://www.youtube.com/feeds/videos.xml?channel_id=UCx"


def test_a_channel_without_videos_is_no_fault(platform: Platform, site: YouTube) -> None:
    site.stories = []
    feed = hear(asking("youtube", platform.url, site.channel))
    assert (feed.entries, feed.outcome) == ((), Outcome.FRESH)


def test_a_channel_that_does_not_exist_is_said_to(platform: Platform) -> None:
    fetched, _ = talk(asking("youtube", platform.url, "UCnobody"))
    assert (fetched.outcome, fetched.reason) == (Outcome.ERROR, "no feed at this address (404)")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(b"<!doctype html><title>Sorry</title>", 200, XML), Outcome.NOT_A_FEED),
        (Answer(b"", 200, XML), Outcome.EMPTY),
        (Answer(b"<feed", 200, XML), Outcome.NOT_A_FEED),
        (Answer({"error": "quota"}, 429, {"Retry-After": "60"}), Outcome.WAIT),
        (Answer({"error": "backend"}, 500), Outcome.SERVER),
    ],
)
def test_what_is_no_feed_ends_in_a_reason(
    platform: Platform, site: YouTube, answer: Answer, outcome: Outcome
) -> None:
    platform.next_answers(answer)
    feed = hear(asking("youtube", platform.url, site.channel))
    assert (feed.entries, feed.outcome) == ((), outcome)
    assert feed.reason
