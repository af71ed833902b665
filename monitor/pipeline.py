"""The flow, one call a step. Each step hands over by rows, so any of them can be killed and run
again.

     sources.toml
          │ due sources (ledger)
     collect     fetch → parse (killable process) → coverage: items        → ledger: next poll
          │ new items of outlets whose feed tells little
     read pages  robots.txt → fetch → the article's text → coverage
          │ items not understood
     understand  mentions → tone → pick-up, key messages → stories → coverage
          │ coverage not judged
     alert       rules → send or hold, with the reason → ledger: alerts + deliveries
          │ how sources, rates, stories, releases and the rota stand
     watch over  rules on all that is not an item → ledger
          │ deliveries due
     deliver     claim → Slack | console → receipt, or the next attempt
          │ alerts due
     escalate    nobody acknowledged in time → the next person on the rota
          │ months that changed
     publish     Parquet files and views for analysts
"""

from collections.abc import Callable
from datetime import datetime

from monitor.records import CycleReport, PollReport
from monitor.steps.alerting import alert_on_new
from monitor.steps.by_hand import take_hand_entries
from monitor.steps.calendars import take_calendars
from monitor.steps.collecting import collect_all, collect_arriving, collect_due
from monitor.steps.correcting import take_corrections
from monitor.steps.crises import look_after_crises
from monitor.steps.delivering import Pace, deliver_due
from monitor.steps.detouring import detour_due
from monitor.steps.escalating import escalate_due
from monitor.steps.looking_after import look_after_sources
from monitor.steps.outputs import judge_pickups
from monitor.steps.recalling import recall_silences
from monitor.steps.regrouping import take_story_rulings
from monitor.steps.rescoring import rescore_some
from monitor.steps.ruling import take_rulings
from monitor.steps.summing_up import sum_up_due
from monitor.steps.understanding import by_turns
from monitor.steps.verifying import verify_sent
from monitor.steps.watch import Watch
from monitor.steps.watching import watch_over
from monitor.store.publish import publish

Collect = Callable[[Watch, datetime], list[PollReport]]


def run_cycle(watch: Watch, now: datetime, collect: Collect = collect_due) -> CycleReport:
    """One pass from feeds to alerts and the analysts' lake."""
    report = take_in(watch, now, collect)
    send_out(watch, now, report)
    hand_over(watch)
    return report


def take_in(watch: Watch, now: datetime, collect: Collect = collect_due) -> CycleReport:
    """Collects, understands and judges: from feeds to alerts in the ledger."""
    report = CycleReport(polls=collect(watch, now), by_hand=take_hand_entries(watch, now))
    take_rulings(watch, now)
    take_corrections(watch)
    take_story_rulings(watch)
    judge_pickups(watch)
    for _ in by_turns(watch, now, report):
        alert_on_new(watch, now, report)
    alert_on_new(watch, now, report)  # what a crash left, or a person's word moved
    look_after_sources(watch, now, report)
    take_calendars(watch, now)
    watch_over(watch, now, report)
    look_after_crises(watch, now, report)
    rescore_some(watch, now, report)
    return report


def send_out(watch: Watch, now: datetime, report: CycleReport, pace: Pace | None = None) -> None:
    """Escalates, sums up and delivers: from the ledger to people. By one thread at a time.

    `pace` is the time of day between two messages; without one it stands still.
    """
    manners = watch.settings.manners
    recall_silences(watch.ledger, watch.desk, manners, now)
    report.escalated += escalate_due(watch.ledger, watch.desk, now)
    sum_up_due(watch.ledger, watch.desk, manners, now)
    detour_due(watch.ledger, watch.desk, now)
    report.delivered += deliver_due(watch.ledger, watch.channels, now, pace)
    verify_sent(watch.ledger, watch.channels, now, pace)


def hand_over(watch: Watch) -> None:
    """Publishes what changed: from both databases to analysts."""
    publish(watch.coverage, watch.ledger, watch.lake, watch.settings)


__all__ = [
    "collect_all",
    "collect_arriving",
    "collect_due",
    "hand_over",
    "run_cycle",
    "send_out",
    "take_in",
]
