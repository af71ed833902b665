"""Small invented worlds of releases, items that use them, enquiries and messages.

They stand in one lake, and some share an office: two hundred of them cost one publishing.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same worlds in every run
from typing import get_args

from monitor.records import (
    Alert,
    AlertState,
    Arrival,
    Card,
    Carried,
    DiaryEntry,
    Enquiry,
    Facts,
    Item,
    Judgement,
    KeyMessage,
    Mark,
    MarkSays,
    Mention,
    Office,
    OnCall,
    Origin,
    Outcome,
    Output,
    OutputKind,
    Pickup,
    Polling,
    PollState,
    Reuse,
    Settings,
    Severity,
    Source,
    SourceEvent,
    StoryPlace,
    Tag,
    Tier,
    Tone,
    ToneLabel,
    Understanding,
)
from monitor.store.alerts import save_judgements
from monitor.store.coverage import Coverage, add_understandings, open_coverage
from monitor.store.items import add_items
from monitor.store.ledger import open_ledger, transaction
from monitor.store.marks import add_mark
from monitor.store.publish import prepare_lake, publish
from monitor.store.registers import add_found_outputs, save
from monitor.store.sources import save_polls
from monitor.times import LONDON

SINCE, UNTIL = date(2026, 10, 1), date(2026, 10, 31)  # the clocks change on the 25th
NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
OUTLETS = (
    ("Ashvale Gazette", Tier.LOCAL, "Mereside Media"),
    ("Mereside Post & Echo", Tier.LOCAL, "Mereside Media"),
    ("The Northmoor Herald", Tier.REGIONAL, "Herald Group"),
    ("Daily Courier", Tier.NATIONAL, "Courier Group"),
    ("Radio Northmoor", Tier.LOCAL, "Public radio"),
    ("Ashvale Council", Tier.PARTNER, "Ashvale Council"),
    ("A neighbour", Tier.SOCIAL, "Postings"),
    ("PCC news", Tier.OWN, "OPCC"),
)
LISTS = ("The Ashvale Gazette", "herald group", "Regional desk", "Mereside Post and Echo", "")
AFTER = (
    *(timedelta(hours=h) for h in (-50, -3, 0, 1, 5, 23, 24, 30, 71, 72, 100, 167, 168, 240)),
    *(timedelta(hours=h, seconds=-1) for h in (0, 24, 72, 168)),
)


@dataclass
class World:
    """What an office put out and what was said of it."""

    name: str
    office: str
    outputs: list[Output] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    read: dict[str, Understanding] = field(default_factory=dict)
    enquiries: list[Enquiry] = field(default_factory=list)
    diary: list[DiaryEntry] = field(default_factory=list)
    messages: list[KeyMessage] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass
class Newsroom:
    """All worlds, and the sources that they share."""

    worlds: list[World]
    sources: list[Source]
    polls: list[PollState]
    gaps: list[SourceEvent]
    troubles: list[Alert]

    @property
    def offices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.office for one in self.worlds))

    @property
    def settings(self) -> Settings:
        return Settings(
            polling=Polling(contact="mailto:press@ashvale.example"),
            sources=tuple(self.sources),
            offices=tuple(
                Office(id=one, name=one, title="PCC", names=(one,)) for one in self.offices
            ),
            rules=(),
            oncall=OnCall(people=(), roles={}, chains={}),
            messages=tuple(message for one in self.worlds for message in one.messages),
        )


def newsroom(worlds: int, offices: int, seed: int) -> Newsroom:
    chance = Random(seed)
    return Newsroom(
        [a_world(f"w{number}", f"office-{number % offices}", chance) for number in range(worlds)],
        [_source(number, *outlet) for number, outlet in enumerate(OUTLETS)],
        [_poll(number, chance) for number in range(len(OUTLETS))],
        [_gap(number, chance) for number in range(2)],
        [_trouble(number, chance) for number in range(2)],
    )


def publish_all(room: Newsroom, data: Path) -> Path:
    """The lake, filled through the stores."""
    lake = data / "analyst"
    with (
        closing(open_coverage(data / "coverage.duckdb")) as coverage,
        closing(open_ledger(data / "ledger.sqlite")) as ledger,
    ):
        prepare_lake(coverage, ledger, lake, room.settings)
        add_items(coverage, [item for one in room.worlds for item in one.items], {})
        read = [told for one in room.worlds for told in one.read.values()]
        add_understandings(coverage, [replace(one, tones=()) for one in read], NOW)
        _add_tones(coverage, read)
        add_found_outputs(ledger, [output for one in room.worlds for output in one.outputs])
        with transaction(ledger):
            for one in room.worlds:
                for enquiry in one.enquiries:
                    save(ledger, "enquiries", enquiry, "sam", NOW)
                for entry in one.diary:
                    save(ledger, "diary", entry, "sam", NOW)
        save_polls(ledger, room.polls, room.gaps)
        alerts = [*room.troubles, *(alert for one in room.worlds for alert in one.alerts)]
        save_judgements(ledger, [Judgement(alert=one, deliveries=()) for one in alerts])
        with transaction(ledger):
            for mark in (mark for one in room.worlds for mark in one.marks):
                add_mark(ledger, mark)
        publish(coverage, ledger, lake, room.settings)
    return lake


def _add_tones(coverage: Coverage, read: Sequence[Understanding]) -> None:
    """All at once: a thousand of them one by one take five seconds."""
    tones = [(one.item_id, tone) for one in read for tone in one.tones]
    coverage.execute(
        "INSERT INTO tones BY NAME SELECT unnest($item) AS item_id, unnest($office) AS office_id, "
        "unnest($label) AS label, 0 AS score, 't-1' AS scorer, [] AS evidence",
        {
            "item": [item for item, _ in tones],
            "office": [tone.office_id for _, tone in tones],
            "label": [tone.label for _, tone in tones],
        },
    )


def a_world(name: str, office: str, chance: Random) -> World:
    world = World(name, office)
    world.messages += _messages(name)
    world.enquiries += [_enquiry(world, number, chance) for number in range(chance.randrange(4))]
    for number in range(chance.randrange(6)):
        output = _output(world, number, chance)
        world.outputs.append(output)
        if output.item_id:
            _add_own(world, output, chance)
    for number in range(chance.randrange(12)):
        _add_item(world, number, chance)
    kinds = ("engagement", "district day", "meeting")
    for number in range(chance.randrange(3)):
        entry = DiaryEntry(
            id=f"{name}-d{number}",
            office_id=office,
            kind=chance.choice(kinds),  # type: ignore[arg-type]
            whose=chance.choice(("ours", "panel")),
            title="District day",
            starts_at=_moment(chance),
            entered_by="sam",
            entered_at=NOW,
        )
        world.diary.append(entry)
    for number in range(chance.randrange(6)):
        world.alerts.append(_alert(world, number, chance))
    world.marks += [_mark(world, chance) for _ in range(chance.randrange(9))]
    return world


def _alert(world: World, number: int, chance: Random) -> Alert:
    rule = chance.choice(("R01", "R13", "R13", "CRISIS", "SUMMARY"))
    at = _moment(chance)
    alert = replace(
        _trouble(number, chance),
        id=f"{world.name}-a{number}",
        rule_id=rule,
        office_id=world.office,
        created_at=at,
        state=chance.choice((AlertState.NEW, AlertState.NOTED, AlertState.CLOSED)),
    )
    return replace(alert, card=replace(alert.card, rule=f"{rule} of some use"))


def _mark(world: World, chance: Random) -> Mark:
    """Of alerts and, now and then, of what was missed; people change their minds."""
    by, at = chance.choice(("sam", "ruth", "gwen")), min(_moment(chance), NOW)
    if not world.alerts or chance.random() < 0.3:
        items = ["https://elsewhere.example/1", *(item.id for item in world.items)]
        why = chance.choice(("R01: it was in the headline", "it was in the headline"))
        item = chance.choice(items)
        return Mark(alert_id="", says="missed", item_id=item, why=why, said_by=by, said_at=at)
    alert = chance.choice(world.alerts)
    says: Sequence[MarkSays] = ("useful", "not useful", "not useful", "not useful", "wrong")
    said = chance.choice(says)
    return Mark(alert_id=alert.id, says=said, item_id=alert.item_id, said_by=by, said_at=at)


def _moment(chance: Random) -> datetime:
    day = datetime.combine(SINCE, time(), LONDON) + timedelta(days=chance.randrange(-6, 36))
    return (day + timedelta(minutes=chance.choice((0, 1, 540, 600, 1020, 1380)))).astimezone(UTC)


def _messages(world: str) -> Iterator[KeyMessage]:
    for number, since in enumerate((date(2026, 9, 1), date(2026, 10, 15))):
        yield KeyMessage(
            id=f"{world}-m{number}",
            campaign=f"{world} campaign",
            text=f"Message {number}",
            from_=since,
            to=date(2026, 10, 30) if number else None,
        )


def _enquiry(world: World, number: int, chance: Random) -> Enquiry:
    at = _moment(chance)
    answered = at + timedelta(minutes=chance.randrange(500)) if chance.random() < 0.7 else None
    return Enquiry(
        id=f"{world.name}-e{number}",
        office_id=world.office,
        received_at=at,
        outlet=chance.choice(OUTLETS)[0],
        asked_by="A. Reporter",
        subject="The budget",
        kind=chance.choice(("statement", "live interview")),
        deadline_at=at + timedelta(hours=4) if chance.random() < 0.6 else None,
        decision=chance.choice(("statement", "declined")) if answered else "",
        answered_at=answered,
        entered_by="sam",
        entered_at=at,
    )


def _output(world: World, number: int, chance: Random) -> Output:
    kinds: Sequence[OutputKind] = ("release", "release", "release", "statement", "post")
    issued = _moment(chance) if chance.random() < 0.9 else None
    if issued and world.outputs and world.outputs[-1].issued_at and chance.random() < 0.3:
        issued = world.outputs[-1].issued_at + timedelta(hours=chance.choice((3, 24, 25)))
    kind = chance.choice(kinds)
    answers = world.enquiries[0].id if kind == "statement" and world.enquiries else ""
    return Output(
        id=f"{world.name}-o{number}",
        office_id=world.office,
        kind=kind,
        number=f"PR-{100 + 2 * number}" if chance.random() < 0.7 else "",
        title=f"Release {number} of {world.name}",
        item_id=f"{world.name}-own{number}" if chance.random() < 0.4 else "",
        issued_at=issued,
        lists=tuple(chance.sample(LISTS, chance.randrange(3))),
        themes=tuple(chance.sample(("roads", "victims"), chance.randrange(2))),
        messages=(world.messages[0].id,) if chance.random() < 0.4 else (),
        quotes=("Ada Finch: We did.",) if chance.random() < 0.5 else (),
        enquiry_id=answers,
        cleared_by="Ruth" if chance.random() < 0.6 else "",
        cleared_at=issued if chance.random() < 0.6 else None,
        entered_by="sam",
        entered_at=NOW,
    )


def _add_own(world: World, output: Output, chance: Random) -> None:
    """The output as it stands on the office's own feed: it never uses itself."""
    at = output.issued_at or NOW
    item = _item(output.item_id, OUTLETS[-1], at, at, Arrival.NEWS, doubtful=False)
    themes = tuple(Tag(id=one, words=(one,)) for one in ("roads", "rural") if chance.random() < 0.5)
    facts = Facts(
        office_id=world.office,
        subject="office",
        prominence=1,
        quoted=False,
        origin=Origin.PROACTIVE,
        origin_why="ours",
        in_hours=True,
        themes=themes,
    )
    world.items.append(item)
    pickups = (_pickup(output, chance),)
    world.read[item.id] = Understanding(item_id=item.id, facts=(facts,), pickups=pickups)


def _add_item(world: World, number: int, chance: Random) -> None:
    item_id = f"{world.name}-i{number}"
    near = chance.choice(world.outputs).issued_at if world.outputs else None
    at = (near or _moment(chance)) + chance.choice(AFTER)
    if chance.random() < 0.15:  # a day without a time
        at = datetime.combine(at.astimezone(LONDON).date(), time(), LONDON).astimezone(UTC)
    item = _item(
        item_id,
        chance.choice(OUTLETS),
        None if chance.random() < 0.1 else at,
        at + timedelta(minutes=chance.choice((-30, 5, 600, 3000))),
        chance.choice((*Arrival, Arrival.NEWS, Arrival.NEWS)),
        doubtful=chance.random() < 0.05,
    )
    world.items.append(item)
    used = chance.sample(world.outputs, min(len(world.outputs), chance.randrange(3)))
    world.read[item_id] = Understanding(
        item_id=item_id,
        mentions=(_mention(world.office),),
        tones=_tones(world.office, chance),
        pickups=tuple(_pickup(one, chance) for one in used),
        carried=tuple(_carried(world, chance)),
        story=_story(world.name, number, chance),
    )


def _item(
    item_id: str,
    outlet: tuple[str, Tier, str],
    published: datetime | None,
    seen: datetime,
    arrival: Arrival,
    *,
    doubtful: bool,
) -> Item:
    name, tier, owner = outlet
    return Item(
        id=item_id,
        source_id=f"s{OUTLETS.index(outlet)}",
        outlet=name,
        tier=tier,
        owner=owner,
        url=f"https://news.example/{item_id}",
        title=f"=Report {item_id}",
        text="Nobody else's business.",
        author="",
        published_at=published,
        first_seen_at=seen,
        date_doubtful=doubtful,
        arrival=arrival,
    )


def _mention(office: str) -> Mention:
    return Mention(
        office_id=office,
        holder_id="",
        role="office",
        surface="the commissioner",
        start=0,
        end=16,
        where="body",
        confidence=0.9,
    )


def _tones(office: str, chance: Random) -> tuple[Tone, ...]:
    if chance.random() < 0.2:
        return ()
    label = chance.choice(get_args(ToneLabel))
    return (Tone(office_id=office, label=label, score=0.0, scorer="t-1", evidence=()),)


def _pickup(output: Output, chance: Random) -> Pickup:
    reuse = Reuse(
        release_share=chance.randrange(100) / 100,
        item_share=chance.randrange(100) / 100,
        quotes=chance.randrange(2),
        quotes_of=chance.randrange(1, 3) if output.quotes else 0,
        headline=chance.random() < 0.3,
    )
    return Pickup(
        output_id=output.id,
        office_id=output.office_id,
        kind=output.kind,
        reuse=reuse,
        degree=chance.choice(("verbatim", "edited", "edited", "quote-only", "mention", "")),
    )


def _carried(world: World, chance: Random) -> Iterator[Carried]:
    for message in world.messages:
        if chance.random() < 0.3:
            degree = chance.choice(("present", "partly", "absent"))
            yield Carried(
                message_id=message.id,
                office_id=world.office,
                degree=degree,  # type: ignore[arg-type]
                sentence="",
            )


def _story(world: str, number: int, chance: Random) -> StoryPlace | None:
    if chance.random() < 0.2:
        return None
    return StoryPlace(
        story_id=f"{world}-s{chance.randrange(number + 1)}", reason="first", likeness=1.0
    )


def _source(number: int, outlet: str, tier: Tier, owner: str) -> Source:
    return Source(
        id=f"s{number}",
        name=outlet,
        kind="feed",
        url=f"https://s{number}.example/feed",
        tier=tier,
        group=owner,
    )


def _poll(number: int, chance: Random) -> PollState:
    at = _moment(chance)
    return PollState(
        source_id=f"s{number}",
        url=f"https://s{number}.example/feed",
        next_poll_at=NOW,
        outcome=chance.choice((Outcome.FRESH, Outcome.TOO_SLOW, Outcome.ASKED)),
        reason="told",
        polled_at=at + timedelta(days=3),
        since_at=at,
    )


def _gap(number: int, chance: Random) -> SourceEvent:
    at = _moment(chance)
    return SourceEvent(
        source_id=f"s{number}",
        at=at,
        what="gap",
        note="nothing for a while",
        from_at=at - timedelta(hours=9),
        to_at=at,
    )


def _trouble(number: int, chance: Random) -> Alert:
    at = _moment(chance)
    card = Card(
        alert_id=f"a{number}",
        severity=Severity.S3,
        rule="R39",
        headline="is quiet",
        outlet=OUTLETS[number + 2][0],
        tier="local",
        url="",
        published_at=None,
        because=(),
        tone="",
        sentence="",
        outlets=(),
        owners=0,
        lead="",
    )
    return Alert(
        id=f"a{number}",
        rule_id="R39",
        office_id="",
        story_id=f"t{number}",
        item_id=f"t{number}",
        severity=Severity.S3,
        card=card,
        created_at=at,
        updated_at=at,
        raised_at=at,
    )
