"""Reports of a run."""

from dataclasses import dataclass, field

from monitor.records.collected import Outcome, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReport:
    """One line of `monitor once`."""

    source_id: str
    outcome: Outcome
    reason: str
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class CycleReport:
    """What one pass through the flow did; filled as it goes, read when it ends."""

    polls: list[PollReport] = field(default_factory=list)
    by_hand: int = 0  # entries taken from the ledger
    understood: int = 0
    mentions: int = 0
    alerts: int = 0
    delivered: int = 0
    escalated: int = 0
    stepped_aside: int = 0
