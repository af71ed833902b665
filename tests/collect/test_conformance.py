"""3,200 feeds of other parsers' own tests, and some real ones, through the whole reading of a feed.

They are not part of this repository: they lie in `feeds` of the folder that MONITOR_SHARED names,
or of `shared` beside this repository. feedparser's fixtures say in a comment what they expect.
"""

from __future__ import annotations

import ast
import os
import re
from calendar import timegm
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
import pytest

from monitor.collect.kinds import fast_feed, feed
from monitor.collect.markup import clean, plain_text, title_text
from monitor.collect.reading import web_link
from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading

BESIDE = Path(__file__).resolve().parents[3] / "shared"
FOLDER = Path(os.environ.get("MONITOR_SHARED") or BESIDE) / "feeds"
URL = "https://news.example/feed.xml"
AT_LEAST = 650  # fixtures that the fast path reads: fewer, and it has lost its worth as a test

# Where an answer of ours differs from feedparser's, and why it may.
ON_PURPOSE = {
    "wellformed/rss/entity_in_doctype.xml": "a feed that defines entities is not read at all",
    "json/example.json": "feedparser reads no JSON Feed",
    "wellformed/sanitize/entry_title_crazy.xml": "a script's own words are no part of a title",
}
# Where it differs from what a fixture states.
OTHERWISE = {
    "wellformed/rss/entity_in_doctype.xml": "as above",
    **dict.fromkeys(
        (
            "wellformed/base/http_entry_id_base_content_location.xml",
            "wellformed/base/http_entry_id_base_docuri.xml",
            "wellformed/base/http_item_link_base_content_location.xml",
            "wellformed/base/http_item_link_base_docuri.xml",
        ),
        "links are relative to the address that we asked, and guids are not links",
    ),
    **dict.fromkeys(
        (
            "wellformed/atom10/entry_content_and_summary.xml",
            "wellformed/rss/item_description_and_summary.xml",
            "wellformed/rss/item_summary_and_description.xml",
        ),
        "the longer of two texts is taken",
    ),
    **dict.fromkeys(
        (
            "wellformed/sanitize/entry_content_iframe.xml",
            "wellformed/sanitize/entry_summary_iframe.xml",
            "wellformed/sanitize/item_content_encoded_iframe.xml",
            "wellformed/sanitize/item_description_iframe.xml",
            "wellformed/sanitize/item_fullitem_iframe.xml",
        ),
        "what stands in an iframe without an end is not shown by a browser either",
    ),
    "wellformed/sanitize/item_content_encoded_script_nested_cdata.xml": "a remnant of markup",
    "wellformed/rss/item_description_not_a_doctype.xml": "a remnant of markup",
}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"there are no feeds in {FOLDER}")


@dataclass(frozen=True)
class Fixture:
    name: str
    body: bytes
    reading: Reading
    stated: str  # what the fixture expects, in Python


@cache
def fixtures() -> tuple[Fixture, ...]:
    files = (path for path in sorted(FOLDER.rglob("*")) if path.suffix in {".xml", ".json"})
    return tuple(fixture(path) for path in files)


def fixture(path: Path) -> Fixture:
    body = path.read_bytes()
    head = body[:4000].decode("latin-1").replace("\0", "")
    sent_as = re.search(r"Header:\s*Content-type:\s*([^\r\n]*)", head, re.IGNORECASE)
    stated = re.search(r"Expect:\s*(.*?)\s*(?:\n\w+:|-->)", head, re.DOTALL)
    reading = Reading(kind="feed", url=URL, content_type=sent_as[1].strip() if sent_as else "")
    name = path.relative_to(FOLDER).as_posix().removeprefix("feedparser/tests/")
    return Fixture(name, body, reading, stated[1] if stated else "")


@cache
def ours() -> dict[str, ParsedFeed]:
    return {one.name: feed.read(one.reading, one.body) for one in fixtures()}


def theirs(one: Fixture) -> Any:
    """feedparser's answer as it comes, sanitised and resolved, which our reading of it is not."""
    sent_as = one.reading.content_type
    return feedparser.parse(
        BytesIO(one.body), response_headers={"content-type": sent_as} if sent_as else {}
    )


def test_every_feed_is_read_or_refused_with_a_reason() -> None:
    assert len(ours()) > 3000
    for name, found in ours().items():
        assert found.reason, name
        assert found.outcome is Outcome.FRESH or not found.entries, name


def test_every_real_feed_is_read() -> None:
    real = {name: found for name, found in ours().items() if name.startswith("real/")}
    assert len(real) >= 20
    assert all(found.outcome is Outcome.FRESH and found.entries for found in real.values())
    assert all(entry.title and entry.url for found in real.values() for entry in found.entries)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_titles_links_and_dates_are_feedparsers_own() -> None:
    differ = {one.name for one in fixtures() if not agrees(ours()[one.name], theirs(one))}
    assert differ == set(ON_PURPOSE)


def agrees(found: ParsedFeed, expected: Any) -> bool:
    base = web_link(expected.feed.get("link") or "", URL) or URL
    pairs = zip(found.entries, expected.entries, strict=False)
    return len(found.entries) == len(expected.entries) and all(
        entry.title in as_titles(raw.get("title") or "")
        and entry.url == web_link(raw.get("link") or "", base)
        and entry.published_at == moment(dict(raw))
        for entry, raw in pairs
    )


def as_titles(written: str) -> set[str]:
    return {plain_text(written)[:1000], title_text(written)[:1000]}


def moment(raw: dict[str, Any]) -> datetime | None:
    parsed = raw.get("published_parsed") or raw.get("updated_parsed")
    return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None


def test_what_a_fixture_states_of_its_first_entry_is_so() -> None:
    pairs = [(one.name, *said) for one in fixtures() for said in stated(one.stated)]
    assert len(pairs) > 700
    otherwise = {name for name, field, value in pairs if not is_so(name, field, value)}
    assert otherwise == set(OTHERWISE)


def stated(expectation: str) -> Iterator[tuple[str, Any]]:
    """The parts of `entries[0]` that are said to equal something, and what."""
    try:
        tree = ast.parse(" ".join(expectation.split()), mode="eval")
    except (SyntaxError, ValueError):  # it is cut short, or holds a NUL
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            part = ast.unparse(node.left).removeprefix("entries[0]")
            if part in READ_AS and isinstance(node.comparators[0], ast.Constant | ast.Tuple):
                yield part, ast.literal_eval(node.comparators[0])


def titled(entry: ParsedEntry, value: str) -> bool:
    return entry.title in as_titles(value)


def linked(entry: ParsedEntry, value: str) -> bool:
    return entry.url == web_link(value, URL)


def named(entry: ParsedEntry, value: str) -> bool:
    return entry.guid == clean(value)


def written_by(entry: ParsedEntry, value: str) -> bool:
    return entry.author == clean(value)


def saying(entry: ParsedEntry, value: str) -> bool:
    return entry.text == plain_text(value)


def dated(entry: ParsedEntry, value: tuple[int, ...]) -> bool:
    return entry.published_at == datetime.fromtimestamp(timegm(value), UTC)


READ_AS: dict[str, Callable[[ParsedEntry, Any], bool]] = {
    "['title']": titled,
    "['title_detail']['value']": titled,
    "['link']": linked,
    "['id']": named,
    "['guid']": named,
    "['author']": written_by,
    "['summary']": saying,
    "['description']": saying,
    "['content'][0]['value']": saying,
    "['published_parsed']": dated,
    "['updated_parsed']": dated,
}


def is_so(name: str, part: str, value: Any) -> bool:
    entries = ours()[name].entries
    return bool(entries) and READ_AS[part](entries[0], value)


def test_the_fast_path_answers_as_feedparser_would_or_not_at_all() -> None:
    taken = 0
    for one in fixtures():
        if ours()[one.name].outcome is Outcome.UNSAFE:
            continue
        if fast := fast_feed.read(one.reading, one.body):
            assert fast == feed.read_any(one.reading, one.body), one.name
            taken += 1
    assert taken >= AT_LEAST
