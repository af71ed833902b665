"""Messages that do not leave: a way out that does not work is told of by those that do."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor import ids
from monitor.alert import rota
from monitor.alert.firing import shown
from monitor.alert.outbox.away import PATIENCE, why_away
from monitor.alert.watching.delivery import NEVER, UNDELIVERED
from monitor.records import ChainState, OnCall, Reason, WayState
from monitor.steps.watch import Watch
from monitor.steps.watches.seen import Watched
from monitor.store.watched import (
    STUCK,
    Waiting,
    find_state,
    forget_state,
    save_state,
    waiting_messages,
)
from monitor.store.ways import list_ways
from monitor.times import as_iso

MINUTE: Final = timedelta(minutes=1)
log = logging.getLogger(__name__)


def undelivered(watch: Watch, own: set[str], now: datetime) -> Iterator[Watched]:
    """One trouble for each way that does not work, told by those that do."""
    late = [one for one in waiting_messages(watch.ledger, now) if one.rule_id not in own]
    late = [one for one in late if _is_late(watch.settings.oncall, one, now)]
    gone = _gone(watch, now)
    stuck = {one.delivery.way for one in late} | gone.keys()
    working = tuple(way for way in watch.channels if way not in stuck)
    for way in watch.channels:
        if way not in stuck:
            if find_state(watch.ledger, STUCK + way):
                forget_state(watch.ledger, STUCK + way)
            continue
        of_way = [one for one in late if one.delivery.way == way]
        since = _stuck_since(watch, way, of_way, working, gone.get(way), now)
        yield (
            _of_way(watch.settings.oncall, way, of_way, since, working, now)
            if of_way
            else _by_itself(gone[way], since, working, now)
        )


def _gone(watch: Watch, now: datetime) -> dict[str, WayState]:
    """Ways that are out of order, or that nothing has passed for two minutes: what should leave by
    them has taken others, and waits no more."""
    return {
        way: state
        for way, state in list_ways(watch.ledger).items()
        if way in watch.channels
        and state.failing_since
        and (state.broken or now - state.failing_since >= PATIENCE)
    }


def _is_late(oncall: OnCall, one: Waiting, now: datetime) -> bool:
    minutes = (now - _due_at(oncall, one)) / MINUTE
    return minutes >= UNDELIVERED.get(one.severity, NEVER)


def _due_at(oncall: OnCall, one: Waiting) -> datetime:
    """When it should have left first: later attempts move the time at which it is due."""
    delivery = one.delivery
    if not delivery.attempts:
        return max(delivery.created_at, delivery.not_before)
    waited = delivery.reason is Reason.QUIET_HOURS
    morning = rota.quiet_until(oncall, delivery.created_at) if waited else None
    return morning or delivery.created_at


def _stuck_since(
    watch: Watch,
    way: str,
    late: Sequence[Waiting],
    working: Sequence[str],
    gone: WayState | None,
    now: datetime,
) -> str:
    """From when on it did not work; without another way that does, the log alone can say so."""
    kept = find_state(watch.ledger, STUCK + way)
    if kept:
        return str(kept[0]["since"])
    moments = [_due_at(watch.settings.oncall, one) for one in late]
    moments += [gone.failing_since] if gone and gone.failing_since else []
    since = as_iso(min(moments))
    state = {"since": since, "messages": len(late), "only": not working}
    save_state(watch.ledger, STUCK + way, state, now)
    by = f"told by {', '.join(working)}" if working else "NO OTHER WAY WORKS"
    log.error("way=%s delivers nothing since=%s waiting=%d; %s", way, since, len(late), by)
    return since


def _by_itself(state: WayState, since: str, working: tuple[str, ...], now: datetime) -> Watched:
    """A way that does not work and keeps nothing waiting: all was told otherwise."""
    trouble = ChainState(trouble="out of order", what=why_away(state), id=state.way)
    return _watched(trouble, state.way, since, working, now)


def _of_way(
    oncall: OnCall,
    way: str,
    late: Sequence[Waiting],
    since: str,
    working: tuple[str, ...],
    now: datetime,
) -> Watched:
    worst = min(late, key=lambda one: (one.severity, _due_at(oncall, one)))
    said = f" ({worst.delivery.note})" if worst.delivery.note else ""
    state = ChainState(
        trouble="undelivered",
        severity=worst.severity,
        minutes=(now - _due_at(oncall, worst)) / MINUTE,
        what=f"“{worst.delivery.card.headline}” by {way}{said}, {len(late)} in all",
        id=way,
    )
    return _watched(state, way, since, working, now)


def _watched(
    state: ChainState, way: str, since: str, working: tuple[str, ...], now: datetime
) -> Watched:
    story = ids.content_id("undelivered", way, since)
    title = f"Alerts do not arrive by {way}"
    return Watched(state=state, coverage=shown(story, title, now), ways=working)
