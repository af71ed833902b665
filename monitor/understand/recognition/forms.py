"""What a commissioner is called: titles, and what newsrooms make of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from monitor.records import Office
from monitor.understand.phrases import Pattern, compiled, literal, plain
from monitor.understand.recognition.known import NICKNAMES, SHARED

Form = Literal["full", "short", "bare", "nick", "shared", "plural"]
LOOSE: Final = ("nick", "shared")  # what others are called as well

# All of these speak of some commissioner; the words around them decide whose.
TITLES = (
    r"(?:(?:deputy|acting|temporary|interim|assistant)\s+)*"
    r"(?:(?:polic(?:e|ing)(?:\s*,?\s+fire(?:\s+and\s+rescue)?\s*,?)?\s*(?:and|&|\+)\s*crime"
    r"|crime\s+(?:and|&)\s+policing|police\s+crime|police|policing|crime)\s+)?"
    r"comm?iss?ioners?\b(?:\s*\((?:D?PF?CC)\))?"
    r"|(?:O|D)?PF?CCs?\b"
)
WORDS = ("pcc", "pfcc", "comm?iss?ioner")  # one of these patterns stands in each of the above
_TITLE = re.compile(rf"(?:the\s+)?(?:office\s+of\s+the\s+)?(?:{TITLES})", re.IGNORECASE)
_BARE = re.compile(r"(?:(?:deputy|acting|temporary|interim|assistant|police|policing)\s+)*comm")


@dataclass(frozen=True, slots=True)
class Calls:
    """All titles and nicknames as one pattern, and the form of each nickname."""

    pattern: Pattern
    nicknames: Mapping[str, Form]  # by their plain form


def calls_of(offices: Iterable[Office]) -> Calls:
    names = {name for office in offices for name in nicknames_of(office)}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    either = "".join(f"|{literal(name)}" for name in longest_first)
    return Calls(
        pattern=compiled(rf"(?i)(?:\b(?:{TITLES}){either})"),
        nicknames={name: "shared" if name in SHARED else "nick" for name in names},
    )


def nicknames_of(office: Office) -> frozenset[str]:
    """The plain forms of all that means this office only beside something that says so, and is no
    commissioner's title: what every newsroom says, and what the watchlist adds."""
    told = filter(None, map(plain, office.short))
    return frozenset((*NICKNAMES, *SHARED, *(one for one in told if not _TITLE.fullmatch(one))))


def form_of(calls: Calls, surface: str) -> Form:
    text = plain(surface)
    if text in calls.nicknames:
        return calls.nicknames[text]
    if text.endswith(("issioners", "isioners", "pccs", "pfccs")):
        return "plural"
    if "ioner" in text:
        return "bare" if _BARE.match(text) else "full"
    return "full" if text in ("opcc", "opfcc") else "short"
