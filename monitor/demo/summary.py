"""What the replay found, in figures."""

from collections import Counter
from typing import Any

from monitor.records import DeliveryState, Reason
from monitor.steps.watch import Watch
from monitor.store.alerts import list_alerts
from monitor.store.coverage import count_coverage
from monitor.store.outbox import count_deliveries, list_deliveries
from monitor.store.registers import list_outputs


def summarise(watch: Watch) -> dict[str, Any]:
    """Items, mentions, tone, pick-up, stories, alerts and who was told."""
    counts = count_coverage(watch.coverage)
    releases = [one for one in list_outputs(watch.ledger) if one.kind == "release"]
    alerts = list_alerts(watch.ledger)
    sent = [
        delivery
        for delivery in list_deliveries(watch.ledger, [alert.id for alert in alerts])
        if delivery.state is DeliveryState.SENT
    ]
    held = Counter[str]()
    for state, reason, count in count_deliveries(watch.ledger):
        if state == DeliveryState.HELD:
            held[reason] += count
    return {
        "sources": len(watch.settings.sources),
        "items": counts["items"],
        "mentions": counts["mentions"],
        "items_about_us": counts["items_about_us"],
        "stories": counts["stories"],
        "tone": counts["tones"],
        "press_releases": len(releases),
        "picked_up": len(counts["picked_up"]),
        "pickup_rate": round(len(counts["picked_up"]) / len(releases), 2) if releases else None,
        "alerts": dict(sorted(Counter(alert.severity.value for alert in alerts).items())),
        "told": dict(Counter(delivery.person for delivery in sent).most_common()),
        "messages": {"sent": len(sent), "held": dict(held.most_common())},
        "escalated": sum(delivery.reason is Reason.UNANSWERED for delivery in sent),
    }
