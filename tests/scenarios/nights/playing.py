"""Plays a script: moves a simulated clock from event to event and passes through the real flow."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from monitor.store.outbox import next_due_at
from tests.scenarios.nights.lines import Act, Line
from tests.scenarios.nights.night import Night
from tests.scenarios.nights.times import DAY, next_time

SECOND = timedelta(seconds=1)
MOST_MESSAGES = 200  # in a row without an event between them: more is an endless loop


def play(night: Night, lines: Iterable[tuple[datetime, Line]], end: datetime) -> None:
    """From the first line to the end, each event at its own moment."""
    acts = [(at, line) for at, line in lines if isinstance(line, Act)]
    looks = _looks(night, [at for at, act in acts if act.stirs], end)
    night.open()
    for at in sorted({*looks, *(at for at, _ in acts)}):
        _send_until(night, at)
        night.now = at
        for act in (line for when, line in acts if when == at):
            act.does(night)
        night.note_holds()
        if at in looks:
            night.pass_through()
    _send_until(night, end + SECOND)
    night.note_end()
    night.close()


def _looks(night: Night, stirred: list[datetime], end: datetime) -> set[datetime]:
    """When the flow is passed through: whenever something happens, and regularly. The daemon does
    every two seconds, and finds nothing in most of them."""
    regular = (end - night.now) // night.every + 1
    ticks = {night.now + number * night.every for number in range(regular)}
    return ticks.union(stirred, [end])


def _send_until(night: Night, until: datetime) -> None:
    """What falls due before then leaves at its second; Slack takes one message a second."""
    for _ in range(MOST_MESSAGES):
        due = next_due_at(night.watch.ledger) if until > night.now else None
        at = max(due, night.now + SECOND) if due else until
        if at >= until:
            return
        night.now = at
        night.send()
    raise AssertionError(f"messages without end at {night.now}")


def moments_of(start: datetime, lines: Iterable[Line]) -> Iterator[tuple[datetime, Line]]:
    """Every line with its moment; each is at or after the line before it."""
    at = start
    for number, line in enumerate(lines):
        at = next_time(line.at, at) if number else next_time(line.at, start, DAY)
        yield at, line
