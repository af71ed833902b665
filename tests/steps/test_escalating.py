"""Alerts that nobody acknowledged, climbing the ladder across crashes, delays and nights."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.alert.desk import Desk
from monitor.alert.holding import Circumstances
from monitor.alert.judge import judge
from monitor.records import (
    Act,
    ActKind,
    Alert,
    AlertState,
    Delivery,
    DeliveryState,
    Judgement,
    Moved,
    Reason,
    Refused,
    Severity,
    Step,
)
from monitor.steps.acting import acknowledge, act_on
from monitor.steps.escalating import escalate_due
from monitor.store.alerts import (
    alerts_due,
    alerts_of_stories,
    list_alerts,
    save_judgements,
)
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import claim, list_deliveries, settle
from monitor.times import in_london
from tests.alert.samples import (
    MORNING,
    NIGHT,
    NOON,
    S1,
    S2,
    S3,
    STORY,
    a_desk,
    a_firing,
    coverage_of,
)

TEN, THIRTY = timedelta(minutes=10), timedelta(minutes=30)
SECOND = timedelta(seconds=1)
DESK = a_desk()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(tmp_path / "ledger.sqlite")) as db:
        yield db


def raise_alert(
    ledger: Ledger,
    rule: str = "R01",
    *,
    item: str = "resignation",
    severity: Severity = S1,
    now: datetime = NOON,
    desk: Desk = DESK,
) -> Alert:
    """Judges an item, as alerting does, and stores what comes of it."""
    fired = a_firing(rule_id=rule, severity=severity)
    standing = Circumstances(standing=tuple(alerts_of_stories(ledger, [STORY])))
    found = judge(desk, fired, coverage_of(item), standing, now)
    assert found
    save_judgements(ledger, [found])
    return found.alert


def stored(ledger: Ledger, alert: Alert) -> Alert:
    return next(one for one in list_alerts(ledger) if one.id == alert.id)


def pages(ledger: Ledger, *alerts: Alert) -> list[Delivery]:
    """The messages to further rungs, in the order in which they were written."""
    found = list_deliveries(ledger, [alert.id for alert in alerts])
    further = {Reason.UNANSWERED, Reason.STILL_OPEN}
    return [one for one in found if one.reason in further]


def people(ledger: Ledger, *alerts: Alert) -> list[str]:
    return [page.person for page in pages(ledger, *alerts)]


def climb(ledger: Ledger, alert: Alert, now: datetime) -> Moved | Refused:
    """The clock acts on what it read before."""
    act = Act(kind=ActKind.CLIMB, by="monitor", at=now, origin="monitor")
    return act_on(ledger, DESK, alert.id, act)


def audit(ledger: Ledger) -> list[tuple[str, ...]]:
    rows = ledger.execute("SELECT at, actor, action, alert_id FROM audit ORDER BY entry")
    return [tuple(row) for row in rows]


# ---------------------------------------------------------------- climbing


def test_the_next_rung_is_told_when_it_is_due_and_not_before(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    assert escalate_due(ledger, DESK, NOON + TEN - SECOND) == 0
    assert escalate_due(ledger, DESK, NOON + TEN) == 1
    (page,) = pages(ledger, alert)
    assert (page.person, page.state) == ("Ruth Adeyemi", DeliveryState.NEW)
    assert page.not_before == NOON + TEN
    assert (stored(ledger, alert).step, stored(ledger, alert).due_at) == (1, NOON + THIRTY)


def test_a_rung_is_told_once_however_often_we_look(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    assert [escalate_due(ledger, DESK, NOON + TEN) for _ in range(3)] == [1, 0, 0]
    assert people(ledger, alert) == ["Ruth Adeyemi"]


def told_at(ledger: Ledger, alert: Alert) -> list[tuple[str, str]]:
    """Who was told of it again, and London's time."""
    return [(one.person, f"{in_london(one.created_at):%a %H:%M}") for one in pages(ledger, alert)]


def test_a_crisis_that_nobody_answers_is_told_again_every_hour(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    for minute in range(3 * 60):
        escalate_due(ledger, DESK, NOON + timedelta(minutes=minute))
    assert told_at(ledger, alert) == [
        ("Ruth Adeyemi", "Tue 12:10"),
        ("Gwen Pryce", "Tue 12:30"),
        ("Sam Okafor", "Tue 13:30"),
        ("Ruth Adeyemi", "Tue 13:40"),
        ("Gwen Pryce", "Tue 14:00"),
    ]
    assert stored(ledger, alert).due_at == NOON + timedelta(hours=3)
    assert stored(ledger, alert).state is AlertState.NEW


def test_what_is_no_crisis_is_told_again_when_office_hours_begin(ledger: Ledger) -> None:
    alert = raise_alert(ledger, severity=S2, now=NIGHT)
    for minute in range(0, 36 * 60, 5):
        escalate_due(ledger, DESK, NIGHT + timedelta(minutes=minute))
    assert told_at(ledger, alert) == [
        ("Ruth Adeyemi", "Tue 23:30"),
        ("Sam Okafor", "Wed 07:30"),
        ("Ruth Adeyemi", "Wed 08:00"),
        ("Sam Okafor", "Thu 07:30"),
        ("Ruth Adeyemi", "Thu 08:00"),
    ]


def test_every_way_out_is_used(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    escalate_due(ledger, a_desk("slack", "console"), NOON + TEN)
    assert {page.way for page in pages(ledger, alert)} == {"console", "slack"}
    assert people(ledger, alert) == ["Ruth Adeyemi", "Ruth Adeyemi"]


def test_every_alert_that_is_due_goes_up(ledger: Ledger) -> None:
    alerts = [raise_alert(ledger, rule, item=rule) for rule in ("R02", "R09", "R16")]
    assert escalate_due(ledger, DESK, NOON + TEN) == 3
    assert people(ledger, *alerts) == ["Ruth Adeyemi"] * 3


def test_an_alert_that_was_only_noted_goes_nowhere(ledger: Ledger) -> None:
    raise_alert(ledger, "R02", severity=S1)
    held = raise_alert(ledger, "R06", severity=S2)
    assert held.state is AlertState.NOTED
    escalate_due(ledger, DESK, NOON + timedelta(hours=5))
    assert people(ledger, held) == []


# ---------------------------------------------------------------- late


def test_an_alert_that_is_hours_late_goes_up_one_rung_at_a_time(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    back = NOON + timedelta(hours=5)
    told = [escalate_due(ledger, DESK, back + timedelta(minutes=later)) for later in range(20)]
    assert [minute for minute, count in enumerate(told) if count] == [0, 5]
    assert people(ledger, alert) == ["Ruth Adeyemi", "Gwen Pryce"]
    assert [one.note for one in pages(ledger, alert)] == ["late 4 h 50 min", ""]


def test_an_alert_that_is_a_little_late_keeps_its_own_times(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    escalate_due(ledger, DESK, NOON + timedelta(minutes=12))
    assert stored(ledger, alert).due_at == NOON + THIRTY


@pytest.mark.parametrize("minutes", [3, 10, 29, 30, 300])
def test_a_restart_in_the_middle_goes_on_where_it_was(tmp_path: Path, minutes: int) -> None:
    path = tmp_path / "ledger.sqlite"
    with closing(open_ledger(path)) as before:
        alert = raise_alert(before)
        escalate_due(before, DESK, NOON + TEN)
    now = NOON + TEN + timedelta(minutes=minutes)
    with closing(open_ledger(path)) as after:
        for _ in range(3):
            escalate_due(after, DESK, now)
        expected = ["Ruth Adeyemi", "Gwen Pryce"] if now >= NOON + THIRTY else ["Ruth Adeyemi"]
        assert people(after, alert) == expected


# ---------------------------------------------------------------- acknowledged


def test_nobody_further_is_told_of_an_acknowledged_alert(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    assert acknowledge(ledger, alert.id, "Sam Okafor", NOON + TEN - SECOND)
    assert escalate_due(ledger, DESK, NOON + timedelta(hours=1)) == 0
    assert people(ledger, alert) == []


def test_a_page_that_has_not_left_is_held_when_the_alert_is_acknowledged(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    escalate_due(ledger, DESK, NOON + TEN)
    (page,) = pages(ledger, alert)
    acknowledge(ledger, alert.id, "Sam Okafor", NOON + TEN + SECOND)
    (held,) = (one for one in list_deliveries(ledger, [alert.id]) if one.id == page.id)
    assert (held.state, held.reason) == (DeliveryState.HELD, Reason.ACKNOWLEDGED)


def test_the_first_message_stays_here_too_when_somebody_is_quicker(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    acknowledge(ledger, alert.id, "Gwen Pryce", NOON + SECOND)
    (first,) = list_deliveries(ledger, [alert.id])
    assert (first.state, first.reason) == (DeliveryState.HELD, Reason.ACKNOWLEDGED)


def test_what_was_in_the_air_when_somebody_answered_and_did_not_arrive_is_not_sent_again(
    ledger: Ledger,
) -> None:
    alert = raise_alert(ledger)
    (first,) = list_deliveries(ledger, [alert.id])
    attempt = claim(ledger, first, NOON)
    assert attempt
    acknowledge(ledger, alert.id, "Gwen Pryce", NOON + SECOND)
    settle(ledger, replace(attempt, state=DeliveryState.NEW))
    escalate_due(ledger, DESK, NOON + 2 * SECOND)
    (held,) = list_deliveries(ledger, [alert.id])
    assert (held.state, held.reason) == (DeliveryState.HELD, Reason.ACKNOWLEDGED)


def test_an_acknowledgement_that_comes_between_looking_and_telling_wins(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    assert alerts_due(ledger, NOON + TEN) == [alert]
    acknowledge(ledger, alert.id, "Sam Okafor", NOON + TEN)
    assert isinstance(climb(ledger, alert, NOON + TEN), Refused)
    assert people(ledger, alert) == []
    assert [action for _, _, action, _ in audit(ledger)] == ["acknowledged"]


def test_of_two_that_look_at_once_one_tells(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with closing(open_ledger(path)) as one, closing(open_ledger(path)) as other:
        alert = raise_alert(one)
        assert alerts_due(one, NOON + TEN) == [alert]
        assert escalate_due(other, DESK, NOON + TEN) == 1
        assert isinstance(climb(one, alert, NOON + TEN), Refused)
        assert people(one, alert) == ["Ruth Adeyemi"]
        assert len(audit(one)) == 1


# ---------------------------------------------------------------- an alert that changes meanwhile


def test_an_alert_that_became_more_urgent_climbs_anew_and_tells_the_same_people_again(
    ledger: Ledger,
) -> None:
    alert = raise_alert(ledger, severity=S2)
    escalate_due(ledger, DESK, NOON + THIRTY)
    risen_at = NOON + timedelta(minutes=40)
    raise_alert(ledger, item="grave", now=risen_at, severity=S1)
    escalate_due(ledger, DESK, risen_at + TEN)
    escalate_due(ledger, DESK, risen_at + THIRTY)
    assert people(ledger, alert) == ["Ruth Adeyemi", "Ruth Adeyemi", "Gwen Pryce"]
    assert [page.card.severity for page in pages(ledger, alert)] == [S2, S1, S1]


def test_a_story_that_merely_grows_does_not_send_the_ladder_back(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    read_before = Circumstances(standing=tuple(alerts_of_stories(ledger, [STORY])))
    escalate_due(ledger, DESK, NOON + TEN)
    grown = judge(DESK, a_firing(severity=S1), coverage_of("copy"), read_before, NOON + TEN)
    assert grown
    save_judgements(ledger, [grown])
    assert (stored(ledger, alert).step, stored(ledger, alert).due_at) == (1, NOON + THIRTY)
    assert escalate_due(ledger, DESK, NOON + TEN + SECOND) == 0
    assert len(audit(ledger)) == 1


def test_a_rung_of_the_old_severity_is_not_told_once_the_alert_has_risen(ledger: Ledger) -> None:
    alert = raise_alert(ledger, severity=S2)
    assert alerts_due(ledger, NOON + THIRTY) == [alert]
    raise_alert(ledger, item="grave", now=NOON + THIRTY, severity=S1)
    assert isinstance(climb(ledger, alert, NOON + THIRTY), Refused)
    assert stored(ledger, alert).due_at == NOON + THIRTY + TEN


def test_each_alert_climbs_the_ladder_that_it_began_with(ledger: Ledger) -> None:
    long = raise_alert(ledger, "R02", severity=S1)
    escalate_due(ledger, DESK, NOON + TEN)
    chains = {
        S1: (Step(role="on-call", after_minutes=0), Step(role="chief-executive", after_minutes=20))
    }
    short = a_desk(chains=chains)
    other = raise_alert(ledger, "R01", item="other", now=NOON + TEN, severity=S1, desk=short)
    assert escalate_due(ledger, short, NOON + THIRTY) == 2
    assert people(ledger, long) == ["Ruth Adeyemi", "Gwen Pryce"]
    assert people(ledger, other) == ["Gwen Pryce"]
    assert stored(ledger, long).due_at == NOON + THIRTY + timedelta(hours=1)
    assert stored(ledger, other).due_at == NOON + THIRTY + timedelta(hours=1)


def test_what_can_wait_wakes_nobody_up_the_ladder_at_night(ledger: Ledger) -> None:
    chains = {S3: (Step(role="on-call", after_minutes=0), Step(role="backup", after_minutes=60))}
    desk = a_desk(chains=chains)
    found = judge(desk, a_firing(severity=S3), coverage_of(), Circumstances(), NIGHT)
    assert found
    save_judgements(ledger, [found])
    escalate_due(ledger, desk, NIGHT + timedelta(hours=1))
    messages = list_deliveries(ledger, [found.alert.id])
    assert {one.person for one in messages} == {"Sam Okafor", "Ruth Adeyemi"}
    assert {one.not_before for one in messages} == {MORNING}


# ---------------------------------------------------------------- the audit trail


def test_everything_that_was_done_is_in_the_audit_trail(ledger: Ledger) -> None:
    alert = raise_alert(ledger)
    escalate_due(ledger, DESK, NOON + TEN)
    acknowledge(ledger, alert.id, "Ruth Adeyemi", NOON + timedelta(minutes=14))
    assert audit(ledger) == [
        ("2026-11-17T12:10:00.000000Z", "monitor", "told Ruth Adeyemi", alert.id),
        ("2026-11-17T12:14:00.000000Z", "Ruth Adeyemi", "acknowledged", alert.id),
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET actor = 'nobody'",
        "UPDATE audit SET at = '' WHERE entry = 1",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE entry = 1",
        "INSERT OR REPLACE INTO audit (entry, at, actor, action, alert_id)"
        " VALUES (1, '', '', '', '')",
        "REPLACE INTO audit (entry, at, actor, action, alert_id) VALUES (1, '', '', '', '')",
    ],
)
def test_the_audit_trail_can_only_be_added_to(ledger: Ledger, change: str) -> None:
    alert = raise_alert(ledger)
    acknowledge(ledger, alert.id, "Sam Okafor", NOON)
    before = audit(ledger)
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        ledger.execute(change)
    assert audit(ledger) == before
    other = raise_alert(ledger, "R02", item="other")
    acknowledge(ledger, other.id, "Sam Okafor", NOON)
    assert len(audit(ledger)) == len(before) + 1


def test_judgements_are_saved_all_or_none(ledger: Ledger) -> None:
    found = judge(DESK, a_firing(), coverage_of(), Circumstances(), NOON)
    assert found
    lost = Judgement(
        alert=replace(found.alert, id="another"),
        deliveries=(replace(found.deliveries[0], id="x", alert_id="no such alert"),),
    )
    with pytest.raises(sqlite3.IntegrityError):
        save_judgements(ledger, [found, lost])
    assert list_alerts(ledger) == []
