"""Alerts that are to be told together → one message, with one ladder for all of them."""

import logging
from collections.abc import Iterator
from datetime import datetime

from monitor.alert.desk import Desk
from monitor.alert.summary import FEW, morning, summary
from monitor.records import Judgement, Manners, OnCall, Person
from monitor.store.ledger import Ledger, transaction
from monitor.store.summaries import (
    Waiting,
    alerts_in,
    held_for_summary,
    kept_for_morning,
    tell_together,
)

log = logging.getLogger(__name__)


def sum_up_due(ledger: Ledger, desk: Desk, manners: Manners, now: datetime) -> int:
    """Tells together what is due by now; how many messages came of it.

    To be called before messages are delivered: what waited for the morning would go one by one.
    """
    if not any(_due(ledger, desk, manners, now)):
        return 0
    with transaction(ledger):  # read again in it: a summary and what it tells of are kept at once
        told = list(_due(ledger, desk, manners, now))
        for judgement, waiting in told:
            tell_together(ledger, judgement, waiting)
    for judgement, waiting in told:
        rule, alert = judgement.alert.rule_id, judgement.alert.id
        log.info("alert=%s rule=%s tells of %d messages", alert, rule, len(waiting))
    return len(told)


def _due(
    ledger: Ledger, desk: Desk, manners: Manners, now: datetime
) -> Iterator[tuple[Judgement, list[Waiting]]]:
    """What the budget held goes when the first of it is due, and takes all the rest along."""
    held = held_for_summary(ledger)
    if any(one.leaves_at <= now for one in held):
        yield summary(desk, alerts_in(held), manners, now), held
    for person, waiting in _by_person(desk.oncall, kept_for_morning(ledger, now)):
        alerts = alerts_in(waiting)
        if len(alerts) > FEW:
            yield morning(desk, alerts, person, now), waiting


def _by_person(oncall: OnCall, waiting: list[Waiting]) -> Iterator[tuple[Person, list[Waiting]]]:
    for person in oncall.people:
        if theirs := [one for one in waiting if one.person_id == person.id]:
            yield person, theirs
