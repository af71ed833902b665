"""Who has a role: by the calendars, then the shifts, then the roles; and who stands in for whom.

A plan never holds against a person's word: swaps and leave count before all of them, the last word
before the others.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from monitor.alert.rota.shifts import whose_turn
from monitor.records import OnCall, RotaChange


def on_call(oncall: OnCall, changes: Sequence[RotaChange], role: str, at: datetime) -> str:
    """Whoever is told in this role at that moment: always exactly one person.

    Where nobody has the role it is the office's default, though that person be away.
    """
    told = told_as(oncall, changes, role, at)
    return told or oncall.default or oncall.people[0].id


def told_as(oncall: OnCall, changes: Sequence[RotaChange], role: str, at: datetime) -> str:
    """Whoever has the role, or the office's default if that person is there; else ""."""
    return holder(oncall, changes, role, at) or _present(oncall, changes, role, oncall.default, at)


def holder(oncall: OnCall, changes: Sequence[RotaChange], role: str, at: datetime) -> str:
    """Whoever has the role at that moment or stands in; "" if nobody does."""
    for planned in (planned_for(oncall, changes, role, at), oncall.roles[role]):
        if there := _present(oncall, changes, role, planned, at):
            return there
    return ""


def planned_for(oncall: OnCall, changes: Sequence[RotaChange], role: str, at: datetime) -> str:
    """Whoever has the role by calendars, shifts and roles, before anybody's word; "" is nobody."""
    return next(_plans(oncall, changes, role, at), "")


def _plans(oncall: OnCall, changes: Sequence[RotaChange], role: str, at: datetime) -> Iterator[str]:
    entries = [
        one for one in changes if one.kind == "calendar" and one.role == role and stands(one, at)
    ]
    # Of entries that overlap the one that began last: a day inside somebody else's week.
    entries.sort(key=lambda one: (one.begins_at, -one.ends_at.timestamp(), one.id), reverse=True)
    yield from (one.instead_id for one in entries)
    turns = (whose_turn(shift, at) for shift in oncall.shifts if shift.role == role)
    yield from (person for person in turns if person)
    yield from filter(None, [oncall.roles[role]])


def stands(change: RotaChange, at: datetime) -> bool:
    """Whether it counts at that moment."""
    return change.begins_at <= at < min(change.ends_at, change.ended_at or change.ends_at)


def _present(
    oncall: OnCall, changes: Sequence[RotaChange], role: str, person: str, at: datetime
) -> str:
    """The person, or at the end of a row of stand-ins the last; "" if that one is away."""
    known = {one.id for one in oncall.people}
    said = [
        one
        for one in changes
        if one.kind != "calendar" and one.role in ("", role) and stands(one, at)
    ]
    seen: set[str] = set()
    whom = {person, ""}  # a word on the role itself is said of whoever has it
    while True:
        of_person = [one for one in said if one.person_id in whom]
        named = [one for one in of_person if one.instead_id in known]
        if not named:
            away = any(one.kind == "leave" for one in of_person)
            return person if person in known and not away else ""
        last = max(named, key=lambda one: (one.said_at, one.id)).instead_id
        seen.add(person)
        if last in seen:  # two who take each other's place
            return person
        person, whom = last, {last}
