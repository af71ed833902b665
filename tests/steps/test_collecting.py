"""Collecting: due sources over real sockets, real items in coverage, real polls in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from monitor import ids
from monitor.records import Outcome, PollReport, PollState, Tally
from monitor.settings import load_settings
from monitor.steps.collecting import collect_all, collect_arriving, collect_due
from monitor.steps.watch import Watch, open_watch
from monitor.store.paths import ledger_of
from monitor.store.sources import list_polls
from tests.conftest import Desk
from tests.fakes.publisher import Entry, Publisher, rss

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    return new_desk()


@contextmanager
def watching(desk: Desk, urls: Mapping[str, str] | None = None) -> Iterator[Watch]:
    """A process's hold on the desk; leaving the block is the process's end."""
    if urls is not None:
        desk.watch(urls, deadline_seconds=2.3)
    with open_watch(load_settings(desk.config), desk.data, None, print) as watch:
        yield watch


def page(*numbers: int) -> bytes:
    return rss("News", [story(number) for number in numbers])


def story(number: int) -> Entry:
    return {
        "guid": f"g{number}",
        "title": f"Story {number}",
        "link": f"https://news.example/{number}",
        "description": f"<p>About {number}.</p>",
        "published": NOW - HOUR,
    }


def facts(reports: list[PollReport]) -> dict[str, tuple[Outcome, int, int]]:
    return {one.source_id: (one.outcome, one.tally.entries, one.tally.new) for one in reports}


def poll_of(watch: Watch, source: str = "echo") -> PollState:
    return list_polls(watch.ledger)[source]


def titles(watch: Watch) -> list[str]:
    rows = watch.coverage.execute("SELECT title FROM items ORDER BY title").fetchall()
    return [title for (title,) in rows]


def test_new_entries_are_stored_and_the_poll_is_remembered(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", page(1, 2), etag='"a"', last_modified="now")
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        assert collect_due(watch, NOW) == [
            PollReport(
                source_id="echo",
                outcome=Outcome.FRESH,
                reason="2 entries",
                tally=Tally(entries=2, new=2),
            )
        ]
        columns = "outlet, tier, owner, url, title, text, published_at, first_seen_at"
        rows = watch.coverage.execute(f"SELECT {columns} FROM items ORDER BY title").fetchall()
        assert [row[:-2] for row in rows] == [
            ("The echo", "local", "echo", f"https://news.example/{n}", f"Story {n}", f"About {n}.")
            for n in (1, 2)
        ]
        assert {row[-2:] for row in rows} == {(NOW - HOUR, NOW)}
        assert poll_of(watch) == PollState(
            source_id="echo",
            url=publisher.url("/feed"),
            next_poll_at=NOW + QUARTER,
            outcome=Outcome.FRESH,
            reason="2 entries",
            polled_at=NOW,
            since_at=NOW,
            ok_at=NOW,
            new_at=NOW,
            rhythm_minutes=15,
            etag='"a"',
            last_modified="now",
            body_hash=ids.body_hash(page(1, 2)),
        )


def test_a_source_is_asked_again_only_when_its_time_has_come(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", page(1))
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        assert len(collect_due(watch, NOW)) == 1
        assert collect_due(watch, NOW + QUARTER - timedelta(seconds=1)) == []
        assert len(collect_due(watch, NOW + QUARTER)) == 1
    assert len(publisher.requests) == 2


def test_an_unchanged_page_is_asked_for_conditionally_and_costs_nothing(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", page(1), etag='W/"caf\xe9"', last_modified="Mon, 1 jun 2026")
    urls = {"echo": publisher.url("/feed")}
    with watching(desk, urls) as watch:
        collect_due(watch, NOW)
    with watching(desk) as watch:
        for hours in (1, 2):
            found = facts(collect_due(watch, NOW + hours * HOUR))
            assert found == {"echo": (Outcome.UNCHANGED, 0, 0)}
    first, *later = (request.headers for request in publisher.requests)
    assert not {"if-none-match", "if-modified-since"} & set(first)
    for headers in later:
        assert headers["if-none-match"] == 'W/"caf\xe9"'
        assert headers["if-modified-since"] == "Mon, 1 jun 2026"


def test_the_same_page_in_full_stores_nothing_new(desk: Desk, publisher: Publisher) -> None:
    publisher.serve("/feed", page(1, 2))
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        collect_due(watch, NOW)
        assert facts(collect_due(watch, NOW + HOUR)) == {"echo": (Outcome.UNCHANGED, 0, 0)}
        publisher.serve("/feed", page(2, 1))
        assert facts(collect_due(watch, NOW + HOUR)) == {}
        assert facts(collect_due(watch, NOW + 1.5 * HOUR)) == {"echo": (Outcome.FRESH, 2, 0)}
        publisher.serve("/feed", page(3, 2, 1))
        assert facts(collect_due(watch, NOW + 2 * HOUR)) == {"echo": (Outcome.FRESH, 3, 1)}
        assert titles(watch) == ["Story 1", "Story 2", "Story 3"]


def test_what_stands_twice_on_a_page_is_stored_once_and_counted(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", page(1, 2, 1))
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        (report,) = collect_due(watch, NOW)
        assert report.tally == Tally(entries=3, new=2, repeated=1)
        assert report.tally.known == 0


def test_the_same_article_in_two_sources_is_one_item(desk: Desk, publisher: Publisher) -> None:
    publisher.serve("/a", page(1, 2))
    publisher.serve(
        "/b", page(2, 3).replace(b"<guid", b"<category").replace(b"</guid", b"</category")
    )
    with watching(desk, {"a": publisher.url("/a"), "b": publisher.url("/b")}) as watch:
        found = facts(collect_due(watch, NOW))
        # Whose it is, the first answer decides.
        assert sorted(found.values()) == [(Outcome.FRESH, 2, 1), (Outcome.FRESH, 2, 2)]
        assert titles(watch) == ["Story 1", "Story 2", "Story 3"]


def test_items_that_were_stored_before_a_crash_are_known_after_it(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", page(1, 2), etag='"a"')
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        collect_due(watch, NOW)
    ledger_of(desk.data).unlink()  # as if the poll had never been remembered
    with watching(desk) as watch:
        assert facts(collect_due(watch, NOW)) == {"echo": (Outcome.FRESH, 2, 0)}
        assert len(titles(watch)) == 2


def test_one_bad_source_costs_the_others_nothing(desk: Desk, publisher: Publisher) -> None:
    faults = {
        "reset": Outcome.BROKEN,
        "html_page": Outcome.NOT_A_FEED,
        "empty_body": Outcome.EMPTY,
        "billion_laughs": Outcome.UNSAFE,
        "not_found": Outcome.ERROR,
        "redirect_to:http://127.0.0.1:99999/": Outcome.REFUSED,
        "retry_after:Mon, 01 Jun 2026 00:00:00 +99999999999999999999": Outcome.WAIT,
    }
    urls = {f"bad-{n}": publisher.url(f"/bad-{n}") for n in range(len(faults))}
    for path, fault in zip(urls, faults, strict=True):
        publisher.misbehave(path, fault)
    for n in (1, 2):
        publisher.serve(f"/good-{n}", page(n))
    urls = {"good-1": publisher.url("/good-1"), **urls, "good-2": publisher.url("/good-2")}
    with watching(desk, urls) as watch:
        found = facts(collect_due(watch, NOW))
        assert titles(watch) == ["Story 1", "Story 2"]
        assert {poll.failures for poll in list_polls(watch.ledger).values()} == {0, 0.25, 0.5, 1}
    outcomes = [Outcome.FRESH, *faults.values(), Outcome.FRESH]
    assert {source: outcome for source, (outcome, _, _) in found.items()} == dict(
        zip(urls, outcomes, strict=True)
    )


def test_a_failing_source_is_asked_less_often_and_never_given_up(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", page(1), etag='"a"')
    now, waits = NOW, []
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        collect_due(watch, now)
        publisher.misbehave("/feed", "http_500")
        for _ in range(8):
            now = poll_of(watch).next_poll_at
            assert len(collect_due(watch, now)) == 1
            waits.append(poll_of(watch).next_poll_at - now)
        assert (poll_of(watch).failures, poll_of(watch).ok_at) == (2, NOW)
        # A server's failure counts a quarter, and what failed together must not come back together.
        for number, wait in enumerate(waits, start=1):
            assert 1 <= wait / (QUARTER * (1 + number / 4)) <= 1.1

        publisher.behave("/feed")
        assert facts(collect_due(watch, now + 2 * HOUR)) == {"echo": (Outcome.UNCHANGED, 0, 0)}
        assert poll_of(watch).failures == 0
    assert publisher.requests[-1].headers["if-none-match"] == '"a"'


def test_a_page_that_was_not_read_is_not_called_unchanged_later(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", b"<html>Log in</html>", etag='"login"')
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        assert facts(collect_due(watch, NOW)) == {"echo": (Outcome.NOT_A_FEED, 0, 0)}
        assert facts(collect_due(watch, NOW + HOUR)) == {"echo": (Outcome.NOT_A_FEED, 0, 0)}
    assert "if-none-match" not in publisher.requests[-1].headers


def test_a_publisher_that_asks_us_to_wait_is_left_alone_even_after_a_restart(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.misbehave("/feed", "retry_after:7200")
    publisher.serve("/other", page(1))
    with watching(desk, {"echo": publisher.url("/feed"), "b": publisher.url("/other")}) as watch:
        collect_all(watch, NOW)
    for minutes in (0, 119):
        with watching(desk) as watch:
            found = {
                one.source_id: one for one in collect_all(watch, NOW + timedelta(minutes=minutes))
            }
            assert found["echo"].outcome is Outcome.WAIT
            assert found["echo"].reason == "still asks us to wait"
            assert found["b"].outcome is Outcome.UNCHANGED
            assert "echo" not in facts(collect_due(watch, NOW + timedelta(minutes=minutes)))
    asked = [request for request in publisher.requests if request.path == "/feed"]
    assert len(asked) == 1
    publisher.serve("/feed", page(2))
    with watching(desk) as watch:
        assert facts(collect_all(watch, NOW + timedelta(hours=2)))["echo"] == (Outcome.FRESH, 1, 1)


def test_a_changed_address_is_asked_unconditionally_and_its_known_items_stay_known(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/old", page(1), etag='"a"', last_modified="now")
    publisher.serve("/new", page(2, 1), etag='"a"', last_modified="now")
    with watching(desk, {"echo": publisher.url("/old")}) as watch:
        collect_due(watch, NOW)
    with watching(desk, {"echo": publisher.url("/new")}) as watch:
        assert facts(collect_due(watch, NOW + HOUR)) == {"echo": (Outcome.FRESH, 2, 1)}
    assert not {"if-none-match", "if-modified-since"} & set(publisher.requests[-1].headers)


def test_a_feed_cut_short_gives_what_it_has_and_the_report_says_so(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", page(1, 2, 3))
    publisher.misbehave("/feed", "truncated_xml")
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        (report,) = collect_due(watch, NOW)
        assert report.outcome is Outcome.FRESH
        assert report.tally.new >= 1
        assert report.reason.startswith("not well-formed: ")
        publisher.behave("/feed")
        collect_due(watch, NOW + HOUR)
        assert titles(watch)[-3:] == ["Story 1", "Story 2", "Story 3"]


def test_a_source_that_is_off_is_never_asked(desk: Desk, publisher: Publisher) -> None:
    desk.watch({"echo": publisher.url("/feed")})
    sources = desk.config / "sources.toml"
    sources.write_text(sources.read_text().rstrip() + "\nenabled = false\n")
    with watching(desk) as watch:
        assert collect_due(watch, NOW) == collect_all(watch, NOW) == []
    assert publisher.requests == []


def test_more_sources_than_are_asked_at_once_are_all_asked_in_one_pass(
    desk: Desk, publisher: Publisher
) -> None:
    names = [f"s{n:03}" for n in range(25)]
    for number, name in enumerate(names):
        publisher.serve(name, page(number))
    with watching(desk, {name: publisher.url(name) for name in names}) as watch:
        reports = collect_due(watch, NOW)
        assert sorted((one.source_id, one.tally.new) for one in reports) == [
            (name, 1) for name in names
        ]
        assert set(list_polls(watch.ledger)) == set(names)


def test_a_full_pass_reports_in_the_order_of_the_configuration(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.misbehave("/first", "retry_after:7200")
    publisher.misbehave("/second", "http_500")
    publisher.serve("/third", page(1))
    names = ["first", "second", "third"]
    with watching(desk, {name: publisher.url(name) for name in names}) as watch:
        for _ in range(2):
            assert [one.source_id for one in collect_all(watch, NOW)] == names


def test_a_publisher_that_hangs_holds_up_nobody_elses_news(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.misbehave("/slow", "hang")
    publisher.serve("/good", page(1))
    urls = {name: publisher.url(name) for name in ("slow", "good")}
    with watching(desk, urls) as watch:
        assert facts(collect_arriving(watch, NOW)) == {"good": (Outcome.FRESH, 1, 1)}
        assert titles(watch) == ["Story 1"]
        assert facts(collect_arriving(watch, NOW)) == {"slow": (Outcome.TOO_SLOW, 0, 0)}
        assert poll_of(watch, "slow").failures == 0.25
        assert collect_arriving(watch, NOW) == []
    assert sorted(request.path for request in publisher.requests) == ["/good", "/slow"]


def test_the_relative_links_of_a_feed_that_moved_belong_to_where_it_is_now(
    desk: Desk, publisher: Publisher
) -> None:
    item = b"<item><title>T</title><link>story</link></item>"
    publisher.serve("/new/feed", b'<rss version="2.0"><channel>' + item + b"</channel></rss>")
    publisher.misbehave("/feed", f"redirect_to:{publisher.url('/new/feed')}")
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        collect_due(watch, NOW)
        assert watch.coverage.execute("SELECT url FROM items").fetchall() == [
            (publisher.url("/new/story"),)
        ]
        assert poll_of(watch).url == publisher.url("/feed")
