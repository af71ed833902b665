"""Where an article's quotation marks stand around somebody's words, and which are apostrophes."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from monitor.understand.phrases import Span


class Quoted(NamedTuple):
    """Quoted words, and the same with their marks."""

    words: Span
    outside: Span


class _Mark(NamedTuple):
    at: int
    end: int
    what: Literal["opens", "closes", "paragraph", ""]
    family: str = ""  # at the end of a paragraph: of the mark with which the next one begins


_ANY = re.compile("[\"“”'‘’]+|\n\\s*")
_BEFORE = frozenset("([{—–-/“‘\"'")
_CLIPPED = re.compile(r"(?:\d\ds\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]|bout\b)", re.IGNORECASE)
_LOWER = re.compile(r"\s+[a-z]")
_DOUBLE, _SINGLE = '"', "'"
_FAMILY = {'"': _DOUBLE, "“": _DOUBLE, "”": _DOUBLE, "'": _SINGLE, "‘": _SINGLE, "’": _SINGLE}


def quoted_in(text: str, start: int, end: int) -> Iterator[Quoted]:
    """Quotations of that part of a text in reading order; one whose paragraphs each open a mark
    again is one."""
    marks = [_mark(text, *match.span()) for match in _ANY.finditer(text, start, end)]
    ends, after = _ends(text, marks), -1
    for at, mark in enumerate(marks):
        if mark.what == "opens" and at > after and ends[at]:
            close = marks[ends[at]]
            last = close.end if close.what == "closes" else close.at
            yield Quoted((mark.end, close.at), (mark.at, last))
            after = ends[at]


def _mark(text: str, start: int, end: int) -> _Mark:
    """Marks that touch each other, as where a quotation ends within one, count as the outer."""
    family = _FAMILY.get(text[start], "")
    before, after = text[start - 1 : start] if start else " ", text[end : end + 1] or " "
    if not family:
        return _Mark(start, end, "paragraph", _FAMILY.get(after, ""))
    may_open = (before.isspace() or before in _BEFORE) and not after.isspace()
    if may_open and text[start] != "”" and not (family == _SINGLE and _CLIPPED.match(text, end)):
        return _Mark(start, end, "opens", family)
    if not before.isspace() and not after.isalnum() and text[start] not in "“‘":
        return _Mark(start, end, "closes", _FAMILY[text[end - 1]])
    return _Mark(start, end, "")


def _ends(text: str, marks: Sequence[_Mark]) -> list[int]:
    """For each mark the one that would close it, 0 if none does; found from the end, once."""
    ends, nearest = [0] * len(marks), {_DOUBLE: 0, _SINGLE: 0}
    for at in range(len(marks) - 1, -1, -1):
        mark = marks[at]
        if mark.what == "closes" and not _owns(text, marks, at):
            nearest[mark.family] = at
        elif mark.what == "opens":
            ends[at] = nearest[mark.family]
        elif mark.what == "paragraph":
            # A double mark that nobody closes ends with its paragraph; a single one was none.
            again = nearest.get(mark.family, 0)
            nearest = {_DOUBLE: at, _SINGLE: 0} | ({mark.family: again} if again else {})
    return ends


def _owns(text: str, marks: Sequence[_Mark], at: int) -> bool:
    """Whether it is the apostrophe of `the victims' group`: another mark still closes after it."""
    following = marks[at + 1] if at + 1 < len(marks) else None
    return bool(
        _may_own(text, marks[at])
        and following
        and (following.what, following.family) == ("closes", _SINGLE)
        and not _may_own(text, following)
    )


def _may_own(text: str, mark: _Mark) -> bool:
    return (
        mark.family == _SINGLE
        and text[mark.at - 1] in "sS"
        and bool(_LOWER.match(text, mark.end, mark.end + 4))
    )
