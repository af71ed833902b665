"""Where spikes and surges stand, as the ledger keeps it: with the counts that were last told."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

from monitor.alert.spikes.watching import State
from monitor.alert.watching.surges import Surge
from monitor.records import RateState
from monitor.steps.watches.counting import Look
from monitor.store.watched import find_state, save_state
from monitor.times import as_iso, from_iso

MOMENTS: Final = ("opened_at", "calm_since", "closed_at")


def kept_spike(look: Look, name: str) -> tuple[State, RateState | None]:
    """Where it stands, and what was last told of it."""
    state, rate = _kept(look, name)
    if state is None:
        return State(), None
    told = {int(hours): count for hours, count in state["told"].items()}
    return State(**state | {"told": told}), rate


def kept_surge(look: Look, name: str) -> tuple[Surge, RateState | None]:
    """Where it stands, and what was last told of it."""
    state, rate = _kept(look, name)
    return Surge(**state or {}), rate


def keep(look: Look, name: str, state: State | Surge, rate: RateState | None) -> None:
    """To be found again by the next look, also after a restart."""
    plain = replace(state, told=dict(state.told)) if isinstance(state, State) else state
    fields = asdict(plain)
    moments = {one: as_iso(at) if (at := fields[one]) else None for one in MOMENTS}
    told = asdict(rate) if rate else None
    save_state(look.watch.ledger, name, {"state": fields | moments, "rate": told}, look.now)


def _kept(look: Look, name: str) -> tuple[dict[str, Any] | None, RateState | None]:
    found = find_state(look.watch.ledger, name)
    if found is None:
        return None, None
    state: Mapping[str, Any] = found[0]["state"]
    moments: dict[str, datetime | None] = {
        one: from_iso(at) if (at := state[one]) else None for one in MOMENTS
    }
    rate = found[0]["rate"]
    return dict(state) | moments, RateState(**rate) if rate else None
