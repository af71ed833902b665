"""A desk on a night: the real flow at a moment that the script moves on, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from monitor.network.channels import Channel
from monitor.network.console import Console
from monitor.pipeline import collect_due, send_out, take_in
from monitor.records import (
    Alert,
    AlertState,
    CycleReport,
    Delivery,
    DeliveryState,
    PollReport,
    Settings,
)
from monitor.steps.watch import Watch
from monitor.steps.ways import open_ways
from monitor.store.alerts import list_alerts
from monitor.store.items import add_items
from monitor.store.outbox import list_deliveries
from monitor.times import for_people
from monitor.understand.tone.choosing import Scorers
from tests.fakes.publisher import Publisher
from tests.fakes.slack import FakeSlack
from tests.scenarios.nights.coverage import item_of
from tests.scenarios.nights.desk import SECRETS, Desk
from tests.scenarios.nights.lines import Written
from tests.scenarios.nights.reading import Read, read

# A message that another way has told is not waited for.
SETTLED = {DeliveryState.HELD, DeliveryState.SENT, DeliveryState.GIVEN_UP}


@dataclass
class Night:
    """What is kept of it is for the comparison with the script."""

    settings: Settings
    data: Path
    slack: FakeSlack
    desk: Desk
    now: datetime
    every: timedelta  # between two passes where nothing else calls for one
    publish_at: Callable[[Night, Written], None] | None = None  # feeds, where they are polled
    online: Publisher | None = None
    scorers: Scorers | None = None  # other than the desk's
    with_terminal: bool = False
    terminal: list[str] = field(default_factory=list)  # what stood there, if it was a second way
    watch: Watch = field(init=False)
    opened: ExitStack = field(default_factory=ExitStack)
    arriving: list[Written] = field(default_factory=list)
    held: list[tuple[datetime, str, Delivery]] = field(default_factory=list)
    last_pass: datetime | None = None
    alerts: list[Alert] = field(default_factory=list)  # as they stood at the end, oldest first
    stories: int = 0  # that there were
    waiting: list[str] = field(default_factory=list)  # messages that had not left at the end

    def open(self) -> None:
        """Starts the watch on its empty data folder."""
        self._take(self.desk.lend(self.settings, self.data, self._ways(), self.opened))

    def restart(self) -> None:
        """Ends it and starts it again on what it left there, as after a boot."""
        self.close()
        self._take(self.desk.boot(self.settings, self.data, self._ways(), self.opened))

    def close(self) -> None:
        self.opened.close()

    @property
    def publisher(self) -> Publisher:
        assert self.online, "nothing is polled in this script: say which outlets are"
        return self.online

    def publish(self, written: Written) -> None:
        """It comes with the next pass, or with the next poll of its feed."""
        if self.publish_at:
            self.publish_at(self, written)
        else:
            self.arriving.append(written)

    def pass_through(self) -> None:
        """One pass of the flow at this moment, and every message that is due by it."""
        self.last_pass = self.now
        report = take_in(self.watch, self.now, self._collect)
        send_out(self.watch, self.now, report)
        self.note_holds()

    def send(self) -> None:
        send_out(self.watch, self.now, CycleReport())
        self.note_holds()

    def posts(self) -> list[Read]:
        """What stands in the channel, as a person reads it."""
        return [read(post) for post in self.slack.visible()]

    def _take(self, watch: Watch) -> None:
        self.watch = replace(watch, scorers=self.scorers) if self.scorers else watch

    def _ways(self) -> dict[str, Channel]:
        """Slack, as the configuration says; and a second way, where a script wants one."""
        ways = open_ways(self.settings, self.data, SECRETS, print)
        if self.with_terminal:
            ways["console"] = Console(self.data / "alerts.log", self.terminal.append)
        return ways

    def _count_stories(self) -> int:
        query = "SELECT count(DISTINCT story_id) FROM stories_that_count"
        row = self.watch.coverage.execute(query).fetchone()
        return int(row[0]) if row else 0

    def _collect(self, watch: Watch, now: datetime) -> list[PollReport]:
        if self.publish_at:
            return collect_due(watch, now)
        written, self.arriving = self.arriving, []
        items = [item_of(one, watch, now) for one in written]
        if items:
            add_items(watch.coverage, items, {f"url:{one.url}": one.id for one in items})
        return []

    def states(self, rule: str) -> list[AlertState]:
        """How the rule's alerts stood at the end, oldest first."""
        return [alert.state for alert in self.alerts if alert.rule_id == rule]

    def note_holds(self) -> None:
        """Remembers since when a message is held."""
        known = {delivery.id for _, _, delivery in self.held}
        for rule, one in self._messages():
            if one.state is DeliveryState.HELD and one.id not in known:
                self.held.append((self.now, rule, one))

    def note_end(self) -> None:
        """What stands when the script ends: messages that still wait have not been told of."""
        self.alerts = list_alerts(self.watch.ledger)[::-1]
        self.stories = self._count_stories()
        for rule, one in self._messages():
            if one.state not in SETTLED:
                at = f"{one.person}, due {for_people(one.not_before)} ({one.state.value})"
                self.waiting.append(f"still waits at the end: {rule} for {at}")

    def _messages(self) -> list[tuple[str, Delivery]]:
        rules = {alert.id: alert.rule_id for alert in list_alerts(self.watch.ledger)}
        found = list_deliveries(self.watch.ledger, list(rules))
        return [(rules[one.alert_id], one) for one in found]
