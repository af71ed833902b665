"""No news must not be mistaken for good news: rules about sources instead of what they bring."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median_low

from monitor import ids
from monitor.alert.firing import firing_of, shown
from monitor.records import (
    UNWELL,
    Coverage,
    Firing,
    Health,
    HealthState,
    Rule,
    Source,
)
from monitor.times import for_people, in_london

BLIND_AFTER = timedelta(minutes=90)  # without anything new from any source …
BLIND_HOURS = range(9, 22)  # … at these hours of a London day, two after the first news of it
HABITS = 3
MANY = 5  # sources that fall ill together have one cause, most likely ours


def unwell(
    rules: Iterable[Rule], sources: Sequence[tuple[Source, Health]], now: datetime
) -> list[tuple[Firing, Coverage]]:
    """Which rules about single sources fire, and on what; one trouble shared by many is one."""
    ill = [one for one in sources if one[1].state in UNWELL]
    shut = [one for one in ill if one[1].state is not HealthState.QUIET]
    single = [rule for rule in rules if rule.watches == "source"]
    if len(shut) <= MANY or 2 * len(shut) < len(sources):
        return _each(single, ill, now)
    told = [rule for rule in single if any(_covers(rule, source) for source, _ in shut)]
    strictest = sorted(told, key=lambda rule: (rule.severity, rule.id))[:1]
    together = _trouble_of_many(shut, now)
    quiet = [one for one in ill if one not in shut]
    return [
        *((firing_of(rule, (together.item.title,)), together) for rule in strictest),
        *_each(single, quiet, now),
    ]


def stories(sources: Iterable[tuple[Source, Health]]) -> set[str]:
    """The stories of all sources that are ill, whether or not they are told of one by one."""
    return {_story(source, health) for source, health in sources if health.state in UNWELL}


def _each(
    rules: Sequence[Rule], ill: Iterable[tuple[Source, Health]], now: datetime
) -> list[tuple[Firing, Coverage]]:
    return [
        (firing_of(rule, (health.reason,)), _trouble(source, health, now))
        for source, health in ill
        for rule in rules
        if _covers(rule, source)
    ]


def _covers(rule: Rule, source: Source) -> bool:
    return not rule.tiers or source.tier in rule.tiers


def blind(
    rules: Iterable[Rule],
    newest: datetime | None,
    habit: timedelta | None,
    sources: int,
    now: datetime,
) -> list[tuple[Firing, Coverage]]:
    """Whether nothing at all has come for so long that we must be blind.

    `newest` came last; `habit` is how long all sources together stay without news on 95 of 100
    occasions: a small office's few sources may rest for hours.
    """
    if newest is None or not sources or in_london(now).hour not in BLIND_HOURS:
        return []
    if now - newest < max(BLIND_AFTER, HABITS * (habit or timedelta())):
        return []
    since = for_people(newest)
    story = ids.content_id("blind", newest.isoformat())
    title = f"We are blind: none of {sources} sources has brought anything since {since}"
    coverage = shown(story, title, now)
    return [
        (firing_of(rule, (title,)), coverage) for rule in rules if rule.watches == "all-sources"
    ]


def _story(source: Source, health: Health) -> str:
    """One trouble of a source from its beginning to its end: failing, broken, then withdrawn."""
    kind = "quiet" if health.state is HealthState.QUIET else "shut"
    since = health.since.isoformat() if health.since else ""
    return ids.content_id("source", source.id, kind, since)


def _trouble(source: Source, health: Health, now: datetime) -> Coverage:
    title = f"{source.name} is {health.state}: {health.reason}"
    story = _story(source, health)
    return shown(story, title, now, outlet=source.name, tier=source.tier, url=source.url)


def _trouble_of_many(shut: Sequence[tuple[Source, Health]], now: datetime) -> Coverage:
    """Its beginning is that of most: one of them may have been broken for weeks."""
    since = median_low(health.since or now for _, health in shut)
    story = ids.content_id("sources", f"{in_london(since):%Y-%m-%d}")
    title = f"{len(shut)} sources cannot be read since {for_people(since)}; is our connection down?"
    return shown(story, title, now)
