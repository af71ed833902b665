"""Slack away for hours: the chain goes up by other ways, and the morning brings no flood.

The clock is virtual: each tick stands for ten seconds. All else is real: Slack over a socket, the
terminal's log, the ledger.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor import ids
from monitor.alert import rota
from monitor.records import Alert, Delivery, DeliveryState, Judgement, Reason, Severity
from monitor.store.alerts import list_alerts, save_judgements
from monitor.store.outbox import list_deliveries
from tests.alert.samples import S1, S2
from tests.steps.outage import Desk

TICK = 10  # seconds
RUNGS = {S1: ("Sam Okafor", "Ruth Adeyemi", "Gwen Pryce"), S2: ("Sam Okafor", "Ruth Adeyemi")}


@pytest.mark.parametrize("way_besides", [True, False])
def test_slack_away_for_two_hours(tmp_path: Path, way_besides: bool) -> None:
    _campaign(tmp_path, 2, way_besides, alerts_every=20)


@pytest.mark.campaign
@pytest.mark.parametrize("hours", [2, 9.5, 26])
@pytest.mark.parametrize("way_besides", [True, False])
def test_slack_away_for_long(tmp_path: Path, hours: float, way_besides: bool) -> None:
    _campaign(tmp_path, hours, way_besides, alerts_every=15)


def _campaign(folder: Path, hours: float, way_besides: bool, alerts_every: int) -> None:
    desk = Desk(folder)
    desk.escalates = True
    try:
        if not way_besides:
            desk.only_slack()
        desk.slack.stop()
        _night(desk, hours, alerts_every)
        desk.slack.start()
        back = desk.now
        while _waiting(desk) and desk.now - back < timedelta(minutes=10):
            desk.run(1)
        _judge(desk, back, way_besides)
    finally:
        desk.slack.stop()
        desk.ledger.close()


def _night(desk: Desk, hours: float, alerts_every: int) -> None:
    """An alert every so many minutes, an S1 among four, of two rules; nobody answers."""
    for number in range(int(hours * 60 / alerts_every)):
        severity = S1 if number % 4 == 0 else S2
        _raise(desk, f"story {number}", severity, "R16" if number % 2 else "R07")
        desk.run(alerts_every * 60, every=TICK)


def _raise(desk: Desk, story: str, severity: Severity, rule: str) -> None:
    rungs = rota.ladder(desk.oncall, (), severity, desk.now)
    due = rota.due_at(rungs, 1, desk.now)
    alert = replace(desk.an_alert(story, severity, rule), ladder=rungs, due_at=due)
    messages = tuple(_message(desk, alert, way) for way in desk.channels)
    save_judgements(desk.ledger, [Judgement(alert=alert, deliveries=messages)])


def _message(desk: Desk, alert: Alert, way: str) -> Delivery:
    return Delivery(
        id=ids.delivery_id(alert.id, way, "sam", alert.item_id),
        alert_id=alert.id,
        way=way,
        person_id="sam",
        person="Sam Okafor",
        occasion=alert.item_id,
        reason=Reason.FIRST,
        card=alert.card,
        state=DeliveryState.NEW,
        not_before=desk.now,
        created_at=desk.now,
    )


def _messages(desk: Desk) -> list[Delivery]:
    return list_deliveries(desk.ledger, [one.id for one in list_alerts(desk.ledger)])


def _waiting(desk: Desk) -> list[Delivery]:
    done = {DeliveryState.SENT, DeliveryState.GIVEN_UP, DeliveryState.HELD}
    due = desk.now + timedelta(minutes=1)
    return [one for one in _messages(desk) if one.state not in done and one.not_before <= due]


def _judge(desk: Desk, back: datetime, way_besides: bool) -> None:
    took = desk.now - back
    messages = _messages(desk)
    late = [one for one in messages if one.reason is Reason.LATE and one.state.value == "sent"]
    rules = {one.id: one.rule_id for one in list_alerts(desk.ledger)}
    by_rule = Counter(rules[one.alert_id] for one in late)
    print(f"{len(rules)} alerts, {len(messages)} messages, {dict(by_rule)} late, drained in {took}")
    assert _waiting(desk) == []
    assert took <= timedelta(minutes=5)
    assert all(count <= 1 for count in by_rule.values())
    if way_besides:
        assert late == []
        _chain_is_complete(desk, messages, back)
    else:
        assert set(by_rule) == set(rules.values())
    assert len(desk.slack.visible()) <= len(set(rules.values())) + 2


def _chain_is_complete(desk: Desk, messages: list[Delivery], back: datetime) -> None:
    """Each rung heard of each alert by a way that works, at its time."""
    for alert in list_alerts(desk.ledger):
        sent = [one for one in messages if one.alert_id == alert.id and one.sent_at]
        for rung, person in enumerate(RUNGS[alert.severity]):
            due = rota.due_at(alert.ladder, rung, alert.raised_at)
            if due is None or due > back - timedelta(seconds=2 * TICK):
                continue
            heard = min(one.sent_at for one in sent if one.sent_at and one.person == person)
            assert due <= heard <= due + timedelta(seconds=2 * TICK), (alert.id, person)
