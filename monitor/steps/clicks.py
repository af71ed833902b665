"""What was pressed and typed in Slack → the queue, the marks → an answer to that person."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.alert import rota
from monitor.alert.clicks import answers
from monitor.alert.clicks.meaning import act_of, key_of, mark_of
from monitor.alert.desk import Desk
from monitor.alert.rota.spans import next_change
from monitor.errors import InputRefused
from monitor.network.slack.people import SlackPeople
from monitor.records import Act, ActKind, Click, OnCall, SendResult
from monitor.steps.acting import act_on, desk_of
from monitor.steps.naming import alert_called
from monitor.store.alerts import find_alert, list_alerts
from monitor.store.clicks import (
    clicks_to_apply,
    clicks_to_tell,
    put_click_off,
    settle_click,
    told_click,
)
from monitor.store.ledger import Ledger, transaction
from monitor.store.marks import add_mark
from monitor.store.outbox import list_deliveries
from monitor.times import for_people

Naming = Callable[[str], str]  # a Slack member id → the name that Slack shows, or ""
AHEAD = timedelta(days=7)
RECENT = timedelta(days=30)
HOPELESS = timedelta(minutes=10)  # after which a click that cannot be done is given up
STALE = timedelta(minutes=30)  # after which an answer is no answer any more
MOST_TRIES = 6
log = logging.getLogger(__name__)


def apply_clicks(ledger: Ledger, naming: Naming, now: datetime) -> int:
    """Does what was pressed and not done yet, in order; how many clicks were settled."""
    settled = 0
    for click in clicks_to_apply(ledger):
        try:
            done = _applied(ledger, click, naming, now)
        except Exception:  # one that cannot be done blocks no other
            log.exception("click=%s cannot be done", click.id)
            if now - click.at < HOPELESS:
                continue
            done = replace(click, answer="It could not be done. Use `monitor queue`.")
        settle_click(ledger, replace(done, applied_at=now))
        log.info("click=%s alert=%s action=%r", click.id, click.alert_id, click.action)
        settled += 1
    return settled


def tell_clicks(ledger: Ledger, people: SlackPeople, now: datetime) -> int:
    """Answers the people who pressed; how many have their answer."""
    told = 0
    for click in clicks_to_tell(ledger, now):
        stale = click.applied_at is not None and now - click.applied_at > STALE
        if stale or not click.answer or click.tries >= MOST_TRIES:
            told_click(ledger, click.id, now)
            continue
        ended = people.whisper(click.channel, click.user_id, click.answer)
        if ended.result is SendResult.SENT:
            told_click(ledger, click.id, now)
            told += 1
        else:
            wait = timedelta(seconds=ended.wait_seconds or 2.0**click.tries)
            put_click_off(ledger, click.id, now + wait)
    return told


def _applied(ledger: Ledger, click: Click, naming: Naming, now: datetime) -> Click:
    desk = desk_of(ledger)
    by, listed = _pressed_by(desk.oncall, click, naming)
    done = replace(click, person=by)
    if click.kind == "command":
        return replace(done, answer=_answer_command(ledger, desk, done, now))
    return replace(done, answer=_answer_press(ledger, desk, done, listed))


def _pressed_by(oncall: OnCall, click: Click, naming: Naming) -> tuple[str, bool]:
    """The name under which it counts, and whether the rota knows the person."""
    for person in oncall.people:
        if person.slack and person.slack == click.user_id:
            return person.name, True
    shown = naming(click.user_id) or click.user_name or click.user_id
    return f"{shown} (not on the list)", False


def _answer_press(ledger: Ledger, desk: Desk, click: Click, listed: bool) -> str:
    alert = find_alert(ledger, click.alert_id)
    if alert is None:
        return answers.GONE
    if mark := mark_of(click, alert, click.person):
        with transaction(ledger):
            add_mark(ledger, mark)
        return answers.of_mark(mark, alert)
    act = act_of(click, click.person)
    if act is None:
        return answers.UNKNOWN
    return answers.of_act(act_on(ledger, desk, alert.id, act), listed)


def _answer_command(ledger: Ledger, desk: Desk, click: Click, now: datetime) -> str:
    verb, _, called = click.action.partition(" ")
    try:
        match verb.lower():
            case "status":
                return answers.of_status(list_alerts(ledger, now - RECENT))
            case "oncall":
                return _rota(desk, now)
            case "ack" | "acknowledge":
                return _acknowledged(ledger, desk, click, called)
            case "explain":
                alert = alert_called(ledger, called)
                return answers.of_explain(alert, list_deliveries(ledger, [alert.id]))
    except InputRefused as refused:
        return answers.refused(str(refused))
    return answers.USAGE


def _acknowledged(ledger: Ledger, desk: Desk, click: Click, called: str) -> str:
    alert = alert_called(ledger, called)
    act = Act(
        kind=ActKind.ACKNOWLEDGE, by=click.person, at=click.at, origin="slack", key=key_of(click)
    )
    return answers.of_act(act_on(ledger, desk, alert.id, act), True)


def _rota(desk: Desk, now: datetime) -> str:
    return answers.of_rota(holders(desk, now), handovers(desk, now))


def holders(desk: Desk, now: datetime) -> list[tuple[str, str]]:
    """Each role and who has it now."""
    names = {person.id: person.name for person in desk.oncall.people}
    roles = desk.oncall.roles
    return [
        (one, names.get(rota.on_call(desk.oncall, desk.changes, one, now), "")) for one in roles
    ]


def handovers(desk: Desk, now: datetime) -> Iterator[str]:
    """When each role next changes hands, and to whom, in words."""
    oncall, names = desk.oncall, {person.id: person.name for person in desk.oncall.people}
    for role in oncall.roles:
        at = next_change(oncall, desk.changes, role, now, AHEAD)
        if at is not None:
            name = names.get(rota.on_call(oncall, desk.changes, role, at), "nobody")
            yield f"next {role}: {name}, from {for_people(at)}"
