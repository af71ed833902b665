"""Gaps in the rota, told a week before they come, once each, until somebody fills them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from monitor.records import AlertState, Calendar, OnCall
from monitor.steps.calendars import take_calendars
from monitor.steps.watch import open_watch
from monitor.store.rota import add_change, end_change
from tests.alert.rotas import DAY, a_change, shared, utc, weekly
from tests.alert.samples import a_rule, an_oncall
from tests.steps.quiet_past import Ashvale, settings_with

HOUR = timedelta(hours=1)
CHAIN = a_rule(id="R40", name="The chain is broken", watches="delivery")
WEEKDAYS = shared(
    replace(weekly("Mon 09:00", "sam", starting=date(2026, 10, 5)), until="Fri 17:00")
)
MONDAY_NOON = utc(11, 16, 12)
GAP = utc(11, 20, 17)


@contextmanager
def watching(data: Path, oncall: OnCall) -> Iterator[Ashvale]:
    with open_watch(*_opened(data, oncall)) as watch:
        yield Ashvale(watch)


def _opened(data: Path, oncall: OnCall) -> Any:
    return settings_with(CHAIN, oncall=oncall), data, None, print


def told(ashvale: Ashvale) -> list[tuple[str, str, AlertState]]:
    return [(one.id, one.card.because[0], one.state) for one in ashvale.alerts()]


def test_a_gap_is_told_once_names_its_hours_and_ends_when_it_is_filled(tmp_path: Path) -> None:
    with watching(tmp_path, WEEKDAYS) as ashvale:
        ashvale.looks(MONDAY_NOON, MONDAY_NOON + 4 * DAY, 5 * HOUR)
        ((gap, because, state),) = told(ashvale)
        assert (because, state) == (
            "the rota: nobody is on-call from Fri 20 Nov, 17:00 to Mon 23 Nov, 09:00; "
            "Ruth Adeyemi is told instead",
            AlertState.NEW,
        )
        assert len(ashvale.messages()) == 1
        filled = a_change("", "gwen", GAP, GAP + 3 * DAY, role="on-call")
        add_change(ashvale.watch.ledger, filled)
        ashvale.look(MONDAY_NOON + 4 * DAY + HOUR)
        assert told(ashvale) == [(gap, because, AlertState.CLOSED)]
        end_change(ashvale.watch.ledger, filled.id, "Sam", MONDAY_NOON + 4 * DAY + 2 * HOUR)
        ashvale.look(MONDAY_NOON + 4 * DAY + 3 * HOUR)
        states = [state for _, _, state in told(ashvale)]
        assert sorted(states) == [AlertState.CLOSED, AlertState.NEW]
        assert len(ashvale.messages()) == 2


def test_two_gaps_are_two_alerts(tmp_path: Path) -> None:
    with watching(tmp_path, WEEKDAYS) as ashvale:
        ashvale.look(GAP + HOUR)  # within one, and the next is in sight
        assert len({alert for alert, _, _ in told(ashvale)}) == 2


def test_nobody_is_woken_for_next_week_and_somebody_for_tomorrow(tmp_path: Path) -> None:
    with watching(tmp_path, WEEKDAYS) as ashvale:
        ashvale.look(utc(11, 17, 2))
        assert told(ashvale) == []
        ashvale.look(utc(11, 17, 8))
        assert len(told(ashvale)) == 1
        ashvale.look(utc(11, 18, 2))  # by night it stands, though it is not told anew
        assert [state for _, _, state in told(ashvale)] == [AlertState.NEW]
    with watching(tmp_path / "tomorrow", WEEKDAYS) as ashvale:
        ashvale.look(utc(11, 20, 2))
        assert len(told(ashvale)) == 1


def test_a_calendar_that_cannot_be_read_is_told_of_and_closed_when_it_can(tmp_path: Path) -> None:
    file = tmp_path / "on-call.ics"
    oncall = an_oncall(calendars=(Calendar(role="on-call", file=str(file)),))
    with watching(tmp_path / "data", oncall) as ashvale:
        take_calendars(ashvale.watch, MONDAY_NOON)
        ashvale.look(MONDAY_NOON)
        ((_, because, _),) = told(ashvale)
        assert because.startswith("the rota: the calendar of on-call: on-call.ics cannot be read")
        file.write_bytes(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
        take_calendars(ashvale.watch, MONDAY_NOON + HOUR)
        ashvale.look(MONDAY_NOON + HOUR)
        assert [state for _, _, state in told(ashvale)] == [AlertState.CLOSED]


def test_what_is_told_in_a_gap_goes_to_whoever_stands_in(tmp_path: Path) -> None:
    with watching(tmp_path, WEEKDAYS) as ashvale:
        add_change(ashvale.watch.ledger, a_change("ruth", "gwen", GAP, GAP + 3 * DAY))
        ashvale.look(GAP + HOUR)
        assert {message.person_id for message in ashvale.messages()} == {"gwen"}
