"""Whether a verb alone shows that somebody's words are told, though no marks stand there."""

import re

from monitor.understand.speech.newsroom import SAYING, words
from monitor.understand.speech.verbs import Saying

REACH = 24  # characters behind a verb that show what it means there


def tells(whole: str, saying: Saying) -> bool:
    """`claims that`, and not `claims £40`; `calls it`, and not `calls officers`."""
    after = whole[saying.span[1] : saying.span[1] + REACH]
    if (other := _OTHERWISE.get(saying.verb)) and other.match(after):
        return False
    if saying.how in ("saying", "according") or saying.verb in SAYING:
        return True
    wanted = _WITH.get(saying.verb, _CLAUSE)
    return bool(wanted.match(after) or _CLAUSE.match(after))


_CLAIMED = re.compile(
    r"\s+(?:£|\d|for\b|expenses|mileage|responsibility|credit|victory|back|more than|nearly|almost)"
)
_ADDED = re.compile(r"\s+(?:to|up)\b")
_OTHERWISE = {  # what these mean before such words is nothing said
    **dict.fromkeys(words("claimed claims claim claiming"), _CLAIMED),
    **dict.fromkeys(words("added adds add adding"), _ADDED),
    "admitted": re.compile(r"\s+to\s+(?:the\s+)?(?:hospital|ward|unit)\b"),
}
_CLAUSE = re.compile(r"\s+(?:that|how|why|whether)\b")
_AS_SUCH = re.compile(
    r"\s+(?:for|on|upon|by|it|him|her|them|this|that|the|his|its|their|how|what)\b"
)
_CHARACTERISING = words(
    "called calls call calling described describes describing branded brands branding dubbed dubs"
    " labelled labels"
)
_WITH = {
    **dict.fromkeys(_CHARACTERISING, _AS_SUCH),
    **dict.fromkeys(words("spoke speaks"), re.compile(r"\s+(?:of|about|out)\b")),
    **dict.fromkeys(words("pointed points"), re.compile(r"\s+(?:to|out)\b")),
    **dict.fromkeys(words("asked asks"), re.compile(r"\s+(?:if|what|when|where)\b")),
    **dict.fromkeys(words("appealed appeals"), re.compile(r"\s+(?:for|to)\b")),
}
