"""Names in a text: capitalised words in a row, told apart by what stands around them."""

import re
from collections.abc import Iterator
from enum import IntEnum

from monitor.understand.stories.commonplace import EVERYWHERE, OFTEN, SOMETIMES
from monitor.understand.stories.words import stem

_WORD = r"[A-Z][\w-]*(?:['’](?!s\b)\w+)*"
_NAME = re.compile(rf"{_WORD}(?: (?:of )?{_WORD}){{0,4}}")
_BEGINS = re.compile(r"(?:^|[.!?…:]['\"”’)]*\s+|\n\s*|['\"“‘(]\s*)$")
_WHERE = re.compile(r"\b(?:in|at|near|from|outside|across|around|off|to|on)\s(?:the\s)?$", re.I)
_WHO = re.compile(r"^, (?:\d\d?\b|aged|who)|^ (?:said|says|told|added)\b")
_OF_OFFICE = re.compile(r"\b(?:commissioner|pcc)(?:,| for(?: the)?)? $", re.I)
_IN_OFFICE = re.compile(
    r"^, (?:the )?(?:[\w'’]+ )?(?:police )?(?:and crime )?(?:commissioner|PCC)", re.I
)
_OF_AREA = re.compile(
    r"^(?:['’]s?)? (?:(?:police|crime)(?! station)|PCC|commissioner|chief constable|force)\b", re.I
)
_TITLES = (
    "mr mrs ms miss dr sir dame lord lady pc sgt sergeant inspector det detective constable chief"
    " supt superintendent insp dcs dci di ds cllr councillor mp judge rev father prof professor"
    " commissioner deputy acting former pcc mayor chair chairman minister secretary"
)
TITLES = frozenset(_TITLES.split())
OFFICE = frozenset({"commissioner", "pcc"})
FORCES = frozenset({"police", "constabulary", "commissioner", "panel", "pcc", "opcc"})
_DATES = (
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday"
)
DATES = frozenset(_DATES.split())
_DULL = frozenset(stem(word) for word in f"{EVERYWHERE} {OFTEN} {SOMETIMES}".split())
BEFORE, AFTER = 20, 50  # characters around a name that tell what it names


class NameKind(IntEnum):
    OTHER = 0
    PERSON = 1
    PLACE = 2
    PHRASE = 3  # of several words: a street, a scheme, a whole name
    OFFICE = 4  # a word of the name of an office or a force: in most of what is said of an area


def names_in(text: str) -> set[tuple[str, NameKind]]:
    """Names in lower case, of people the surname, too."""
    names: set[tuple[str, NameKind]] = set()
    constant: set[str] = set()
    for name, before, after, titles in _found(text):
        if _is_constant(name, titles, before, after):
            constant.update(name)
        else:
            names.update(_kinds(name, titles, before, after))
    constant -= FORCES
    telling = {one for one in names if not constant.issuperset(one[0].split())}
    return telling.union((word, NameKind.OFFICE) for word in constant)


def _found(text: str) -> Iterator[tuple[list[str], str, str, list[str]]]:
    """The words of each name, what stands before and after it, and the titles it bears."""
    for found in _NAME.finditer(text):
        titles, name = _titled(found[0].replace("’", "'").casefold().split())
        if _BEGINS.search(text[max(0, found.start() - 4) : found.start()]) and not titles:
            name = name[1:] if name and stem(name[0]) in _DULL else name
            name = name if len(name) > 1 else []  # any word may begin a sentence
        if name:
            before = text[max(0, found.start() - BEFORE) : found.start()]
            yield name, before, text[found.end() : found.end() + AFTER], titles


def _titled(parts: list[str]) -> tuple[list[str], list[str]]:
    while parts and parts[0] in DATES:
        parts = parts[1:]
    count = next((n for n, part in enumerate(parts) if part not in TITLES), len(parts))
    return parts[:count], parts[count:]


def _is_constant(name: list[str], titles: list[str], before: str, after: str) -> bool:
    if FORCES.intersection(name) or OFFICE.intersection(titles) or _OF_OFFICE.search(before):
        return True
    return bool(_OF_AREA.match(after) or (len(name) == 2 and _IN_OFFICE.match(after)))


def _kinds(
    name: list[str], titles: list[str], before: str, after: str
) -> Iterator[tuple[str, NameKind]]:
    whole = " ".join(name)
    if len(name) > 1:
        yield whole, NameKind.PHRASE
    if titles or (len(name) == 2 and _WHO.match(after)):
        yield name[-1], NameKind.PERSON
    elif _WHERE.search(before):
        yield whole, NameKind.PLACE
        yield name[0], NameKind.PLACE
    else:
        yield name[-1], NameKind.OTHER
        yield name[0], NameKind.OTHER
