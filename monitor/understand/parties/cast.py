"""Everybody who can stand in a sentence, looked up by the words of a name; made once an office."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from monitor.records import Body, Context, Holder, Office, PartyKind
from monitor.understand.parties.entries import Entry, Form, common, several, sex_of
from monitor.understand.parties.tokens import words_of

Name = tuple[str, ...]
Index = Mapping[str, tuple[Entry, ...]]  # by the first word, the longest names first


@dataclass(frozen=True, slots=True)
class Cast:
    office: Office
    index: Index
    holders: Mapping[str, Holder]
    places: frozenset[Name]  # names that are no person's
    home: frozenset[Name]  # those of our area: another's chief constable is not ours


def cast_of(office: Office, context: Context) -> Cast:
    """Who can stand in the sentences of an item about this office."""
    own = [*_entries(office), *(_body(one) for one in _named((*office.bodies, *context.bodies)))]
    home = [name for place in office.places for name in (place.name, *place.also)]
    home += [office.name, *office.area]
    elsewhere = [name for one in context.neighbours for name in (one.area, *one.also)]
    return Cast(
        office=office,
        index=_indexed((*own, *common())),
        holders={holder.id: holder for holder in office.holders},
        places=frozenset(map(words_of, (*home, *elsewhere))),
        home=frozenset(map(words_of, home)),
    )


def _entries(office: Office) -> Iterator[Entry]:
    for force in filter(None, (office.force,)):
        yield from several((force.name, *force.also), "force", "body")
        for chief in force.chiefs:
            sex = sex_of(chief.name)
            for name in (chief.name, *chief.also):
                yield Entry(words_of(name), "chief", "name", "", sex, chief.from_, _end(chief.to))
                yield Entry(words_of(name), "other", "name", "", sex)  # after their time
    for member in office.mps:
        for name in (member.name, *member.also):
            sex = sex_of(member.name)
            yield Entry(words_of(name), "MP", "name", "", sex, member.from_, _end(member.to))
            yield Entry(words_of(name), "other", "name", "", sex)


def _named(bodies: Iterable[Body]) -> Iterator[tuple[str, Body]]:
    yield from ((name, body) for body in bodies for name in (body.name, *body.also))


def _body(named: tuple[str, Body]) -> Entry:
    name, body = named
    kinds: dict[str, PartyKind] = {"panel": "panel", "service": "service", "union": "federation"}
    kind = kinds.get(body.kind) or _by_name(body)
    cased = name if len(name.split()) == 1 else ""
    told = words_of(name)
    form: Form = "role" if told and told[-1] in _PERSONS_OF_BODIES else "body"
    return Entry(told, kind, form, cased)


def _by_name(body: Body) -> PartyKind:
    """A body of which the watchlist says no more than that it oversees us, or has a stake."""
    for kind, pattern in _BY_NAME.items():
        if pattern.search(body.name):
            return kind
    return "watchdog" if body.kind == "oversight" else "other"


_BY_NAME: Final[Mapping[PartyKind, re.Pattern[str]]] = {
    "government": re.compile(r"\b(?:Home Office|Minist|Government|Treasury)", re.I),
    "inspectorate": re.compile(r"\bInspectorate", re.I),
    "council": re.compile(r"\b(?:County|City|Borough|District|Town|Parish) Council\b", re.I),
    "charity": re.compile(
        r"\b(?:charit|trust\b|aid\b|foundation|victim support|crimestoppers|samaritans|crisis)",
        re.I,
    ),
    "campaigner": re.compile(r"\b(?:forum|campaign|action group|residents|ratepayers)\b", re.I),
}


def _indexed(entries: Iterable[Entry]) -> Index:
    index: dict[str, list[Entry]] = {}
    for one in entries:
        if one.words:
            index.setdefault(one.words[0], []).append(one)
    return {
        first: tuple(sorted(there, key=lambda one: -len(one.words)))  # stable: the first one wins
        for first, there in index.items()
    }


def _end(to: date | None) -> date:
    return to or date.max


_PERSONS_OF_BODIES = frozenset({"secretary", "minister", "chair", "chairman", "mayor"})
