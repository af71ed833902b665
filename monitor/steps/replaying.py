"""History → the rules, as if it came today: what would have been sent, held and missed.

Who is meant, tone, stories and pick-up stay as they were found at the time; a story's spread is
told as it stood when an item came. Nothing is written: alerts live in memory.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.alert.conditions import firings
from monitor.alert.desk import Desk
from monitor.alert.holding import Circumstances, Push, after, counted
from monitor.alert.judge import judge
from monitor.alert.rulebook import DAY, ReadyRule, make_ready
from monitor.alert.severity import OPEN
from monitor.records import (
    HELD,
    Alert,
    Arrival,
    Coverage,
    Crisis,
    Delivery,
    Judgement,
    Mark,
    Rule,
    Settings,
    Tier,
)
from monitor.steps.situations import gather, is_new_owner, spread_within
from monitor.store import coverage as store
from monitor.store import ledger as book
from monitor.store.alerts import list_alerts
from monitor.store.crises import list_crises
from monitor.store.history import history
from monitor.store.marks import list_marks
from monitor.store.outbox import list_deliveries
from monitor.understand.parties.cast import Cast, cast_of

CARRIED = frozenset({Arrival.NEWS, Arrival.BY_HAND})


@dataclass(frozen=True, slots=True)
class Past:
    """What a replay looks at: a copy of the coverage, the ledger, and the rules that are tried."""

    settings: Settings
    coverage: store.Coverage
    ledger: book.Ledger
    rules: tuple[ReadyRule, ...]
    casts: Mapping[str, Cast]


@dataclass(frozen=True, slots=True)
class Told:
    """An alert with the messages that left or were held, and what people said of it."""

    alert: Alert
    messages: tuple[Delivery, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def sent(self) -> tuple[Delivery, ...]:
        return tuple(one for one in self.messages if one.reason not in HELD)


@dataclass(slots=True)
class Run:
    """A replay under way; the alerts that it raised, by id."""

    items: int = 0
    told: dict[str, Told] = field(default_factory=dict)
    pushes: list[Push] = field(default_factory=list)
    by_story: dict[tuple[str, str], dict[str, Alert]] = field(default_factory=dict)


def past_of(
    settings: Settings, rules: Iterable[Rule], coverage: store.Coverage, ledger: book.Ledger
) -> Past:
    """The past, to be held against these rules."""
    casts = {one.id: cast_of(one, settings.context) for one in settings.offices}
    return Past(settings, coverage, ledger, make_ready(rules), casts)


def replay(
    past: Past,
    since: datetime,
    until: datetime,
    show: Callable[[int], None] = lambda _: None,
) -> Run:
    """Holds what came in the span against the rules; `show` hears how many items were read."""
    run, tally = Run(), Tally()
    desk = Desk(oncall=past.settings.oncall, ways=("replay",))
    crises = list_crises(past.ledger)
    for items in history(past.coverage, since, until):
        for one in gather(past, items, items[-1].first_seen_at):
            _judge(run, past, desk, crises, tally.as_it_stood(one))
        run.items += len(items)
        show(run.items)
    return run


def as_it_was(ledger: book.Ledger, since: datetime, until: datetime) -> dict[str, Told]:
    """What was raised on coverage in that span, with its messages and marks, by alert."""
    alerts = [one for one in list_alerts(ledger, since) if one.created_at < until]
    messages: dict[str, list[Delivery]] = {}
    for delivery in list_deliveries(ledger, [one.id for one in alerts]):
        messages.setdefault(delivery.alert_id, []).append(delivery)
    marks: dict[str, list[Mark]] = {}
    for mark in list_marks(ledger):
        marks.setdefault(mark.alert_id, []).append(mark)
    return {
        one.id: Told(one, tuple(messages.get(one.id, ())), tuple(marks.get(one.id, ())))
        for one in alerts
    }


def missed(ledger: book.Ledger, since: datetime, until: datetime) -> list[Mark]:
    """What people said was missed in that span."""
    return [
        one for one in list_marks(ledger) if one.says == "missed" and since <= one.said_at < until
    ]


def _judge(run: Run, past: Past, desk: Desk, crises: Sequence[Crisis], coverage: Coverage) -> None:
    now = coverage.item.first_seen_at
    standing = run.by_story.setdefault((coverage.story_id, coverage.office_id), {})
    coverage = replace(
        coverage,
        story_rules=tuple(one.rule_id for one in standing.values() if one.state in OPEN),
    )
    around = _circumstances(run, past, crises, tuple(standing.values()), now)
    for firing in firings(past.rules, coverage):
        if judgement := judge(desk, firing, coverage, around, now):
            around = after(around, judgement, now)
            standing[judgement.alert.id] = judgement.alert
            _keep(run, judgement)


def _circumstances(
    run: Run, past: Past, crises: Sequence[Crisis], standing: tuple[Alert, ...], now: datetime
) -> Circumstances:
    """Silences are left out: they were a person's word on that day, not the rulebook's."""
    on = (one for one in crises if one.started_at <= now and not (one.ended_at or now) < now)
    return counted(
        Circumstances(
            manners=past.settings.manners,
            rules={ready.rule.id: ready.rule for ready in past.rules},
            standing=standing,
            crises=tuple(replace(one, ended_at=None) for one in on),
        ),
        run.pushes[-_RECENT:],
        now,
    )


def _keep(run: Run, judgement: Judgement) -> None:
    alert = judgement.alert
    before = run.told.get(alert.id)
    messages = (*(before.messages if before else ()), *judgement.deliveries)
    run.told[alert.id] = Told(alert, messages)
    run.pushes += [
        Push(one.not_before, alert.severity, alert.story_id)
        for one in judgement.deliveries
        if one.reason not in HELD
    ]


_RECENT = 500  # pushes that can have been today or yesterday


@dataclass(slots=True)
class Tally:
    """Who carried which story when, in the order of first sight."""

    carriers: dict[str, list[store.Carrier]] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)

    def as_it_stood(self, coverage: Coverage) -> Coverage:
        """The same with its story's spread up to this item."""
        item = coverage.item
        carried = self.carriers.setdefault(coverage.story_id, [])
        if item.arrival in CARRIED and item.id not in self.counted:
            self.counted.add(item.id)
            author = item.author if item.tier is Tier.SOCIAL else ""
            carried.append(store.Carrier(item.first_seen_at, item.outlet, item.owner, author))
        now = item.first_seen_at
        return replace(
            coverage,
            spread=spread_within(carried, now, DAY),
            new_owner=is_new_owner(carried, item),
            by_hours=tuple(
                (hours, spread_within(carried, now, hours)) for hours, _ in coverage.by_hours
            ),
        )
