"""Calendars beside the rules and published ones → a copy and its entries in the ledger.

A calendar that cannot be read leaves the last good copy in force, and is told of.
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor.alert.rota.ical import MOST_BYTES, appointments, id_of
from monitor.errors import ConfigError, InputRefused
from monitor.network.fetch import fetch, open_client
from monitor.records import (
    Appointment,
    Calendar,
    CalendarCopy,
    Fetched,
    FetchRequest,
    OnCall,
    Outcome,
    Polling,
)
from monitor.settings import read_secret
from monitor.steps.watch import Watch
from monitor.store.ledger import Ledger
from monitor.store.rota import list_calendars, save_calendar

EVERY = timedelta(minutes=15)
SPREAD_EVERY = timedelta(hours=6)  # the end of what is written out moves on
BEHIND, AHEAD = timedelta(days=2), timedelta(days=60)
PATIENCE = 10.0  # seconds for an answer: whoever collects waits meanwhile

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a look at a calendar brought: its text, or why it has none; neither if unchanged."""

    body: str = ""
    etag: str | None = None
    last_modified: str | None = None
    trouble: str = ""


def take_calendars(watch: Watch, now: datetime) -> None:
    """Reads every calendar of the rota that is due."""
    read_calendars(watch.ledger, watch.settings.oncall, now, watch.settings.polling)


def read_calendars(
    ledger: Ledger, oncall: OnCall, now: datetime, polling: Polling | None = None
) -> None:
    """Reads those that are due; without `polling` only files, and those at once."""
    copies = list_calendars(ledger)
    for calendar in oncall.calendars:
        before = copies.get(id_of(calendar))
        if polling is None and not calendar.file:
            continue
        if polling is None or before is None or not _is_fresh(before, now):
            save_calendar(ledger, *_looked_at(calendar, before, polling, now))


def _is_fresh(copy: CalendarCopy, now: datetime) -> bool:
    return timedelta(0) <= now - copy.asked_at < EVERY


def _looked_at(
    calendar: Calendar, before: CalendarCopy | None, polling: Polling | None, now: datetime
) -> tuple[CalendarCopy, list[Appointment] | None]:
    old = before or CalendarCopy(id=id_of(calendar), asked_at=now)
    brought = _from_file(calendar) if calendar.file else _from_address(calendar, old, polling)
    copy, entries = _taken_in(replace(old, asked_at=now), brought, now)
    if copy.failed_at and not old.failed_at:
        log.warning("calendar=%r cannot be read: %s", copy.id, copy.reason)
    return copy, entries


def _taken_in(
    copy: CalendarCopy, brought: Brought, now: datetime
) -> tuple[CalendarCopy, list[Appointment] | None]:
    """The copy as it stands now, and its entries if they had to be written out anew."""
    trouble = brought.trouble
    if brought.body and brought.body != copy.body:
        try:
            entries = _entries(copy.id, brought.body, now)
        except InputRefused as error:
            trouble = str(error)
        else:
            return _good(copy, brought, now, spread_at=now), entries
    stands = _failed(copy, trouble, now) if trouble else _good(copy, brought, now, copy.spread_at)
    spread = copy.spread_at and timedelta(0) <= now - copy.spread_at < SPREAD_EVERY
    if spread or not copy.body:
        return stands, None
    return replace(stands, spread_at=now), _entries(copy.id, copy.body, now)


def _good(
    copy: CalendarCopy, brought: Brought, now: datetime, spread_at: datetime | None
) -> CalendarCopy:
    return replace(
        copy,
        body=brought.body or copy.body,
        etag=brought.etag or copy.etag,
        last_modified=brought.last_modified or copy.last_modified,
        read_at=now,
        spread_at=spread_at,
        failed_at=None,
        reason="",
    )


def _failed(copy: CalendarCopy, trouble: str, now: datetime) -> CalendarCopy:
    return replace(copy, failed_at=copy.failed_at or now, reason=trouble)


def _entries(calendar_id: str, body: str, now: datetime) -> list[Appointment]:
    return appointments(calendar_id, body.encode(), now - BEHIND, now + AHEAD)


def _from_file(calendar: Calendar) -> Brought:
    try:
        with Path(calendar.file).open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except OSError as error:
        return Brought(trouble=str(error.strerror))
    return Brought(body=_text(body)) if body else Brought(trouble="it is empty")


def _from_address(calendar: Calendar, before: CalendarCopy, polling: Polling | None) -> Brought:
    try:
        address = read_secret(calendar.variable)
    except ConfigError as error:
        return Brought(trouble=error.problems[0].what)
    if address is None or polling is None:
        return Brought(trouble=f"{calendar.variable} is not set")
    url = address.reveal()
    request = FetchRequest(
        source_id=before.id,
        url=f"https{url[6:]}" if url.startswith("webcal:") else url,
        etag=before.etag if before.body else None,
        last_modified=before.last_modified if before.body else None,
    )
    return _brought(
        asyncio.run(
            _asked(
                request, replace(polling, deadline_seconds=min(polling.deadline_seconds, PATIENCE))
            )
        )
    )


async def _asked(request: FetchRequest, polling: Polling) -> Fetched:
    async with open_client(polling) as client:
        return await fetch(client, request, polling)


def _brought(answer: Fetched) -> Brought:
    match answer.outcome:
        case Outcome.UNCHANGED:
            return Brought()
        case Outcome.FRESH if answer.body:
            return Brought(_text(answer.body), answer.etag, answer.last_modified)
        case Outcome.FRESH:
            return Brought(trouble="it is empty")
        case Outcome.REFUSED:  # whose reason may quote the address, which is a secret
            return Brought(trouble="its address is none that can be asked")
        case _:
            return Brought(trouble=answer.reason)


def _text(body: bytes) -> str:
    return body.decode("utf-8-sig", "replace")
