"""Pages without a feed, read by selectors, and pages whose layout has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.collect.kinds import page
from monitor.collect.reading import MOST_ENTRIES, Unreadable
from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading, Selectors
from tests.collect.kinds.conversation import asking, only, send
from tests.fakes.publisher import Publisher

URL = "https://northmoor-pcc.example/news/"
SELECT = Selectors(entry="li.story", title="h2", link="h2 a", date=".date", text=".summary")
STORY = """
<li class="story"><h2><a href="1?from=list">Northmoor&rsquo;s <b>PCC</b>&#39;s budget</a></h2>
<p class="date">Published on <time datetime="2026-06-01T10:30:00+01:00">1 June</time></p>
<p class="summary">The panel met.</p><script>track()</script></li>
"""
HTML = "text/html; charset=utf-8"


def html(*entries: str, head: str = "") -> bytes:
    listed = "".join(entries)
    start = f'<!doctype html><html lang="en-GB"><head>{head}</head><body>'
    return f"{start}<ul>{listed}</ul></body></html>".encode()


def dated(words: str) -> str:
    return STORY.replace('<time datetime="2026-06-01T10:30:00+01:00">1 June</time>', words)


def read(
    body: bytes, select: Selectors | None = SELECT, content_type: str = HTML, status: int = 200
) -> ParsedFeed:
    reading = Reading(kind="page", url=URL, content_type=content_type, select=select, status=status)
    return page.read(reading, body)


def test_an_entry_is_put_together_from_its_parts(publisher: Publisher) -> None:
    publisher.serve("/news/", html(STORY), content_type=HTML)
    fetched = send(page.ask(asking("page", publisher.url("/news/"), "")))
    reading = Reading(
        kind="page", url=fetched.url, content_type=fetched.content_type, select=SELECT
    )
    feed = page.read(reading, fetched.body)
    assert (feed.outcome, feed.reason, feed.flaw) == (Outcome.FRESH, "1 entries", "")
    assert only(feed) == ParsedEntry(
        guid="",
        url=publisher.url("/news/1?from=list"),
        title="Northmoor’s PCC's budget",
        text="The panel met.",
        published_at=datetime(2026, 6, 1, 9, 30, tzinfo=UTC),
        language="en",
    )


def test_one_selector_is_enough_for_a_simple_page() -> None:
    plain = '<li class="story"><a href="/1">Panel meets</a> <time>2026-06-01</time></li>'
    entry = only(read(html(plain), Selectors(entry=".story")))
    assert (entry.title, entry.url, entry.text) == (
        "Panel meets",
        "https://northmoor-pcc.example/1",
        "",
    )
    assert entry.published_at == datetime(2026, 5, 31, 23, 0, tzinfo=UTC)


def test_an_entry_may_be_a_link_itself() -> None:
    card = '<a class="story" href="/1"><h2>Panel meets</h2><p>At ten.</p></a>'
    entry = only(read(html(card), Selectors(entry=".story", title="h2")))
    assert (entry.title, entry.url) == ("Panel meets", "https://northmoor-pcc.example/1")


def test_links_are_relative_to_what_the_page_says() -> None:
    body = html(STORY, head='<base href="/archive/2026/">')
    assert only(read(body)).url == "https://northmoor-pcc.example/archive/2026/1?from=list"


@pytest.mark.parametrize(
    "words",
    [
        "1 June 2026",
        "Posted: Monday 1st June 2026",
        "01/06/2026",
        "1.6.2026",
        "on the 1st of June 2026 at noon",
        "1 June 2026, 10:30am",
        '<time datetime="2026-06-01">yesterday</time>',
    ],
)
def test_dates_are_read_as_britain_writes_them(words: str) -> None:
    entry = only(read(html(dated(words))))
    assert entry.published_at
    assert (entry.published_at.isoformat()[:13], entry.date_doubtful) == ("2026-05-31T23", False)


@pytest.mark.parametrize("words", ["yesterday", "31/02/2026", "99 June 2026", "31 February 2026"])
def test_a_date_that_cannot_be_meant_is_in_doubt(words: str) -> None:
    entry = only(read(html(dated(words))))
    assert (entry.published_at, entry.date_doubtful) == (None, True)


def test_no_date_is_in_no_doubt() -> None:
    entry = only(read(html(STORY), replace(SELECT, date=".no-such")))
    assert (entry.published_at, entry.date_doubtful) == (None, False)


# ---------------------------------------------------------------- layouts that changed


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (html(), "nothing on the page matches `li.story`: its layout has changed"),
        (b"no markup", "nothing on the page matches `li.story`: its layout has changed"),
        (b"%PDF-1.7 \x00\xff", "nothing on the page matches `li.story`: its layout has changed"),
        (b'{"entries": []}', "nothing on the page matches `li.story`: its layout has changed"),
        (
            html(STORY.replace("h2>", "h3>")),
            "nothing in `li.story` matches `h2` and `h2 a`: its layout has changed",
        ),
        (
            html(STORY.replace("href", "data-href")),
            "nothing in `li.story` matches `h2` and `h2 a`: its layout has changed",
        ),
    ],
)
def test_a_page_whose_layout_changed_is_never_one_without_news(body: bytes, reason: str) -> None:
    feed = read(body)
    assert (feed.entries, feed.outcome, feed.reason) == ((), Outcome.NOT_A_FEED, reason)


def test_an_entry_without_a_link_is_passed_over_and_said() -> None:
    feed = read(html(STORY, '<li class="story"><h2>Advertisement</h2></li>'))
    assert only(feed).title == "Northmoor’s PCC's budget"
    assert feed.flaw == "1 of 2 entries have no title or link"


def test_of_too_many_entries_the_first_are_taken() -> None:
    feed = read(html(*[STORY] * (MOST_ENTRIES + 7)))
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.flaw == "only the first 500 of 507 entries were taken"


def test_a_link_that_must_not_reach_anybody_is_none() -> None:
    trap = STORY.replace("1?from=list", "javascript:alert(1)")
    assert read(html(trap)).outcome is Outcome.NOT_A_FEED


# ---------------------------------------------------------------- careless and hostile


@pytest.mark.parametrize(
    ("content_type", "head", "encoding"),
    [
        ("text/html; charset=utf-8", "", "utf-8"),
        ("text/html", "", "utf-8"),
        ("text/html; charset=ISO-8859-1", "", "windows-1252"),
        ('text/html; charset="windows-1252"', '<meta charset="utf-8">', "windows-1252"),
        ("text/html", '<meta charset="windows-1252">', "windows-1252"),
        ("text/html; charset=hex", "", "utf-8"),
        ("text/html; charset=undefined", "", "utf-8"),
        ("text/html; charset=no-such", "", "utf-8"),
        ("text/html", "", "utf-16"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names(
    content_type: str, head: str, encoding: str
) -> None:
    words = STORY.replace("&rsquo;", "’").replace("panel", "café’s panel")
    body = html(words, head=head).decode().encode(encoding)
    assert only(read(body, content_type=content_type)).text == "The café’s panel met."


@pytest.mark.parametrize("name", ["entry", "title", "link", "date", "text"])
@pytest.mark.parametrize("selector", ["li[", "h2:contains('x')", "::", "\ud800"])
def test_a_selector_that_is_no_css_is_said_to_be_none(name: str, selector: str) -> None:
    with pytest.raises(Unreadable, match="is not CSS that we know"):
        read(html(STORY), replace(SELECT, **{name: selector}))


def test_without_selectors_nothing_can_be_read() -> None:
    with pytest.raises(Unreadable, match="where the entries of this page stand"):
        read(html(STORY), select=None)


def test_an_empty_answer_is_not_taken_for_no_news() -> None:
    assert read(b" \n").outcome is Outcome.EMPTY


@pytest.mark.parametrize(
    ("status", "outcome"), [(403, Outcome.BLOCKED), (429, Outcome.WAIT), (410, Outcome.GONE)]
)
def test_a_refusal_in_json_means_what_its_status_does(status: int, outcome: Outcome) -> None:
    assert read(b"{}", status=status).outcome is outcome


def test_tags_that_never_close_keep_what_can_be_read() -> None:
    assert only(read(html("<div>" * 2000, STORY))).text == "The panel met."
