"""A request to score anew → a batch of old items is read again, with every pass.

It is a row in the ledger, because the coverage belongs to the daemon and a watch must not stop for
a rescoring: each pass takes a batch when the news has been judged. How far it has come stands in
the row, so that whatever ends the process, the next one goes on from there. Items are read, not
judged: old news wakes nobody twice.
"""

from dataclasses import replace
from datetime import datetime

from monitor.records import CycleReport
from monitor.steps.understanding import understand_new
from monitor.steps.watch import Watch
from monitor.store.coverage import read_items_again
from monitor.store.rescorings import Rescoring, open_rescorings, save_rescoring
from monitor.store.tones import count_to_rescore, items_to_rescore

BATCH = 100  # at 90 ms an item news waits 9 s for it


def rescore_some(watch: Watch, now: datetime, report: CycleReport) -> Rescoring | None:
    """Scores the next batch of the oldest request anew; how it then stands, None without one."""
    asked = next(iter(open_rescorings(watch.ledger)), None)
    if asked is None:
        return None
    if not asked.done:
        total, kept = count_to_rescore(watch.coverage, asked)
        asked = replace(asked, total=total, kept=kept)
    items = items_to_rescore(watch.coverage, asked, BATCH)
    if items:
        read_items_again(watch.coverage, [item for _, item in items])
        understand_new(watch, now, report)
    asked = _gone_on(asked, items, now)
    save_rescoring(watch.ledger, asked)
    return asked


def _gone_on(asked: Rescoring, items: list[tuple[datetime, str]], now: datetime) -> Rescoring:
    at, item = items[-1] if items else (asked.reached_at, asked.reached_item)
    done = asked.done + len(items)
    over = now if len(items) < BATCH else None
    return replace(asked, done=done, reached_at=at, reached_item=item, ended_at=over)
