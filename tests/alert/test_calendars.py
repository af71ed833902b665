"""Who has a role by a calendar: whole days, repeated entries, Outlook's zones, clock changes."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert import rota
from monitor.alert.rota.ical import MOST_BYTES, appointments, as_changes
from monitor.alert.rota.names import named_in
from monitor.errors import InputRefused
from monitor.records import Calendar, OnCall, Person, Shift
from tests.alert.calendars import OUTLOOK, WITHOUT_ZONES, calendar, entry
from tests.alert.rotas import DAY, a_change, shared, utc

BEGIN, END = utc(10, 1, 0), utc(12, 1, 0)
BY_CALENDAR = shared(calendars=(Calendar(role="on-call", file="on-call.ics"),))
ID = "on-call: on-call.ics"


def times(body: bytes, begin: datetime = BEGIN, end: datetime = END) -> list[tuple[Any, ...]]:
    return [(one.summary, one.begins_at, one.ends_at) for one in appointments(ID, body, begin, end)]


def holder(body: bytes, at: datetime, oncall: OnCall = BY_CALENDAR) -> str:
    changes = tuple(as_changes(oncall, appointments(ID, body, BEGIN, END)))
    return rota.holder(oncall, changes, "on-call", at)


# ---------------------------------------------------------------- times


@pytest.mark.parametrize("head", [{}, {"head": WITHOUT_ZONES}], ids=["with zones", "without"])
def test_windows_names_of_zones_are_londons(head: Any) -> None:
    body = calendar(entry("Sam", f"{OUTLOOK}20261020T090000", f"{OUTLOOK}20261027T090000"), **head)
    assert times(body) == [("Sam", utc(10, 20, 8), utc(10, 27, 9))]  # BST, then GMT


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (":20261117T090000Z", ":20261117T170000Z"),
        (":20261117T090000", ":20261117T170000"),  # of no zone: London's
        (";TZID=Europe/London:20261117T090000", ";TZID=Europe/London:20261117T170000"),
        (";TZID=Europe/Paris:20261117T100000", ";TZID=Europe/Paris:20261117T180000"),
    ],
)
def test_times_may_be_of_any_zone_or_of_none(begins: str, ends: str) -> None:
    assert times(calendar(entry("Sam", begins, ends))) == [("Sam", utc(11, 17, 9), utc(11, 17, 17))]


def test_a_whole_day_is_londons_and_no_gap() -> None:
    body = calendar(
        entry("Sam", ";VALUE=DATE:20261024", ";VALUE=DATE:20261026"),
        entry("Ruth", ";VALUE=DATE:20261026", ";VALUE=DATE:20261027"),
    )
    assert times(body) == [
        ("Sam", utc(10, 23, 23), utc(10, 26, 0)),  # a weekend of 49 hours
        ("Ruth", utc(10, 26, 0), utc(10, 27, 0)),
    ]
    for hour in range(49 + 24):
        at = utc(10, 23, 23) + timedelta(hours=hour)
        assert holder(body, at) == ("sam" if hour < 49 else "ruth")


def test_a_day_without_an_end_is_one_day() -> None:
    body = calendar("SUMMARY:Sam\nDTSTART;VALUE=DATE:20261117")
    assert times(body) == [("Sam", utc(11, 17, 0), utc(11, 18, 0))]


def test_repeated_entries_keep_to_the_wall_clock_and_their_exceptions() -> None:
    series = entry(
        "Sam", f"{OUTLOOK}20261012T090000", f"{OUTLOOK}20261012T170000", "UID:weekly",
        "RRULE:FREQ=WEEKLY;UNTIL=20261109T090000Z;INTERVAL=1;BYDAY=MO;WKST=SU",
        f"EXDATE{OUTLOOK}20261019T090000",
    )  # fmt: skip
    moved = entry(
        "Ruth for Sam", f"{OUTLOOK}20261103T090000", f"{OUTLOOK}20261103T170000", "UID:weekly",
        f"RECURRENCE-ID{OUTLOOK}20261102T090000",
    )  # fmt: skip
    assert times(calendar(series, moved)) == [
        ("Sam", utc(10, 12, 8), utc(10, 12, 16)),
        ("Sam", utc(10, 26, 9), utc(10, 26, 17)),
        ("Ruth for Sam", utc(11, 3, 9), utc(11, 3, 17)),
        ("Sam", utc(11, 9, 9), utc(11, 9, 17)),
    ]


@pytest.mark.parametrize(
    "cancelled",
    [
        entry("Sam", ":20261117T090000Z", ":20261117T170000Z", "STATUS:CANCELLED"),
        entry("Canceled: Sam", ":20261117T090000Z", ":20261117T170000Z"),
    ],
)
def test_what_was_cancelled_is_not_there(cancelled: str) -> None:
    assert times(calendar(cancelled)) == []


def test_what_lies_outside_is_left_out() -> None:
    body = calendar(entry("Sam", ":20261117T090000Z", ":20261117T170000Z", "RRULE:FREQ=DAILY"))
    assert len(times(body, utc(11, 20, 0), utc(11, 25, 0))) == 5
    assert times(body, utc(11, 20, 17), utc(11, 21, 9)) == []


# ---------------------------------------------------------------- people

PEOPLE = (
    Person(id="so", name="Sam Okafor (duty officer)"),
    Person(id="ra", name="Ruth Adeyemi"),
    Person(id="oo", name="Orla O'Neill"),
    Person(id="ta", name="Tom Adeyemi"),
)


@pytest.mark.parametrize(
    ("summary", "person"),
    [
        ("On call: Sam Okafor", "so"),
        ("okafor", "so"),
        ("SO on call", "so"),
        ("Press cover, Ruth Adeyemi then Okafor", "ra"),
        ("Okafor / Ruth Adeyemi", "so"),
        ("Orla O’Neill", "oo"),
        ("Adeyemi", ""),  # two have the name
        ("Sofia", ""),
        ("", ""),
        ("Team day", ""),
    ],
)
def test_an_entry_means_whom_it_names_first(summary: str, person: str) -> None:
    assert named_in(PEOPLE, summary) == person


# ---------------------------------------------------------------- who has the role


def test_a_calendar_decides_before_shifts_and_after_swaps() -> None:
    body = calendar(entry("Gwen Pryce", ":20261117T090000Z", ":20261117T170000Z"))
    shift = Shift(role="on-call", people=("sam",), from_="00:00")
    oncall = shared(shift, calendars=BY_CALENDAR.calendars)
    assert [holder(body, utc(11, 17, hour), oncall) for hour in (8, 9, 17)] == [
        "sam",
        "gwen",
        "sam",
    ]
    noon = utc(11, 17, 12)
    entries = tuple(as_changes(oncall, appointments(ID, body, BEGIN, END)))
    swapped = {
        who: rota.holder(
            oncall, (*entries, a_change(who, "ruth", noon, noon + DAY)), "on-call", noon
        )
        for who in ("sam", "gwen")
    }
    assert swapped == {"sam": "gwen", "gwen": "ruth"}  # Sam does not have it, so cannot give it


def test_a_day_inside_somebody_elses_week_is_that_days() -> None:
    week = entry("Sam", ";VALUE=DATE:20261116", ";VALUE=DATE:20261123")
    day = entry("Ruth", ";VALUE=DATE:20261118", ";VALUE=DATE:20261119")
    for body in (calendar(week, day), calendar(day, week)):
        assert [holder(body, utc(11, n, 12)) for n in (17, 18, 19)] == ["sam", "ruth", "sam"]


def test_an_entry_that_names_nobody_is_nobodys() -> None:
    body = calendar(entry("Team day", ":20261117T090000Z", ":20261117T170000Z"))
    assert holder(body, utc(11, 17, 12)) == ""


# ---------------------------------------------------------------- what no rota is


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "it is no calendar"),
        (b"<html><title>Sign in</title></html>", "it is no calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "it is no calendar"),
        (b"x" * (MOST_BYTES + 1), "it is larger than 1 MB"),
        (b"BEGIN:VEVENT\r\nSUMMARY:Sam\r\nEND:VEVENT\r\n", "it is no calendar"),
    ],
)
def test_what_is_no_calendar_is_refused_in_a_sentence(body: bytes, why: str) -> None:
    with pytest.raises(InputRefused, match=why):
        times(body)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=12",
        "FREQ=DAILY;BYSECOND=0,1,2,3",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",  # no such day: searched for to the year 9999
    ],
)
@pytest.mark.timeout(5)
def test_a_rule_that_would_keep_us_busy_is_refused(rule: str) -> None:
    body = calendar(entry("Sam", ":20261001T090000Z", ":20261001T170000Z", f"RRULE:{rule}"))
    with pytest.raises(InputRefused):
        times(body)


@pytest.mark.timeout(20)
def test_a_yearly_day_that_never_comes_keeps_nobody_waiting() -> None:
    rule = "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    assert times(calendar(entry("Sam", ";VALUE=DATE:20260101", ";VALUE=DATE:20260102", rule))) == []


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 1500), length=st.integers(0, 40), junk=st.text(max_size=20))
def test_a_damaged_calendar_is_read_or_refused(at: int, length: int, junk: str) -> None:
    good = calendar(
        entry("Sam", f"{OUTLOOK}20261012T090000", f"{OUTLOOK}20261012T170000", "RRULE:FREQ=DAILY"),
        entry("Ruth", ";VALUE=DATE:20261118", ";VALUE=DATE:20261119"),
    )
    damaged = good[:at] + junk.encode("utf-8", "surrogatepass") + good[at + length :]
    try:
        found = appointments(ID, damaged, BEGIN, END)
    except InputRefused:
        return
    assert all(one.begins_at < END and one.ends_at > BEGIN for one in found)
