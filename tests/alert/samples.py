"""Small records of the invented area of Ashvale, whole as they stand; each maker takes changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor import ids
from monitor.alert.desk import Desk
from monitor.records import (
    Alert,
    Card,
    Coverage,
    Delivery,
    DeliveryState,
    Evidence,
    Firing,
    Item,
    Mention,
    OnCall,
    Person,
    Reason,
    Rule,
    Severity,
    Spread,
    Step,
    Tier,
    Tone,
)

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 17, 23, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 18, 7, 30, tzinfo=UTC)  # the end of the quiet hours of NIGHT
HEADLINE = "Councillors call on Helen Marsh to resign"
STORY = ids.story_id("resignation")

S1, S2, S3, S4 = Severity


def a_rule(**changes: Any) -> Rule:
    rule = Rule(id="R01", name="Call for the commissioner to go", severity=S2, lead="PCC")
    return replace(rule, **changes)


def an_item(name: str = "resignation", **changes: Any) -> Item:
    item = Item(
        id=ids.item_id(name),
        source_id="ashvale-gazette",
        outlet="Ashvale Gazette",
        tier=Tier.LOCAL,
        owner="Vale Papers",
        url=f"https://gazette.example/{name}",
        title=HEADLINE,
        text="Ashvale's commissioner Helen Marsh faces calls to resign.",
        author="",
        published_at=NOON - timedelta(minutes=20),
        first_seen_at=NOON,
    )
    return replace(item, **changes)


def a_mention(**changes: Any) -> Mention:
    mention = Mention(
        office_id="ashvale",
        holder_id="marsh",
        role="pcc",
        surface="Helen Marsh",
        start=20,
        end=31,
        where="headline",
        confidence=0.9,
    )
    return replace(mention, **changes)


def a_tone(**changes: Any) -> Tone:
    tone = Tone(
        office_id="ashvale",
        label="negative",
        score=-0.6,
        scorer="words",
        evidence=(Evidence(sentence="She faces calls to resign.", words=("resign",)),),
    )
    return replace(tone, **changes)


def coverage_of(name: str = "resignation", *, item: Item | None = None, **changes: Any) -> Coverage:
    coverage = Coverage(
        item=item or an_item(name),
        office_id="ashvale",
        mentions=(a_mention(),),
        tone=a_tone(),
        story_id=STORY,
        spread=Spread(outlets=("Ashvale Gazette",), owners=("Vale Papers",)),
    )
    return replace(coverage, **changes)


def a_firing(**changes: Any) -> Firing:
    firing = Firing(
        rule_id="R01",
        rule_name="Call for the commissioner to go",
        severity=S2,
        lead="PCC",
        because=("“resign” beside the office's name",),
        words=("resign",),
        sentence="Helen Marsh faces calls to resign.",
    )
    return replace(firing, **changes)


def an_oncall(**changes: Any) -> OnCall:
    oncall = OnCall(
        people=(
            Person(id="sam", name="Sam Okafor", slack="U0SAM"),
            Person(id="ruth", name="Ruth Adeyemi"),
            Person(id="gwen", name="Gwen Pryce"),
        ),
        roles={"on-call": "sam", "backup": "ruth", "chief-executive": "gwen"},
        chains={
            S1: (
                Step(role="on-call", after_minutes=0),
                Step(role="backup", after_minutes=10),
                Step(role="chief-executive", after_minutes=30),
            ),
            S2: (Step(role="on-call", after_minutes=0), Step(role="backup", after_minutes=30)),
        },
    )
    return replace(oncall, **changes)


def a_desk(*ways: str, **changes: Any) -> Desk:
    return Desk(oncall=an_oncall(**changes), ways=ways or ("console",))


def a_card(**changes: Any) -> Card:
    card = Card(
        alert_id=ids.alert_id("R01", "ashvale", STORY),
        severity=S2,
        rule="R01 Call for the commissioner to go",
        headline=HEADLINE,
        outlet="Ashvale Gazette",
        tier="local",
        url="https://gazette.example/resignation",
        published_at=NOON - timedelta(minutes=20),
        because=("“resign” beside the office's name",),
        tone="negative (-0.60, words)",
        sentence="Helen Marsh faces calls to resign.",
        outlets=("Ashvale Gazette",),
        owners=1,
        lead="PCC",
    )
    return replace(card, **changes)


def an_alert(name: str = "R01", **changes: Any) -> Alert:
    """An alert of this rule, told to the first rung at noon."""
    alert_id = ids.alert_id(name, "ashvale", STORY)
    severity = changes.get("severity", S2)
    alert = Alert(
        id=alert_id,
        rule_id=name,
        office_id="ashvale",
        story_id=STORY,
        item_id=ids.item_id("resignation"),
        severity=severity,
        card=a_card(alert_id=alert_id, severity=severity),
        created_at=NOON,
        updated_at=NOON,
        raised_at=NOON,
        due_at=NOON + timedelta(minutes=30),
    )
    return replace(alert, **changes)


def a_delivery(alert: Alert | None = None, **changes: Any) -> Delivery:
    """A message of this alert that waits since noon to be sent."""
    alert = alert or an_alert()
    occasion = changes.get("occasion", alert.item_id)
    delivery = Delivery(
        id=ids.delivery_id(alert.id, changes.get("way", "slack"), "sam", occasion),
        alert_id=alert.id,
        way="slack",
        person_id="sam",
        person="Sam Okafor",
        occasion=occasion,
        reason=Reason.FIRST,
        card=alert.card,
        state=DeliveryState.NEW,
        not_before=NOON,
        created_at=NOON,
    )
    return replace(delivery, **changes)
