"""The foot of a release: notes to editors and who the office is, which no newsroom reuses."""

import re

_FOOT = re.compile(
    r"(?im)^\W*(?:notes?\s+(?:to|for)\s+(?:the\s+)?editors?\b|editors?['’]?\s+notes?\b|ends\W*$"
    r"|(?:for\s+)?media\s+(?:enquir(?:y|ies)|contacts?)\b|for\s+(?:further|more)\s+information"
    r"|about\s+(?:us|the\s+(?:office|police\s+and\s+crime\s+commissioner|commissioner|pcc))\b)"
    r"|\bnotes\s+(?:to|for)\s+editors\s*[:\n]"
)


def without_foot(text: str) -> str:
    """The release down to its foot; all of it where the foot would be nearly everything."""
    foot = _FOOT.search(text)
    return text[: foot.start()].rstrip() if foot and foot.start() > len(text) // 4 else text
