"""The night watch itself: ticks until it is told to stop.

APScheduler is only the tick. Every due time is a row in the ledger; a tick looks for rows that are
due and is never missed for long: intervals in UTC, late ones run, several late ones run once.
"""

import logging
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from pathlib import Path
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from monitor.clock import now_utc
from monitor.errors import StoreUnusable
from monitor.network.heartbeat import Heartbeat
from monitor.network.supervisor import tell
from monitor.pipeline import collect_arriving, hand_over, send_out, take_in
from monitor.records import CycleReport, Settings
from monitor.settings import Secrets
from monitor.steps.auditing import Tick, heartbeat_outside, sign_of_life, stuck
from monitor.steps.buttons import open_buttons
from monitor.steps.delivering import Pace
from monitor.steps.rereading import Rulebook, reread, rulebook_in
from monitor.steps.threads import tell_threads
from monitor.steps.watch import Watch, open_watch
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.paths import ledger_of

COLLECT_EVERY = 2  # seconds between looks for due sources
SEND_EVERY = 1  # seconds between looks for due messages
AUDIT_EVERY = 300  # seconds between signs of life to the outside
AUDIT_FIRST = timedelta(seconds=20)  # what is due when we start gets so long to leave
WATCHDOG_EVERY = 15  # seconds; systemd waits for 60
PATIENCE = 6.0  # seconds that a step may take to end when we are told to stop

log = logging.getLogger(__name__)


def run_daemon(
    settings: Settings, config: Path, data: Path, secrets: Secrets, show: Callable[[str], None]
) -> int:
    """Watches until SIGTERM or SIGINT; 0 after a clean stop, 75 if a database must be reopened.

    Rules that change on disk are taken over while it runs; all else needs a restart.
    """
    stop = threading.Event()
    _stop_on_signals(stop)
    with (
        open_watch(settings, data, secrets, show) as watch,
        closing(open_ledger(ledger_of(data))) as second,
        closing(open_ledger(ledger_of(data))) as third,
        open_buttons(settings.oncall, data, secrets),
    ):
        # Sending has a connection and a thread of its own: a slow feed must not delay an alert.
        sender = replace(watch, ledger=second)
        collector = Collector(watch, rulebook_in(config))
        failed = threading.Event()
        auditor = Auditor(third, heartbeat_outside())
        jobs = (
            Job("collect", COLLECT_EVERY, lambda: _collect(collector)),
            Job("send", SEND_EVERY, lambda: _send(sender)),
            Job("audit", AUDIT_EVERY, lambda: _audit(auditor), AUDIT_FIRST),
        )
        auditor.ticks.update({job.name: job.tick for job in jobs[:2]})
        ticks = _start_ticks(jobs, stop, failed)
        threading.Thread(target=_stay_watched, args=(auditor.ticks, stop), daemon=True).start()
        tell("READY=1")
        log.info("watching sources=%d data=%s", len(settings.sources), data)
        stop.wait()
        tell("STOPPING=1")
        _end(ticks)
    log.info("stopped")
    return 75 if failed.is_set() else 0


@dataclass(slots=True)
class Auditor:
    """What looks at the others: in a thread and by a connection of its own, so that neither a slow
    outside delays an alert, nor a stuck alert the outside."""

    ledger: Ledger
    heartbeat: Heartbeat | None
    ticks: dict[str, Tick] = field(default_factory=dict)


@dataclass(slots=True)
class Job:
    """A step that comes again and again, and when it came last."""

    name: str
    seconds: int
    step: Callable[[], None]
    first_after: timedelta = timedelta()
    tick: Tick = field(default_factory=lambda: Tick(now_utc()))


@dataclass(slots=True)
class Collector:
    """What the collecting thread works with: the rules of the file as it was at the last tick."""

    watch: Watch
    book: Rulebook


def _collect(collector: Collector) -> None:
    now = now_utc()
    watch, collector.book = reread(collector.watch, collector.book, now)
    collector.watch = watch
    report = take_in(watch, now, collect_arriving)
    if report.polls or report.understood:
        hand_over(watch)
        log.info(
            "polled=%d new=%d mentions=%d alerts=%d",
            len(report.polls),
            sum(poll.tally.new for poll in report.polls),
            report.mentions,
            report.alerts,
        )


def _send(watch: Watch) -> None:
    send_out(watch, now_utc(), CycleReport(), Pace(now_utc))
    tell_threads(watch.ledger, watch.channels, now_utc())


def _audit(auditor: Auditor) -> None:
    sign_of_life(auditor.ledger, auditor.ticks, auditor.heartbeat, now_utc())


def _stay_watched(ticks: Mapping[str, Tick], stop: threading.Event) -> None:
    """Tells systemd that we live, but only while both ticks move: else it starts us anew."""
    while not stop.wait(WATCHDOG_EVERY):
        if not (wrong := stuck(ticks, now_utc())):
            tell("WATCHDOG=1")
        else:
            log.critical("not alive: %s", "; ".join(wrong))


def _stop_on_signals(stop: threading.Event) -> None:
    def told(number: int, _frame: FrameType | None) -> None:
        log.info("stopping on %s", signal.Signals(number).name)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)


def _start_ticks(
    jobs: Sequence[Job], stop: threading.Event, failed: threading.Event
) -> BackgroundScheduler:
    ticks = BackgroundScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    for job in jobs:
        step, first = _guarded(job, stop, failed), now_utc() + job.first_after
        ticks.add_job(step, "interval", seconds=job.seconds, id=job.name, next_run_time=first)
    ticks.start()
    return ticks


def _guarded(job: Job, stop: threading.Event, failed: threading.Event) -> Callable[[], None]:
    """A bug in a step is shouted and the step tried at the next tick; a dead store ends us."""

    def step() -> None:
        if stop.is_set():
            return
        job.tick.begin(now_utc())
        try:
            job.step()
        except StoreUnusable:
            log.critical("a database must be reopened: ending, to be started again", exc_info=True)
            failed.set()
            stop.set()
        except Exception:
            log.exception("a step failed and will be tried again")
        job.tick.end(now_utc())

    return step


def _end(ticks: BackgroundScheduler) -> None:
    """Waits for running steps, but no longer than systemd waits for us."""
    ending = threading.Thread(target=ticks.shutdown, kwargs={"wait": True}, daemon=True)
    ending.start()
    ending.join(PATIENCE)
