"""The entries of an iCalendar file (RFC 5545), as Outlook publishes one.

A whole day is one of London's, of 23 or 25 hours when clocks change. A time without a zone is
London's. Zones may have Windows' names, which the library knows.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import icalendar
import recurring_ical_events

from monitor.alert.rota.names import named_in
from monitor.errors import InputRefused
from monitor.records import Appointment, Calendar, OnCall, RotaChange
from monitor.times import at_wall

MOST_BYTES: Final = 1_000_000  # of Outlook, some 2,000 entries
MOST: Final = 2_000  # a rota of two months has a hundred
# A rule that fits no day of a hundred centuries is searched for 15 s; that of a second has 86,400
# entries a day. No shift needs either.
TOO_OFTEN: Final = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
OFTEN: Final = frozenset({"DAILY", "WEEKLY"})
FOR_SELDOM: Final = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYEASTER")
OFTEN_A_DAY: Final = ("BYSECOND", "BYMINUTE", "BYHOUR")
CANCELLED: Final = ("cancelled:", "canceled:")  # what Outlook writes before the subject
LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


def appointments(
    calendar_id: str, body: bytes, begin: datetime, end: datetime
) -> list[Appointment]:
    """Its entries between these times, repeated ones written out, in order.

    InputRefused, in a sentence without what stands in it, if it is no calendar that we can read.
    """
    if len(body) > MOST_BYTES:
        raise InputRefused(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        calendar = icalendar.Calendar.from_ical(body)
        _must_be_bearable(calendar)
        found = recurring_ical_events.of(calendar, skip_bad_series=True).between(begin, end)
    except InputRefused:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise InputRefused(f"it is no calendar ({type(error).__name__})") from None
    if len(found) > MOST:
        raise InputRefused(f"it has more than {MOST} entries in two months")
    entries = [_entry(calendar_id, event) for event in found if not _is_cancelled(event)]
    timely = (one for one in entries if one.begins_at < end and one.ends_at > begin)
    return sorted(timely, key=lambda one: (one.begins_at, one.ends_at, one.summary))


def id_of(calendar: Calendar) -> str:
    """By which a calendar is known; an address has only the name of its variable."""
    return f"{calendar.role}: {calendar.file.rpartition('/')[2] or calendar.variable}"


def as_changes(oncall: OnCall, entries: list[Appointment]) -> Iterator[RotaChange]:
    """What the entries that name somebody say of the role that their calendar is for."""
    roles = {id_of(one): one.role for one in oncall.calendars}
    for entry in entries:
        person = named_in(oncall.people, entry.summary)
        if person and entry.calendar_id in roles:
            yield RotaChange(
                id=entry.summary,
                kind="calendar",
                role=roles[entry.calendar_id],
                instead_id=person,
                begins_at=entry.begins_at,
                ends_at=entry.ends_at,
                said_by=entry.calendar_id,
                said_at=LONG_AGO,
            )


def _must_be_bearable(calendar: icalendar.Component) -> None:
    if calendar.name != "VCALENDAR":
        raise InputRefused("it is no calendar")
    for rule in (rule for event in calendar.walk("VEVENT") for rule in _rules(event)):
        often = OFTEN.intersection(rule.get("FREQ", []))
        if TOO_OFTEN.intersection(rule.get("FREQ", [])):
            raise InputRefused("an entry repeats more often than once a day")
        if any(len(rule.get(part, [])) > 1 for part in OFTEN_A_DAY):
            raise InputRefused("an entry repeats several times a day")
        if any(every < 1 for every in rule.get("INTERVAL", [])):
            raise InputRefused("an entry repeats without ever moving on")
        if often and any(part in rule for part in FOR_SELDOM):
            raise InputRefused("an entry repeats in a way that no shift does")


def _rules(event: Any) -> list[Any]:  # noqa: ANN401 - the library's own, one or several
    rules = event.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _is_cancelled(event: Any) -> bool:  # noqa: ANN401
    subject = str(event.get("SUMMARY", "")).casefold().strip()
    return str(event.get("STATUS", "")).upper() == "CANCELLED" or subject.startswith(CANCELLED)


def _entry(calendar_id: str, event: Any) -> Appointment:  # noqa: ANN401
    begins, ends = event["DTSTART"].dt, event["DTEND"].dt  # the library writes both out
    if not isinstance(begins, datetime) and ends <= begins:
        ends = begins + timedelta(days=1)
    summary = " ".join(str(event.get("SUMMARY", "")).split())[:200]
    return Appointment(
        calendar_id=calendar_id, summary=summary, begins_at=_instant(begins), ends_at=_instant(ends)
    )


def _instant(given: date | datetime) -> datetime:
    if not isinstance(given, datetime):
        return at_wall(given, time())
    if given.tzinfo is None:
        return at_wall(given.date(), given.time())
    return given.astimezone(UTC)
