"""What people call an alert, a crisis or a story → the one that is meant."""

from collections.abc import Sequence
from typing import TypeVar

from monitor.errors import InputRefused
from monitor.records import Alert, Crisis
from monitor.store.alerts import list_alerts
from monitor.store.crises import list_crises
from monitor.store.ledger import Ledger
from monitor.store.story_rulings import list_story_rulings
from monitor.understand.stories.rulings import merges_of

Named = TypeVar("Named", Alert, Crisis)
SHOWN = 3  # that a few letters may mean, in a complaint


def told_with_of(ledger: Ledger) -> dict[str, str]:
    """Stories that a person had told with another → that other."""
    return merges_of(list_story_rulings(ledger))


def alert_called(ledger: Ledger, called: str) -> Alert:
    """The alert of that id, or the only one whose id begins so; else InputRefused."""
    return _called(list_alerts(ledger), called, "alert")


def crisis_called(ledger: Ledger, called: str) -> Crisis:
    """The crisis of that id, or the only one whose id begins so; else InputRefused."""
    return _called(list_crises(ledger), called, "crisis")


def _called(known: Sequence[Named], called: str, what: str) -> Named:
    found = [one for one in known if called and one.id.startswith(called.lower())]
    if not found:
        raise InputRefused(f"there is no {what} {called}")
    if len(found) > 1:
        some = ", ".join(one.id for one in found[:SHOWN])
        more = f" or {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise InputRefused(f"{called} may be {some}{more}: say more of the id")
    return found[0]
