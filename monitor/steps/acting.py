"""What a person or the clock does to an alert → the ledger, all in one transaction.

The one door: commands, Slack and the clock come in by it, so that an alert has one owner, however
many try at once.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from monitor.alert import rota
from monitor.alert.crisis.crises import RULE as CRISIS
from monitor.alert.desk import Desk
from monitor.alert.queue import Pace, messages_of, step
from monitor.alert.queue.following import follow, may_follow, settles
from monitor.alert.queue.ladders import person_called
from monitor.failpoints import reach
from monitor.records import Act, ActKind, Alert, AlertState, Moved, Reason, Refused
from monitor.store.alerts import (
    add_done,
    find_alert,
    find_done,
    hold_messages,
    hold_pages,
    set_alert,
    summaries_settled,
    summed_up_by,
)
from monitor.store.desk import kept_desk
from monitor.store.ledger import Ledger, Turn, audit, transaction
from monitor.store.outbox import add_delivery

MONITOR = "monitor"


def act_on(ledger: Ledger, desk: Desk, alert_id: str, act: Act) -> Moved | Refused:
    """Does the act, once; what came of it. An act with a key that was done changes nothing."""
    with transaction(ledger):
        reach("act-begun")
        outcome = act_within(ledger, desk, alert_id, act)
        reach("act-written")
    reach("act-committed")
    return outcome


def act_within(ledger: Ledger, desk: Desk, alert_id: str, act: Act) -> Moved | Refused:
    """The same inside a transaction that is open."""
    if act.key and (done := find_done(ledger, act.key)):
        return done
    outcome = _outcome(ledger, desk, alert_id, _by_name(desk, act))
    if act.key:
        add_done(ledger, alert_id, act, outcome)
    return outcome


def desk_of(ledger: Ledger) -> Desk:
    """The desk as the daemon keeps it in the ledger, for whoever has no configuration at hand."""
    oncall, ways, changes = kept_desk(ledger)
    return Desk(oncall=oncall, ways=ways, changes=changes)


def acknowledge(ledger: Ledger, alert_id: str, by: str, now: datetime) -> bool:
    """Whether the alert is theirs now: the first to say so owns it."""
    act = Act(kind=ActKind.ACKNOWLEDGE, by=by, at=now, origin="cli")
    return isinstance(act_on(ledger, desk_of(ledger), alert_id, act), Moved)


def close_alerts(ledger: Ledger, alert_ids: Iterable[str], now: datetime) -> None:
    """What these told of is over; messages that have not left stay here."""
    act = Act(kind=ActKind.RECOVER, by=MONITOR, at=now, origin="monitor")
    desk = desk_of(ledger)
    with transaction(ledger):
        for alert_id in alert_ids:
            act_within(ledger, desk, alert_id, act)


def _outcome(ledger: Ledger, desk: Desk, alert_id: str, act: Act) -> Moved | Refused:
    alert = find_alert(ledger, alert_id)
    if alert is None:
        return Refused(why=f"there is no alert {alert_id}")
    if why := _not_here(ledger, alert, act):
        return Refused(why=why)
    moved = step(_with_ladder(alert, desk), act, Pace(desk.oncall))
    if isinstance(moved, Moved):
        _keep(ledger, desk, alert, moved, act)
        _take_along(ledger, alert, moved, act)
        _settle(ledger, desk, alert_id, act)
    return moved


def _keep(ledger: Ledger, desk: Desk, before: Alert, moved: Moved, act: Act) -> None:
    """Messages that have not left are held before those that the act itself calls for."""
    set_alert(ledger, moved.alert)
    if moved.holds:
        goes_on = before.owner and moved.holds is Reason.ACKNOWLEDGED
        hold = hold_pages if goes_on else hold_messages
        hold(ledger, before.id, moved.holds)
    if moved.tells:
        for delivery in messages_of(desk, moved.alert, moved.tells, act.at):
            add_delivery(ledger, delivery)
    _write_down(ledger, before, moved.alert, moved.said, act)


def _take_along(ledger: Ledger, before: Alert, moved: Moved, act: Act) -> None:
    """A summary stands for all that it tells of: what stood as it did stands as it does now."""
    for told in summed_up_by(ledger, before.id):
        if not may_follow(told, before, act):
            continue
        after = follow(told, moved.alert, act)
        set_alert(ledger, after)
        if moved.holds:
            hold_messages(ledger, told.id, moved.holds)
        _write_down(ledger, told, after, moved.said.partition(", told ")[0], act)


def _settle(ledger: Ledger, desk: Desk, alert_id: str, act: Act) -> None:
    """Summaries of which this alert was the last that waited wait no more, and do not come back."""
    kind = settles(act)
    if kind is None:
        return
    for summary in summaries_settled(ledger, alert_id):
        settled = step(summary, replace(act, kind=kind), Pace(desk.oncall))
        if isinstance(settled, Moved):
            alert = replace(settled.alert, due_at=None)
            said = f"{alert.state.value}: nothing in it waits"
            _keep(ledger, desk, summary, replace(settled, alert=alert, said=said), act)


def _write_down(ledger: Ledger, before: Alert, after: Alert, said: str, act: Act) -> None:
    turn = Turn(act.origin, before.state.value, after.state.value)
    audit(ledger, act.at, act.by, said, before.id, turn)


def _not_here(ledger: Ledger, alert: Alert, act: Act) -> str:
    """What the alert alone does not show: the other one, and whose it is to end it."""
    ends = act.kind in (ActKind.CLOSE, ActKind.MERGE)
    if ends and alert.rule_id == CRISIS:
        return f"{alert.id} is a crisis: `monitor crisis end {alert.id}` ends it"
    if act.kind is not ActKind.MERGE or not act.to:
        return ""
    if summed_up_by(ledger, alert.id):
        return f"{alert.id} tells of several alerts: close it, or merge them"
    into = find_alert(ledger, act.to)
    if into is None:
        return f"there is no alert {act.to}"
    if into.merged_into or into.state is AlertState.CLOSED:
        return f"{into.id} is closed: it can stand for no other"
    return ""


def _by_name(desk: Desk, act: Act) -> Act:
    """Whoever logs in as `sam` and is Sam Okafor on the rota is one person, not two."""
    by = person_called(desk.oncall, act.by)
    act = replace(act, by=by.name) if by else act
    if act.kind is not ActKind.HAND_OVER:
        return act
    to = person_called(desk.oncall, act.to)
    return replace(act, to=to.name if to else act.to.strip())


def _with_ladder(alert: Alert, desk: Desk) -> Alert:
    """An alert that is older than the keeping of ladders climbs today's."""
    if alert.ladder or not desk.oncall.roles:
        return alert
    rungs = rota.ladder(desk.oncall, desk.changes, alert.severity, alert.raised_at)
    return replace(alert, ladder=rungs)
