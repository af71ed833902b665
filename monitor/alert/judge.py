"""What a firing rule leads to: a new alert, a more urgent one, or a reason why nobody is told."""

from dataclasses import dataclass, replace
from datetime import datetime

from monitor import ids
from monitor.alert import rota
from monitor.alert.desk import Desk, Notice, messages
from monitor.alert.holding import (
    Circumstances,
    over_budget,
    reason_for,
    silence_on,
    told_together_at,
)
from monitor.alert.messages import make_card
from monitor.alert.queue.pace import again_at
from monitor.alert.severity import OPEN, modified, sensitive_on
from monitor.records import (
    HELD,
    Alert,
    AlertState,
    Card,
    Coverage,
    Firing,
    Judgement,
    Reason,
    Rung,
)
from monitor.times import in_london

TOLD = frozenset({Reason.FIRST, Reason.MORE_URGENT})


@dataclass(frozen=True, slots=True)
class Case:
    """A firing with all that is known of it; `before` is the rule's alert as it stood."""

    desk: Desk
    firing: Firing
    coverage: Coverage
    around: Circumstances
    before: Alert | None
    now: datetime
    ladder: tuple[Rung, ...]


def judge(
    desk: Desk, firing: Firing, coverage: Coverage, circumstances: Circumstances, now: datetime
) -> Judgement | None:
    """What this firing changes, given how things stand; None if nothing.

    Judging an item again, as after a crash, changes nothing.
    """
    firing = _seen_around(firing, coverage, circumstances, now)
    family = ids.rule_family(firing.rule_id)
    standing = circumstances.standing
    before = next((one for one in standing if ids.rule_family(one.rule_id) == family), None)
    if before and before.item_id == coverage.item.id and firing.severity >= before.severity:
        return None
    rungs = rota.ladder(desk.oncall, desk.changes, firing.severity, now)
    case = Case(desk, firing, coverage, circumstances, before, now, rungs)
    notice = _notice(case)
    alert = _alert(case, _card(case), notice.reason)
    told = replace(notice, held=notice.reason in HELD)
    return Judgement(alert=alert, deliveries=messages(desk, alert.card, told, now))


def _seen_around(
    firing: Firing, coverage: Coverage, circumstances: Circumstances, now: datetime
) -> Firing:
    """The firing as urgent as its surroundings make it; what later items raised does not count."""
    rule = circumstances.rules.get(firing.rule_id)
    if rule is None:
        return firing
    earlier = (one for one in circumstances.standing if one.item_id not in circumstances.ahead)
    today = in_london(now).date()
    severity, why = modified(firing, rule, coverage, earlier, circumstances.manners, today)
    return replace(firing, severity=severity, because=(*firing.because, *why))


def _card(case: Case) -> Card:
    """An alert of a story that was merged into this one stands for it, under its own id."""
    family = ids.rule_family(case.firing.rule_id)  # its variants tell one thing
    made = ids.alert_id(family, case.coverage.office_id, case.coverage.story_id)
    alert_id = case.before.id if case.before else made
    card = make_card(alert_id, case.firing, case.coverage)
    return replace(card, banner=_banner(case), tell=_tell(case))


def _tell(case: Case) -> tuple[str, ...]:
    """Who should hear of it beside the reader, who is to tell them."""
    oncall = case.desk.oncall
    names = {person.id: person.name for person in oncall.people}
    roles = [role for role in case.firing.notify if role in oncall.roles]
    told = {role: rota.on_call(oncall, case.desk.changes, role, case.now) for role in roles}
    return tuple(f"{role} ({names.get(person, '')})" for role, person in told.items())


def _banner(case: Case) -> str:
    """What stands above party news before an election."""
    rule = case.around.rules.get(case.firing.rule_id)
    period = sensitive_on(case.around.manners, in_london(case.now).date())
    if not (rule and rule.party and period):
        return ""
    return f"{period.name}, until {period.to:%-d %B}: we answer for the office, not for a party"


def _notice(case: Case) -> Notice:
    """Whether the first of the ladder is told, with what the hour and the day's budget make of it.

    The same item judged again adds no message; a ladder that is climbed anew after the alert became
    more urgent tells each rung again.
    """
    first = case.ladder[0]
    notice = Notice(
        person_id=first.person_id,
        person=first.person,
        occasion=case.coverage.item.id,
        name=f"{case.firing.severity}:{case.coverage.item.id}",
        reason=reason_for(case.firing, case.coverage, case.before, case.around, case.now),
        not_before=case.now,
    )
    if notice.reason is Reason.SILENCED:
        return replace(notice, note=_silenced_by(case))
    return _timely(case, notice) if notice.reason in TOLD else notice


def _silenced_by(case: Case) -> str:
    silence = silence_on(case.around.silences, case.firing.rule_id, case.coverage, case.now)
    return f"silence {silence.id} of {silence.owner}: {silence.why}" if silence else ""


def _timely(case: Case, notice: Notice) -> Notice:
    severity, now, around = case.firing.severity, case.now, case.around
    oncall = case.desk.oncall
    if waits := rota.waits_until(oncall, severity, now):
        return replace(notice, reason=Reason.QUIET_HOURS, not_before=waits)
    if over_budget(around, severity, case.coverage.story_id):
        at = told_together_at(around, severity, now)
        at = rota.waits_until(oncall, severity, at) or at
        return replace(notice, reason=Reason.BUDGET, not_before=at)
    return notice


def _alert(case: Case, card: Card, reason: Reason) -> Alert:
    """The alert as this item leaves it. What a summary tells of climbs the summary's ladder."""
    summed_up = reason is Reason.BUDGET
    if reason in HELD and not summed_up:
        return _grown(case.before, card, case.now) if case.before else _new(case, card)
    due = None if summed_up else _first_due(case)
    if case.before and case.before.state in OPEN:
        return _raised(case, case.before, card, due)
    return replace(_new(case, card), state=AlertState.NEW, due_at=due)


def _first_due(case: Case) -> datetime:
    """When the clock acts on it; what waits for the morning is first told then."""
    severity, oncall = case.firing.severity, case.desk.oncall
    told_at = rota.waits_until(oncall, severity, case.now) or case.now
    return rota.due_at(case.ladder, 1, case.now) or again_at(oncall, severity, told_at)


def _grown(before: Alert, card: Card, now: datetime) -> Alert:
    """What the officer read stays; only the count of who carries the story grows.

    Of a closed alert nothing does: it last changed when it was closed, and rests from then.
    """
    if before.state is AlertState.CLOSED:
        return before
    spread = replace(before.card, outlets=card.outlets, owners=card.owners)
    return replace(before, card=spread, updated_at=now)


def _raised(case: Case, before: Alert, card: Card, due: datetime | None) -> Alert:
    """An alert that stands, made more urgent by this item; whoever has it in hand keeps it, and
    what was put off for later is not any more."""
    if before.state is AlertState.SNOOZED:
        before = replace(before, state=AlertState.NEW, owner="", acknowledged_at=None)
    return replace(
        before,
        item_id=case.coverage.item.id,
        severity=card.severity,
        card=card,
        updated_at=case.now,
        raised_at=case.now,
        step=0,
        due_at=due if before.state is AlertState.NEW else before.due_at,
        ladder=case.ladder,
    )


def _new(case: Case, card: Card) -> Alert:
    """The rule's alert of the story, of which nobody was told; one that rested begins anew."""
    before, coverage = case.before, case.coverage
    return Alert(
        id=card.alert_id,
        rule_id=case.firing.rule_id,
        office_id=coverage.office_id,
        story_id=before.story_id if before else coverage.story_id,
        item_id=coverage.item.id,
        severity=case.firing.severity,
        card=card,
        created_at=before.created_at if before else case.now,
        updated_at=case.now,
        raised_at=case.now,
        state=AlertState.NOTED,
        ladder=case.ladder,
    )
