"""What the pages of sources lead to over time: edits, back catalogues, renumbered feeds, gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from monitor.pipeline import take_in
from monitor.records import Arrival, Outcome, Reason
from monitor.settings import load_settings
from monitor.steps.asking import ask
from monitor.steps.collecting import collect_due
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts
from monitor.store.outbox import list_deliveries
from monitor.store.sources import list_polls, list_source_events
from tests.conftest import Desk
from tests.fakes.publisher import Entry, Publisher, rss

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CALL = "Councillor says the Northmoor PCC must resign"


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    return new_desk()


@contextmanager
def watching(desk: Desk) -> Iterator[Watch]:
    with open_watch(load_settings(desk.config), desk.data, None, print) as watch:
        yield watch


def entry(number: int, at: datetime | None, title: str = "", text: str = "") -> Entry:
    return {
        "guid": f"g{number}",
        "title": title or f"Story {number}",
        "link": f"https://news.example/{number}",
        "description": text or f"About {number}.",
        "published": at,
    }


def pages_of(count: int, at: datetime, first: int = 1) -> list[Entry]:
    """Entries one minute apart, the newest first."""
    return [entry(first + n, at - timedelta(minutes=n)) for n in range(count)]


def column(watch: Watch, what: str) -> list[object]:
    return [row[0] for row in watch.coverage.execute(f"SELECT {what}").fetchall()]


def arrivals(watch: Watch) -> dict[str, int]:
    rows = watch.coverage.execute("SELECT arrival, count(*) FROM items GROUP BY ALL").fetchall()
    return dict(rows)


def next_poll(watch: Watch) -> datetime:
    return list_polls(watch.ledger)["echo"].next_poll_at


def test_a_new_feeds_back_catalogue_wakes_nobody_and_its_news_of_the_hour_does(
    desk: Desk, publisher: Publisher
) -> None:
    old = [entry(n, NOW - n * DAY, f"{CALL}, day {n}") for n in range(1, 51)]
    publisher.serve("/feed", rss("Echo", [entry(0, NOW - HOUR, CALL), *old]))
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        take_in(watch, NOW)
        assert arrivals(watch) == {"news": 1, "backfill": 50}
        alerts = [alert.id for alert in list_alerts(watch.ledger)]
        messages = list_deliveries(watch.ledger, alerts)
        assert [one.card.headline for one in messages if one.state == "new"] == [CALL]


def test_a_back_catalogue_alone_wakes_nobody_and_says_why(desk: Desk, publisher: Publisher) -> None:
    publisher.serve("/feed", rss("Echo", [entry(1, None, CALL)]))
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        take_in(watch, NOW)
        (alert,) = list_alerts(watch.ledger)
        (message,) = list_deliveries(watch.ledger, [alert.id])
        assert (alert.state, message.state) == ("noted", "held")
        assert message.reason is Reason.BACK_CATALOGUE


def test_what_was_published_well_before_the_last_look_is_history(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", rss("Echo", [entry(1, NOW - HOUR)]))
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        take_in(watch, NOW)
        late, old = entry(2, NOW - 5 * HOUR), entry(3, NOW - 3 * DAY)
        publisher.serve("/feed", rss("Echo", [late, old, entry(1, NOW - HOUR)]))
        take_in(watch, NOW + HOUR)
        found = watch.coverage.execute("SELECT title, arrival FROM items ORDER BY title").fetchall()
        assert found == [("Story 1", "news"), ("Story 2", "news"), ("Story 3", "backfill")]


def test_an_edited_article_is_a_new_version_and_never_a_new_alert(
    desk: Desk, publisher: Publisher
) -> None:
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        now = NOW
        for words in ("Anger grows.", "Anger grows in the county.", "The panel will meet."):
            publisher.serve("/feed", rss("Echo", [entry(1, NOW - HOUR, CALL, words)]))
            take_in(watch, now)
            now += HOUR
        assert column(watch, "text FROM items") == ["The panel will meet."]
        assert column(watch, "text FROM item_versions ORDER BY replaced_at") == [
            "Anger grows.",
            "Anger grows in the county.",
        ]
        assert column(watch, "count(*) FROM items WHERE understood_at IS NULL") == [0]
        (alert,) = list_alerts(watch.ledger)
        assert len(list_deliveries(watch.ledger, [alert.id])) == 1


def test_an_edit_that_first_brings_the_commissioner_in_is_noticed(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", rss("Echo", [entry(1, NOW - HOUR, "Row over police station")]))
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        take_in(watch, NOW)
        assert list_alerts(watch.ledger) == []
        publisher.serve("/feed", rss("Echo", [entry(1, NOW - HOUR, CALL)]))
        take_in(watch, NOW + HOUR)
        assert [alert.card.headline for alert in list_alerts(watch.ledger)] == [CALL]


def test_an_edit_that_takes_the_commissioner_out_leaves_no_mention(
    desk: Desk, publisher: Publisher
) -> None:
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        for hour, title in enumerate((CALL, "Row over police station")):
            publisher.serve("/feed", rss("Echo", [entry(1, NOW - HOUR, title)]))
            take_in(watch, NOW + hour * HOUR)
        assert column(watch, "count(*) FROM mentions") == [0]
        assert column(watch, "count(*) FROM tones") == [0]


def test_a_site_that_renumbers_everything_is_one_notice_and_no_alert(
    desk: Desk, publisher: Publisher
) -> None:
    entries = [entry(n, NOW - HOUR, f"{CALL}, says speaker {n}") for n in range(200)]
    publisher.serve("/feed", rss("Echo", entries))
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        take_in(watch, NOW - HOUR)
        before = len(list_alerts(watch.ledger))
        moved: list[Entry] = [
            {**one, "guid": f"new-{n}", "link": f"https://new.example/{n}", "published": NOW}
            for n, one in enumerate(entries)
        ]
        publisher.serve("/feed", rss("Echo", moved))
        take_in(watch, NOW + HOUR)
        assert len(list_alerts(watch.ledger)) == before
        assert column(watch, "count(*) FROM items") == [200]
        (event,) = list_source_events(watch.ledger, NOW)
        assert (event.what, event.note) == (
            "renumbered",
            "it gave new names to everything: 200 entries held",
        )
        take_in(watch, NOW + 2 * HOUR)
        assert len(list_source_events(watch.ledger, NOW)) == 1


def test_a_site_moved_with_articles_that_we_never_saw_wakes_nobody(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", rss("Echo", pages_of(20, NOW - HOUR)))
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        take_in(watch, NOW)
        moved = [entry(n, NOW + QUARTER, f"{CALL}, again {n}") for n in range(1000, 1200)]
        publisher.serve("/feed", rss("Echo", moved))
        take_in(watch, NOW + HOUR)
        assert arrivals(watch)[Arrival.RENUMBERED] == 200
        messages = list_deliveries(watch.ledger, [one.id for one in list_alerts(watch.ledger)])
        assert {one.reason for one in messages} == {Reason.BACK_CATALOGUE}


def test_what_rolled_off_while_we_were_down_is_a_gap_with_its_times(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", rss("Echo", pages_of(20, NOW)))
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        take_in(watch, NOW)
    later = NOW + 8 * HOUR
    window = [entry(1000 + n, later - n * timedelta(minutes=6)) for n in range(20)]
    publisher.serve("/feed", rss("Echo", window))
    with watching(desk) as watch:
        take_in(watch, later)
        assert arrivals(watch)["news"] == 40
        (event,) = list_source_events(watch.ledger, NOW)
        assert event.what == "gap"
        assert (event.from_at, event.to_at) == (NOW, later - 19 * timedelta(minutes=6))
        assert "between Mon 1 Jun, 13:00 and Mon 1 Jun, 19:06" in event.note


def test_a_page_that_still_knows_its_last_entry_leaves_no_gap(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", rss("Echo", pages_of(20, NOW)))
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        take_in(watch, NOW)
        fresh = pages_of(19, NOW + 8 * HOUR, first=1000)
        publisher.serve("/feed", rss("Echo", [*fresh, entry(1, NOW)]))
        take_in(watch, NOW + 8 * HOUR)
        assert list_source_events(watch.ledger, NOW) == []


def test_a_date_in_the_future_is_shown_doubtful_and_hides_nothing(
    desk: Desk, publisher: Publisher
) -> None:
    desk.watch({"echo": publisher.url("/feed")})
    publisher.serve("/feed", rss("Echo", []))
    with watching(desk) as watch:
        take_in(watch, NOW - HOUR)
        entries = [entry(1, NOW + 3 * HOUR, CALL), entry(2, datetime(1970, 1, 1, tzinfo=UTC), CALL)]
        publisher.serve("/feed", rss("Echo", entries))
        take_in(watch, NOW)
        assert column(watch, "date_doubtful FROM items") == [True, True]
        assert arrivals(watch) == {"news": 2}
        assert list_alerts(watch.ledger)[0].state == "new"


def test_a_feed_that_moved_for_good_is_asked_there_after_a_day_of_saying_so(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/new", rss("Echo", [entry(1, NOW)]))
    publisher.serve("/feed", b"", status=301, headers={"Location": publisher.url("/new")})
    desk.watch({"echo": publisher.url("/feed")})
    now = NOW
    while now < NOW + 26 * HOUR:
        with watching(desk) as watch:  # a restart between any two sightings
            take_in(watch, now)
        now += 2 * HOUR
    with watching(desk) as watch:
        poll = list_polls(watch.ledger)["echo"]
        assert poll.moved_url == publisher.url("/new")
        assert poll.url == publisher.url("/feed")  # what a person wrote is kept
        (event,) = list_source_events(watch.ledger, NOW)
        assert event.note == (
            f"its publisher moved it from {publisher.url('/feed')} to {publisher.url('/new')}"
        )
        asked = len(publisher.requests)
        take_in(watch, now)
        assert [one.path for one in publisher.requests[asked:]] == ["/new"]

        publisher.serve("/new", b"", status=404)
        publisher.serve("/feed", rss("Echo", [entry(2, NOW)]))
        take_in(watch, now + DAY)
        take_in(watch, now + 2 * DAY)
        assert publisher.requests[-1].path == "/feed"
        assert list_polls(watch.ledger)["echo"].outcome is Outcome.FRESH


def test_a_redirect_of_one_hour_changes_nothing(desk: Desk, publisher: Publisher) -> None:
    publisher.serve("/portal", rss("Echo", [entry(1, NOW)]))
    publisher.serve("/feed", b"", status=301, headers={"Location": publisher.url("/portal")})
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        for look in range(4):
            take_in(watch, NOW + look * QUARTER)
        publisher.serve("/feed", rss("Echo", [entry(1, NOW)]))
        take_in(watch, NOW + 30 * HOUR)
        take_in(watch, NOW + 31 * HOUR)
        assert list_polls(watch.ledger)["echo"].moved_url == ""
        assert list_source_events(watch.ledger, NOW) == []


def test_a_crash_between_asking_and_remembering_makes_no_early_poll(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.serve("/feed", rss("Echo", [entry(1, NOW)]))
    desk.watch({"echo": publisher.url("/feed")}, deadline_seconds=1)
    with watching(desk) as watch:
        collect_due(watch, NOW)
    publisher.misbehave("/feed", "hang")
    with watching(desk) as watch:
        ask(watch, watch.settings.sources, list_polls(watch.ledger), NOW + HOUR)
    publisher.behave("/feed")
    with watching(desk) as watch:
        assert next_poll(watch) == NOW + HOUR + QUARTER
        assert collect_due(watch, NOW + HOUR + QUARTER - timedelta(seconds=1)) == []


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(410, Outcome.GONE), (429, Outcome.WAIT), (403, Outcome.BLOCKED), (500, Outcome.SERVER)],
)
def test_a_refusal_in_json_means_what_its_status_says(
    desk: Desk, publisher: Publisher, status: int, outcome: Outcome
) -> None:
    more = {"Retry-After": "7200"}
    publisher.serve(
        "/feed", b'{"error": "no"}', content_type="application/json", status=status, headers=more
    )
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        (report,) = collect_due(watch, NOW)
        assert report.outcome is outcome
        assert (next_poll(watch) - NOW == 2 * HOUR) == (outcome is Outcome.WAIT)
