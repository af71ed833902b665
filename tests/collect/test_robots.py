"""robots.txt by RFC 9309, and as publishers really write it."""

import pytest

from monitor.collect.robots import (
    AGENT,
    LONGEST_DELAY,
    MOST_BYTES,
    crawl_delay,
    may_fetch,
    robots_address,
    rules_from,
)
from monitor.network.fetch import user_agent
from monitor.records import Polling

SITE = "https://gazette.example"


def allows(rules: bytes, path: str) -> bool:
    return may_fetch(rules_from(200, rules), SITE + path, AGENT)


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (200, False),
        (204, True),
        (301, True),
        (401, True),
        (403, True),
        (404, True),
        (410, True),
        (429, False),
        (500, False),
        (503, False),
        (0, False),
    ],
)
def test_what_an_answer_means_while_we_cannot_ask_again(status: int, allowed: bool) -> None:
    body = b"" if status == 204 else b"User-agent: *\nDisallow: /"
    assert may_fetch(rules_from(status, body), f"{SITE}/news/1", AGENT) is allowed


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /feed", "/feed/rss", False),
        ("Disallow: /feed", "/food", True),
        ("Disallow: */feed/*", "/news/feed/rss.xml", False),
        ("Disallow: */feed/*", "/news/feed", True),
        ("Disallow: /*.xml$", "/rss/all.xml", False),
        ("Disallow: /*.xml$", "/rss/all.xml?page=2", True),
        ("Disallow: /*?utm", "/news/1?utm_source=rss", False),
        ("Disallow: /\nAllow: /rss", "/rss/news", True),
        ("Allow: /rss\nDisallow: /", "/rss/news", True),
        ("Allow: /news\nDisallow: /news/drafts", "/news/drafts/1", False),
        ("Disallow: /news\nAllow: /news", "/news/1", True),
        ("Disallow: /caf%C3%A9", "/café/1", False),
        ("Disallow: /café", "/caf%c3%a9/1", False),
        ("Disallow: /%7Edesk", "/~desk/1", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow:", "/news/1", True),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: / # all of it", "/news/1", False),
        ("Noindex: /news\nClean-param: s /news\nDisallow: /x", "/news/1", True),
        ("Noindex: /news\nClean-param: s /news\nDisallow: /x", "/x/1", False),
        ("Crawl-delay: 10", "/news/1", True),
    ],
)
def test_rules_for_everybody_hold_for_us(rules: str, path: str, allowed: bool) -> None:
    assert allows(f"User-agent: *\n{rules}\n".encode(), path) is allowed


@pytest.mark.parametrize(
    ("name", "obeyed"),
    [
        ("pressroom-monitor", True),
        ("PressRoom-Monitor", True),
        ("pressroom-monitor/0.1.0", True),
        ("pressroom-monitor*", True),
        ("press", False),
        ("monitor", False),
        ("pressroom-monitor-pro", False),
        ("Bigsearch", False),
        ("", False),
    ],
)
def test_a_group_is_ours_by_the_whole_name(name: str, obeyed: bool) -> None:
    rules = f"User-agent: {name}\nDisallow: /\n\nUser-agent: *\nDisallow: /private\n"
    assert allows(rules.encode(), "/news/1") is not obeyed


def test_our_own_group_replaces_that_for_everybody() -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: Pressroom-Monitor\nDisallow: /private\n"
    assert allows(rules, "/news/1")
    assert not allows(rules, "/private/1")


def test_a_group_of_several_names_and_one_that_comes_again_are_one() -> None:
    rules = b"User-agent: a\nUser-agent: pressroom-monitor\nDisallow: /x\n\nUser-agent: b\n"
    rules += b"Disallow: /y\n\nUser-agent: pressroom-monitor\nDisallow: /z\n"
    assert [allows(rules, path) for path in ("/x", "/y", "/z")] == [False, True, False]


def test_we_go_by_the_name_that_our_requests_carry() -> None:
    assert user_agent(Polling(contact="mailto:desk@example.org")).split("/")[0] == AGENT


@pytest.mark.parametrize(
    "rules",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /private",
        b"User-agent: *\r\nDisallow: /private\r\n",
        b"User-agent: *\rDisallow: /private\r",
        b"  user-AGENT :*  \n\n  DISALLOW :/private  ",
        b"\x00\x01\xff\xfe\nUser-agent: *\nDisallow: /private\n\x80\x81",
        b"User-agent: *\x00\nDisallow: /private\n",
    ],
)
def test_how_the_file_is_written_does_not_matter(rules: bytes) -> None:
    assert not allows(rules, "/private/1")
    assert allows(rules, "/news/1")


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><body>User-agent: *\nDisallow: /\n</body></html>",
        b"\xef\xbb\xbf\r\n <html>\nUser-agent: *\nDisallow: /\n",
    ],
)
def test_a_web_page_in_place_of_robots_txt_forbids_nothing(page: bytes) -> None:
    assert rules_from(200, page) == ""
    assert allows(page, "/news/1")


def test_of_a_huge_file_the_first_half_megabyte_counts() -> None:
    head = b"User-agent: *\nDisallow: /first\n"
    filling = b"Disallow: /filling/0123456789\n" * (MOST_BYTES // 30 + 1)
    rules = head + filling + b"Disallow: /last\n"
    assert not allows(rules, "/first")
    assert allows(rules, "/last")


def test_a_rule_that_the_limit_cuts_does_not_grow() -> None:
    head = b"User-agent: *\n"
    cut = b"Disallow: /news/private\n"
    filling = b"#" * (MOST_BYTES - len(head) - 16) + b"\n"
    rules = head + filling + cut
    assert rules[:MOST_BYTES].endswith(b"Disallow: /news")
    assert allows(rules, "/news/1")


@pytest.mark.parametrize(
    "rules",
    [
        b"User-agent: bot%d\n" * 30_000 % tuple(range(30_000)) + b"Disallow: /x\n" * 5000,
        b"User-agent bot%d\n" * 9000 % tuple(range(9000)) + b"Disallow: /x\n" * 9000,
        b"\rUser-agent: bot%d" * 9000 % tuple(range(9000)) + b"\rDisallow: /x" * 9000,
        b"User-agent: *\nDisallow: /" + b"*a" * 240_000,
        b"User-agent: *\n" + b"Disallow: /*a*a*a*a*b$\n" * 20_000,
    ],
    ids=["names", "bare names", "lines", "stars", "rules"],
)
@pytest.mark.timeout(20)
def test_a_hostile_file_is_answered_in_time(rules: bytes) -> None:
    assert allows(rules, "/" + "a" * 1500)


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\nCrawl-delay: 86400", LONGEST_DELAY),
        ("User-agent: *\nCrawl-delay: soon", 0),
        ("User-agent: *\nCrawl-delay: -1", 0),
        ("User-agent: *\nCrawl-delay: nan", 0),
        ("User-agent: other\nCrawl-delay: 10", 0),
        ("User-agent: pressroom-monitor\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 9", 3),
        ("", 0),
    ],
)
def test_how_long_a_publisher_wants_between_two_requests(rules: str, seconds: float) -> None:
    assert crawl_delay(rules, AGENT) == seconds


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://gazette.example/news/1?a=b#c", "https://gazette.example/robots.txt"),
        ("http://gazette.example:8080/", "http://gazette.example:8080/robots.txt"),
        ("https://desk:secret@gazette.example/x", "https://gazette.example/robots.txt"),
        ("ftp://gazette.example/x", ""),
        ("http://[bad", ""),
        ("/news/1", ""),
    ],
)
def test_where_the_rules_for_an_address_stand(url: str, address: str) -> None:
    assert robots_address(url) == address


def test_an_address_that_cannot_be_read_is_not_fetched() -> None:
    assert not may_fetch("User-agent: *\nDisallow: /x", "http://[bad", AGENT)
