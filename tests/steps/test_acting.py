"""The one door by which alerts are changed: once, whole or not at all, by one of two at a time."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

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
    Rung,
    Way,
)
from monitor.steps.acting import act_on, desk_of
from monitor.steps.escalating import escalate_due
from monitor.store.alerts import find_alert, save_judgements
from monitor.store.audit import first_broken, trail_of
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import list_deliveries
from tests.alert.samples import NOON, S1, S2, a_delivery, a_desk, an_alert, an_oncall
from tests.campaigns.queue_history import Dying, Killed

DESK = a_desk()
MINUTE = timedelta(minutes=1)
SAM, RUTH = "Sam Okafor", "Ruth Adeyemi"
LADDER = tuple(
    Rung(role=role, person_id=name.split()[0].lower(), person=name, after_minutes=after)
    for role, name, after in (("on-call", SAM, 0), ("backup", RUTH, 10), ("head", "Gwen Pryce", 30))
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(path)) as db:
        yield db


def put(ledger: Ledger, name: str = "R01", *messages: Delivery, **changes: Any) -> Alert:
    alert = an_alert(name, ladder=LADDER, **changes)
    save_judgements(ledger, [Judgement(alert=alert, deliveries=messages)])
    return alert


def do(
    ledger: Ledger, alert: Alert, kind: ActKind, at: datetime = NOON, by: str = SAM, **more: Any
) -> Moved | Refused:
    act = Act(kind=kind, by=by, at=at, origin="cli", **more)
    return act_on(ledger, DESK, alert.id, act)


def stored(ledger: Ledger, alert: Alert) -> Alert:
    found = find_alert(ledger, alert.id)
    assert found
    return found


def states(ledger: Ledger, alert: Alert) -> list[tuple[DeliveryState, Reason]]:
    return [(one.state, one.reason) for one in list_deliveries(ledger, [alert.id])]


# ---------------------------------------------------------------- once


def test_an_act_with_a_key_counts_once_and_is_answered_alike(ledger: Ledger) -> None:
    alert = put(ledger)
    first = do(ledger, alert, ActKind.ACKNOWLEDGE, key="click-1")
    do(ledger, alert, ActKind.CLOSE, at=NOON + MINUTE)
    again = do(ledger, alert, ActKind.ACKNOWLEDGE, at=NOON + 2 * MINUTE, key="click-1")
    assert isinstance(first, Moved)
    assert isinstance(again, Moved)
    assert (again.said, again.alert.state) == (first.said, AlertState.CLOSED)
    assert [line.action for line in trail_of(ledger, [alert.id])] == ["acknowledged", "closed"]


def test_a_refusal_stays_one_however_often_the_click_comes(ledger: Ledger) -> None:
    alert = put(ledger)
    do(ledger, alert, ActKind.ACKNOWLEDGE)
    first = do(ledger, alert, ActKind.ACKNOWLEDGE, by=RUTH, key="click-2")
    do(ledger, alert, ActKind.CLOSE)
    again = do(ledger, alert, ActKind.ACKNOWLEDGE, by=RUTH, key="click-2")
    assert first == again == Refused(why=f"already acknowledged by {SAM} at 12:00")


def test_somebody_under_two_names_is_one_person(ledger: Ledger) -> None:
    alert = put(ledger)
    do(ledger, alert, ActKind.ACKNOWLEDGE, by="sam")
    assert stored(ledger, alert).owner == SAM
    assert isinstance(do(ledger, alert, ActKind.TAKE_IN_HAND, by="U0SAM"), Moved)


def test_an_alert_that_is_none_is_named(ledger: Ledger) -> None:
    assert do(ledger, an_alert(), ActKind.CLOSE) == Refused(
        why=f"there is no alert {an_alert().id}"
    )


# ---------------------------------------------------------------- whole or not at all


@pytest.mark.parametrize("statements", range(9))
@pytest.mark.parametrize("kind", [ActKind.ACKNOWLEDGE, ActKind.ESCALATE])
def test_a_process_that_is_killed_within_an_act_has_done_it_or_nothing(
    path: Path, kind: ActKind, statements: int
) -> None:
    with closing(open_ledger(path)) as db:
        alert = put(db, "R01", a_delivery(an_alert()))
        act = Act(kind=kind, by=SAM, at=NOON, origin="cli", key="click")
        with pytest.raises(Killed):
            act_on(Dying(db, statements), DESK, alert.id, act)  # type: ignore[arg-type]
    with closing(open_ledger(path)) as db:
        assert stored(db, alert) == alert
        assert len(list_deliveries(db, [alert.id])) == 1
        assert trail_of(db, [alert.id]) == []
        assert isinstance(act_on(db, DESK, alert.id, act), Moved)
        assert first_broken(db) is None


SCRIPT = """
import sys, time
from pathlib import Path
from datetime import datetime
from monitor.records import Act, ActKind, Moved
from monitor.steps.acting import act_on, desk_of
from monitor.store.ledger import open_ledger
db = open_ledger(Path(sys.argv[1]))
at = datetime.fromisoformat(sys.argv[4])
act = Act(kind=ActKind.ACKNOWLEDGE, by=sys.argv[3], at=at, origin="cli")
print("ready", flush=True)
sys.stdin.readline()
print(isinstance(act_on(db, desk_of(db), sys.argv[2], act), Moved))
"""


def test_of_two_processes_that_acknowledge_at_once_one_owns_and_the_trail_is_whole(
    path: Path, ledger: Ledger
) -> None:
    alert = put(ledger)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(path), alert.id, name, NOON.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in (SAM, RUTH)
    ]
    for one in both:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in both:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=60)[0].strip() for one in both]
    assert sorted(said) == ["False", "True"]
    assert stored(ledger, alert).owner == (SAM, RUTH)[said.index("True")]
    assert len(trail_of(ledger, [alert.id])) == 1
    assert first_broken(ledger) is None


# ---------------------------------------------------------------- messages


def test_a_text_message_that_was_to_follow_stays_here_when_anybody_answers(ledger: Ledger) -> None:
    ways = (Way(by="console"), Way(by="sms", after_minutes=5))
    people = tuple(replace(one, ways=ways, phone="+447700900123") for one in an_oncall().people)
    desk = a_desk("console", "sms", people=people)
    alert = put(ledger, severity=S1, due_at=NOON)
    escalate_due(ledger, desk, NOON)
    assert {state for state, _ in states(ledger, alert)} == {DeliveryState.NEW}
    do(ledger, alert, ActKind.ACKNOWLEDGE, at=NOON + MINUTE, by="Gwen Pryce")
    assert set(states(ledger, alert)) == {(DeliveryState.HELD, Reason.ACKNOWLEDGED)}


def test_whom_the_owner_called_is_told_although_the_owner_goes_on(ledger: Ledger) -> None:
    alert = put(ledger)
    do(ledger, alert, ActKind.ACKNOWLEDGE)
    do(ledger, alert, ActKind.ESCALATE, at=NOON + MINUTE)
    do(ledger, alert, ActKind.HAND_TO_FORCE, at=NOON + 2 * MINUTE)
    assert states(ledger, alert) == [(DeliveryState.NEW, Reason.ASKED)]


def test_closing_takes_back_every_message(ledger: Ledger) -> None:
    alert = put(ledger)
    do(ledger, alert, ActKind.ESCALATE)
    do(ledger, alert, ActKind.CLOSE, at=NOON + MINUTE, note="said at the briefing")
    assert states(ledger, alert) == [(DeliveryState.HELD, Reason.CLOSED)]


# ---------------------------------------------------------------- merging


def test_a_merged_alert_is_stood_for_by_one_that_is_open(ledger: Ledger) -> None:
    alert, other = put(ledger, "R01"), put(ledger, "R02")
    assert isinstance(do(ledger, alert, ActKind.MERGE, to="no such alert"), Refused)
    assert isinstance(do(ledger, alert, ActKind.MERGE, to=other.id), Moved)
    assert stored(ledger, alert).merged_into == other.id
    assert isinstance(do(ledger, other, ActKind.MERGE, to=alert.id), Refused)


# ---------------------------------------------------------------- restarts


@pytest.mark.parametrize("offset", [-3, 0, 3, 40])
@pytest.mark.parametrize("done", [0, 1])
def test_after_a_restart_the_ladder_goes_on_and_an_overdue_step_fires_once_and_says_how_late(
    path: Path, done: int, offset: int
) -> None:
    with closing(open_ledger(path)) as db:
        alert = put(db, severity=S1, due_at=NOON + 10 * MINUTE)
        for step in range(done):
            escalate_due(db, DESK, NOON + (10, 30)[step] * MINUTE)
    now = NOON + (10, 30)[done] * MINUTE + offset * MINUTE
    with closing(open_ledger(path)) as db:
        told = sum(escalate_due(db, DESK, now + second * MINUTE / 60) for second in range(5))
        assert told == (offset >= 0)
        messages = list_deliveries(db, [alert.id])
        assert [one.person for one in messages] == [RUTH, "Gwen Pryce"][: done + told]
        assert stored(db, alert).step == done + told
        if told:
            assert messages[-1].note == (f"late {offset} min" if offset > 0 else "")
        if told and not done:
            due = stored(db, alert).due_at
            assert due == max(NOON + 30 * MINUTE, now + 5 * MINUTE if offset else NOON)


# ---------------------------------------------------------------- beside the daemon


def test_a_command_beside_the_daemon_knows_the_desk_as_the_daemon_has_it(ledger: Ledger) -> None:
    assert desk_of(ledger).oncall.people == ()
    escalate_due(ledger, DESK, NOON)
    assert desk_of(ledger) == DESK
    other = a_desk("slack", quiet_from="18:00", forget_minutes={S2: 45.0})
    escalate_due(ledger, other, NOON)
    assert desk_of(ledger) == other


def test_an_alert_without_a_due_time_is_found_and_told_again(ledger: Ledger) -> None:
    alert = put(ledger, severity=S1, due_at=None)
    escalate_due(ledger, DESK, NOON)
    assert stored(ledger, alert).due_at == NOON + 60 * MINUTE
