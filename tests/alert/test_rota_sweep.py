"""What is wrong with the rota of the coming week, said before it happens."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from monitor.alert.rota.sweep import Fault, Rota, faults, is_for_the_day
from monitor.records import (
    Appointment,
    Calendar,
    CalendarCopy,
    OnCall,
    Person,
    RotaChange,
    Shift,
    Step,
    Way,
)
from tests.alert.rotas import DAY, a_change, shared, utc, weekly
from tests.alert.samples import S1, S3, an_oncall

MONDAY_NOON = utc(11, 16, 12)
HOUR = timedelta(hours=1)
WEEKDAYS = shared(
    replace(weekly("Mon 09:00", "sam", starting=date(2026, 10, 5)), until="Fri 17:00"),
    default="",
)
FRIDAY = "from Fri 20 Nov, 17:00 to Mon 23 Nov, 09:00"


def found(
    oncall: OnCall, *changes: RotaChange, now: datetime = MONDAY_NOON, ahead: timedelta = 7 * DAY
) -> list[Fault]:
    return faults(Rota(oncall=oncall, changes=changes), now, ahead)


def said(oncall: OnCall, *changes: RotaChange, now: datetime = MONDAY_NOON) -> list[str]:
    return [fault.what for fault in found(oncall, *changes, now=now)]


def test_a_rota_in_order_has_no_fault() -> None:
    assert found(an_oncall()) == []


def test_hours_that_nobody_has_are_said_a_week_ahead_to_the_minute() -> None:
    assert said(WEEKDAYS) == [f"nobody is on-call {FRIDAY}; the next step is told instead"]
    assert said(replace(WEEKDAYS, default="gwen")) == [
        f"nobody is on-call {FRIDAY}; Gwen Pryce is told instead"
    ]


def test_a_gap_is_found_seven_days_ahead_and_not_eight() -> None:
    gap = utc(11, 20, 17)
    for n in (0, 1):
        now = gap - 7 * DAY + timedelta(minutes=n)
        assert any(fault.begins_at == gap for fault in found(WEEKDAYS, now=now)) == (n == 1)


def test_a_gap_keeps_its_name_while_it_comes_lasts_and_until_it_is_filled() -> None:
    names = {
        fault.id
        for hours in range(0, 7 * 24, 5)
        for fault in found(WEEKDAYS, now=utc(11, 16, 12) + hours * HOUR, ahead=HOUR * 12)
        if "Fri 20 Nov" in fault.what
    }
    assert len(names) == 1
    filled = a_change("", "gwen", utc(11, 20, 17), utc(11, 23, 9), role="on-call")
    assert said(WEEKDAYS, filled) == []
    half = replace(filled, ends_at=utc(11, 22, 0))
    assert said(WEEKDAYS, half) == [
        "nobody is on-call from Sun 22 Nov, 00:00 to Mon 23 Nov, 09:00; "
        "the next step is told instead"
    ]


def test_leave_without_a_stand_in_is_a_gap_in_every_role_of_the_person() -> None:
    leave = a_change("sam", "", utc(11, 18, 0), utc(11, 19, 0), kind="leave")
    assert said(an_oncall(), leave) == [
        "nobody is on-call from Wed 18 Nov, 00:00 to Thu 19 Nov, 00:00; "
        "the next step is told instead"
    ]


def test_hours_in_which_nobody_would_be_told_anyway_are_no_gap() -> None:
    days = Shift(
        role="on-call", people=("sam",), from_="09:00", until="17:00",
        days=("Mon", "Tue", "Wed", "Thu", "Fri"),
    )  # fmt: skip
    oncall = shared(days, covers="office hours", default="")
    assert found(oncall)  # an S1 comes at any hour
    assert found(replace(oncall, always=())) == []


def test_a_role_that_no_ladder_leads_to_needs_nobody() -> None:
    roles = {"on-call": "sam", "backup": "ruth", "chief-executive": "gwen", "head": ""}
    shift = Shift(role="head", people=("ruth",), from_="09:00", until="17:00")
    assert found(an_oncall(roles=roles, shifts=(shift,))) == []


def test_one_person_in_all_steps_is_said_for_nobody_stands_behind() -> None:
    steps = (Step(role="on-call", after_minutes=0), Step(role="backup", after_minutes=10))
    chains = {S1: steps}
    swap = a_change("ruth", "sam", utc(11, 18, 9), utc(11, 18, 17))
    assert said(an_oncall(chains=chains), swap) == [
        "Sam Okafor is on-call and backup from Wed 18 Nov, 09:00 to Wed 18 Nov, 17:00: "
        "nobody else hears of an S1"
    ]


def test_people_whom_nothing_reaches_are_said_once_each() -> None:
    sam = Person(id="sam", name="Sam Okafor", ways=(Way(by="sms"),))
    oncall = an_oncall(people=(sam, *an_oncall().people[1:]))
    assert said(oncall) == [
        "no way leads to Sam Okafor, who is on-call, for an S1 on Mon 16 Nov, 12:00"
    ]
    day_only = replace(sam, ways=(Way(by="console", when="in hours"),))
    oncall = an_oncall(people=(day_only, *an_oncall().people[1:]))
    assert said(oncall) == [
        "no way leads to Sam Okafor, who is on-call, for an S1 on Mon 16 Nov, 20:00"
    ]
    only_s3 = an_oncall(
        people=oncall.people, chains={S3: (Step(role="on-call", after_minutes=0),)}, always=()
    )  # S1 and S2 go to the first role as well
    # All of it waits for the morning, which comes on a Saturday, too: out of hours.
    assert [fault.what for fault in found(only_s3)] == [
        "no way leads to Sam Okafor, who is on-call, for an S1 on Sat 21 Nov, 07:30"
    ]


def test_a_swap_with_somebody_who_left_the_list_is_said() -> None:
    swap = a_change("sam", "oliver", utc(11, 18, 9), utc(11, 18, 17), id="3f2a")
    assert said(an_oncall(), swap) == ["the swap 3f2a names `oliver`, whom the rota does not know"]
    assert said(an_oncall(), replace(swap, ended_at=utc(11, 1, 9))) == []


CALENDAR = Calendar(role="on-call", file="on-call.ics")
ID = "on-call: on-call.ics"


def with_calendar(
    *entries: Appointment, copies: tuple[CalendarCopy, ...] = (), now: datetime = MONDAY_NOON
) -> list[Fault]:
    oncall = an_oncall(calendars=(CALENDAR,))
    return faults(Rota(oncall=oncall, entries=entries, copies=copies), now)


def test_words_of_a_calendar_that_name_nobody_are_said_once() -> None:
    one = Appointment(
        calendar_id=ID, summary="Samantha", begins_at=utc(11, 18, 9), ends_at=utc(11, 18, 17)
    )
    again = replace(one, begins_at=utc(11, 19, 9), ends_at=utc(11, 19, 17))
    known = replace(one, summary="Ruth Adeyemi")
    later = replace(one, summary="Nobody yet", begins_at=utc(11, 25, 9), ends_at=utc(11, 25, 17))
    others = replace(one, summary="Stranger", calendar_id="on-call: another.ics")
    assert [fault.what for fault in with_calendar(one, again, known, later, others)] == [
        "“Samantha” in the calendar of on-call: on-call.ics names nobody on the rota, "
        "on Wed 18 Nov, 09:00"
    ]


def test_a_calendar_that_cannot_be_read_is_said_and_by_day_while_its_copy_stands() -> None:
    never = CalendarCopy(
        id=ID, asked_at=MONDAY_NOON, failed_at=MONDAY_NOON, reason="No such file or directory"
    )
    (fault,) = with_calendar(copies=(never,))
    assert fault.what == (
        "the calendar of on-call: on-call.ics cannot be read since Mon 16 Nov, 12:00 "
        "(No such file or directory); nothing of it is known"
    )
    assert not is_for_the_day(fault, MONDAY_NOON)
    read = replace(never, read_at=MONDAY_NOON - HOUR)
    assert with_calendar(copies=(read,)) == []  # away for a moment
    (fault,) = with_calendar(copies=(read,), now=MONDAY_NOON + HOUR)
    assert fault.what.endswith("; what stood there on Mon 16 Nov, 11:00 holds")
    assert is_for_the_day(fault, MONDAY_NOON + HOUR)


def test_the_next_hours_are_told_at_night_and_next_week_by_day() -> None:
    (fault,) = found(WEEKDAYS)
    assert is_for_the_day(fault, fault.begins_at - 2 * DAY)
    assert not is_for_the_day(fault, fault.begins_at - DAY)
