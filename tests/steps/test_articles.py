"""Pages behind links: asked where robots.txt lets us, waited for, and done without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from monitor.pipeline import take_in
from monitor.records import CycleReport
from monitor.settings import load_settings
from monitor.steps.articles import KEPT_FOR
from monitor.steps.collecting import collect_arriving
from monitor.steps.understanding import understand_new
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts
from tests.conftest import Desk
from tests.fakes.publisher import Publisher, rss

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SUMMARY = "Residents met on Monday."
STORY = (
    "<p>Residents of Norbury met in the village hall on Monday evening to talk about policing.</p>"
    "<p>Councillor Ada Finch told the meeting that the Northmoor PCC must resign over the plan.</p>"
    "<p>Others spoke for the plan, which would close two of the district's seven front desks.</p>"
)
PAGE = (
    '<html lang="en-GB"><head><title>Meeting in Norbury</title></head><body>'
    "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
    f"<main><article><h1>Meeting in Norbury</h1>{STORY}</article></main>"
    "<footer>All rights reserved</footer></body></html>"
).encode()
HTML = "text/html; charset=utf-8"


@pytest.fixture
def desk(new_desk: Callable[[], Desk], publisher: Publisher) -> Desk:
    made = new_desk()
    made.watch({}, more=source(publisher))
    serve_feed(publisher)
    return made


def source(publisher: Publisher, more: str = "") -> str:
    return (
        '[[sources]]\nid = "echo"\nname = "The echo"\nkind = "feed"\ntext = "article"\n'
        f'url = "{publisher.url("/feed")}"\ntier = "local"\ngroup = "echo"\n{more}\n'
    )


def serve_feed(publisher: Publisher) -> None:
    found = {
        "guid": "1",
        "title": "Meeting in Norbury",
        "link": publisher.url("/story"),
        "description": SUMMARY,
        "published": NOW - HOUR,
    }
    publisher.serve("/feed", rss("Echo", [found]))  # type: ignore[list-item]


@contextmanager
def watching(desk: Desk) -> Iterator[Watch]:
    with open_watch(load_settings(desk.config), desk.data, None, print) as watch:
        yield watch


def article(watch: Watch) -> tuple[str, str]:
    """How the page's reading ended, and its text."""
    rows = watch.coverage.execute("SELECT state, text FROM articles").fetchall()
    return rows[0]


def paths(publisher: Publisher) -> list[str]:
    return [request.path for request in publisher.requests]


def test_the_page_behind_a_link_is_read_and_its_words_count(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/story", PAGE, content_type=HTML)
    with watching(desk) as watch:
        take_in(watch, NOW)
        state, text = article(watch)
        assert state == "read"
        assert "must resign over the plan" in text
        assert "All rights reserved" not in text
        assert [alert.rule_id for alert in list_alerts(watch.ledger)] == ["R01"]
        assert watch.coverage.execute("SELECT text, language FROM items").fetchall() == [
            (SUMMARY, "en")
        ]
    assert paths(publisher) == ["/feed", "/robots.txt", "/story"]


def test_a_page_that_is_refused_leaves_the_feeds_summary(desk: Desk, publisher: Publisher) -> None:
    publisher.serve("/story", b"<h1>Forbidden</h1>", content_type=HTML, status=403)
    with watching(desk) as watch:
        report = take_in(watch, NOW)
        assert article(watch) == ("refuses us (403)", "")
        assert report.understood == 1
        assert watch.coverage.execute("SELECT text FROM items").fetchall() == [(SUMMARY,)]


@pytest.mark.parametrize(
    ("robots", "status", "asked"),
    [
        (b"User-agent: *\nDisallow: /story", 200, False),
        (b"User-agent: *\nDisallow: /*ory$", 200, False),
        (b"User-agent: pressroom-monitor\nDisallow: /", 200, False),
        (b"User-agent: other\nDisallow: /", 200, True),
        (b"gone", 404, True),
        (b"oops", 500, False),
    ],
)
def test_robots_txt_decides_whether_the_page_is_asked(
    desk: Desk, publisher: Publisher, robots: bytes, status: int, asked: bool
) -> None:
    publisher.serve("/robots.txt", robots, content_type="text/plain", status=status)
    publisher.serve("/story", PAGE, content_type=HTML)
    with watching(desk) as watch:
        assert take_in(watch, NOW).understood == 1
        assert article(watch)[0] == ("read" if asked else "robots.txt forbids it")
    assert ("/story" in paths(publisher)) == asked


def test_robots_txt_is_asked_once_a_day_and_remembered_across_restarts(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/story", PAGE, content_type=HTML)
    for hours in (0, 1, 23, 25):
        found = {"guid": f"{hours}", "title": f"Meeting {hours}", "published": NOW + hours * HOUR}
        link = {"link": publisher.url(f"/story?{hours}"), "description": "Short."}
        publisher.serve("/feed", rss("Echo", [{**found, **link}]))  # type: ignore[typeddict-item]
        with watching(desk) as watch:
            take_in(watch, NOW + hours * HOUR)
    assert paths(publisher).count("/robots.txt") == 2
    assert sum(path.startswith("/story") for path in paths(publisher)) == 4


def test_an_item_waits_ten_minutes_for_its_page_and_no_longer(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.misbehave("/story", "hang")
    with watching(desk) as watch:
        collect_arriving(watch, NOW)  # a glance: the page is still on its way
        report = CycleReport()
        understand_new(watch, NOW + timedelta(minutes=9), report)
        assert report.understood == 0
        understand_new(watch, NOW + timedelta(minutes=10), report)
        assert report.understood == 1


def test_a_page_that_was_awaited_when_we_died_is_asked_again(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.misbehave("/story", "hang")
    with watching(desk) as watch:
        collect_arriving(watch, NOW)
    publisher.serve("/story", PAGE, content_type=HTML)
    with watching(desk) as watch:
        take_in(watch, NOW + timedelta(minutes=1))
        assert article(watch)[0] == "read"
        assert len(list_alerts(watch.ledger)) == 1


def test_text_without_a_licence_is_forgotten_after_its_storys_time(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/story", PAGE, content_type=HTML)
    with watching(desk) as watch:
        take_in(watch, NOW)
        assert article(watch)[1]
        later = NOW + KEPT_FOR + HOUR
        found = {"guid": "2", "title": "Another", "link": publisher.url("/story?2")}
        publisher.serve("/feed", rss("Echo", [{**found, "published": later}]))  # type: ignore[typeddict-item]
        take_in(watch, later)
        rows = watch.coverage.execute("SELECT text <> '' FROM articles ORDER BY read_at").fetchall()
        assert rows == [(False,), (True,)]
        kept = watch.coverage.execute("SELECT count(*) FROM mentions").fetchall()
        assert kept == [(2,)]


def test_text_with_a_licence_is_kept(desk: Desk, publisher: Publisher) -> None:
    desk.watch({}, more=source(publisher, "keep_text = true"))
    publisher.serve("/story", PAGE, content_type=HTML)
    with watching(desk) as watch:
        take_in(watch, NOW)
        later = NOW + KEPT_FOR + HOUR
        found = {"guid": "2", "title": "Another", "link": publisher.url("/story?2")}
        publisher.serve("/feed", rss("Echo", [{**found, "published": later}]))  # type: ignore[typeddict-item]
        take_in(watch, later)
        rows = watch.coverage.execute("SELECT count(*) FROM articles WHERE text <> ''").fetchall()
        assert rows == [(2,)]
