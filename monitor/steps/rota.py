"""Who is on call, out of the ledger: what people said, and what calendars say."""

from monitor.alert.rota.ical import as_changes
from monitor.records import OnCall, RotaChange
from monitor.store.ledger import Ledger
from monitor.store.rota import list_appointments, list_changes


def standing_changes(ledger: Ledger, oncall: OnCall) -> tuple[RotaChange, ...]:
    """Swaps, leave and calendars, of all times: each counts by its own."""
    said = list_changes(ledger)
    entries = list_appointments(ledger) if oncall.calendars else []
    return (*said, *as_changes(oncall, entries))
