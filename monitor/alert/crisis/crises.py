"""When a crisis is proposed, its situation told, and a return to normal proposed.

A person declares a crisis and a person ends it. All that is decided here is what to say to them.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.alert.crisis.dossier import Appearance, Dossier, count, owners
from monitor.alert.severity import OPEN
from monitor.records import Alert, Crisis, Severity

HOUR: Final = timedelta(hours=1)  # of time that passes, whatever a clock on the wall does
CALM_HOURS: Final = 6
BUSY: Final = 2  # items an hour
NEGATIVE: Final = "negative"
RULE: Final = "CRISIS"  # under which a crisis itself stands among the alerts
_MARK: Final = "crisis mode? "


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That a story may be a crisis, and why: a person decides."""

    office_id: str
    story_id: str
    title: str
    alert_ids: tuple[str, ...]
    why: str


def proposals(
    alerts: Iterable[Alert], crises: Iterable[Crisis], told_with: Mapping[str, str] | None = None
) -> tuple[Proposal, ...]:
    """Stories whose S1 alerts on coverage stand and are carried by two owners or raised by two
    rules, and that are no crisis yet. One that a person ended is proposed for what came after.
    """
    into = told_with or {}
    told = [(_story(one.story_id, into), one) for one in crises]
    stories: dict[tuple[str, str], list[Alert]] = {}
    for alert in alerts:
        story = _story(alert.story_id, into)
        if _is_grave(alert) and _is_new_to(alert, story, told):
            stories.setdefault((alert.office_id, story), []).append(alert)
    found = (_proposal(office, story, grave) for (office, story), grave in stories.items())
    return tuple(one for one in found if one)


def in_words(proposal: Proposal) -> str:
    """A line for the queue."""
    return (
        f"Crisis mode? {proposal.why}: “{proposal.title}”. "
        f"A person decides: monitor crisis start {proposal.story_id}"
    )


def noted(alert: Alert, proposed: Set[str]) -> str:
    """The note on the alert's card as it should be: with the proposal while that stands."""
    own = [part for part in alert.card.note.split("; ") if part and not part.startswith(_MARK)]
    line = f"{_MARK}monitor crisis start {alert.story_id}"
    return "; ".join([*own, line] if alert.id in proposed else own)


def is_unsaid(alert: Alert) -> bool:
    """Whether the card does not say yet that a crisis is proposed."""
    return _MARK not in alert.card.note


def leading(crises: Iterable[Crisis], told_with: Mapping[str, str]) -> list[tuple[Crisis, str]]:
    """Of the crises that are on, the one that was declared first of each story, with the story
    that counts: one whose story was merged into another's is told there.
    """
    first: dict[tuple[str, str], tuple[Crisis, str]] = {}
    for one in sorted(crises, key=lambda crisis: (crisis.started_at, crisis.id)):
        story = _story(one.story_id, told_with)
        first.setdefault((one.office_id, story), (one, story))
    return list(first.values())


def hour_of(crisis: Crisis, now: datetime) -> int:
    """Whole hours since it was declared."""
    return max(0, (now - crisis.started_at) // HOUR)


def due_hour(crisis: Crisis, now: datetime) -> int | None:
    """The hour whose situation is to be told now: 0 at once; after an absence only the newest."""
    hour = hour_of(crisis, now)
    if crisis.reported_at and hour_of(crisis, crisis.reported_at) >= hour:
        return None
    return hour


def is_calm(dossier: Dossier, crisis: Crisis, now: datetime) -> bool:
    """Whether a return to normal may be proposed: for six hours fewer than two items an hour, and
    nothing negative by an owner who had not carried it. Not while half of its outlets are unheard,
    nor if we were away in these hours: no news is then no good news.
    """
    since = now - CALM_HOURS * HOUR
    if crisis.started_at > since or is_blind(dossier) or not _was_told(dossier, crisis, now):
        return False
    late = [one for one in dossier.appearances if one.is_news and one.seen_at > since]
    known = set(owners(one for one in dossier.appearances if one.seen_at <= since))
    fresh = any(one.tone == NEGATIVE and one.owner not in known for one in late)
    return not fresh and all(number < BUSY for number in _by_hour(late, now))


def is_blind(dossier: Dossier) -> bool:
    """Whether half of the outlets that carry the story, or more, are not heard now."""
    carrying = {one.outlet for one in dossier.appearances}
    return 2 * len(carrying & set(dossier.unheard)) >= max(1, len(carrying))


def why_calm() -> str:
    return (
        f"fewer than {BUSY} items an hour for {CALM_HOURS} hours, and nothing negative by an owner "
        "who had not carried it"
    )


def occasion_of(hour: int) -> str:
    """The name of an hour's report among a crisis's messages."""
    return f"hour-{hour}"


def _was_told(dossier: Dossier, crisis: Crisis, now: datetime) -> bool:
    """Whether each of the hours before this one had its report, as it has while we are awake."""
    hour = hour_of(crisis, now)
    had = {one.occasion for one in dossier.deliveries if one.alert_id == crisis.id}
    return had.issuperset(map(occasion_of, range(max(0, hour - CALM_HOURS + 1), hour)))


def _by_hour(late: Sequence[Appearance], now: datetime) -> list[int]:
    hours = [(now - one.seen_at) // HOUR for one in late]
    return [hours.count(hour) for hour in range(CALM_HOURS)]


def _is_grave(alert: Alert) -> bool:
    """An alert on coverage: troubles of sources have nobody who carries them."""
    is_s1 = alert.severity is Severity.S1 and alert.state in OPEN
    return is_s1 and alert.rule_id != RULE and bool(alert.card.outlets)


def _is_new_to(alert: Alert, story: str, told: Iterable[tuple[str, Crisis]]) -> bool:
    """Whether no crisis of the story is on, and none ended since the alert was raised."""
    return all(
        one.ended_at is not None and one.ended_at < alert.raised_at
        for of, one in told
        if of == story and one.office_id == alert.office_id
    )


def _proposal(office: str, story: str, grave: Sequence[Alert]) -> Proposal | None:
    carried = max(one.card.owners for one in grave)
    rules = sorted({one.rule_id for one in grave})
    why = [f"an S1 alert stands and {count(carried, 'owner')} carry it"] if carried > 1 else []
    why += [f"{' and '.join(rules)} stand at S1 in one story"] if len(rules) > 1 else []
    if not why:
        return None
    return Proposal(
        office_id=office,
        story_id=story,
        title=grave[0].card.headline,
        alert_ids=tuple(one.id for one in grave),
        why="; ".join(why),
    )


def _story(story: str, told_with: Mapping[str, str]) -> str:
    return told_with.get(story, story)
