"""Where an article speaks of a commissioner, and whose commissioner the words beside it name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from monitor.understand.known import FIRST_NAMES, OTHER_COMMISSIONERS, POLICE_AREAS
from monitor.understand.phrases import Pattern, Span, compiled, stands_alone

Form = Literal["full", "short", "bare", "nick", "plural"]

NICKNAMES = "police boss|policing boss|police and crime boss|crime tsar|policing tsar|crime boss"
# Everything below speaks of some commissioner; the words around it decide whose.
TITLES = (
    r"(?:(?:deputy|acting|temporary|interim|assistant)\s+)*"
    r"(?:(?:police(?:\s*,\s*fire)?\s*(?:and|&|\+)\s*crime|police\s+crime|police|policing|crime)\s+)?"
    r"commissioners?\b(?:\s*\((?:D?PF?CC)\))?"
    r"|(?:O|D)?PF?CCs?\b"
    rf"|(?:{NICKNAMES.replace(' ', chr(92) + 's+')})\b"
)
KIND = "kind"  # of the Met, of Information …
REACH = 80  # characters beside a title in which its area or its bearer stands
OTHER, NOBODY = "other", "nobody"  # another area's or another kind's; none in particular


@dataclass(frozen=True, slots=True)
class Title:
    """`whose`: an office's id, OTHER, NOBODY, or "" where the words beside it do not say."""

    span: Span
    form: Form
    whose: str = ""
    why: str = ""
    kind_differs: bool = False  # of the Met, of Information …: no police area's at all


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Patterns of what stands right beside a title."""

    titles: Pattern
    area_before: re.Pattern[str]
    area_after: re.Pattern[str]
    areas_beside: re.Pattern[str]  # several, of several commissioners
    kind_before: re.Pattern[str]
    person_before: re.Pattern[str]
    person_after: re.Pattern[str]
    offices: Mapping[str, str]  # by the plain name of their area
    ours: Mapping[str, str]  # the same by the plain name of a holder


def surroundings(
    areas: Mapping[str, str], kinds: Iterable[str], people: Mapping[str, str]
) -> Surroundings:
    """`areas` and `people` are names and the office they belong to, OTHER for a neighbour's."""
    known = {plain(area): OTHER for area in POLICE_AREAS} | {plain(a): o for a, o in areas.items()}
    area = _either(known)
    name = rf"(?:{FIRST_NAMES})\s+(?:[A-Z][\w.'’-]*\s+)?[A-Z][\w'’-]+"
    person = "|".join([*filter(None, [_either(people)]), name])
    polite = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Councillor|Lord|Baroness)\.?\s+)?"
    return Surroundings(
        titles=compiled(rf"(?i)\b(?:{TITLES})"),
        area_before=re.compile(
            rf"(?<![\w@])({area})(?:['’]s?)?\s+(?:police\s*(?:force)?(?:['’]s?)?\s+)?(?:and\s+)?"
            r"(?:(?:deputy|new|former|acting|temporary|interim|current|then|next|first|elected"
            r"|re-elected|conservative|labour|tory|independent|opposition|own)\s+)*$",
            re.IGNORECASE,
        ),
        area_after=re.compile(
            r"(?:\s*\(\w+\))?,?\s+(?:for|of|in|covering)\s+(?:the\s+)?"
            rf"(?:({area})(?!\w)|(?-i:([A-Z]\w+)))",
            re.IGNORECASE,
        ),
        areas_beside=re.compile(rf"(?<![\w@])(?:{area})(?!\w)", re.IGNORECASE),
        kind_before=re.compile(
            rf"(?<!\w)(?:{_either(map(plain, (*OTHER_COMMISSIONERS, *kinds)))})\s+$", re.IGNORECASE
        ),
        person_before=re.compile(rf"(?<!\w)({person})(?:,\s+(?:the\s+|who is (?:the\s+)?)?|\s+)$"),
        person_after=re.compile(rf"(?:\s*\(\w+\))?[,:]?\s+{polite}({person})(?!\w)"),
        offices=known,
        ours={plain(name): office for name, office in people.items()},
    )


def titles_in(around: Surroundings, whole: str, most: int) -> Iterator[Title]:
    """The first so many titles, each with what its neighbouring words say."""
    for count, match in enumerate(around.titles.finditer(whole)):
        if count >= most:
            return
        start, end = match.span()
        if stands_alone(whole, start, end) and not _in_address(whole, start, end):
            yield _title(around, whole, (start, end))


def plain(name: str) -> str:
    """The form under which spellings of a name are one: straight quotes, `and`, single spaces."""
    return " ".join(name.replace("’", "'").replace("&", " and ").casefold().split())


def _title(around: Surroundings, whole: str, span: Span) -> Title:
    form = _form(whole[slice(*span)])
    whose, why = _beside(around, whole, span, form)
    kind = whose == KIND
    return Title(span, form, OTHER if kind else whose, why, kind_differs=kind)


def _beside(around: Surroundings, whole: str, span: Span, form: Form) -> tuple[str, str]:
    """Whose the words right beside a title say that it is, and which words."""
    start, end = span
    before, after = whole[max(0, start - REACH) : start], whole[end : end + REACH]
    if form == "plural":
        return _several(around, before, after)
    if area := around.area_before.search(before) or around.area_after.match(after):
        if area[1]:
            return around.offices[plain(area[1])], f"it is that of {' '.join(area[1].split())}"
        if area[0].split()[-2].casefold() in ("for", "of") and form != "nick":
            return OTHER, f"it is that of {area[2]}"
    if form == "short" and (_CHURCH_BEFORE.search(before) or _COUNCIL_AFTER.match(after)):
        return KIND, "it is a church's or a council's"
    if around.kind_before.search(before) or whole[start:end].casefold() == "assistant commissioner":
        return KIND, "it is of another kind"
    return _bearer(around, before, after)


def _bearer(around: Surroundings, before: str, after: str) -> tuple[str, str]:
    """Whose a title is by the person beside it."""
    if person := around.person_after.match(after) or around.person_before.search(before):
        return around.ours.get(plain(person[1]), OTHER), f"“{person[1]}” stands beside it"
    if _GENERAL.search(before):
        return NOBODY, "no one in particular"
    return "", ""


def _several(around: Surroundings, before: str, after: str) -> tuple[str, str]:
    """A list of areas right before or after "commissioners": ours may be one of them."""
    listed = (_LIST_BEFORE.search(before), _LIST_AFTER.match(after))
    for part in (one[0] for one in listed if one):
        for area in around.areas_beside.finditer(part):
            if (whose := around.offices[plain(area[0])]) != OTHER:
                return whose, f"{area[0]} is one of theirs"
    return NOBODY, "no one in particular"


_LIST_BEFORE = re.compile(r"(?<![\w@])(?:(?:[A-Z][\w'’-]*|and|&|of|the),?\s+)+$")
_LIST_AFTER = re.compile(r"\s+(?:of|for|in)(?:,?\s+(?:[A-Z][\w'’-]*|and|&|the))+")
_CHURCH_BEFORE = re.compile(r"(?:\bSt\.?\s+[\w'’-]+|\b[Cc]hurch|\b[Pp]arish|\b[Ll]eader of)\s+$")
_COUNCIL_AFTER = re.compile(r"\s+(?:of\s+St\b|(?:leader|cabinet|councillors?|treasurer)\b)")
_GENERAL = re.compile(r"\b(?:an?|each|every|any|no|all|other|most|many)\s+$", re.IGNORECASE)
_BARE = re.compile(r"(?:(?:deputy|acting|temporary|interim|assistant|police|policing)\s+)*comm")


def _form(surface: str) -> Form:
    text = " ".join(surface.casefold().split())
    if text.endswith(("commissioners", "pccs", "pfccs")):
        return "plural"
    if "commissioner" in text:
        return "bare" if _BARE.match(text) else "full"
    if text in ("opcc", "opfcc"):
        return "full"
    return "short" if text.endswith("cc") else "nick"


def _in_address(whole: str, start: int, end: int) -> bool:
    """Whether it is a piece of a web address, of a path or of somebody's handle."""
    before, after = whole[max(0, start - 1) : start], whole[end : end + 2]
    return (
        before in ("@", "/", ".", "_", "-")
        or after[:1] in ("/", "_", "@")
        or (after[:1] == "." and after[1:].isalnum())
    )


def _either(names: Iterable[str]) -> str:
    longest_first = sorted(set(filter(None, names)), key=lambda name: (-len(name), name))
    parts = (
        r"\s+".join("(?:and|&)" if word == "and" else re.escape(word) for word in name.split())
        for name in longest_first
    )
    return "|".join(part.replace("'", "['’]") for part in parts)
