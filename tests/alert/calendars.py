"""Calendars as Outlook publishes them, of the invented office of Ashvale."""

HEAD = """\
BEGIN:VCALENDAR
METHOD:PUBLISH
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
X-WR-CALNAME:On call
BEGIN:VTIMEZONE
TZID:GMT Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
WITHOUT_ZONES = HEAD.partition("BEGIN:VTIMEZONE")[0]


def calendar(*events: str, head: str = HEAD) -> bytes:
    """A calendar of these entries, each given as its lines."""
    entries = "".join(
        f"BEGIN:VEVENT\nUID:{number}\n{event.strip()}\nEND:VEVENT\n"
        if "UID:" not in event
        else f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n"
        for number, event in enumerate(events)
    )
    return f"{head}{entries}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def entry(summary: str, begins: str, ends: str, *more: str) -> str:
    """Times such as `;VALUE=DATE:20261120` or `:20261120T090000Z`."""
    return "\n".join([f"SUMMARY:{summary}", f"DTSTART{begins}", f"DTEND{ends}", *more])


OUTLOOK = ";TZID=GMT Standard Time:"
