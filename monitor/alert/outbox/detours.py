"""Other ways for a message whose own does not work: the chain does not depend on one of them."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from monitor.alert.desk import Desk, Notice, messages
from monitor.alert.outbox.away import PATIENCE
from monitor.records import Delivery, DeliveryState, Severity, Undelivered

URGENT: Final = frozenset({Severity.S1, Severity.S2})
LIVE: Final = frozenset(
    {DeliveryState.NEW, DeliveryState.SENDING, DeliveryState.UNCLEAR, DeliveryState.SENT}
)


@dataclass(frozen=True, slots=True)
class Detour:
    """What stands in for a message: others that wait and are hurried, or new ones."""

    hurried: tuple[str, ...] = ()
    written: tuple[Delivery, ...] = ()
    standing: bool = False  # something is on its way already

    @property
    def covers(self) -> bool:
        """Whether the person is told without the message."""
        return self.standing or bool(self.written)


def needs_detour(one: Undelivered, broken: bool, now: datetime) -> bool:
    """Whether it takes another way: urgent ones after two minutes, any if the way is broken."""
    if one.delivery.state is DeliveryState.PARKED:
        return broken or one.severity in URGENT
    tried_for = now - (one.first_tried_at or now)
    return one.severity in URGENT and tried_for >= PATIENCE


def detour(
    desk: Desk,
    away: Set[str],
    message: Delivery,
    others: Iterable[Delivery],
    why: str,
    now: datetime,
) -> Detour:
    """By whatever else the person has, at once; by whatever the office has, if that is nothing.

    `others` are the messages of the same alert: what goes to this person by a way that works is not
    written a second time.
    """
    open_ways = tuple(way for way in desk.ways if way not in away and way != message.way)
    standing = [one for one in others if _stands_in(one, message) and one.way in open_ways]
    if standing:
        later = [one for one in standing if one.state is DeliveryState.NEW and one.not_before > now]
        hurried = tuple(one.id for one in later if not one.attempts)
        return Detour(hurried=hurried, standing=True)
    found = messages(_by(desk, open_ways, message.person_id), message.card, _notice(message), now)
    return Detour(written=tuple(_saying(one, why) for one in found))


def _stands_in(other: Delivery, message: Delivery) -> bool:
    return (
        other.id != message.id
        and (other.person_id, other.occasion) == (message.person_id, message.occasion)
        and other.created_at >= message.created_at
        and other.state in LIVE
    )


def _by(desk: Desk, open_ways: Sequence[str], person_id: str) -> Desk:
    """The desk with these ways alone, each used at once and by nobody's conditions."""
    people = tuple(
        replace(
            person,
            ways=tuple(
                replace(way, after_minutes=0, when="always", severities=())
                for way in person.ways
                if way.by in open_ways
            ),
        )
        if person.id == person_id
        else person
        for person in desk.oncall.people
    )
    return replace(desk, oncall=replace(desk.oncall, people=people), ways=tuple(open_ways))


def _notice(message: Delivery) -> Notice:
    """The same by whichever message asks for it, so that two that failed lead to one."""
    return Notice(
        person_id=message.person_id,
        person=message.person,
        occasion=message.occasion,
        name=f"{message.card.severity}:{message.occasion}:instead",
        reason=message.reason,
        not_before=message.not_before,
    )


def _saying(message: Delivery, why: str) -> Delivery:
    note = "; ".join(filter(None, [message.card.note, why]))
    return replace(message, note=why, card=replace(message.card, note=note))
