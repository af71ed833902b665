"""What people write when they put something off."""

from datetime import UTC, datetime, time

import pytest

from monitor.alert.queue.until import next_at, until
from monitor.times import as_iso

AUTUMN = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)  # 23:30 BST; at 2:00 it is 1:00 GMT again
SPRING = datetime(2027, 3, 27, 23, 30, tzinfo=UTC)  # 23:30 GMT; after 0:59 comes 2:00 BST


@pytest.mark.parametrize(
    ("now", "said", "meant"),
    [
        (AUTUMN, "1h", "2026-10-24T23:30"),
        (AUTUMN, "90m", "2026-10-25T00:00"),
        (AUTUMN, " 2 H ", "2026-10-25T00:30"),
        (AUTUMN, "3d", "2026-10-27T22:30"),
        (AUTUMN, "08:00", "2026-10-25T08:00"),
        (AUTUMN, "8:00", "2026-10-25T08:00"),
        (AUTUMN, "23:30", "2026-10-25T23:30"),
        (AUTUMN, "01:30", "2026-10-25T00:30"),
        (AUTUMN, "2026-10-26T08:00", "2026-10-26T08:00"),
        (AUTUMN, "2026-10-25 08:00+01:00", "2026-10-25T07:00"),
        (SPRING, "08:00", "2027-03-28T07:00"),
        (SPRING, "2h", "2027-03-28T01:30"),
    ],
)
def test_a_span_a_time_of_day_or_a_date_is_understood(now: datetime, said: str, meant: str) -> None:
    found = until(said, now)
    assert found
    assert as_iso(found).startswith(meant)


@pytest.mark.parametrize("said", ["", "soon", "25:00", "1w", "12345m", "8", "-1h", "2026-13-01"])
def test_what_is_no_time_is_not_guessed(said: str) -> None:
    assert until(said, AUTUMN) is None


def test_of_an_hour_that_comes_twice_the_next_is_meant() -> None:
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 01:45 BST
    assert as_iso(next_at(time(1, 30), between)).startswith("2026-10-25T01:30")
