"""News sitemaps as publishers write them, and what merely looks like one."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from monitor.collect.kinds import sitemap
from monitor.collect.reading import MOST_ENTRIES
from monitor.records import Asking, Outcome, ParsedEntry, ParsedFeed, Reading
from tests.collect.kinds.conversation import asking, hear, only
from tests.fakes.platforms import Story, news_sitemap, sitemap_index
from tests.fakes.publisher import Publisher, billion_laughs, rss

URL = "https://northmoor-echo.example/sitemap-news.xml"
MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
STORY = Story("Northmoor PCC & panel at odds", "https://northmoor-echo.example/1?a=1&b=2", MOMENT)


def story(number: int, hours: int = 0) -> Story:
    url = f"https://northmoor-echo.example/{number}"
    return Story(f"Story {number}", url, MOMENT - timedelta(hours=hours))


def at(publisher: Publisher, path: str = "/sitemap.xml", **more: str) -> Asking:
    return asking("sitemap", publisher.url(path), "", **more)


def read(body: bytes, url: str = URL, status: int = 200) -> ParsedFeed:
    return sitemap.read(Reading(kind="sitemap", url=url, status=status), body)


def titles(feed: ParsedFeed) -> list[str]:
    return [entry.title for entry in feed.entries]


def test_an_article_has_its_headline_address_date_and_language(publisher: Publisher) -> None:
    publisher.serve("/sitemap.xml", news_sitemap([STORY]), content_type="text/xml")
    feed = hear(at(publisher))
    assert (feed.outcome, feed.flaw) == (Outcome.FRESH, "")
    assert only(feed) == ParsedEntry(
        guid="", url=STORY.url, title=STORY.title, text="", published_at=MOMENT, language="en"
    )


def test_addresses_that_are_no_longer_news_are_passed_over(publisher: Publisher) -> None:
    old = ["https://northmoor-echo.example/old", "https://northmoor-echo.example/older"]
    publisher.serve("/sitemap.xml", news_sitemap([STORY], old))
    assert titles(hear(at(publisher))) == [STORY.title]


@pytest.mark.parametrize("old", [[], ["https://northmoor-echo.example/old"]])
def test_two_days_without_news_are_no_fault(publisher: Publisher, old: list[str]) -> None:
    publisher.serve("/sitemap.xml", news_sitemap([], old))
    feed = hear(at(publisher))
    assert (feed.entries, feed.outcome, feed.reason) == ((), Outcome.FRESH, "0 entries")


def test_a_sitemap_of_pages_is_not_taken_for_one_without_news(publisher: Publisher) -> None:
    body = news_sitemap([], ["https://northmoor-echo.example/about"])
    publisher.serve("/sitemap.xml", body.replace(b"sitemap-news", b"sitemap-image"))
    feed = hear(at(publisher))
    assert feed.outcome is Outcome.NOT_A_FEED
    assert feed.reason == "the sitemap is not one for news: it names neither titles nor dates"


def test_pictures_have_titles_too_and_are_not_the_article() -> None:
    picture = (
        b"<image:image><image:loc>https://i.example/</image:loc><image:title>A hat</image:title>"
    )
    body = news_sitemap([STORY]).replace(b"<url>", b"<url>" + picture + b"</image:image>")
    feed = read(body.replace(b"<urlset", b'<urlset xmlns:image="http://image.example/1"'))
    assert (only(feed).title, only(feed).url) == (STORY.title, STORY.url)


def test_titles_that_share_a_sitemap_are_told_apart() -> None:
    other = Story("A fete", "https://ashvale-post.example/1", MOMENT, "Ashvale Post")
    feed = read(news_sitemap([STORY, other]))
    assert [entry.outlet for entry in feed.entries] == ["Northmoor Echo", "Ashvale Post"]


def test_of_too_many_articles_the_newest_are_taken_wherever_they_stand() -> None:
    feed = read(news_sitemap(story(hours, hours) for hours in range(MOST_ENTRIES + 20, -1, -1)))
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.entries[0].title == "Story 0"
    assert feed.flaw == "only the first 500 of 521 entries were taken"


def test_a_date_that_cannot_be_meant_is_in_doubt() -> None:
    body = news_sitemap([STORY]).replace(b"2026-06-01T09:30", b"2026-02-31T09:30")
    assert (only(read(body)).published_at, only(read(body)).date_doubtful) == (None, True)


# ---------------------------------------------------------------- indexes


def test_an_index_leads_to_its_newest_sitemap_and_no_other(publisher: Publisher) -> None:
    listed = [("/may.xml", "2026-05-31"), ("/june.xml", "2026-06-01"), ("/april.xml", "2026-04-30")]
    publisher.serve(
        "/sitemap.xml", sitemap_index((publisher.url(path), day) for path, day in listed)
    )
    publisher.serve("/june.xml", news_sitemap([STORY]))
    first = hear(at(publisher))
    assert (first.entries, first.outcome, first.more) == (
        (),
        Outcome.FRESH,
        publisher.url("/june.xml"),
    )
    assert titles(hear(at(publisher, more=first.more))) == [STORY.title]
    assert [request.path for request in publisher.requests] == ["/sitemap.xml", "/june.xml"]


def test_of_sitemaps_without_dates_the_one_for_news_follows() -> None:
    listed = [
        "https://a.example/pages.xml",
        "https://a.example/news.xml",
        "https://a.example/z.xml",
    ]
    assert read(sitemap_index((url, "") for url in listed)).more == "https://a.example/news.xml"


@pytest.mark.parametrize("url", [URL, "javascript:alert(1)", ""])
def test_an_index_that_leads_nowhere_is_no_sitemap(url: str) -> None:
    feed = read(sitemap_index([(url, "2026-06-01")]))
    assert (feed.outcome, feed.more) == (Outcome.NOT_A_FEED, "")
    assert feed.reason == "the index of sitemaps leads nowhere"


# ---------------------------------------------------------------- careless and hostile


def test_a_sitemap_packed_as_a_file_is_unpacked(publisher: Publisher) -> None:
    packed = gzip.compress(news_sitemap([STORY]))
    publisher.serve("/sitemap.xml", packed, content_type="application/x-gzip")
    assert titles(hear(at(publisher))) == [STORY.title]


def test_a_sitemap_that_was_cut_off_keeps_what_came() -> None:
    whole = news_sitemap([story(1), story(2), story(3)])
    feed = read(whole[: whole.index(b"Story 3")])
    assert titles(feed) == ["Story 1", "Story 2"]
    assert feed.flaw.startswith("not well-formed: ")


def test_a_packed_bomb_is_unpacked_only_so_far() -> None:
    start = news_sitemap([STORY]).removesuffix(b"</urlset>")
    feed = read(gzip.compress(start + b" " * 60_000_000 + b"</urlset>", 1))
    assert titles(feed) == [STORY.title]
    assert feed.flaw.startswith("not well-formed: ")


@pytest.mark.parametrize(
    ("body", "outcome", "reason"),
    [
        (b" \n", Outcome.EMPTY, "the answer was empty"),
        (b"\x1f\x8bno gzip", Outcome.EMPTY, "the answer was empty"),
        (billion_laughs(), Outcome.UNSAFE, "the sitemap defines XML entities"),
        (billion_laughs().decode().encode("utf-16"), Outcome.UNSAFE, "the sitemap defines XML"),
        (
            b"<html><p>Before you read on<br></html>",
            Outcome.NOT_A_FEED,
            "what came is not a sitemap",
        ),
        (rss("News", [{"title": "A feed"}]), Outcome.NOT_A_FEED, "what came is not a sitemap"),
        (b'{"urls": []}', Outcome.NOT_A_FEED, "what came is not a sitemap"),
        (b"<?xml version='1.0' encoding='big5'?><urlset/>", Outcome.NOT_A_FEED, "what came is not"),
        (b"<urlset>" * 100_000, Outcome.NOT_A_FEED, "what came is not a sitemap"),
    ],
)
def test_what_is_no_sitemap_is_said_in_words(body: bytes, outcome: Outcome, reason: str) -> None:
    feed = read(body)
    assert (feed.entries, feed.outcome) == ((), outcome)
    assert feed.reason.startswith(reason)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, Outcome.BLOCKED),
        (403, Outcome.BLOCKED),
        (404, Outcome.ERROR),
        (410, Outcome.GONE),
        (429, Outcome.WAIT),
        (500, Outcome.SERVER),
        (503, Outcome.WAIT),
    ],
)
def test_a_refusal_in_json_means_what_its_status_does(status: int, outcome: Outcome) -> None:
    feed = read(b'{"message": "no"}', status=status)
    assert (feed.entries, feed.outcome) == ((), outcome)
    assert str(status) in feed.reason or status == 500


def test_a_link_that_must_not_reach_anybody_is_no_article() -> None:
    assert read(news_sitemap([Story("A trap", "javascript:alert(1)", MOMENT)])).entries == ()
