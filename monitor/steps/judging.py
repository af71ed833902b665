"""Firings → alerts and messages, each judged in the light of those before it."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.alert.desk import Desk
from monitor.alert.holding import Circumstances, Push, after, counted
from monitor.alert.judge import judge
from monitor.alert.severity import OPEN
from monitor.records import Alert, Coverage, Firing, Judgement, Reason
from monitor.steps.watch import Watch
from monitor.store import coverage as store
from monitor.store.alerts import alerts_of_stories, save_judgements
from monitor.store.crises import standing_crises
from monitor.store.silences import standing_silences
from monitor.store.summaries import Told, told_since

REMEMBERED = timedelta(days=2)  # a London day and what was kept for its morning
PUSHES = frozenset({Reason.FIRST, Reason.MORE_URGENT, Reason.QUIET_HOURS})
Of = tuple[str, str]  # office and story
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Bench:
    """How things stand while firings are judged one after the other."""

    desk: Desk
    around: Circumstances  # without the alerts of a story
    told_with: Mapping[str, str]
    alerts: dict[Of, dict[str, Alert]]
    ahead: set[str] = field(default_factory=set)  # items that are still to be judged


def judge_and_keep(
    watch: Watch, fired: Sequence[tuple[Firing, Coverage]], now: datetime
) -> list[Judgement]:
    """Judges firings on what is no item, in their order, and writes what comes of them."""
    if not fired:
        return []
    bench = open_bench(watch, {one.story_id for _, one in fired}, now)
    found = [done for firing, one in fired for done in hear(bench, [firing], one, now)]
    if found:
        save_judgements(watch.ledger, found)
    return found


def open_bench(watch: Watch, stories: Iterable[str], now: datetime) -> Bench:
    """What the ledger knows of these stories, of people's words, and of the day so far."""
    told_with = store.told_with(watch.coverage)
    wanted = set(stories)
    merged = [story for story, into in told_with.items() if into in wanted]
    alerts: dict[Of, dict[str, Alert]] = {}
    for alert in alerts_of_stories(watch.ledger, sorted(wanted.union(merged))):
        story = told_with.get(alert.story_id, alert.story_id)
        alerts.setdefault((alert.office_id, story), {})[alert.id] = alert
    ahead: set[str] = set()
    around = replace(_circumstances(watch, told_with, now), ahead=ahead)
    return Bench(watch.desk, around, told_with, alerts, ahead)


def hear(bench: Bench, firings: Iterable[Firing], one: Coverage, now: datetime) -> list[Judgement]:
    """Judges what fired on one item: all of it, or nothing is changed if that fails."""
    of = (one.office_id, one.story_id)
    alerts = dict(bench.alerts.get(of, {}))
    around, found = bench.around, []
    for firing in firings:
        around = replace(around, standing=tuple(alerts.values()))
        if done := judge(bench.desk, firing, one, around, now):
            around = after(around, done, now)
            alerts[done.alert.id] = done.alert
            found.append(done)
            _say(done, firing, one)
    bench.alerts[of] = alerts
    bench.around = replace(around, standing=())
    return found


def rules_of_story(bench: Bench, one: Coverage) -> tuple[str, ...]:
    """The rules of which an alert that an earlier item raised stands open in its story."""
    alerts = bench.alerts.get((one.office_id, one.story_id), {}).values()
    earlier = [alert for alert in alerts if alert.item_id not in bench.ahead]
    return tuple(sorted(alert.rule_id for alert in earlier if alert.state in OPEN))


def _circumstances(watch: Watch, told_with: Mapping[str, str], now: datetime) -> Circumstances:
    told = told_since(watch.ledger, now - REMEMBERED)
    rules = {ready.rule.id: ready.rule for ready in watch.rules}
    around = Circumstances(
        manners=watch.settings.manners,
        rules=rules,
        silences=tuple(
            replace(one, story_id=told_with.get(one.story_id, one.story_id))
            for one in standing_silences(watch.ledger, now)
        ),
        crises=tuple(
            replace(one, story_id=told_with.get(one.story_id, one.story_id))
            for one in standing_crises(watch.ledger)
        ),
        summed_up_at=max((one.at for one in told if one.reason is Reason.BUDGET), default=None),
    )
    return counted(around, _pushes(told, rules.keys() | {"MORNING"}, told_with), now)


def _pushes(
    told: Iterable[Told], rules: Iterable[str], told_with: Mapping[str, str]
) -> Iterable[Push]:
    """What counts against the budget: what rules had told, neither later rungs nor summaries."""
    known = set(rules)
    return [
        Push(one.at, one.severity, told_with.get(one.story_id, one.story_id))
        for one in told
        if one.reason in PUSHES and one.rule_id in known
    ]


def _say(done: Judgement, firing: Firing, one: Coverage) -> None:
    log.info(
        "alert=%s rule=%s item=%s severity=%s reason=%r",
        done.alert.id,
        firing.rule_id,
        one.item.id,
        firing.severity,
        ", ".join({delivery.reason.value for delivery in done.deliveries}),
    )
