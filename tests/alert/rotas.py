"""Rotas of the invented office of Ashvale, and an oracle that counts their hours in UTC alone."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from monitor.records import OnCall, RotaChange, Shift
from tests.alert.samples import an_oncall

DAY = timedelta(days=1)
FIRST = datetime(2026, 10, 1, tzinfo=UTC)
LAST = datetime(2027, 5, 1, tzinfo=UTC)
SUMMER_ENDS = datetime(2026, 10, 25, 1, tzinfo=UTC)  # 02:00 BST becomes 01:00 GMT
SUMMER_BEGINS = datetime(2027, 3, 28, 1, tzinfo=UTC)  # 01:00 GMT becomes 02:00 BST


def a_change(who: str, instead: str, begins: datetime, ends: datetime, **more: Any) -> RotaChange:
    values: dict[str, Any] = {
        "id": f"{who} {instead} {begins:%d%H}",
        "kind": "swap",
        "person_id": who,
        "instead_id": instead,
        "begins_at": begins,
        "ends_at": ends,
        "said_by": "Sam Okafor",
        "said_at": datetime(2026, 9, 1, tzinfo=UTC),
    }
    return RotaChange(**values | more)


def weekly(clock: str, *people: str, starting: date) -> Shift:
    return Shift(role="on-call", people=people, from_=clock, starting=starting)


def shared(*shifts: Shift, **changes: Any) -> OnCall:
    """Nobody is on call but for these shifts; Ruth hears of what nobody has."""
    roles = {"on-call": "", "backup": "ruth", "chief-executive": "gwen"}
    return an_oncall(**{"roles": roles, "shifts": shifts, "default": "ruth"} | changes)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    year = 2026 if month >= 9 else 2027
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def every(step: timedelta, begin: datetime, end: datetime) -> Iterator[datetime]:
    while begin < end:
        yield begin
        begin += step


class Oracle:
    """Handovers written down in UTC by somebody who knows when clocks change: no time zones."""

    def __init__(self, handovers: list[tuple[datetime, str]]) -> None:
        self.at = [at for at, _ in handovers]
        self.people = [person for _, person in handovers]

    def who(self, moment: datetime) -> str:
        return self.people[bisect_right(self.at, moment) - 1]


def in_summer(moment: datetime) -> bool:
    return not SUMMER_ENDS <= moment < SUMMER_BEGINS


def mondays_at_nine(*people: str) -> Oracle:
    """Week about from Monday 28 September 2026, handed over at 09:00 in London."""
    handovers = []
    for week in range(32):
        day = datetime(2026, 9, 28, tzinfo=UTC) + week * 7 * DAY
        hour = 8 if in_summer(day + timedelta(hours=9)) else 9
        handovers.append((day.replace(hour=hour), people[week % len(people)]))
    return Oracle(handovers)


def nights_and_days(days: tuple[str, ...], nights: tuple[str, ...]) -> Oracle:
    """08:00 to 20:00 and 20:00 to 08:00, week about, by the day on which a shift begins."""
    handovers = []
    for number in range(32 * 7):
        day = datetime(2026, 9, 28, tzinfo=UTC) + number * DAY
        less = 1 if in_summer(day + timedelta(hours=8)) else 0
        week = number // 7
        handovers.append((day.replace(hour=8 - less), days[week % len(days)]))
        handovers.append((day.replace(hour=20 - less), nights[week % len(nights)]))
    return Oracle(handovers)


STARTING = date(2026, 9, 28)
WEEK_ABOUT = shared(weekly("Mon 09:00", "sam", "ruth", "gwen", starting=STARTING))
ROUND_THE_CLOCK = shared(
    Shift(role="on-call", people=("sam", "ruth"), from_="08:00", until="20:00", starting=STARTING),
    Shift(role="on-call", people=("gwen", "sam"), from_="20:00", until="08:00", starting=STARTING),
)
ROTAS = {
    "week about": (WEEK_ABOUT, mondays_at_nine("sam", "ruth", "gwen")),
    "day and night": (ROUND_THE_CLOCK, nights_and_days(("sam", "ruth"), ("gwen", "sam"))),
}
