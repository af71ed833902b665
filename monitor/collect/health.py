"""How a source is, in one word, since when, and why in plain English."""

from datetime import datetime, timedelta

from monitor.collect.polling import is_withdrawn, known_state
from monitor.records import FINE, Health, HealthState, Outcome, PollState, Source
from monitor.times import for_people

SHORT_SILENCE = timedelta(hours=6)  # no source is called quiet sooner
HABITS = 3  # times the silence that a source keeps within on 95 of 100 occasions
UNKNOWN_HABIT = timedelta(days=30)
BROKEN_AT = 3.0  # weighted failures in a row: three hard ones, or twelve of a busy server's
BROKEN_AFTER = timedelta(hours=3)
SHUT_OUT = {Outcome.TOKEN, Outcome.ROBOTS, Outcome.BUDGET}  # it will not pass by itself


def health_of(
    source: Source, poll: PollState | None, habit: timedelta | None, now: datetime
) -> Health:
    """The source's state; `habit` is its 95th percentile of time without news, if that is known."""
    poll = known_state(source, poll)
    if not source.enabled:
        return _health(source, HealthState.OFF, source.note or "switched off in sources.toml")
    if poll is None or poll.outcome is Outcome.ASKED:
        return _health(source, HealthState.NEW, "not polled yet")
    if poll.outcome in FINE:
        return _fine(source, poll, habit, now)
    if is_withdrawn(poll):
        said = "its publisher withdrew it (410, again and again); looked at once a week"
        return _health(source, HealthState.WITHDRAWN, said, poll.since_at)
    if poll.outcome is Outcome.WAIT and not _is_long(poll):
        said = f"{poll.reason}, until {for_people(poll.next_poll_at)}"
        return _health(source, HealthState.WAITING, said, poll.since_at)
    return _health(source, _failing(poll), poll.reason, poll.since_at)


def _health(
    source: Source, state: HealthState, reason: str, since: datetime | None = None
) -> Health:
    return Health(source_id=source.id, state=state, reason=reason, since=since)


def _fine(source: Source, poll: PollState, habit: timedelta | None, now: datetime) -> Health:
    allowed = _allowed_silence(source, habit)
    last = poll.new_at or poll.since_at
    if now - last <= allowed:
        return _health(source, HealthState.WELL, poll.reason, poll.since_at)
    seldom = f"; it seldom goes {_in_words(habit)} without" if habit else ""
    said = f"nothing new since {for_people(last)}{seldom}"
    return _health(source, HealthState.QUIET, said, last)


def _allowed_silence(source: Source, habit: timedelta | None) -> timedelta:
    if source.silent_hours:
        return timedelta(hours=source.silent_hours)
    return max(SHORT_SILENCE, HABITS * habit if habit else UNKNOWN_HABIT)


def _failing(poll: PollState) -> HealthState:
    if poll.outcome in SHUT_OUT:
        return HealthState.BLOCKED
    if not _is_long(poll):
        return HealthState.FAILING
    kept_out = poll.outcome in {Outcome.BLOCKED, Outcome.WAIT}
    return HealthState.BLOCKED if kept_out else HealthState.BROKEN


def _is_long(poll: PollState) -> bool:
    """Seen by polls: one time-out of a source that is asked twice a day says nothing yet."""
    return poll.failures >= BROKEN_AT or poll.polled_at - poll.since_at >= BROKEN_AFTER


def _in_words(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    if hours < 1.5:
        return "an hour"
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"
