from datetime import UTC, date, datetime

import pytest

from monitor.hours import in_hours, is_bank_holiday
from monitor.records import Hours

USUAL = Hours()


@pytest.mark.parametrize(
    ("moment", "staffed"),
    [
        ("2026-11-18 09:00", True),  # a Wednesday in winter, when London keeps UTC
        ("2026-11-18 08:59", False),
        ("2026-11-18 16:59", True),
        ("2026-11-18 17:00", False),
        ("2026-07-15 08:00", True),  # in summer London is an hour ahead
        ("2026-07-15 16:00", False),
        ("2026-11-21 11:00", False),  # a Saturday
        ("2026-12-25 11:00", False),
        ("2026-12-28 11:00", False),  # Boxing Day fell on a Saturday
        ("2026-08-31 11:00", False),  # England's late summer holiday, which Scotland has not
        ("2026-08-03 11:00", True),  # and Scotland's, which England has not
    ],
)
def test_the_office_is_staffed_by_londons_clock(moment: str, staffed: bool) -> None:
    assert in_hours(datetime.fromisoformat(moment).replace(tzinfo=UTC), USUAL) is staffed


def test_an_office_has_its_own_days_and_closures() -> None:
    hours = Hours(opens="08:30", closes="20:00", days=(6,), closed=(date(2026, 11, 21),))
    assert in_hours(datetime(2026, 11, 14, 8, 30, tzinfo=UTC), hours)
    assert not in_hours(datetime(2026, 11, 21, 8, 30, tzinfo=UTC), hours)
    assert not in_hours(datetime(2026, 11, 18, 12, 0, tzinfo=UTC), hours)


def test_the_days_on_which_the_clocks_change_have_their_hours() -> None:
    sundays = Hours(days=(7,))
    assert in_hours(datetime(2026, 3, 29, 8, 0, tzinfo=UTC), sundays)
    assert not in_hours(datetime(2026, 10, 25, 8, 59, tzinfo=UTC), sundays)


def test_a_year_of_no_special_events_has_eight_bank_holidays() -> None:
    days = [date.fromordinal(date(2025, 1, 1).toordinal() + day) for day in range(365)]
    assert sum(map(is_bank_holiday, days)) == 8
