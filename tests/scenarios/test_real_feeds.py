"""Captured feeds of real publishers, served over loopback and read by `monitor once`.

The feeds are not part of this repository: they lie in `feeds/real` of the folder that
MONITOR_SHARED names, or of `shared` beside this repository.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.conftest import Desk
from tests.fakes.publisher import Publisher

BESIDE = Path(__file__).resolve().parents[3] / "shared"
FOLDER = Path(os.environ.get("MONITOR_SHARED") or BESIDE) / "feeds" / "real"
FEEDS = sorted(FOLDER.glob("*.xml"))

pytestmark = pytest.mark.skipif(not FEEDS, reason=f"there are no captured feeds in {FOLDER}")


@dataclass(frozen=True)
class Run:
    """What three passes told, and what was stored after the first and after the last."""

    first: dict[str, Any]
    unchanged: dict[str, Any]
    in_full: dict[str, Any]
    malformed: dict[str, Any]
    stored_first: list[dict[str, Any]]
    stored_last: list[dict[str, Any]]
    conditional: int


@pytest.fixture(scope="module")
def run(new_desk: Callable[[], Desk]) -> Run:
    desk = new_desk()
    with publishing(desk) as publisher:
        first, stored_first = desk.once(), desk.items()
        before = len(publisher.requests)
        unchanged = desk.once()
        again = publisher.requests[before:]
        serve_all(publisher, tags=False)
        # Between the others, and cut in the middle of a tag.
        publisher.serve("malformed.xml", b'<?xml version="1.0"?><rss version="2.0"><channel><it')
        desk.watch(addresses(publisher, "malformed"))
        in_full = desk.once()
        (malformed,) = (one for one in in_full["sources"] if one["id"] == "malformed")
        in_full["sources"].remove(malformed)
        return Run(
            first=first,
            unchanged=unchanged,
            in_full=in_full,
            malformed=malformed,
            stored_first=stored_first,
            stored_last=desk.items(),
            conditional=sum("if-none-match" in request.headers for request in again),
        )


@contextmanager
def publishing(desk: Desk) -> Iterator[Publisher]:
    with Publisher() as publisher:
        serve_all(publisher, tags=True)
        desk.watch(addresses(publisher))
        yield publisher


def serve_all(publisher: Publisher, tags: bool) -> None:
    for feed in FEEDS:
        body = feed.read_bytes()
        tag = f'W/"{hashlib.md5(body).hexdigest()}"' if tags else None
        body += b"" if tags else b"\n"  # the same page to a byte would not be read again
        publisher.serve(feed.name, body, etag=tag)


def addresses(publisher: Publisher, *more: str) -> dict[str, str]:
    names = sorted([*(feed.stem for feed in FEEDS), *more])
    return {name: publisher.url(f"{name}.xml") for name in names}


@cache
def found_by_feedparser() -> dict[str, list[Any]]:
    return {feed.stem: feedparser.parse(feed.read_bytes()).entries for feed in FEEDS}


def bare(address: str) -> str:
    """The address without what publishers append to follow their readers."""
    bare, _, query = re.sub(r"^https?://(www\.)?|#.*$", "", address.strip()).partition("?")
    told = [pair for pair in query.split("&") if pair and not re.match("utm_|at_|cmpid", pair)]
    return "?".join([bare.rstrip("/").lower(), *sorted(told)])


def distinct(pages: dict[str, list[Any]]) -> set[str]:
    """One name for each article: entries with one guid in a feed, or one address, are one."""
    first: dict[str, str] = {}
    articles = set()
    for feed, entries in pages.items():
        for entry in entries:
            names = [f"{feed} {entry.get('id')}", bare(entry.get("link") or "")]
            known = next((first[name] for name in names if name in first), names[0])
            first.update((name, known) for name in names if name not in first)
            articles.add(known)
    return articles


def counts(facts: dict[str, Any], what: str) -> dict[str, int]:
    return {source["id"]: source[what] for source in facts["sources"]}


def test_there_are_feeds_with_entries_to_try_it_on() -> None:
    assert len(FEEDS) >= 20
    assert all(found_by_feedparser().values())


def test_every_feed_is_read(run: Run) -> None:
    assert {source["id"]: source["state"] for source in run.first["sources"]} == {
        feed.stem: "fresh" for feed in FEEDS
    }
    assert not any(source["error"] for source in run.first["sources"])


def test_the_entries_told_are_those_in_the_files(run: Run) -> None:
    pages = found_by_feedparser()
    assert counts(run.first, "entries") == {feed: len(found) for feed, found in pages.items()}
    assert run.first["totals"]["entries"] == sum(map(len, pages.values()))


def test_every_distinct_article_is_stored_once(run: Run) -> None:
    articles = distinct(found_by_feedparser())
    assert len(run.stored_first) == len(articles)
    assert run.first["totals"]["new"] == len(articles)
    for source in run.first["sources"]:
        assert source["new"] + source["known"] + source["repeated"] == source["entries"]


def test_no_entry_is_lost(run: Run) -> None:
    stored = {bare(item["url"]) for item in run.stored_first}
    lost = [
        entry.link
        for entries in found_by_feedparser().values()
        for entry in entries
        if bare(entry.link) not in stored
    ]
    assert lost == []


def test_no_stored_item_shows_markup_or_has_no_title(run: Run) -> None:
    titles = [item["title"] for item in run.stored_first]
    assert all(titles)
    assert not [title for title in titles if re.search(r"</?[a-z]+>|&(amp|lt|#\d+);", title)]
    assert all(item["url"].startswith(("http://", "https://")) for item in run.stored_first)


def test_an_unchanged_feed_is_asked_for_conditionally_and_brings_nothing(run: Run) -> None:
    assert run.conditional == len(FEEDS)
    assert {source["state"] for source in run.unchanged["sources"]} == {"unchanged"}
    assert run.unchanged["totals"]["new"] == run.unchanged["totals"]["failed"] == 0


def test_the_same_feeds_in_full_bring_nothing_new(run: Run) -> None:
    assert counts(run.in_full, "entries") == counts(run.first, "entries")
    assert {source["state"] for source in run.in_full["sources"]} == {"fresh"}
    assert run.in_full["totals"]["new"] == 0


def test_one_malformed_feed_is_told_and_affects_no_other(run: Run) -> None:
    bad = run.malformed
    assert (bad["state"], bad["entries"], bad["new"]) == ("broken", 0, 0)
    assert bad["error"].startswith("not well-formed: ")
    assert run.in_full["totals"]["failed"] == 1
    assert not any(source["error"] for source in run.in_full["sources"])
    assert counts(run.in_full, "entries") == counts(run.first, "entries")
    assert run.stored_last == run.stored_first
