"""Coverage that was not judged → the rules → alerts and messages in the ledger → the mark."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from monitor.alert.conditions import firings
from monitor.failpoints import reach
from monitor.records import Coverage, CycleReport, Judgement
from monitor.steps.judging import Bench, hear, open_bench, rules_of_story
from monitor.steps.situations import gather
from monitor.steps.understanding import ASIDE
from monitor.steps.watch import Watch
from monitor.store import items as stored
from monitor.store.alerts import save_judgements

log = logging.getLogger(__name__)


def alert_on_new(watch: Watch, now: datetime, report: CycleReport) -> None:
    """Holds everything that waits against the rules, in batches.

    The ledger is written first, the mark last: a crash between them judges the batch again, which
    changes nothing, because alerts and messages are named by their content.
    """
    while items := stored.items_to_judge(watch.coverage, now):
        coverage = _by_item(gather(watch, items, now))
        stories = {one.story_id for of_item in coverage.values() for one in of_item}
        bench = open_bench(watch, stories, now)
        bench.ahead.update(item.id for item in items)
        judgements, judged = [], []
        for item in items:
            try:
                for one in coverage.get(item.id, ()):
                    judgements += _judge(watch, bench, one, now)
                judged.append(item.id)
            except Exception as error:
                log.exception("item=%s cannot be judged", item.id)
                stored.set_aside(watch.coverage, item.id, repr(error), now + ASIDE)
                report.stepped_aside += 1
            bench.ahead.discard(item.id)
        reach("alerts-found")
        save_judgements(watch.ledger, judgements)
        reach("alerts-saved")
        stored.mark_judged(watch.coverage, judged, now)
        reach("alerts-marked")
        report.alerts += len({judgement.alert.id for judgement in judgements})
        if len(items) < stored.BATCH:
            return


def _judge(watch: Watch, bench: Bench, one: Coverage, now: datetime) -> list[Judgement]:
    seen = replace(one, story_rules=rules_of_story(bench, one))
    return hear(bench, firings(watch.rules, seen), seen, now)


def _by_item(coverage: Iterable[Coverage]) -> dict[str, list[Coverage]]:
    found: dict[str, list[Coverage]] = {}
    for one in coverage:
        found.setdefault(one.item.id, []).append(one)
    return found
