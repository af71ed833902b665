"""An office that is watched day and night, one with long hours, one with office hours only."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from monitor.alert import rota
from monitor.alert.desk import Desk
from monitor.alert.holding import Circumstances
from monitor.alert.judge import judge
from monitor.records import Between, OnCall, Reason, Severity
from tests.alert.rotas import utc
from tests.alert.samples import S1, S2, S3, S4, a_firing, an_item, an_oncall, coverage_of

TUESDAY_NOON = utc(11, 17, 12)
TUESDAY_18 = utc(11, 17, 18)
TUESDAY_23 = utc(11, 17, 23)
FRIDAY_18 = utc(11, 20, 18)
CHRISTMAS_EVE_18 = utc(12, 24, 18)


def office(covers: Any, **changes: Any) -> OnCall:
    return an_oncall(covers=covers, **changes)


@pytest.mark.parametrize(
    ("covers", "severity", "at", "until"),
    [
        ("24/7", S1, TUESDAY_23, None),
        ("24/7", S2, TUESDAY_23, None),
        ("24/7", S3, TUESDAY_23, utc(11, 18, 7, 30)),
        ("24/7", S3, TUESDAY_18, None),
        ("extended", S1, TUESDAY_23, None),
        ("extended", S2, TUESDAY_18, None),
        ("extended", S2, TUESDAY_23, utc(11, 18, 7)),
        ("extended", S3, TUESDAY_23, utc(11, 18, 7, 30)),  # quiet hours end later than cover begins
        ("extended", S3, utc(11, 17, 21), utc(11, 18, 7, 30)),
        ("office hours", S1, CHRISTMAS_EVE_18, None),
        ("office hours", S2, TUESDAY_NOON, None),
        ("office hours", S2, TUESDAY_18, utc(11, 18, 9)),
        ("office hours", S2, FRIDAY_18, utc(11, 23, 9)),
        ("office hours", S3, FRIDAY_18, utc(11, 23, 9)),
        ("office hours", S2, CHRISTMAS_EVE_18, utc(12, 29, 9)),  # Friday, a weekend, and Monday
        ("office hours", S4, TUESDAY_18, None),
    ],
)
def test_what_can_wait_waits_for_the_hours_that_an_office_covers(
    covers: str, severity: Severity, at: datetime, until: datetime | None
) -> None:
    assert rota.waits_until(office(covers), severity, at) == until


@pytest.mark.parametrize(
    ("covers", "always", "waits"),
    [
        ("office hours", None, [False, True, True]),
        ("office hours", (), [True, True, True]),
        ("office hours", (S1, S2, S3), [False, False, False]),
        ("24/7", None, [False, False, True]),
        ("24/7", (S1,), [False, True, True]),
    ],
)
def test_what_is_told_at_any_hour_is_the_offices_own_to_say(
    covers: str, always: Any, waits: list[bool]
) -> None:
    oncall = office(covers, always=always)
    told = [rota.waits_until(oncall, one, TUESDAY_23) is not None for one in (S1, S2, S3)]
    assert told == waits


def test_hours_may_be_the_offices_own_and_run_over_midnight() -> None:
    late = office("extended", hours=Between(from_="08:00", until="01:00"), always=())
    assert rota.waits_until(late, S2, utc(11, 18, 0, 59)) is None
    assert rota.waits_until(late, S2, utc(11, 18, 1)) == utc(11, 18, 8)
    early = office("office hours", hours=Between(from_="08:00", until="16:00"))
    assert rota.waits_until(early, S2, utc(11, 17, 16)) == utc(11, 18, 8)


def test_cover_begins_by_the_wall_clock_on_the_days_when_clocks_change() -> None:
    oncall = office("extended")
    assert rota.waits_until(oncall, S2, utc(10, 24, 22)) == utc(10, 25, 7)  # 07:00 GMT
    assert rota.waits_until(oncall, S2, utc(3, 27, 22)) == utc(3, 28, 6)  # 07:00 BST


def test_hours_that_never_meet_keep_nothing_back_for_ever() -> None:
    never = office("extended", hours=Between(from_="21:00", until="22:00"))
    until = rota.waits_until(never, S3, TUESDAY_NOON)
    assert until
    assert until < TUESDAY_NOON + timedelta(days=4)


def test_the_same_event_is_told_at_once_in_one_office_and_in_the_morning_in_another() -> None:
    told = {covers: _told(covers) for covers in ("24/7", "extended", "office hours")}
    assert told == {
        "24/7": (Reason.FIRST, FRIDAY_18),
        "extended": (Reason.FIRST, FRIDAY_18),
        "office hours": (Reason.QUIET_HOURS, utc(11, 23, 9)),
    }


def _told(covers: str) -> tuple[Reason, datetime]:
    desk = Desk(oncall=office(covers), ways=("console",))
    item = an_item(first_seen_at=FRIDAY_18, published_at=FRIDAY_18)
    judgement = judge(desk, a_firing(), coverage_of(item=item), Circumstances(), FRIDAY_18)
    assert judgement
    (message,) = judgement.deliveries
    return message.reason, message.not_before
