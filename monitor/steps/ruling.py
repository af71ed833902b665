"""What people said of mentions → the items, and the copies of their sentences, are read again."""

from datetime import datetime

from monitor.steps.watch import Watch
from monitor.store.coverage import passages_of, read_again
from monitor.store.rulings import mark_ruling_taken, rulings_to_take


def take_rulings(watch: Watch, now: datetime) -> int:
    """Puts into effect what was said since the last look; the mark comes last, so none is lost.

    A word that is taken back frees the sentences that it was about.
    """
    rulings = rulings_to_take(watch.ledger)
    for ruling in rulings:
        passages = passages_of(watch.coverage, ruling.item_id, ruling.office_id)
        read_again(watch.coverage, ruling.item_id, passages)
        mark_ruling_taken(watch.ledger, ruling, passages, now)
    return len(rulings)
