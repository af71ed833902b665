"""What the system thinks of one item, without storing it."""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast, get_args

from monitor import ids
from monitor.alert.conditions import firings
from monitor.alert.rulebook import ReadyRule, alarms, make_ready
from monitor.collect.markup import plain_text, title_text
from monitor.errors import InputRefused
from monitor.records import (
    Context,
    Correction,
    Coverage,
    Facts,
    Firing,
    Item,
    KeyMessage,
    Mention,
    Office,
    Output,
    OutputKind,
    PickupThresholds,
    Reason,
    Rule,
    Severity,
    Source,
    Spread,
    Tier,
    Tone,
    ToneRules,
    Understanding,
)
from monitor.settings import default_tone
from monitor.steps.outputs import make_archive
from monitor.steps.situations import is_addressed, with_sentences, with_uses
from monitor.steps.understanding import Library, understand
from monitor.store.coverage import as_said
from monitor.times import from_iso
from monitor.understand.facts.gathering import almanac_of
from monitor.understand.parties.cast import Cast, cast_of
from monitor.understand.recognition.mentions import watch
from monitor.understand.stories.shelf import Shelf
from monitor.understand.tone.choosing import scorers

log = logging.getLogger(__name__)
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Reader:
    """A watchlist, rules and known outlets, ready to read items with."""

    library: Library
    rules: tuple[ReadyRule, ...]
    casts: Mapping[str, Cast]
    outlets: Mapping[str, Source]
    now: datetime  # the day of an item that does not tell its own
    said: Mapping[tuple[str, str], Correction] = field(default_factory=dict)  # by item and office


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was concluded of an item and which rules fire on it."""

    item: Item
    understanding: Understanding
    tone: Tone | None  # towards the office that it means first
    facts: Facts | None  # about that office
    firings: tuple[Firing, ...]
    held: tuple[Reason, ...]

    @property
    def severity(self) -> str:
        return min((firing.severity.value for firing in self.firings), default="none")


def make_reader(
    offices: Iterable[Office],
    rules: Iterable[Rule],
    now: datetime,
    sources: Iterable[Source] = (),
    context: Context | None = None,
    tone: ToneRules | None = None,
) -> Reader:
    offices, sources, context = tuple(offices), tuple(sources), context or Context()
    tone = tone or default_tone()
    ready = make_ready(rules)
    return Reader(
        library=Library(
            watched=watch(offices, context),
            almanac=almanac_of(offices, context),
            scorers=scorers(tone.words, notice=log.warning),
            thresholds=tone.thresholds,
            archive=make_archive((), PickupThresholds()),
            shelf=Shelf,
            speaks_for={source.id: source.office for source in sources},
            alarms=alarms(ready),
        ),
        rules=ready,
        casts={one.id: cast_of(one, context) for one in offices},
        outlets={source.name.casefold(): source for source in sources},
        now=now,
    )


def with_outputs(
    reader: Reader, outputs: Sequence[Output], limits: PickupThresholds | None = None
) -> Reader:
    """The same reader, which holds items against these outputs of the office."""
    archive = make_archive(outputs, limits or reader.library.archive.limits)
    return replace(reader, library=replace(reader.library, archive=archive))


def with_messages(reader: Reader, messages: tuple[KeyMessage, ...]) -> Reader:
    """The same reader, which looks for these key messages."""
    return replace(reader, library=replace(reader.library, messages=messages))


def explain(reader: Reader, item: Item, area: str = "") -> Explanation:
    """Reads an item alone: as if no story stood and nobody else had carried it."""
    found = understand(replace(reader.library, shelf=cache(Shelf)), item, area)
    looked_at = coverages(reader, item, found, area)
    fired = [firing for one in looked_at for firing in firings(reader.rules, one)]
    fired.sort(key=lambda firing: firing.severity)
    only_notes = fired and all(firing.severity is Severity.S4 for firing in fired)
    first = looked_at[0] if looked_at else None
    return Explanation(
        item=item,
        understanding=found,
        tone=first.tone if first else None,
        facts=first.facts if first else None,
        firings=tuple(fired) if found.story else (),
        held=(Reason.NOTE_ONLY,) if only_notes else (),
    )


def coverages(
    reader: Reader, item: Item, found: Understanding, area: str = ""
) -> tuple[Coverage, ...]:
    """What the rules look at in an item that was understood: once for each office, the one whose
    `area` it is first, and those that it means before those whose force or area it names."""
    meant = sorted({one.office_id for one in found.mentions}, key=lambda office: office != area)
    named = [fact.office_id for fact in found.facts]
    return tuple(_coverage(reader, item, found, one) for one in dict.fromkeys((*meant, *named)))


def _coverage(reader: Reader, item: Item, found: Understanding, office: str) -> Coverage:
    heard = next(
        (_heard(reader, item, one) for one in found.tones if one.office_id == office), None
    )
    used = [(one.output_id, one.degree) for one in found.pickups if one.degree]
    cast = reader.casts[office]
    coverage = Coverage(
        item=item,
        office_id=office,
        mentions=tuple(one for one in found.mentions if one.office_id == office),
        tone=heard,
        story_id=ids.story_id(item.id),
        spread=Spread(outlets=(item.outlet,), owners=(item.owner,)),
        facts=next((fact for fact in found.facts if fact.office_id == office), None),
        quotes=found.quotes,
        addressed=is_addressed(cast.office, item),
    )
    return with_sentences(cast, with_uses(coverage, used, reader.library.archive.outputs))


def item_from(reader: Reader, values: Mapping[str, Any]) -> Item:
    """An item as `monitor explain` is given it; InputRefused if a part is of the wrong kind.

    Offsets of its mentions count in the `title` and `text` that were given; if `text` holds markup,
    in what a person sees of it.
    """
    for key in ("id", "url", "outlet", "title", "text", "published", "area"):
        if not isinstance(values.get(key), str | None):
            raise InputRefused(f"`{key}` must be text")
    if not values.get("text") and not values.get("title"):
        raise InputRefused("an item needs a `text` or a `title`")
    title, text = values.get("title") or "", values.get("text") or ""
    outlet = values.get("outlet") or ""
    known = reader.outlets.get(outlet.casefold())
    published = _published(values.get("published") or "")
    return Item(
        id=values.get("id") or ids.item_id(values.get("url") or text or title),
        source_id=known.id if known else "",
        outlet=outlet,
        tier=known.tier if known else Tier.LOCAL,
        owner=known.group if known else outlet,
        url=values.get("url") or "",
        title=_in_place(title, title_text(title)),
        text=_in_place(text, plain_text(text)),
        author="",
        published_at=published,
        first_seen_at=published or reader.now,
    )


def output_from(values: Mapping[str, Any]) -> Output:
    """A release as a line of `--releases` gives it; InputRefused if a part is of the wrong kind."""
    for key in ("id", "title", "text", "number", "kind", "issued", "issued_at", "area"):
        if not isinstance(values.get(key), str | None):
            raise InputRefused(f"`{key}` must be text")
    kind = values.get("kind") or "release"
    if kind not in get_args(OutputKind):
        raise InputRefused(
            f"`kind` is {kind!r}; it must be one of {', '.join(get_args(OutputKind))}"
        )
    title, text = title_text(values.get("title") or ""), values.get("text") or ""
    if not text:
        raise InputRefused("a release needs a `text`")
    issued = _published(values.get("issued_at") or values.get("issued") or "")
    return Output(
        id=values.get("id") or values.get("number") or ids.wording(title, text),
        office_id=values.get("area") or "",
        kind=cast(OutputKind, kind),
        number=values.get("number") or "",
        title=title,
        text=text,
        issued_at=issued,
        entered_by="",
        entered_at=issued or datetime.min.replace(tzinfo=UTC),
    )


def as_facts(explanation: Explanation) -> dict[str, Any]:
    """The explanation in the form that `monitor explain --jsonl` promises."""
    tone, found, facts = explanation.tone, explanation.understanding, explanation.facts
    return {
        "id": explanation.item.id,
        "mentions": [_mention_facts(mention) for mention in found.mentions],
        "possible": [_mention_facts(one.mention) for one in found.possible],
        "tone": {
            "label": tone.label if tone else None,
            "score": tone.score if tone else None,
            "scorer": tone.scorer if tone else None,
            "evidence": [
                {"sentence": " ".join(one.sentence.split()), "words": list(one.words)}
                for one in (tone.evidence if tone else ())
            ],
        },
        "origin": facts.origin.value if facts else None,
        "severity": explanation.severity,
        "rules": [
            {
                "id": firing.rule_id,
                "name": firing.rule_name,
                "severity": firing.severity.value,
                "because": list(firing.because),
            }
            for firing in explanation.firings
        ],
        "themes": [tag.id for tag in facts.themes] if facts else [],
        "districts": [tag.id for tag in facts.districts] if facts else [],
        "held": [reason.value for reason in explanation.held],
        "facts": list(found.facts),
        "quotes": list(found.quotes),
        "pickups": [pickup for pickup in found.pickups if pickup.degree],
        "carried": list(found.carried),
    }


def _heard(reader: Reader, item: Item, tone: Tone) -> Tone:
    """A person's word on it, if there is one, before the machine's."""
    word = reader.said.get((item.id, tone.office_id))
    return as_said(tone, word.label, word.said_by) if word and word.label else tone


def _mention_facts(mention: Mention) -> dict[str, Any]:
    return {
        "office": mention.office_id,
        "holder": mention.holder_id or None,
        "role": mention.role,
        "surface": mention.surface,
        "start": mention.start,
        "end": mention.end,
        "where": mention.where,
        "confidence": mention.confidence,
        "evidence": list(mention.evidence),
        "prominence": mention.prominence,
        "subject": mention.subject,
    }


def _in_place(given: str, cleaned: str) -> str:
    """The cleaned text with every letter where it was, if cleaning took away nothing but space."""
    return _SPACE.sub(" ", given) if given.split() == cleaned.split() else cleaned


def _published(text: str) -> datetime | None:
    if not text:
        return None
    try:
        at = from_iso(text)
    except (ValueError, OverflowError):
        raise InputRefused(f"`published` is not a date: {text[:40]!r}") from None
    return at if at > datetime.min.replace(tzinfo=UTC) + timedelta(days=1) else None
