"""By which ways a person is told, when, and what happens where none is left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.alert.desk import Desk, Notice, messages
from monitor.alert.rota.reach import out_of_hours
from monitor.alert.routing import reachable, ways_to
from monitor.records import OnCall, Person, Reason, Severity, Way
from tests.alert.samples import NIGHT, NOON, S1, S2, S3, a_card, an_oncall

ALL = ("slack", "email", "sms", "teams")
SUNDAY_NOON = datetime(2026, 11, 15, 12, 0, tzinfo=UTC)
BOXING_DAY = datetime(2026, 12, 28, 12, 0, tzinfo=UTC)  # kept on the Monday
WHOLE = Person(
    id="sam", name="Sam Okafor", email="sam@ashvale.example", phone="+447700900123", slack="U0SAM"
)
CHOSEN = (
    Way(by="slack"),
    Way(by="sms", after_minutes=5, when="out of hours"),
    Way(by="email", when="in hours", severities=(S3,)),
)


def rota(*ways: Way, **changes: str) -> OnCall:
    return an_oncall(people=(replace(WHOLE, ways=ways, **changes),))


def told(
    oncall: OnCall, severity: Severity = S2, at: datetime = NOON, ways: tuple[str, ...] = ALL
) -> list[tuple[str, float]]:
    found = ways_to(oncall, ways, "sam", severity, at)
    return [(way, after / timedelta(minutes=1)) for way, after in found]


def test_who_chose_no_ways_is_told_by_all_at_once() -> None:
    assert told(rota()) == [(way, 0) for way in ALL]


@pytest.mark.parametrize(
    ("changes", "ways"),
    [
        ({"email": ""}, ["slack", "sms", "teams"]),
        ({"phone": " "}, ["slack", "email", "teams"]),
        ({"email": "", "phone": ""}, ["slack", "teams"]),
    ],
)
def test_a_way_that_does_not_lead_to_a_person_is_none(
    changes: dict[str, str], ways: list[str]
) -> None:
    assert [way for way, _ in told(rota(**changes))] == ways
    assert list(reachable(replace(WHOLE, **changes), ALL)) == ways  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("severity", "at", "expected"),
    [
        (S2, NOON, [("slack", 0)]),
        (S2, NIGHT, [("slack", 0), ("sms", 5)]),
        (S3, NOON, [("slack", 0), ("email", 0)]),
        (S1, SUNDAY_NOON, [("slack", 0), ("sms", 5)]),
        (S1, BOXING_DAY, [("slack", 0), ("sms", 5)]),
    ],
)
def test_a_way_is_used_at_its_hours_and_for_its_severities(
    severity: Severity, at: datetime, expected: list[tuple[str, float]]
) -> None:
    assert told(rota(*CHOSEN), severity, at) == expected


def test_ways_stand_in_the_persons_own_order() -> None:
    order = (Way(by="sms"), Way(by="slack", after_minutes=2.5))
    assert told(rota(*order)) == [("sms", 0), ("slack", 2.5)]


def test_a_way_that_is_shut_is_left_out() -> None:
    assert told(rota(*CHOSEN), at=NIGHT, ways=("sms", "email")) == [("sms", 5)]


def test_whose_choice_leaves_none_is_told_by_every_way_that_leads_there() -> None:
    only = Way(by="sms", severities=(S1,))
    assert told(rota(only), S2) == [(way, 0) for way in ALL]
    assert told(rota(only, phone=""), S1) == [("slack", 0), ("email", 0), ("teams", 0)]


@pytest.mark.parametrize(
    ("ways", "expected"),
    [(("email", "slack"), ["slack"]), (("email", "sms"), ["email", "sms"])],
)
def test_no_alert_is_written_to_nobody(ways: tuple[str, ...], expected: list[str]) -> None:
    stranger = [way for way, _ in ways_to(rota(), ways, "nobody", S2, NOON)]
    assert stranger == expected
    assert [way for way, _ in told(rota(email="", phone=""), ways=ways)] == expected


def test_a_message_waits_for_its_ways_minutes() -> None:
    notice = Notice(
        person_id="sam",
        person="Sam Okafor",
        occasion="first",
        reason=Reason.FIRST,
        not_before=NIGHT,
    )
    desk = Desk(oncall=rota(*CHOSEN), ways=ALL)
    found = messages(desk, a_card(), notice, NIGHT)
    later = NIGHT + timedelta(minutes=5)
    assert [(one.way, one.not_before) for one in found] == [("slack", NIGHT), ("sms", later)]
    assert len({one.id for one in found}) == 2


@pytest.mark.parametrize(
    ("at", "away"),
    [
        (NOON, False),
        (NIGHT, True),
        (SUNDAY_NOON, True),
        (BOXING_DAY, True),
        (datetime(2026, 7, 1, 6, 29, tzinfo=UTC), True),  # 07:29 in summer
        (datetime(2026, 7, 1, 6, 30, tzinfo=UTC), False),
        (datetime(2026, 12, 1, 20, 0, tzinfo=UTC), True),
    ],
)
def test_hours_are_londons_and_end_at_weekends_and_bank_holidays(at: datetime, away: bool) -> None:
    assert out_of_hours(an_oncall(), at) is away
