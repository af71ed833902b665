"""How times are written: UTC inside, Europe/London for people."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def in_london(moment: datetime) -> datetime:
    """The same moment as a clock on a London wall shows it."""
    return moment.astimezone(LONDON)


def for_people(moment: datetime) -> str:
    """`Tue 20 Oct, 22:40`: day, date and London time, without a year."""
    return f"{in_london(moment):%a %-d %b, %H:%M}"


def wall_time(text: str) -> time:
    """Reads `07:30`."""
    return time.fromisoformat(text.zfill(5))


def at_wall(day: date, clock: time) -> datetime:
    """The instant at which London's clocks show this: of an hour that comes twice the first, and
    02:00 BST for one that is left out."""
    shown = datetime.combine(day, clock, LONDON)
    moment = shown.astimezone(UTC)
    if in_london(moment).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return moment
    return datetime.combine(day, time(1), UTC)  # clocks change at 01:00 UTC, in spring to 02:00


def as_iso(moment: datetime) -> str:
    """Fixed-width UTC text that sorts as time does: `2026-10-20T21:40:00.000000Z`."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def from_iso(text: str) -> datetime:
    """Reads what `as_iso` wrote, and any other ISO 8601 time; one without a zone is UTC."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
