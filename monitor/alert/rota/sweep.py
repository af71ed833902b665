"""What is wrong with the rota of the coming days: hours that nobody has, people whom nothing
reaches, words that name nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from monitor import ids
from monitor.alert.rota.holders import holder, told_as
from monitor.alert.rota.ical import id_of
from monitor.alert.rota.names import named_in
from monitor.alert.rota.reach import can_be_told
from monitor.alert.rota.rungs import steps_of
from monitor.alert.rota.spans import Span, change_points, hour_points, spans
from monitor.alert.rota.waiting import waits_until
from monitor.records import Appointment, CalendarCopy, OnCall, RotaChange, Severity
from monitor.times import as_iso, for_people

AHEAD: Final = timedelta(days=7)
AROUND: Final = timedelta(days=60)  # a gap keeps its beginning, and so its name, while it lasts
AT_ANY_HOUR: Final = timedelta(days=1)  # what begins sooner is told at night too
UNREAD: Final = timedelta(hours=1)  # a published calendar may be away for a moment
TOLD: Final = (Severity.S1, Severity.S2, Severity.S3)
GRAVE: Final = (Severity.S1, Severity.S2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, in words; `id` names the same thing at every look."""

    id: str
    what: str
    begins_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """All that a rota is made of."""

    oncall: OnCall
    changes: Sequence[RotaChange] = ()
    entries: Sequence[Appointment] = ()  # of its calendars, those too that name nobody
    copies: Sequence[CalendarCopy] = ()


def faults(rota: Rota, now: datetime, ahead: timedelta = AHEAD) -> list[Fault]:
    """Everything that is wrong from now to that time, the first to begin before the others."""
    end = now + ahead
    found = [
        *_gaps(rota, now, end),
        *_alone(rota, now, end),
        *_out_of_reach(rota, now, end),
        *_words_on_nobody(rota, now, end),
        *_entries_on_nobody(rota, now, end),
        *_unread(rota, now),
    ]
    return sorted(found, key=lambda one: (one.begins_at, one.id))


def is_for_the_day(fault: Fault, now: datetime) -> bool:
    """Whether it can be told in the morning: nobody is woken for next week."""
    return fault.begins_at > now + AT_ANY_HOUR


# ---------------------------------------------------------------- hours that nobody has


def _gaps(rota: Rota, now: datetime, end: datetime) -> Iterator[Fault]:
    oncall = rota.oncall
    for role in _roles(oncall):
        for span in spans(oncall, rota.changes, role, now - AROUND, now + AROUND):
            if span.person_id or span.ends_at <= now or span.begins_at >= end:
                continue
            if _is_needed(oncall, role, span, now):
                told = told_as(oncall, rota.changes, role, max(span.begins_at, now))
                then = f"{_name(oncall, told)} is told" if told else "the next step is told"
                what = f"nobody is {role} {_when(span, now)}; {then} instead"
                fault_id = ids.content_id(_id("gap", role, span, now), *_taken_back(rota, span))
                yield Fault(id=fault_id, what=what, begins_at=span.begins_at)


def _taken_back(rota: Rota, span: Span) -> list[str]:
    """A gap that was filled and is one again has another name: it is told of anew."""
    return sorted(
        one.id
        for one in rota.changes
        if one.ended_at and one.begins_at < span.ends_at and one.ends_at > span.begins_at
    )


def _is_needed(oncall: OnCall, role: str, span: Span, now: datetime) -> bool:
    """Whether an alert may come in that time for which the role would be told at once."""
    begins = max(span.begins_at, now)
    concerned = [one for one in TOLD if role in {step.role for step in steps_of(oncall, one)}]
    return any(
        waits_until(oncall, severity, point) is None
        for point in (begins, *hour_points(oncall, begins, span.ends_at))
        for severity in concerned
    )


def _alone(rota: Rota, now: datetime, end: datetime) -> Iterator[Fault]:
    """Hours in which all steps of a ladder lead to one person, and nobody stands behind."""
    for severity in GRAVE:
        roles = [step.role for step in steps_of(rota.oncall, severity)]
        for span in _in_one_hand(rota, roles, now) if len(set(roles)) > 1 else ():
            if span.person_id and span.ends_at > now and span.begins_at < end:
                who = _name(rota.oncall, span.person_id)
                what = (
                    f"{who} is {span.role} {_when(span, now)}: nobody else hears of an {severity}"
                )
                fault_id = _id("alone", severity.value, span, now)
                yield Fault(id=fault_id, what=what, begins_at=span.begins_at)


def _in_one_hand(rota: Rota, roles: Sequence[str], now: datetime) -> Iterator[Span]:
    """From when to when one person has all these roles, and "" where it is several or nobody."""
    begin, end = now - AROUND, now + AROUND
    since, before = begin, ""
    points = [begin, *change_points(rota.oncall, rota.changes, begin, end), end]
    for at, following in pairwise(points):
        people = {holder(rota.oncall, rota.changes, role, at) for role in roles}
        only = people.pop() if len(people) == 1 else ""
        if only != before:
            yield _span(" and ".join(dict.fromkeys(roles)), before, since, at)
            since, before = at, only
        if following == end:
            yield _span(" and ".join(dict.fromkeys(roles)), before, since, end)


def _span(role: str, person: str, begins: datetime, ends: datetime) -> Span:
    return Span(role=role, person_id=person, planned_id="", begins_at=begins, ends_at=ends)


# ---------------------------------------------------------------- people and words


def _out_of_reach(rota: Rota, now: datetime, end: datetime) -> Iterator[Fault]:
    """Once for each person, with the first role in which nothing reaches that person."""
    said: set[str] = set()
    for severity in TOLD:
        for role in dict.fromkeys(step.role for step in steps_of(rota.oncall, severity)):
            for span in spans(rota.oncall, rota.changes, role, now, end):
                at = _unreachable_at(rota.oncall, span, severity)
                if span.person_id and at and span.person_id not in said:
                    said.add(span.person_id)
                    yield _no_way(rota.oncall, span, severity, at)


def _unreachable_at(oncall: OnCall, span: Span, severity: Severity) -> datetime | None:
    points = (span.begins_at, *hour_points(oncall, span.begins_at, span.ends_at))
    told_at = (one for one in points if waits_until(oncall, severity, one) is None)
    missed = (one for one in told_at if not can_be_told(oncall, span.person_id, severity, one))
    return next(missed, None)


def _no_way(oncall: OnCall, span: Span, severity: Severity, at: datetime) -> Fault:
    who = _name(oncall, span.person_id)
    what = f"no way leads to {who}, who is {span.role}, for an {severity} on {for_people(at)}"
    return Fault(id=ids.content_id("rota", "reach", span.person_id), what=what, begins_at=at)


def _words_on_nobody(rota: Rota, now: datetime, end: datetime) -> Iterator[Fault]:
    """Swaps and leave of people who have left the list since."""
    known = {"", *(person.id for person in rota.oncall.people)}
    for one in rota.changes:
        strangers = {one.person_id, one.instead_id} - known
        ends = min(one.ends_at, one.ended_at or one.ends_at)
        if strangers and one.begins_at < end and ends > now:
            who = " and ".join(f"`{stranger}`" for stranger in sorted(strangers))
            what = f"the {one.kind} {one.id} names {who}, whom the rota does not know"
            yield Fault(
                id=ids.content_id("rota", "word", one.id), what=what, begins_at=one.begins_at
            )


def _entries_on_nobody(rota: Rota, now: datetime, end: datetime) -> Iterator[Fault]:
    calendars = {id_of(calendar) for calendar in rota.oncall.calendars}
    said: set[str] = set()
    for one in rota.entries:
        is_ours = one.calendar_id in calendars and one.begins_at < end and one.ends_at > now
        fault_id = ids.content_id("rota", "entry", one.calendar_id, one.summary)
        if is_ours and fault_id not in said and not named_in(rota.oncall.people, one.summary):
            said.add(fault_id)
            what = f"“{one.summary}” in the calendar of {one.calendar_id} names nobody on the rota"
            yield Fault(
                id=fault_id,
                what=f"{what}, on {for_people(one.begins_at)}",
                begins_at=one.begins_at,
            )


def _unread(rota: Rota, now: datetime) -> Iterator[Fault]:
    """While a copy stands it can wait for the morning."""
    calendars = {id_of(calendar) for calendar in rota.oncall.calendars}
    for copy in rota.copies:
        since = copy.failed_at
        if copy.id not in calendars or not since or (copy.read_at and now - since < UNREAD):
            continue
        stands = f"what stood there on {for_people(copy.read_at)} holds" if copy.read_at else ""
        what = f"the calendar of {copy.id} cannot be read since {for_people(since)} ({copy.reason})"
        yield Fault(
            id=ids.content_id("rota", "calendar", copy.id, as_iso(since)),
            what=f"{what}; {stands or 'nothing of it is known'}",
            begins_at=now + AROUND if copy.read_at else since,
        )


# ---------------------------------------------------------------- words


def _roles(oncall: OnCall) -> list[str]:
    """Those that ladders lead to."""
    steps = (step.role for severity in TOLD for step in steps_of(oncall, severity))
    return list(dict.fromkeys(steps))


def _id(kind: str, of: str, span: Span, now: datetime) -> str:
    begins = as_iso(span.begins_at) if span.begins_at > now - AROUND else "always"
    return ids.content_id("rota", kind, of, begins)


def _when(span: Span, now: datetime) -> str:
    begins = for_people(span.begins_at) if span.begins_at > now - AROUND else ""
    ends = for_people(span.ends_at) if span.ends_at < now + AROUND else ""
    match bool(begins), bool(ends):
        case True, True:
            return f"from {begins} to {ends}"
        case True, False:
            return f"from {begins} on"
        case False, True:
            return f"until {ends}"
        case _:
            return "at any time"


def _name(oncall: OnCall, person_id: str) -> str:
    return next((one.name for one in oncall.people if one.id == person_id), person_id)
