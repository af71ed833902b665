"""Alerts that are told together, over a real ledger: once each, whatever is cut off in between."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import ids
from monitor.alert.holding import Circumstances
from monitor.alert.judge import judge
from monitor.records import (
    Alert,
    AlertState,
    Delivery,
    DeliveryState,
    Manners,
    Reason,
    Severity,
)
from monitor.steps.acting import acknowledge, close_alerts
from monitor.steps.escalating import escalate_due
from monitor.steps.summing_up import sum_up_due
from monitor.store.alerts import alerts_of_stories, list_alerts, save_judgements
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import claim, deliveries_due, list_deliveries, next_due_at
from monitor.store.summaries import told_since
from tests.alert.samples import (
    MORNING,
    NIGHT,
    NOON,
    S1,
    S2,
    S3,
    a_desk,
    a_firing,
    an_item,
    coverage_of,
)

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
DESK = a_desk("console", "slack")
MANNERS = Manners()
SPENT: dict[str, Any] = {"pushed_today": 10, "critical_lately": 10}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(path)) as db:
        yield db


def bring(
    ledger: Ledger, name: str, severity: Severity = S2, now: datetime = NOON, **around: Any
) -> Alert:
    """Judges an item of a story of its own, as alerting does, and stores what comes of it."""
    summaries = [one.at for one in told_since(ledger, NOON - 24 * HOUR) if _is_summary(one.reason)]
    item = an_item(name, first_seen_at=now, published_at=now)
    coverage = coverage_of(item=item, story_id=ids.story_id(name))
    known = alerts_of_stories(ledger, [coverage.story_id])
    circumstances = Circumstances(
        standing=tuple(known), summed_up_at=max(summaries, default=None), **around
    )
    found = judge(DESK, a_firing(severity=severity), coverage, circumstances, now)
    assert found
    save_judgements(ledger, [found])
    return found.alert


def _is_summary(reason: Reason) -> bool:
    return reason is Reason.BUDGET


def sum_up(ledger: Ledger, now: datetime) -> int:
    return sum_up_due(ledger, DESK, MANNERS, now)


def summaries(ledger: Ledger, rule: str = "SUMMARY") -> list[Alert]:
    found = [one for one in list_alerts(ledger) if one.rule_id == rule]
    return sorted(found, key=lambda one: one.created_at)


def alert_of(ledger: Ledger, name: str) -> Alert:
    (found,) = alerts_of_stories(ledger, [ids.story_id(name)])
    return found


def leaving(ledger: Ledger, now: datetime) -> list[Delivery]:
    return [one for one in deliveries_due(ledger, now) if one.way == "slack"]


# ---------------------------------------------------------------- beyond the budget


def test_what_the_budget_held_is_told_in_one_message_when_its_time_has_come(
    ledger: Ledger,
) -> None:
    for name in "abc":
        bring(ledger, name, **SPENT)
    assert sum_up(ledger, NOON + 2 * MINUTE - SECOND) == 0
    assert sum_up(ledger, NOON + 2 * MINUTE) == 1
    (message,) = leaving(ledger, NOON + 2 * MINUTE)
    assert message.card.headline == "Summary of 3 alerts: 3 S2"
    assert (message.reason, message.person) == (Reason.BUDGET, "Sam Okafor")


def test_a_summary_is_made_once_however_often_we_look(ledger: Ledger) -> None:
    bring(ledger, "a", **SPENT)
    assert [sum_up(ledger, NOON + minutes * MINUTE) for minutes in range(6)] == [0, 0, 1, 0, 0, 0]


def test_the_next_summary_leaves_half_an_hour_after_the_last(ledger: Ledger) -> None:
    bring(ledger, "a", **SPENT)
    sum_up(ledger, NOON + 2 * MINUTE)
    for minute in range(3, 30):
        bring(ledger, f"b{minute}", now=NOON + minute * MINUTE, **SPENT)
    told = [minute for minute in range(3, 90) if sum_up(ledger, NOON + minute * MINUTE)]
    assert told == [32]
    assert summaries(ledger)[1].card.headline == "Summary of 27 alerts: 27 S2"


def test_a_storm_of_s1_has_its_summaries_at_once_and_then_every_minute(ledger: Ledger) -> None:
    told = []
    for second in range(150):
        now = NOON + second * SECOND
        bring(ledger, f"a{second}", S1, now, **SPENT)
        if sum_up(ledger, now):
            told.append(second)
    assert told == [0, 60, 120]


def test_an_s1_takes_along_what_waits(ledger: Ledger) -> None:
    bring(ledger, "a", S3, **SPENT)
    bring(ledger, "b", S1, **SPENT)
    assert sum_up(ledger, NOON) == 1
    assert summaries(ledger)[0].card.headline == "Summary of 2 alerts: 1 S1, 1 S3"


def test_the_ledger_knows_when_a_summary_is_due(ledger: Ledger) -> None:
    bring(ledger, "a", **SPENT)
    assert next_due_at(ledger) == NOON + 2 * MINUTE
    sum_up(ledger, NOON + 2 * MINUTE)
    assert next_due_at(ledger) == NOON + 2 * MINUTE  # now its own messages


def test_what_somebody_took_in_hand_before_the_summary_is_not_in_it(ledger: Ledger) -> None:
    first, _ = bring(ledger, "a", **SPENT), bring(ledger, "b", **SPENT)
    assert acknowledge(ledger, first.id, "Ruth Adeyemi", NOON + MINUTE)
    sum_up(ledger, NOON + 5 * MINUTE)
    assert summaries(ledger)[0].card.headline == "Summary of 1 alert: 1 S2"


def test_nothing_is_told_when_all_is_in_hand(ledger: Ledger) -> None:
    alert = bring(ledger, "a", **SPENT)
    acknowledge(ledger, alert.id, "Ruth Adeyemi", NOON + MINUTE)
    assert sum_up(ledger, NOON + 5 * MINUTE) == 0
    assert next_due_at(ledger) == MORNING  # when an acknowledgement with nothing after it returns


def rise(ledger: Ledger, name: str, severity: Severity, now: datetime, **around: Any) -> None:
    """Another item of its story makes the alert more urgent."""
    item = an_item(f"{name}, worse", first_seen_at=now, published_at=now)
    coverage = coverage_of(item=item, story_id=ids.story_id(name))
    standing = tuple(alerts_of_stories(ledger, [coverage.story_id]))
    circumstances = Circumstances(standing=standing, **around)
    found = judge(DESK, a_firing(severity=severity), coverage, circumstances, now)
    assert found
    save_judgements(ledger, [found])


def test_what_became_more_urgent_and_was_told_so_is_not_told_again(ledger: Ledger) -> None:
    bring(ledger, "a", S2, **SPENT)
    rise(ledger, "a", S1, NOON + MINUTE, pushed_today=10)
    assert [one.reason for one in leaving(ledger, NOON + MINUTE)] == [Reason.MORE_URGENT]
    assert sum_up(ledger, NOON + 5 * MINUTE) == 0


def test_what_rises_twice_before_the_summary_stands_in_it_once(ledger: Ledger) -> None:
    bring(ledger, "a", S3, **SPENT)
    rise(ledger, "a", S2, NOON + MINUTE, **SPENT)
    sum_up(ledger, NOON + 5 * MINUTE)
    assert summaries(ledger)[0].card.headline == "Summary of 1 alert: 1 S2"
    assert sum_up(ledger, NOON + 50 * MINUTE) == 0


def test_an_alert_in_hand_that_rises_beyond_the_budget_is_told_in_the_summary(
    ledger: Ledger,
) -> None:
    alert = bring(ledger, "a", S3)
    acknowledge(ledger, alert.id, "Ruth Adeyemi", NOON + SECOND)
    rise(ledger, "a", S2, NOON + MINUTE, **SPENT)
    assert sum_up(ledger, NOON + 5 * MINUTE) == 1
    assert alert_of(ledger, "a").owner == "Ruth Adeyemi"


# ---------------------------------------------------------------- answers


@pytest.mark.parametrize(("severity", "minutes"), [(S1, 10), (S2, 30)])
def test_what_a_summary_tells_goes_up_the_ladder_when_nobody_answers(
    ledger: Ledger, severity: Severity, minutes: int
) -> None:
    bring(ledger, "a", severity, **SPENT)
    bring(ledger, "b", S3, **SPENT)
    told_at = NOON + 2 * MINUTE
    sum_up(ledger, told_at)
    assert escalate_due(ledger, DESK, told_at + minutes * MINUTE - SECOND) == 0
    assert escalate_due(ledger, DESK, told_at + minutes * MINUTE) == 1
    pages = [one for one in leaving(ledger, told_at + HOUR) if one.reason is Reason.UNANSWERED]
    assert [one.person for one in pages] == ["Ruth Adeyemi"]
    assert pages[0].card == summaries(ledger)[0].card


def test_whoever_takes_a_summary_in_hand_takes_all_of_it(ledger: Ledger) -> None:
    for name in "abc":
        bring(ledger, name, **SPENT)
    sum_up(ledger, NOON + 2 * MINUTE)
    (told,) = summaries(ledger)
    assert acknowledge(ledger, told.id, "Sam Okafor", NOON + 3 * MINUTE)
    states = {(one.state, one.owner) for one in list_alerts(ledger)}
    assert states == {(AlertState.ACKNOWLEDGED, "Sam Okafor")}
    audited = ledger.execute("SELECT count(*) FROM audit WHERE action = 'acknowledged'").fetchone()
    assert audited[0] == 4
    assert escalate_due(ledger, DESK, NOON + 9 * HOUR) == 0


def test_taking_a_summary_leaves_alone_what_became_more_urgent_since(ledger: Ledger) -> None:
    bring(ledger, "a", S2, **SPENT)
    bring(ledger, "b", S2, **SPENT)
    sum_up(ledger, NOON + 2 * MINUTE)
    rise(ledger, "a", S1, NOON + 3 * MINUTE)
    acknowledge(ledger, summaries(ledger)[0].id, "Sam Okafor", NOON + 4 * MINUTE)
    assert alert_of(ledger, "a").state is AlertState.NEW
    assert alert_of(ledger, "b").state is AlertState.ACKNOWLEDGED


def test_a_summary_waits_until_the_last_of_it_is_in_hand(ledger: Ledger) -> None:
    first, second = bring(ledger, "a", **SPENT), bring(ledger, "b", **SPENT)
    sum_up(ledger, NOON + 2 * MINUTE)
    acknowledge(ledger, first.id, "Sam Okafor", NOON + 3 * MINUTE)
    assert summaries(ledger)[0].state is AlertState.NEW
    acknowledge(ledger, second.id, "Ruth Adeyemi", NOON + 4 * MINUTE)
    (told,) = summaries(ledger)
    assert (told.state, told.owner) == (AlertState.ACKNOWLEDGED, "Ruth Adeyemi")
    assert escalate_due(ledger, DESK, NOON + 9 * HOUR) == 0


def test_a_summary_of_what_is_over_waits_for_nobody(ledger: Ledger) -> None:
    alert = bring(ledger, "a", **SPENT)
    sum_up(ledger, NOON + 2 * MINUTE)
    close_alerts(ledger, [alert.id], NOON + 3 * MINUTE)
    assert summaries(ledger)[0].state is AlertState.CLOSED
    assert escalate_due(ledger, DESK, NOON + 9 * HOUR) == 0


# ---------------------------------------------------------------- the morning


def test_more_than_three_that_waited_for_the_morning_come_as_one(ledger: Ledger) -> None:
    for name in "abcd":
        bring(ledger, name, S3, NIGHT)
    assert sum_up(ledger, MORNING - SECOND) == 0
    assert sum_up(ledger, MORNING) == 1
    (message,) = leaving(ledger, MORNING)
    assert message.card.headline == "Summary of 4 alerts: 4 S3"
    assert (message.reason, message.person) == (Reason.QUIET_HOURS, "Sam Okafor")
    assert sum_up(ledger, MORNING + SECOND) == 0


def test_three_come_one_by_one(ledger: Ledger) -> None:
    for name in "abc":
        bring(ledger, name, S3, NIGHT)
    assert sum_up(ledger, MORNING) == 0
    assert len(leaving(ledger, MORNING)) == 3


@pytest.mark.parametrize(
    ("night", "morning"),
    [
        ("2026-10-24T23:30:00+00:00", "2026-10-25T07:30:00+00:00"),  # the hour that comes twice
        ("2026-10-25T01:30:00+00:00", "2026-10-25T07:30:00+00:00"),
        ("2027-03-28T00:30:00+00:00", "2027-03-28T06:30:00+00:00"),  # the hour that never comes
        ("2027-03-28T01:30:00+00:00", "2027-03-28T06:30:00+00:00"),
    ],
)
def test_the_morning_is_londons_when_clocks_change(
    ledger: Ledger, night: str, morning: str
) -> None:
    begins, ends = datetime.fromisoformat(night), datetime.fromisoformat(morning)
    for name in "abcd":
        bring(ledger, name, S3, begins)
    assert sum_up(ledger, ends - SECOND) == 0
    assert sum_up(ledger, ends) == 1


@pytest.mark.parametrize("around", [{}, SPENT])
def test_what_became_urgent_in_the_night_is_not_told_again_in_the_morning(
    ledger: Ledger, around: dict[str, Any]
) -> None:
    bring(ledger, "a", S3, NIGHT)
    rise(ledger, "a", S2, NIGHT + MINUTE, **around)
    sum_up(ledger, NIGHT + 5 * MINUTE)
    assert len(leaving(ledger, NIGHT + 5 * MINUTE)) == 1
    (kept,) = (
        one
        for one in list_deliveries(ledger, [alert_of(ledger, "a").id])
        if one.way == "slack" and one.not_before == MORNING
    )
    assert (kept.state, kept.reason) == (DeliveryState.HELD, Reason.SAME_STORY)


def test_what_the_machine_slept_through_is_told_when_it_wakes(ledger: Ledger) -> None:
    for name in "abcde":
        bring(ledger, name, S3, NIGHT)
    assert sum_up(ledger, MORNING + 3 * HOUR) == 1
    assert len(leaving(ledger, MORNING + 3 * HOUR)) == 1


def test_whoever_takes_the_morning_in_hand_takes_all_of_it(ledger: Ledger) -> None:
    for name in "abcd":
        bring(ledger, name, S3, NIGHT)
    sum_up(ledger, MORNING)
    (told,) = summaries(ledger, "MORNING")
    assert acknowledge(ledger, told.id, "Sam Okafor", MORNING + MINUTE)
    assert {one.state for one in list_alerts(ledger)} == {AlertState.ACKNOWLEDGED}


def test_a_message_that_is_on_its_way_is_not_told_again(ledger: Ledger) -> None:
    for name in "abcd":
        bring(ledger, name, S3, NIGHT)
    first = leaving(ledger, MORNING)[0]
    assert claim(ledger, first, MORNING)
    assert sum_up(ledger, MORNING) == 1  # its other way out has not left yet
    found = list_deliveries(ledger, [first.alert_id])
    assert {one.way: one.state for one in found} == {
        "slack": DeliveryState.SENDING,
        "console": DeliveryState.HELD,
    }


# ---------------------------------------------------------------- cut off in between


def test_a_summary_that_is_cut_off_leaves_nothing_and_is_made_again(
    ledger: Ledger, path: Path
) -> None:
    bring(ledger, "a", **SPENT)
    full = "CREATE TRIGGER full BEFORE UPDATE ON deliveries BEGIN SELECT raise(ABORT, 'full'); END"
    ledger.execute(full)
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        sum_up(ledger, NOON + 2 * MINUTE)
    assert summaries(ledger) == []
    ledger.execute("DROP TRIGGER full")
    with closing(open_ledger(path)) as restarted:
        assert sum_up(restarted, NOON + 3 * MINUTE) == 1
        assert len(summaries(restarted)) == 1


def test_a_restart_within_the_pause_forgets_nothing_and_hurries_nothing(
    ledger: Ledger, path: Path
) -> None:
    bring(ledger, "a", **SPENT)
    sum_up(ledger, NOON + 2 * MINUTE)
    bring(ledger, "b", now=NOON + 10 * MINUTE, **SPENT)
    with closing(open_ledger(path)) as restarted:
        bring(restarted, "c", now=NOON + 20 * MINUTE, **SPENT)
        told = [minute for minute in range(10, 60) if sum_up(restarted, NOON + minute * MINUTE)]
        assert told == [32]
        assert summaries(restarted)[1].card.headline == "Summary of 2 alerts: 2 S2"


def test_every_alert_that_was_held_is_in_one_summary_and_no_more(ledger: Ledger) -> None:
    for minute in range(120):
        now = NOON + minute * MINUTE
        bring(ledger, f"a{minute}", (S1, S2, S3)[minute % 3], now, **SPENT)
        sum_up(ledger, now)
    sum_up(ledger, NOON + 5 * HOUR)
    held = [
        (one.alert_id, one.receipt)
        for alert in list_alerts(ledger)
        if alert.rule_id == "R01"
        for one in list_deliveries(ledger, [alert.id])
    ]
    assert len(held) == 240  # two ways out
    assert all(receipt for _, receipt in held)
    assert len(set(held)) == 120
