"""How long people put things off: `90m`, `2h`, `3d`, `08:00`, `2026-10-20 08:00`."""

import re
from datetime import datetime, time, timedelta
from typing import Final

from monitor.times import LONDON, in_london

UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}
_SPAN: Final = re.compile(r"(\d{1,4})\s*([mhd])")
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}")


def until(text: str, now: datetime) -> datetime | None:
    """The moment that is meant, by London's clock; None if the words are not understood."""
    text = text.strip().casefold()
    if span := _SPAN.fullmatch(text):
        return now + timedelta(**{UNITS[span[2]]: int(span[1])})
    try:
        if _CLOCK.fullmatch(text):
            return next_at(time.fromisoformat(text.zfill(5)), now)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(now.tzinfo)


def next_at(clock: time, now: datetime) -> datetime:
    """When a clock on a London wall next shows this time; of an hour that comes twice, the first
    that is still to come."""
    today = in_london(now).date()
    for days in (0, 1, 2):
        for fold in (0, 1):
            wall = datetime.combine(today + timedelta(days=days), clock, LONDON)
            at = wall.replace(fold=fold).astimezone(now.tzinfo)
            if at > now:
                return at
    raise AssertionError("within three days every time of day comes")
