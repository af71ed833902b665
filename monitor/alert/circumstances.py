"""What a rule asks of an item and its story beside words: each key of `Conditions` has its answer.

An answer is what the alert's reader is told, or `Not` with why the condition does not hold.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Final

from monitor.alert.rulebook import DAY
from monitor.records import Conditions, Coverage, Spread


@dataclass(frozen=True, slots=True)
class Not:
    """Why a condition does not hold."""

    why: str


Answer = str | Not  # "" where there is nothing to tell
Ask = Callable[[Conditions, Coverage], Answer]


def asked(given: Conditions, coverage: Coverage) -> list[str] | Not:
    """What is to be told of all the conditions that are given, or the first that fails."""
    said = []
    for key, ask in ASKED.items():
        if getattr(given, key) != DEFAULTS[key]:
            answer = ask(given, coverage)
            if isinstance(answer, Not):
                return answer
            said.append(answer)
    return [one for one in said if one]


def _tones(given: Conditions, coverage: Coverage) -> Answer:
    label = coverage.tone.label if coverage.tone else "neutral"
    if label not in given.tones:
        return Not(f"its tone is {label}")
    return f"tone towards the office is {label}" if coverage.tone else ""


def _tone_below(given: Conditions, coverage: Coverage) -> Answer:
    score, most = _score(coverage), given.tone_below
    assert most is not None
    return _scored(score) if score <= most else Not(f"its tone is {score:+.2f}, and no less")


def _tone_above(given: Conditions, coverage: Coverage) -> Answer:
    score, least = _score(coverage), given.tone_above
    assert least is not None
    return _scored(score) if score >= least else Not(f"its tone is {score:+.2f}, and no more")


def _score(coverage: Coverage) -> float:
    return coverage.tone.score if coverage.tone else 0.0


def _scored(score: float) -> str:
    return f"tone towards the office is {score:+.2f}"


def _tiers(given: Conditions, coverage: Coverage) -> Answer:
    item = coverage.item
    said = f"{item.outlet} is {item.tier}"
    return said if item.tier in given.tiers else Not(said)


def _where(given: Conditions, coverage: Coverage) -> Answer:
    places = {mention.where for mention in coverage.mentions}
    if found := [place for place in given.where if place in places]:
        return f"the office is named in the {found[0]}"
    return Not(f"the office is not named in the {' or '.join(given.where)}")


def _named(given: Conditions, coverage: Coverage) -> Answer:
    times = len(coverage.mentions)
    said = f"the office is named {_times(times)}"
    return said if times >= given.named else Not(said)


def _times(count: int) -> str:
    return {0: "nowhere", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _owners(given: Conditions, coverage: Coverage) -> Answer:
    owners = _spread(given, coverage).owners
    said = f"{len(owners)} owner groups carry it {_within(given)}: {', '.join(owners)}"
    return said if len(owners) >= given.owners else Not(_only(len(owners), "owner group"))


def _outlets(given: Conditions, coverage: Coverage) -> Answer:
    outlets = _spread(given, coverage).outlets
    said = f"{len(outlets)} outlets carry it {_within(given)}"
    return said if len(outlets) >= given.outlets else Not(_only(len(outlets), "outlet"))


def _authors(given: Conditions, coverage: Coverage) -> Answer:
    authors = _spread(given, coverage).authors
    said = f"{authors} accounts post it {_within(given)}"
    return said if authors >= given.authors else Not(_only(authors, "account"))


def _items(given: Conditions, coverage: Coverage) -> Answer:
    items = _spread(given, coverage).items
    said = f"{items} items tell it {_within(given)}"
    return said if items >= given.items else Not(_only(items, "item"))


def _spread(given: Conditions, coverage: Coverage) -> Spread:
    if given.hours == DAY:
        return coverage.spread
    return dict(coverage.by_hours).get(given.hours, coverage.spread)


def _within(given: Conditions) -> str:
    return "within a day" if given.hours == DAY else f"within {given.hours:g} hours"


def _only(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'s' if count != 1 else ''} so far"


def _speakers(given: Conditions, coverage: Coverage) -> Answer:
    found = [quote.speaker for quote in coverage.quotes if quote.speaker in given.speakers]
    kinds = ", ".join(dict.fromkeys(found))
    return f"{kinds} quoted" if found else Not(f"no {' or '.join(given.speakers)} is quoted")


def _origins(given: Conditions, coverage: Coverage) -> Answer:
    facts = coverage.facts
    if facts and facts.origin in given.origins:
        return facts.origin_why
    return Not(f"its origin is {facts.origin if facts else 'not known'}")


def _flags(given: Conditions, coverage: Coverage) -> Answer:
    flags = coverage.facts.flags if coverage.facts else ()
    found = [flag for flag in flags if flag.kind in given.flags]
    if not found:
        return Not(f"nothing is wrong in it of {', '.join(given.flags)}")
    return "; ".join(f"{flag.kind}: “{flag.words}”, {flag.why}" for flag in found[:3])


def _tagged(key: str) -> Ask:
    def ask(given: Conditions, coverage: Coverage) -> Answer:
        wanted: tuple[str, ...] = getattr(given, key)
        tags = getattr(coverage.facts, key) if coverage.facts else ()
        found = [tag.id for tag in tags if tag.id in wanted]
        return f"of {', '.join(found)}" if found else Not(f"none of its {key} is {_list(wanted)}")

    return ask


def _list(names: Iterable[str]) -> str:
    return " or ".join(names)


def _fresh_hours(given: Conditions, coverage: Coverage) -> Answer:
    item = coverage.item
    age = item.first_seen_at - (item.published_at or item.first_seen_at)
    fresh = age <= timedelta(hours=given.fresh_hours)
    return "" if fresh else Not(f"it was published {age} before it was seen")


def _release(given: Conditions, coverage: Coverage) -> Answer:
    found = [use for use in coverage.release if use in given.release]
    said = [(coverage.differs if use == "differs" else "") or USES[use] for use in found]
    return "; ".join(said) or Not("it does nothing such with a release")


def _addressed(_: Conditions, coverage: Coverage) -> Answer:
    said = "it is addressed to the office's own account"
    return said if coverage.addressed else Not("it is not addressed to the office")


def _beside_rules(given: Conditions, coverage: Coverage) -> Answer:
    found = [rule for rule in coverage.story_rules if rule in given.beside_rules]
    if found:
        return f"an alert of {', '.join(found)} stands in the story"
    return Not(f"no alert of {_list(given.beside_rules)} stands in the story")


def _election_days(given: Conditions, coverage: Coverage) -> Answer:
    days = coverage.election_in
    if days is not None and days <= given.election_days:
        return f"an election is {days} days ahead"
    return Not("no election is near")


USES: Final = {
    "picked up": "it uses words of our release",
    "turned": "it turns our release against us",
    "early": "it tells what our release does not tell yet",
    "differs": "it differs from our record",
}
DEFAULTS: Final = {one.name: one.default for one in fields(Conditions)}
ASKED: Final[Mapping[str, Ask]] = {
    "tiers": _tiers,
    "tones": _tones,
    "tone_below": _tone_below,
    "tone_above": _tone_above,
    "where": _where,
    "named": _named,
    "owners": _owners,
    "outlets": _outlets,
    "authors": _authors,
    "items": _items,
    "speakers": _speakers,
    "origins": _origins,
    "themes": _tagged("themes"),
    "districts": _tagged("districts"),
    "topics": _tagged("topics"),
    "flags": _flags,
    "fresh_hours": _fresh_hours,
    "release": _release,
    "addressed": _addressed,
    "beside_rules": _beside_rules,
    "election_days": _election_days,
}
