"""Feeds as publishers write them: good, careless and hostile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.feed import MOST_ENTRIES, parse_feed
from monitor.records import Outcome, ParsedEntry, ParsedFeed
from tests.fakes.publisher import Entry, atom, billion_laughs, rss

URL = "https://news.example/feeds/local.xml"
MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
STORY: Entry = {
    "guid": "tag:news.example,2026:1",
    "title": "Northmoor PCC & panel at odds",
    "link": "https://news.example/1",
    "description": "<p>The panel met.</p><p>It voted.</p>",
    "published": MOMENT,
}
READ = ParsedEntry(
    guid="tag:news.example,2026:1",
    url="https://news.example/1",
    title="Northmoor PCC & panel at odds",
    text="The panel met. It voted.",
    published_at=MOMENT,
)
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>News</title></channel>
<item rdf:about="tag:news.example,2026:1"><title>Northmoor PCC &amp; panel at odds</title>
<link>https://news.example/1</link><dc:date>2026-06-01T10:30:00+01:00</dc:date>
<description>&lt;p&gt;The panel met.&lt;/p&gt;&lt;p&gt;It voted.&lt;/p&gt;</description></item>
</rdf:RDF>"""


def item(inside: str, channel: str = "", version: str = "2.0") -> bytes:
    """An RSS feed of one item, with nothing in it but this."""
    return (
        f'<?xml version="1.0"?><rss version="{version}"><channel><title>News</title>{channel}'
        f"<item>{inside}</item></channel></rss>"
    ).encode()


def only(feed: ParsedFeed) -> ParsedEntry:
    (entry,) = feed.entries
    return entry


@pytest.mark.parametrize(
    "body", [rss("News", [STORY]), atom("News", [STORY]), RDF.encode()], ids=["RSS", "Atom", "RDF"]
)
def test_the_same_story_reads_the_same_in_every_format(body: bytes) -> None:
    feed = parse_feed(body, URL)
    assert (feed.outcome, feed.reason, feed.flaw) == (Outcome.FRESH, "1 entries", "")
    assert only(feed) == READ


def test_entries_keep_the_order_of_the_page() -> None:
    entries: list[Entry] = [{"guid": str(n), "title": f"Number {n}"} for n in (3, 1, 2)]
    assert [entry.guid for entry in parse_feed(rss("News", entries), URL).entries] == list("312")


@pytest.mark.parametrize("missing", ["guid", "link", "title", "description", "published"])
@pytest.mark.parametrize("write", [rss, atom])
def test_an_entry_without_one_of_its_parts_is_read_without_it(
    missing: str, write: Callable[[str, list[Entry]], bytes]
) -> None:
    entry = cast("Entry", {name: part for name, part in STORY.items() if name != missing})
    lost: dict[str, Any] = {
        "guid": {"guid": ""},
        "link": {"url": ""},
        "title": {"title": ""},
        "description": {"text": ""},
        "published": {"published_at": None},
    }
    assert only(parse_feed(write("News", [entry]), URL)) == replace(READ, **lost[missing])


def test_an_entry_with_nothing_in_it_is_still_an_entry() -> None:
    assert only(parse_feed(item(""), URL)) == ParsedEntry(guid="", url="", title="", text="")


def test_a_guid_that_is_an_address_stands_in_for_a_missing_link() -> None:
    assert only(parse_feed(item("<guid>https://news.example/7</guid>"), URL)).url == (
        "https://news.example/7"
    )


def test_the_longest_of_summary_and_content_is_the_text() -> None:
    inside = (
        "<description>Short.</description>"
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<![CDATA[<p>The whole story, at length.</p>]]></content:encoded>"
    )
    assert only(parse_feed(item(inside), URL)).text == "The whole story, at length."


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,hello",
        "file:///etc/hostname",
        "ftp://news.example/1",
        "mailto:desk@example.org",
        "https://[half",
        "https://news.example/" + "a" * 10_000,
    ],
)
def test_a_link_that_must_not_reach_anybody_is_dropped(link: str) -> None:
    entry = only(parse_feed(item(f"<title>Kept</title><link>{link}</link>"), URL))
    assert (entry.title, entry.url) == ("Kept", "")


@pytest.mark.parametrize(
    "link", ["java&#10;script:alert(1)", "\u200bjavascript:alert(1)", "https://"]
)
def test_a_disguised_link_never_leaves_the_web(link: str) -> None:
    url = only(parse_feed(item(f"<link>{link}</link>"), URL)).url
    assert not url or url.startswith("https://news.example/")


@pytest.mark.parametrize(
    ("channel", "link", "whole"),
    [
        ("", "story-1", "https://news.example/feeds/story-1"),
        ("", "/story-1", "https://news.example/story-1"),
        ("", "//other.example/1", "https://other.example/1"),
        ("", "?id=1", "https://news.example/feeds/local.xml?id=1"),
        ("<link>https://www.news.example/local/</link>", "1", "https://www.news.example/local/1"),
        ("<link>/local/</link>", "story-1", "https://news.example/local/story-1"),
        ("<link>javascript:void(0)</link>", "/story-1", "https://news.example/story-1"),
        ("<link>https://[half</link>", "/story-1", "https://news.example/story-1"),
        ("<link>https://[half</link>", "http://news.example/1", "http://news.example/1"),
        ("", "http://news.example/a b", "http://news.example/a b"),
    ],
)
def test_a_relative_link_becomes_an_absolute_one(channel: str, link: str, whole: str) -> None:
    assert only(parse_feed(item(f"<link>{link}</link>", channel), URL)).url == whole


def test_xml_base_is_what_an_atom_link_is_relative_to() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://cdn.example/a/">'
        b'<entry><title>T</title><link href="b"/></entry></feed>'
    )
    assert only(parse_feed(body, URL)).url == "https://cdn.example/a/b"


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_an_empty_body_is_called_empty_and_not_no_news(body: bytes) -> None:
    feed = parse_feed(body, URL)
    assert (feed.outcome, feed.reason) == (Outcome.EMPTY, "the answer was empty")


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><head><title>Before you read on</title></head></html>",
        b"\n <HTML><body>Log in</body></HTML>",
    ],
)
def test_a_web_page_is_not_a_feed(page: bytes) -> None:
    feed = parse_feed(page, URL, "text/html")
    assert feed.outcome is Outcome.NOT_A_FEED
    assert feed.reason == "a web page came instead of a feed"


@pytest.mark.parametrize(
    "body",
    [
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": []}',
        b"[" * 10_000,
        b"Service unavailable",
        b"\xef\xbb\xbf<!DOCTYPE html><html><body>Log in</body></html>",
        b'<?xml version="1.0"?><opml version="2.0"><body/></opml>',
        b"\x00" * 100,
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"<" * 10_000,
    ],
)
def test_anything_else_is_not_a_feed_either(body: bytes) -> None:
    feed = parse_feed(body, URL, "application/rss+xml")
    assert (feed.outcome, feed.entries) == (Outcome.NOT_A_FEED, ())
    assert feed.reason == "what came is not RSS, Atom or RDF"


@pytest.mark.parametrize(
    "content_type", ["", "text/html", "text/plain", "application/json", "image/png", "nonsense"]
)
def test_a_feed_is_read_whatever_type_it_is_sent_as(content_type: str) -> None:
    assert only(parse_feed(rss("News", [STORY]), URL, content_type)) == READ


def test_a_feed_cut_short_keeps_its_entries_and_says_so() -> None:
    entries: list[Entry] = [{"guid": str(n), "title": f"Number {n}"} for n in range(9)]
    body = rss("News", entries)
    feed = parse_feed(body[: body.index(b"Number 8")], URL)
    assert feed.outcome is Outcome.FRESH
    assert [entry.title for entry in feed.entries[:8]] == [f"Number {n}" for n in range(8)]
    assert feed.flaw.startswith("not well-formed: ")


def test_a_feed_cut_short_before_its_first_entry_is_broken_and_not_no_news() -> None:
    feed = parse_feed(b'<?xml version="1.0"?><rss version="2.0"><channel><title>Ne', URL)
    assert feed.outcome is Outcome.BROKEN
    assert feed.reason.startswith("not well-formed: ")


def test_a_well_formed_feed_without_entries_is_no_news() -> None:
    feed = parse_feed(rss("News", []), URL, "text/xml")
    assert (feed.outcome, feed.entries, feed.flaw) == (Outcome.FRESH, (), "")


@pytest.mark.parametrize(
    "body",
    [
        billion_laughs(),
        billion_laughs().replace(b"<!DOCTYPE", b"<!-- " + b"x" * 70_000 + b" -->\n<!DOCTYPE"),
        billion_laughs().decode().encode("utf-16"),
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        + item("<title>&a;</title>")[21:],
        b'<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]><rss version="2.0"/>',
        b'<!DOCTYPE rss [<!entity a "b">]>' + item("<title>&a;</title>")[21:],
    ],
    ids=["laughs", "behind a comment", "UTF-16", "file", "parameter", "lower case"],
)
def test_a_feed_that_defines_entities_is_refused(body: bytes) -> None:
    feed = parse_feed(body, URL)
    assert (feed.outcome, feed.entries) == (Outcome.UNSAFE, ())
    assert feed.reason == "the feed defines XML entities, which may swell without end"


def test_a_document_type_without_entities_is_harmless() -> None:
    body = b'<?xml version="1.0"?><!DOCTYPE rss>' + rss("News", [STORY]).split(b"?>", 1)[1]
    assert only(parse_feed(body, URL)) == READ


def test_a_body_that_looks_like_a_file_is_not_opened(tmp_path: Path) -> None:
    lure = tmp_path / "feed.xml"
    lure.write_bytes(rss("Lure", [STORY]))
    for body in (b"/etc/hostname", str(lure).encode(), lure.as_uri().encode()):
        assert parse_feed(body, URL).outcome is Outcome.NOT_A_FEED


def test_only_the_first_entries_of_a_vast_page_are_taken_and_it_says_so() -> None:
    entries: list[Entry] = [{"guid": str(n), "title": f"Number {n}"} for n in range(600)]
    feed = parse_feed(rss("News", entries), URL)
    assert [entry.guid for entry in feed.entries] == [str(n) for n in range(MOST_ENTRIES)]
    assert feed.flaw == "only the first 500 of 600 entries were taken"


def test_an_endless_title_guid_author_and_text_are_cut() -> None:
    long = "word " * 30_000
    parts = "".join(f"<{tag}>{long}</{tag}>" for tag in ("title", "guid", "author", "description"))
    entry = only(parse_feed(item(parts), URL))
    assert [len(entry.title), len(entry.guid), len(entry.author)] == [1000, 2000, 200]
    assert len(entry.text) <= 100_000


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Mon, 01 Jun 2026 10:30:00 +0100", MOMENT),
        ("Mon, 01 Jun 2026 09:30:00 GMT", MOMENT),
        ("Mon, 01 Jun 2026 10:30:00 BST", MOMENT),
        ("2026-06-01T10:30:00+01:00", MOMENT),
        ("2026-06-01T09:30:00Z", MOMENT),
        ("2026-06-01T09:30:00", MOMENT),
    ],
)
def test_a_date_is_read_in_its_own_zone(written: str, moment: datetime) -> None:
    entry = only(parse_feed(item(f"<pubDate>{written}</pubDate>"), URL))
    assert entry.published_at == moment


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "Tue, 31 Feb 2026 10:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "Fri, 31 Dec 99999 23:59:59 GMT",
        "1792900000",
        "-1",
        "9" * 40,
        "Mon, 01 Jun 2026 99:99:99 GMT",
    ],
)
def test_an_absurd_date_is_no_date_and_costs_no_entry(written: str) -> None:
    entry = only(parse_feed(item(f"<title>Kept</title><pubDate>{written}</pubDate>"), URL))
    assert (entry.title, entry.published_at) == ("Kept", None)


def test_the_date_of_change_stands_in_for_a_missing_or_absurd_one() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>'
        b"<published>soon</published><updated>2026-06-01T09:30:00Z</updated></entry></feed>"
    )
    assert only(parse_feed(body, URL)).published_at == MOMENT


def test_markup_and_marks_in_every_field_are_cleaned() -> None:
    inside = (
        "<title>&lt;b&gt;Police&lt;/b&gt; &amp;amp; crime\u202e</title><author>A\u200bnn</author>"
        "<guid isPermaLink='false'>g\u00ad1</guid>"
        "<description>&lt;script&gt;alert(1)&lt;/script&gt;Text</description>"
    )
    entry = only(parse_feed(item(inside), URL))
    assert (entry.title, entry.author) == ("Police & crime", "Ann")
    assert (entry.guid, entry.text) == ("g1", "Text")


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", "application/rss+xml"),
        ("utf-8", "text/xml"),
        ("windows-1252", "application/rss+xml"),
        ("windows-1252", "text/xml; charset=utf-8"),
        ("utf-16", "application/rss+xml; charset=bogus"),
    ],
)
def test_letters_beyond_ascii_survive_a_wrong_or_missing_charset(
    encoding: str, content_type: str
) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        + item("<title>£5 – café</title>")[21:].decode()
    )
    assert only(parse_feed(text.encode(encoding), URL, content_type)).title == "£5 – café"


@pytest.mark.parametrize("content_type", ["text/xml; charset=undefined", "text/xml; charset=\0"])
def test_an_encoding_that_nobody_can_read_is_told_in_words(content_type: str) -> None:
    feed = parse_feed(item("<title>T</title>"), URL, content_type)
    assert feed.outcome is Outcome.BROKEN
    assert feed.reason == "it names a character encoding that nobody can read"


@given(
    body=st.binary(max_size=300).map(lambda junk: rss("News", [STORY]).replace(b"guid", junk))
    | st.binary(max_size=300),
    content_type=st.text(max_size=40),
)
def test_whatever_is_sent_the_answer_is_a_feed_or_a_reason(body: bytes, content_type: str) -> None:
    feed = parse_feed(body, URL, content_type)
    assert feed.reason
    assert feed.outcome is Outcome.FRESH or not feed.entries
