"""Alerts that are told together: what the budget of a day holds, and what waited for the morning.

A summary is an alert of its own, with the ladder of the most urgent that it tells of. To take it in
hand takes them all in hand.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, Literal

from monitor import ids
from monitor.alert import rota
from monitor.alert.desk import Desk, Notice, messages
from monitor.alert.queue.pace import first_due
from monitor.records import (
    Alert,
    Card,
    Judgement,
    Manners,
    Person,
    Reason,
    Severity,
)

Together = Literal["SUMMARY", "MORNING"]
NAMES: Final[dict[Together, str]] = {
    "SUMMARY": "Many alerts, told together",
    "MORNING": "What waited for office hours",
}
FEW: Final = 3  # so many that waited for the morning still come one by one
MOST_NAMED: Final = 100  # of one summary: nobody reads more, and Slack shows no more


def summary(desk: Desk, alerts: Sequence[Alert], manners: Manners, now: datetime) -> Judgement:
    """One message of alerts that the budget held, and the alert that waits for its answer."""
    severity = min(alert.severity for alert in alerts)
    alert = _alert("SUMMARY", alerts, why(severity, manners), now)
    alert = _climbing(desk, alert, now)
    rungs = alert.ladder
    return _told(
        desk, alert, Person(id=rungs[0].person_id, name=rungs[0].person), Reason.BUDGET, now
    )


def morning(desk: Desk, alerts: Sequence[Alert], to: Person, now: datetime) -> Judgement:
    """One message of what waited for this person, and the alert that waits for its answer."""
    said = "they came outside office hours and could wait"
    alert = _climbing(desk, _alert("MORNING", alerts, said, now), now)
    return _told(desk, alert, to, Reason.QUIET_HOURS, now)


def why(severity: Severity, manners: Manners) -> str:
    """Why alerts are told together instead of one by one."""
    if severity is Severity.S1:
        return f"more than {manners.budget} crisis alerts within an hour: the rest comes together"
    pause = f"at most every {manners.summary_minutes} minutes"
    return f"more than {manners.budget} alerts today: the rest comes together, {pause}"


def _alert(rule: Together, alerts: Sequence[Alert], said: str, now: datetime) -> Alert:
    severity = min(alert.severity for alert in alerts)
    story = ids.content_id("summary", now.isoformat(), *sorted(alert.id for alert in alerts))
    alert_id = ids.alert_id(rule, "", story)
    return Alert(
        id=alert_id,
        rule_id=rule,
        office_id="",
        story_id=story,
        item_id=story,
        severity=severity,
        card=_card(rule, alert_id, alerts, said),
        created_at=now,
        updated_at=now,
        raised_at=now,
    )


def _climbing(desk: Desk, alert: Alert, now: datetime) -> Alert:
    """With the ladder that is climbed for all that it tells of."""
    rungs = rota.ladder(desk.oncall, desk.changes, alert.severity, now)
    due = first_due(desk.oncall, rungs, alert.severity, now)
    return replace(alert, due_at=due, ladder=rungs)


def _card(rule: Together, alert_id: str, alerts: Sequence[Alert], said: str) -> Card:
    """`because` says why it is a summary; then each alert has its line."""
    counts = Counter(alert.severity for alert in alerts)
    kinds = ", ".join(f"{counts[one]} {one}" for one in sorted(counts))
    many = f"{len(alerts)} alert{'s' if len(alerts) != 1 else ''}"
    return Card(
        alert_id=alert_id,
        severity=min(counts),
        rule=f"{rule} {NAMES[rule]}",
        headline=f"Summary of {many}: {kinds}",
        outlet="The monitor itself",
        tier="own",
        url="",
        published_at=None,
        because=(f"this is a summary: {said}", *_lines(alerts)),
        tone="",
        sentence="",
        outlets=(),
        owners=0,
        lead="as each alert says",
    )


def _lines(alerts: Sequence[Alert]) -> Iterable[str]:
    """The most urgent first; in each severity the first first."""
    order = sorted(alerts, key=lambda one: (one.severity, one.raised_at))
    for alert in order[:MOST_NAMED]:
        yield f"{alert.severity} {alert.card.headline} ({alert.card.outlet}) · {alert.rule_id}"
    if more := order[MOST_NAMED:]:
        yield f"and {len(more)} more, none more urgent: `monitor queue list` has them all"


def _told(desk: Desk, alert: Alert, to: Person, reason: Reason, now: datetime) -> Judgement:
    notice = Notice(
        person_id=to.id, person=to.name, occasion="summary", reason=reason, not_before=now
    )
    return Judgement(alert=alert, deliveries=messages(desk, alert.card, notice, now))
