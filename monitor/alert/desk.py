"""Who can be told and by which ways, and the messages that this makes of a card."""

from dataclasses import dataclass
from datetime import datetime

from monitor import ids
from monitor.alert.routing import ways_to
from monitor.records import (
    Card,
    Delivery,
    DeliveryState,
    OnCall,
    Reason,
    RotaChange,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """The rota as it is written, what people have said since, and the ways that are open."""

    oncall: OnCall
    ways: tuple[str, ...]
    changes: tuple[RotaChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """To whom messages leave, why and when, or why they do not.

    Named by an occasion: the same written twice is one.
    """

    person_id: str
    person: str
    occasion: str
    reason: Reason
    not_before: datetime
    note: str = ""
    held: bool = False
    name: str = ""  # what tells it from others of its occasion; the occasion, if none is given


def messages(desk: Desk, card: Card, notice: Notice, now: datetime) -> tuple[Delivery, ...]:
    """One message for each way to the person, or the notes of why there is none."""
    name = notice.name or notice.occasion
    ways = ways_to(desk.oncall, desk.ways, notice.person_id, card.severity, notice.not_before)
    return tuple(
        Delivery(
            id=ids.delivery_id(card.alert_id, way, notice.person_id, name),
            alert_id=card.alert_id,
            way=way,
            person_id=notice.person_id,
            person=notice.person,
            occasion=notice.occasion,
            reason=notice.reason,
            card=card,
            state=DeliveryState.HELD if notice.held else DeliveryState.NEW,
            not_before=notice.not_before + after,
            created_at=now,
            note=notice.note,
        )
        for way, after in ways
    )
