"""A data folder with a story of three items, an alert on it, and a lake."""

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor import ids
from monitor.clock import now_utc
from monitor.records import (
    Alert,
    Delivery,
    DeliveryState,
    Evidence,
    Facts,
    Item,
    Judgement,
    Mention,
    Origin,
    Quote,
    Reason,
    Speaker,
    StoryPlace,
    Tag,
    Tier,
    Tone,
    Understanding,
)
from monitor.store.alerts import save_judgements
from monitor.store.coverage import add_understandings, open_coverage
from monitor.store.items import add_items
from monitor.store.ledger import open_ledger
from monitor.store.publish import prepare_lake, publish
from tests.cli.conftest import an_alert

STORY = ids.story_id("lamps")
HEADLINE = "Marsh leaves Hallby towpath lamps dark"
QUOTE = "“We have asked for these lamps since the spring and nobody has come”"
TEXT = f"{QUOTE}, said the MP Dana Whitlock. Helen Marsh has failed the towpath."
OUTLETS = (("Ashvale Gazette", "Vale Papers"), ("Norbury Post", "Post Group"), ("BBC", "BBC"))


def an_alert_on_it(**changes: Any) -> Alert:
    alert = an_alert(HEADLINE, hours_ago=2)
    told = {"story_id": STORY, "item_id": item_of(0, alert.created_at).id}
    return replace(alert, **(told | changes))


def item_of(number: int, at: datetime) -> Item:
    outlet, owner = OUTLETS[number]
    url = f"https://news.example/{number}"
    return Item(
        id=ids.item_id(url),
        source_id=f"s{number}",
        outlet=outlet,
        tier=Tier.LOCAL,
        owner=owner,
        url=url,
        title=HEADLINE if number == 0 else f"Lamps at Hallby towpath, part {number}",
        text=TEXT if number == 0 else "Nothing new.",
        author="",
        published_at=at,
        first_seen_at=at,
    )


def a_story_in(data: Path, *alerts: Alert, office: str = "ashvale") -> Path:
    """Stores it, raises these alerts with a message each that arrived, and publishes."""
    now = now_utc()
    items = [item_of(number, now - timedelta(hours=3 - number)) for number in range(3)]
    with (
        closing(open_coverage(data / "coverage.duckdb")) as coverage,
        closing(open_ledger(data / "ledger.sqlite")) as ledger,
    ):
        prepare_lake(coverage, ledger, data / "analyst")
        add_items(coverage, items, {item.url: item.id for item in items})
        add_understandings(coverage, [_read(item, office) for item in items], now)
        judgements = [Judgement(alert=one, deliveries=(_sent(one),)) for one in alerts]
        save_judgements(ledger, judgements)
        publish(coverage, ledger, data / "analyst")
    return data


def beside(told: Path, data: Path) -> Path:
    """A folder with a ledger of its own beside the same lake: publishing takes seconds."""
    shutil.copyfile(told / "ledger.sqlite", data / "ledger.sqlite")
    (data / "analyst").symlink_to(told / "analyst")
    return data


def publish_again(data: Path) -> None:
    with (
        closing(open_coverage(data / "coverage.duckdb")) as coverage,
        closing(open_ledger(data / "ledger.sqlite")) as ledger,
    ):
        publish(coverage, ledger, data / "analyst")


def _read(item: Item, office: str) -> Understanding:
    mention = Mention(
        office_id=office,
        holder_id="marsh",
        role="pcc",
        surface="Marsh",
        start=0,
        end=5,
        where="headline",
        confidence=0.9,
    )
    evidence = (Evidence(sentence="Helen Marsh has failed the towpath.", words=("failed",)),)
    tone = Tone(office_id=office, label="negative", score=-0.6, scorer="t-1", evidence=evidence)
    facts = Facts(
        office_id=office,
        subject="holder",
        prominence=3,
        quoted=False,
        origin=Origin.UNPROMPTED,
        origin_why="",
        in_hours=True,
        districts=(Tag(id="Hallby", words=("Hallby",)),),
    )
    quote = Quote(
        speaker=Speaker.MP,
        name="Dana Whitlock",
        start=0,
        end=len(QUOTE),
        where="body",
        direct=True,
    )
    return Understanding(
        item_id=item.id,
        mentions=(mention,),
        tones=(tone,),
        facts=(facts,),
        quotes=(quote,) if item.text == TEXT else (),
        story=StoryPlace(story_id=STORY, reason="first", likeness=1.0),
    )


def _sent(alert: Alert) -> Delivery:
    return Delivery(
        id=ids.delivery_id(alert.id, "console", "sam", "first"),
        alert_id=alert.id,
        way="console",
        person_id="sam",
        person="Sam Okafor",
        occasion="first",
        reason=Reason.FIRST,
        card=alert.card,
        state=DeliveryState.SENT,
        not_before=alert.created_at,
        created_at=alert.created_at,
        sent_at=alert.created_at + timedelta(minutes=1),
    )
