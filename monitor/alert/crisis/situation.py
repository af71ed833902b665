"""The situation of a crisis in lines: what the desk must know this hour."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from monitor.alert.crisis.crises import hour_of, is_blind, is_calm, why_calm
from monitor.alert.crisis.dossier import (
    Appearance,
    Dossier,
    briefly,
    count,
    deciding,
    our_lines,
    outlets,
    owners,
    tones,
)
from monitor.records import Alert, AlertState, Crisis, Enquiry
from monitor.times import for_people

MOST: Final = 4  # of a kind


def situation(dossier: Dossier, crisis: Crisis, now: datetime) -> tuple[str, ...]:
    """What is new since the last report, spread, tone, enquiries, our lines, who has it in hand."""
    return (
        f"Hour {hour_of(crisis, now)} of the crisis that {crisis.started_by} declared "
        f"{for_people(crisis.started_at)}",
        _new(dossier, crisis.reported_at),
        spread(dossier, crisis.reported_at),
        _tone(dossier.appearances),
        enquiries(dossier.enquiries, now),
        _lines(dossier),
        _in_hand(dossier.alerts),
        *_doubts(dossier, crisis, now),
    )


def _new(dossier: Dossier, last: datetime | None) -> str:
    since = f"since {for_people(last)}" if last else "so far"
    new = [one for one in dossier.appearances if last is None or one.taken_at > last]
    if not new:
        return f"Nothing new {since}"
    told = [f"{one.outlet} “{briefly(one.title)}”" for one in new[-MOST:]]
    more = f"; and {len(new) - MOST} more" if len(new) > MOST else ""
    return f"New {since}: {count(len(new), 'item')}: {'; '.join(told)}{more}"


def spread(dossier: Dossier, last: datetime | None) -> str:
    all_ = dossier.appearances
    known = owners(one for one in all_ if last is None or one.taken_at <= last)
    joined = [owner for owner in owners(all_) if owner not in known]
    new = f"; new owners: {', '.join(joined)}" if joined else ""
    carrying = f"{count(len(outlets(all_)), 'outlet')} of {count(len(owners(all_)), 'owner')}"
    return f"Spread: {count(len(all_), 'item')} in {carrying}{new}"


def _tone(appearances: Sequence[Appearance]) -> str:
    worst = deciding(appearances)
    sentence = f"; “{briefly(worst.sentence)}” ({worst.outlet})" if worst else ""
    return f"Tone: {tones(appearances) or 'not scored'}{sentence}"


def enquiries(asked: Sequence[Enquiry], now: datetime) -> str:
    waiting = [one for one in asked if one.answered_at is None]
    if not waiting:
        return f"Enquiries: {len(asked)}, none open"
    told = [f"{one.outlet} “{briefly(one.subject)}”{_due(one, now)}" for one in waiting[:MOST]]
    more = f"; and {len(waiting) - MOST} more" if len(waiting) > MOST else ""
    return f"Enquiries: {len(asked)}, {len(waiting)} open: {'; '.join(told)}{more}"


def _due(one: Enquiry, now: datetime) -> str:
    if one.deadline_at is None:
        return ""
    late = ", overdue" if one.deadline_at < now else ""
    return f" (due {for_people(one.deadline_at)}{late})"


def _lines(dossier: Dossier) -> str:
    said = our_lines(dossier)
    outputs, redress = dossier.outputs, dossier.redress
    drafts = sum(o.issued_at is None for o in outputs) + sum(r.issued_at is None for r in redress)
    waiting = f"; {count(drafts, 'draft')} not issued" if drafts else ""
    told = "; ".join(f"{one.what}, {for_people(one.at)}" for one in said[-MOST:])
    return f"Our lines: {told or 'none on record'}{waiting}"


def _in_hand(alerts: Iterable[Alert]) -> str:
    told = [one for one in alerts if one.state is not AlertState.NOTED]
    held = [one for one in told if one.owner]
    open_ = [one for one in told if one.state is AlertState.NEW]
    parts = [f"{one.owner} ({one.rule_id})" for one in held]
    parts += [f"nobody has {one.rule_id} ({one.id})" for one in open_]
    return f"In hand: {', '.join(parts) or 'no alert was raised on it'}"


def _doubts(dossier: Dossier, crisis: Crisis, now: datetime) -> Iterator[str]:
    if dossier.unheard:
        blind = ": half of its outlets or more" if is_blind(dossier) else ""
        yield f"Not heard now: {', '.join(dossier.unheard)}{blind}"
    if is_calm(dossier, crisis, now):
        yield f"Return to normal? {why_calm()}; a person ends it"
