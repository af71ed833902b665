"""What feeds of all formats have in common: what they say of themselves, and how they are told."""

import math
import re
from collections.abc import Iterable

from monitor.records import Outcome, ParsedEntry, ParsedFeed

LONGEST_MINUTES = 24 * 60.0  # a feed that says a year would be read once a year

_PRIMARY = re.compile(r"\s*([A-Za-z]{2,3})(?![A-Za-z0-9])")
_PERIODS = {
    "hourly": 60,
    "daily": 24 * 60,
    "weekly": 7 * 24 * 60,
    "monthly": 30 * 24 * 60,
    "yearly": 365 * 24 * 60,
}


def page_of(
    entries: Iterable[ParsedEntry], there: int, flaw: str = "", ttl_minutes: float = 0
) -> ParsedFeed:
    """A feed that was read; `there` counts also the entries that were one too many to take."""
    taken = tuple(entries)
    more = f"only the first {len(taken)} of {there} entries were taken"
    return ParsedFeed(
        entries=taken,
        outcome=Outcome.FRESH,
        reason=f"{len(taken)} entries",
        flaw=more if there > len(taken) else flaw,
        ttl_minutes=ttl_minutes,
    )


def language_of(*tags: object) -> str:
    """The language of the first tag that names one: `en` for `en-GB`, or nothing."""
    for tag in tags:
        if isinstance(tag, str) and (primary := _PRIMARY.match(tag)):
            return primary[1].lower()
    return ""


def fresh_minutes(ttl: object, period: object = "", frequency: object = "") -> float:
    """How long a feed stays fresh by its `ttl`, else by its update period; 0 if it says nothing."""
    if minutes := _number(ttl):
        return min(minutes, LONGEST_MINUTES)
    every = _PERIODS.get(period.strip().lower(), 0) if isinstance(period, str) else 0
    return min(every / (_number(frequency) or 1), LONGEST_MINUTES)


def _number(written: object) -> float:
    """A number above nothing, or nothing."""
    try:
        number = float(written) if isinstance(written, str) else 0
    except ValueError:
        return 0
    return number if math.isfinite(number) and number > 0 else 0
