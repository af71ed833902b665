"""Times as a script writes them: `22:40`, `Wed 07:30`, `14 Nov 09:00`, `Sun 01:30 GMT`."""

import re
from datetime import UTC, datetime, timedelta

from monitor.times import LONDON, in_london

WRITTEN = re.compile(
    r"(?:(?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(?:(?P<date>\d{1,2} [A-Z][a-z]{2}) )?"
    r"(?P<clock>\d\d:\d\d(?::\d\d)?)(?: (?P<zone>BST|GMT))?"
)
DAY = timedelta(days=1)
LEAP = timedelta(hours=12)  # a line that is out of its order would else come on the next day


def first_minute(written: str) -> datetime:
    """`Tue 20 Oct 2026`: when that day begins in London."""
    found = datetime.strptime(written, "%a %d %b %Y").replace(tzinfo=LONDON)
    if f"{found:%a}" != written[:3]:
        raise ValueError(f"{written}: that day is a {found:%A}")
    return found.astimezone(UTC)


def next_time(written: str, after: datetime, leap: timedelta = LEAP) -> datetime:
    """The first such time in London that is not before `after`. BST and GMT tell the hours of a
    night apart that has one twice; without them the earlier one is meant that is still to come.
    """
    parts = WRITTEN.fullmatch(written)
    if parts is None:
        raise ValueError(f"{written!r} is no time: write 22:40, Wed 07:30, 14 Nov 09:00")
    today = in_london(after).date()
    for days in range(400):
        wall = datetime.combine(today + timedelta(days=days), datetime.min.time(), LONDON)
        if found := next((one for one in _meant(wall, parts) if one >= after), None):
            if found - after > leap and not (parts["day"] or parts["date"]):
                raise ValueError(f"{written} is past: if the next day is meant, name it")
            return found
    raise ValueError(f"{written!r} does not come within a year")


def _meant(day: datetime, parts: re.Match[str]) -> list[datetime]:
    """The moments of this day that are meant: none, one, or both of a clock's repeated hour."""
    if parts["day"] and f"{day:%a}" != parts["day"]:
        return []
    if parts["date"] and f"{day.day} {day:%b}" != parts["date"]:
        return []
    hour, minute, second = map(int, f"{parts['clock']}:00".split(":")[:3])
    wall = day.replace(hour=hour, minute=minute, second=second)
    folds = [wall.replace(fold=fold) for fold in (0, 1)]
    moments = {one.astimezone(UTC) for one in folds if parts["zone"] in {None, one.tzname()}}
    return sorted(one for one in moments if in_london(one).time() == wall.time())
