"""A crisis on a terminal: how it stands, and, when it ended, the after-action record."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from monitor.alert.crisis.dossier import Dossier
from monitor.alert.crisis.sitrep import in_words
from monitor.alert.crisis.situation import situation
from monitor.alert.crisis.timeline import (
    clock,
    measures,
    measures_in_words,
    timeline,
    timeline_in_words,
    told_in_words,
)
from monitor.records import Crisis
from monitor.reports.wording import lasting
from monitor.times import for_people


def line_of(crisis: Crisis, now: datetime) -> str:
    """One line of the list."""
    if crisis.ended_at:
        lasted = lasting((crisis.ended_at - crisis.started_at).total_seconds() / 60)
        state = f"ended by {crisis.ended_by} after {lasted}"
    else:
        state = f"on for {lasting((now - crisis.started_at).total_seconds() / 60)}"
    return (
        f"{crisis.id}  {for_people(crisis.started_at)}  {state}: “{crisis.title}” "
        f"(declared by {crisis.started_by})"
    )


def report_of(dossier: Dossier, crisis: Crisis, now: datetime) -> str:
    """The situation report as it would be now."""
    return in_words(f"Situation now: {crisis.title}", situation(dossier, crisis, now))


def page_of(dossier: Dossier, crisis: Crisis, now: datetime) -> str:
    """All of one: its situation while it is on, else what it took; and its timeline."""
    top = _record(dossier, crisis) if crisis.ended_at else [report_of(dossier, crisis, now)]
    events = timeline_in_words(timeline(dossier))
    return "\n".join([line_of(crisis, now), "", *top, "", "Timeline", *events])


def as_facts(dossier: Dossier, crisis: Crisis) -> dict[str, Any]:
    """The same for a programme: spans in minutes."""
    found = measures(dossier, crisis)
    spans = {
        what: span and round(span.total_seconds() / 60, 1) for what, span in found.spans.items()
    }
    return {
        "crisis": crisis,
        "minutes": spans,
        "measures": found,
        "timeline": timeline(dossier),
    }


def _record(dossier: Dossier, crisis: Crisis) -> Iterator[str]:
    yield "After-action record"
    yield f"Declared by {crisis.started_by}, {clock(crisis.started_at)}"
    if crisis.ended_at:
        yield f"Ended by {crisis.ended_by}, {clock(crisis.ended_at)}"
    if crisis.note:
        yield f"Note: {crisis.note}"
    yield from measures_in_words(measures(dossier, crisis))
    yield from ("", "Who was told, when, by whom", *(told_in_words(dossier) or ["Nobody."]))
