"""Which part of the area hears nothing of the office.

`days` without a press item while the rest of the area had `at_least`, or a quarter without a
release that names it. A state answers `districts`.
"""

from collections.abc import Mapping
from typing import Final

from monitor.alert.watching.kind import Answer, Kind, a_count
from monitor.records import DistrictState, Rule

QUARTER: Final = 91  # days


def because(rule: Rule, state: DistrictState) -> str | None:
    """What it lacks."""
    if rule.days and state.days >= rule.days and state.elsewhere >= rule.at_least:
        elsewhere = f"{a_count(state.elsewhere, 'item')} elsewhere in the area"
        return f"no press item about the office in {state.days:.0f} days, {elsewhere}"
    if state.release_days >= QUARTER:
        return f"no release has named it for {state.release_days:.0f} days"
    return None


def _districts(named: tuple[str, ...], state: DistrictState) -> str | None:
    return "" if state.district in named else None


ANSWERS: Final[Mapping[str, Answer]] = {"districts": _districts}
KIND: Final = Kind(DistrictState, frozenset({"days", "at_least"}), ANSWERS, because)
