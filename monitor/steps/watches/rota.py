"""What is wrong with the rota of the coming week, told before it happens: one state for each."""

from collections.abc import Iterator
from datetime import datetime

from monitor.alert.firing import shown
from monitor.alert.rota import quiet_until
from monitor.alert.rota.sweep import Fault, Rota, faults, is_for_the_day
from monitor.records import ChainState
from monitor.steps.rota import standing_changes
from monitor.steps.watch import Watch
from monitor.steps.watches.seen import Seen, Watched
from monitor.store.rota import list_appointments, list_calendars


def rota_of(watch: Watch) -> Rota:
    """The rota as it stands, whole."""
    oncall, ledger = watch.settings.oncall, watch.ledger
    return Rota(
        oncall=oncall,
        changes=standing_changes(ledger, oncall),
        entries=list_appointments(ledger),
        copies=tuple(list_calendars(ledger).values()),
    )


def watched(watch: Watch, now: datetime) -> Seen:
    """One for each fault; by night only those of the next hours, the others merely still stand."""
    rota = rota_of(watch)
    found = [*faults(rota, now), *_nameless(rota, now)]
    quiet = quiet_until(rota.oncall, now) is not None
    tell = [fault for fault in found if not (quiet and is_for_the_day(fault, now))]
    return Seen(
        watched=[_watched(fault, now) for fault in tell],
        standing=frozenset(fault.id for fault in found),
    )


def _nameless(rota: Rota, now: datetime) -> Iterator[Fault]:
    """People of the rota of whom nobody could say who they are."""
    for person in rota.oncall.people:
        roles = [role for role, owner in rota.oncall.roles.items() if owner == person.id]
        if roles and not person.name.strip():
            what = f"no named person is {' or '.join(roles)}"
            yield Fault(id=f"nameless {person.id}", what=what, begins_at=now)


def _watched(fault: Fault, now: datetime) -> Watched:
    state = ChainState(trouble="rota", what=fault.what, id=fault.id)
    title = f"The rota: {fault.what}"
    return Watched(state=state, coverage=shown(fault.id, title, now))
