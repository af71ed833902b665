"""What `monitor sources` shows, in words and as facts for JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from monitor.records import Health, HealthState, Source, SourceEvent
from monitor.steps.exchanging import Import, Passed
from monitor.times import for_people

WORST_FIRST = (
    HealthState.BROKEN,
    HealthState.WITHDRAWN,
    HealthState.BLOCKED,
    HealthState.QUIET,
    HealthState.FAILING,
    HealthState.WAITING,
    HealthState.NEW,
    HealthState.WELL,
    HealthState.OFF,
)


# ---------------------------------------------------------------- list


def source_facts(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "url": source.url,
        "query": source.query,
        "tier": source.tier.value,
        "owner": source.group,
        "poll_minutes": source.poll_minutes,
        "enabled": source.enabled,
        "office": source.office,
        "note": source.note,
    }


def list_lines(sources: Sequence[Source]) -> Iterator[str]:
    wide = max((len(source.id) for source in sources), default=0)
    for source in sources:
        often = f"every {in_words(timedelta(minutes=source.poll_minutes))}"
        yield (
            f"{source.id:<{wide}}  {'on ' if source.enabled else 'off'}  {often:<16}  "
            f"{source.kind:<13}  {source.tier.value:<10}  {source.name} ({source.group})"
        )
    on = sum(source.enabled for source in sources)
    yield f"{len(sources)} sources, {on} of them on"


# ---------------------------------------------------------------- health


def worst_first(found: Iterable[Health]) -> list[Health]:
    return sorted(found, key=lambda one: WORST_FIRST.index(one.state))


def health_facts(found: Sequence[Health], events: Sequence[SourceEvent]) -> dict[str, Any]:
    return {"sources": found, "events": events}


def health_lines(found: Sequence[Health], events: Sequence[SourceEvent]) -> Iterator[str]:
    wide = max((len(one.source_id) for one in found), default=0)
    for one in found:
        since = None if one.state is HealthState.QUIET else one.since  # there the reason says it
        told = f"since {for_people(since)}: " if since else ""
        yield f"{one.state.value.upper():<9}  {one.source_id:<{wide}}  {told}{one.reason}"
    counts = Counter(one.state for one in found)
    parts = [f"{counts[state]} {state.value}" for state in WORST_FIRST if counts[state]]
    yield f"{len(found)} sources: {', '.join(parts)}"
    if events:
        yield "In the last seven days:"
    for event in events:
        yield f"  {for_people(event.at)}  {event.source_id}: {event.note}"


# ---------------------------------------------------------------- add, import


def import_facts(found: Import) -> dict[str, Any]:
    def passed(ones: Iterable[Passed]) -> list[dict[str, str]]:
        return [{"name": one.feed.name, "url": one.feed.url, "why": one.why} for one in ones]

    return {
        "added": [source_facts(source) for source in found.added],
        "already_there": passed(found.present),
        "refused": passed(found.refused),
    }


def import_lines(found: Import) -> Iterator[str]:
    for source in found.added:
        yield f"added          {source.name} as `{source.id}`, switched off"
    for one in found.present:
        yield f"already there  {one.feed.name}: {one.why}"
    for one in found.refused:
        yield f"REFUSED        {one.feed.name}: {one.why}"
    yield (
        f"{len(found.added)} added, {len(found.present)} already there, "
        f"{len(found.refused)} refused"
    )
    if found.added:
        yield "Check tier and group of those added in sources.toml, then set enabled = true there."


def in_words(span: timedelta) -> str:
    """`15 minutes`, `2 hours`, `1 day`."""
    minutes = span / timedelta(minutes=1)
    for length, unit in ((24 * 60, "day"), (60, "hour")):
        if minutes >= length and minutes % length == 0:
            return _counted(minutes / length, unit)
    return _counted(round(minutes, 1), "minute")


def _counted(number: float, unit: str) -> str:
    return f"{number:g} {unit}{'' if number == 1 else 's'}"
