"""The night watch itself: ticks until it is told to stop.

APScheduler is only the tick. Every due time is a row in the ledger; a tick looks for rows that are
due and is never missed for long: intervals in UTC, late ones run, several late ones run once.
"""

import logging
import signal
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler

from monitor.clock import now_utc
from monitor.errors import StoreUnusable
from monitor.pipeline import collect_arriving, hand_over, send_out, take_in
from monitor.records import CycleReport, Settings
from monitor.settings import Secret
from monitor.steps.rereading import Rulebook, reread, rulebook_in
from monitor.steps.watch import Watch, open_watch
from monitor.store.ledger import open_ledger
from monitor.store.paths import ledger_of

COLLECT_EVERY = 2  # seconds between looks for due sources
SEND_EVERY = 1  # seconds between looks for due messages: also the pace of Slack
PATIENCE = 6.0  # seconds that a step may take to end when we are told to stop

log = logging.getLogger(__name__)


def run_daemon(
    settings: Settings, config: Path, data: Path, token: Secret | None, show: Callable[[str], None]
) -> int:
    """Watches until SIGTERM or SIGINT; 0 after a clean stop, 75 if a database must be reopened.

    Rules that change on disk are taken over while it runs; all else needs a restart.
    """
    stop = threading.Event()
    _stop_on_signals(stop)
    with (
        open_watch(settings, data, token, show) as watch,
        closing(open_ledger(ledger_of(data))) as second,
    ):
        # Sending has a connection and a thread of its own: a slow feed must not delay an alert.
        sender = replace(watch, ledger=second)
        collector = Collector(watch, rulebook_in(config))
        failed = threading.Event()
        jobs = (
            (lambda: _collect(collector), COLLECT_EVERY, "collect"),
            (lambda: _send(sender), SEND_EVERY, "send"),
        )
        ticks = _start_ticks(jobs, stop, failed)
        log.info("watching sources=%d data=%s", len(settings.sources), data)
        stop.wait()
        _end(ticks)
    log.info("stopped")
    return 75 if failed.is_set() else 0


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
    send_out(watch, now_utc(), CycleReport())


def _stop_on_signals(stop: threading.Event) -> None:
    def told(number: int, _frame: FrameType | None) -> None:
        log.info("stopping on %s", signal.Signals(number).name)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)


def _start_ticks(
    jobs: tuple[tuple[Callable[[], None], int, str], ...],
    stop: threading.Event,
    failed: threading.Event,
) -> BackgroundScheduler:
    ticks = BackgroundScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    for job, seconds, name in jobs:
        step = _guarded(job, stop, failed)
        ticks.add_job(step, "interval", seconds=seconds, id=name, next_run_time=now_utc())
    ticks.start()
    return ticks


def _guarded(
    job: Callable[[], None], stop: threading.Event, failed: threading.Event
) -> Callable[[], None]:
    """A bug in a step is shouted and the step tried at the next tick; a dead store ends us."""

    def step() -> None:
        if stop.is_set():
            return
        try:
            job()
        except StoreUnusable:
            log.critical("a database must be reopened: ending, to be started again", exc_info=True)
            failed.set()
            stop.set()
        except Exception:
            log.exception("a step failed and will be tried again")

    return step


def _end(ticks: BackgroundScheduler) -> None:
    """Waits for running steps, but no longer than systemd waits for us."""
    ending = threading.Thread(target=ticks.shutdown, kwargs={"wait": True}, daemon=True)
    ending.start()
    ending.join(PATIENCE)
