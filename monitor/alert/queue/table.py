"""What each act does to an alert in each state: the whole table, as data.

The page docs/queue.md shows it, and a test holds the two equal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor.records import ActKind, AlertState


class No(StrEnum):
    """Why an act does nothing, for whoever tried it."""

    NOBODY_WAITS = "is noted: nobody waits for an answer"
    NOBODY_HAS_IT = "is new: nobody has it in hand"
    TAKEN = "already {how} by {owner} at {since}"
    OVER = "was closed at {changed}"
    NOT_OVER = "is {state}: only a closed alert is opened again"
    ANSWERED = "is {state}: it climbs no further by itself"
    STAYS = "is {state}: it does not come back by itself"


@dataclass(frozen=True, slots=True)
class Cell:
    """The state that an act leads to, or why it does not; `others`: why not for anybody but the
    owner."""

    to: AlertState | None = None
    no: No | None = None
    others: No | None = None


NOTED, NEW, ACKNOWLEDGED = AlertState.NOTED, AlertState.NEW, AlertState.ACKNOWLEDGED
IN_HAND, WITH_FORCE = AlertState.IN_HAND, AlertState.WITH_FORCE
SNOOZED, CLOSED = AlertState.SNOOZED, AlertState.CLOSED

Row = Mapping[AlertState, Cell]


def _row(*cells: AlertState | No | Cell) -> Row:
    """In the order of the states."""
    return {
        state: Cell(no=one) if isinstance(one, No) else one if isinstance(one, Cell) else Cell(one)
        for state, one in zip(AlertState, cells, strict=True)
    }


def _owners(to: AlertState) -> Cell:
    return Cell(to=to, others=No.TAKEN)


# fmt: off
TABLE: Final[Mapping[ActKind, Row]] = {
    # In this order: noted, new, acknowledged, in hand, with force, snoozed, closed.
    ActKind.ACKNOWLEDGE: _row(
        No.NOBODY_WAITS, ACKNOWLEDGED, No.TAKEN, No.TAKEN, No.TAKEN, ACKNOWLEDGED, No.OVER),
    ActKind.TAKE_IN_HAND: _row(
        IN_HAND, IN_HAND, _owners(IN_HAND), No.TAKEN, _owners(IN_HAND), IN_HAND, No.OVER),
    ActKind.HAND_TO_FORCE: _row(
        WITH_FORCE, WITH_FORCE, WITH_FORCE, WITH_FORCE, No.TAKEN, WITH_FORCE, No.OVER),
    ActKind.HAND_OVER: _row(
        ACKNOWLEDGED, ACKNOWLEDGED, ACKNOWLEDGED, ACKNOWLEDGED, WITH_FORCE, ACKNOWLEDGED, No.OVER),
    ActKind.ESCALATE: _row(NEW, NEW, ACKNOWLEDGED, IN_HAND, WITH_FORCE, SNOOZED, No.OVER),
    ActKind.SNOOZE: _row(
        No.NOBODY_WAITS, SNOOZED, *[_owners(SNOOZED)] * 4, No.OVER),
    ActKind.NOTE: _row(NOTED, NEW, ACKNOWLEDGED, IN_HAND, WITH_FORCE, SNOOZED, CLOSED),
    ActKind.CLOSE: _row(No.NOBODY_WAITS, *[CLOSED] * 5, No.OVER),
    ActKind.REOPEN: _row(*[No.NOT_OVER] * 6, ACKNOWLEDGED),
    ActKind.MERGE: _row(*[CLOSED] * 6, No.OVER),
    ActKind.CLIMB: _row(No.NOBODY_WAITS, NEW, *[No.ANSWERED] * 4, No.OVER),
    ActKind.RETURN: _row(No.NOBODY_WAITS, No.STAYS, NEW, No.STAYS, No.STAYS, NEW, No.OVER),
    ActKind.RECOVER: _row(No.NOBODY_WAITS, *[CLOSED] * 5, No.OVER),
}
# fmt: on


def as_markdown() -> Iterator[str]:
    """The table as the page shows it, a line at a time."""
    states = [state.value for state in AlertState]
    yield f"| | {' | '.join(states)} |"
    yield f"|---|{'---|' * len(states)}"
    for kind, row in TABLE.items():
        yield f"| **{kind.value}** | {' | '.join(map(_in_words, row.values()))} |"


def _in_words(cell: Cell) -> str:
    if cell.to is None:
        return "no"
    return f"{cell.to.value} (its owner)" if cell.others else cell.to.value
