"""Whether alerts arrive and are answered, somebody is on call, and money is left."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from monitor import ids
from monitor.alert.firing import shown
from monitor.alert.queue.pace import is_told_to_all
from monitor.alert.watching.delivery import NEVER, UNACKNOWLEDGED
from monitor.records import ChainState, Rule
from monitor.steps.spending import PAID
from monitor.steps.watch import Watch
from monitor.steps.watches import rota
from monitor.steps.watches.seen import Seen, Watched
from monitor.steps.watches.undelivered import undelivered
from monitor.store.sources import posts_paid
from monitor.store.watched import unacknowledged_alerts
from monitor.times import as_iso

MINUTE: Final = timedelta(minutes=1)
LATELY: Final = timedelta(days=1)  # what nobody has answered for longer was told of when it was new
NEARLY_ALL: Final = 0.8  # of a month's money


def watched(watch: Watch, rules: Sequence[Rule], now: datetime) -> Seen:
    """Everything that is wrong with the chain from an alert to a person who has it in hand."""
    own = {rule.id for rule in rules}  # what tells of a broken chain is not itself watched
    of_rota = rota.watched(watch, now)
    found = [
        *undelivered(watch, own, now),
        *_unacknowledged(watch, own, now),
        *of_rota.watched,
        *_spending(watch, now),
    ]
    return Seen(watched=found, standing=of_rota.standing)


def _unacknowledged(watch: Watch, own: set[str], now: datetime) -> Iterator[Watched]:
    for alert in unacknowledged_alerts(watch.ledger, now - LATELY):
        minutes = (now - alert.raised_at) / MINUTE
        if alert.rule_id in own or minutes < UNACKNOWLEDGED.get(alert.severity, NEVER):
            continue
        if alert.due_at is not None and not is_told_to_all(alert):
            continue  # the ladder goes on by itself: a second message for each rung helps nobody
        headline = alert.card.headline
        state = ChainState(
            trouble="unacknowledged",
            severity=alert.severity,
            minutes=minutes,
            what=f"“{headline}”",
            id=alert.id,
        )
        story = ids.content_id("unacknowledged", alert.id, as_iso(alert.raised_at))
        title = f"Nobody has it in hand: {headline}"
        coverage = shown(story, title, now, office_id=alert.office_id, url=alert.card.url)
        yield Watched(state=state, coverage=coverage)


def _spending(watch: Watch, now: datetime) -> Iterator[Watched]:
    month = f"{now.astimezone(UTC):%Y-%m}"
    for source in watch.settings.sources:
        if not source.enabled or source.kind not in PAID or not source.monthly_dollars:
            continue
        dollars = posts_paid(watch.ledger, source.id, month) * PAID[source.kind][0]
        if dollars >= NEARLY_ALL * source.monthly_dollars:
            what = f"{source.name} has used {dollars:.0f} of {source.monthly_dollars:.0f} dollars"
            state = ChainState(trouble="spending", what=what, id=source.id)
            story = ids.content_id("spending", source.id, month)
            title = f"The month's money for {source.name} runs out"
            yield Watched(state=state, coverage=shown(story, title, now))
