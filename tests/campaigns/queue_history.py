"""Random histories of alerts over a real ledger: people, clicks that come twice, time, kills."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from monitor.alert.holding import Circumstances
from monitor.alert.judge import judge
from monitor.records import (
    Act,
    ActKind,
    Alert,
    AlertState,
    DeliveryState,
    Moved,
    Reason,
    Refused,
    Way,
)
from monitor.steps.acting import act_on
from monitor.steps.escalating import escalate_due
from monitor.store.alerts import alerts_due, alerts_of_stories, list_alerts, save_judgements
from monitor.store.audit import first_broken
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import claim, deliveries_due, settle
from tests.alert.samples import NOON, S1, S2, S3, STORY, a_desk, a_firing, coverage_of

LATER: Final = (Way(by="console"), Way(by="sms", after_minutes=5))
EVERYBODY: Final = tuple(
    replace(one, ways=LATER, phone="+447700900123") for one in a_desk().oncall.people
)
DESK: Final = a_desk("console", "sms", people=EVERYBODY)
PEOPLE: Final = ("Sam Okafor", "ruth", "Gwen Pryce", "Una Fell")
RULES: Final = ("R01", "R02")
SHUT: Final = {AlertState.NOTED, AlertState.CLOSED}
GRACE: Final = timedelta(seconds=5)
BY_PEOPLE: Final = sorted(set(ActKind) - {ActKind.CLIMB, ActKind.RETURN, ActKind.RECOVER})
MOMENTS: Final = st.sampled_from([0.0, 1, 4, 60, 299, 600, 1800, 3600, 7200, 30_000, 90_000])


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


class Dying:
    """A connection whose process is killed before it executes so many statements."""

    def __init__(self, db: Ledger, statements: int) -> None:
        self._db, self._left = db, statements

    def execute(self, *words: Any) -> Any:
        if self._left == 0:
            raise Killed
        self._left -= 1
        return self._db.execute(*words)

    @property
    def in_transaction(self) -> bool:
        return False  # nobody is left to roll it back; the next to open the file does


@cache
def empty() -> Path:
    """A ledger in which nothing has happened."""
    path = Path(tempfile.mkdtemp()) / "empty.sqlite"
    open_ledger(path).close()
    return path


class Histories(RuleBasedStateMachine):
    """What must hold after every step stands in the invariants."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "ledger.sqlite"
        shutil.copy(empty(), self.path)
        self.now, self.keys = NOON, 0
        self.done: list[tuple[str, Act, Moved | Refused]] = []
        self._open()
        for name, severity in zip(RULES, (S1, S2), strict=True):
            self._judge(name, severity)

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()
            shutil.rmtree(self.folder)

    # ------------------------------------------------------------ people

    @rule(kind=st.sampled_from(BY_PEOPLE), by=st.sampled_from(PEOPLE), which=st.integers(0, 1))
    def acts(self, kind: ActKind, by: str, which: int) -> None:
        alert, act = self._act(kind, by, which)
        self.done.append((alert.id, act, act_on(self.db, DESK, alert.id, act)))

    @rule(kind=st.sampled_from(BY_PEOPLE), by=st.sampled_from(PEOPLE), which=st.integers(0, 1))
    def clicks_twice(self, kind: ActKind, by: str, which: int) -> None:
        alert, act = self._act(kind, by, which)
        first = act_on(self.db, DESK, alert.id, act)
        self.done.append((alert.id, act, first))
        self._again(alert.id, act, first)

    @rule(back=st.integers(0, 5))
    def an_old_click_comes_again(self, back: int) -> None:
        if self.done:
            self._again(*self.done[-1 - back % len(self.done)])

    @rule(which=st.integers(0, 1), first=st.booleans())
    def two_answer_at_once(self, which: int, first: bool) -> None:
        alert, _ = self._act(ActKind.ACKNOWLEDGE, "", which)
        waits = alert.state is AlertState.NEW
        with closing(self._another()) as other:
            both = [(self.db, PEOPLE[0]), (other, PEOPLE[2])]
            outcomes = [
                act_on(db, DESK, alert.id, self._act(ActKind.ACKNOWLEDGE, by, which)[1])
                for db, by in (both if first else both[::-1])
            ]
        if waits:
            assert [isinstance(one, Moved) for one in outcomes] == [True, False]

    # ------------------------------------------------------------ time, rules, kills

    @rule(seconds=MOMENTS, sends=st.booleans())
    def time_passes(self, seconds: float, sends: bool) -> None:
        """The sender may have been waiting for Slack meanwhile."""
        self.now += timedelta(seconds=seconds)
        escalate_due(self.db, DESK, self.now)
        assert alerts_due(self.db, self.now) == []
        if sends:
            self._send()

    @rule(which=st.integers(0, 1), severity=st.sampled_from([S1, S2, S3]))
    def the_story_grows(self, which: int, severity: Any) -> None:
        self._judge(RULES[which], severity)

    @rule(
        kind=st.sampled_from(BY_PEOPLE),
        by=st.sampled_from(PEOPLE),
        which=st.integers(0, 1),
        statements=st.integers(0, 20),
    )
    def is_killed_while_acting(self, kind: ActKind, by: str, which: int, statements: int) -> None:
        alert, act = self._act(kind, by, which)
        self._until_killed(lambda db: act_on(db, DESK, alert.id, act), statements)
        self.done.append((alert.id, act, act_on(self.db, DESK, alert.id, act)))

    @rule(seconds=MOMENTS, statements=st.integers(0, 40))
    def is_killed_while_escalating(self, seconds: float, statements: int) -> None:
        self.now += timedelta(seconds=seconds)
        self._until_killed(lambda db: escalate_due(db, DESK, self.now), statements)

    # ------------------------------------------------------------ what always holds

    @invariant()
    def every_open_alert_is_somebodys_or_the_clocks_and_the_trail_is_whole(self) -> None:
        for alert in self._alerts():
            if alert.state in SHUT:
                assert alert.due_at is None, alert
            else:
                assert alert.due_at or alert.owner, alert
                assert bool(alert.owner) == (alert.state is not AlertState.NEW), alert
        if hasattr(self, "db"):
            assert first_broken(self.db) is None

    # ------------------------------------------------------------ how

    def _alerts(self) -> list[Alert]:
        return list_alerts(self.db) if hasattr(self, "db") else []

    def _act(self, kind: ActKind, by: str, which: int) -> tuple[Alert, Act]:
        alert, other = self._called(RULES[which]), self._called(RULES[1 - which])
        self.keys += 1
        to = {ActKind.HAND_OVER: "Ruth Adeyemi", ActKind.MERGE: other.id}.get(kind, "")
        return alert, Act(
            kind=kind,
            by=by,
            at=self.now,
            origin="slack",
            until=self.now + timedelta(hours=1),
            to=to,
            note="a word",
            key=f"click-{self.keys}",
        )

    def _called(self, name: str) -> Alert:
        return next(one for one in self._alerts() if one.rule_id == name)

    def _again(self, alert_id: str, act: Act, first: Moved | Refused) -> None:
        """The same click once more: nothing changes, and the answer is the first one."""
        before = self._alerts(), self._lines()
        second = act_on(self.db, DESK, alert_id, replace(act, at=self.now))
        assert (self._alerts(), self._lines()) == before
        assert type(second) is type(first)
        words = [one.said if isinstance(one, Moved) else one.why for one in (first, second)]
        assert words[0] == words[1]

    def _lines(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM audit").fetchone()[0])

    def _until_killed(self, does: Callable[[Ledger], object], statements: int) -> None:
        with suppress(Killed):
            does(cast(Ledger, Dying(self.db, statements)))
        self.db.close()
        self._open()

    def _send(self) -> None:
        """Everything that is due leaves; nothing that was written before somebody answered does."""
        for delivery in deliveries_due(self.db, self.now):
            alert = next(one for one in self._alerts() if one.id == delivery.alert_id)
            answered = alert.acknowledged_at
            asked = delivery.reason in (Reason.ASKED, Reason.HANDED_OVER)  # a person did
            if answered and answered + GRACE < self.now and not asked:
                assert delivery.created_at >= answered, (alert, delivery)
            if attempt := claim(self.db, delivery, self.now):
                sent = replace(attempt, state=DeliveryState.SENT, sent_at=self.now)
                settle(self.db, sent)

    def _judge(self, name: str, severity: Any) -> None:
        """Another item of the rule's own story, as alerting judges it."""
        self.keys += 1
        story = f"{STORY}-{name}"
        coverage = replace(coverage_of(f"item {self.keys}"), story_id=story)
        around = Circumstances(standing=tuple(alerts_of_stories(self.db, [story])))
        firing = a_firing(rule_id=name, severity=severity)
        if found := judge(DESK, firing, coverage, around, self.now):
            save_judgements(self.db, [found])

    def _open(self) -> None:
        self.db = self._another()

    def _another(self) -> Ledger:
        db = open_ledger(self.path)
        db.execute("PRAGMA synchronous = OFF")  # a killed process loses nothing by it
        return db
