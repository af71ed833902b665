"""Silences that have stood for long → a message to whoever is on call, once each."""

import logging
from datetime import datetime

from monitor.alert.desk import Desk
from monitor.alert.holding import reminders_due
from monitor.alert.reminding import reminder
from monitor.records import Manners
from monitor.store.ledger import Ledger
from monitor.store.silences import count_silenced, save_reminder, standing_silences

log = logging.getLogger(__name__)


def recall_silences(ledger: Ledger, desk: Desk, manners: Manners, now: datetime) -> int:
    """How many silences somebody is reminded of; what each has held is said with it."""
    told = 0
    for silence in reminders_due(standing_silences(ledger, now), manners, now):
        recalled = reminder(desk, silence, count_silenced(ledger, silence), now)
        if save_reminder(ledger, silence, recalled, now):
            log.info("silence=%s is recalled to %s", silence.id, recalled.deliveries[0].person)
            told += 1
    return told
