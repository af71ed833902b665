"""How the sources themselves are → alerts by rule, and their end when a source is well again."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from monitor.alert.blindness import blind, stories, unwell
from monitor.collect.health import health_of
from monitor.records import (
    CycleReport,
    Health,
    PollState,
    Rule,
    Source,
)
from monitor.steps.acting import close_alerts
from monitor.steps.judging import judge_and_keep
from monitor.steps.watch import Watch
from monitor.store.items import gaps_of
from monitor.store.sources import list_polls
from monitor.store.watched import open_stories
from monitor.times import in_london

ALL = ""  # the name under which all sources' common habit stands
SOURCES = ("source", "all-sources")  # what rules can watch here
EVERY = timedelta(minutes=5)
REMEMBERED = timedelta(days=56)  # what a source's habit is told from


def look_after_sources(watch: Watch, now: datetime, report: CycleReport) -> None:
    """Holds the sources' health against the rules about them, every five minutes at most."""
    last = watch.memory.looked_after_at
    if last is not None and now - last < EVERY:
        return
    watch.memory.looked_after_at = now
    rules = [ready.rule for ready in watch.rules if ready.rule.watches in SOURCES]
    if not rules:
        return
    polls = list_polls(watch.ledger)
    gaps = gaps_of(watch.coverage, now - REMEMBERED)
    health = healths(watch.settings.sources, polls, gaps, now)
    on = [(source, health[source.id]) for source in watch.settings.sources if source.enabled]
    newest = max((at for poll in polls.values() if (at := poll.new_at)), default=None)
    fired = [*unwell(rules, on, now), *blind(rules, newest, _habit(gaps, ALL, now), len(on), now)]
    report.alerts += len(judge_and_keep(watch, fired, now))
    standing = stories(on) | {coverage.story_id for _, coverage in fired}
    _close_what_is_over(watch, rules, standing, now)


def healths(
    sources: Iterable[Source],
    polls: Mapping[str, PollState],
    gaps: Mapping[tuple[str, int], timedelta],
    now: datetime,
) -> dict[str, Health]:
    """The health of each source; a habit is told for each day of the week, as far as known."""
    return {
        source.id: health_of(source, polls.get(source.id), _habit(gaps, source.id, now), now)
        for source in sources
    }


def _habit(
    gaps: Mapping[tuple[str, int], timedelta], source_id: str, now: datetime
) -> timedelta | None:
    return gaps.get((source_id, in_london(now).isoweekday())) or gaps.get((source_id, 0))


def _close_what_is_over(
    watch: Watch, rules: Iterable[Rule], stories: set[str], now: datetime
) -> None:
    standing = open_stories(watch.ledger, [rule.id for rule in rules])
    over = [alert for alert, story in standing.items() if story not in stories]
    if over:
        close_alerts(watch.ledger, over, now)
