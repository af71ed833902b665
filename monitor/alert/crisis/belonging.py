"""What of our registers is on a story: by what the items use, by name, or by shared words.

Registers do not say which story an entry is on. An entry that names the story, one of its alerts
or its crisis in its note belongs to it whatever its words; else two words of its title that tell
something, of the story's headlines, within the story's time.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.alert.crisis.dossier import Appearance
from monitor.records import Enquiry, Output, Redress

BEFORE: Final = timedelta(days=1)  # newsrooms ask before they print
AFTER: Final = timedelta(days=3)  # from its newest item
SHARED: Final = 2  # words; one is often chance
STEM: Final = 6  # letters by which inflections are one word
NAMED_BY: Final = 8  # digits of an id, as lists show them
# What every story about the office has says nothing of this one.
_COMMON: Final = re.compile(
    r"(about|after|again|against|also|area|been|before|being|commissioners?|constable|council"
    r"|councillors?|crime|deputy|force|from|have|news|office|officers?|over|panel|plans?|police"
    r"|press|public|release|said|says|statement|that|their|this|those|under|what|when|which|will"
    r"|with|would|years?)"
)
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """By what an entry is known to be on a story."""

    ids: tuple[str, ...]  # of the story, its alerts and its crises, as a note may name them
    items: frozenset[str]
    urls: frozenset[str]
    used: frozenset[str]  # outputs that its items use
    words: frozenset[str]
    since: datetime
    until: datetime


def marks_of(
    appearances: Sequence[Appearance],
    ids: Iterable[str],
    used: Iterable[str],
    names: Iterable[str],
    now: datetime,
) -> Marks:
    """`names` are of the office and its people: they stand in every story."""
    headlines = " ".join(one.title for one in appearances)
    times = [one.at for one in appearances] or [now]
    return Marks(
        ids=tuple(one[:NAMED_BY] for one in ids),
        items=frozenset(one.item_id for one in appearances),
        urls=frozenset(one.url for one in appearances if one.url),
        used=frozenset(used),
        words=telling(headlines) - telling(" ".join(names)),
        since=min(times) - BEFORE,
        until=max(times) + AFTER,
    )


def enquiries_on(marks: Marks, enquiries: Iterable[Enquiry]) -> tuple[Enquiry, ...]:
    return tuple(
        one
        for one in enquiries
        if _is_named(marks, one.note) or _is_like(marks, one.subject, one.received_at)
    )


def outputs_on(
    marks: Marks, outputs: Iterable[Output], answered: Iterable[Enquiry]
) -> tuple[Output, ...]:
    """What its items use, what answers an enquiry on it, and what is named or worded so."""
    asked = {one.id for one in answered}
    return tuple(
        one
        for one in outputs
        if one.id in marks.used
        or one.enquiry_id in asked
        or _is_named(marks, one.note)
        or _is_like(marks, one.title, one.issued_at or one.entered_at)
    )


def redress_on(marks: Marks, redress: Iterable[Redress]) -> tuple[Redress, ...]:
    return tuple(
        one
        for one in redress
        if one.item_id in marks.items
        or one.url in marks.urls
        or _is_named(marks, one.note)
        or _is_like(marks, one.wrong, one.needed_at)
    )


def telling(text: str) -> frozenset[str]:
    """The words of a text that tell something, inflections as one."""
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word.removesuffix("s")[:STEM] for word in words if not _COMMON.fullmatch(word))


def _is_named(marks: Marks, note: str) -> bool:
    return any(one in note for one in marks.ids)


def _is_like(marks: Marks, text: str, at: datetime) -> bool:
    return marks.since <= at <= marks.until and len(telling(text) & marks.words) >= SHARED
