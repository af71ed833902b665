"""What a report is asked for, checked before anything is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.errors import InputRefused
from monitor.times import as_iso, in_london

USUAL = timedelta(days=90)
WINDOW_DAYS = 7
LONGEST_WINDOW = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """London days, the first and the last included; an output has `days` to be picked up."""

    since: date
    until: date
    now: datetime
    days: int = WINDOW_DAYS
    office: str = ""  # "": every office


def asked_for(
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    days: int = WINDOW_DAYS,
    office: str = "",
) -> Asked:
    """The last 90 days if none are said; InputRefused says what cannot be meant."""
    today = in_london(now).date()
    last = until or today
    first = since or last - USUAL
    for option, day in (("--from", first), ("--to", last)):
        if day > today:
            raise InputRefused(f"{option} {day} has not come yet; today is {today}")
    if first > last:
        raise InputRefused(f"--from {first} is after --to {last}")
    if not 1 <= days <= LONGEST_WINDOW:
        raise InputRefused(f"--days must be from 1 to {LONGEST_WINDOW}, not {days}")
    return Asked(since=first, until=last, now=now, days=days, office=office)


def known_office(office: str, known: Mapping[str, str]) -> None:
    """InputRefused names the offices there are, if this is none of them."""
    if office and office not in known:
        there_are = ", ".join(sorted(known)) or "none; `monitor once` publishes them"
        raise InputRefused(f"no office has the id {office!r}; there are {there_are}")


def values_of(asked: Asked) -> dict[str, str]:
    """What the queries are given: the period ends before midnight of the next day."""
    after = asked.until + timedelta(days=1)
    return {
        "since": f"{asked.since} 00:00:00 Europe/London",
        "until": f"{after} 00:00:00 Europe/London",
        "now": as_iso(asked.now),
        "hours": str(24 * asked.days),
        "office": asked.office,
    }
