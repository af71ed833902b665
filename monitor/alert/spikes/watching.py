"""From quiet to a spike and back: what is said when, and when nothing is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from monitor.alert.spikes.baseline import Baseline
from monitor.alert.spikes.history import History
from monitor.alert.spikes.judging import Present, Reading, Verdict, is_calm, judge, minimum
from monitor.alert.spikes.week import HOUR, WINDOWS

COOL_DOWN: Final = timedelta(hours=12)
GROWTH: Final = 2  # times what was last told is news again


class Turn(StrEnum):
    """What an event tells."""

    OPENED = "opened"
    GREW = "grew"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where one office and one stream stand; to be kept between steps."""

    opened_at: datetime | None = None  # of the spike that is open
    hours: int = 0  # of the window that opened it, which also closes it
    told: Mapping[int, int] = field(default_factory=dict)  # what was last told, by window
    calm_since: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A turn to tell people of; `words.told` says it."""

    turn: Turn
    at: datetime
    since: datetime  # where the window begins that opened it
    told: Mapping[int, int]  # the most that was told of, by window
    reading: Reading


def step(
    state: State, baseline: Baseline, history: History, present: Present, now: datetime
) -> tuple[State, Event | None]:
    """The next state, and what there is to tell: at any minute, in any rhythm.

    A spike opens when any window is unusual, tells again when it has doubled, closes when two of
    its windows in succession were below the closing threshold, and then rests for twelve hours, in
    which only twice what was told opens it again.
    """
    worst = _worst(state, baseline, history, present, now)
    if worst is not None:
        return _tell(state, worst, present, now)
    if state.opened_at is None:
        return state, None
    return _settle(state, judge(baseline, history, present, now, state.hours), baseline, now)


def _worst(
    state: State, baseline: Baseline, history: History, present: Present, now: datetime
) -> Reading | None:
    """Of the windows that are unusual and not yet told of, the one least likely by chance."""
    told = {} if _rested(state, now) else state.told
    worth = [
        hours
        for hours in WINDOWS
        if present[hours] >= max(minimum(baseline, hours), GROWTH * told.get(hours, 0))
    ]
    readings = [judge(baseline, history, present, now, hours) for hours in worth]
    unusual = [one for one in readings if one.verdict is Verdict.UNUSUAL]
    return min(unusual, key=lambda one: (one.chance, one.hours), default=None)


def _rested(state: State, now: datetime) -> bool:
    if state.opened_at is not None:
        return False
    return state.closed_at is None or now - state.closed_at >= COOL_DOWN


def _tell(state: State, worst: Reading, present: Present, now: datetime) -> tuple[State, Event]:
    turn = Turn.OPENED if state.opened_at is None else Turn.GREW
    if state.opened_at is None:
        state = State(opened_at=now - worst.hours * HOUR, hours=worst.hours)
    told = {hours: max(present[hours], state.told.get(hours, 0)) for hours in WINDOWS}
    state = replace(state, told=told, calm_since=None)
    return state, _event(turn, state, worst, now)


def _settle(
    state: State, reading: Reading, baseline: Baseline, now: datetime
) -> tuple[State, Event | None]:
    if not is_calm(reading, baseline):
        return replace(state, calm_since=None), None
    if state.calm_since is None:
        return replace(state, calm_since=now), None
    if now - state.calm_since < reading.hours * HOUR:
        return state, None
    return State(told=state.told, closed_at=now), _event(Turn.CLOSED, state, reading, now)


def _event(turn: Turn, state: State, reading: Reading, now: datetime) -> Event:
    return Event(turn=turn, at=now, since=state.opened_at or now, told=state.told, reading=reading)
