"""Mistakes in `rules/alerts.toml` that types cannot tell: what is unknown, and can never be."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import fields
from typing import Any, Final, get_args, get_type_hints

from monitor.records import (
    NOT_COVERAGE,
    Clause,
    Conditions,
    Context,
    Manners,
    Office,
    OnCall,
    Raise,
    Rule,
    Tone,
    Watches,
)
from monitor.settings.found import Found, empty, ids, unknown
from monitor.wordlists import words_of

FILE = "rules/alerts.toml"
TONES: Final[tuple[str, ...]] = get_args(get_type_hints(Tone)["label"])
LONGEST = 24 * 56  # hours: what is usual is told from eight weeks
SHORTEST = 3  # letters before a star: "a*" would be found everywhere
MOST_WORDS = 2000  # of a list: beyond it the pattern takes seconds to make
_SIGNS = re.compile(r"[\\()\[\]{}|+^$]|\.\*")
_INNER_STAR = re.compile(r"\*(?=\S)")
Path = tuple[str | int, ...]

# Which keys mean something in a rule that watches; the first ones it needs.
NEEDED: Final[Mapping[Watches, tuple[str, ...]]] = {
    "source": (),
    "all-sources": (),
    "rate": ("stream", "at_least"),
    "share": ("share", "at_least"),
    "story": (),
    "release": ("after_hours",),
    "district": ("days",),
    "diary": (),
    "delivery": (),
}
MEANT: Final[Mapping[Watches, frozenset[str]]] = {
    "source": frozenset({"tiers"}),
    "all-sources": frozenset(),
    "rate": frozenset(
        {"stream", "at_least", "growth", "authors", "items", "office_hours"}
        | {"tone_below", "tone_above"}
    ),
    "share": frozenset({"share", "at_least", "items"}),
    "story": frozenset({"days", "after_hours", "at_least", "items"}),
    "release": frozenset({"after_hours"}),
    "district": frozenset({"days", "at_least", "districts"}),
    "diary": frozenset(),
    "delivery": frozenset(),
}
_WATCHING = ("stream", "at_least", "growth", "share", "days", "after_hours")
_ALWAYS = frozenset({"hours"})  # says how another key is meant


def wrong_with_rules(tables: Mapping[str, Any]) -> Iterator[Found]:
    """Every mistake in the rules, and between them and the other files that are given."""
    rules: Sequence[Rule] = tables["rules"]
    known = [rule.id for rule in rules]
    yield from ids(FILE, ("rules",), known)
    for index, rule in enumerate(rules):
        path: Path = ("rules", index)
        yield from _rule(rule, path)
        for at, given in ((path, rule), *_raises(rule, path)):
            yield from _conditions(given, at)
            yield from _unknown(given, at, tables, known)
        yield from _unknown_people(rule, path, tables)


def wrong_with_manners(manners: Manners) -> Iterator[Found]:
    """Numbers below nothing, and times that end before they begin."""
    path: Path = ("alerting",)
    for key in ("budget", "summary_minutes", "cool_down_hours", "old_hours", "reminder_days"):
        value = getattr(manners, key)
        least = 0 if key == "cool_down_hours" else 1
        if not least <= value < math.inf:
            yield Found(FILE, (*path, key), f"`{key}` must be {least} or more, not {value}")
    for index, one in enumerate(manners.sensitive):
        if one.to < one.from_:
            yield Found(FILE, (*path, "sensitive", index), f"{one.name} ends before it begins")


def _raises(rule: Rule, path: Path) -> list[tuple[Path, Raise]]:
    return [((*path, "raise", place), one) for place, one in enumerate(rule.raise_)]


# ---------------------------------------------------------------- one rule


def _rule(rule: Rule, path: Path) -> Iterator[Found]:
    if not rule.watches and not _given(rule):
        yield Found(FILE, path, f"{rule.id} has no condition: it would always fire")
    yield from _watching(rule, path) if rule.watches else _not_watching(rule, path)
    for at, one in _raises(rule, path):
        if one.to >= rule.severity:
            what = f"{rule.id} is {rule.severity} already: raising it to {one.to} changes nothing"
            yield Found(FILE, (*at, "to"), what)
        if not _given(one):
            what = f"without a condition {rule.id} is always {one.to}: give it that severity"
            yield Found(FILE, at, what)


def _watching(rule: Rule, path: Path) -> Iterator[Found]:
    watches = rule.watches
    for key in NEEDED[watches]:
        if not getattr(rule, key):
            yield Found(FILE, path, f"a rule that watches {watches} needs `{key}`")
    own = {one.name for one in fields(Conditions)} | set(_WATCHING)
    for at, given in ((path, rule), *_raises(rule, path)):
        for key in _given(given) & own - MEANT[watches]:
            what = f"`{key}` means nothing in a rule that watches {watches}: it would never fire"
            yield Found(FILE, (*at, key), what)
    if watches == "story" and not (rule.days or rule.after_hours):
        yield Found(FILE, path, "a rule that watches stories needs `days` or `after_hours`")
    if rule.days > 7 and watches == "story":
        yield Found(FILE, (*path, "days"), "a story is active on seven of seven days at most")
    if not 0 <= rule.share <= 1:
        yield Found(FILE, (*path, "share"), f"`share` must be between 0 and 1, not {rule.share}")


def _not_watching(rule: Rule, path: Path) -> Iterator[Found]:
    for key in _WATCHING:
        if getattr(rule, key):
            yield Found(FILE, (*path, key), f"`{key}` is only for rules with `watches`")


def _given(given: Conditions) -> frozenset[str]:
    """The conditions that are written there."""
    asks = {one.name for one in fields(Conditions)} | set(_WATCHING)
    return frozenset(
        one.name
        for one in fields(given)
        if one.name in asks - _ALWAYS and getattr(given, one.name) != one.default
    )


# ---------------------------------------------------------------- conditions and words


def _conditions(given: Conditions, path: Path) -> Iterator[Found]:
    yield from _never(given, path)
    for key in ("unless", "item_words"):
        yield from _words(getattr(given, key), (*path, key))
    for place, clause in enumerate(given.when):
        yield from _clause(clause, (*path, "when", place))


def _never(given: Conditions, path: Path) -> Iterator[Found]:
    """What no item can ever meet."""
    if not 0 < given.hours <= LONGEST:
        what = f"`hours` must be above 0 and at most {LONGEST} (eight weeks), not {given.hours}"
        yield Found(FILE, (*path, "hours"), what)
    for key in ("owners", "outlets", "authors", "items", "named", "fresh_hours", "election_days"):
        if not 0 <= getattr(given, key) < math.inf:
            yield Found(FILE, (*path, key), f"`{key}` must not be below 0")
    for key in ("tone_below", "tone_above"):
        value = getattr(given, key)
        if value is not None and not -1 <= value <= 1:
            yield Found(FILE, (*path, key), f"`{key}` must be between -1 and 1, not {value}")
    below, above = given.tone_below, given.tone_above
    if below is not None and above is not None and above > below:
        what = f"no tone is above {above} and below {below}: it can never fire"
        yield Found(FILE, (*path, "tone_below"), what)
    if given.tiers and set(given.tiers) <= NOT_COVERAGE:
        tiers = " and ".join(given.tiers)
        yield Found(FILE, (*path, "tiers"), f"{tiers} items are no coverage: it can never fire")
    for tone in set(given.tones).difference(TONES):
        yield Found(FILE, (*path, "tones"), unknown("tone", tone, TONES))


def _clause(clause: Clause, path: Path) -> Iterator[Found]:
    for key in ("words", "also", "unless"):
        yield from _words(getattr(clause, key), (*path, key))
    asks = (clause.words, clause.also, clause.of, clause.by, clause.beside, clause.naming)
    if not any(asks):
        yield Found(FILE, path, "the clause asks for nothing: it would always hold")
    if clause.within < 0 or (clause.within and not (clause.of or clause.beside)):
        what = "`within` counts words to somebody of `of` or `beside`: name them"
        yield Found(FILE, (*path, "within"), what)
    if both := sorted(set(clause.of) & set(clause.not_of)):
        what = f"{both[0]} stands in `of` and in `not_of`: it can never fire"
        yield Found(FILE, (*path, "not_of"), what)
    yield from _cancelled(clause, path)


def _cancelled(clause: Clause, path: Path) -> Iterator[Found]:
    """Words that stand in `unless` as well, so that where one is found the other is."""
    if not clause.unless or not _is_plain(clause.unless):
        return
    unless = words_of(clause.unless)
    for key in ("words", "also"):
        words = getattr(clause, key)
        if dead := [word for word in words if unless.stands_in(word.removesuffix("*"))]:
            every = ": it can never fire" if len(dead) == len(words) else ""
            what = f"`unless` forbids “{dead[0]}”, which `{key}` asks for{every}"
            yield Found(FILE, (*path, key), what)


def _is_plain(words: Iterable[str]) -> bool:
    return all(word.strip(" *_") for word in words)


def _is_everywhere(word: str) -> bool:
    """Whether it is next to nothing but endings and blanks."""
    parts = word.split()
    if not parts or word.strip(" *_") == "":
        return False  # an empty word is told as one
    letters = [part.strip("*_") for part in parts]
    return parts[-1:] == ["*"] or (
        any(part.endswith("*") for part in parts) and max(map(len, letters)) < SHORTEST
    )


def _words(words: Sequence[str], path: Path) -> Iterator[Found]:
    yield from empty(FILE, path, "word", words)
    if len(words) > MOST_WORDS:
        yield Found(FILE, path, f"{len(words)} words are too many; {MOST_WORDS} at most")
    for word in words:
        if sign := _SIGNS.search(word):
            what = f"“{word[:40]}” holds `{sign[0]}`, but words are looked for as they stand"
            yield Found(FILE, path, what)
        elif _INNER_STAR.search(word):
            yield Found(FILE, path, f"“{word[:40]}”: a star may only stand at a word's end")
        elif _is_everywhere(word):
            what = f"“{word}” would be found everywhere: write {SHORTEST} letters before the star"
            yield Found(FILE, path, what)


# ---------------------------------------------------------------- what other files know


def _unknown(
    given: Conditions, path: Path, tables: Mapping[str, Any], rules: Sequence[str]
) -> Iterator[Found]:
    for rule in set(given.beside_rules).difference(rules):
        yield Found(FILE, (*path, "beside_rules"), unknown("rule", rule, rules))
    if "offices" not in tables or "context" not in tables:
        return
    for key, kind, names in _tags(tables["offices"], tables["context"]):
        for name in set(getattr(given, key)).difference(names):
            yield Found(FILE, (*path, key), unknown(kind, name, sorted(names)))
    manners = tables.get("alerting")
    if given.election_days and isinstance(manners, Manners) and not manners.elections:
        what = "no election is given in `[alerting]`: it can never fire"
        yield Found(FILE, (*path, "election_days"), what)


def _tags(offices: Iterable[Office], context: Context) -> Iterator[tuple[str, str, Set[str]]]:
    offices = tuple(offices)
    topics = {topic.id for one in offices for topic in one.topics}
    yield "themes", "theme", {theme.id for one in offices for theme in one.themes}
    yield "topics", "topic", topics | {topic.id for topic in context.topics}
    yield "districts", "district", {place.district for one in offices for place in one.places}


def _unknown_people(rule: Rule, path: Path, tables: Mapping[str, Any]) -> Iterator[Found]:
    context, oncall = tables.get("context"), tables.get("oncall")
    if isinstance(context, Context) and context.leads:
        rows = [lead.id for lead in context.leads]
        if rule.row and rule.row not in rows:
            yield Found(FILE, (*path, "row"), unknown("row", rule.row, rows))
    if isinstance(oncall, OnCall):
        for role in set(rule.notify).difference(oncall.roles):
            yield Found(FILE, (*path, "notify"), unknown("role", role, oncall.roles))
