"""A sender to be killed: raises alerts and delivers them, as fast as Slack answers.

Told to `raise`, it raises an alert whenever nothing is left to do, for ever. Told to `finish`, it
raises none and ends when every message is sent.
"""

import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor.clock import now_utc
from monitor.network.slack import SlackChannel
from monitor.records import Judgement
from monitor.steps.delivering import deliver_due
from monitor.store.alerts import save_judgements
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import count_deliveries, next_due_at
from tests.alert.samples import a_card, a_delivery, an_alert

TICK = 0.002  # seconds


def main(path: str, url: str, look_after: str, task: str) -> None:
    ledger = open_ledger(Path(path))
    channel = SlackChannel("C0ALERTS", "xoxb-test", url, {})
    channel.look_after = timedelta(seconds=float(look_after))
    channel.spacing = timedelta()  # as fast as it answers
    print("ready", flush=True)
    while task == "raise" or next_due_at(ledger):
        now = now_utc()
        if task == "raise" and (next_due_at(ledger) or now) >= now:
            _raise_alert(ledger, now)
        deliver_due(ledger, {"slack": channel}, now)
        time.sleep(TICK)


def _raise_alert(ledger: Ledger, now: datetime) -> None:
    number = sum(count for _, _, count in count_deliveries(ledger))
    alert = replace(an_alert(f"R{number}", card=a_card(headline=f"{number}")), due_at=None)
    message = a_delivery(alert, created_at=now, not_before=now)
    save_judgements(ledger, [Judgement(alert=alert, deliveries=(message,))])


if __name__ == "__main__":
    main(*sys.argv[1:])
