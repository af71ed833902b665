"""Who is told, when the next one is, and the quiet hours on the nights when clocks change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.alert import rota
from monitor.records import OnCall, RotaChange, Severity
from tests.alert.samples import S1, S2, S3, an_oncall

SUMMER_ENDS = datetime(2026, 10, 25, 1, tzinfo=UTC)  # 02:00 BST becomes 01:00 GMT
SUMMER_BEGINS = datetime(2027, 3, 28, 1, tzinfo=UTC)  # 01:00 GMT becomes 02:00 BST
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


def people(oncall: OnCall, severity: Severity, changes: Sequence[RotaChange] = ()) -> list[str]:
    return [rung.person for rung in rota.ladder(oncall, changes, severity, SUMMER_ENDS)]


def test_each_rung_is_told_to_whoever_has_the_role() -> None:
    assert people(an_oncall(), S1) == ["Sam Okafor", "Ruth Adeyemi", "Gwen Pryce"]


@pytest.mark.parametrize("chains", [{}, {S3: ()}])
def test_a_severity_without_a_chain_is_told_to_the_first_role(chains: Any) -> None:
    (rung,) = rota.ladder(an_oncall(chains=chains), (), S3, SUMMER_ENDS)
    assert (rung.role, rung.after_minutes, rung.person_id) == ("on-call", 0, "sam")


def test_a_role_may_change_hands() -> None:
    roles = {"on-call": "gwen", "backup": "sam", "chief-executive": "gwen"}
    assert people(an_oncall(roles=roles), S2) == ["Gwen Pryce", "Sam Okafor"]


def test_whoever_stands_in_is_told_while_it_lasts_and_the_last_word_counts() -> None:
    swap = RotaChange(
        id="1",
        kind="swap",
        person_id="sam",
        instead_id="gwen",
        begins_at=SUMMER_ENDS - DAY,
        ends_at=SUMMER_ENDS + DAY,
        said_by="Sam Okafor",
        said_at=SUMMER_ENDS - DAY,
    )
    assert people(an_oncall(), S2, [swap]) == ["Gwen Pryce", "Ruth Adeyemi"]
    later = replace(swap, id="2", instead_id="ruth", said_at=SUMMER_ENDS)
    assert people(an_oncall(), S2, [later, swap]) == ["Ruth Adeyemi"]
    for over in ({"ends_at": SUMMER_ENDS}, {"ended_at": SUMMER_ENDS}, {"role": "backup"}):
        assert people(an_oncall(), S2, [replace(swap, **over)])[0] == "Sam Okafor"


@pytest.mark.parametrize(
    ("severity", "step", "minutes"),
    [(S1, 1, 10), (S1, 2, 30), (S1, 3, None), (S2, 1, 30), (S2, 2, None), (S3, 1, None)],
)
@pytest.mark.parametrize("raised_at", [SUMMER_ENDS, SUMMER_BEGINS])
def test_rungs_are_counted_in_real_minutes_from_the_alert_across_clock_changes(
    severity: Severity, step: int, minutes: int | None, raised_at: datetime
) -> None:
    raised_at -= timedelta(minutes=5)
    rungs = rota.ladder(an_oncall(), (), severity, raised_at)
    due = rota.due_at(rungs, step, raised_at)
    assert due == (None if minutes is None else raised_at + timedelta(minutes=minutes))


def test_there_is_no_rung_beyond_the_ladder() -> None:
    assert rota.due_at(rota.ladder(an_oncall(), (), S2, SUMMER_ENDS), 8, SUMMER_ENDS) is None


# The oracle knows nothing of time zones: a list of ends of quiet hours, written in UTC.
ENDS_730 = [
    datetime(2026, 10, 24, 6, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 7, 30, tzinfo=UTC),
    datetime(2026, 10, 26, 7, 30, tzinfo=UTC),
    datetime(2027, 3, 27, 7, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 6, 30, tzinfo=UTC),
    datetime(2027, 3, 29, 6, 30, tzinfo=UTC),
]
STARTS_2000 = [
    datetime(2026, 10, 23, 19, tzinfo=UTC),
    datetime(2026, 10, 24, 19, tzinfo=UTC),
    datetime(2026, 10, 25, 20, tzinfo=UTC),
    datetime(2027, 3, 26, 20, tzinfo=UTC),
    datetime(2027, 3, 27, 20, tzinfo=UTC),
    datetime(2027, 3, 28, 19, tzinfo=UTC),
]


@pytest.mark.parametrize("change", [SUMMER_ENDS, SUMMER_BEGINS])
def test_quiet_hours_hold_at_every_quarter_of_the_days_when_clocks_change(change: datetime) -> None:
    nights = list(zip(STARTS_2000, ENDS_730, strict=True))
    moment, last = change.replace(hour=0), change.replace(hour=0) + DAY
    quiet = 0
    while moment < last:
        expected = next((end for start, end in nights if start <= moment < end), None)
        assert rota.quiet_until(an_oncall(), moment) == expected, moment
        quiet += expected is not None
        moment += QUARTER
    # From midnight UTC to 07:30 London and from 20:00 London to midnight UTC.
    assert quiet * QUARTER == timedelta(hours=11.5)


def test_quiet_hours_begin_with_their_first_minute_and_end_with_their_last() -> None:
    def at(hour: int, minute: int) -> datetime | None:
        return rota.quiet_until(an_oncall(), datetime(2026, 11, 17, hour, minute, tzinfo=UTC))

    morning = datetime(2026, 11, 17, 7, 30, tzinfo=UTC)
    assert (at(7, 29), at(7, 30), at(19, 59)) == (morning, None, None)
    assert at(20, 0) == morning + DAY


@pytest.mark.parametrize(
    ("starts", "ends", "quiet_at"),
    [
        ("12:00", "13:00", [12]),
        ("00:00", "07:00", range(7)),
        ("22:00", "00:00", [22, 23]),
        ("7:30", "7:30", []),
        ("9:00", "11:00", [9, 10]),
    ],
)
def test_quiet_hours_may_lie_anywhere_in_the_day(starts: str, ends: str, quiet_at: Any) -> None:
    oncall = an_oncall(quiet_from=starts, quiet_until=ends)
    moments = [datetime(2026, 11, 17, hour, tzinfo=UTC) for hour in range(24)]
    assert [m.hour for m in moments if rota.quiet_until(oncall, m)] == list(quiet_at)


@pytest.mark.parametrize("change", [SUMMER_ENDS, SUMMER_BEGINS])
def test_quiet_hours_never_end_in_the_past_whatever_hour_ends_them(change: datetime) -> None:
    for ends in (f"{hour:02}:{minute:02}" for hour in range(4) for minute in (0, 15, 30, 45)):
        oncall = an_oncall(quiet_from="20:00", quiet_until=ends)
        moment = change - timedelta(hours=3)
        while moment < change + timedelta(hours=4):
            until = rota.quiet_until(oncall, moment)
            assert until is None or moment < until <= moment + timedelta(hours=13), (ends, moment)
            moment += QUARTER
