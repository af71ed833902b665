"""Who does what in a sentence: the clause about the target, and whether the target speaks in it.

"The panel slammed the commissioner" is criticism of the commissioner; "the commissioner slammed
the panel" is not, and neither is "the panel was slammed by the commissioner".
"""

import re
from typing import Final

from monitor.records import Target
from monitor.understand.phrases import compiled, readable

REACH: Final = 90  # characters from a name to its verb: a title and an area may stand between
_BLAMES = "criticis|condemn|blam|slam|accus|attack|denounc|rebuk|challeng|oppos|reject|dismiss|mock"
_FEELS = (
    "disappointed|frustrated|surprised|angry|sad|saddened|concerned|worried|pleased|proud"
    "|delighted|glad|shocked|appalled|dismayed|grateful|committed|determined|adamant"
)
_TELLS = (
    r"sa(?:id|ys)|told|tells|adds?|added|believe[sd]?|argue[sd]?|answer(?:s|ed)|repl(?:ies|ied)"
    r"|insist(?:s|ed)|explain(?:s|ed)|note[sd]|hope[sd]|wants?|wanted|thinks|thought|agree[sd]"
    r"|disagree[sd]|admit(?:s|ted)|warn(?:s|ed)|fear(?:s|ed)|demand(?:s|ed)|call(?:s|ed) (?:for|on)"
    r"|welcome[sd]|praise[sd]|thank(?:s|ed)|promise[sd]|pledge[sd]|urges|hits? out"
    r"|hits? back|voice[sd]|express(?:es|ed)|vow(?:s|ed)|paid tribute"
)
_VERB: Final = compiled(
    rf"(?i)\b(?:{_TELLS}|(?:{_BLAMES})(?:e|m)?(?:s|es|d|ed)"
    rf"|(?:is|was|are|were|feels|felt|been)\s(?:\w+ly\s|very\s|also\s|not\s|so\s)?(?:{_FEELS}))\b"
)
_BLAMED: Final = re.compile(rf"(?:{_BLAMES})", re.IGNORECASE)
# A headline leaves out "was": with one of these behind it the verb tells what is done to the name.
_DONE_TO: Final = re.compile(
    r"\s*(?:[.,;!?”’\"']|$)|\s+(?:of|for|over|by|after|as|in|at|amid|on|with|to)\b", re.IGNORECASE
)
_PASSIVE: Final = re.compile(r"\b(?:is|was|been|be|being|are|were|get|gets|got)(?:\s\w+){0,2}\s*$")
_DENIAL: Final = compiled(r"(?i)\b(?:den(?:y|ies|ied|ying)|defend(?:s|ed|ing)?)\b")
_AGENT: Final = re.compile(r"\bby\s+(?:the\s+|its\s+|their\s+)?(?:\w+['’]s\s+)?$", re.IGNORECASE)
_STOP: Final = re.compile(r"[.;:!?]")
_BREAK: Final = compiled(
    r"(?i)[;:—–]\s|\s-\s|,?\s(?:but|while|whilst|whereas|although|though|despite|unlike)\s"
    r"|,\s(?:and|as|after|which|where|when)\s"
)


def speaks(target: Target) -> bool:
    """Whether the target says, feels or criticises here, so that the words are its own."""
    return _verb_of(target.sentence[target.end :]) is not None


def denies(target: Target) -> bool:
    """Whether the target answers an accusation, which is told with its denial."""
    after = target.sentence[target.end : target.end + REACH]
    match = _DENIAL.search(after)
    return match is not None and not _STOP.search(after, 0, match.span()[0])


def clause_of(target: Target) -> str:
    """The clause in which the target stands, without what the target says or does to others."""
    start, end = _clause(target)
    before = target.sentence[start : target.start]
    after = target.sentence[target.end : end]
    if _AGENT.search(before):
        before = ""
    verb = _verb_of(after)
    return f"{before}{after if verb is None else after[:verb]}"


def _verb_of(after: str) -> int | None:
    """Where the verb begins with which the target speaks or criticises, if it does."""
    near = readable(after[: REACH + 1])
    for match in _VERB.finditer(near):
        start, end = match.span()
        if _STOP.search(near, 0, start):
            return None
        if not _is_done_to(after, start, end):
            return start
    return None


def _is_done_to(after: str, start: int, end: int) -> bool:
    """Whether the verb tells what others do to the name: `was warned`, `PCC slammed over …`."""
    if _PASSIVE.search(after, 0, start):
        return True
    return bool(_BLAMED.match(after, start)) and bool(_DONE_TO.match(after, end))


def _clause(target: Target) -> tuple[int, int]:
    start, end = 0, len(target.sentence)
    for match in _BREAK.finditer(readable(target.sentence)):
        opens, closes = match.span()
        if closes <= target.start:
            start = closes
        elif opens >= target.end:
            return start, opens
    return start, end
