"""Whether a way out works: what each attempt says of it, and when it is tried again."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from monitor.records import Sending, SendResult, WayState

PATIENCE: Final = timedelta(minutes=2)  # so long a way may fail before urgent messages take others
PROBED: Final = timedelta(minutes=1)  # between two attempts by a way that does not work
DOUBTED: Final = timedelta(minutes=10)  # untried for so long, it may well have mended
NAMES: Final = {
    "slack": "Slack",
    "email": "Mail",
    "sms": "The text message service",
    "console": "The terminal",
}


def called(way: str) -> str:
    """A way's name at the beginning of a sentence."""
    return NAMES.get(way, way)


def after(state: WayState, sending: Sending, at: datetime) -> WayState:
    """The way as an attempt to send by it leaves it."""
    if sending.result is SendResult.SENT:
        return WayState(way=state.way, tried_at=at)
    if sending.degrade or sending.theirs:  # the way was well enough to say what is at fault
        return replace(state, tried_at=at)
    return replace(
        state,
        tried_at=at,
        failing_since=state.failing_since or at,
        broken=state.broken or sending.broken,
        why=sending.note,
    )


def after_look(state: WayState, looked: Sending, at: datetime) -> WayState:
    """The way as a look leaves it: one that can be read is not for that one that can be sent by."""
    if looked.result is SendResult.SENT:
        return WayState(way=state.way, tried_at=state.tried_at)
    return after(state, looked, at) if looked.broken else state


def is_away(state: WayState, now: datetime) -> bool:
    """Whether messages had better take another way: it is out of order, or fails and goes on to."""
    if state.failing_since is None or now - (state.tried_at or now) >= DOUBTED:
        return False
    return state.broken or now - state.failing_since >= PATIENCE


def may_probe(state: WayState, now: datetime) -> bool:
    """Whether it is time to try a way that is away: one message a minute is no storm."""
    return now - (state.tried_at or now) >= PROBED


def why_away(state: WayState) -> str:
    """For the officer and for the log."""
    what = "is out of order" if state.broken else "does not answer"
    return (
        f"{called(state.way)} {what}: {state.why}" if state.why else f"{called(state.way)} {what}"
    )
