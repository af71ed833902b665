"""Who is meant: whole names of an office and of its holders, as the watchlist writes them.

The patterns are alternations of escaped names, so Python's `re` cannot be made to run away.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from monitor.records import Holder, Mention, Office, Where
from monitor.understand.text import sentences

CERTAIN = 1.0  # the office's own full name
BY_NAME = 0.9  # a holder's full name, which a namesake may bear


@dataclass(frozen=True, slots=True)
class Watched:
    """An office, ready to be looked for."""

    office: Office
    pattern: re.Pattern[str]
    holders: dict[str, Holder]  # by the plain form of each of their names


def watch(offices: Iterable[Office]) -> tuple[Watched, ...]:
    return tuple(_watch(office) for office in offices)


def find_mentions(
    watched: Iterable[Watched], title: str, text: str, on: date | None
) -> tuple[Mention, ...]:
    """Every place where a watched office is meant, in reading order of its part.

    `on` is the day of publication; it decides whether a holder was in post. Offsets of a mention
    in the headline count in the title, all others in the text.
    """
    lead_ends = next((end for _, end in sentences(text)), 0)
    found = []
    for one in watched:
        found += [_mention(one, match, "headline", on) for match in one.pattern.finditer(title)]
        for match in one.pattern.finditer(text):
            where: Where = "lead" if match.start() < lead_ends else "body"
            found.append(_mention(one, match, where, on))
    return tuple(found)


def sentences_about(
    office_id: str, mentions: Iterable[Mention], title: str, text: str
) -> Iterator[tuple[Where, str]]:
    """The headline and sentences that name this office, each once, and where they stand."""
    ours = [mention for mention in mentions if mention.office_id == office_id]
    if any(mention.where == "headline" for mention in ours):
        yield "headline", title
    starts = sorted(mention.start for mention in ours if mention.where != "headline")
    for order, (start, end) in enumerate(sentences(text)):
        if bisect_left(starts, start) < bisect_left(starts, end):
            yield ("body" if order else "lead"), text[start:end]


def _watch(office: Office) -> Watched:
    holders = {
        _plain(name): holder for holder in office.holders for name in (holder.name, *holder.also)
    }
    names = sorted({*map(_plain, office.names), *holders}, key=len, reverse=True)
    either = "|".join(map(_as_pattern, names))
    return Watched(office, re.compile(rf"(?<![\w@])(?:{either})(?!\w)", re.IGNORECASE), holders)


def _plain(name: str) -> str:
    """The form under which spellings of a name are one: straight quotes, `and`, single spaces."""
    straight = name.replace("’", "'").replace("&", " and ")
    return " ".join(straight.casefold().split())


def _as_pattern(name: str) -> str:
    parts = [r"(?:and|&)" if word == "and" else re.escape(word) for word in name.split()]
    return r"\s+".join(parts).replace("'", "['’]")


def _mention(one: Watched, match: re.Match[str], where: Where, on: date | None) -> Mention:
    holder = one.holders.get(_plain(match[0]))
    return Mention(
        office_id=one.office.id,
        holder_id=holder.id if holder else "",
        role=_role(holder, on) if holder else "office",
        surface=match[0],
        start=match.start(),
        end=match.end(),
        where=where,
        confidence=BY_NAME if holder else CERTAIN,
    )


def _role(holder: Holder, on: date | None) -> str:
    in_post = on is None or (holder.from_ <= on and (holder.to is None or on <= holder.to))
    return holder.role if in_post else f"former_{holder.role}"
