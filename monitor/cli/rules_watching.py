"""Rules that look at no single item but at how things stand, in plain English."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from monitor.cli.rules_words import conditions_in_words, either, hours, raise_in_words, signed
from monitor.records import Raise, Rule, Watches
from monitor.reports.wording import count

ITEMS: Final = {"news": "press items", "social": "posts", "": "items or posts"}
BACK: Final = 2  # new items of a story that rested, where a rule does not say how many
DAY: Final = 24.0  # hours: a rule does not say them
SURGE: Final = 0.5  # hours over which growth is counted, where a rule does not say


def watching_in_words(rule: Rule) -> str:
    """When a rule fires that watches something."""
    return f"Fires when {WATCHING[rule.watches](rule)}."


def raised_in_words(rule: Rule, raising: Raise, most: int) -> str:
    """When its alert becomes more urgent."""
    if rule.watches == "share" and raising.hours > 24:
        return f"{raising.to} when it was so on the day before, too."
    if rule.watches == "delivery":
        return f"{raising.to} when the alert that was not delivered is itself {raising.to}."
    return raise_in_words(raising, most)


def _source(rule: Rule) -> str:
    tiers = f" {either(rule.tiers)}" if rule.tiers else ""
    return f"a{tiers} source is silent for longer than is its habit, broken, blocked or withdrawn"


def _all_sources(_: Rule) -> str:
    return "by day no source has brought anything new for longer than they ever rest together"


def _rate(rule: Rule) -> str:
    span = hours(SURGE if rule.growth and rule.hours == DAY else rule.hours)
    within = "" if rule.hours == DAY and not rule.growth else f" within {span}"
    many = f"{rule.at_least} {ITEMS[rule.stream]} or more mean the office{within}"
    return "; and ".join([many, *_beside_the_count(rule, span)])


def _beside_the_count(rule: Rule, span: str) -> Iterator[str]:
    if rule.growth:
        yield f"they are {rule.growth:g} times as many as in the {span} before, or more"
    else:
        yield "chance alone would hardly ever bring so many at that hour of the week"
    if rule.authors:
        yield f"they come from {count(rule.authors, 'account')} or more"
    if rule.tone_below is not None:
        yield f"their tone towards the office is {signed(rule.tone_below)} or lower on average"
    told = {"authors": 0, "tone_below": None, "items": 0}
    yield from conditions_in_words(replace(rule, **told))  # type: ignore[arg-type]


def _share(rule: Rule) -> str:
    again = ", on the second day running" if rule.days > 1 else ""
    return (
        f"{rule.at_least} press items or more of a day mean the office, {rule.share:.0%} of them "
        f"or more are negative, and that is surely more than in the last eight weeks{again}"
    )


def _story(rule: Rule) -> str:
    days = f"had negative items on {rule.days} or more of the last seven days" if rule.days else ""
    items = count(rule.at_least or BACK, "new item")
    rested = f"rested for {hours(rule.after_hours)} and is back with {items} or more"
    return f"a story {either(filter(None, (days, rested if rule.after_hours else '')))}"


def _release(rule: Rule) -> str:
    return (
        f"no newsroom has used a release of ours {hours(rule.after_hours)} after it went out; "
        "minor releases do not count, and while outlets are not heard nobody can tell"
    )


def _district(rule: Rule) -> str:
    rest = f" while the rest of the area had {rule.at_least} or more" if rule.at_least else ""
    press = f"no press item about the office has named a district for {count(rule.days, 'day')}"
    ours = f"no release of ours has named a district for {hours(rule.after_hours)}"
    ways = (f"{press}{rest}" if rule.days else "", ours if rule.after_hours else "")
    return either(filter(None, ways))


def _diary(rule: Rule) -> str:
    return (
        "something that is planned falls into a sensitive period and is promotional, or comes "
        f"within {hours(rule.hours)} of other news or of an open story on the same subject"
    )


def _delivery(_: Rule) -> str:
    return (
        "an alert cannot be delivered or waits too long for an answer, when nobody is on call, or "
        "when the money for a paid source runs out"
    )


WATCHING: Final[Mapping[Watches, Callable[[Rule], str]]] = {
    "source": _source,
    "all-sources": _all_sources,
    "rate": _rate,
    "share": _share,
    "story": _story,
    "release": _release,
    "district": _district,
    "diary": _diary,
    "delivery": _delivery,
}
