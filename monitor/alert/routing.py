"""By which ways a person is told of an alert, and after how long a silence."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from monitor.alert.rota.reach import is_used, leads_to
from monitor.records import OnCall, Person, Severity

AT_ONCE = timedelta()


def ways_to(
    oncall: OnCall, open_ways: Sequence[str], person_id: str, severity: Severity, at: datetime
) -> Iterator[tuple[str, timedelta]]:
    """The ways to this person that are open, each with how long after `at` it is used.

    Where the person's own choice leaves none, it is every way that leads there, and where none
    does, every way of the office: no alert is written to nobody.
    """
    person = next((one for one in oncall.people if one.id == person_id), None)
    leading = reachable(person, open_ways) if person else ()
    chosen = [
        (way.by, timedelta(minutes=way.after_minutes))
        for way in (person.ways if person else ())
        if way.by in leading and is_used(way, oncall, severity, at)
    ]
    yield from chosen or [(way, AT_ONCE) for way in leading or _to_nobody(open_ways)]


def reachable(person: Person, open_ways: Sequence[str]) -> tuple[str, ...]:
    """Those of these ways that lead to this person."""
    return tuple(way for way in open_ways if leads_to(way, person))


def _to_nobody(open_ways: Sequence[str]) -> Sequence[str]:
    """Ways that others read, before ways that need an address which is not there."""
    shared = [way for way in open_ways if way not in {"email", "sms"}]
    return shared or open_ways
