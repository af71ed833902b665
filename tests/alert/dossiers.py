"""A story of invented Northmoor, as the crisis desk has it; each maker takes changes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from monitor.alert.crisis.dossier import Appearance, Dossier
from monitor.records import Crisis, Enquiry, Output
from tests.alert.samples import NOON, STORY, a_delivery

HOUR = timedelta(hours=1)
OFFICE = "ashvale"


def an_appearance(name: str = "a", at: datetime = NOON, **changes: Any) -> Appearance:
    found = Appearance(
        item_id=f"item-{name}",
        outlet="Northmoor Herald",
        owner="Herald Group",
        tier="local",
        title="Lamps at Hallby towpath dark for a month",
        url=f"https://herald.example/{name}",
        at=at,
        seen_at=at,
        taken_at=at,
        tone="negative",
        score=-0.5,
        sentence="The commissioner has failed the towpath.",
    )
    return replace(found, **changes)


def a_dossier(*appearances: Appearance, **changes: Any) -> Dossier:
    dossier = Dossier(
        story_id=STORY,
        office_id=OFFICE,
        title="Lamps at Hallby towpath dark for a month",
        appearances=appearances or (an_appearance(),),
    )
    return replace(dossier, **changes)


def watched(*appearances: Appearance, hours: int = 12, **changes: Any) -> Dossier:
    """The same in a crisis that was reported on in each of its hours."""
    told = tuple(
        a_delivery(id=f"hour-{n}", alert_id=a_crisis().id, occasion=f"hour-{n}")
        for n in range(hours)
    )
    return a_dossier(*appearances, **{"deliveries": told} | changes)


def a_crisis(**changes: Any) -> Crisis:
    crisis = Crisis(
        id="c0ffee0000000001",
        office_id=OFFICE,
        story_id=STORY,
        title="Lamps at Hallby towpath dark for a month",
        started_by="Ruth Amory",
        started_at=NOON,
    )
    return replace(crisis, **changes)


def an_output(name: str = "o", **changes: Any) -> Output:
    output = Output(
        id=f"output-{name}",
        office_id=OFFICE,
        kind="statement",
        title="Lamps at the Hallby towpath: what we do",
        issued_at=NOON + HOUR,
        entered_by="ruth",
        entered_at=NOON,
    )
    return replace(output, **changes)


def an_enquiry(name: str = "e", **changes: Any) -> Enquiry:
    enquiry = Enquiry(
        id=f"enquiry-{name}",
        office_id=OFFICE,
        received_at=NOON,
        outlet="Northmoor Herald",
        subject="When will the towpath lamps work?",
        entered_by="ruth",
        entered_at=NOON,
    )
    return replace(enquiry, **changes)
