"""Feeds as publishers write them: good, careless and hostile."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.kinds import feed as feeds
from monitor.collect.reading import MOST_ENTRIES
from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading
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
CHALLENGE = b"""<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta http-equiv="refresh" content="360"></head><body><noscript>Enable JavaScript and cookies to
continue</noscript><script src="/cdn-cgi/challenge-platform/h/g/orchestrate"></script></body></html>
"""
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>News</title></channel>
<item rdf:about="tag:news.example,2026:1"><title>Northmoor PCC &amp; panel at odds</title>
<link>https://news.example/1</link><dc:date>2026-06-01T10:30:00+01:00</dc:date>
<description>&lt;p&gt;The panel met.&lt;/p&gt;&lt;p&gt;It voted.&lt;/p&gt;</description></item>
</rdf:RDF>"""


def read(body: bytes, url: str = URL, content_type: str = "") -> ParsedFeed:
    return feeds.read(Reading(kind="feed", url=url, content_type=content_type), body)


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
    feed = read(body)
    assert (feed.outcome, feed.reason, feed.flaw) == (Outcome.FRESH, "1 entries", "")
    assert only(feed) == READ


def test_entries_keep_the_order_of_the_page() -> None:
    entries: list[Entry] = [{"guid": str(n), "title": f"Number {n}"} for n in (3, 1, 2)]
    assert [entry.guid for entry in read(rss("News", entries)).entries] == list("312")


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
    assert only(read(write("News", [entry]))) == replace(READ, **lost[missing])


def test_an_entry_with_nothing_in_it_is_still_an_entry() -> None:
    assert only(read(item(""))) == ParsedEntry(guid="", url="", title="", text="")


def test_a_guid_that_is_an_address_stands_in_for_a_missing_link() -> None:
    assert only(read(item("<guid>https://news.example/7</guid>"))).url == ("https://news.example/7")


def test_the_longest_of_summary_and_content_is_the_text() -> None:
    inside = (
        "<description>Short.</description>"
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<![CDATA[<p>The whole story, at length.</p>]]></content:encoded>"
    )
    assert only(read(item(inside))).text == "The whole story, at length."


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
    entry = only(read(item(f"<title>Kept</title><link>{link}</link>")))
    assert (entry.title, entry.url) == ("Kept", "")


@pytest.mark.parametrize(
    "link", ["java&#10;script:alert(1)", "\u200bjavascript:alert(1)", "https://"]
)
def test_a_disguised_link_never_leaves_the_web(link: str) -> None:
    url = only(read(item(f"<link>{link}</link>"))).url
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
    assert only(read(item(f"<link>{link}</link>", channel))).url == whole


def test_xml_base_is_what_an_atom_link_is_relative_to() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://cdn.example/a/">'
        b'<entry><title>T</title><link href="b"/></entry></feed>'
    )
    assert only(read(body)).url == "https://cdn.example/a/b"


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_an_empty_body_is_called_empty_and_not_no_news(body: bytes) -> None:
    feed = read(body)
    assert (feed.outcome, feed.reason) == (Outcome.EMPTY, "the answer was empty")


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><head><title>Before you read on</title></head></html>",
        b"\n <HTML><body>Log in</body></HTML>",
        b"\xef\xbb\xbf<!DOCTYPE html><html><body>Log in</body></html>",
        b'<?xml version="1.0"?>\n<!-- a --><!-- b -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD">',
        CHALLENGE,
        b"<p>We shall be back soon.</p>",
    ],
)
def test_a_web_page_is_not_a_feed(page: bytes) -> None:
    feed = read(page, content_type="text/html")
    assert feed.outcome is Outcome.NOT_A_FEED
    assert feed.reason == "a web page came instead of a feed"


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 10_000,
        b"Service unavailable",
        b'<?xml version="1.0"?><opml version="2.0"><body/></opml>',
        b"\x00" * 100,
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"<" * 10_000,
    ],
)
def test_anything_else_is_not_a_feed_either(body: bytes) -> None:
    feed = read(body, content_type="application/rss+xml")
    assert (feed.outcome, feed.entries) == (Outcome.NOT_A_FEED, ())
    assert feed.reason == "what came is not RSS, Atom or RDF"


@pytest.mark.parametrize(
    "content_type", ["", "text/html", "text/plain", "application/json", "image/png", "nonsense"]
)
def test_a_feed_is_read_whatever_type_it_is_sent_as(content_type: str) -> None:
    assert only(read(rss("News", [STORY]), content_type=content_type)) == READ


def test_a_feed_cut_short_keeps_its_entries_and_says_so() -> None:
    entries: list[Entry] = [{"guid": str(n), "title": f"Number {n}"} for n in range(9)]
    body = rss("News", entries)
    feed = read(body[: body.index(b"Number 8")])
    assert feed.outcome is Outcome.FRESH
    assert [entry.title for entry in feed.entries[:8]] == [f"Number {n}" for n in range(8)]
    assert feed.flaw.startswith("not well-formed: ")


def test_a_feed_cut_short_before_its_first_entry_is_broken_and_not_no_news() -> None:
    feed = read(b'<?xml version="1.0"?><rss version="2.0"><channel><title>Ne')
    assert feed.outcome is Outcome.BROKEN
    assert feed.reason.startswith("not well-formed: ")


def test_a_well_formed_feed_without_entries_is_no_news() -> None:
    feed = read(rss("News", []), content_type="text/xml")
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
    feed = read(body)
    assert (feed.outcome, feed.entries) == (Outcome.UNSAFE, ())
    assert feed.reason == "the feed defines XML entities, which may swell without end"


def test_a_document_type_without_entities_is_harmless() -> None:
    body = b'<?xml version="1.0"?><!DOCTYPE rss>' + rss("News", [STORY]).split(b"?>", 1)[1]
    assert only(read(body)) == READ


def test_a_body_that_looks_like_a_file_is_not_opened(tmp_path: Path) -> None:
    lure = tmp_path / "feed.xml"
    lure.write_bytes(rss("Lure", [STORY]))
    for body in (b"/etc/hostname", str(lure).encode(), lure.as_uri().encode()):
        assert read(body).outcome is Outcome.NOT_A_FEED


def test_only_the_first_entries_of_a_vast_page_are_taken_and_it_says_so() -> None:
    entries: list[Entry] = [{"guid": str(n), "title": f"Number {n}"} for n in range(600)]
    feed = read(rss("News", entries))
    assert [entry.guid for entry in feed.entries] == [str(n) for n in range(MOST_ENTRIES)]
    assert feed.flaw == "only the first 500 of 600 entries were taken"


def test_an_endless_title_guid_author_and_text_are_cut() -> None:
    long = "word " * 30_000
    parts = "".join(f"<{tag}>{long}</{tag}>" for tag in ("title", "guid", "author", "description"))
    entry = only(read(item(parts)))
    assert [len(entry.title), len(entry.guid), len(entry.author)] == [1000, 2000, 200]
    assert len(entry.text) <= 100_000


@pytest.mark.parametrize(
    "written", ["Mon, 01 Jun 2026 10:30:00 BST", "2026-06-01T10:30:00", "1780306200"]
)
def test_a_date_is_read_as_a_british_newsroom_means_it(written: str) -> None:
    entry = only(read(item(f"<pubDate>{written}</pubDate>")))
    assert (entry.published_at, entry.date_doubtful) == (MOMENT, False)


@pytest.mark.parametrize(
    "written", ["yesterday", "Tue, 31 Feb 2026 10:00:00 GMT", "9999-12-31T23:59:59Z", "-1"]
)
def test_a_date_that_nobody_can_mean_is_told_and_costs_no_entry(written: str) -> None:
    entry = only(read(item(f"<title>Kept</title><pubDate>{written}</pubDate>")))
    assert (entry.title, entry.published_at, entry.date_doubtful) == ("Kept", None, True)


@pytest.mark.parametrize("inside", ["", "<pubDate/>", "<pubDate> </pubDate>"])
def test_no_date_at_all_is_not_a_doubtful_one(inside: str) -> None:
    entry = only(read(item(f"<title>Kept</title>{inside}")))
    assert (entry.published_at, entry.date_doubtful) == (None, False)


def test_the_date_of_change_stands_in_for_a_missing_or_absurd_one() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>'
        b"<published>soon</published><updated>2026-06-01T09:30:00Z</updated></entry></feed>"
    )
    assert only(read(body)).published_at == MOMENT


def test_markup_and_marks_in_every_field_are_cleaned() -> None:
    inside = (
        "<title>&lt;b&gt;Police&lt;/b&gt; &amp;amp; crime\u202e</title><author>A\u200bnn</author>"
        "<guid isPermaLink='false'>g\u00ad1</guid>"
        "<description>&lt;script&gt;alert(1)&lt;/script&gt;Text</description>"
    )
    entry = only(read(item(inside)))
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
    assert only(read(text.encode(encoding), content_type=content_type)).title == "£5 – café"


@pytest.mark.parametrize("content_type", ["text/xml; charset=undefined", "text/xml; charset=\0"])
def test_an_encoding_that_nobody_can_read_is_told_in_words(content_type: str) -> None:
    feed = read(item("<title>T</title>"), content_type=content_type)
    assert feed.outcome is Outcome.BROKEN
    assert feed.reason == "it names a character encoding that nobody can read"


@pytest.mark.parametrize("content_type", ["text/html", "text/xml", "image/png"])
def test_a_well_formed_feed_has_no_flaw_whatever_type_it_is_sent_as(content_type: str) -> None:
    body = item("<title>£5</title><itunes:author xmlns:itunes='x'>An</itunes:author>")
    assert read(body, content_type=content_type).flaw == ""


@pytest.mark.parametrize(
    "name", ["title_detail", "published_parsed", "updated_parsed", "content", "published", "author"]
)
def test_an_element_named_as_something_that_feedparser_keeps_breaks_nothing(name: str) -> None:
    feed = read(item(f"<title>Kept</title><{name}>x</{name}><{name} a='1'>y</{name}>"))
    assert (feed.outcome, only(feed).title) == (Outcome.FRESH, "Kept")


@pytest.mark.parametrize(
    ("channel", "inside", "language"),
    [
        ("", "", ""),
        ("<language>en-GB</language>", "", "en"),
        ("<language>EN_gb</language>", "", "en"),
        ("<language> cy </language>", "", "cy"),
        ("<dc:language xmlns:dc='http://purl.org/dc/elements/1.1/'>ga</dc:language>", "", "ga"),
        ("<language>en</language>", "<title xml:lang='cy-GB'>Newyddion</title>", "cy"),
        ("<language>en</language>", "<language>gd</language>", "gd"),
        ("<language>English (UK)</language>", "", ""),
        ("<language/>", "", ""),
    ],
)
def test_the_language_is_the_entrys_own_or_else_the_feeds(
    channel: str, inside: str, language: str
) -> None:
    assert only(read(item(inside, channel))).language == language


def test_an_atom_feed_says_its_language_as_xml_does() -> None:
    said = atom("News", [STORY]).replace(b"<feed ", b'<feed xml:lang="cy" ')
    assert only(read(said)) == replace(READ, language="cy")


SY = "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"


@pytest.mark.parametrize(
    ("channel", "minutes"),
    [
        ("", 0),
        ("<ttl>30</ttl>", 30),
        ("<ttl> 90 </ttl>", 90),
        ("<ttl>525600</ttl>", 1440),
        ("<ttl>0</ttl>", 0),
        ("<ttl>-5</ttl>", 0),
        ("<ttl>inf</ttl>", 0),
        ("<ttl>soon</ttl>", 0),
        (f"<sy:updatePeriod {SY}>hourly</sy:updatePeriod>", 60),
        (
            f"<sy:updatePeriod {SY}> Hourly\n</sy:updatePeriod>"
            f"<sy:updateFrequency {SY}>4</sy:updateFrequency>",
            15,
        ),
        (f"<sy:updatePeriod {SY}>yearly</sy:updatePeriod>", 1440),
        (f"<sy:updatePeriod {SY}>often</sy:updatePeriod>", 0),
        (f"<sy:updateFrequency {SY}>4</sy:updateFrequency>", 0),
        (f"<ttl>20</ttl><sy:updatePeriod {SY}>daily</sy:updatePeriod>", 20),
    ],
)
def test_how_long_a_feed_stays_fresh_is_what_it_says_within_reason(
    channel: str, minutes: float
) -> None:
    assert read(item("", channel)).ttl_minutes == minutes
    assert read(item("<image/>", channel)).ttl_minutes == minutes  # as feedparser reads it


@given(
    body=st.binary(max_size=300).map(lambda junk: rss("News", [STORY]).replace(b"guid", junk))
    | st.binary(max_size=300),
    content_type=st.text(max_size=40),
)
def test_whatever_is_sent_the_answer_is_a_feed_or_a_reason(body: bytes, content_type: str) -> None:
    feed = read(body, content_type=content_type)
    assert feed.reason
    assert feed.outcome is Outcome.FRESH or not feed.entries


JSON_FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "News",
    "home_page_url": "https://news.example/",
    "language": "en-GB",
    "items": [
        {
            "id": "tag:news.example,2026:1",
            "url": "https://news.example/1",
            "title": "Northmoor PCC & panel at odds",
            "content_html": "<p>The panel met.</p><p>It voted.</p>",
            "date_published": "2026-06-01T10:30:00+01:00",
            "authors": [{"name": "Ann Example"}, {"name": "Bob Example"}],
        }
    ],
}


def json_feed(**changed: Any) -> bytes:
    """The sample, its one item changed or, where None is given, without that part."""
    story = {**JSON_FEED["items"][0], **changed}
    kept = {name: part for name, part in story.items() if part is not None}
    return json.dumps({**JSON_FEED, "items": [kept]}).encode()


def test_the_same_story_reads_the_same_in_a_json_feed() -> None:
    feed = read(json_feed(), content_type="application/feed+json")
    assert (feed.outcome, feed.reason) == (Outcome.FRESH, "1 entries")
    assert only(feed) == replace(READ, author="Ann Example, Bob Example", language="en")


@pytest.mark.parametrize(
    ("changed", "read_as"),
    [
        ({"url": None, "external_url": "/2"}, {"url": "https://news.example/2"}),
        ({"url": "javascript:alert(1)"}, {"url": ""}),
        ({"content_html": None, "content_text": "1 < 2 & so on"}, {"text": "1 < 2 & so on"}),
        ({"content_html": None, "summary": "In short."}, {"text": "In short."}),
        ({"authors": None, "author": {"name": "Ann"}}, {"author": "Ann"}),
        ({"authors": ["Ann", None]}, {"author": ""}),
        ({"title": None}, {"title": ""}),
        ({"title": ["x"]}, {"title": ""}),
        ({"id": 7}, {"guid": "7"}),
        ({"id": {"a": 1}}, {"guid": ""}),
        ({"language": "cy"}, {"language": "cy"}),
        ({"date_published": "soon"}, {"published_at": None, "date_doubtful": True}),
        ({"date_published": None}, {"published_at": None}),
        ({"date_published": None, "date_modified": "2026-06-01T09:30:00Z"}, {}),
    ],
)
def test_what_a_json_item_lacks_or_says_otherwise(
    changed: dict[str, Any], read_as: dict[str, Any]
) -> None:
    found = replace(READ, author="Ann Example, Bob Example", language="en")
    assert only(read(json_feed(**changed))) == replace(found, **read_as)


def test_items_that_are_none_are_entries_with_nothing_in_them() -> None:
    feed = read(json.dumps({**JSON_FEED, "language": 1, "items": [1, None, []]}).encode())
    assert feed.entries == (ParsedEntry(guid="", url="", title="", text=""),) * 3


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"error": "no such feed"}', "what came is JSON, and not a JSON Feed"),
        (
            b'{"version": "https://jsonfeed.org/version/1"}',
            "what came is JSON, and not a JSON Feed",
        ),
        (json_feed()[:-9], "what came begins like JSON and is not whole"),
        (
            b'\xef\xbb\xbf {"items": [' + b"[" * 100_000,
            "what came begins like JSON and is not whole",
        ),
    ],
    ids=["error", "without items", "cut short", "nested"],
)
def test_json_that_is_no_json_feed_is_told(body: bytes, reason: str) -> None:
    feed = read(body, content_type="application/json")
    assert (feed.outcome, feed.reason) == (Outcome.NOT_A_FEED, reason)


def test_comments_before_a_page_cannot_be_told_apart_in_ever_more_ways() -> None:
    assert read(b"<!---->" * 140).outcome is Outcome.NOT_A_FEED


def test_of_a_feed_without_end_the_first_500_are_read_though_it_takes_feedparser() -> None:
    entry = "<item><title>Story {}</title><guid>g{}</guid><link>/{}</link></item>"
    entries = "".join(entry.format(n, n, n) for n in range(46_000))
    body = f"<rss><channel><title>Echo</title>{entries}</channel></rss>".encode()
    feed = feeds.read(Reading(kind="feed", url="https://news.example/feed"), body)
    assert [feed.entries[0].title, feed.entries[-1].title] == ["Story 0", "Story 499"]
    assert len(feed.entries) == 500
    assert feed.flaw == "only the first 500 of 46000 entries were taken"


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><item><title>&#99999999999;</title></item></channel></rss>",
        b"<rss><channel><item></gml:pos></item></channel></rss>",
    ],
)
def test_what_breaks_feedparser_breaks_nothing_else(body: bytes) -> None:
    feed = feeds.read(Reading(kind="feed", url="https://news.example/feed"), body)
    assert feed.outcome in {Outcome.BROKEN, Outcome.FRESH}
    assert feed.reason
