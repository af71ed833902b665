"""Whether a person can be told of anything at all."""

from collections.abc import Iterator
from datetime import datetime

from monitor.alert.rota.waiting import quiet_until
from monitor.hours import is_bank_holiday
from monitor.records import OnCall, Person, Severity, Way
from monitor.times import in_london


def can_be_told(oncall: OnCall, person_id: str, severity: Severity, at: datetime) -> bool:
    """Whether a way leads to this person for such an alert at that moment."""
    person = next((one for one in oncall.people if one.id == person_id), None)
    if person is None:
        return False
    if not person.ways:
        office = list(_of_the_office(oncall))
        return not office or any(leads_to(way, person) for way in office)
    return any(
        is_used(way, oncall, severity, at) and leads_to(way.by, person) for way in person.ways
    )


def _of_the_office(oncall: OnCall) -> Iterator[str]:
    """The ways that everybody has who names none; without any it is the terminal."""
    given = {"slack": oncall.slack, "email": oncall.email, "sms": oncall.sms}
    yield from (name for name, way in given.items() if way)
    yield from (one.id for one in oncall.elsewhere)


def leads_to(way: str, person: Person) -> bool:
    """Whether it is a way to this person: a mail needs an address, a text message a telephone."""
    match way:
        case "email":
            return bool(person.email.strip())
        case "sms":
            return bool(person.phone.strip())
        case _:
            return True


def is_used(way: Way, oncall: OnCall, severity: Severity, at: datetime) -> bool:
    """Whether the person wants to be told of such an alert by this way at that moment."""
    if way.severities and severity not in way.severities:
        return False
    return way.when == "always" or out_of_hours(oncall, at) == (way.when == "out of hours")


def out_of_hours(oncall: OnCall, at: datetime) -> bool:
    """Whether people are away from their desks: quiet hours, weekends and bank holidays."""
    day = in_london(at).date()
    return day.weekday() >= 5 or is_bank_holiday(day) or quiet_until(oncall, at) is not None
