"""A desk with Slack: a ledger, a fake Slack that people press buttons in, and the daemon's part."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor import ids
from monitor.alert.messages import render
from monitor.network.slack import SlackChannel
from monitor.network.slack.line import Pace
from monitor.network.slack.people import SlackPeople
from monitor.records import (
    Alert,
    AlertState,
    Delivery,
    DeliveryState,
    Judgement,
    OnCall,
    Person,
    Rung,
    Slack,
)
from monitor.settings.secrets import SLACK_APP_TOKEN, SLACK_BOT_TOKEN, Secret
from monitor.steps.buttons import open_buttons
from monitor.store.alerts import find_alert, save_judgements
from monitor.store.desk import keep_desk
from monitor.store.ledger import Ledger, open_ledger
from tests.alert.samples import NOON, a_delivery, an_alert, an_oncall
from tests.fakes.slack import FakeSlack

CHANNEL = "C0ALERTS"
BOT, APP = "xoxb-canary", "xapp-canary"
QUICK = Pace(ask=0.5, silent=5.0, deaf=20.0, waits=(0.05, 0.1, 0.2, 0.5))
LADDER = (
    Rung(role="on-call", person_id="sam", person="Sam Okafor", after_minutes=0),
    Rung(role="backup", person_id="ruth", person="Ruth Adeyemi", after_minutes=30),
)
PEOPLE = (
    Person(id="sam", name="Sam Okafor", slack="U0SAM"),
    Person(id="ruth", name="Ruth Adeyemi", slack="U0RUTH"),
    Person(id="gwen", name="Gwen Pryce"),
)


@dataclass
class Pressroom:
    """`now` is the desk's clock, which the test turns."""

    folder: Path
    slack: FakeSlack
    now: datetime = NOON

    @property
    def path(self) -> Path:
        return self.folder / "ledger.sqlite"

    @property
    def oncall(self) -> OnCall:
        return an_oncall(people=PEOPLE, slack=Slack(channel=CHANNEL, api_url=self.slack.url))

    def clock(self) -> datetime:
        return self.now

    def channel(self) -> SlackChannel:
        return SlackChannel(CHANNEL, BOT, self.slack.url, {"sam": "U0SAM"})

    def people(self) -> SlackPeople:
        return SlackPeople(BOT, self.slack.url)

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        with closing(open_ledger(self.path)) as ledger:
            yield ledger

    def raised(self, name: str = "R01", **changes: Any) -> tuple[Alert, str]:
        """An alert that Sam was told of in Slack; the `ts` of the message."""
        alert = an_alert(name, ladder=LADDER, **changes)
        delivery = self.posted(alert)
        with self.ledger() as ledger:
            keep_desk(ledger, self.oncall, ("slack",), (), self.now)
            save_judgements(ledger, [Judgement(alert=alert, deliveries=(delivery,))])
        return alert, delivery.receipt

    def posted(self, alert: Alert, person: str = "sam") -> Delivery:
        name = next(one.name for one in PEOPLE if one.id == person)
        delivery = a_delivery(
            alert,
            id=ids.delivery_id(alert.id, "slack", person, "first"),
            person_id=person,
            person=name,
        )
        receipt = self.channel().send(render(delivery)).receipt
        return replace(delivery, state=DeliveryState.SENT, receipt=receipt, sent_at=self.now)

    def alert(self, alert_id: str) -> Alert:
        with self.ledger() as ledger:
            found = find_alert(ledger, alert_id)
        assert found is not None
        return found

    def audit(self, alert_id: str) -> list[tuple[str, str]]:
        with self.ledger() as ledger:
            rows = ledger.execute(
                "SELECT actor, action FROM audit WHERE alert_id = ? ORDER BY entry", [alert_id]
            )
            return [(row["actor"], row["action"]) for row in rows]

    @contextmanager
    def open(self, pace: Pace = QUICK) -> Iterator[None]:
        """The daemon's part, connected."""
        secrets = {SLACK_BOT_TOKEN: Secret(BOT), SLACK_APP_TOKEN: Secret(APP)}
        with open_buttons(self.oncall, self.folder, secrets, pace, self.clock):
            assert self.slack.link.wait_for_link(5)
            yield

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)

    def whispers(self, count: int = 1, seconds: float = 8) -> list[str]:
        """What single people were told, once there is so much of it."""
        wait_for(lambda: len(self.slack.whispers) >= count, seconds)
        return [one.text for one in self.slack.whispers]

    def states(self) -> list[AlertState]:
        with self.ledger() as ledger:
            rows = ledger.execute("SELECT state FROM alerts ORDER BY alert_id")
            return [AlertState(row["state"]) for row in rows]


def wait_for(condition: Callable[[], object], seconds: float = 8) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
