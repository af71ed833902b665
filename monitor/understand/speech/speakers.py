"""Who is named where in an article, among those whose words count: each a voice, and whose.

What is meant by an office comes from its mentions; force, chiefs, bodies and MPs from the
watchlist; everybody else from what the press calls them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from monitor.records import Body, Chief, Holder, Member, Mention, Office, Speaker
from monitor.understand.article import Article
from monitor.understand.phrases import Pattern, Span, found, one_of, plain
from monitor.understand.recognition.scene import MOST
from monitor.understand.speech.roles import (
    CALLED,
    PRONOUNS,
    alone_in,
    formerly,
    persons_in,
    role_voice,
)
from monitor.understand.speech.verbs import LONGEST
from monitor.understand.speech.voices import Kind, Voice, apart, joined, sex_of

ROLE_OF = {
    "pcc": Speaker.HOLDER,
    "acting_pcc": Speaker.HOLDER,
    "temporary_pcc": Speaker.HOLDER,
    "deputy_pcc": Speaker.DEPUTY,
    "assistant_pcc": Speaker.DEPUTY,
}


Post = tuple[str, Speaker]  # of an office


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody of the watchlist, for the days on which they are what they are."""

    speaker: Speaker
    called: str = ""
    office_id: str = ""
    from_: date = date.min
    to: date | None = None


@dataclass(frozen=True, slots=True)
class Speakers:
    """All who may speak, ready to be looked for."""

    pattern: Pattern | None
    entries: Mapping[str, tuple[Entry, ...]]  # by plain name
    holders: Mapping[str, Holder]
    offices: Mapping[str, Office]


def watch_speakers(offices: Iterable[Office]) -> Speakers:
    offices = tuple(offices)
    entries: dict[str, tuple[Entry, ...]] = {}
    for name, entry in (pair for office in offices for pair in _entries(office)):
        entries[plain(name)] = (*entries.get(plain(name), ()), entry)
    return Speakers(
        pattern=one_of((*entries, *CALLED)),
        entries=entries,
        holders={holder.id: holder for office in offices for holder in office.holders},
        offices={office.id: office for office in offices},
    )


def voices_in(
    speakers: Speakers, article: Article, mentions: Sequence[Mention], on: date | None
) -> list[Voice]:
    """Everybody who is named, in reading order; names and titles side by side are one voice."""
    whole = article.whole[:LONGEST]
    sitting = _sitting(speakers, mentions, on)
    told = [one for one in mentions[:MOST] if one.surface.lower() not in PRONOUNS]
    ours = [_of_mention(speakers, article, one, sitting) for one in told]
    taken = {at for voice in ours for at in range(*voice.span)}
    offices = frozenset(one.office_id for one in mentions)
    listed = [
        voice
        for span in islice(found(speakers.pattern, whole), MOST)
        if not {span[0], span[1] - 1} <= taken
        for voice in _listed(speakers, whole, span, on, offices)
    ]
    named = [*ours, *listed, *persons_in(whole)]
    there = apart([*named, *alone_in(whole, named)])
    return joined(whole, there)


def _entries(office: Office) -> Iterator[tuple[str, Entry]]:
    named: list[tuple[Chief | Member | Body, Entry]] = [
        *((m, Entry(Speaker.MP, m.name, "", m.from_, m.to)) for m in office.mps),
        *((body, _entry_of(office, body)) for body in office.bodies),
    ]
    if force := office.force:
        named += [(c, Entry(Speaker.CHIEF, c.name, "", c.from_, c.to)) for c in force.chiefs]
        yield from ((name, Entry(Speaker.FORCE)) for name in (force.name, *force.also))
    yield from ((name, entry) for one, entry in named for name in (one.name, *one.also))


def _entry_of(office: Office, body: Body) -> Entry:
    match body.kind:
        case "panel":
            return Entry(Speaker.PANEL)
        case "service":
            return Entry(Speaker.SERVICE, "", office.id)
        case "union":
            return Entry(Speaker.FEDERATION)
        case _:
            return Entry(Speaker.CHARITY if _CHARITABLE.search(body.name) else Speaker.OTHER)


def _of_mention(
    speakers: Speakers, article: Article, mention: Mention, sitting: Mapping[Post, Holder]
) -> Voice:
    """Whose voice a mention is: its holder's, or by its words the holder's of the day."""
    span = article.span_of(mention)
    holder = speakers.holders.get(mention.holder_id)
    speaker = ROLE_OF.get(mention.role, Speaker.OTHER)
    if mention.role == "office":
        speaker = _by_title(mention.surface)
        holder = sitting.get((mention.office_id, speaker))
    name = holder.name if holder else ""
    if speaker is Speaker.OTHER or formerly(article.whole, span):
        return Voice(span, Speaker.OTHER, "named", name, "", sex_of(name))
    kind: Kind = "named" if mention.holder_id else "body" if speaker is Speaker.OFFICE else "role"
    return Voice(span, speaker, kind, name, mention.office_id, sex_of(name))


def _by_title(surface: str) -> Speaker:
    words = surface.casefold().split()
    if not _OFFICE.isdisjoint(words) or (len(words) == 1 and {".", "_"} & set(surface)):
        return Speaker.OFFICE
    return Speaker.HOLDER if _DEPUTY.isdisjoint(words) else Speaker.DEPUTY


def _sitting(
    speakers: Speakers, mentions: Sequence[Mention], on: date | None
) -> Mapping[Post, Holder]:
    """Who holds which post that day, where that is clear; without a date whom the article names."""
    sitting: dict[Post, Holder] = {}
    named = {one.holder_id for one in mentions}
    for office in {one.office_id for one in mentions} & speakers.offices.keys():
        for speaker in (Speaker.HOLDER, Speaker.DEPUTY):
            held = [one for one in speakers.offices[office].holders if ROLE_OF[one.role] is speaker]
            there = [one for one in held if one.id in named] if on is None else []
            there = there or [one for one in held if _there(one, on)]
            if len(there) == 1:
                sitting[office, speaker] = there[0]
    return sitting


def _there(holder: Holder, on: date | None) -> bool:
    if holder.status == "suspended":
        return False
    return holder.to is None if on is None else _then(holder.from_, holder.to, on)


def _then(from_: date, to: date | None, on: date | None) -> bool:
    return on is None or (from_ <= on and (to is None or on <= to))


def _listed(
    speakers: Speakers, whole: str, span: Span, on: date | None, offices: frozenset[str]
) -> Iterator[Voice]:
    surface = plain(whole[slice(*span)])
    if surface in CALLED:
        yield role_voice(whole, span, surface)
        return
    there = [one for one in speakers.entries[surface] if _then(one.from_, one.to, on)]
    there.sort(key=lambda one: one.office_id not in offices)  # stable: the office that is meant
    if there:
        kind: Kind = "named" if there[0].called else "body"
        yield Voice(span, there[0].speaker, kind, there[0].called, there[0].office_id)
    elif surface in speakers.entries:
        yield Voice(span, Speaker.OTHER, "named", whole[slice(*span)])


_OFFICE = frozenset({"office", "opcc", "opfcc"})
_DEPUTY = frozenset({"deputy", "assistant", "dpcc", "dpfcc"})
_CHARITABLE = re.compile(
    r"\b(?:charit|trust\b|aid\b|victim support|foundation|crimestoppers|samaritans|rape crisis)",
    re.I,
)
