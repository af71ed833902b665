"""Days and times of day as a press office writes them; what nobody can mean is none."""

import re
from datetime import date, datetime, time, timedelta

from monitor.collect.dates import YEARS
from monitor.times import LONDON

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS.split(), start=1)}
_NAMED = (
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
DATE = re.compile(
    rf"(?:\b{_WEEKDAY})?(?:the\s+)?(?:"
    rf"\b{_DAY}(?:\s+of)?\s+{_NAMED},?(?:\s+(\d{{4}})\b)?"
    rf"|{_NAMED}\s+{_DAY}\b(?:,?\s+(\d{{4}})\b)?"
    r"|\b(\d{4})-(\d\d)-(\d\d)(?!\d)"
    r"|\b(\d{1,2})([/.])(\d{1,2})\11(\d{4}|\d\d)(?!\d))",
    re.IGNORECASE,
)
TIME = re.compile(
    r"(?<![\d/.-])(?:(?P<hour>\d{1,2})[:.](?P<minute>\d\d)|(?P<whole>\d{1,2})(?=\s?[ap]\.?m\b)"
    r"|(?P<digits>[012]\d[0-5]\d)(?=\s?(?:hrs?|hours)\b|\s+(?:on|gmt|bst)\b)"
    r"|(?P<word>midnight|noon|midday))(?![\d/]|\.\d)\s?(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s?(?:hrs?|hours)\b)?",
    re.IGNORECASE,
)


def day_in(text: str) -> date | None:
    """The first day that is written there with its year; days stand before months."""
    return next((day for found in DATE.finditer(text) if (day := day_of(found))), None)


def day_of(found: re.Match[str], after: date | None = None) -> date | None:
    """The day that was found; one without its year is the next such day `after` another."""
    day, name, year, name2, day2, year2, iso, iso_month, iso_day, short, _, month, ends = (
        found.groups()
    )
    if iso:
        return _day(int(iso), int(iso_month), int(iso_day))
    if short:
        return _day(int(ends) + 2000 * (len(ends) == 2), int(month), int(short))
    number, at = _MONTH[(name or name2)[:3].lower()], int(day or day2)
    if written := year or year2:
        return _day(int(written), number, at)
    near = (_day(after.year + more, number, at) for more in (0, 1)) if after else ()
    return next((one for one in near if one and after and one >= after), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def moment(day: date, text: str) -> datetime:
    """That day at the time of day which stands in the text, on London's clock; else its beginning.

    The midnight of a day is the one that ends it: an embargo is better kept too long.
    """
    told = TIME.finditer(DATE.sub(" ", text))
    found = next((at for one in told if (at := _time(one)) is not None), None)
    ends = found == timedelta(days=1)
    hours = timedelta() if found is None or ends else found
    first = datetime.combine(day + timedelta(days=ends), time(), LONDON)
    return first.replace(hour=hours.seconds // 3600, minute=hours.seconds // 60 % 60)


def _time(found: re.Match[str]) -> timedelta | None:
    if word := found["word"]:
        return timedelta(days=1) if word.lower() == "midnight" else timedelta(hours=12)
    if digits := found["digits"]:
        hour, minute = int(digits[:2]), int(digits[2:])
    else:
        hour, minute = int(found["hour"] or found["whole"]), int(found["minute"] or 0)
    if half := (found["half"] or "").lower():
        hour = hour % 12 + 12 * half.startswith("p") if hour <= 12 else 99
    return timedelta(hours=hour, minutes=minute) if hour < 24 and minute < 60 else None
