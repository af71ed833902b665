"""When something was published, out of what publishers write: RFC 822, ISO 8601 and their like.

A date without a zone is what a British newsroom's clock showed. A zone's name means what it means
in these islands: BST is British Summer Time, which feedparser reads as UTC and so an hour into the
future, and IST is Irish. A date that nobody can mean (31 February, 1970, 9999) is no date: it
would make news old news.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz

from monitor.times import LONDON

YEARS = range(1990, 2100)  # feedparser reads the epoch number 1792900000 as the year 1792
LONGEST = 80  # characters; no date is longer, and what guesses at longer ones takes its time

# What the standard library does not know in every format, and feedparser reads as UTC.
_ZONES = {
    **dict.fromkeys(("GMT", "UTC", "UT", "WET"), "+0000"),
    **dict.fromkeys(("BST", "IST", "WEST", "CET", "MET"), "+0100"),
    **dict.fromkeys(("CEST", "MEST", "EET"), "+0200"),
    **dict.fromkeys(("EEST", "MSK"), "+0300"),
    **dict.fromkeys(("HKT", "SGT"), "+0800"),
    **dict.fromkeys(("JST", "KST"), "+0900"),
    **dict.fromkeys(("AEST",), "+1000"),
    **dict.fromkeys(("AEDT",), "+1100"),
    **dict.fromkeys(("NZST",), "+1200"),
    **dict.fromkeys(("NZDT",), "+1300"),
}
_ZONE = re.compile(rf" ?\b({'|'.join(_ZONES)})$", re.IGNORECASE)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTH = {name: f"{number:02}" for number, name in enumerate(_MONTHS, start=1)}
# What nine in ten feeds of RSS write; as ISO 8601 it is read in a fifth of the time.
_COMMON = re.compile(
    rf"(?:[A-Z][a-z]{{2}}, )?(\d\d) ({'|'.join(_MONTHS)}) (\d{{4}}) (\d\d:\d\d:\d\d)"
    r"(?: (?:([+-]\d{4})|(?:GMT|UTC|Z)))",
    re.ASCII,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_NO_ZONE = re.compile(r"[\d:.]+")  # a clock's time or a year, where the zone would stand
_UTC = re.compile(r"Z|[+-]0+", re.IGNORECASE)
_DAY_OFF = timedelta(days=2)

Dated = tuple[datetime | None, bool]


def read_date(written: str, parsed: datetime | None = None) -> Dated:
    """The moment in UTC, to the second, and whether a date stands there that cannot be meant.

    `parsed` is what a feed's parser made of it, and counts where the standard library sees no date.
    """
    text = " ".join(written[: 2 * LONGEST].split())
    if not text:
        return None, False
    try:
        found = _moment(text, parsed)
        at = found.astimezone(UTC) if found else None
    except (ValueError, OverflowError, OSError):  # the form of a date, and no such day
        at = None
    if at is None or at.year not in YEARS:
        return None, True
    return at.replace(microsecond=0), False


def first_date(dates: Iterable[tuple[str, datetime | None]]) -> Dated:
    """The first of an entry's dates that can be meant; in doubt only if there is none."""
    in_doubt = False
    for written, parsed in dates:
        at, doubtful = read_date(written, parsed)
        if at:
            return at, False
        in_doubt = in_doubt or doubtful
    return None, in_doubt


def _moment(text: str, parsed: datetime | None) -> datetime | None:
    if common := _COMMON.fullmatch(text):
        day, month, year, time, offset = common.groups()
        return datetime.fromisoformat(f"{year}-{_MONTH[month]}-{day}T{time}{offset or 'Z'}")
    if len(text) > LONGEST or text.startswith("-"):
        return None  # what lacks its year, feedparser completes from today's date
    if text.isdecimal() and len(text) not in {4, 8}:
        return _since_1970(int(text))
    if text[-1].isalpha():
        text = _ZONE.sub(lambda found: f" {_ZONES[found[1].upper()]}", text)
    if text[:4].isdecimal():
        return _iso(text, parsed)
    return _rfc(text) or parsed


def _since_1970(number: int) -> datetime:
    return datetime.fromtimestamp(number / 1000 if number > 10**11 else number, UTC)


def _iso(text: str, parsed: datetime | None) -> datetime | None:
    """ISO 8601, a bare year or month included; what is only nearly so is feedparser's to read."""
    whole = f"{text}-01-01"[:10] if len(text) in {4, 7} else text
    try:
        whole = whole.upper().replace(" +", "+").replace(" -", "-")
        return _in_london(datetime.fromisoformat(whole))
    except ValueError:
        if not _ISO.match(text):
            return parsed
    day = datetime.combine(date.fromisoformat(text[:10]), datetime.min.time(), UTC)
    return parsed if parsed and abs(parsed - day) < _DAY_OFF else None  # it makes 99:00 four days


def _rfc(text: str) -> datetime | None:
    """RFC 822 and what is near it; None where it is none, or names a zone that we do not know."""
    whole = text.replace("Sept ", "Sep ")
    try:
        parts = parsedate_tz(whole if ":" in whole else f"{whole} 00:00:00")
    except (IndexError, TypeError):
        return None
    if not parts:
        return None
    at, offset, zone = datetime(*parts[:6]), parts[9], text.rpartition(" ")[2]  # noqa: DTZ001
    if _NO_ZONE.fullmatch(zone):
        return _in_london(at)
    known = offset or _UTC.fullmatch(zone)
    return at.replace(tzinfo=timezone(timedelta(seconds=offset or 0))) if known else None


def _in_london(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=LONDON)
