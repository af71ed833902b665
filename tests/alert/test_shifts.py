"""Exactly one person on call: shifts, swaps and leave, over nights, clock changes and holidays."""

import itertools
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert import rota
from monitor.alert.rota.spans import spans
from monitor.records import OnCall, Person, RotaChange, Severity, Shift, Step, Way
from tests.alert.rotas import (
    DAY,
    FIRST,
    LAST,
    ROTAS,
    STARTING,
    SUMMER_BEGINS,
    SUMMER_ENDS,
    Oracle,
    a_change,
    every,
    shared,
    utc,
    weekly,
)
from tests.alert.samples import S1, S2, S3, an_oncall

MINUTE = timedelta(minutes=1)
CHANGES = [at.replace(hour=0) for at in (SUMMER_ENDS, SUMMER_BEGINS)]
ON_CALL = "on-call"


def holder(oncall: OnCall, at: datetime, *changes: RotaChange) -> str:
    return rota.holder(oncall, changes, ON_CALL, at)


# ---------------------------------------------------------------- a winter


@pytest.mark.parametrize(("oncall", "oracle"), ROTAS.values(), ids=ROTAS)
def test_one_person_is_on_call_at_every_minute_of_the_days_when_clocks_change(
    oncall: OnCall, oracle: Oracle
) -> None:
    for day in CHANGES:
        for moment in every(MINUTE, day - DAY / 2, day + 2 * DAY):
            assert holder(oncall, moment) == oracle.who(moment), moment


@pytest.mark.parametrize(("oncall", "oracle"), ROTAS.values(), ids=ROTAS)
def test_one_person_is_on_call_all_winter(oncall: OnCall, oracle: Oracle) -> None:
    served = Counter[str]()
    for moment in every(timedelta(minutes=30), FIRST, LAST):
        assert holder(oncall, moment) == oracle.who(moment), moment
        served[oracle.who(moment)] += 1
    assert min(served.values()) > 2_000


@pytest.mark.parametrize(
    ("clock", "handover"),
    [
        ("Sun 01:30", utc(10, 25, 0, 30)),  # 01:30 BST, the first of two
        ("Sun 02:00", utc(10, 25, 2)),  # 02:00 GMT, of which there is one
        ("Sun 00:30", utc(10, 24, 23, 30)),
    ],
)
def test_a_handover_in_an_hour_that_comes_twice_happens_at_its_first(
    clock: str, handover: datetime
) -> None:
    oncall = shared(weekly(clock, "sam", "ruth", starting=date(2026, 10, 18)))
    night = every(MINUTE, handover - timedelta(hours=4), handover + timedelta(hours=4))
    told = [(at, holder(oncall, at)) for at in night]
    assert {who for at, who in told if at < handover} == {"sam"}
    assert {who for at, who in told if at >= handover} == {"ruth"}


@pytest.mark.parametrize(
    ("clock", "handover"),
    [
        ("Sun 01:30", utc(3, 28, 1)),  # there is none: 02:00 BST, which follows 00:59 GMT
        ("Sun 02:00", utc(3, 28, 1)),
        ("Sun 00:59", utc(3, 28, 0, 59)),
    ],
)
def test_a_handover_in_an_hour_that_is_left_out_happens_at_two(
    clock: str, handover: datetime
) -> None:
    oncall = shared(weekly(clock, "sam", "ruth", starting=date(2027, 3, 21)))
    night = every(MINUTE, handover - timedelta(hours=4), handover + timedelta(hours=4))
    told = [(at, holder(oncall, at)) for at in night]
    assert {who for at, who in told if at < handover} == {"sam"}
    assert {who for at, who in told if at >= handover} == {"ruth"}


# ---------------------------------------------------------------- shifts


def test_a_turn_may_be_of_several_weeks_and_begins_on_its_day() -> None:
    shift = replace(weekly("Mon 09:00", "sam", "ruth", starting=date(2026, 11, 2)), weeks=2)
    noons = [utc(11, 1, 12) + week * 7 * DAY for week in range(6)]
    assert [holder(shared(shift), noon) for noon in noons] == [
        "",
        "sam",
        "sam",
        "ruth",
        "ruth",
        "sam",
    ]


def test_a_shift_of_the_week_may_leave_the_weekend_to_another() -> None:
    week = replace(weekly("Mon 09:00", "sam", starting=STARTING), until="Fri 17:00")
    weekend = replace(weekly("Fri 17:00", "ruth", starting=date(2026, 10, 2)), until="Mon 09:00")
    oncall = shared(week, weekend)
    friday = utc(11, 20, 17)
    assert [holder(oncall, friday + n * MINUTE) for n in (-1, 0)] == ["sam", "ruth"]
    assert [holder(oncall, utc(11, 23, 9) + n * MINUTE) for n in (-1, 0)] == ["ruth", "sam"]
    assert holder(shared(week), friday) == ""


def test_the_first_shift_in_the_file_decides() -> None:
    evenings = Shift(role=ON_CALL, people=("gwen",), from_="18:00", until="22:00", days=("Tue",))
    always = weekly("Mon 09:00", "sam", starting=STARTING)
    tuesday = utc(11, 17, 19)
    assert holder(shared(evenings, always), tuesday) == "gwen"
    assert holder(shared(always, evenings), tuesday) == "sam"
    assert holder(shared(evenings, always), tuesday + DAY) == "sam"


def test_hours_without_a_shift_are_the_roles_own() -> None:
    days = Shift(role=ON_CALL, people=("sam",), from_="09:00", until="17:00")
    roles = {"on-call": "gwen", "backup": "ruth", "chief-executive": "gwen"}
    oncall = shared(days, roles=roles)
    assert [holder(oncall, utc(11, 17, hour)) for hour in (8, 9, 16, 17)] == [
        "gwen", "sam", "sam", "gwen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heeds", "expected"),
    [
        ("as usual", ["sam", "sam", "sam", "sam"]),
        ("off", ["sam", "", "", "sam"]),
        ("only", ["", "sam", "sam", ""]),
    ],
)
def test_a_bank_holiday_lasts_from_midnight_to_midnight(heeds: Any, expected: list[str]) -> None:
    shift = replace(weekly("Mon 09:00", "sam", starting=STARTING), bank_holidays=heeds)
    boundaries = [utc(12, 24, 23, 59), utc(12, 25, 0), utc(12, 25, 23, 59), utc(12, 29, 0)]
    assert [holder(shared(shift), at) for at in boundaries] == expected
    monday = utc(12, 28, 12)  # Boxing Day, a Saturday, is kept on Monday
    assert (holder(shared(shift), monday) == "sam") == (heeds != "off")


# ---------------------------------------------------------------- swaps and leave

WEEK_OF_SAM = shared(weekly("Mon 09:00", "sam", "ruth", starting=date(2026, 11, 16)))
TUESDAY = utc(11, 17, 12)


def test_a_swap_over_midnight_holds_to_the_minute() -> None:
    swap = a_change("sam", "gwen", utc(11, 17, 20), utc(11, 18, 8))
    at = (utc(11, 17, 19, 59), utc(11, 17, 20), utc(11, 18, 0), utc(11, 18, 7, 59), utc(11, 18, 8))
    assert [holder(WEEK_OF_SAM, one, swap) for one in at] == ["sam", "gwen", "gwen", "gwen", "sam"]


@pytest.mark.parametrize("change", [SUMMER_ENDS, SUMMER_BEGINS])
def test_a_swap_over_a_clock_change_leaves_no_minute_to_nobody(change: datetime) -> None:
    oncall = shared(weekly("Mon 09:00", "sam", starting=STARTING))
    swap = a_change("sam", "gwen", change - timedelta(hours=2), change + timedelta(hours=3))
    minutes = Counter(
        holder(oncall, at, swap) for at in every(MINUTE, change - DAY / 4, change + DAY / 4)
    )
    assert minutes == {"gwen": 300, "sam": 420}


def test_whoever_stands_in_may_be_stood_in_for() -> None:
    day = {"begins": TUESDAY - DAY, "ends": TUESDAY + DAY}
    first, second = a_change("sam", "ruth", **day), a_change("ruth", "gwen", **day)
    assert holder(WEEK_OF_SAM, TUESDAY, first, second) == "gwen"
    assert holder(WEEK_OF_SAM, TUESDAY, second) == "sam"


def test_two_may_take_each_others_place() -> None:
    day = {"begins": TUESDAY - DAY, "ends": TUESDAY + DAY}
    both = (a_change("sam", "ruth", **day), a_change("ruth", "sam", **day))
    assert holder(WEEK_OF_SAM, TUESDAY, *both) == "ruth"
    assert rota.holder(WEEK_OF_SAM, both, "backup", TUESDAY) == "sam"


def test_a_role_may_change_hands_whoever_has_it() -> None:
    begins, ends = utc(11, 20, 12), utc(11, 27, 12)  # over a handover from Sam to Ruth
    swap = a_change("", "gwen", begins, ends, role=ON_CALL)
    for at in every(timedelta(hours=1), begins, ends):
        assert holder(WEEK_OF_SAM, at, swap) == "gwen"
    assert rota.holder(WEEK_OF_SAM, (swap,), "backup", begins) == "ruth"
    assert (holder(WEEK_OF_SAM, begins - MINUTE, swap), holder(WEEK_OF_SAM, ends, swap)) == (
        "sam", "ruth",
    )  # fmt: skip


def test_leave_without_a_stand_in_leaves_the_role_to_its_owner_or_to_nobody() -> None:
    day = {"begins": TUESDAY - DAY, "ends": TUESDAY + DAY}
    away = a_change("sam", "", kind="leave", **day)
    assert holder(WEEK_OF_SAM, TUESDAY, away) == ""
    assert rota.on_call(WEEK_OF_SAM, (away,), ON_CALL, TUESDAY) == "ruth"  # the default
    owned = replace(WEEK_OF_SAM, roles=WEEK_OF_SAM.roles | {ON_CALL: "gwen"})
    assert holder(owned, TUESDAY, away) == "gwen"
    assert holder(owned, TUESDAY, away, replace(away, id="2", instead_id="ruth")) == "ruth"


def test_a_stand_in_agreed_before_a_leave_still_stands_in() -> None:
    day = {"begins": TUESDAY - DAY, "ends": TUESDAY + DAY}
    swap = a_change("sam", "gwen", **day)
    leave = a_change("sam", "", kind="leave", said_at=TUESDAY - DAY, **day)
    assert holder(WEEK_OF_SAM, TUESDAY, swap, leave) == "gwen"


def test_what_is_taken_back_holds_until_then_and_no_longer() -> None:
    swap = a_change("sam", "gwen", TUESDAY - DAY, TUESDAY + DAY, ended_at=TUESDAY)
    assert [holder(WEEK_OF_SAM, TUESDAY + n * MINUTE, swap) for n in (-1, 0)] == ["gwen", "sam"]


def test_a_stand_in_who_has_left_the_list_stands_in_for_nobody() -> None:
    swap = a_change("sam", "oliver", TUESDAY - DAY, TUESDAY + DAY)
    assert holder(WEEK_OF_SAM, TUESDAY, swap) == "sam"


# ---------------------------------------------------------------- ladders


def rungs(oncall: OnCall, severity: Severity = S1, *changes: RotaChange) -> list[tuple[str, float]]:
    found = rota.ladder(oncall, changes, severity, TUESDAY)
    return [(rung.person_id, rung.after_minutes) for rung in found]


def test_a_step_that_nobody_has_is_skipped_at_once() -> None:
    nobody = shared(default="")  # at weekends step 1 is empty: step 2 must not wait for it
    assert rungs(nobody) == [("ruth", 0), ("gwen", 30)]
    roles = {"on-call": "sam", "backup": "", "chief-executive": "gwen"}
    assert rungs(shared(default="", roles=roles)) == [("sam", 0), ("gwen", 10)]
    roles = {"on-call": "", "backup": "", "chief-executive": "gwen"}
    assert rungs(shared(default="", roles=roles)) == [("gwen", 0)]


def test_a_step_that_leads_to_the_same_person_is_skipped_at_once() -> None:
    roles = {"on-call": "ruth", "backup": "ruth", "chief-executive": "gwen"}
    assert rungs(an_oncall(roles=roles)) == [("ruth", 0), ("gwen", 10)]


def test_a_person_whom_nothing_reaches_is_skipped_at_once() -> None:
    def with_sam(*ways: Way, **more: Any) -> OnCall:
        sam = Person(id="sam", name="Sam Okafor", ways=ways, **more)
        return an_oncall(people=(sam, *an_oncall().people[1:]))

    reached = [("sam", 0), ("ruth", 10), ("gwen", 30)]
    skipped = [("ruth", 0), ("gwen", 30)]
    assert rungs(with_sam(Way(by="sms"))) == skipped
    assert rungs(with_sam(Way(by="sms"), phone="+447700900123")) == reached
    assert rungs(with_sam(Way(by="console", severities=(S2,)))) == skipped
    assert rungs(with_sam(Way(by="console", when="out of hours"))) == skipped  # it is noon
    assert rungs(with_sam(Way(by="sms"), Way(by="console", when="in hours"))) == reached


def test_the_default_is_told_where_nobody_at_all_is_left() -> None:
    roles = {"on-call": "", "backup": "", "chief-executive": ""}
    assert rungs(shared(roles=roles, default="gwen")) == [("gwen", 0)]
    assert rungs(shared(roles=roles, default="")) == [("sam", 0)]  # the first of the people
    away = [
        a_change(who, "", TUESDAY - DAY, TUESDAY + DAY, kind="leave")
        for who in ("sam", "ruth", "gwen")
    ]
    assert rungs(an_oncall(default="gwen"), S1, *away) == [("gwen", 0)]


def test_what_waits_for_the_morning_is_told_to_whoever_has_the_role_then() -> None:
    nights = Shift(role=ON_CALL, people=("gwen",), from_="20:00", until="07:00")
    oncall = an_oncall(shifts=(nights,), chains={S3: (Step(role=ON_CALL, after_minutes=0),)})
    (rung,) = rota.ladder(oncall, (), S3, utc(11, 17, 23))
    assert rung.person_id == "sam"
    assert rota.ladder(oncall, (), S1, utc(11, 17, 23))[0].person_id == "gwen"


# ---------------------------------------------------------------- any legal rota

PEOPLE = ("sam", "ruth", "gwen")
CLOCKS = st.builds(
    "{:02}:{:02}".format, st.sampled_from([0, 1, 2, 8, 9, 20, 23]), st.sampled_from([0, 15, 30, 59])
)
TURNS = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3).map(tuple)
MOMENTS = st.one_of(
    st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)),
    st.sampled_from(CHANGES).flatmap(
        lambda day: st.integers(0, 26 * 60).map(lambda n: day.replace(tzinfo=None) + n * MINUTE)
    ),
).map(lambda moment: moment.replace(tzinfo=UTC, second=0, microsecond=0))


@st.composite
def shift(draw: st.DrawFn) -> Shift:
    starting = STARTING + draw(st.integers(-30, 30)) * DAY
    if draw(st.booleans()):
        clock, until = f"{starting:%a} {draw(CLOCKS)}", f"Fri {draw(CLOCKS)}"
        days: tuple[Any, ...] = ()
    else:
        clock, until = draw(CLOCKS), draw(CLOCKS)
        days = tuple(draw(st.lists(st.sampled_from(["Mon", "Sat", "Sun"]), unique=True)))
    return Shift(
        role=draw(st.sampled_from(["on-call", "backup"])),
        people=draw(TURNS),
        starting=starting,
        weeks=draw(st.integers(1, 3)),
        days=days,
        from_=clock,
        until=draw(st.sampled_from(["", until])),
        bank_holidays=draw(st.sampled_from(["as usual", "off", "only"])),
    )


@st.composite
def change(draw: st.DrawFn) -> RotaChange:
    begins = draw(MOMENTS)
    return a_change(
        draw(st.sampled_from(("", *PEOPLE))),
        draw(st.sampled_from(("", "oliver", *PEOPLE))),
        begins,
        begins + draw(st.integers(1, 20_000)) * MINUTE,
        kind=draw(st.sampled_from(["swap", "leave", "calendar"])),
        role=draw(st.sampled_from(["", "on-call"])),
        said_at=draw(MOMENTS),
    )


@settings(max_examples=150, deadline=None)
@given(
    shifts=st.lists(shift(), max_size=4),
    changes=st.lists(change(), max_size=5),
    owner=st.sampled_from(("", *PEOPLE)),
    at=MOMENTS,
)
def test_any_legal_rota_has_exactly_one_person_at_any_moment(
    shifts: list[Shift], changes: list[RotaChange], owner: str, at: datetime
) -> None:
    roles = {"on-call": owner, "backup": "ruth", "chief-executive": "gwen"}
    oncall = shared(*shifts, roles=roles, default="gwen")
    assert rota.on_call(oncall, changes, ON_CALL, at) in PEOPLE
    for severity in Severity:
        ladder = rota.ladder(oncall, changes, severity, at)
        told = [rung.person_id for rung in ladder]
        assert told
        assert set(told) <= set(PEOPLE)
        assert all(one != other for one, other in itertools.pairwise(told))
        assert [rung.after_minutes for rung in ladder] == sorted(r.after_minutes for r in ladder)
    held = spans(oncall, changes, ON_CALL, at - DAY, at + DAY)
    assert sum((span.ends_at - span.begins_at for span in held), timedelta()) == 2 * DAY
    (now,) = [span for span in held if span.begins_at <= at < span.ends_at]
    assert now.person_id == rota.holder(oncall, changes, ON_CALL, at)
