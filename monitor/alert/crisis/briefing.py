"""A story in a paragraph, for a person to check and send: nothing goes out by itself."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from monitor.alert.crisis.dossier import (
    Dossier,
    Said,
    briefly,
    count,
    deciding,
    most_urgent,
    named,
    our_lines,
    outlets,
    owners,
    tones,
)
from monitor.records import AlertState
from monitor.times import for_people

HEADED: Final = "Draft, for a person to check and send"
MOST: Final = 4  # quotations, and whatever else comes in numbers
# Who else must hear of it before a word goes out, by who leads.
COUNTERPARTS: Final[Mapping[str, str]] = {
    "pcc": "the force's press office hears of it from us first",
    "force": "the force's duty press officer answers, and we assist",
    "joint": "one named person in the office and one in the force, one line or two announced ones",
    "both": "one named person in the office and one in the force, one line or two announced ones",
}
MARKS: Final = "“”‘’\"'"
UNDECIDED: Final = "joint, decide"


def paragraph(dossier: Dossier, now: datetime) -> str:
    """What, where, spread, tone, who is quoted, our lines, the proposed lead, what is not known."""
    parts = (
        _what(dossier),
        _where(dossier),
        _spread(dossier),
        _tone(dossier),
        _said(dossier),
        _ours(dossier),
        _lead(dossier),
        f"Not known: {'; '.join(unknown(dossier, now))}.",
    )
    return " ".join(filter(None, parts))


def unknown(dossier: Dossier, now: datetime) -> list[str]:
    """What whoever reads this must find out; nothing is ever wholly known."""
    return [*_unknown(dossier, now), "what we have not seen: print, radio and closed groups"]


def _what(dossier: Dossier) -> str:
    by = most_urgent(dossier)
    alert = f" ({by.severity}, {by.card.rule})" if by else ""
    return f"“{dossier.title}”{alert}."


def _where(dossier: Dossier) -> str:
    named_ = ", ".join(dossier.districts[:MOST])
    more = len(dossier.districts) - MOST
    return f"Where: {named_}{f' and {more} more' if more > 0 else ''}." if named_ else ""


def _spread(dossier: Dossier) -> str:
    found = dossier.appearances
    if not found:
        return "Spread: we have seen no item of it."
    tiers = Counter(one.tier for one in found)
    by_tier = ", ".join(f"{tier} {number}" for tier, number in tiers.most_common())
    first = min(found, key=lambda one: one.at)
    return (
        f"Spread: {count(len(found), 'item')} in {count(len(outlets(found)), 'outlet')} of "
        f"{count(len(owners(found)), 'owner')} ({by_tier}) since {for_people(first.at)}, "
        f"{first.outlet} first."
    )


def _tone(dossier: Dossier) -> str:
    worst = deciding(dossier.appearances)
    sentence = f"; what decides it: “{briefly(worst.sentence)}” ({worst.outlet})" if worst else ""
    return f"Tone towards the office: {tones(dossier.appearances) or 'not scored'}{sentence}."


def _said(dossier: Dossier) -> str:
    if not dossier.said:
        return "Nobody is quoted."
    told = "; ".join(map(_quote, dossier.said[:MOST]))
    more = len(dossier.said) - MOST
    return f"Quoted: {told}{f'; and {more} more' if more > 0 else ''}."


def _quote(one: Said) -> str:
    who = " ".join(filter(None, ("a person unknown" if one.speaker == "unknown" else "", one.name)))
    who = who or one.speaker
    words = f": {_in_marks(briefly(one.words))}" if one.words else ""
    return f"{who} ({one.outlet}){words}"


def _in_marks(words: str) -> str:
    return f"“{words.strip(MARKS)}”"


def _ours(dossier: Dossier) -> str:
    said = our_lines(dossier)
    told = "; ".join(f"{one.what}, {for_people(one.at)}" for one in said[-MOST:])
    drafts = [named(one) for one in dossier.outputs if one.issued_at is None]
    waiting = f"; not issued: {', '.join(drafts[:MOST])}" if drafts else ""
    return f"Our lines: {told or 'none on record'}{waiting}."


def _lead(dossier: Dossier) -> str:
    by = most_urgent(dossier)
    lead = by.card.lead if by and by.card.lead else UNDECIDED
    row = f" (row: {by.card.row})" if by and by.card.row else ""
    other = COUNTERPARTS.get(lead.casefold(), "agree with the force who answers")
    return f"Proposed lead: {lead}{row}; {other}."


def _unknown(dossier: Dossier, now: datetime) -> Iterator[str]:
    told = [one for one in dossier.alerts if one.state is not AlertState.NOTED]
    if told and not any(one.owner for one in told):
        yield "who has it in hand"
    if not dossier.districts:
        yield "where it plays"
    if not our_lines(dossier):
        yield "what we say"
    waiting = [one for one in dossier.enquiries if one.answered_at is None]
    if waiting:
        asked = ", ".join(dict.fromkeys(one.outlet for one in waiting))
        late = sum(one.deadline_at is not None and one.deadline_at < now for one in waiting)
        yield f"what {asked} will be told{f' ({late} overdue)' if late else ''}"
    if any(one.tone == "unsure" for one in dossier.appearances):
        yield "the tone of some items, which a person must read"
