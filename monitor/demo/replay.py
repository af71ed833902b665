"""Runs the flow over the invented weeks at their own times, as fast as the machine allows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from monitor.demo.folder import start_clean, write_config
from monitor.demo.newsroom import Newsroom, open_newsroom
from monitor.demo.script import WEEKS, ashvale, moments
from monitor.pipeline import hand_over, send_out, take_in
from monitor.records import Act, ActKind, Alert, AlertState
from monitor.settings import load_settings
from monitor.steps.acting import act_on
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts
from monitor.store.outbox import next_due_at
from monitor.store.sources import list_polls
from monitor.times import in_london

OFFICER = "Sam Okafor"
BY_DAY, AT_NIGHT = timedelta(minutes=4), timedelta(minutes=12)
AFTERWARDS = timedelta(days=1)  # the replay ends when nothing has waited for a day


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the replay has come."""

    now: datetime
    done: int
    of: int
    new: int


def replay(
    data: Path,
    show: Callable[[str], None],
    weeks: tuple[int, ...] = WEEKS,
    resume: bool = False,
) -> Iterator[tuple[Watch, Progress]]:
    """Yields after each look. With `resume`, goes on where an interrupted replay was cut off."""
    script = ashvale(weeks)
    looks = moments(script)
    if not resume or not data.exists():
        start_clean(data)
    with open_newsroom(script, looks[0]) as newsroom:
        settings = load_settings(write_config(data, newsroom.address))
        with open_watch(settings, data, None, show) as watch:
            polls = list_polls(watch.ledger).values()
            reached = max((poll.polled_at for poll in polls), default=looks[0])
            for done, now in enumerate(looks, start=1):
                if now < reached:
                    continue
                new = _look(watch, newsroom, now, looks[done] if done < len(looks) else None)
                yield watch, Progress(now, done, len(looks), new)


def _look(watch: Watch, newsroom: Newsroom, now: datetime, until: datetime | None) -> int:
    """One pass, then whatever falls due before the next one."""
    newsroom.now = now
    report = take_in(watch, now)
    send_out(watch, now, report)
    end = until or now + AFTERWARDS
    while (due := _next_event(watch, now)) and due < end:
        now = due
        _officer_answers(watch, now)
        send_out(watch, now, report)
    if until is None or in_london(until).date() != in_london(now).date():
        hand_over(watch)
    return sum(poll.tally.new for poll in report.polls)


def _next_event(watch: Watch, now: datetime) -> datetime | None:
    """When the next message, escalation or answer of the officer is due."""
    waiting = [_answer_at(alert) for alert in list_alerts(watch.ledger, state=AlertState.NEW)]
    due = next_due_at(watch.ledger)
    return min((at for at in (due, *waiting) if at and at > now), default=None)


def _officer_answers(watch: Watch, now: datetime) -> None:
    for alert in list_alerts(watch.ledger, state=AlertState.NEW):
        if _answer_at(alert) <= now:
            act = Act(kind=ActKind.TAKE_IN_HAND, by=OFFICER, at=now, origin="cli")
            act_on(watch.ledger, watch.desk, alert.id, act)


def _answer_at(alert: Alert) -> datetime:
    at_night = not 7 <= in_london(alert.raised_at).hour < 22
    return alert.raised_at + (AT_NIGHT if at_night else BY_DAY)
