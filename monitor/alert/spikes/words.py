"""A spike in a sentence: how many, where how many are usual, over which hours, and since when."""

from datetime import datetime

from monitor.alert.spikes.watching import Event, Turn
from monitor.alert.spikes.week import days_before
from monitor.hours import is_bank_holiday
from monitor.times import for_people, in_london

NOUNS = {"news": ("item", "items"), "social": ("post", "posts")}
BEGINNINGS = {Turn.OPENED: "", Turn.GREW: "Still growing: ", Turn.CLOSED: "Back to usual: "}
COLD = "there are not yet three weeks to compare with, so it took more than it will"


def told(event: Event, stream: str) -> str:
    """`14 items in the last 3 hours where 2 are usual at this time of a Tuesday; yesterday 3 …`."""
    reading = event.reading
    counted = f"{_items(reading.count, stream)} in the last {_length(reading.hours)}"
    usual = f"where {_usual(reading.usual)} at this time of {_day(event.at)}"
    parts = (f"{BEGINNINGS[event.turn]}{counted} {usual}", *_rest(event, stream))
    return "; ".join(parts)


def _rest(event: Event, stream: str) -> list[str]:
    since = f"since {for_people(event.since)}"
    if event.turn is Turn.CLOSED:
        highest = max(event.told.items(), key=lambda one: one[1] / one[0])
        return [f"{since} it was up to {_items(highest[1], stream)} in {_a(highest[0])}"]
    before = [_before("yesterday", event.reading.yesterday), _last_week(event)]
    return [", ".join(before), since, *([COLD] if event.reading.cold else [])]


def _last_week(event: Event) -> str:
    return _before(f"last {in_london(days_before(event.at, 7)):%A}", event.reading.last_week)


def _before(when: str, count: float | None) -> str:
    return f"{when} {'left out' if count is None else round(count)}"


def _items(count: int, stream: str) -> str:
    one, many = NOUNS[stream]
    return f"{count} {one if count == 1 else many}"


def _length(hours: int) -> str:
    return "hour" if hours == 1 else f"{hours} hours"


def _a(hours: int) -> str:
    return "an hour" if hours == 1 else _length(hours)


def _usual(expected: float) -> str:
    if expected < 0.05:
        return "next to none is usual"
    number = f"{expected:.0f}" if expected >= 9.95 else f"{expected:.1f}".removesuffix(".0")
    return f"{number} {'is' if expected < 1.05 else 'are'} usual"


def _day(moment: datetime) -> str:
    local = in_london(moment)
    return "a bank holiday" if is_bank_holiday(local.date()) else f"a {local:%A}"
