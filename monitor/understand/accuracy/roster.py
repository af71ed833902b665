"""Who of an office can be named wrongly, and with whom they can be confused."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.records import Chief, Context, Office
from monitor.understand.accuracy.etiquette import Etiquette, etiquette_of
from monitor.understand.accuracy.persons import SIC, Person, bare, persons_of
from monitor.understand.phrases import Pattern, compiled, literal, plain


@dataclass(frozen=True, slots=True)
class Roster:
    """An office's people, whom they can be confused with, and what they may be called."""

    office: Office
    people: tuple[Person, ...]
    chiefs: tuple[Chief, ...]
    ours: frozenset[str]  # plain names of our area
    strangers: frozenset[str]  # plain names of people who are known, and not ours
    fire: bool  # a police, fire and crime commissioner's
    names: Pattern | None  # of our people, with `[sic]` in them or without
    etiquette: Etiquette


def roster_of(office: Office, context: Context) -> Roster:
    people = persons_of(office)
    chiefs = office.force.chiefs if office.force else ()
    ours, areas = _areas(office, context)
    strangers = {name for one in context.neighbours for name in one.people}
    strangers |= {one.name for one in office.mps} | {one.name for one in chiefs}
    forms = {form for one in people for form in (*one.right, *one.wrong)}
    told = " ".join((office.title, *office.names)).casefold()
    return Roster(
        office=office,
        people=people,
        chiefs=chiefs,
        ours=frozenset(ours),
        strangers=frozenset(map(bare, strangers)) - forms,
        fire="fire" in told or "pfcc" in told,
        names=_names(people),
        etiquette=etiquette_of(
            (*(form for form in forms if " " in form), *(bare(one.name) for one in chiefs)),
            areas,
        ),
    )


def _areas(office: Office, context: Context) -> tuple[set[str], set[str]]:
    """Plain names of our area, and of all; what a neighbour calls its own may be ours as well."""
    ours = {plain(name) for name in (office.name, *office.area) if name}
    named = [{plain(name) for name in (one.area, *one.also)} for one in context.neighbours]
    whole = ours.union(*(names for names in named if names & ours))
    return whole, whole.union(*named)


def _names(people: Iterable[Person]) -> Pattern | None:
    """Misspelt names as the watchlist has them; a surname alone only with the title before it."""
    also = {name for one in people for post in one.posts for name in (post.name, *post.also)}
    wrong = {form for one in people for form in one.wrong}
    either = "|".join(literal(name) for name in sorted(also) if " " in name and bare(name) in wrong)
    return compiled(f"(?i)(?:{either})".replace(r"\s+", rf"(?:{SIC})?\s+")) if either else None
