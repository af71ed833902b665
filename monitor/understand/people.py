"""Where an article names a person of ours, and whether somebody else of that name is meant."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from monitor.records import Holder, Namesake, Office
from monitor.understand.known import CALLINGS, FIRST_NAMES, NAMED_AFTER
from monitor.understand.phrases import Pattern, Span, compiled, found, literal, one_of
from monitor.understand.titles import plain

BESIDE = 120  # characters around a name in which a namesake's own words stand
APPOSED = 32  # the same for the callings that anybody may have


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an office and of its holders, ready to be looked for."""

    pattern: Pattern | None
    holders: Mapping[str, Holder]  # by the plain form of each of their names
    surnames: Pattern | None
    by_surname: Mapping[str, Holder]
    signs: Mapping[str, Pattern | None]  # a namesake's words, by the plain name


def names_of(office: Office, namesakes: Iterable[Namesake]) -> Names:
    holders = {
        plain(name): holder for holder in office.holders for name in (holder.name, *holder.also)
    }
    near: dict[str, set[str]] = {}
    for one in namesakes:
        near.setdefault(plain(one.name), set()).update(one.near)
    surnames = {h.name.split()[-1]: h for h in sorted(office.holders, key=lambda h: h.from_)}
    either = "|".join(map(literal, surnames))
    return Names(
        pattern=one_of((*office.names, *holders)),
        holders=holders,
        surnames=compiled(rf"{_POLITE}(?:{either})") if either else None,
        by_surname=surnames,
        signs={name: one_of(words) for name, words in near.items()},
    )


def names_in(names: Names, whole: str, most: int) -> Iterator[tuple[Span, Holder | None]]:
    """Whole names, and the holder of those that are a person's."""
    for count, (start, end) in enumerate(found(names.pattern, whole)):
        if count >= most:
            return
        holder = names.holders.get(plain(whole[start:end]))
        if not (holder and _is_longer(whole, start, end)):
            yield (start, end), holder


def surnames_in(names: Names, whole: str, most: int) -> Iterator[tuple[Span, Holder, bool]]:
    """Surnames that stand for a person, and whether politely: `Mr Barber`, not `Lisa Barber`."""
    for count, (start, end) in enumerate(found(names.surnames, whole)):
        if count >= most:
            return
        surname = whole[start:end].split()[-1]
        polite = surname != whole[start:end]
        if not _sign(names, surname, whole, (start, end)) and (
            polite or not _is_longer(whole, start, end)
        ):
            yield (start, end), names.by_surname[surname.replace("’", "'")], polite


def namesake_sign(names: Names, holder: Holder, whole: str, span: Span) -> str:
    """The word beside a name that shows that somebody else is meant; "" if there is none."""
    start, end = span
    for name in (whole[start:end], holder.name):
        if sign := _sign(names, name, whole, span):
            return sign
    before, after = whole[max(0, start - APPOSED) : start], whole[end : end + APPOSED]
    calling = _CALLING_BEFORE.search(before) or _CALLING_AFTER.match(after)
    return calling[1] if calling else ""


_POLITE = r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Cllr|Councillor)\.?\s+)?"
_LONGER = re.compile(rf"-\w|\s+(?:{NAMED_AFTER})\b|-(?:{FIRST_NAMES})\b")
_BEFORE = re.compile(rf"(?:\b(?:{FIRST_NAMES}|[A-Z]\.) |\w-)$")
_CALLINGS = "|".join(re.escape(one) for one in CALLINGS)
_CALLING_BEFORE = re.compile(rf"\b({_CALLINGS})\s+(?:and \w+\s+)?$", re.IGNORECASE)
_CALLING_AFTER = re.compile(
    rf",?\s+(?:is\s+|was\s+)?(?:an?|the|who\s+is\s+an?)\s+(?:[\w-]+\s+)?({_CALLINGS})\b",
    re.IGNORECASE,
)


def _sign(names: Names, name: str, whole: str, span: Span) -> str:
    around = whole[max(0, span[0] - BESIDE) : span[1] + BESIDE]
    signs = found(names.signs.get(plain(name)), around)
    return next((around[slice(*one)] for one in signs), "")


def _is_longer(whole: str, start: int, end: int) -> bool:
    """Whether it is a piece of a longer name: of a school, of somebody with three names."""
    after, before = whole[end : end + 24], whole[max(0, start - 24) : start]
    return bool(_LONGER.match(after) or _BEFORE.search(before))
