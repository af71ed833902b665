"""A night in which everything happens once, run by a process that is killed somewhere in it.

A crisis is told, climbs, is verified and answered; a way is out of order from the start; another
fails for some minutes and tells what waited. Time goes by 60 times as fast as on the wall, from the
moment that the first process was started. Started again, it goes on where the last one ended; it
ends when nothing is left to do, and says how often it came by each failpoint.
"""

import json
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor import ids
from monitor.alert import rota
from monitor.alert.desk import Desk
from monitor.failpoints import passes
from monitor.network.channels import Channel
from monitor.network.console import Console
from monitor.network.slack import SlackChannel
from monitor.records import (
    Act,
    ActKind,
    Alert,
    AlertState,
    Delivery,
    Judgement,
    Message,
    Sending,
    SendResult,
    Severity,
)
from monitor.steps.acting import act_on
from monitor.steps.delivering import Pace, deliver_due
from monitor.steps.detouring import detour_due
from monitor.steps.escalating import escalate_due
from monitor.steps.verifying import verify_sent
from monitor.store.alerts import find_alert, save_judgements
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import list_deliveries
from tests.alert.samples import NOON, S1, S2, S3, a_card, a_delivery, a_desk, an_alert

SPEED = 60
CLIMBS = timedelta(seconds=30)
ENGAGED = timedelta(seconds=150)  # since somebody first tried
READ_AFTER = timedelta(seconds=90)  # since the crisis was told
STORIES = {"crisis": (S1, "slack"), "row": (S2, "pager"), "matter": (S3, "fax")}


class Clock:
    """The night's time, the same for every process of it."""

    def __init__(self, began: float) -> None:
        self._began = began

    def __call__(self) -> datetime:
        return NOON + timedelta(seconds=SPEED * (time.monotonic() - self._began))

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / SPEED)


class Pager(Console):
    """A way that is out of order."""

    def send(self, message: Message) -> Sending:
        return Sending(result=SendResult.REFUSED, note="no such line", broken=True)


class Fax(Console):
    """A way that fails for a while; all processes know since when."""

    def __init__(self, log: Path, clock: Clock) -> None:
        super().__init__(log, lambda _: None)
        self._clock = clock
        self._tried = log.with_suffix(".tried")

    def send(self, message: Message) -> Sending:
        if not self._tried.exists():
            self._tried.write_text(self._clock().isoformat())
        if self._clock() < datetime.fromisoformat(self._tried.read_text()) + ENGAGED:
            return Sending(result=SendResult.REFUSED, note="engaged")
        return super().send(message)


def main(folder: str, url: str, began: str) -> None:
    clock, ledger = Clock(float(began)), open_ledger(Path(folder) / "ledger.sqlite")
    slack = SlackChannel("C0ALERTS", "xoxb-test", url, {})
    fax = Fax(Path(folder) / "fax.log", clock)
    pager = Pager(Path(folder) / "pager.log", print)
    channels: dict[str, Channel] = {"slack": slack, "pager": pager, "fax": fax}
    desk = a_desk(*channels)
    _raise_all(ledger, desk)
    while not _over(ledger):
        now, pace = clock(), Pace(clock, clock.sleep)
        if _is_read(ledger, now):
            _answer(ledger, desk, now)
        escalate_due(ledger, desk, now)
        detour_due(ledger, desk, now)
        deliver_due(ledger, channels, now, pace)
        verify_sent(ledger, channels, now, pace)
        clock.sleep(1)
    print(json.dumps(passes))


def _raise_all(ledger: Ledger, desk: Desk) -> None:
    """Written by its content: a second time it changes nothing."""
    for story, (severity, way) in STORIES.items():
        alert = _alert(story, severity, desk)
        message = a_delivery(alert, way=way, occasion=story)
        message = replace(message, id=ids.delivery_id(alert.id, way, "sam", story))
        save_judgements(ledger, [Judgement(alert=alert, deliveries=(message,))])


def _alert(story: str, severity: Severity, desk: Desk) -> Alert:
    alert_id = ids.alert_id("R01", "ashvale", story)
    card = a_card(alert_id=alert_id, severity=severity, headline=f"A {story}")
    rungs = rota.ladder(desk.oncall, (), severity, NOON)
    due = NOON + CLIMBS if severity is S1 else None
    owner = "" if severity is S1 else "Ruth Adeyemi"
    alert = an_alert(severity=severity, card=card, due_at=due)
    return replace(alert, id=alert_id, story_id=story, ladder=rungs, owner=owner)


def _answer(ledger: Ledger, desk: Desk, now: datetime) -> None:
    for story in STORIES:
        alert_id = ids.alert_id("R01", "ashvale", story)
        act = Act(kind=ActKind.ACKNOWLEDGE, by="Sam Okafor", at=now, origin="cli", key=story)
        act_on(ledger, desk, alert_id, act)


def _is_read(ledger: Ledger, now: datetime) -> bool:
    """Every alert was told to somebody, and the crisis long enough ago to have been verified."""
    told = {one.alert_id: one.sent_at for one in _messages(ledger) if one.sent_at}
    crisis = told.get(ids.alert_id("R01", "ashvale", "crisis"))
    return len(told) == len(STORIES) and crisis is not None and now >= crisis + READ_AFTER


def _over(ledger: Ledger) -> bool:
    crisis = find_alert(ledger, ids.alert_id("R01", "ashvale", "crisis"))
    waiting = {"new", "sending", "unclear", "parked"}
    answered = crisis is not None and crisis.state is not AlertState.NEW
    return answered and not any(one.state.value in waiting for one in _messages(ledger))


def _messages(ledger: Ledger) -> list[Delivery]:
    return list_deliveries(ledger, [ids.alert_id("R01", "ashvale", one) for one in STORIES])


if __name__ == "__main__":
    main(*sys.argv[1:])
