"""The name of whoever speaks, out of the clause that says so."""

import re
from collections.abc import Iterator

_TITLES = (
    "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Rev|Reverend|Cllr|Councillor|PC"
    "|DC|DS|DI|DCI|PS|ACC|DCC|Sgt|Insp|Supt|T|Det|Ch|PCSO"
)
_POSTS = (
    "Police|Fire|Crime|Commissioner|Commissioners|Deputy|Assistant|Acting|Interim|Temporary|PCC|OPCC"
    "|PFCC|DPCC|Chief|Constable|Superintendent|Inspector|Sergeant|Detective|Officer|Executive"
    "|Director|Manager|Chair|Chairman|Chairwoman|Leader|Mayor|Minister|Secretary|Home|Safeguarding"
    "|MP|Head|Head teacher|Headteacher|President|Founder|Lead|Federation|Panel|Council|Office"
    "|Constabulary|Force|Partnership|Trust|Charity|Board|Service|Services|Ltd|Spokesperson|Spokesman"
    "|Spokeswoman|The|A|An|And|Commenting|Speaking|Responding|Welcoming|Today|Yesterday"
    "|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April"
    "|June|July|August|September|October|November|December|He|She|They|It|We|I|You|Who|This|That"
)
_NO_NAME = frozenset(f"{_TITLES}|{_POSTS}".casefold().split("|"))
_WORD = r"(?:[A-Z]\w*[’'-])?[A-Z][\w’'-]*\w|[A-Z]\.?"
_RUN = re.compile(rf"(?:{_WORD})(?: (?:(?:de|van|von|der|du|la|al|bin|of the)(?= [A-Z])|{_WORD}))*")
_PLACED = re.compile(r"\b(?:for|of|in|at|from|to|with|near|across|on|about|by)(?: the)?\s*$", re.I)
_HELD = ("commissioner", "chief constable")
_AFTER = re.compile(rf"(?: (?:for|of) (?:the )?{_RUN.pattern})?,? ({_RUN.pattern})")
_BEFORE = re.compile(rf"({_RUN.pattern}), [^,.;:\n]{{0,60}}$")
_GENITIVE = re.compile(r"['’]s?$")
_SPEAKS = re.compile(
    r",?\s*(?:also |has |have )?(?:said|says|added|adds|commented|explained|told)\b"
)


def person_in(clause: str) -> str:
    """Whoever it is about: right before the verb, or between commas, or first; "" if nobody is
    named."""
    found = [one for one in _names(clause) if not one[2]]
    for name, end, _ in found:
        if " " in name and (_SPEAKS.match(clause, end) or end >= len(clause.rstrip(" ,:."))):
            return name
    whole = [name for name, _, _ in found if " " in name]
    return next(iter(whole), next((name for name, _, _ in found), ""))


def full_name(text: str, name: str) -> str:
    """The whole name of somebody who is called by the last part of it."""
    if " " in name:
        return name
    whole = re.search(rf"\b([A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )?{re.escape(name)})\b", text)
    found = [one for one, _, placed in _names(whole[1]) if not placed] if whole else []
    return found[-1] if found else name


def holder_of(text: str, post: str) -> str:
    """Who is named beside a post, if it is one that only one person holds; else ""."""
    title = next((one for one in _HELD if one in post.casefold()), "")
    deputy = "deputy" in post.casefold()
    for found in re.finditer(rf"(?i:{title})", text) if title and not deputy else ():
        before = _BEFORE.search(text, max(0, found.start() - 90), found.start())
        after = _AFTER.match(text, found.end())
        named = person_in(after[1]) if after else person_in(before[1]) if before else ""
        if " " in named:
            return named
    return ""


def _names(clause: str) -> Iterator[tuple[str, int, bool]]:
    """Names, where each ends, and whether it is a place's, as behind "for"."""
    for run in _RUN.finditer(clause):
        placed = bool(_PLACED.search(clause, max(0, run.start() - 16), run.start()))
        words: list[str] = []
        at = run.start()
        for word in run[0].split(" "):
            if word.casefold().rstrip(".") in _NO_NAME or _GENITIVE.search(word):
                if words:
                    yield " ".join(words), at - 1, placed
                words, placed = [], False
            else:
                words.append(word)
            at += len(word) + 1
        if words:
            yield " ".join(words), run.end(), placed
