"""Where an article names a person of ours, and whether somebody else of that name is meant."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from monitor.records import Holder, Namesake, Office
from monitor.understand.phrases import (
    Pattern,
    Span,
    compiled,
    found,
    handles,
    literal,
    one_of,
    plain,
)
from monitor.understand.recognition.known import (
    BEFORE_A_SURNAME,
    CALLINGS,
    EVERYDAY,
    FIRST_NAMES,
    NAMED_AFTER,
)

Holders = tuple[Holder, ...]  # of one name, in the order of their days
BESIDE = 120  # characters around a name in which a namesake's own words stand
APPOSED = 32  # the same for the callings that anybody may have


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an office and of its holders, ready to be looked for."""

    pattern: Pattern | None
    holders: Mapping[str, Holders]  # by the plain form of each of their names
    surnames: Pattern | None
    by_surname: Mapping[str, Holders]
    signs: Mapping[str, Pattern | None]  # a namesake's words, by the plain name


def names_of(office: Office, namesakes: Iterable[Namesake]) -> Names:
    holders = _grouped((plain(n), one) for one in office.holders for n in (one.name, *one.also))
    near: dict[str, set[str]] = {}
    for one in namesakes:
        near.setdefault(plain(one.name), set()).update(one.near)
    surnames = _grouped((one.name.split()[-1], one) for one in office.holders)
    either = "|".join(map(literal, surnames))
    return Names(
        pattern=one_of((*office.names, *handles(office.names), *holders)),
        holders=holders,
        surnames=compiled(rf"{_POLITE}(?:{either})") if either else None,
        by_surname=surnames,
        signs={name: one_of(words) for name, words in near.items()},
    )


def in_post(holder: Holder, on: date | None) -> bool:
    """Whether somebody held the post that day; without a day, whether they hold it still."""
    if on is None:
        return holder.to is None
    return holder.from_ <= on and (holder.to is None or on <= holder.to)


def of_that_day(holders: Holders, on: date | None) -> Holder:
    """Of one name's terms and posts the one that was meant that day: the one that ran, else the
    last that had ended, else the first that was to come."""
    running = [one for one in holders if in_post(one, on)]
    ended = [one for one in holders if on is None or one.from_ <= on]
    return (running or ended or holders[:1])[-1]


def names_in(
    names: Names, whole: str, on: date | None, most: int
) -> Iterator[tuple[Span, Holder | None]]:
    """Whole names, and the holder of those that are a person's."""
    for count, (start, end) in enumerate(found(names.pattern, whole)):
        if count >= most:
            return
        holders = names.holders.get(plain(whole[start:end]))
        if not (holders and _is_longer(whole, start, end)):
            yield (start, end), of_that_day(holders, on) if holders else None


def surnames_in(names: Names, whole: str, most: int) -> Iterator[tuple[Span, Holders, bool]]:
    """Surnames that stand for a person, and whether politely: `Mr Barber`, not `Lisa Barber`."""
    for count, (start, end) in enumerate(found(names.surnames, whole)):
        if count >= most:
            return
        surname = whole[start:end].split()[-1]
        polite = surname != whole[start:end]
        if not _sign(names, surname, whole, (start, end)) and (
            polite or not _is_another(whole, start, end)
        ):
            yield (start, end), names.by_surname[surname.replace("’", "'")], polite


def is_everyday(surname: str) -> bool:
    return surname.casefold() in _EVERYDAY


def namesake_sign(names: Names, holder: Holder, whole: str, span: Span) -> str:
    """The word beside a name that shows that somebody else is meant; "" if there is none."""
    start, end = span
    for name in (whole[start:end], holder.name):
        if sign := _sign(names, name, whole, span):
            return sign
    before, after = whole[max(0, start - APPOSED) : start], whole[end : end + APPOSED]
    left = (one.search(before) for one in (_CALLING_BEFORE, _RANK, _BYLINE))
    right = (one.match(after) for one in (_CALLING_AFTER, _AGED))
    return next((apposed[1] for apposed in (*left, *right) if apposed), "")


_EVERYDAY = frozenset(EVERYDAY.split("|"))
_ITS_OWN = frozenset(BEFORE_A_SURNAME.split("|"))
_POLITE = r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Cllr|Councillor)\.?\s+)?"
_OF_A_SCHOOL = "Catholic|Church|Community|High|Infant|Junior|Leisure|Medical|Primary|Secondary"
_LONGER = re.compile(rf"-\w|\s+(?:(?:{_OF_A_SCHOOL})\s+)?(?:{NAMED_AFTER})\b|-(?:{FIRST_NAMES})\b")
_BEFORE = re.compile(rf"(?:\b(?:{FIRST_NAMES}|[A-Z]\.) |\w-)$")
_MIDWAY = re.compile(r"[a-z,] (?:(?:[A-Z][a-z'’-]+) )?([A-Z][a-z'’-]+) $")
_PLACE = re.compile(r"\b(?:in|near|outside) $")
_CALLING_BEFORE = re.compile(
    rf"\b({CALLINGS})\s+(?:and \w+\s+|of [\w ]{{1,20}},\s+)?$", re.IGNORECASE
)
_CALLING_AFTER = re.compile(
    rf",?\s+(?:is\s+|was\s+)?(?:an?|the|who\s+is\s+an?)\s+(?:[\w-]+\s+)?({CALLINGS})\b",
    re.IGNORECASE,
)
_RANK = re.compile(r"\b(PC|WPC|DC|DS|DI|Sgt|Insp|Supt|PCSO|Cpl|Capt|Lt|Rev|Fr)\.? $")
_BYLINE = re.compile(
    r"(?:\n\s*|[.!?]\s+)(By|Words|(?:Words and )?[Pp]ictures?|Photos?|Photographs?|Reporting)"
    r"(?: by)?:?\s+$"
)
_AGED = re.compile(r", (\d\d), of ")  # so courts and their reporters name people


def _grouped(pairs: Iterable[tuple[str, Holder]]) -> dict[str, Holders]:
    groups: dict[str, Holders] = {}
    for name, holder in sorted(pairs, key=lambda pair: pair[1].from_):
        groups[name] = (*groups.get(name, ()), holder)
    return groups


def _sign(names: Names, name: str, whole: str, span: Span) -> str:
    around = whole[max(0, span[0] - BESIDE) : span[1] + BESIDE]
    signs = found(names.signs.get(plain(name)), around)
    return next((around[slice(*one)] for one in signs), "")


def _is_longer(whole: str, start: int, end: int) -> bool:
    """Whether it is a piece of a longer name: of a school, of somebody with three names."""
    after, before = whole[end : end + 24], whole[max(0, start - 24) : start]
    return bool(_LONGER.match(after) or _BEFORE.search(before))


def _is_another(whole: str, start: int, end: int) -> bool:
    """Whether a surname is a place's, or belongs to a first name that is not ours."""
    before = whole[max(0, start - 40) : start]
    first = _MIDWAY.search(before)
    another = first is not None and first[1] not in _ITS_OWN
    return another or _is_longer(whole, start, end) or bool(_PLACE.search(before))
