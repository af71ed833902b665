"""Whose commissioner a title means, by the words right beside it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from monitor.understand.phrases import Span, either, plain
from monitor.understand.recognition.forms import LOOSE, Form
from monitor.understand.recognition.known import FIELDS, FIRST_NAMES, KINDS, NO_AREA

KIND = "kind"  # of the Met, of Information …
REACH = 80  # characters beside a title in which its area or its bearer stands
OTHER, NOBODY = "other", "nobody"  # another area's or another kind's; none in particular
BY_AREA = "it is that of"
MISSPELT = 0.87  # Mattew Barbour is Matthew Barber, Matthew Scott is not


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Patterns of what stands right beside a title."""

    area_before: re.Pattern[str]
    area_after: re.Pattern[str]
    areas_beside: re.Pattern[str]  # several, of several commissioners
    kind_before: re.Pattern[str]
    kind_before_police: re.Pattern[str]  # the same before "police commissioner"
    kind_after: re.Pattern[str]
    person_before: re.Pattern[str]
    person_after: re.Pattern[str]
    offices: Mapping[str, str]  # by the plain name of their area
    people: Mapping[str, str]  # the same by the plain name of a holder
    surnames: Mapping[str, str]  # of those that one office's holders alone bear
    own: frozenset[str]  # what may have a commissioner without being an area: places, people
    holders: tuple[str, ...]  # plain names


def surroundings(
    areas: Mapping[str, str],
    kinds: Iterable[str],
    people: Mapping[str, str],
    places: Iterable[str] = (),
) -> Surroundings:
    """`areas` and `people` are names and the office they belong to, OTHER for anybody else's;
    `kinds` are commissioners of other kinds, `places` what lies in a watched area."""
    known = {plain(name): office for name, office in areas.items()}
    area = either(known)
    named, after = _kinds(kinds)
    name = rf"(?:{FIRST_NAMES})\s+(?:[A-Z][\w.'’-]*\s+)?[A-Z][\w'’-]+"
    person = f"{either(map(_spaced, people))}|{name}"
    bearers = {plain(one): office for one, office in people.items()}
    parts = {part for one in people for part in plain(one).split()}
    return Surroundings(
        area_before=re.compile(
            rf"(?<![\w@])(?:({area})(?:['’]s?)?|(?-i:({_POSSESSOR}))['’]s?)"
            rf"\s+{_QUALIFIED}$",
            re.IGNORECASE,
        ),
        area_after=re.compile(
            rf"(?:\s*\(\w+\))?,?\s+(for|of|in|covering)\s+(?:the\s+)?"
            rf"(?:({area})(?!\w)|(?-i:([A-Z]\w+)))",
            re.IGNORECASE,
        ),
        areas_beside=re.compile(rf"(?<![\w@])(?:{area})(?!\w)", re.IGNORECASE),
        kind_before=_right_before(named | set(plain(KINDS).split("|"))),
        kind_before_police=_right_before(named),
        kind_after=re.compile(
            rf"\s+(?:{either(after)}|(?:for|of)\s+(?:{FIELDS})"
            rf"|of\s+(?-i:(?!{_OURS})[a-z]))",
            re.IGNORECASE,
        ),
        person_before=re.compile(rf"(?<!\w)({person}){_IS}$"),
        person_after=re.compile(rf"(?:\s*\(\w+\))?[,:]?\s+{_POLITE}({person})(?!\w)"),
        offices=known,
        people=bearers,
        surnames=_surnames(bearers),
        own=frozenset(parts | set(map(plain, places)) | set(map(plain, NO_AREA.split("|")))),
        holders=tuple(sorted(one for one, office in bearers.items() if office != OTHER)),
    )


def whose_is(around: Surroundings, whole: str, span: Span, form: Form) -> tuple[str, str]:
    """Whose the words right beside a title say that it is, and which words."""
    start, end = span
    before, after = whole[max(0, start - REACH) : start], whole[end : end + REACH]
    if _of_another_kind(around, before, whole[start:end], after, form):
        return KIND, "it is of another kind"
    if form in LOOSE and (bearer := _bearer(around, before, after))[0] != NOBODY:
        return bearer if bearer[0] or form == "shared" else _area(around, before, after, form)
    if (area := _area(around, before, after, form))[0]:
        return area
    if form == "short" and (_CHURCH_BEFORE.search(before) or _COUNCIL_AFTER.match(after)):
        return KIND, "it is a church's or a council's"
    return _bearer(around, before, after)


def whose_are(around: Surroundings, whole: str, span: Span) -> Mapping[str, str]:
    """Whose "commissioners" are by a list of areas right before or after, and which words say so:
    ours may be among them."""
    before, after = whole[max(0, span[0] - REACH) : span[0]], whole[span[1] : span[1] + REACH]
    listed = (_LIST_BEFORE.search(before), _LIST_AFTER.match(after))
    found = [one for part in listed if part for one in around.areas_beside.finditer(part[0])]
    ours = {around.offices[plain(one[0])]: f"{one[0]} is one of theirs" for one in found}
    ours.pop(OTHER, None)
    return ours or {NOBODY: "no one in particular"}


def _of_another_kind(
    around: Surroundings, before: str, surface: str, after: str, form: Form
) -> bool:
    if _NATIONAL_BEFORE.search(before) or _NATIONAL_AFTER.match(after):
        return True
    if form != "bare":
        return False
    police = "polic" in surface.casefold()
    kinds = around.kind_before_police if police else around.kind_before
    return bool(
        plain(surface) == "assistant commissioner"
        or kinds.search(before)
        or around.kind_after.match(after)
    )


def _area(around: Surroundings, before: str, after: str, form: Form) -> tuple[str, str]:
    """Whose a title is by the area before or after it."""
    if left := around.area_before.search(before):
        if left[1]:
            return around.offices[plain(left[1])], f"{BY_AREA} {_spaced(left[1])}"
        if not _is_own(around, left[2]):
            return OTHER, f"{BY_AREA} {left[2]}"
    if right := around.area_after.match(after):
        if right[2]:
            return around.offices[plain(right[2])], f"{BY_AREA} {_spaced(right[2])}"
        named = right[1].casefold() in ("for", "of") and form != "nick"
        if named and not _is_own(around, right[3]):
            return OTHER, f"{BY_AREA} {right[3]}"
    return "", ""


def _is_own(around: Surroundings, possessor: str) -> bool:
    """Whether a commissioner may be called so who is ours: Oxley's, Ms Finch's, Labour's."""
    return plain(possessor) in around.own or any(
        part in around.own for part in plain(possessor).split()
    )


def _bearer(around: Surroundings, before: str, after: str) -> tuple[str, str]:
    """Whose a title is by the person beside it, be the name misspelt."""
    if person := around.person_after.match(after) or around.person_before.search(before):
        name = plain(person[1])
        close = name if name in around.people else _misspelt(around.holders, name)
        return around.people.get(close, OTHER), f"“{person[1]}” stands beside it"
    if (titled := _SURNAME_AFTER.match(after)) and plain(titled[1]) in around.surnames:
        return around.surnames[plain(titled[1])], f"“{titled[1]}” stands beside it"
    if (named := _NAME_AFTER.match(after)) and (
        close := _misspelt(around.holders, plain(named[1]))
    ):
        return around.people[close], f"“{named[1]}” stands beside it"
    if _GENERAL.search(before):
        return NOBODY, "no one in particular"
    return "", ""


def _surnames(people: Mapping[str, str]) -> dict[str, str]:
    offices: dict[str, set[str]] = {}
    for name, office in people.items():
        offices.setdefault(name.split()[-1], set()).add(office)
    return {name: min(one) for name, one in offices.items() if len(one) == 1 and OTHER not in one}


@lru_cache(maxsize=4096)  # one name stands in an article fifty times, and to compare is slow
def _misspelt(holders: tuple[str, ...], name: str) -> str:
    likely = [one for one in holders if one[0] == name[0]]
    return next(iter(get_close_matches(name, likely, 1, MISSPELT)), "")


def _kinds(named: Iterable[str]) -> tuple[set[str], set[str]]:
    """What stands before and after "commissioner": of Traffic Commissioner, Commissioner for Oaths,
    Parliamentary Commissioner for Standards."""
    parts = [plain(one).partition("commissioner") for one in named]
    before = {left.strip() for left, _, _ in parts}
    after = {right.strip() for _, _, right in parts}
    return before | {one.removesuffix(" police") for one in before}, after


def _right_before(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{either(names)})(?:(?<!county)(?<!city)(?<!district)['’]s?)?\s+$",
        re.IGNORECASE,
    )


_OURS = r"the\b|our\b|this\b|that\b|all\b|an?\b|his\b|her\b|their\b|its\b|whom\b|which\b"
_POSSESSOR = r"(?:[A-Z][\w-]+[ ]){0,2}[A-Z][\w-]+"
_QUALIFIED = (
    r"(?:police\s*(?:force)?(?:['’]s?)?\s+)?(?:and\s+)?"
    r"(?:(?:deputy|new|former|acting|temporary|interim|current|then|next|first|second|elected"
    r"|re-elected|conservative|labour|tory|independent|opposition|own|outgoing|incoming|previous"
    r"|serving|longest-serving|popular|ex)[\s-]+)*"
)
_POLITE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Councillor|Lord|Baroness)\.?\s+)?"
_IS = (
    r"(?:\s*\([\w ]+\))?(?:,\s+|\s+)(?:(?:who\s+)?(?:is|was|became|has been|remains)\s+)?"
    r"(?:(?:both|the|our|their|then|now|a|former|current|new|county's|area's|force's)\s+)*"
)
_SURNAME_AFTER = re.compile(r"\s+([A-Z][\w'-]+)(?!['’-]?\w|\s+[A-Z])")
_NAME_AFTER = re.compile(r"(?:\s*\(\w+\))?[,:]?\s+([A-Z][\w-]+\s+[A-Z][\w'’-]+)")
_LIST_BEFORE = re.compile(r"(?<![\w@])(?:(?:[A-Z][\w'’-]*|and|&|of|the),?\s+)+$")
_LIST_AFTER = re.compile(r",?\s+(?:of|for|in)(?:,?\s+(?:[A-Z][\w'’-]*|and|&|the))+")
_CHURCH_BEFORE = re.compile(
    r"(?:\bSt\.?\s+[\w'’-]+(?:\s+[Cc]hurch)?|\b[Cc]hurch(?:['’]s)?|\b[Pp]arish|\b[Pp]arochial"
    r"|\b[Ll]eader of)\s+$"
)
_COUNCIL_AFTER = re.compile(
    r"\s+(?:of\s+St\b|(?:leader|cabinet|councillors?|treasurer|secretary|churchwardens?)\b)"
)
_NATIONAL_BEFORE = re.compile(
    r"\b(?:national|(?:government|country|nation|Home Office|White House|UK|US)['’]s"
    r"|Home Office|White House)\s+$"
)
_NATIONAL_AFTER = re.compile(
    r"\s+(?:for|of) (?:the )?(?:whole |entire )?(?:country|nation|UK|world)\b"
)
_GENERAL = re.compile(r"\b(?:an?|each|every|any|no|all|other|most|many)\s+$", re.IGNORECASE)


def _spaced(text: str) -> str:
    return " ".join(text.split())
