"""The Guardian's Open Platform asked by its protocol, page by page, with good keys and bad."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.collect.kinds import guardian
from monitor.collect.reading import Unreadable
from monitor.records import Asking, Outcome, ParsedEntry, ParsedFeed, Reading
from tests.collect.kinds.conversation import NOW, asking, guids, hear, only
from tests.fakes.platforms import BROKEN_JSON, Guardian, Story
from tests.fakes.social import Answer, Platform

MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
SITE = "https://www.theguardian.com"


def story(number: int, days: int = 0) -> Story:
    return Story(
        title=f"Northmoor PCC, part {number}",
        url=f"{SITE}/uk-news/2026/jun/01/northmoor-{number}",
        at=MOMENT - timedelta(days=days),
        text="The panel met. It voted.",
        author="Ada Fenn",
    )


@pytest.fixture
def api() -> Guardian:
    return Guardian([story(1)])


@pytest.fixture
def platform(api: Guardian) -> Iterator[Platform]:
    with Platform(api.speak) as server:
        yield server


def search(platform: Platform, key: str = "desk-key-1", **more: Any) -> Asking:
    return asking("guardian", platform.url, '"Northmoor PCC"', secret=key, **more)


def read(body: bytes, status: int = 200) -> ParsedFeed:
    return guardian.read(Reading(kind="guardian", url=guardian.SITE, status=status), body)


def test_an_article_comes_whole(platform: Platform) -> None:
    feed = hear(search(platform))
    assert (feed.outcome, feed.reason, feed.more) == (Outcome.FRESH, "1 articles", "")
    assert only(feed) == ParsedEntry(
        guid="uk-news/2026/jun/01/northmoor-1",
        url=f"{SITE}/uk-news/2026/jun/01/northmoor-1",
        title="Northmoor PCC, part 1",
        text="The panel met. It voted.",
        author="Ada Fenn",
        published_at=MOMENT,
        language="en",
        outlet="The Guardian",
        outlet_url=SITE,
    )


def test_the_search_is_for_the_newest_of_the_last_week(platform: Platform, api: Guardian) -> None:
    api.stories = [story(1), story(2, days=6), story(3, days=8)]
    assert len(hear(search(platform)).entries) == 2
    assert platform.calls[0].asked == {
        "q": '"Northmoor PCC"',
        "from-date": f"{NOW - timedelta(days=7):%Y-%m-%d}",
        "order-by": "newest",
        "show-fields": "trailText,bodyText,byline",
        "page-size": "50",
        "api-key": "desk-key-1",
    }


def test_without_an_address_the_guardian_is_asked() -> None:
    request = guardian.ask(asking("guardian", "", "Northmoor", secret="desk-key-1"))
    assert request.url.startswith("https://content.guardianapis.com/search?q=Northmoor&")
    assert "desk-key-1" not in repr(request)


def test_pages_are_asked_for_one_after_the_other_until_there_are_no_more(
    platform: Platform, api: Guardian
) -> None:
    api.stories, api.per_page = [story(number) for number in range(1, 6)], 2
    found: list[str] = []
    more = ""
    for page in (1, 2, 3):
        feed = hear(search(platform, more=more, page=page))
        found, more = found + guids(feed), feed.more
    assert [guid.rpartition("-")[2] for guid in found] == ["1", "2", "3", "4", "5"]
    assert more == ""


def test_a_search_that_finds_nothing_is_no_fault(platform: Platform, api: Guardian) -> None:
    api.stories = []
    feed = hear(search(platform))
    assert (feed.entries, feed.outcome, feed.more) == ((), Outcome.FRESH, "")


def test_an_article_without_its_text_has_its_summary() -> None:
    fields = b'"fields": {"trailText": "<p>The panel <b>met</b> &amp; voted</p>"}'
    row = b'{"webTitle": "A", "webUrl": "https://www.theguardian.com/1", ' + fields + b"}"
    feed = read(b'{"response": {"status": "ok", "results": [' + row + b"]}}")
    assert only(feed).text == "The panel met & voted"


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize("key", ["", "expired-key"])
def test_a_key_that_is_not_accepted_is_to_be_renewed(platform: Platform, key: str) -> None:
    feed = hear(search(platform, key))
    assert (feed.entries, feed.outcome) == ((), Outcome.TOKEN)
    assert feed.reason == (
        "The Guardian refuses our key (401): get a new one at open-platform.theguardian.com/access"
    )
    assert not key or key not in repr(feed)


def test_a_quota_that_is_used_up_is_a_wish_to_wait(platform: Platform) -> None:
    platform.next_answers(Guardian.too_often())
    feed = hear(search(platform))
    assert (feed.outcome, feed.reason) == (Outcome.WAIT, "The Guardian asks us to wait (429)")


def test_a_page_beyond_the_last_ends_in_a_reason(platform: Platform) -> None:
    feed = hear(search(platform, more="9"))
    assert (feed.outcome, feed.reason) == (
        Outcome.ERROR,
        "The Guardian did not understand us (400)",
    )


@pytest.mark.parametrize("kind", BROKEN_JSON)
def test_json_that_is_none_ends_in_a_reason(platform: Platform, kind: str) -> None:
    platform.next_answers(Answer(BROKEN_JSON[kind]))
    with pytest.raises(Unreadable, match=r"[a-z]"):
        hear(search(platform))


@pytest.mark.parametrize(
    ("page", "pages", "more"),
    [
        ("1", "3", "2"),
        ("3", "3", ""),
        ("1", "0", ""),
        ("-1", "3", ""),
        ('"1"', "3", ""),
        ("null", "null", ""),
        ("1e3", "1e4", ""),
        ("9" * 4000, "9" * 4001, ""),
        ("999", "9" * 4000, "1000"),
        ("1000", "2000", ""),
    ],
)
def test_the_next_page_is_a_number_that_can_be_meant(page: str, pages: str, more: str) -> None:
    counts = f'"currentPage": {page}, "pages": {pages}'
    body = f'{{"response": {{"status": "ok", "results": [], {counts}}}}}'
    assert read(body.encode()).more == more


@pytest.mark.parametrize("row", ["7", "null", "[]", "{}", '{"webTitle": "A", "webUrl": "x:y"}'])
def test_what_is_no_article_is_passed_over(row: str) -> None:
    feed = read(f'{{"response": {{"status": "ok", "results": [{row}]}}}}'.encode())
    assert (feed.entries, feed.outcome) == ((), Outcome.FRESH)
