"""How the press puts a title, a party and an area beside a name: the patterns of one office."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from monitor.understand.accuracy.parties import PARTY
from monitor.understand.accuracy.persons import SIC
from monitor.understand.phrases import Pattern, compiled, either

VERBS: Final = (
    r"(?:has|had|is|was|will|would|says|said|tells|told|asks|asked|wants|wanted|adds|added|warns"
    r"|warned|believes|hopes|hoped|welcomed|welcomes|visited|visits|announced|announces|launched"
    r"|opened|praised|called|calls|insisted|insists|described|explained|promised|pledged|joined"
    r"|spoke|unveiled|backed|backs|urged|urges|criticised|responded|thanked|published|defended)\b"
)
TITLES: Final = (
    r"(?:(?:deputy|acting|temporary|interim|assistant)\s+)*(?:"
    r"(?:(?:police(?:\s*(?:,|and|&)\s*fire)?\s*(?:,|and|&|\+)?\s*crime|police\s*(?:and|&)\s*fire"
    r"|police|policing|crime)\s+)?commissioner(?:\s+of\s+(?:the\s+)?police\b)?"
    r"(?:\s*\((?:D?PF?CC)\))?"
    r"|(?:A/|T/|D)?PF?CC\b)|chief\s+constable\b|police\s+chief\b|mayor\b"
)
ADJECTIVES: Final = (
    "the|our|its|a|an|new|newly|elected|re-elected|current|present|long-serving|incumbent|first"
    "|police|policing|force|constabulary|elected"
)
HONORIFIC: Final = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor)\.?\s+)*"
_WORD = r"[A-Z](?:[\w-]|['’](?!s\b))*[a-z]"
_ANYBODY = rf"{_WORD}(?:{SIC})?\s+(?:(?:van|de|von|Mc|Mac)\s*)?{_WORD}(?:{SIC})?"


@dataclass(frozen=True, slots=True)
class Etiquette:
    """The patterns of one office: its people's names, and the areas that there are."""

    titles: Pattern
    name_after: re.Pattern[str]
    name_before: re.Pattern[str]
    qualified: re.Pattern[str]
    of_area: re.Pattern[str]
    areas: re.Pattern[str]


def etiquette_of(names: Iterable[str], areas: Iterable[str]) -> Etiquette:
    known, area = either(names, rf"(?:{SIC})?\s+"), either(areas)
    name = rf"(?P<name>(?i:(?:{known})(?:{SIC})?)|{_ANYBODY})(?![\w-])"
    words = rf"(?:(?i:{ADJECTIVES}|{area})|{PARTY})(?:['’]s?)?(?:\s+[Pp]arty(?:['’]s?)?)?"
    several = rf"(?:{area})(?:\s*(?:,|and|&)\s*(?:{area}))*(?:\s+(?:police|constabulary))?"
    return Etiquette(
        titles=compiled(rf"(?i)\b(?:{TITLES})"),
        name_after=re.compile(rf"(?P<comma>,)?\s+{HONORIFIC}{name}"),
        name_before=re.compile(
            rf"{name}(?:\s*\([^()]{{1,24}}\))?(?P<link>,\s+(?:who\s+is\s+)?|\s+is\s+)$"
        ),
        qualified=re.compile(rf"(?<![\w'’-])(?:{words}\s+)*$"),
        of_area=re.compile(rf"(?i:\s+(?:for|of|in|covering)\s+(?:the\s+)?(?:{several})(?!\w))"),
        areas=re.compile(rf"(?i)(?<![\w-])(?:{area})(?![\w-])"),
    )
