"""A desk whose Slack may be away for hours, with a clock that stands still between two ticks."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from monitor import ids
from monitor.network.channels import Channel
from monitor.network.console import Console
from monitor.network.slack import SlackChannel
from monitor.records import Alert, Delivery, Judgement, OnCall, Severity
from monitor.steps.delivering import deliver_due
from monitor.steps.detouring import detour_due
from monitor.steps.escalating import escalate_due
from monitor.steps.verifying import verify_sent
from monitor.store.alerts import save_judgements
from monitor.store.ledger import open_ledger
from monitor.store.outbox import list_deliveries
from tests.alert.samples import NOON, S2, a_card, a_delivery, a_desk, an_alert, an_oncall
from tests.fakes.slack import FakeSlack


class Desk:
    """A Slack, a terminal, and the ledger between them."""

    def __init__(self, folder: Path) -> None:
        self.now = NOON
        self.shown: list[str] = []
        self.escalates = False
        self.slack = FakeSlack(hang=0.02, clock=lambda: self.now)
        self.slack.start()
        self.ledger = open_ledger(folder / "ledger.sqlite")
        self.oncall: OnCall = an_oncall()
        self.channels: dict[str, Channel] = {
            "slack": SlackChannel("C0ALERTS", "xoxb-test", self.slack.url, {}),
            "console": Console(folder / "alerts.log", self.shown.append),
        }

    def only_slack(self) -> None:
        del self.channels["console"]

    def add(self, story: str, severity: Severity = S2, rule: str = "R16") -> Delivery:
        alert = self.an_alert(story, severity, rule)
        message = a_delivery(alert, created_at=self.now, not_before=self.now)
        save_judgements(self.ledger, [Judgement(alert=alert, deliveries=(message,))])
        return message

    def an_alert(self, story: str, severity: Severity, rule: str) -> Alert:
        alert_id = ids.alert_id(rule, "ashvale", story)
        card = a_card(alert_id=alert_id, severity=severity, headline=f"News of {story}")
        moments: dict[str, Any] = {
            "created_at": self.now,
            "updated_at": self.now,
            "raised_at": self.now,
        }
        alert = an_alert(
            rule, severity=severity, due_at=None, card=card, item_id=ids.item_id(story)
        )
        return replace(alert, id=alert_id, story_id=story, **moments)

    def run(self, seconds: int, every: int = 1) -> None:
        for _ in range(0, seconds, every):
            self.now += timedelta(seconds=every)
            self.tick()

    def tick(self) -> None:
        """What the daemon does each second."""
        desk = replace(a_desk(*self.channels), oncall=self.oncall)
        if self.escalates:
            escalate_due(self.ledger, desk, self.now)
        detour_due(self.ledger, desk, self.now)
        deliver_due(self.ledger, self.channels, self.now)
        verify_sent(self.ledger, self.channels, self.now)

    def row(self, message: Delivery) -> Delivery:
        rows = list_deliveries(self.ledger, [message.alert_id])
        return next(row for row in rows if row.id == message.id)

    def texts(self) -> list[str]:
        return [post.text for post in self.slack.visible()]
