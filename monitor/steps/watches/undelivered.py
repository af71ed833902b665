"""Messages that do not leave: a way out that does not work is told of by those that do."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor import ids
from monitor.alert import rota
from monitor.alert.firing import shown
from monitor.alert.watching.delivery import NEVER, UNDELIVERED
from monitor.records import ChainState, OnCall, Reason
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
from monitor.times import as_iso

MINUTE: Final = timedelta(minutes=1)
log = logging.getLogger(__name__)


def undelivered(watch: Watch, own: set[str], now: datetime) -> Iterator[Watched]:
    """One trouble for each way that does not work, told by those that do."""
    late = [one for one in waiting_messages(watch.ledger, now) if one.rule_id not in own]
    late = [one for one in late if _is_late(watch.settings.oncall, one, now)]
    stuck = {one.delivery.way for one in late}
    working = tuple(way for way in watch.channels if way not in stuck)
    for way in watch.channels:
        if way not in stuck:
            if find_state(watch.ledger, STUCK + way):
                forget_state(watch.ledger, STUCK + way)
            continue
        of_way = [one for one in late if one.delivery.way == way]
        since = _stuck_since(watch, way, of_way, working, now)
        yield _of_way(watch.settings.oncall, way, of_way, since, working, now)


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
    watch: Watch, way: str, late: Sequence[Waiting], working: Sequence[str], now: datetime
) -> str:
    """From when on it did not work; without another way that does, the log alone can say so."""
    kept = find_state(watch.ledger, STUCK + way)
    if kept:
        return str(kept[0]["since"])
    since = as_iso(min(_due_at(watch.settings.oncall, one) for one in late))
    state = {"since": since, "messages": len(late), "only": not working}
    save_state(watch.ledger, STUCK + way, state, now)
    by = f"told by {', '.join(working)}" if working else "NO OTHER WAY WORKS"
    log.error("way=%s delivers nothing since=%s waiting=%d; %s", way, since, len(late), by)
    return since


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
    story = ids.content_id("undelivered", way, since)
    title = f"Alerts do not arrive by {way}"
    return Watched(state=state, coverage=shown(story, title, now), ways=working)
