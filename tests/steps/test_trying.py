"""Trying an address tells what a poll would find, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import InputRefused
from monitor.records import Outcome, Polling, Selectors, Source, Tier
from monitor.steps.trying import Allowance, Trial, source_at, try_source
from tests.fakes import Exchange, Loopback
from tests.fakes.publisher import Entry, Publisher, rss

NOW = datetime(2026, 10, 20, 21, 40, tzinfo=UTC)
MANNERS = Polling(
    contact="mailto:desk@example.org",
    allow_private=True,
    host_gap_seconds=0,
    deadline_seconds=2,
    max_megabytes=1,
)


def entry(number: int, link: str, **more: str) -> Entry:
    return {
        "guid": f"guid-{number}",
        "title": f"Northmoor opens library {number}",
        "link": link,
        "published": NOW - timedelta(hours=number),
        **more,  # type: ignore[typeddict-item]
    }


def tried(source: Source, others: Iterable[Source] = (), key: str = "") -> Trial:
    return try_source(source, others, MANNERS, key, NOW)


@pytest.fixture
def feed(publisher: Publisher) -> Source:
    """A source of three items, the last of which stands there twice."""
    entries = [entry(number, publisher.url(f"/news/{number}")) for number in (1, 2, 3, 3)]
    publisher.serve("/feed", rss("Echo", entries), etag='"a"', last_modified="yesterday")
    return source_at(publisher.url("/feed"), "feed")


def test_what_would_be_stored_is_told(feed: Source) -> None:
    trial = tried(feed)
    assert (trial.outcome, trial.reason) == (Outcome.FRESH, "4 entries")
    assert [one.title for one in trial.items] == [
        f"Northmoor opens library {number}" for number in (1, 2, 3)
    ]
    assert (trial.repeated, trial.items[0].published_at) == (1, NOW - timedelta(hours=1))
    assert 0 < trial.seconds < MANNERS.deadline_seconds


def test_it_asks_twice_and_for_robots_once(publisher: Publisher, feed: Source) -> None:
    trial = tried(feed)
    first, second, robots = publisher.requests
    assert [one.path for one in publisher.requests] == ["/feed", "/feed", "/robots.txt"]
    assert "if-none-match" not in first.headers
    assert (second.headers["if-none-match"], second.headers["if-modified-since"]) == (
        '"a"',
        "yesterday",
    )
    assert MANNERS.contact in robots.headers["user-agent"]
    assert trial.unchanged is True


def test_a_server_that_sends_validators_and_minds_none_is_noticed(publisher: Publisher) -> None:
    body = rss("Echo", [entry(1, "https://a.example/")])
    publisher.serve("/feed", body, headers={"ETag": '"a"'})  # as a header only
    assert tried(source_at(publisher.url("/feed"), "feed")).unchanged is False


def test_without_validators_nobody_is_asked_again(publisher: Publisher) -> None:
    publisher.serve("/feed", rss("Echo", []))
    trial = tried(source_at(publisher.url("/feed"), "feed"))
    assert (trial.outcome, trial.unchanged, trial.items) == (Outcome.FRESH, None, ())
    assert [one.path for one in publisher.requests] == ["/feed", "/robots.txt"]


@pytest.mark.parametrize(
    ("cache_control", "asks", "next_look"),
    [
        ("", 0, 15),
        ("max-age=300", 5, 15),
        ("public, max-age=1800", 30, 30),
        ("max-age=86400", 24 * 60, 60),
    ],
)
def test_how_often_it_would_be_polled(
    publisher: Publisher, cache_control: str, asks: int, next_look: int
) -> None:
    body = rss("Echo", [entry(1, "https://a.example/")])
    publisher.serve("/feed", body, headers={"Cache-Control": cache_control})
    trial = tried(source_at(publisher.url("/feed"), "feed"))
    assert (trial.fresh_for, trial.next_look) == (
        timedelta(minutes=asks),
        timedelta(minutes=next_look),
    )


@pytest.fixture
def elsewhere() -> Iterable[Publisher]:
    with Publisher() as other:
        yield other


def test_robots_txt_speaks_for_the_feed_and_for_the_pages_behind_it(
    publisher: Publisher, elsewhere: Publisher
) -> None:
    rules = b"User-agent: *\nDisallow: /feed\nDisallow: /news/2\n"
    publisher.serve("/robots.txt", rules, content_type="text/plain")
    pages = [publisher.url("/news/1"), publisher.url("/news/2"), elsewhere.url("/news/2")]
    publisher.serve("/feed", rss("Echo", [entry(at, page) for at, page in enumerate(pages)]))
    trial = tried(source_at(publisher.url("/feed"), "feed"))
    assert trial.outcome is Outcome.FRESH
    home, other = publisher.url("").rstrip("/"), elsewhere.url("").rstrip("/")
    assert trial.allowances == (
        Allowance(host=home, status=200, source=False, pages=2, pages_allowed=1),
        Allowance(host=other, status=404, source=None, pages=1, pages_allowed=1),
    )


@pytest.mark.parametrize("allowed", [True, False])
def test_a_source_that_obeys_robots_txt_is_not_asked_where_that_forbids(
    publisher: Publisher, feed: Source, allowed: bool
) -> None:
    rules = b"User-agent: *\nDisallow: /" + (b"private\n" if allowed else b"\n")
    publisher.serve("/robots.txt", rules, content_type="text/plain")
    trial = tried(replace(feed, robots=True))
    assert trial.outcome is (Outcome.FRESH if allowed else Outcome.ROBOTS)
    assert ("/feed" in [one.path for one in publisher.requests]) is allowed
    assert allowed or trial.reason.endswith("robots.txt forbids it")


def test_a_page_is_asked_only_after_its_robots_txt(publisher: Publisher) -> None:
    publisher.serve("/robots.txt", b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    page = replace(
        source_at(publisher.url("/news"), "feed"), kind="page", select=Selectors(entry="article")
    )
    assert tried(page).outcome is Outcome.ROBOTS
    assert [one.path for one in publisher.requests] == ["/robots.txt"]


def test_a_web_page_names_its_feeds(publisher: Publisher) -> None:
    body = b'<html><link rel=alternate type=application/rss+xml href="/rss" title="News"></html>'
    publisher.serve("/", body, content_type="text/html")
    trial = tried(source_at(publisher.url("/"), "feed"))
    assert (trial.outcome, trial.is_page) == (Outcome.NOT_A_FEED, True)
    assert [(one.url, one.title) for one in trial.feeds_named] == [(publisher.url("/rss"), "News")]


def test_redirects_are_told_those_for_good_apart(publisher: Publisher, feed: Source) -> None:
    publisher.serve("/old", b"", status=301, headers={"Location": publisher.url("/now")})
    publisher.misbehave("/now", f"redirect_to:{feed.url}")
    trial = tried(source_at(publisher.url("/old"), "feed"))
    assert (trial.moved_to, trial.redirected_to) == (publisher.url("/now"), feed.url)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("not_found", Outcome.ERROR),
        ("hang", Outcome.TOO_SLOW),
        ("redirect_loop", Outcome.REFUSED),
        ("html_page", Outcome.NOT_A_FEED),
        ("billion_laughs", Outcome.UNSAFE),
        ("retry_after:60", Outcome.WAIT),
    ],
)
def test_every_failure_is_told(publisher: Publisher, fault: str, outcome: Outcome) -> None:
    publisher.misbehave("/feed", fault)
    trial = tried(source_at(publisher.url("/feed"), "feed"))
    assert (trial.outcome, trial.items, trial.unchanged) == (outcome, (), None)
    assert trial.reason


def test_what_a_search_finds_belongs_to_whoever_published_it(publisher: Publisher) -> None:
    publisher.serve("/alerts", rss("Alert", [entry(1, publisher.url("/news/1"))]))
    echo = replace(
        source_at("https://echo.example/", "feed"), name="127.0.0.1", tier=Tier.NATIONAL, group="E"
    )
    alert = source_at(publisher.url("/alerts"), "google-alerts")
    (borrowed,) = tried(replace(alert, name="Alert")).items
    (known,) = tried(replace(alert, name="Alert"), [echo]).items
    assert (borrowed.outlet, borrowed.tier) == ("127.0.0.1", Tier.LOCAL)
    assert (known.outlet, known.tier, known.owner) == ("127.0.0.1", Tier.NATIONAL, "E")


# ---------------------------------------------------------------- what is not asked at all


@pytest.mark.parametrize(
    ("url", "kind", "why"),
    [
        ("northmoor-echo", "feed", "neither the id of a source nor a whole https:// address"),
        ("ftp://echo.example/", "feed", "must begin with http:// or https://"),
        ("http://[x", "feed", "is not an address"),
        ("https://me:hush@echo.example/", "feed", "holds a password"),
        ("https://echo.example/", "page", "a page needs `select`"),
        ("https://echo.example/", "bluesky", "needs `query`"),
    ],
)
def test_what_can_be_no_source_is_refused(url: str, kind: str, why: str) -> None:
    with pytest.raises(InputRefused, match=why) as refused:
        source_at(url, kind)  # type: ignore[arg-type]
    assert "hush" not in str(refused.value)


def test_what_costs_money_is_not_tried() -> None:
    source = replace(source_at("https://api.example/", "feed"), kind="x", query="Northmoor")
    with pytest.raises(InputRefused, match="costs money"):
        tried(source)


def test_a_source_without_its_key_is_not_asked(publisher: Publisher) -> None:
    source = replace(source_at(publisher.url("/"), "feed"), kind="guardian", query="Northmoor")
    trial = tried(source)
    assert (trial.outcome, trial.reason) == (Outcome.TOKEN, "MONITOR_GUARDIAN_KEY is not set")
    assert publisher.requests == []


def test_a_key_is_never_shown(serve: Callable[[Callable[[Exchange], None]], str]) -> None:
    def redirect(exchange: Exchange) -> None:
        exchange.reply(302, {"Location": "//hush.example:99999/?feed=hush"})

    source = replace(source_at(serve(redirect), "reddit"), query="Northmoor")
    trial = tried(source, key="hush:somebody")
    assert trial.outcome is not Outcome.FRESH
    assert "hush" not in f"{trial.reason}{trial.redirected_to}{trial.moved_to}"


@pytest.fixture
def serve() -> Iterable[Callable[[Callable[[Exchange], None]], str]]:
    """Starts a server that answers so, and gives its address."""
    servers: list[Loopback] = []

    def start(answer: Callable[[Exchange], None]) -> str:
        servers.append(Loopback(answer))
        servers[-1].start()
        return f"{servers[-1].address}/"

    yield start
    for server in servers:
        server.stop()
