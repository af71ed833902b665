"""What types cannot say about `rules/watchlist.toml`: who is in post, what would never be found."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import combinations
from typing import Protocol

from monitor.records import Body, Context, Holder, Hours, Office, Place, Theme, Topic
from monitor.settings.found import Found, Path, empty, ids, unknown, wall_time

FILE = "rules/watchlist.toml"
CONTEXT: Path = ("context",)
LEAVES = "leaves before taking office"
ENDS = "ends before it begins"
MISSPELT = 0.85  # one letter of six is wrong, or two of fourteen


class _Dated(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def from_(self) -> date: ...
    @property
    def to(self) -> date | None: ...


def wrong_with_offices(offices: Sequence[Office]) -> Iterator[Found]:
    """Every mistake in the watched offices, in no order."""
    yield from ids(FILE, ("offices",), [office.id for office in offices])
    for index, office in enumerate(offices):
        path: Path = ("offices", index)
        yield from _titles(path, office)
        yield from _holders((*path, "holders"), office.holders)
        yield from _force((*path, "force"), office)
        yield from _members((*path, "mps"), office)
        yield from _places((*path, "places"), office.places)
        yield from _bodies((*path, "bodies"), office.bodies)
        yield from _subjects((*path, "themes"), office.themes)
        yield from _dates((*path, "themes"), office.themes, ENDS)
        yield from _hours((*path, "hours"), office.hours)
        yield from _subjects((*path, "topics"), office.topics)


def wrong_with_patches(offices: Sequence[Office], sources: Sequence[str]) -> Iterator[Found]:
    """Outlets' patches of misspelt sources, or of districts where no place lies.

    The patch of an outlet that is not polled may stand: it waits until somebody adds the source.
    """
    for index, office in enumerate(offices):
        districts = {place.district for place in office.places}
        without = [source for source in sources if source not in office.patches]
        for source, patch in office.patches.items():
            path: Path = ("offices", index, "patches", source)
            if source not in sources and get_close_matches(source, without, 1, MISSPELT):
                yield Found(FILE, path, unknown("source", source, without))
            for district in set(patch) - districts:
                yield Found(FILE, path, unknown("district", district, sorted(districts)))


def wrong_with_context(context: Context) -> Iterator[Found]:
    """Every mistake in what the areas share, in no order."""
    for key in ("expansions", "other_commissioners"):
        yield from empty(FILE, (*CONTEXT, key), "name", getattr(context, key))
    for place, other in enumerate(context.namesakes):
        path = (*CONTEXT, "namesakes", place)
        yield from empty(FILE, (*path, "name"), "name", [other.name])
        yield from _words(path, "near", f"the namesake {other.name}", other.near)
    for place, area in enumerate(context.neighbours):
        path = (*CONTEXT, "neighbours", place)
        yield from empty(FILE, (*path, "area"), "name", [area.area])
        yield from empty(FILE, (*path, "also"), "name", area.also)
        yield from empty(FILE, (*path, "people"), "name", area.people)
    yield from ids(FILE, (*CONTEXT, "leads"), [lead.id for lead in context.leads])
    for place, lead in enumerate(context.leads):
        yield from _words((*CONTEXT, "leads", place), "words", lead.id, lead.words)
    yield from _bodies((*CONTEXT, "bodies"), context.bodies)
    yield from _subjects((*CONTEXT, "topics"), context.topics)


# ---------------------------------------------------------------- an office


def _titles(path: Path, office: Office) -> Iterator[Found]:
    for key in ("names", "short", "area"):
        yield from empty(FILE, (*path, key), "name", getattr(office, key))
    if not office.names and not office.holders:
        yield Found(FILE, (*path, "names"), f"{office.id} has no name by which it is found")
    alone = {name.casefold() for name in office.names}
    for title in office.short:
        if title.casefold() in alone:
            what = f"`{title}` cannot both need an anchor and stand among `names`"
            yield Found(FILE, (*path, "short"), what)


def _holders(path: Path, holders: Sequence[Holder]) -> Iterator[Found]:
    yield from ids(FILE, path, [holder.id for holder in holders])
    yield from _dates(path, holders)
    for place, holder in enumerate(holders):
        yield from empty(FILE, (*path, place, "name"), "name", [holder.name])
        yield from empty(FILE, (*path, place, "also"), "name", holder.also)
        yield from _dates((*path, place, "parties"), holder.parties, ENDS)
        standing = holder.role.partition("_")[0]
        if standing in {"acting", "temporary"} and holder.status not in {"", standing}:
            what = f"`status` is {holder.status}, but `role` is {holder.role}"
            yield Found(FILE, (*path, place, "status"), what)
    yield from _at_once(path, holders)


def _at_once(path: Path, holders: Sequence[Holder]) -> Iterator[Found]:
    """Only one is commissioner at a time; whoever acts, or is suspended, may stand beside them."""
    elected = [
        (place, holder)
        for place, holder in enumerate(holders)
        if holder.role == "pcc" and not holder.status
    ]
    for (_, one), (place, other) in combinations(elected, 2):
        if _begins_before_end_of(one, other) and _begins_before_end_of(other, one):
            what = f"{one.name} and {other.name} would be commissioner on the same day"
            yield Found(FILE, (*path, place, "from"), what)


def _begins_before_end_of(one: Holder, other: Holder) -> bool:
    return other.to is None or one.from_ <= other.to


def _force(path: Path, office: Office) -> Iterator[Found]:
    if force := office.force:
        yield from empty(FILE, (*path, "name"), "name", [force.name])
        yield from empty(FILE, (*path, "also"), "name", force.also)
        yield from _dates((*path, "chiefs"), force.chiefs)
        for place, chief in enumerate(force.chiefs):
            yield from empty(FILE, (*path, "chiefs", place, "name"), "name", [chief.name])
            yield from empty(FILE, (*path, "chiefs", place, "also"), "name", chief.also)


def _members(path: Path, office: Office) -> Iterator[Found]:
    yield from _dates(path, office.mps)
    for place, member in enumerate(office.mps):
        yield from empty(FILE, (*path, place, "name"), "name", [member.name])
        yield from empty(FILE, (*path, place, "also"), "name", member.also)


def _places(path: Path, places: Sequence[Place]) -> Iterator[Found]:
    seen = set()
    for index, place in enumerate(places):
        for key in ("also", "not_when"):
            yield from empty(FILE, (*path, index, key), "name", getattr(place, key))
        yield from empty(FILE, (*path, index), "name", [place.name])
        yield from empty(FILE, (*path, index), "district", [place.district])
        if place.name in seen:
            yield Found(FILE, (*path, index), f"the place `{place.name}` stands there twice")
        seen.add(place.name)


# ---------------------------------------------------------------- what they share


def _bodies(path: Path, bodies: Sequence[Body]) -> Iterator[Found]:
    yield from ids(FILE, path, [body.id for body in bodies])
    for place, body in enumerate(bodies):
        yield from empty(FILE, (*path, place, "name"), "name", [body.name])
        yield from empty(FILE, (*path, place, "also"), "name", body.also)


def _subjects(path: Path, subjects: Sequence[Theme | Topic]) -> Iterator[Found]:
    yield from ids(FILE, path, [one.id for one in subjects])
    for place, one in enumerate(subjects):
        yield from _words((*path, place), "words", one.id, one.words)


def _words(path: Path, key: str, whose: str, words: Sequence[str]) -> Iterator[Found]:
    if not words:
        yield Found(FILE, (*path, key), f"{whose} has no words by which it is found")
    yield from empty(FILE, (*path, key), "word", words)


def _dates(path: Path, terms: Iterable[_Dated], wrong: str = LEAVES) -> Iterator[Found]:
    for place, one in enumerate(terms):
        if one.to and one.to < one.from_:
            yield Found(FILE, (*path, place, "to"), f"{one.name} {wrong}")


def _hours(path: Path, hours: Hours) -> Iterator[Found]:
    wrong = [
        found
        for key in ("opens", "closes")
        for found in wall_time(FILE, (*path, key), key, getattr(hours, key))
    ]
    yield from wrong
    if not wrong and hours.closes.zfill(5) <= hours.opens.zfill(5):
        yield Found(FILE, (*path, "closes"), "the office closes before it opens")
    for day in set(hours.days).difference(range(1, 8)):
        yield Found(FILE, (*path, "days"), f"there is no day {day}: Monday is 1, Sunday 7")
