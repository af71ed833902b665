"""Damaged answers of every kind of source, read by the real parsing process.

None may break whoever asked for it, hold it up, or bring an entry that is not clean. The seed is
printed; MONITOR_FUZZ_SEED repeats it. An input that breaks a rule is kept, and its place named.
"""

from __future__ import annotations

import json
import os
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random  # noqa: TID251 - the damage must be of every sort
from typing import Any
from urllib.parse import urlsplit

import pytest

from monitor.collect.parse_worker import MEMORY
from monitor.collect.parser import WALL_SECONDS, Parser
from monitor.collect.sources import KINDS
from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading, Selectors
from tests.campaigns.mutate import LARGEST, mutated
from tests.fakes.platforms import (
    Gdelt,
    GoogleAlerts,
    GoogleNews,
    Guardian,
    Reddit,
    Story,
    YouTube,
    news_sitemap,
    sitemap_index,
)
from tests.fakes.publisher import Entry, atom, rss
from tests.fakes.social import Call

BESIDE = Path(__file__).resolve().parents[3] / "shared"
FOLDER = Path(os.environ.get("MONITOR_SHARED") or BESIDE) / "feeds"
PAGES = Path(__file__).parents[1] / "collect" / "pages"
URL = "https://news.example/feed"
AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
MARGIN = 4.0  # seconds that a busy machine takes to start another process and to hand over
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
UNSEEN = {"Cc", "Cf", "Cs", "Co"}
CONTENT_TYPES = (
    *("", "application/rss+xml; charset=utf-8", "text/html", "application/json"),
    *("text/xml; charset=utf-16", "text/xml; charset=undefined", "\xff;=charset"),
)
STATUSES = (*[200] * 30, 400, 401, 404, 429, 500)


@dataclass(frozen=True)
class Sample:
    """An answer that can be read, and how."""

    reading: Reading
    body: bytes


def sample(kind: Any, body: Any, url: str = URL, select: Selectors | None = None) -> Sample:
    whole = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Sample(Reading(kind=kind, url=url, select=select), whole)


# ---------------------------------------------------------------- what there is to be damaged


@cache
def samples() -> tuple[Sample, ...]:
    """Something of every kind, small, in the words of our own fakes."""
    return (*_feeds(), *_searches(), *_posts(), *_pages())


def _feeds() -> Iterator[Sample]:
    stories: list[Entry] = [
        {
            "guid": f"g{number}",
            "title": f"Northmoor PCC says “no” for the {number}. time",
            "link": f"https://news.example/{number}?a=1&b=2",
            "description": "<p>The <b>panel</b> met &amp; left.</p>",
            "published": AT,
        }
        for number in range(3)
    ]
    item = {
        "id": 7,
        "url": "https://news.example/7",
        "title": "Budget",
        "content_html": "<p>Higher.</p>",
        "date_published": "2026-06-01T09:30:00+01:00",
        "authors": [{"name": "Ann Field"}],
    }
    json_feed = {"version": "https://jsonfeed.org/version/1.1", "language": "en", "items": [item]}
    told = [_story(number) for number in range(3)]
    yield sample("feed", rss("Echo", stories))
    yield sample("feed", atom("Echo", stories))
    yield sample("feed", RDF)
    yield sample("feed", json_feed)
    yield sample("sitemap", news_sitemap(told, ["https://news.example/old"]))
    yield sample("sitemap", sitemap_index([("https://news.example/s1.xml", "2026-06-01")]))


def _searches() -> Iterator[Sample]:
    told = [_story(number) for number in range(3)]
    words = {"q": "Northmoor", "query": "Northmoor"}
    british = {"hl": "en-GB", "gl": "GB", "ceid": "GB:en"}
    artlist = {"mode": "artlist", "maxrecords": "250"}
    open_platform = {"api-key": "desk-key-1", "order-by": "newest", "page-size": "50"}
    open_platform |= {"show-fields": "trailText,bodyText,byline"}
    channel = {"channel_id": YouTube().channel}
    feed_token = {"feed": Reddit().token, "user": Reddit().user}
    platforms: tuple[tuple[str, Any, str, dict[str, str]], ...] = (
        ("google-news", GoogleNews(told), "/rss/search", british),
        ("google-alerts", GoogleAlerts(told), GoogleAlerts().path, {}),
        ("gdelt", Gdelt(told), "/api/v2/doc/doc", artlist),
        ("guardian", Guardian(told), "/search", open_platform),
        ("youtube", YouTube(told), "/feeds/videos.xml", channel),
        ("reddit", Reddit(told), "/r/northmoor/new/.rss", feed_token),
    )
    for kind, platform, path, asked in platforms:
        query = "&".join(f"{name}={text}" for name, text in {**words, **asked}.items())
        said = platform.speak(Call("GET", f"{path}?{query}", {}, b""))
        assert said.status == 200, kind
        yield sample(kind, said.raw, f"https://{kind}.example{path}")


def _posts() -> Iterator[Sample]:
    when = "2026-06-01T09:30:00.000Z"
    who = {"did": "did:plc:a", "handle": "echo.example", "displayName": "Echo"}
    record = {"text": "Northmoor PCC speaks", "createdAt": when, "langs": ["en"]}
    post: dict[str, Any] = {
        "uri": "at://did:plc:a/app.bsky.feed.post/3k",
        "author": who,
        "record": record,
        "indexedAt": when,
    }
    toot: dict[str, Any] = {
        "id": "114600000000000000",
        "uri": "https://m.example/1",
        "content": "<p>Budget</p>",
    }
    toot |= {"url": "https://m.example/@e/1", "created_at": when, "language": "en"}
    toot |= {"account": {"acct": "e", "display_name": "Echo"}, "spoiler_text": ""}
    tweet = {"id": "1900000000000000000", "text": "Budget &amp; panel", "created_at": when}
    tweet |= {"author_id": "1", "lang": "en"}
    found = {"data": [tweet], "includes": {"users": [{"id": "1", "username": "e", "name": "E"}]}}
    found |= {"meta": {"result_count": 1, "next_token": "t"}}
    graph = {"id": "1_2", "message": "Panel met", "created_time": "2026-06-01T09:30:00+0000"}
    graph |= {"permalink_url": "https://facebook.example/1", "caption": "Panel"}
    graph |= {"timestamp": "2026-06-01T09:30:00+0000", "permalink": "https://i.example/1"}
    paging = {"cursors": {"after": "QVFI"}, "next": "https://graph.example/?after=QVFI"}
    xrpc = "https://bsky.social/xrpc"
    yield sample("bluesky", {"posts": [post], "cursor": "c"}, f"{xrpc}/app.bsky.feed.searchPosts")
    yield sample("bluesky", {"feed": [{"post": post}]}, f"{xrpc}/app.bsky.feed.getAuthorFeed")
    yield sample("bluesky", {"accessJwt": "eyJ.a.b"}, f"{xrpc}/com.atproto.server.createSession")
    yield sample("mastodon", [toot], "https://m.example/api/v1/timelines/tag/northmoor?limit=40")
    yield sample("mastodon", {"id": "7"}, "https://m.example/api/v1/accounts/lookup?acct=e")
    yield sample("x", found, "https://api.x.com/2/tweets/search/recent?since_id=1")
    for kind in ("facebook", "instagram"):
        yield sample(kind, {"data": [graph], "paging": paging}, "https://graph.example/v25.0/1/p")


def _pages() -> Iterator[Sample]:
    select = Selectors(entry="p", title="a", link="a", date="time", text="span")
    entry = '<p><a href="/1">Budget</a> <time datetime="2026-06-01">1 June</time> <span>So</span>'
    yield sample("page", f'<html lang="en"><body>{entry * 3}</body></html>'.encode(), URL, select)
    for path in sorted(PAGES.glob("*.html"))[:6]:
        yield sample("article", path.read_bytes(), "https://gazette.example/news/771")


def _story(number: int) -> Story:
    title = f"Northmoor PCC calls for talks {number}"
    url = f"https://www.theguardian.com/uk-news/{number}"
    return Story(title, url, AT, text="The panel met. It left.", author="Ann Field")


RDF = (
    b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    b'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    b'<channel rdf:about="https://news.example/"><title>Echo</title></channel>'
    b'<item rdf:about="https://news.example/1"><title>Budget</title><link>https://news.example/1'
    b"</link><dc:date>2026-06-01T09:30:00Z</dc:date></item></rdf:RDF>"
)


@cache
def fixtures() -> tuple[Sample, ...]:
    """Other parsers' own tests, as far as they are small."""
    files = (path for path in sorted(FOLDER.rglob("*")) if path.suffix in {".xml", ".json"})
    bodies = (path.read_bytes() for path in files if path.stat().st_size <= LARGEST)
    return tuple(sample("feed", body) for body in bodies)


NO_FIXTURES = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there are no feeds in {FOLDER}")
CORPORA = [pytest.param(samples, id="ours"), pytest.param(fixtures, id="theirs", marks=NO_FIXTURES)]


# ---------------------------------------------------------------- the campaign


def test_what_is_to_be_damaged_is_read_while_it_is_whole() -> None:
    with Parser() as parser:
        read = [(one.reading.kind, parser.read(one.reading, one.body)) for one in samples()]
    assert [(kind, feed) for kind, feed in read if feed.outcome is not Outcome.FRESH] == []
    assert all(feed.entries or feed.session or feed.more for _, feed in read)
    assert {kind for kind, _ in read} == {*KINDS, "article"}


@pytest.mark.parametrize(
    "part",
    [
        {"title": "\u202eover"},
        {"text": "a\u200bb"},
        {"author": "A\ud800"},
        {"guid": "1\x00"},
        {"text": "two\nlines"},
        {"url": "javascript:alert(1)"},
        {"url": "/1"},
        {"published_at": datetime(2026, 6, 1)},  # noqa: DTZ001 - without a zone, on purpose
        {"published_at": datetime(1970, 1, 1, tzinfo=UTC)},
    ],
    ids=str,
)
def test_what_is_not_clean_is_noticed(part: dict[str, Any]) -> None:
    entry = replace(ParsedEntry(guid="1", url="", title="Panel", text="Met."), **part)
    feed = ParsedFeed(entries=(entry,), outcome=Outcome.FRESH, reason="read")
    assert len(faults_of(feed)) == 1


@pytest.mark.parametrize("corpus", CORPORA)
def test_1500_damaged_answers_break_nobody(corpus: Any, tmp_path: Path) -> None:
    _campaign(corpus(), 1500, tmp_path)


@pytest.mark.campaign
@pytest.mark.parametrize("corpus", CORPORA)
def test_50000_damaged_answers_break_nobody(corpus: Any, tmp_path: Path) -> None:
    _campaign(corpus(), 50_000, tmp_path)


@dataclass
class Record:
    """What was measured of a campaign."""

    workers: set[int] = field(default_factory=set)
    slowest: float = 0.0
    slowest_number: int = 0
    most_memory: int = 0  # kB of address space
    most_resident: int = 0  # kB
    outcomes: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def _campaign(corpus: Sequence[Sample], inputs: int, folder: Path) -> None:
    seed = int(os.environ.get("MONITOR_FUZZ_SEED") or int.from_bytes(os.urandom(4)))
    print(f"MONITOR_FUZZ_SEED={seed}")
    found, began = Record(), time.monotonic()
    with Parser() as parser:
        for number in range(inputs):
            _try(parser, input_of(corpus, seed, number), number, found, folder)
    _tell(found, inputs, time.monotonic() - began)
    assert found.broken == []
    assert found.outcomes[Outcome.FRESH] > inputs / 10  # else the damage is too crude to tell
    assert found.most_memory <= MEMORY / 1024


def input_of(corpus: Sequence[Sample], seed: int, number: int) -> Sample:
    """One input of a campaign, whatever came before it."""
    chance = Random(f"{seed} {number}")
    one, other = chance.choice(corpus), chance.choice(corpus)
    reading = replace(
        one.reading, content_type=chance.choice(CONTENT_TYPES), status=chance.choice(STATUSES)
    )
    if chance.random() < 0.05:
        reading = replace(reading, kind=other.reading.kind)
    return Sample(reading, mutated(chance, one.body, other.body))


def _try(parser: Parser, one: Sample, number: int, found: Record, folder: Path) -> None:
    began = time.monotonic()
    feed = parser.read(one.reading, one.body)
    took = time.monotonic() - began
    if took > found.slowest:
        found.slowest, found.slowest_number = took, number
    found.outcomes[feed.outcome] = found.outcomes.get(feed.outcome, 0) + 1
    weigh(found)
    wrong = [*faults_of(feed), *(["took too long"] if took > WALL_SECONDS + MARGIN else [])]
    if wrong:
        kept = folder / f"{number}-{one.reading.kind}.bin"
        kept.write_bytes(one.body)
        found.broken.append(f"{kept}: {one.reading}: {'; '.join(wrong)}")


def _tell(found: Record, inputs: int, seconds: float) -> None:
    print(
        f"{inputs} inputs, {inputs / seconds:.0f} a second, {len(found.workers)} processes, "
        f"the slowest {found.slowest:.2f} s (number {found.slowest_number}), "
        f"{found.most_memory // 1024} MB of addresses, {found.most_resident // 1024} MB resident, "
        f"{ {str(name): count for name, count in sorted(found.outcomes.items())} }"
    )


# ---------------------------------------------------------------- what is looked at


def faults_of(feed: ParsedFeed) -> list[str]:
    """What is wrong with an answer of the parser, whatever it read."""
    told = (feed.reason, feed.flaw, feed.cursor, feed.more, feed.session)
    wrong = [f"unclean {text[:80]!r}" for text in told if not is_clean(text)]
    if feed.outcome is not Outcome.FRESH and feed.entries:
        wrong.append("a failure with entries")
    return wrong + [fault for entry in feed.entries for fault in _faults_of_entry(entry)]


def _faults_of_entry(entry: ParsedEntry) -> Iterator[str]:
    for name in (one.name for one in fields(entry)):
        value = getattr(entry, name)
        if isinstance(value, str) and not is_clean(value):
            yield f"unclean {name} {value[:80]!r}"
    for link in (entry.url, entry.outlet_url):
        if not is_web_link(link):
            yield f"link {link[:80]!r}"
    at = entry.published_at
    if at and not (at.tzinfo and EARLIEST <= at < LATEST):
        yield f"date {at}"


def is_clean(text: str) -> bool:
    """Nothing that cannot be seen, on one line, and fit for any file."""
    if text.isascii() and text.isprintable():
        return True
    one_line = not any(mark in text for mark in "\n\r\u2028\u2029")
    return one_line and not any(unicodedata.category(mark) in UNSEEN for mark in text)


def is_web_link(link: str) -> bool:
    parts = urlsplit(link)
    return not link or (parts.scheme in {"http", "https"} and bool(parts.netloc))


def weigh(found: Record) -> None:
    """Looks up what our child processes have used at most."""
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError, KeyError):  # it ended meanwhile, or is just ending
            for child in listed.read_text().split():
                found.workers.add(int(child))
                status = Path(f"/proc/{child}/status").read_text()
                used = dict(line.split(":", 1) for line in status.splitlines())
                peak, resident = (int(used[one].split()[0]) for one in ("VmPeak", "VmHWM"))
                found.most_memory = max(found.most_memory, peak)
                found.most_resident = max(found.most_resident, resident)
