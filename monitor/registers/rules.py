"""What an entry of a register may say, and what state it is in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final, Literal

from monitor.records import DiaryEntry, Enquiry, HandEntry, Output, Redress

AHEAD: Final = timedelta(days=1)  # tomorrow's paper is read tonight
NOT_ON_RECORD: Final = "issued, its clearance not on record"

State = Literal["needed", "drafted", "cleared", "issued", "outcome"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an entry cannot stand as it is, and the field to put right."""

    field: str
    what: str


def faults(entry: Any, now: datetime) -> tuple[Fault, ...]:  # noqa: ANN401
    """Everything that speaks against the entry."""
    return tuple(_RULES[type(entry)](entry, now))


def redress_state(one: Redress) -> State:
    """How far a correction or rebuttal has come: the last of its times that is known."""
    reached: tuple[tuple[State, bool], ...] = (
        ("outcome", bool(one.outcome)),
        ("issued", one.issued_at is not None),
        ("cleared", one.cleared_at is not None),
        ("drafted", one.drafted_at is not None),
    )
    return next((state for state, is_so in reached if is_so), "needed")


def state_of(entry: Any, now: datetime) -> str:  # noqa: ANN401
    """Where the entry stands, in a word or a few; "" of coverage, which simply is."""
    match entry:
        case Output():
            return _output_state(entry)
        case Enquiry():
            return _enquiry_state(entry, now)
        case Redress():
            state = redress_state(entry)
            return entry.outcome if state == "outcome" else state
        case DiaryEntry():
            return "over" if (entry.ends_at or entry.starts_at) < now else "to come"
        case _:
            return ""


def is_open(entry: Any, now: datetime) -> bool:  # noqa: ANN401
    """Whether somebody still has to do something about it."""
    match entry:
        case Output():
            return entry.issued_at is None
        case Enquiry():
            return entry.answered_at is None
        case Redress():
            return not entry.outcome
        case DiaryEntry():
            return (entry.ends_at or entry.starts_at) >= now
        case _:
            return False


def is_overdue(one: Enquiry, now: datetime) -> bool:
    return one.answered_at is None and one.deadline_at is not None and one.deadline_at < now


def broke_embargo(one: Output) -> bool:
    """Whether it stood on the office's own feed before it was meant to."""
    published = one.issued_at if one.item_id else None
    return bool(published and one.embargo_until and published < one.embargo_until)


def _output_state(one: Output) -> str:
    if one.issued_at:
        return "issued" if one.cleared_at else NOT_ON_RECORD
    return "cleared" if one.cleared_at else "draft"


def _enquiry_state(one: Enquiry, now: datetime) -> str:
    if one.answered_at:
        return f"answered: {one.decision}"
    return "overdue" if is_overdue(one, now) else "open"


def _output(one: Output, now: datetime) -> Iterator[Fault]:
    yield from _clearance(one)
    yield from _not_ahead(one, now, "cleared_at", "issued_at")
    if one.issued_at is None or one.item_id:  # what stands on the own feed is out: a fact
        return
    if not one.cleared_at:
        yield Fault("issued_at", "it cannot be issued before somebody cleared it: say who and when")
    elif one.cleared_at > one.issued_at:
        yield Fault("issued_at", "it cannot be issued before it was cleared")


def _enquiry(one: Enquiry, now: datetime) -> Iterator[Fault]:
    yield from _clearance(one)
    yield from _not_ahead(one, now, "received_at", "cleared_at", "answered_at")
    if one.answered_at and not one.decision:
        yield Fault("decision", "it is answered, but nothing says what was decided")
    yield from _in_order(one, "received_at", "answered_at")
    yield from _in_order(one, "received_at", "deadline_at")


def _redress(one: Redress, now: datetime) -> Iterator[Fault]:
    yield from _clearance(one)
    yield from _not_ahead(one, now, *_STAGES)
    if bool(one.outcome) != bool(one.outcome_at):
        yield Fault("outcome", "what came of it, and when, belong together")
    if one.outcome == "withdrawn":  # may happen at any stage
        return
    for earlier, later in pairwise(_STAGES):
        if getattr(one, later) and not getattr(one, earlier):
            yield Fault(later, f"it cannot be {_DONE[later]} before it is {_DONE[earlier]}")
        yield from _in_order(one, earlier, later)


def _diary(one: DiaryEntry, _now: datetime) -> Iterator[Fault]:
    yield from _in_order(one, "starts_at", "ends_at")


def _coverage(one: HandEntry, now: datetime) -> Iterator[Fault]:
    if one.published_at > now + AHEAD:
        yield Fault("published_at", "that lies ahead: nobody has published it yet")


_STAGES: Final = ("needed_at", "drafted_at", "cleared_at", "issued_at", "outcome_at")
_DONE: Final = {
    "needed_at": "needed",
    "drafted_at": "drafted",
    "cleared_at": "cleared",
    "issued_at": "issued",
    "outcome_at": "settled",
    "received_at": "received",
    "answered_at": "answered",
    "deadline_at": "due",
    "starts_at": "begun",
    "ends_at": "over",
}


def _clearance(one: Output | Enquiry | Redress) -> Iterator[Fault]:
    if bool(one.cleared_by) != bool(one.cleared_at):
        missing = "cleared_at" if one.cleared_by else "cleared_by"
        yield Fault(missing, "who cleared it, and when, belong together")


def _not_ahead(one: Any, now: datetime, *names: str) -> Iterator[Fault]:  # noqa: ANN401
    for name in names:
        if (at := getattr(one, name)) and at > now:
            yield Fault(name, f"that lies ahead: it cannot have been {_DONE[name]} yet")


def _in_order(one: Any, earlier: str, later: str) -> Iterator[Fault]:  # noqa: ANN401
    first, then = getattr(one, earlier), getattr(one, later)
    if first and then and then < first:
        yield Fault(later, f"it cannot be {_DONE[later]} before it was {_DONE[earlier]}")


_RULES: Final[dict[type[Any], Callable[[Any, datetime], Iterator[Fault]]]] = {
    Output: _output,
    Enquiry: _enquiry,
    Redress: _redress,
    DiaryEntry: _diary,
    HandEntry: _coverage,
}
