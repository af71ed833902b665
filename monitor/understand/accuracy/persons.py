"""Who held the posts of an office: one person each, with all her posts and ways to write her name.

The watchlist gives misspellings beside nicknames, so that both are found. Which of them are errors
is told here: as many words as the right name, and one of them a letter or two away from it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from monitor.records import Holder, Office, Role
from monitor.understand.phrases import plain

GRACE: Final = timedelta(days=31)  # around a change of holder: elected, but not yet in office
LEADING: Final[frozenset[Role]] = frozenset({"pcc", "acting_pcc", "temporary_pcc"})
SIC: Final = r"\s*[\[(]sic[\])]"

# Near in letters, and no misspelling of each other.
_FAMILIES = [
    frozenset(one.split())
    for one in (
        "rob bob robb",
        "bill will willy billy",
        "ed ted ned eddie teddy",
        "dick rick nick mick mike",
        "peg meg",
        "molly polly",
        "kate katie kath cath kathy cathy kay",
        "ellie ella nellie",
        "alec alex",
        "jack jock",
        "sue susie suzy",
        "jim jimmy jamie tim",
        "lisa liz lizzie",
        "jen jenny jan",
        "dan don den",
        "ron rod roy ray",
        "pat pam",
    )
]
_OFFICE = re.compile(
    r"^(?:(?:acting|temporary|interim|deputy|assistant|a/|the|police|and|&|crime|commissioner"
    r"|d?pf?cc)\s*)+\b",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"^(?:(?:sir|dame|lord|lady|baroness|dr|mr|mrs|ms|miss|cllr)\.?\s+)+", re.I)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the watchlist; `right` and `wrong` are plain forms of her name."""

    name: str
    posts: tuple[Holder, ...]
    right: frozenset[str]
    wrong: frozenset[str]

    @property
    def surname(self) -> str:
        return plain(self.name).split()[-1]


def persons_of(office: Office) -> tuple[Person, ...]:
    """Everybody who held a post of the office, in the order of the watchlist."""
    posts: dict[str, list[Holder]] = {}
    for holder in office.holders:
        posts.setdefault(bare(holder.name), []).append(holder)
    return tuple(_person(tuple(held)) for held in posts.values())


def bare(name: str) -> str:
    """The plain form of a name, without titles, honorifics and `[sic]`."""
    without = re.sub(SIC, "", name)
    return plain(_HONORIFIC.sub("", _OFFICE.sub("", without)))


def is_misspelt(name: str, right: Iterable[str]) -> bool:
    """Whether a plain name is one of these but for a letter or two of one word."""
    return any(_near_name(name.split(), one.split()) for one in right)


def posts_on(person: Person, day: date, grace: timedelta = timedelta(0)) -> Iterator[Holder]:
    """What she held that day, or so many days before or after it."""
    for post in person.posts:
        if post.from_ - grace <= day and (post.to is None or day <= post.to + grace):
            yield post


def surely_on(person: Person, day: date) -> Iterator[Holder]:
    """What she held that day and well before and after it."""
    for post in person.posts:
        if _well_within(day, post.from_, post.to):
            yield post


def leads_on(person: Person, day: date, grace: timedelta = timedelta(0)) -> bool:
    """Whether she was the commissioner then, if only for a time."""
    return any(post.role in LEADING for post in posts_on(person, day, grace))


def party_on(person: Person, on: date | None) -> tuple[str, str]:
    """The party of that day and, in words, how we know it; "" where nobody can be sure of it."""
    dated = [party for post in person.posts for party in post.parties]
    for party in dated:
        if on and _well_within(on, party.from_, party.to):
            return party.name, f"{person.name} has been {party.name} since {party.from_}"
    held = person.posts if on is None else tuple(posts_on(person, on))
    known = {post.party for post in held}
    if dated or len(known) != 1 or "" in known:
        return "", ""
    return held[0].party, f"{person.name} is {held[0].party}, in post since {held[0].from_}"


def _well_within(day: date, begun: date, ended: date | None) -> bool:
    return begun + GRACE <= day and (ended is None or day <= ended - GRACE)


def _person(posts: tuple[Holder, ...]) -> Person:
    name = bare(posts[-1].name)
    surname = name.split()[-1]
    forms = {bare(form) for post in posts for form in (post.name, *post.also)} - {""}
    sound = {one for one in forms if one.split()[-1] == surname and not is_misspelt(one, (name,))}
    sound |= {surname, name}
    wrong = {one for one in forms if is_misspelt(one, sound)}
    return Person(posts[-1].name, posts, frozenset(forms - wrong), frozenset(wrong))


def _near_name(name: list[str], right: list[str]) -> bool:
    """Whether one word alone differs, and is near."""
    differing = [pair for pair in zip(name, right, strict=False) if pair[0] != pair[1]]
    return len(name) == len(right) and len(differing) == 1 and _near_word(*differing[0])


def _near_word(word: str, right: str) -> bool:
    if abs(len(word) - len(right)) > 2 or _is_short_form(word, right):
        return False
    apart = _distance(word, right)
    return apart == 1 or (apart == 2 and min(len(word), len(right)) > 4 and word[0] == right[0])


def _is_short_form(word: str, right: str) -> bool:
    """`Matt` for Matthew, `Tommy` for Tom, `Ted` for Ed; `Willie` for Willy is an error."""
    short, long = sorted((word, right), key=len)
    rest = long.removeprefix(short)
    shortened = rest != long and (len(rest) > 1 or rest == "y")
    return shortened or any(word in family and right in family for family in _FAMILIES)


def _distance(one: str, other: str) -> int:
    """How many letters to add, drop, change or swap with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = before[j - 1] + (letter != against)
            row.append(min(before[j] + 1, row[j - 1] + 1, cost))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], against):
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1]
