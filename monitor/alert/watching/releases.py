"""What becomes of an output: nobody picked it up within `after_hours`.

While outlets are silent nobody can tell, and a minor one need not be told of. A state answers no
conditions.
"""

from typing import Final

from monitor.alert.watching.kind import Kind, lasting
from monitor.records import ReleaseState, Rule


def because(rule: Rule, state: ReleaseState) -> str | None:
    """How long nobody has used it."""
    if state.pickups or state.minor or state.silent or state.hours < rule.after_hours:
        return None
    return f"no pick-up by the press {lasting(state.hours)} after it was out"


KIND: Final = Kind(ReleaseState, frozenset({"after_hours"}), {}, because)
