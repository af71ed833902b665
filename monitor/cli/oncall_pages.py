"""The rota as a person reads it: who has what, for whom, and what is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from monitor.alert.rota.holders import told_as
from monitor.alert.rota.rungs import ladder
from monitor.alert.rota.shifts import DAY, turn_on
from monitor.alert.rota.spans import Span, spans
from monitor.alert.rota.sweep import Fault, Rota
from monitor.alert.rota.waiting import waits_until
from monitor.records import OnCall, RotaChange, Severity, Shift
from monitor.times import for_people, in_london

FORESEEN = timedelta(days=60)
TOLD = (Severity.S1, Severity.S2, Severity.S3)
YEAR = 366
ANY_MONDAY = date(2024, 1, 1)  # where shifts have no beginning


def who_lines(rota: Rota, at: datetime) -> Iterator[str]:
    """Everybody who has a role at that moment, and who would hear of an alert."""
    yield f"{for_people(at)}:"
    width = max(map(len, rota.oncall.roles))
    for span in _spans_at(rota, at):
        until = f", until {for_people(span.ends_at)}" if span.ends_at < at + FORESEEN else ""
        yield f"  {span.role:{width}}  {_holder(rota, span)}{until}"
    for severity in TOLD:
        yield f"  {_told(rota, severity, at)}"


def who_facts(rota: Rota, at: datetime) -> dict[str, Any]:
    return {"at": at, "roles": [_fact(rota, span) for span in _spans_at(rota, at)]}


def next_lines(rota: Rota, begin: datetime, end: datetime) -> Iterator[str]:
    """For each role who has it from when to when; hours that nobody has are said in words."""
    for role in rota.oncall.roles:
        yield f"{role}:"
        for span in spans(rota.oncall, rota.changes, role, begin, end):
            yield f"  {_time(span.begins_at)} – {_time(span.ends_at)}  {_holder(rota, span)}"


def next_facts(rota: Rota, begin: datetime, end: datetime) -> list[Mapping[str, Any]]:
    held = (spans(rota.oncall, rota.changes, role, begin, end) for role in rota.oncall.roles)
    return [_fact(rota, span) for of_role in held for span in of_role]


def fault_lines(found: Sequence[Fault], notes: Iterable[str]) -> Iterator[str]:
    yield from (f"✗ {fault.what}" for fault in found)
    yield from (f"· {note}" for note in notes)
    if not found:
        yield "The next 7 days are in order."


def change_in_words(change: RotaChange, oncall: OnCall) -> str:
    """`3f2a91bc  Ruth Adeyemi for Sam Okafor, from … until …, by …: why`."""
    instead = _name(oncall, change.instead_id)
    whom = _name(oncall, change.person_id) if change.person_id else f"whoever is {change.role}"
    away = f"{whom} is away" + (f", {instead} stands in" if instead else "")
    what = away if change.kind == "leave" else f"{instead} for {whom}"
    when = f"from {for_people(change.begins_at)} until {for_people(change.ends_at)}"
    why = f": {change.why}" if change.why else ""
    return f"{change.id}  {what}, {when}, by {change.said_by}{why}"


def taken_lines(rota: Rota, change: RotaChange, now: datetime) -> Iterator[str]:
    """What changes hands by it, role by role."""
    begin, touched = max(change.begins_at, now), False
    for role in rota.oncall.roles:
        for span in spans(rota.oncall, rota.changes, role, begin, change.ends_at):
            if span.person_id != span.planned_id:
                touched = True
                when = f"{_time(span.begins_at)} – {_time(span.ends_at)}"
                yield f"  {role}: {when}  {_holder(rota, span)}"
    if not touched:
        yield "  Nothing changes hands: no role is concerned in that time."


def overlaps(oncall: OnCall) -> Iterator[str]:
    """Shifts of one role that are worked at the same time: the first in the file decides."""
    numbered = list(enumerate(oncall.shifts, start=1))
    for (first, one), (second, other) in combinations(numbered, 2):
        if one.role == other.role and _meet(one, other):
            yield (
                f"shifts {first} and {second} of {one.role} overlap: where both are worked, "
                f"{first} decides, because it stands first"
            )


def _meet(one: Shift, other: Shift) -> bool:
    """Whether two shifts have an hour in common within a year of the later one's beginning."""
    if {one.bank_holidays, other.bank_holidays} == {"off", "only"}:
        return False
    starts = [shift.starting for shift in (one, other) if shift.starting]
    first = max(starts, default=ANY_MONDAY)
    return _share(one, other, [first + n * DAY for n in range(-8, YEAR)])


def _share(one: Shift, other: Shift, days: Sequence[date]) -> bool:
    turns = [[turn_on(shift, day) for day in days] for shift in (one, other)]
    mine, others = ([turn for turn in of if turn] for of in turns)
    place = 0
    for turn in mine:
        while place < len(others) and others[place].ends_at <= turn.begins_at:
            place += 1
        if place < len(others) and others[place].begins_at < turn.ends_at:
            return True
    return False


# ---------------------------------------------------------------- words


def _spans_at(rota: Rota, at: datetime) -> Iterator[Span]:
    for role in rota.oncall.roles:
        yield spans(rota.oncall, rota.changes, role, at, at + FORESEEN)[0]


def _holder(rota: Rota, span: Span) -> str:
    oncall = rota.oncall
    if not span.person_id:
        told = told_as(oncall, rota.changes, span.role, span.begins_at)
        return f"NOBODY; {_name(oncall, told)} is told" if told else "NOBODY"
    instead = span.planned_id and span.planned_id != span.person_id
    whom = f", for {_name(oncall, span.planned_id)}" if instead else ""
    return f"{_name(oncall, span.person_id)}{whom}"


def _told(rota: Rota, severity: Severity, at: datetime) -> str:
    waits = waits_until(rota.oncall, severity, at)
    rungs = ladder(rota.oncall, rota.changes, severity, at)
    told = ", then ".join(f"{one.person} {_after(one.after_minutes)}" for one in rungs)
    return f"{severity}: {f'waits until {for_people(waits)}; ' if waits else ''}{told}"


def _after(minutes: float) -> str:
    return f"after {minutes:g} min" if minutes else "at once"


def _fact(rota: Rota, span: Span) -> Mapping[str, Any]:
    told = told_as(rota.oncall, rota.changes, span.role, span.begins_at)
    return {
        "role": span.role,
        "person": span.person_id or None,
        "planned": span.planned_id or None,
        "told": span.person_id or told or None,
        "from": span.begins_at,
        "until": span.ends_at,
    }


def _time(moment: datetime) -> str:
    return f"{in_london(moment):%a %e %b, %H:%M}"


def _name(oncall: OnCall, person_id: str) -> str:
    return next((one.name for one in oncall.people if one.id == person_id), person_id)
