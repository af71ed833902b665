"""How things go over time → rules that watch it → alerts, and their end when it is over.

Each kind is looked at in its own rhythm; when it was last is in the ledger. Alerts are named by
what they are about, so that a look that is cut off is simply taken again.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.alert.watching.firing import firings_on
from monitor.records import CycleReport, Rule, Watches
from monitor.steps.acting import close_alerts
from monitor.steps.judging import judge_and_keep
from monitor.steps.watch import Watch
from monitor.steps.watches import (
    chain,
    districts,
    planned,
    rates,
    releases,
    shares,
    stories,
)
from monitor.steps.watches.seen import Gather, Watched
from monitor.store.watched import find_state, open_stories, save_state

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """How often a kind is looked at, and how."""

    every: timedelta
    gather: Gather


ROUNDS: Final[Mapping[Watches, Round]] = {
    "delivery": Round(timedelta(minutes=1), chain.watched),
    "rate": Round(timedelta(minutes=1), rates.watched),
    "share": Round(timedelta(minutes=5), shares.watched),
    "release": Round(timedelta(minutes=15), releases.watched),
    "story": Round(timedelta(hours=1), stories.watched),
    "diary": Round(timedelta(hours=1), planned.watched),
    "district": Round(timedelta(days=1), districts.watched),
}


def watch_over(watch: Watch, now: datetime, report: CycleReport) -> None:
    """Looks at every kind that is due; one that fails is shown and tried again in its rhythm."""
    for kind, round_ in ROUNDS.items():
        rules = [ready.rule for ready in watch.rules if ready.rule.watches == kind]
        if not rules or not _is_due(watch, kind, round_.every, now):
            continue
        try:
            report.alerts += _look(watch, rules, round_.gather, now)
        except Exception:
            log.exception("watches=%s cannot be looked at", kind)
            report.stepped_aside += 1
        save_state(watch.ledger, _name(kind), {}, now)


def _is_due(watch: Watch, kind: Watches, every: timedelta, now: datetime) -> bool:
    last = find_state(watch.ledger, _name(kind))
    return last is None or not timedelta(0) <= now - last[1] < every


def _name(kind: Watches) -> str:
    return f"looked {kind}"


def _look(watch: Watch, rules: Sequence[Rule], gather: Gather, now: datetime) -> int:
    """How many alerts began or changed; those on what is over are closed."""
    seen = gather(watch, rules, now)
    standing = set(seen.standing)
    changed = 0
    for one in seen.watched:
        fired = [found for rule in _for(one, rules) if (found := firings_on(rule, one.state))]
        fired.sort(key=lambda firing: (firing.severity, firing.rule_id))
        if fired:
            standing.add(one.coverage.story_id)
            told_by = _by(watch, one.ways)
            about = [(firing, one.coverage) for firing in fired]
            changed += len(judge_and_keep(told_by, about, now))
    _close_what_is_over(watch, rules, standing, now)
    return changed


def _for(one: Watched, rules: Iterable[Rule]) -> list[Rule]:
    return [rule for rule in rules if not one.only or rule.id in one.only]


def _by(watch: Watch, ways: Sequence[str]) -> Watch:
    """The same with these ways out alone, if any are named."""
    channels = {way: watch.channels[way] for way in ways}
    return replace(watch, channels=channels) if channels else watch


def _close_what_is_over(
    watch: Watch, rules: Iterable[Rule], standing: Set[str], now: datetime
) -> None:
    stories = open_stories(watch.ledger, [rule.id for rule in rules])
    over = [alert for alert, story in stories.items() if story not in standing]
    if over:
        close_alerts(watch.ledger, over, now)
