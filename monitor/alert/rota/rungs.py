"""The ladder of an alert: who is told, one after the other, and when the next one is."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from monitor.alert.rota.holders import on_call, told_as
from monitor.alert.rota.reach import can_be_told
from monitor.alert.rota.waiting import waits_until
from monitor.records import OnCall, RotaChange, Rung, Severity, Step


def ladder(
    oncall: OnCall, changes: Sequence[RotaChange], severity: Severity, at: datetime
) -> tuple[Rung, ...]:
    """The rungs for this severity with the people who have their roles when it is first told.

    A step that leads to nobody new is left out, and the next is told at its time: nobody waits for
    nobody. Whoever is told when all of them are empty stands on the only rung.
    """
    begins = waits_until(oncall, severity, at) or at
    rungs = tuple(_rungs(oncall, changes, severity, begins))
    if rungs:
        return rungs
    first = steps_of(oncall, severity)[0]
    return (_rung(oncall, first.role, on_call(oncall, changes, first.role, begins), 0),)


def steps_of(oncall: OnCall, severity: Severity) -> tuple[Step, ...]:
    """The steps for this severity; the office's first role alone where none is written."""
    return oncall.chains.get(severity) or (Step(role=next(iter(oncall.roles)), after_minutes=0),)


def due_at(rungs: Sequence[Rung], step: int, raised_at: datetime) -> datetime | None:
    """When this rung is told; None behind the last. Counted from the alert itself."""
    if step >= len(rungs):
        return None
    return raised_at + timedelta(minutes=rungs[step].after_minutes)


def _rungs(
    oncall: OnCall, changes: Sequence[RotaChange], severity: Severity, at: datetime
) -> Iterator[Rung]:
    before, freed = "", None
    for step in steps_of(oncall, severity):
        after = step.after_minutes if freed is None else min(freed, step.after_minutes)
        person = told_as(oncall, changes, step.role, at)
        told_at = at + timedelta(minutes=after)
        if not person or person == before or not can_be_told(oncall, person, severity, told_at):
            freed = after
            continue
        yield _rung(oncall, step.role, person, after)
        before, freed = person, None


def _rung(oncall: OnCall, role: str, person_id: str, after: float) -> Rung:
    name = next((one.name for one in oncall.people if one.id == person_id), person_id)
    return Rung(role=role, person_id=person_id, person=name, after_minutes=after)
