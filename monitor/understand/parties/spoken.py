"""Whose words a sentence tells, by the quotations that were found in its article."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from monitor.records import Party, PartyKind, Quote, Speaker, Where
from monitor.understand.parties.cast import Cast

KIND_OF: Final[dict[Speaker, PartyKind]] = {
    Speaker.HOLDER: "commissioner",
    Speaker.DEPUTY: "deputy",
    Speaker.OFFICE: "office",
    Speaker.SERVICE: "service",
    Speaker.CHIEF: "chief",
    Speaker.FORCE: "force",
    Speaker.PANEL: "panel",
    Speaker.MP: "MP",
    Speaker.COUNCILLOR: "council",
    Speaker.FEDERATION: "federation",
    Speaker.GOVERNMENT: "government",
    Speaker.CHARITY: "charity",
    Speaker.FAMILY: "victim",
    Speaker.OTHER: "other",
}
_OURS = frozenset({Speaker.HOLDER, Speaker.DEPUTY, Speaker.OFFICE})


class Spoken(NamedTuple):
    """What somebody says, where it stands in its sentence."""

    start: int
    end: int
    kind: PartyKind


def spoken_in(
    cast: Cast, quotes: Sequence[Quote], text: str, begins: int, where: Where
) -> Iterator[Spoken]:
    """What of a sentence is somebody's words."""
    for quote in quotes:
        same = (quote.where == "headline") == (where == "headline")
        start, end = quote.start - begins, quote.end - begins
        if same and start < len(text) and end > 0 and (kind := _kind_of(cast, quote)):
            yield Spoken(max(start, 0), min(end, len(text)), kind)


def _kind_of(cast: Cast, quote: Quote) -> PartyKind | None:
    if quote.speaker in _OURS and quote.office_id not in ("", cast.office.id):
        return "other"
    return KIND_OF.get(quote.speaker)


def speaker_of(said: Sequence[Spoken], text: str, parties: Sequence[Party]) -> PartyKind | None:
    """Whose words most of the sentence is; of a stranger what the sentence calls them."""
    longest = max(said, key=lambda one: one.end - one.start, default=None)
    kind = longest.kind if longest else None
    if kind != "other":
        return kind
    saying = (one.kind for one in parties if _SAYS.match(text, one.end) or _says(text, one.start))
    return next(saying, kind)


def _says(text: str, start: int) -> bool:
    return bool(_SAID.search(text, max(0, start - 24), start))


_SAYS = re.compile(
    r",?\s+(?:has\s+|have\s+)?(?:said|says?|told|warn(?:s|ed)|claim(?:s|ed)?|add(?:s|ed)|argue[sd]?"
    r"|ask(?:s|ed)|wrote|complain(?:s|ed)|believe[sd]?)\b"
)
_SAID = re.compile(r"[,'\"’”]\s*(?:said|says?|added)\s+(?:(?:the|an?|one|\w+)\s+){0,2}$")
