"""What is planned, and what it clashes with."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor import ids
from monitor.alert.firing import shown
from monitor.alert.severity import OPEN, sensitive_on
from monitor.records import Alert, ClashState, DiaryEntry, Output, Rule, Severity
from monitor.registers.diary import clashes, out_at, says
from monitor.steps.watch import Watch
from monitor.steps.watches.seen import Seen, Watched
from monitor.store.alerts import list_alerts
from monitor.store.registers import entries
from monitor.store.watched import themes_of_stories
from monitor.times import for_people, in_london

Plan = DiaryEntry | Output
HOUR: Final = timedelta(hours=1)
RECENT: Final = timedelta(days=14)  # an alert that nobody closed for longer is no open story
URGENT: Final = frozenset({Severity.S1, Severity.S2})
SOBER: Final = frozenset({"statement", "sensitive release", "meeting", "election"})


def watched(watch: Watch, _rules: Sequence[Rule], now: datetime) -> Seen:
    """Clashes of what the office plans with others' news, sensitive periods and open stories."""
    diary, outputs = entries(watch.ledger, "diary"), entries(watch.ledger, "outputs")
    plans = [one for one in (*diary, *outputs) if _is_planned(one, now)]
    found = [
        *_with_news(diary, outputs, now),
        *_in_sensitive_periods(watch, plans, now),
        *_with_open_stories(watch, plans, now),
    ]
    return Seen(watched=found)


def _is_planned(one: Plan, now: datetime) -> bool:
    ours = isinstance(one, Output) or one.whose == "ours"
    at = _at(one)
    return ours and at is not None and at > now


def _at(one: Plan) -> datetime | None:
    return out_at(one) if isinstance(one, Output) else one.embargo_until or one.starts_at


def _with_news(
    diary: Sequence[DiaryEntry], outputs: Sequence[Output], now: datetime
) -> Iterator[Watched]:
    """Two releases of the office's own are no clash, unless one of them is sensitive."""
    for clash in clashes(diary, outputs):
        pair = clash.first, clash.second
        plan = next((one for one in pair if _is_planned(one, now)), None)
        other = pair[1] if plan is pair[0] else pair[0]
        delicate = any(one.kind == "sensitive release" for one in pair)
        ours = isinstance(other, Output) or other.whose == "ours"
        at, then = (_at(plan) if plan else None), _at(other)
        if plan and at and then and (delicate or not ours):
            state = ClashState(
                title=plan.title,
                hours=abs(at - then) / HOUR,
                other=other.title,
                kind="news",
                shared=clash.shared,
                promotional=plan.kind not in SOBER,
            )
            yield _watched(plan, other.id, state, now)


def _in_sensitive_periods(watch: Watch, plans: Sequence[Plan], now: datetime) -> Iterator[Watched]:
    for plan in plans:
        at = _at(plan)
        period = sensitive_on(watch.settings.manners, in_london(at).date()) if at else None
        if period:
            state = ClashState(
                title=plan.title,
                hours=0.0,
                other=period.name,
                kind="sensitive period",
                promotional=plan.kind not in SOBER,
            )
            yield _watched(plan, period.name, state, now)


def _with_open_stories(watch: Watch, plans: Sequence[Plan], now: datetime) -> Iterator[Watched]:
    watching = {ready.rule.id for ready in watch.rules if ready.rule.watches}
    urgent = [
        alert
        for alert in list_alerts(watch.ledger, now - RECENT)
        if alert.state in OPEN and alert.severity in URGENT and alert.rule_id not in watching
    ]
    themes = themes_of_stories(watch.coverage, [alert.story_id for alert in urgent])
    for plan in plans:
        for alert in urgent:
            shared = _shared(plan, alert, themes.get((alert.office_id, alert.story_id), ()))
            if shared and plan.office_id == alert.office_id:
                yield _watched(plan, alert.story_id, _with(plan, alert, shared, now), now)


def _with(plan: Plan, alert: Alert, shared: str, now: datetime) -> ClashState:
    return ClashState(
        title=plan.title,
        hours=((_at(plan) or now) - now) / HOUR,
        other=alert.card.headline,
        kind="open story",
        shared=shared,
        promotional=plan.kind not in SOBER,
    )


def _shared(plan: Plan, alert: Alert, themes: Sequence[str]) -> str:
    words = plan.words if isinstance(plan, DiaryEntry) else ()
    found = [theme for theme in plan.themes if theme in themes]
    found += [word for word in words if says(word, alert.card.headline)]
    return next(iter(found), "")


def _watched(plan: Plan, other: str, state: ClashState, now: datetime) -> Watched:
    story = ids.content_id("clash", *sorted((plan.id, other)))
    at = _at(plan) or now
    title = f"“{plan.title}”, planned for {for_people(at)}, clashes with “{state.other}”"
    coverage = shown(story, title, now, office_id=plan.office_id, outlet="The office's diary")
    return Watched(state=state, coverage=coverage)
