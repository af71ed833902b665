"""A web page names its feeds; what only looks like one is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.autodiscovery import MOST_FEEDS, NamedFeed, feeds_named

PAGE = "https://echo.example/news/"
RSS = 'rel="alternate" type="application/rss+xml"'


def named(head: str) -> list[tuple[str, str]]:
    page = f"<!doctype html><html><head>{head}</head><body>News</body></html>"
    return [(one.url, one.title) for one in feeds_named(page.encode(), PAGE)]


@pytest.mark.parametrize(
    ("link", "feed"),
    [
        (f'<link {RSS} href="/feed" title="All news">', ("https://echo.example/feed", "All news")),
        (f'<link {RSS} href="feed">', ("https://echo.example/news/feed", "")),
        (f'<link {RSS} href="//a.example/feed">', ("https://a.example/feed", "")),
        (
            '<LINK REL="Home Alternate" TYPE="Application/Atom+XML; charset=utf-8" HREF=/atom>',
            ("https://echo.example/atom", ""),
        ),
        (
            '<link rel=alternate type=application/feed+json href=/json title="A &amp; B">',
            ("https://echo.example/json", "A & B"),
        ),
        (f'<base href="/in/"><link {RSS} href="feed">', ("https://echo.example/in/feed", "")),
        (f'<base href="x:"><link {RSS} href="/feed">', ("https://echo.example/feed", "")),
    ],
)
def test_a_feed_is_named(link: str, feed: tuple[str, str]) -> None:
    assert named(link) == [feed]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="text/html" href="/en">',
        '<link rel="stylesheet" type="application/rss+xml" href="/feed">',
        f"<link {RSS}>",
        f'<link {RSS} href="javascript:alert(1)">',
        f'<!-- <link {RSS} href="/feed"> -->',
        f'<a {RSS} href="/feed">Feed</a>',
    ],
)
def test_what_leads_to_no_feed_is_not_named(link: str) -> None:
    assert named(link) == []


def test_a_feed_named_twice_is_named_once_and_in_its_place() -> None:
    links = [f'<link {RSS} href="/{name}" title="{name}">' for name in ("a", "b", "a")]
    assert [title for _, title in named("".join(links))] == ["a", "b"]


def test_a_page_that_names_feeds_without_end_is_cut_short() -> None:
    links = "".join(f'<link {RSS} href="/{number}">' for number in range(1000))
    assert len(named(links)) == MOST_FEEDS


@given(st.binary())
def test_any_bytes_are_looked_through(page: bytes) -> None:
    assert all(isinstance(one, NamedFeed) for one in feeds_named(page, PAGE))
