"""The names by which the press calls a party, and which of them are one."""

import re
from collections.abc import Mapping
from typing import Final

# In any place where a party can stand; `Green` and `Reform` need their capitals.
_NAMES: Final[Mapping[str, str]] = {
    "Conservative": r"Conservatives?|Tor(?:y|ies)",
    "Labour": r"Labour(?:\s+and\s+Co-?operative|/Co-?op)?",
    "Liberal Democrat": r"Lib(?:eral)?[\s-]?Dem(?:ocrat)?s?",
    "Reform UK": r"Reform(?:\s+UK)?",
    "Green": r"Greens?",
    "Plaid Cymru": r"Plaid(?:\s+Cymru)?",
    "UKIP": r"UKIP|UK\s+Independence\s+Party",
    "Independent": r"Independent",
}
# In brackets after a name the press shortens them.
_SHORT: Final[Mapping[str, str]] = {
    "Conservative": r"Cons?",
    "Labour": r"Lab(?:/Co-?op)?",
    "Liberal Democrat": r"LD|Lib",
    "Reform UK": r"Ref(?:\s+UK)?|RUK",
    "Green": r"Grn",
    "Independent": r"Ind",
}
PARTY: Final = "|".join(_NAMES.values())
BRACKETED: Final = "|".join((PARTY, *_SHORT.values()))
_EACH = [
    (name, re.compile(rf"(?:{words}|{_SHORT.get(name, words)})(?:\s+Party)?"))
    for name, words in _NAMES.items()
]


def party_of(words: str) -> str:
    """The party that these words and no others name; "" if they name none."""
    return next((name for name, pattern in _EACH if pattern.fullmatch(words.strip())), "")
