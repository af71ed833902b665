"""Is anything past due? → if nothing is, a sign of life to somebody outside; else an ERROR.

Whoever listens there sounds the alarm when the signs stop: a daemon that is dead, stuck, or alive
and useless is found by somebody else.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.network.heartbeat import Heartbeat
from monitor.settings.secrets import HEARTBEAT_FAIL_URL, HEARTBEAT_URL, read_secret
from monitor.store.auditing import (
    overdue_alerts,
    unheard_alerts,
    untried_messages,
    why_unwritable,
)
from monitor.store.ledger import Ledger

# How long a tick may take until it counts as stuck. Sending waits 10 s for each way, and the first
# pass after a long absence reads and judges what came meanwhile.
LONGEST: Final = {"collect": timedelta(minutes=10), "send": timedelta(minutes=3)}
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tick:
    """When a tick that comes again and again began last, and whether it has ended since."""

    began_at: datetime
    ended_at: datetime | None = None

    def begin(self, now: datetime) -> None:
        self.began_at, self.ended_at = now, None

    def end(self, now: datetime) -> None:
        self.ended_at = now


def audit(ledger: Ledger, ticks: Mapping[str, Tick], now: datetime) -> list[str]:
    """Everything that is past due, in words; [] when all is well."""
    if why := why_unwritable(ledger, now):
        return [f"the ledger cannot be written: {why}", *stuck(ticks, now)]
    return [
        *_named("nobody was told in time of", "alert", overdue_alerts(ledger, now)),
        *_named("no way out has brought to anybody", "alert", unheard_alerts(ledger, now)),
        *_named("nobody has tried to send", "message", untried_messages(ledger, now)),
        *stuck(ticks, now),
    ]


def stuck(ticks: Mapping[str, Tick], now: datetime) -> list[str]:
    """Ticks that have not ended, or not come again, for longer than they may take."""
    return [
        f"`{name}` has not come to an end since {tick.began_at:%H:%M:%S} UTC"
        for name, tick in ticks.items()
        if now - (tick.ended_at or tick.began_at) > LONGEST[name]
    ]


def sign_of_life(
    ledger: Ledger, ticks: Mapping[str, Tick], heartbeat: Heartbeat | None, now: datetime
) -> bool:
    """Audits, says aloud what is wrong, and tells the outside that all is well if it is."""
    wrong = audit(ledger, ticks, now)
    for one in wrong:
        log.error("past due: %s", one)
    if heartbeat is None:
        return not wrong
    failed = heartbeat.fail(len(wrong)) if wrong else heartbeat.beat()
    if failed:
        log.warning("the outside could not be told how we are: %s", failed)
    return not wrong


def heartbeat_outside() -> Heartbeat | None:
    """Where signs of life go, if anybody waits for them."""
    url, fail_url = read_secret(HEARTBEAT_URL), read_secret(HEARTBEAT_FAIL_URL)
    return Heartbeat(url.reveal(), fail_url.reveal() if fail_url else "") if url else None


def _named(what: str, kind: str, ids: Iterable[str]) -> list[str]:
    return [f"{what} {kind}={one}" for one in ids]
