"""By which ways a person is told of an alert, and after how long a silence."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from monitor.alert.rota import quiet_until
from monitor.records import OnCall, Severity, Way

AT_ONCE = timedelta()


def ways_to(
    oncall: OnCall, open_ways: Sequence[str], person_id: str, severity: Severity, at: datetime
) -> Iterator[tuple[str, timedelta]]:
    """The ways to this person that are open, each with how long after `at` it is used."""
    person = next((one for one in oncall.people if one.id == person_id), None)
    chosen = person.ways if person else ()
    if not chosen:
        yield from ((way, AT_ONCE) for way in open_ways)
        return
    yield from (
        (way.by, timedelta(minutes=way.after_minutes))
        for way in chosen
        if way.by in open_ways and _is_for(way, severity) and _is_now(way, oncall, at)
    )


def _is_for(way: Way, severity: Severity) -> bool:
    return not way.severities or severity in way.severities


def _is_now(way: Way, oncall: OnCall, at: datetime) -> bool:
    quiet = quiet_until(oncall, at) is not None
    return way.when == "always" or quiet == (way.when == "out of hours")
