"""Messages whose way does not work → another way at once; when it works again, what still waits."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime

from monitor.alert.desk import Desk
from monitor.alert.outbox import away
from monitor.alert.outbox.away import may_probe
from monitor.alert.outbox.catching_up import leads
from monitor.alert.outbox.detours import Detour, detour, needs_detour
from monitor.failpoints import reach
from monitor.records import Delivery, DeliveryState, Undelivered, WayState
from monitor.store.ledger import Ledger, transaction
from monitor.store.outbox import add_delivery, list_deliveries
from monitor.store.ways import (
    give_up_told,
    hurry,
    lead_out,
    list_waits,
    list_ways,
    park_waiting,
    regroup,
    undelivered,
    ways_waited_for,
)

log = logging.getLogger(__name__)


def detour_due(ledger: Ledger, desk: Desk, now: datetime) -> int:
    """Parks what cannot leave, gives it another way, lets out what a mended way may tell; how many
    messages take another way.

    Each step is a transaction of its own and changes nothing when it is done again.
    """
    ways = _states(ledger, desk, now)
    gone = {way for way, state in ways.items() if _is_gone(desk, state, now)}
    _park(ledger, desk, ways, gone, now)
    with transaction(ledger):
        regroup(ledger)
        given_up = give_up_told(ledger)
    if given_up:
        log.info("given up, told otherwise: %d", given_up)
    waiting = undelivered(ledger)
    covered = _detours(ledger, desk, waiting, ways, now) if waiting else set()
    uncovered = [one for one in waiting if one.delivery.id not in covered]
    tried = {way: state for way, state in ways.items() if way in desk.ways}
    _let_out(ledger, uncovered, tried, now)
    return len(covered)


def _states(ledger: Ledger, desk: Desk, now: datetime) -> dict[str, WayState]:
    """Every way that is open, or by which something waits to leave."""
    known = list_ways(ledger)
    names = {*desk.ways, *ways_waited_for(ledger, now)}
    return {way: known.get(way) or WayState(way=way) for way in sorted(names)}


def _is_gone(desk: Desk, state: WayState, now: datetime) -> bool:
    return state.way not in desk.ways or away.is_away(state, now)


def _park(
    ledger: Ledger,
    desk: Desk,
    ways: Mapping[str, WayState],
    gone: Iterable[str],
    now: datetime,
) -> None:
    for way in sorted(gone):
        parked = park_waiting(ledger, way, _why(desk, ways[way]), now)
        if parked:
            reach("parked")
            log.warning("way=%s parked=%d: %s", way, parked, _why(desk, ways[way]))


def _why(desk: Desk, state: WayState) -> str:
    if state.way not in desk.ways:
        return f"{away.called(state.way)} is not set up any more"
    return away.why_away(state)


def _detours(
    ledger: Ledger,
    desk: Desk,
    waiting: Iterable[Undelivered],
    ways: Mapping[str, WayState],
    now: datetime,
) -> set[str]:
    """The messages in whose place others leave."""
    wanting = [one.delivery for one in waiting if needs_detour(one, _broken(desk, ways, one), now)]
    others: dict[str, list[Delivery]] = {}
    for message in list_deliveries(ledger, [one.alert_id for one in wanting]):
        others.setdefault(message.alert_id, []).append(message)
    gone = {way for way, state in ways.items() if _is_gone(desk, state, now)}
    covered = set()
    for message in wanting:
        why = _why(desk, ways.get(message.way) or WayState(way=message.way))
        found = detour(desk, gone, message, others[message.alert_id], why, now)
        _write(ledger, message, found, why, now)
        others[message.alert_id] += found.written
        covered |= {message.id} if found.covers else set()
    return covered


def _write(ledger: Ledger, message: Delivery, found: Detour, why: str, now: datetime) -> None:
    if not (found.written or found.hurried):
        return
    reach("detour-found")
    with transaction(ledger):
        hurry(ledger, found.hurried, now)
        for instead in found.written:
            add_delivery(ledger, instead)
    reach("detour-written")
    by = ", ".join(instead.way for instead in found.written) or "what was to leave later"
    log.warning("delivery=%s takes another way: %s (%s)", message.id, by, why)


def _broken(desk: Desk, ways: Mapping[str, WayState], one: Undelivered) -> bool:
    state = ways.get(one.delivery.way)
    return one.delivery.way not in desk.ways or (state is not None and state.broken)


def _let_out(
    ledger: Ledger, waiting: list[Undelivered], ways: Mapping[str, WayState], now: datetime
) -> None:
    """All of a way that works; of one that fails, one a minute, to see whether it does."""
    waits = list_waits(ledger, now)
    for way in {one.delivery.way for one in waiting if one.delivery.state is DeliveryState.PARKED}:
        state = ways.get(way)
        if state is None or way in waits or (state.failing_since and not may_probe(state, now)):
            continue
        found = leads(waiting, way)[: 1 if state.failing_since else None]
        if found:
            with transaction(ledger):
                lead_out(ledger, found, now)
            reach("led-out")
            log.info("way=%s tried again with=%d", way, len(found))
