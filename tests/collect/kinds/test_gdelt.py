"""GDELT asked by its protocol, and what it says in plain text when it minds something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.collect.kinds import gdelt
from monitor.collect.reading import Unreadable
from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading
from tests.collect.kinds.conversation import asking, hear, only, talk
from tests.fakes.platforms import BROKEN_JSON, TEXT, Gdelt, Story
from tests.fakes.social import Answer, Platform

MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
STORY = Story("Northmoor PCC meets the panel", "https://northmoor-echo.example/1", MOMENT)


@pytest.fixture
def api() -> Gdelt:
    return Gdelt([STORY])


@pytest.fixture
def platform(api: Gdelt) -> Iterator[Platform]:
    with Platform(api.speak) as server:
        yield server


def search(platform: Platform, query: str = '"Northmoor PCC"') -> ParsedFeed:
    return hear(asking("gdelt", platform.url, query))


def read(body: bytes, status: int = 200) -> ParsedFeed:
    return gdelt.read(Reading(kind="gdelt", url=gdelt.SITE, status=status), body)


def test_an_article_has_its_site_as_outlet_and_no_text(platform: Platform) -> None:
    feed = search(platform)
    assert (feed.outcome, feed.reason, feed.flaw) == (Outcome.FRESH, "1 articles", "")
    assert only(feed) == ParsedEntry(
        guid="",
        url=STORY.url,
        title=STORY.title,
        text="",
        published_at=MOMENT,
        language="en",
        outlet="northmoor-echo.example",
        outlet_url="https://northmoor-echo.example",
    )


def test_the_search_is_for_the_newest_of_the_last_days(platform: Platform) -> None:
    search(platform)
    assert platform.calls[0].asked == {
        "query": '"Northmoor PCC"',
        "mode": "artlist",
        "format": "json",
        "maxrecords": "250",
        "timespan": "3d",
        "sort": "datedesc",
    }


def test_without_an_address_gdelt_is_asked_at_its_own_pace() -> None:
    request = gdelt.ask(asking("gdelt", "", "Northmoor"))
    assert request.url.startswith("https://api.gdeltproject.org/api/v2/doc/doc?query=Northmoor&")
    assert request.gap_seconds == 5


def test_a_search_that_finds_nothing_is_no_fault(platform: Platform) -> None:
    feed = search(platform, "Ashvale")
    assert (feed.entries, feed.outcome, feed.reason) == ((), Outcome.FRESH, "0 articles")


def test_an_answer_as_long_as_there_are_may_not_be_all(platform: Platform, api: Gdelt) -> None:
    api.stories = [Story(f"Panel {n}", f"https://a.example/{n}") for n in range(300)]
    feed = search(platform, "Panel")
    assert (len(feed.entries), feed.flaw) == (250, "GDELT found more than it gives at once")


# ---------------------------------------------------------------- what it minds


def test_a_query_that_it_does_not_take_is_told_in_its_own_words(platform: Platform) -> None:
    feed = search(platform, "PCC")
    assert feed.outcome is Outcome.ERROR
    assert feed.reason == "GDELT says: Your query was too short or too long."


def test_its_wish_for_patience_is_heard_though_it_comes_as_a_success(platform: Platform) -> None:
    platform.next_answers(Gdelt.too_often(200))
    feed = search(platform)
    assert feed.outcome is Outcome.WAIT
    assert feed.reason == "GDELT asks us to wait: it answers once in five seconds"


def test_a_quota_that_is_used_up_is_a_wish_to_wait(platform: Platform) -> None:
    platform.next_answers(Gdelt.too_often(429))
    fetched, _ = talk(asking("gdelt", platform.url, "Northmoor"))
    assert (fetched.outcome, fetched.body) == (Outcome.WAIT, b"")


@pytest.mark.parametrize(
    ("status", "outcome"), [(429, Outcome.WAIT), (500, Outcome.SERVER), (404, Outcome.ERROR)]
)
def test_a_refusal_in_json_means_what_its_status_does(status: int, outcome: Outcome) -> None:
    assert read(b"{}", status).outcome is outcome


# ---------------------------------------------------------------- careless and hostile


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (rb"PCC\u2019s budget", "PCC’s budget"),
        (rb"A \'budget\' of \$5", "A 'budget' of $5"),
        (rb"A \"budget\" and C:\\", 'A "budget" and C:\\'),
        (b"A\tbudget\x07", "A budget"),
        (b"Police , Fire and Crime : ' review '", "Police, Fire and Crime: ' review '"),
        (b"The PCC 's budget", "The PCC's budget"),
        (rb"A \ud800 budget", "A budget"),
        (b"<b>PCC</b> &amp; panel", "PCC & panel"),
        (b"A caf\xe9", "A caf\ufffd"),
    ],
)
def test_one_careless_title_does_not_cost_the_others(title: bytes, shown: str) -> None:
    rows = b'{"url": "https://a.example/1", "title": "' + title + b'"}'
    other = b'{"url": "https://a.example/2", "title": "Panel meets"}'
    feed = read(b'{"articles": [' + rows + b", " + other + b"]}")
    assert [entry.title for entry in feed.entries] == [shown, "Panel meets"]


@pytest.mark.parametrize("row", [b"7", b"null", b"[]", b"{}", b'{"title": "A"}', b'{"url": "x:y"}'])
def test_what_is_no_article_is_passed_over(row: bytes) -> None:
    feed = read(b'{"articles": [' + row + b"]}")
    assert (feed.entries, feed.outcome) == ((), Outcome.FRESH)


def test_a_date_that_cannot_be_meant_is_in_doubt() -> None:
    row = b'{"url": "https://a.example/", "title": "A", "seendate": "20260231T000000Z"}'
    entry = only(read(b'{"articles": [' + row + b"]}"))
    assert (entry.published_at, entry.date_doubtful) == (None, True)


@pytest.mark.parametrize("kind", [kind for kind, body in BROKEN_JSON.items() if body[:1] == b"{"])
def test_json_that_is_none_ends_in_a_reason(platform: Platform, kind: str) -> None:
    platform.next_answers(Answer(BROKEN_JSON[kind]))
    with pytest.raises(Unreadable, match=r"[a-z]"):
        search(platform)


@pytest.mark.parametrize("kind", [kind for kind, body in BROKEN_JSON.items() if body[:1] != b"{"])
def test_what_does_not_begin_like_json_is_taken_for_words(platform: Platform, kind: str) -> None:
    platform.next_answers(Answer(BROKEN_JSON[kind]))
    feed = search(platform)
    assert (feed.entries, feed.outcome) == ((), Outcome.ERROR)
    assert feed.reason.startswith("GDELT says: ")


@pytest.mark.parametrize(
    ("body", "outcome"),
    [(b"", Outcome.EMPTY), (b" \n ", Outcome.EMPTY), (b"<html>busy</html>", Outcome.NOT_A_FEED)],
)
def test_no_answer_is_not_taken_for_no_news(
    platform: Platform, body: bytes, outcome: Outcome
) -> None:
    platform.next_answers(Answer(body, headers=TEXT))
    assert search(platform).outcome is outcome
