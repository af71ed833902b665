"""Which districts an item names, or else its outlet writes about.

A name that is also a word, a month or a person's is a place only by what stands beside it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from monitor.records import Office, Tag
from monitor.understand.article import Article
from monitor.understand.facts.themes import any_of, occurrences
from monitor.understand.facts.toponyms import (
    MONTHS,
    WORDS,
    Toponym,
    begins_clause,
    has_site,
    is_called_so,
    is_part_of_another,
    stands_as_place,
    toponym,
    word_as_place,
)
from monitor.understand.phrases import Pattern, Span, found, one_of

PATCH = "the outlet's patch"
MOST = 300  # names in an article: what 300 did not tell, the next thousand do not
NEAR = 160  # characters around a name in which a word of its namesake speaks against it
WHOLE = 3  # names of the area in a row are the whole area, and none of them alone
_ROW = re.compile(r",?\s+(?:and|or|&)\s+(?:in\s+)?|,\s+")
_AND = re.compile(r",?\s+(?:and|or|&)\s+(?:in\s+)?")
_WITHIN = re.compile(r",\s+|,?\s+in\s+")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places of an office, ready to be looked for."""

    pattern: Pattern | None  # of all names, the area's among them
    districts: Mapping[str, str]  # by name
    area: frozenset[str]
    others: Pattern | None  # the office, its force and bodies: no place is meant inside their names
    not_when: Mapping[str, Pattern | None] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()  # districts that are a county, or all of the area
    patches: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Against:
    """Where an article has words that speak against a place: with its name in them, or apart."""

    within: tuple[Span, ...]
    apart: tuple[Span, ...]


def gazetteer_of(office: Office) -> Gazetteer:
    force = (office.force,) if office.force else ()
    others = (name for one in (*force, *office.bodies) for name in (one.name, *one.also))
    districts = {
        _key(name): place.district for place in office.places for name in (place.name, *place.also)
    }
    area = frozenset(map(_key, (office.name, *office.area)))
    return Gazetteer(
        pattern=one_of((*districts, *area), any_case=False),
        districts=districts,
        area=area,
        others=one_of((*office.names, *others)),
        not_when={_key(one.name): any_of(one.not_when) for one in office.places if one.not_when},
        whole=_counties(office, area),
        patches=office.patches,
    )


def districts_in(gazetteer: Gazetteer, article: Article, source_id: str) -> tuple[Tag, ...]:
    """The districts that are named, in reading order; if none is, those of the outlet's patch."""
    named = places_in(gazetteer, article.told)
    patch = dict.fromkeys(gazetteer.patches.get(source_id, ()), (PATCH,))
    return tuple(Tag(id=one, words=words) for one, words in (named or patch).items())


def places_in(gazetteer: Gazetteer, whole: str) -> Mapping[str, tuple[str, ...]]:
    """The districts of the places named in a text, with the words that name them.

    A county, or the area itself, counts only where no smaller district is named.
    """
    words: dict[str, dict[str, None]] = {}
    for name in _meant(gazetteer, whole):
        if name in gazetteer.districts:
            words.setdefault(gazetteer.districts[name], {})[name] = None
    smaller = [one for one in words if one not in gazetteer.whole]
    return {one: tuple(words[one]) for one in smaller or words}


def _counties(office: Office, area: frozenset[str]) -> frozenset[str]:
    """Names of the area that are also the district of a place, and of no town."""
    towns = {one.district for one in office.places if _key(one.name) not in area}
    return frozenset({one.district for one in office.places} - towns) & area


def _meant(gazetteer: Gazetteer, whole: str) -> list[str]:
    """The names that stand for a place, in reading order."""
    spans = list(islice(found(gazetteer.pattern, whole), MOST))
    others = list(islice(found(gazetteer.others, whole), MOST)) if spans else []
    free = [one for one in spans if not any(_covers(other, one) for other in others)]
    names = [toponym(whole, *span, _key(whole[slice(*span)])) for span in free]
    against = {name: _against(gazetteer, whole, name) for name in {one.name for one in names}}
    people = {one.name for one in names if one.person}
    verdicts = [
        (one.name, _is_meant(one, beside, against[one.name], one.name in people))
        for one, beside in _in_rows(gazetteer, whole, names)
        if not (one.name in gazetteer.not_when and not beside and is_called_so(one))
    ]
    anchored = bool(others) or any(one.name in gazetteer.area for one in names)
    anchored = anchored or any(sure for _, sure in verdicts)
    return [name for name, sure in verdicts if sure or (sure is None and anchored)]


def _is_meant(one: Toponym, beside: bool, against: _Against, person: bool) -> bool | None:
    """Whether the place is meant; None: if the article speaks of the area."""
    if one.person or is_part_of_another(one):
        return False
    if beside or (one.name in MONTHS and has_site(one)):
        return True
    gaps = [gap for sign in against.apart if (gap := _gap(sign, one)) >= 0]
    covered = any(_covers(sign, (one.start, one.end)) for sign in against.within)
    if covered or any(gap < NEAR for gap in gaps):
        return False
    if one.name in MONTHS or person:
        return stands_as_place(one)
    return word_as_place(one) if one.name in WORDS else None if gaps else True


def _against(gazetteer: Gazetteer, whole: str, name: str) -> _Against:
    signs = list(occurrences(gazetteer.not_when.get(name), whole))
    within = [one for one in signs if name.casefold() in _key(whole[slice(*one)]).casefold()]
    return _Against(tuple(within), tuple(one for one in signs if one not in within))


def _in_rows(
    gazetteer: Gazetteer, whole: str, names: Sequence[Toponym]
) -> Iterator[tuple[Toponym, bool]]:
    """Each name, and whether other names of the area beside it make it a place.

    The last of a row may be the county in which the others lie: that says no more of it.
    """
    for row in _rows(gazetteer, whole, names):
        if sum(one.name in gazetteer.area for one in row) >= WHOLE:
            continue
        for at, one in enumerate(row):
            if at == 0 or not _is_county_of(gazetteer, whole, row[at - 1], one):
                yield one, _is_beside(whole, row, at)


def _rows(gazetteer: Gazetteer, whole: str, names: Sequence[Toponym]) -> Iterator[list[Toponym]]:
    row: list[Toponym] = []
    for one in names:
        gap = whole[row[-1].end : one.start] if row else ""
        if row and not _ROW.fullmatch(gap) and not _is_county_of(gazetteer, whole, row[-1], one):
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _is_county_of(gazetteer: Gazetteer, whole: str, town: Toponym, one: Toponym) -> bool:
    """Whether the one says where the other lies: Telford, Shropshire."""
    gap = whole[town.end : one.start]
    county = one.name in gazetteer.area and one.name.endswith("shire")
    return county and bool(_WITHIN.fullmatch(gap)) and not town.name.endswith("shire")


def _is_beside(whole: str, row: Sequence[Toponym], at: int) -> bool:
    if len(row) == 1 or row[at].name not in MONTHS or at:
        return len(row) > 1
    if begins_clause(row[0]):
        return False
    gap, after = whole[row[0].end : row[1].start], whole[row[1].end : row[1].end + 1]
    return len(row) > 2 or bool(_AND.fullmatch(gap)) or after in (",", ".", ";", ")", "")


def _gap(sign: Span, one: Toponym) -> int:
    """Characters between; below 0 across the name's edge: "in April" is nothing to April Cross."""
    return max(sign[0] - one.end, one.start - sign[1])


def _covers(one: Span, other: Span) -> bool:
    return one[0] <= other[0] and other[1] <= one[1]


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").replace("&", " and ").split())
