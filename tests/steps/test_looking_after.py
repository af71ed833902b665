"""No news is not good news: sources that fall silent or shut us out become alerts, and stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from monitor.pipeline import send_out, take_in
from monitor.records import AlertState, CycleReport, Reason
from monitor.settings import load_settings
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts
from monitor.store.outbox import list_deliveries
from tests.conftest import Desk
from tests.fakes.publisher import Publisher, rss

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)  # Monday, 13:00 in London
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EYES = """
[[rules]]
id = "R39"
name = "Silent or blocked source"
severity = "S3"
lead = "office (system)"
watches = "source"

[[rules]]
id = "R39b"
name = "We are blind"
severity = "S2"
lead = "office (system)"
watches = "all-sources"
"""


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    return new_desk()


@contextmanager
def watching(desk: Desk, urls: dict[str, str] | None = None) -> Iterator[Watch]:
    if urls is not None:
        desk.watch(urls)
        rules = desk.config / "rules" / "alerts.toml"
        rules.write_text(rules.read_text() + EYES)
    with open_watch(load_settings(desk.config), desk.data, None, print) as watch:
        yield watch


def page(number: int, at: datetime) -> bytes:
    link = f"https://news.example/{number}"
    return rss(
        "Echo", [{"guid": f"{number}", "title": f"Item {number}", "link": link, "published": at}]
    )


def headlines(watch: Watch, rule: str = "R39") -> list[str]:
    return [one.card.headline for one in list_alerts(watch.ledger) if one.rule_id == rule]


def a_day_of_news(watch: Watch, publisher: Publisher, path: str = "/feed") -> datetime:
    """Something new every hour of a working day; the time of the last."""
    at = NOW - 10 * HOUR
    for number in range(10):
        publisher.serve(path, page(number, at))
        take_in(watch, at)
        at += HOUR
    return at - HOUR


def test_a_source_that_falls_silent_is_told_of_once(desk: Desk, publisher: Publisher) -> None:
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        last = a_day_of_news(watch, publisher)
        for hours in range(1, 13):
            take_in(watch, last + hours * HOUR)
        quiet = [one for one in list_alerts(watch.ledger) if one.rule_id == "R39"]
        (alert,) = quiet
        assert alert.card.headline == (
            "The echo is quiet: nothing new since Mon 1 Jun, 12:00; it seldom goes an hour without"
        )
        assert alert.created_at == last + 7 * HOUR  # a busy source: six hours are allowed
        assert len(list_deliveries(watch.ledger, [alert.id])) == 1


def test_a_source_that_speaks_again_ends_its_alert_and_the_morning_hears_nothing(
    desk: Desk, publisher: Publisher
) -> None:
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        last = a_day_of_news(watch, publisher)
        for hours in range(1, 10):
            take_in(watch, last + hours * HOUR)  # 20:00 and later in London: held for the morning
        (alert,) = (one for one in list_alerts(watch.ledger) if one.rule_id == "R39")
        publisher.serve("/feed", page(99, last + 10 * HOUR))
        take_in(watch, last + 10 * HOUR)
        (ended,) = (one for one in list_alerts(watch.ledger) if one.rule_id == "R39")
        assert ended.state is AlertState.CLOSED
        send_out(watch, last + DAY, CycleReport())
        sent = [one.state for one in list_deliveries(watch.ledger, [alert.id])]
        assert sent in (["held"], ["sent"])  # sent only if it left before quiet hours began


def test_a_source_that_shuts_us_out_is_told_of_when_it_lasts(
    desk: Desk, publisher: Publisher
) -> None:
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        publisher.serve("/feed", page(1, NOW))
        take_in(watch, NOW)
        publisher.serve("/feed", b"<h1>Forbidden</h1>", content_type="text/html", status=403)
        take_in(watch, NOW + HOUR)
        assert headlines(watch) == []
        for hours in range(2, 6):
            take_in(watch, NOW + hours * HOUR)
        assert headlines(watch) == ["The echo is blocked: refuses us (403)"]


def test_a_connection_of_ours_that_is_down_is_one_alert_and_not_one_a_source(
    desk: Desk, publisher: Publisher
) -> None:
    urls = {f"s{number}": publisher.url(f"/s{number}") for number in range(12)}
    for number, path in enumerate(urls):
        publisher.serve(path, page(number, NOW))
    with watching(desk, urls) as watch:
        take_in(watch, NOW)
        publisher.stop()
        for hours in range(1, 6):
            take_in(watch, NOW + hours * HOUR)
        told = [alert for alert in list_alerts(watch.ledger) if alert.rule_id == "R39"]
        (alert,) = told
        assert alert.card.headline.startswith("12 sources cannot be read since Mon 1 Jun")
        publisher.start()
        for hours in (7, 8):
            publisher.serve("/s1", page(100 + hours, NOW + hours * HOUR))
            take_in(watch, NOW + hours * HOUR)
        assert list_alerts(watch.ledger, state=AlertState.NEW) == []


def test_hours_without_anything_by_day_mean_that_we_are_blind(
    desk: Desk, publisher: Publisher
) -> None:
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        last = a_day_of_news(watch, publisher)
        take_in(watch, last + timedelta(minutes=175))  # three times what is usual with it
        assert headlines(watch, "R39b") == []
        take_in(watch, last + timedelta(minutes=185))
        assert headlines(watch, "R39b") == [
            "We are blind: none of 1 sources has brought anything since Mon 1 Jun, 12:00"
        ]
        publisher.serve("/feed", page(99, last + 4 * HOUR))
        take_in(watch, last + 4 * HOUR)
        assert list_alerts(watch.ledger)[0].state is AlertState.CLOSED


def test_an_alert_about_a_source_is_not_raised_again_by_a_restart(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.misbehave("/feed", "not_found")
    with watching(desk, {"echo": publisher.url("/feed")}) as watch:
        for hours in range(5):
            take_in(watch, NOW + hours * HOUR)
    for hours in range(5, 8):
        with watching(desk) as watch:
            take_in(watch, NOW + hours * HOUR)
    with watching(desk) as watch:
        (alert,) = list_alerts(watch.ledger)
        messages = list_deliveries(watch.ledger, [alert.id])
        assert [one.reason for one in messages] == [Reason.FIRST]
