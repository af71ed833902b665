"""Why a message is held back or may go: silences, crises, cool-downs, and the budget of a day."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from monitor import ids
from monitor.alert.severity import OPEN
from monitor.records import (
    Alert,
    AlertState,
    Arrival,
    Coverage,
    Crisis,
    DeliveryState,
    Firing,
    Judgement,
    Manners,
    Reason,
    Rule,
    Severity,
    Silence,
)
from monitor.times import in_london

LATELY: Final = timedelta(hours=1)  # as many S1 within it as the budget allows leave at once
STORM_PAUSE: Final = timedelta(minutes=1)  # between two summaries that hold an S1
GATHERING: Final = timedelta(minutes=2)  # what comes within it shares the first summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """All that decides about a firing beside the item: its story, people's words, the day so far.

    Story ids of silences and crises are those under which the stories are told now.
    """

    manners: Manners = field(default_factory=Manners)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    standing: tuple[Alert, ...] = ()  # of the story
    ahead: Set[str] = frozenset()  # items that are judged after this one
    silences: tuple[Silence, ...] = ()
    crises: tuple[Crisis, ...] = ()  # that are on
    pushed_today: int = 0
    critical_lately: int = 0
    summed_up_at: datetime | None = None  # the last time that alerts were told together


class Push(NamedTuple):
    """An alert that was told at once, or at the end of quiet hours; later rungs are none."""

    at: datetime
    severity: Severity
    story_id: str


def counted(circumstances: Circumstances, pushes: Iterable[Push], now: datetime) -> Circumstances:
    """The same with the pushes of this London day and of the last hour, crises left out."""
    told = [push for push in pushes if push.story_id not in _in_crisis(circumstances)]
    today = in_london(now).date()
    return replace(
        circumstances,
        pushed_today=sum(in_london(push.at).date() == today for push in told),
        critical_lately=sum(
            push.severity is Severity.S1 and now - LATELY < push.at <= now for push in told
        ),
    )


def after(circumstances: Circumstances, judgement: Judgement, now: datetime) -> Circumstances:
    """The circumstances as this judgement leaves them for the next firing of the same story."""
    alert = judgement.alert
    others = tuple(one for one in circumstances.standing if one.id != alert.id)
    left = replace(circumstances, standing=(*others, alert))
    told = next(iter(judgement.deliveries), None)
    if told is None or told.state is DeliveryState.HELD or is_in_crisis(left, alert.story_id):
        return left
    today = in_london(told.not_before).date() == in_london(now).date()
    return replace(
        left,
        pushed_today=left.pushed_today + today,
        critical_lately=left.critical_lately + (alert.severity is Severity.S1),
    )


def reason_for(
    firing: Firing,
    coverage: Coverage,
    before: Alert | None,
    circumstances: Circumstances,
    now: datetime,
) -> Reason:
    """Why somebody is told or nobody is, quiet hours and the day's budget left out."""
    rises = before is not None and firing.severity < before.severity
    if _is_on_trial(firing, circumstances):
        return Reason.SHADOW
    if before and not rises and (as_before := _as_before(before, circumstances.manners, now)):
        return as_before
    if firing.severity is Severity.S4:
        return Reason.NOTE_ONLY
    held = (
        _old(coverage, circumstances.manners)
        or _by_people(firing, coverage, circumstances, now)
        or _covered(firing, coverage, circumstances, known=before is not None and not rises)
    )
    told_before = before is not None and before.state is not AlertState.NOTED
    return held or (Reason.MORE_URGENT if told_before and rises else Reason.FIRST)


def silence_on(
    silences: Iterable[Silence], rule_id: str, coverage: Coverage, now: datetime
) -> Silence | None:
    """The silence that stands on this rule, story or source; all that it names must agree."""
    for one in silences:
        wanted = (one.rule_id, one.story_id, one.source_id)
        found = (rule_id, coverage.story_id, coverage.item.source_id)
        if stands(one, now) and all(w in ("", f) for w, f in zip(wanted, found, strict=True)):
            return one
    return None


def stands(silence: Silence, now: datetime) -> bool:
    """Whether it has begun, has not run out, and nobody took it back."""
    return silence.begins_at <= now < silence.ends_at and silence.ended_at is None


def reminders_due(
    silences: Iterable[Silence], manners: Manners, now: datetime
) -> tuple[Silence, ...]:
    """Silences that have stood for so many days that somebody should look at them again, each once.

    A day is London's: a week after ten o'clock it is ten o'clock, whatever the clock did.
    """
    waited = timedelta(days=manners.reminder_days)
    return tuple(
        one
        for one in silences
        if stands(one, now) and one.reminded_at is None and in_london(one.begins_at) + waited <= now
    )


def is_in_crisis(circumstances: Circumstances, story_id: str) -> bool:
    return story_id in _in_crisis(circumstances)


def over_budget(circumstances: Circumstances, severity: Severity, story_id: str) -> bool:
    """Whether the day, or for S1 the hour, has had so many pushes that a summary tells the rest."""
    if severity is Severity.S1:
        return circumstances.critical_lately >= circumstances.manners.budget
    spent = circumstances.pushed_today >= circumstances.manners.budget
    return spent and not is_in_crisis(circumstances, story_id)


def told_together_at(circumstances: Circumstances, severity: Severity, now: datetime) -> datetime:
    """When the summary leaves that tells of an alert which the budget holds now."""
    last, manners = circumstances.summed_up_at, circumstances.manners
    if severity is Severity.S1:
        return max(now, last + STORM_PAUSE) if last else now
    pause = timedelta(minutes=manners.summary_minutes)
    gathered = now + min(GATHERING, pause)
    return max(gathered, last + pause) if last else gathered


def _in_crisis(circumstances: Circumstances) -> set[str]:
    return {one.story_id for one in circumstances.crises if one.ended_at is None}


def _is_on_trial(firing: Firing, circumstances: Circumstances) -> bool:
    rule = circumstances.rules.get(firing.rule_id)
    return firing.shadow or (rule is not None and rule.shadow)


def _as_before(before: Alert, manners: Manners, now: datetime) -> Reason | None:
    """Why an item that is no more urgent than what was told tells nobody again."""
    if before.state is AlertState.NEW:
        return Reason.NO_NEWS
    if before.state in OPEN:
        return Reason.ACKNOWLEDGED
    # A closed alert is touched no more: it last changed when it was closed.
    rests_until = before.updated_at + timedelta(hours=manners.cool_down_hours)
    closed = before.state is AlertState.CLOSED
    return Reason.COOLING if closed and now < rests_until else None


def _by_people(
    firing: Firing, coverage: Coverage, circumstances: Circumstances, now: datetime
) -> Reason | None:
    """What a person said of it: that it shall not be told, or that the team has it in hand."""
    if silence_on(circumstances.silences, firing.rule_id, coverage, now):
        return Reason.SILENCED
    lesser = firing.severity is not Severity.S1
    in_hand = lesser and is_in_crisis(circumstances, coverage.story_id)
    return Reason.IN_CRISIS if in_hand else None


def _covered(
    firing: Firing, coverage: Coverage, around: Circumstances, *, known: bool
) -> Reason | None:
    """Whether people were told of the story by a more urgent alert, or of this very item by one as
    urgent. What was `known` and held before, no copy makes news; a catch-all any alert covers."""
    rule = around.rules.get(firing.rule_id)
    family = ids.rule_family(firing.rule_id)
    others = [
        alert
        for alert in around.standing
        if alert.state in OPEN and ids.rule_family(alert.rule_id) != family
    ]
    covered = any(
        alert.severity < firing.severity
        or (alert.severity == firing.severity and (known or alert.item_id == coverage.item.id))
        or (rule is not None and rule.catch_all)
        for alert in others
    )
    return Reason.SAME_STORY if covered else None


def _old(coverage: Coverage, manners: Manners) -> Reason | None:
    """Why an item is no news, if it is none."""
    item = coverage.item
    if item.arrival in {Arrival.BACKFILL, Arrival.RENUMBERED}:
        return Reason.BACK_CATALOGUE
    published = None if item.date_doubtful else item.published_at
    stale = timedelta(hours=manners.old_hours)
    return Reason.OLD_NEWS if published and item.first_seen_at - published > stale else None
