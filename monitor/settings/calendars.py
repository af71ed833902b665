"""Where the files of calendars are: beside the rules."""

from dataclasses import replace
from pathlib import Path

from monitor.records import OnCall


def with_places(oncall: OnCall, rules: Path) -> OnCall:
    """The rota with the places of its calendars' files, which are named from the rules' folder."""
    placed = (
        replace(one, file=str(rules / one.file)) if one.file else one for one in oncall.calendars
    )
    return replace(oncall, calendars=tuple(placed))
