"""Crises that are on → their hourly situation; S1 alerts → the proposal of a crisis, as a note."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from monitor.alert.crisis import crises as thinking
from monitor.alert.crisis.dossier import Dossier
from monitor.alert.crisis.sitrep import proposal_messages, report_messages
from monitor.collect.polling import is_unheard
from monitor.records import Crisis, CycleReport
from monitor.steps.dossiers import Asked, live_dossier
from monitor.steps.watch import Watch
from monitor.store.coverage import told_with
from monitor.store.crises import (
    list_crises,
    save_proposal,
    save_report,
    set_card_note,
    standing_crises,
    standing_s1,
)
from monitor.store.ledger import Ledger
from monitor.store.sources import list_polls

log = logging.getLogger(__name__)


def look_after_crises(watch: Watch, now: datetime, _report: CycleReport) -> None:
    """Tells the situation of each crisis whose hour has come, and proposes what people decide.

    What is told stands in the ledger with the hour it is of: a crash tells it once.
    """
    standing = standing_crises(watch.ledger)
    into = told_with(watch.coverage)
    for crisis, story in thinking.leading(standing, into):
        _report_on(watch, crisis, story, into, now)
    _propose(watch.ledger, into)


def _report_on(
    watch: Watch, crisis: Crisis, story: str, into: Mapping[str, str], now: datetime
) -> None:
    hour = thinking.due_hour(crisis, now)
    if hour is None:
        return
    dossier = live_dossier(watch.coverage, watch.ledger, Asked(crisis.office_id, story, into, now))
    dossier = replace(dossier, unheard=_unheard(watch, dossier, now))
    messages = report_messages(watch.desk, dossier, crisis, now)
    if not save_report(watch.ledger, crisis, messages, f"situation report, hour {hour}", now):
        return
    log.info("crisis=%s hour=%d items=%d", crisis.id, hour, len(dossier.appearances))
    if crisis.proposed_at is None and thinking.is_calm(dossier, crisis, now):
        proposal = proposal_messages(watch.desk, dossier, crisis, now)
        save_proposal(watch.ledger, crisis, proposal, now)
        log.warning("crisis=%s a return to normal is proposed", crisis.id)


def _unheard(watch: Watch, dossier: Dossier, now: datetime) -> tuple[str, ...]:
    """Outlets of the story whose source is not well now and has not been for an hour."""
    polls = list_polls(watch.ledger)
    carrying = {one.outlet.casefold() for one in dossier.appearances}
    silent = (
        one.name
        for one in watch.settings.sources
        if one.name.casefold() in carrying and is_unheard(one, polls.get(one.id), now)
    )
    return tuple(dict.fromkeys(silent))


def _propose(ledger: Ledger, into: Mapping[str, str]) -> None:
    """A line on the cards of the alerts, while the proposal stands; never more than that."""
    grave = standing_s1(ledger)
    if not grave:
        return
    proposed = thinking.proposals(grave, list_crises(ledger), into)
    ids = {alert_id for one in proposed for alert_id in one.alert_ids}
    for alert in grave:
        note = thinking.noted(alert, ids)
        if note != alert.card.note:
            set_card_note(ledger, alert.id, note)
    for one in proposed:
        if any(alert.id in one.alert_ids and thinking.is_unsaid(alert) for alert in grave):
            log.warning("story=%s crisis proposed: %s", one.story_id, one.why)
