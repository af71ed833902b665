"""Searches of Google News: headline and outlet, and nothing that Google made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.collect.kinds import google_news
from monitor.records import Outcome, ParsedEntry, Reading
from tests.collect.kinds.conversation import asking, hear, only
from tests.fakes.platforms import TEXT, GoogleNews, Story
from tests.fakes.social import Answer, Platform

MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
STORY = Story("Northmoor PCC - a year on", "https://northmoor-echo.example/1", MOMENT)


@pytest.fixture
def google() -> GoogleNews:
    return GoogleNews([STORY])


@pytest.fixture
def platform(google: GoogleNews) -> Iterator[Platform]:
    with Platform(google.speak) as server:
        yield server


def test_a_headline_loses_the_outlet_which_is_kept_by_itself(platform: Platform) -> None:
    feed = hear(asking("google-news", platform.url, '"Northmoor PCC"'))
    assert feed.outcome is Outcome.FRESH
    assert only(feed) == ParsedEntry(
        guid="CBM0",
        url="https://news.google.com/rss/articles/CBM0?oc=5",
        title="Northmoor PCC - a year on",
        text="",
        published_at=MOMENT,
        language="en",
        outlet="Northmoor Echo",
        outlet_url="https://northmoor-echo.example",
    )


def test_the_british_edition_is_searched_with_the_words_as_they_are(platform: Platform) -> None:
    hear(asking("google-news", platform.url, '"Northmoor PCC" when:2d'))
    (call,) = platform.calls
    assert call.path == "/rss/search"
    assert call.asked == {
        "q": '"Northmoor PCC" when:2d',
        "hl": "en-GB",
        "gl": "GB",
        "ceid": "GB:en",
    }


def test_without_words_the_address_is_taken_as_it_is(platform: Platform) -> None:
    whole = f"{platform.url}/rss/search?q=Northmoor&hl=en-GB&gl=GB&ceid=GB:en"
    assert only(hear(asking("google-news", whole, ""))).outlet == "Northmoor Echo"
    assert platform.calls[0].target == whole.removeprefix(platform.url)


def test_without_an_address_google_is_asked() -> None:
    request = google_news.ask(asking("google-news", "", "Northmoor"))
    assert request.url.startswith("https://news.google.com/rss/search?q=Northmoor&hl=en-GB")
    assert request.gap_seconds == 5


def test_a_search_that_finds_nothing_is_no_fault(platform: Platform) -> None:
    feed = hear(asking("google-news", platform.url, "Ashvale"))
    assert (feed.entries, feed.outcome) == ((), Outcome.FRESH)


@pytest.mark.parametrize(
    ("title", "outlet", "headline", "named"),
    [
        ("Panel meets", "BBC", "Panel meets", "BBC"),
        ("Panel & PCC", "Echo & Post", "Panel & PCC", "Echo & Post"),
        ("PCC - the Echo", "Echo", "PCC - the Echo", "Echo"),
        ("Police – a review", "Echo – Live", "Police – a review", "Echo – Live"),
    ],
)
def test_only_the_outlet_is_cut_from_a_title(
    platform: Platform, google: GoogleNews, title: str, outlet: str, headline: str, named: str
) -> None:
    google.stories = [Story(title, "https://a.example/", outlet=outlet)]
    entry = only(hear(asking("google-news", platform.url, title)))
    assert (entry.title, entry.outlet) == (headline, named)


def test_without_a_source_the_title_tells_the_outlet(platform: Platform) -> None:
    item = b"<item><title>A - B - Echo</title><guid>1</guid></item><item><title>Lone</title></item>"
    body = b'<rss version="2.0"><channel><title>x</title>' + item + b"</channel></rss>"
    platform.next_answers(Answer(body, headers={"Content-Type": "text/xml"}))
    entries = hear(asking("google-news", platform.url, "Northmoor")).entries
    assert [(one.title, one.outlet) for one in entries] == [("A - B", "Echo"), ("Lone", "")]


def test_a_link_of_an_outlet_that_is_no_web_address_is_dropped(
    platform: Platform, google: GoogleNews
) -> None:
    google.stories = [Story("A trap", "https://a.example/", site="javascript:alert(1)")]
    assert only(hear(asking("google-news", platform.url, "trap"))).outlet_url == ""


def test_a_feed_that_was_cut_off_keeps_what_came(platform: Platform, google: GoogleNews) -> None:
    google.stories = [Story(f"Panel {n}", f"https://a.example/{n}") for n in range(3)]
    whole = hear(asking("google-news", platform.url, "Panel"))
    call = platform.calls[0]
    cut = google.speak(call).raw.partition(b"Panel 2")[0]
    platform.next_answers(Answer(cut, headers={"Content-Type": "text/xml"}))
    feed = hear(asking("google-news", platform.url, "Panel"))
    assert [entry.outlet for entry in feed.entries[:2]] == ["Northmoor Echo"] * 2
    assert (len(whole.entries), whole.flaw) == (3, "")
    assert feed.flaw.startswith("not well-formed")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(b"<!doctype html><title>Before you go on</title>", 200, TEXT), Outcome.NOT_A_FEED),
        (Answer(b"", 200, TEXT), Outcome.EMPTY),
        (Answer(b"{}"), Outcome.NOT_A_FEED),
        (Answer({"error": "slow down"}, 429), Outcome.WAIT),
        (Answer({"error": "busy"}, 503), Outcome.WAIT),
    ],
)
def test_what_is_no_feed_ends_in_a_reason(
    platform: Platform, answer: Answer, outcome: Outcome
) -> None:
    platform.next_answers(answer)
    feed = hear(asking("google-news", platform.url, "Northmoor"))
    assert (feed.entries, feed.outcome) == ((), outcome)
    assert feed.reason


def test_a_feed_that_defines_entities_is_refused() -> None:
    body = b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel><item/></channel></rss>'
    reading = Reading(kind="google-news", url="https://news.google.com/rss/search")
    assert google_news.read(reading, body).outcome is Outcome.UNSAFE
